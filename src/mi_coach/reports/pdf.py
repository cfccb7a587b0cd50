"""Writes the report and the sheet as PDF, for printing; the web page is the accessible form of both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from mi_coach.domain.session import Session
from mi_coach.reports import labels
from mi_coach.reports.pdf_arc import draw_arc
from mi_coach.reports.pdf_paper import Paper, Part
from mi_coach.reports.pdf_text import lacks
from mi_coach.reports.svg import arc_picture
from mi_coach.reports.transcript import transcript
from mi_coach.reports.units import (
    Figure,
    Sided,
    code_figures,
    depth_figures,
    first_told,
    global_figures,
    miti_figures,
    overall_figures,
    roadblock_figures,
    told_before,
    told_line,
    where,
)
from mi_coach.scoring.phrases import say


def to_pdf(document: Mapping[str, Any], session: Session) -> bytes:
    """The report as PDF, with the same contents in the same order as the web page.

    Args:
        document: The report document.
        session: The session it is about: the conversation stands at the end, and the file bears its date.

    Returns:
        The file; the same report and session give the same bytes.
    """
    turns = transcript(session)
    paper = _paper("report", document, session, turns)
    head = labels.headings()
    first = labels.first_notes(document)
    for note in first:
        paper.paragraph(Part(note, "B"))
    for note in document["notes"][len(first) :]:
        paper.note(note)
    paper.heading(2, head["worked"])
    paper.points([Part(e["text"]), *_place(e)] for e in document["worked"])
    paper.heading(2, head["next_step"])
    _next_step(paper, document["next_step"])
    paper.heading(2, head["overall"])
    _overall(paper, document)
    paper.heading(2, head["measures"])
    _measures(paper, document)
    paper.heading(2, head["principles"])
    _principles(paper, document)
    _own_view(paper, document)
    if along := labels.beside_lines(document):
        paper.heading(2, say("beside.heading"))
        paper.points([Part(line)] for line in along)
    if document["moments"]:
        paper.heading(2, head["moments"])
        for moment in document["moments"]:
            _moment(paper, moment)
    _conversation(paper, document, head)
    paper.heading(2, head["globals"])
    globals_ = [("Global", "1 to 5", *_sides()), *map(_sided, global_figures(document))]
    paper.grid(document["globals"]["text"], globals_, (28, 12, 30, 30), right=(1,))
    if document["client_view"]:
        paper.heading(2, head["client_view"])
        paper.points([_quoted(v["text"])] for v in document["client_view"])
    paper.heading(2, head["unsure"])
    paper.paragraph(Part(document["unsure"]["text"]))
    paper.points([_quoted(e["quote"]), *_place(e)] for e in document["unsure"]["which"])
    if turns:
        paper.heading(2, head["transcript"])
        _transcript(paper, turns, labels.capital(document["client"]))
    paper.foot(labels.coded_by(document))
    return paper.bytes()


def sheet_to_pdf(sheet: Mapping[str, Any], session: Session) -> bytes:
    """The feedback sheet as PDF, with lines to write on; the same sheet and session give the same bytes."""
    paper = _paper("sheet", sheet, session, [])
    head = labels.headings()
    paper.note(sheet["about"])
    for part in labels.SHEET_PARTS:
        paper.heading(2, head[part])
        if not sheet[part]:
            paper.paragraph(Part(labels.no_points(part)))
        for point in sheet[part]:
            _point(paper, point)
    if sheet["own_view"]:
        paper.heading(2, say("sheet.own_view"))
        paper.paragraph(Part(sheet["own_view"]))
    paper.heading(2, head["actions"])
    paper.points([Part(a["text"], "B"), Part(f" {a['why']}" if a["why"] else "")] for a in sheet["actions"])
    paper.heading(2, head["cannot_tell"])
    paper.points([Part(text)] for text in sheet["cannot_tell"])
    paper.heading(2, head["to_fill"])
    for field in sheet["to_fill"]:
        paper.blanks(field["label"], field["lines"])
    paper.foot(labels.coded_by(sheet))
    return paper.bytes()


def _paper(form: str, document: Mapping[str, Any], session: Session, turns: Sequence[Mapping[str, Any]]) -> Paper:
    numbers = [t["n"] for t in turns if t["n"] is not None]
    paper = Paper(labels.title(form, document), session.ended or session.started, numbers)
    paper.note(say("form.accessible"))
    if lacks(json.dumps([document, turns], ensure_ascii=False)):
        paper.note(say("form.missing"))
    return paper


def _quoted(text: str, style: str = "") -> Part:
    return Part(f"“{text}”", style)


def _place(e: Mapping[str, Any]) -> list[Part]:
    """Where a piece of evidence stands, linked to its turn; nothing for the whole conversation."""
    place = labels.unit_place(e["turn"], e["unit"])
    return [Part(" "), Part(f"({place})", turn=e["turn"])] if place else []


def _evidence(e: Mapping[str, Any]) -> list[Part]:
    said = [_quoted(e["quote"])] if e["quote"] else []
    return [*said, *_place(e), Part(f": {e['text']}"), *_instead(e)]


def _instead(e: Mapping[str, Any]) -> list[Part]:
    return [Part(" For example: "), _quoted(e["instead"])] if e.get("instead") else []


def _next_step(paper: Paper, step: Mapping[str, Any]) -> None:
    paper.paragraph(Part(step["text"], "B"))
    paper.paragraph(Part(step["why"]))
    if example := step["example"]:
        if example["client"]:
            paper.pair(say("label.they_said"), _quoted(example["client"]))
        paper.pair(say("label.you_said"), _quoted(example["said"]), *_place({"turn": example["turn"], "unit": None}))
        if example["instead"]:
            paper.pair(say("label.one_way"), _quoted(example["instead"]))
    if line := labels.practise_line(step):
        paper.paragraph(Part(line))


def _overall(paper: Paper, document: Mapping[str, Any]) -> None:
    if document["overall"] is None:
        paper.paragraph(Part(labels.band_name("too_few")))
    else:
        band = labels.band_name(document["bands"]["overall"])
        paper.paragraph(Part(str(document["overall"]), "B"), Part(f" of 100: {band}"), size=13)
    paper.note(say("meaning.overall"))
    if parts := overall_figures(document):
        rows = [("Part", "Of 100", "Weight", *_sides()), *map(_sided, parts)]
        paper.grid(say("label.made_of"), rows, (30, 9, 9, 26, 26), right=(1, 2))


def _measures(paper: Paper, document: Mapping[str, Any]) -> None:
    rows = [("Measure", "Value", "Band", "What it means"), *labels.measure_rows(document)]
    paper.grid("Ratios and bands", rows, (26, 9, 14, 51), right=(1,))
    for caption, head, figures in (
        ("Units by code", "Code", code_figures(document)),
        ("Roadblocks by kind", "Kind", roadblock_figures(document)),
        (say("label.by_miti"), "Value", miti_figures(document)),
    ):
        if figures:
            paper.grid(caption, [(head, "Number", say("label.where")), *map(_counted, figures)], (4, 1, 5), right=(1,))


def _counted(row: Figure) -> tuple[str, ...]:
    return row.name, row.value, where(row.units)


def _sided(row: Sided) -> tuple[str, ...]:
    weight = [row.weight] if row.weight else []
    return row.name, row.value, *weight, where(row.good) or labels.figure(None), where(row.bad) or labels.figure(None)


def _sides() -> tuple[str, str]:
    return f"{say('label.for')} (reply.unit)", f"{say('label.against')} (reply.unit)"


def _principles(paper: Paper, document: Mapping[str, Any]) -> None:
    for p in document["principles"]:
        score = p["note"] if p["score"] is None else f"{labels.figure(p['score'])} of 5"
        paper.heading(3, f"{p['name']}: {score}")
        again = [[Part(told_line(found, name))] for name, found in told_before(document, p)]
        for side, points in (("for", p["for"]), ("against", first_told(p))):
            if p[side]:
                paper.paragraph(Part(say(f"label.{side}") + ":"), gap=0.6)
                paper.points([*map(_evidence, points), *(again if side == "against" else [])])
    if document["could_land_better"]:
        paper.heading(3, say("band.could_land_better"))
        paper.points(_evidence(e) for e in document["could_land_better"])


def _own_view(paper: Paper, document: Mapping[str, Any]) -> None:
    rows = labels.self_gap_rows(document)
    if not rows:
        return
    paper.heading(2, say("self_gap.heading"))
    for line in labels.self_gap_lines(document):
        paper.paragraph(Part(line))
    head = tuple(say(f"self_gap.{key}") for key in ("what", "you", "evidence", "told"))
    paper.grid(say("self_gap.caption"), [head, *rows], (28, 11, 11, 50), right=(1, 2))


def _moment(paper: Paper, moment: Mapping[str, Any]) -> None:
    paper.heading(3, f"Reply {moment['turn']}: {moment['text']}")
    if moment["client"]:
        paper.pair(say("label.they_said"), _quoted(moment["client"]))
    paper.pair(say("label.you_said"), _quoted(moment["quote"]), *_place(moment))
    if moment["led_to"]["text"]:
        paper.pair(say("label.led_to"), Part(moment["led_to"]["text"]))
    if moment["model_reply"]:
        paper.pair(say("label.another_way"), _quoted(moment["model_reply"]["text"]))
    paper.pair(say("label.why"), Part(moment["why"]))


def _conversation(paper: Paper, document: Mapping[str, Any], head: Mapping[str, str]) -> None:
    picture = arc_picture(document["arc"])
    if picture or (document["arc"] and document["arc"]["text"]):
        paper.heading(2, head["arc"])
        if picture:
            paper.paragraph(Part(say("arc.title"), "B"), size=9.5, gap=0.6)
            draw_arc(paper, picture)
        if document["arc"]["text"]:
            paper.paragraph(Part(document["arc"]["text"]))
        if picture:
            paper.note(say("arc.key"))
    if document["contingencies"]:
        paper.heading(2, head["contingencies"])
        paper.points([Part(labels.contingency_line(g))] for g in document["contingencies"].values())
    if document["depth"]:
        paper.heading(2, head["depth"])
        paper.paragraph(Part(document["depth"]["text"]))
        if figures := depth_figures(document):
            rows = [(say("label.met"), "Number", say("label.where")), *map(_counted, figures)]
            paper.grid(head["depth"], rows, (4, 1, 5), right=(1,))
    if document["limits"]:
        paper.heading(2, head["limits"])
        paper.points([_quoted(e["client"]), *_place(e), Part(f": {e['text']}")] for e in document["limits"])


def _transcript(paper: Paper, turns: Sequence[Mapping[str, Any]], name: str) -> None:
    for turn in turns:
        if turn["n"] is not None:
            paper.mark(turn["n"])
        if turn["client"]:
            paper.pair(name, Part(turn["client"]))
        if turn["n"] is None:
            continue
        units = [
            part for u in turn["units"] for part in (Part(u["text"]), Part(f" [{turn['n']}.{u['n']} {u['tag']}] ", "I"))
        ]
        paper.pair(f"{turn['n']}. You", *(units or [Part(turn["reply"])]))
        for line in turn["beside"]:
            paper.note(line)


def _point(paper: Paper, point: Mapping[str, Any]) -> None:
    also = labels.also_line(point)
    paper.points([[Part(f"{point['text']} ({labels.point_place(point)})" + (f" {also}" if also else ""))]])
    for label, key in (("they_said", "client"), ("you_said", "quote"), ("one_way", "instead")):
        if point[key]:
            paper.pair(say(f"label.{label}"), _quoted(point[key]))
