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
    for note in document["notes"]:
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
    if document["moments"]:
        paper.heading(2, head["moments"])
        for moment in document["moments"]:
            _moment(paper, moment)
    _conversation(paper, document, head)
    paper.heading(2, head["globals"])
    paper.grid(document["globals"]["text"], [("Global", "1 to 5"), *labels.global_rows(document)], (4, 1), right=(1,))
    if document["client_view"]:
        paper.heading(2, head["client_view"])
        paper.points([_quoted(v["text"])] for v in document["client_view"])
    paper.heading(2, head["unsure"])
    paper.paragraph(Part(document["unsure"]["text"]))
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


def _overall(paper: Paper, document: Mapping[str, Any]) -> None:
    if document["overall"] is None:
        paper.paragraph(Part(labels.band_name("too_few")))
    else:
        band = labels.band_name(document["bands"]["overall"])
        paper.paragraph(Part(str(document["overall"]), "B"), Part(f" of 100: {band}"), size=13)
    paper.note(say("meaning.overall"))


def _measures(paper: Paper, document: Mapping[str, Any]) -> None:
    rows = [("Measure", "Value", "Band", "What it means"), *labels.measure_rows(document)]
    paper.grid("Ratios and bands", rows, (26, 9, 14, 51), right=(1,))
    if codes := labels.code_rows(document):
        paper.grid("Units by code", [("Code", "Number"), *codes], (4, 1), right=(1,))
    paper.paragraph(Part(f"MITI counts by reply: {labels.miti_line(document)}."))
    if line := labels.roadblock_line(document):
        paper.paragraph(Part(f"Roadblocks by kind: {line}."))


def _principles(paper: Paper, document: Mapping[str, Any]) -> None:
    for p in document["principles"]:
        score = p["note"] if p["score"] is None else f"{labels.figure(p['score'])} of 5"
        paper.heading(3, f"{p['name']}: {score}")
        for side in ("for", "against"):
            if p[side]:
                paper.paragraph(Part(say(f"label.{side}") + ":"), gap=0.6)
                paper.points(_evidence(e) for e in p[side])
    if document["could_land_better"]:
        paper.heading(3, say("band.could_land_better"))
        paper.points(_evidence(e) for e in document["could_land_better"])


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
        units = [part for u in turn["units"] for part in (Part(u["text"]), Part(f" [{u['tag']}] ", "I"))]
        paper.pair(f"{turn['n']}. You", *(units or [Part(turn["reply"])]))


def _point(paper: Paper, point: Mapping[str, Any]) -> None:
    also = labels.also_line(point)
    paper.points([[Part(f"{point['text']} ({labels.point_place(point)})" + (f" {also}" if also else ""))]])
    for label, key in (("they_said", "client"), ("you_said", "quote"), ("one_way", "instead")):
        if point[key]:
            paper.pair(say(f"label.{label}"), _quoted(point[key]))
