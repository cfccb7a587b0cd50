"""Writes the report and the sheet as Markdown; people's words are escaped so that they stay words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mi_coach.domain.session import Session
from mi_coach.reports.arc import arc_lines
from mi_coach.reports.labels import (
    SHEET_PARTS,
    also_line,
    band_name,
    beside_lines,
    capital,
    coded_by,
    contingency_line,
    figure,
    first_notes,
    headings,
    measure_rows,
    no_points,
    point_place,
    practise_line,
    self_gap_lines,
    self_gap_rows,
    title,
    unit_place,
)
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
from mi_coach.scoring.words import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<|~$])")
_LEADING = re.compile(r"^([-+#>=]|\d+(?=[.)](?:\s|$)))")
_LINE = "\\_" * 60
_BARE_LINK = re.compile(r"(?i)\b(https?|ftp|mailto)(:)|\b(www)(\.)|(@)")


def escape(text: str) -> str:
    """Text made safe for one line of Markdown: no markup, link, table cell, HTML or control character comes of it."""
    plain = _SPECIAL.sub(r"\\\1", clean(text).replace("&", "&amp;"))
    plain = _LEADING.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", plain)
    # Renderers that link bare addresses would make one of what a person typed.
    return _BARE_LINK.sub(_unlinked, plain)


def _unlinked(found: re.Match[str]) -> str:
    return "".join({":": "&#58;", ".": "&#46;", "@": "&#64;"}.get(g, g) for g in found.groups() if g)


def to_markdown(document: Mapping[str, Any], session: Session | None = None) -> str:
    """The report as CommonMark with tables (GitHub's), headings in order, final line break.

    Args:
        document: The report document.
        session: The session it is about; with it the conversation stands at the end, each unit with its number.
    """
    head = headings()
    parts: list[str] = [f"# {escape(title('report', document))}"]
    first = first_notes(document)
    parts += [f"**{escape(note)}**" for note in first]
    parts += [f"*{escape(note)}*" for note in document["notes"][len(first) :]]
    parts += [f"## {head['worked']}", _bullets(_with_place(e["text"], e) for e in document["worked"])]
    parts += [f"## {head['next_step']}", *_next_step(document["next_step"])]
    parts += [f"## {head['overall']}", _overall(document), *_made_of(document)]
    parts += [f"## {head['measures']}", *_measures(document)]
    parts += [f"## {head['principles']}", *_principles(document)]
    if document["could_land_better"]:
        parts += [f"### {say('band.could_land_better')}", _bullets(_better(e) for e in document["could_land_better"])]
    if rows := self_gap_rows(document):
        heads = [say(f"self_gap.{key}") for key in ("what", "you", "evidence", "told")]
        parts += [f"## {say('self_gap.heading')}", *map(escape, self_gap_lines(document)), _table(heads, rows)]
    if along := beside_lines(document):
        parts += [f"## {say('beside.heading')}", _bullets(map(escape, along))]
    if document["moments"]:
        parts += [f"## {head['moments']}", *(_moment(m) for m in document["moments"])]
    parts += _conversation(document, head)
    parts += [
        f"## {head['globals']}",
        escape(document["globals"]["text"]),
        _table(("Global", "1 to 5", *_SIDES), map(_sided, global_figures(document))),
    ]
    if document["client_view"]:
        parts += [f"## {head['client_view']}", _bullets(f"“{escape(v['text'])}”" for v in document["client_view"])]
    parts += [f"## {head['unsure']}", escape(document["unsure"]["text"]), *_unsure(document["unsure"]["which"])]
    if session:
        parts += [f"## {head['transcript']}", *_conversation_itself(session, capital(str(document["client"])))]
    return _joined([*parts, escape(coded_by(document))])


def sheet_to_markdown(sheet: Mapping[str, Any]) -> str:
    """The feedback sheet as CommonMark, with lines of underscores to write on."""
    head = headings()
    parts = [f"# {escape(title('sheet', sheet))}", f"*{escape(sheet['about'])}*"]
    for part in SHEET_PARTS:
        parts += [f"## {head[part]}", "\n".join(map(_point, sheet[part])) or escape(no_points(part))]
    if sheet["own_view"]:
        parts += [f"## {say('sheet.own_view')}", escape(sheet["own_view"])]
    actions = (f"**{escape(a['text'])}**" + (f" {escape(a['why'])}" if a["why"] else "") for a in sheet["actions"])
    parts += [f"## {head['actions']}", _bullets(actions)]
    parts += [f"## {head['cannot_tell']}", _bullets(map(escape, sheet["cannot_tell"]))]
    parts.append(f"## {head['to_fill']}")
    for field in sheet["to_fill"]:
        parts += [f"**{escape(field['label'])}**", *[_LINE] * field["lines"]]
    return _joined([*parts, escape(coded_by(sheet))])


def _point(point: Mapping[str, Any]) -> str:
    first = " ".join(p for p in (escape(point["text"]), f"({point_place(point)})", also_line(point)) if p)
    said = (
        (say("label.they_said"), point["client"]),
        (say("label.you_said"), point["quote"]),
        (say("label.one_way"), point["instead"]),
    )
    return "\n".join([f"- {first}", *(f"  - {label}: “{escape(text)}”" for label, text in said if text)])


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(p for p in parts if p) + "\n"


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([escape(c) for c in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _with_place(text: str, e: Mapping[str, Any]) -> str:
    place = unit_place(e["turn"], e["unit"])
    return f"{escape(text)} ({place})" if place else escape(text)


def _next_step(step: Mapping[str, Any]) -> list[str]:
    parts = [f"**{escape(step['text'])}**", escape(step["why"])]
    example = step["example"]
    if example:
        rows = [
            (f"Reply {example['turn']}. {say('label.they_said')}", example["client"]),
            (say("label.you_said"), example["said"]),
            (say("label.one_way"), example["instead"]),
        ]
        parts.append(_bullets(f"{label}: “{escape(text)}”" for label, text in rows if text))
    if line := practise_line(step):
        parts.append(escape(line))
    return parts


def _overall(document: Mapping[str, Any]) -> str:
    if document["overall"] is None:
        return escape(band_name("too_few"))
    band = escape(band_name(document["bands"]["overall"]))
    return f"**{document['overall']}** of 100: {band}. {escape(say('meaning.overall'))}"


def _measures(document: Mapping[str, Any]) -> list[str]:
    parts = [_table(("Measure", "Value", "Band", "What it means"), measure_rows(document))]
    for name, rows in (
        ("Units by code", code_figures(document)),
        ("Roadblocks by kind", roadblock_figures(document)),
        (say("label.by_miti"), miti_figures(document)),
    ):
        if rows:
            parts.append(_table((name, "Number", say("label.where")), map(_counted, rows)))
    return parts


_SIDES = (f"{say('label.for')} (reply.unit)", f"{say('label.against')} (reply.unit)")


def _counted(row: Figure) -> Sequence[str]:
    return row.name, row.value, where(row.units)


def _sided(row: Sided) -> Sequence[str]:
    weight = [row.weight] if row.weight else []
    return row.name, row.value, *weight, where(row.good) or figure(None), where(row.bad) or figure(None)


def _made_of(document: Mapping[str, Any]) -> list[str]:
    rows = overall_figures(document)
    return [_table((say("label.made_of"), "Of 100", "Weight", *_SIDES), map(_sided, rows))] if rows else []


def _unsure(which: Sequence[Mapping[str, Any]]) -> list[str]:
    return [_bullets(f"“{escape(u['quote'])}” ({unit_place(u['turn'], u['unit'])})" for u in which)]


def _principles(document: Mapping[str, Any]) -> list[str]:
    parts = []
    for p in document["principles"]:
        score = f"{figure(p['score'])} of 5" if p["score"] is not None else escape(p["note"])
        parts.append(f"### {escape(p['name'])}: {score}")
        again = [escape(told_line(found, name)) for name, found in told_before(document, p)]
        for side, points in (("for", map(_evidence, p["for"])), ("against", [*map(_evidence, first_told(p)), *again])):
            if p[side]:
                parts.append(f"{say(f'label.{side}')}:\n\n" + _bullets(points))
    return parts


def _evidence(e: Mapping[str, Any]) -> str:
    said = f"“{escape(e['quote'])}” " if e["quote"] else ""
    return f"{said}({unit_place(e['turn'], e['unit'])}): {escape(e['text'])}"


def _better(e: Mapping[str, Any]) -> str:
    instead = f" For example: “{escape(e['instead'])}”" if e["instead"] else ""
    return _evidence(e) + instead


def _moment(m: Mapping[str, Any]) -> str:
    lines = [f"### Reply {m['turn']}: {escape(m['text'])}"]
    if m["client"]:
        lines.append(f"- {say('label.they_said')}: “{escape(m['client'])}”")
    lines.append(f"- {say('label.you_said')}: “{escape(m['quote'])}”")
    if m["led_to"]["text"]:
        lines.append(f"- {say('label.led_to')}: {escape(m['led_to']['text'])}")
    if m["model_reply"]:
        lines.append(f"- {say('label.another_way')}: “{escape(m['model_reply']['text'])}”")
    lines.append(f"- {say('label.why')}: {escape(m['why'])}")
    return lines[0] + "\n\n" + "\n".join(lines[1:])


def _conversation(document: Mapping[str, Any], head: Mapping[str, str]) -> list[str]:
    parts: list[str] = []
    if document["arc"] and document["arc"]["text"]:
        parts += [f"## {head['arc']}", escape(document["arc"]["text"])]
        parts.append(_bullets(map(escape, arc_lines(document["arc"]))))
    if document["contingencies"]:
        lines = (escape(contingency_line(g)) for g in document["contingencies"].values())
        parts += [f"## {head['contingencies']}", _bullets(lines)]
    if document["depth"]:
        parts += [f"## {head['depth']}", escape(document["depth"]["text"])]
        if figures := depth_figures(document):
            parts.append(_table((say("label.met"), "Number", say("label.where")), map(_counted, figures)))
    if document["limits"]:
        met = (f"Reply {e['turn']}, “{escape(e['client'])}”: {escape(e['text'])}" for e in document["limits"])
        parts += [f"## {head['limits']}", _bullets(met)]
    return parts


def _conversation_itself(session: Session, name: str) -> list[str]:
    parts = []
    for turn in transcript(session):
        if turn["client"]:
            parts.append(f"**{escape(name)}:** {escape(turn['client'])}")
        if turn["n"] is not None:
            said = (f"{escape(u['text'])} *{escape(_numbered(turn, u))}*" for u in turn["units"])
            parts.append(f"**{turn['n']}. You:** {' '.join(said) or escape(turn['reply'])}")
            parts += [f"*{escape(line)}*" for line in turn["beside"]]
    return parts


def _numbered(turn: Mapping[str, Any], unit: Mapping[str, Any]) -> str:
    return f"[{turn['n']}.{unit['n']} {unit['tag']}]"
