"""Reads a report document into what the feedback screen shows. Every key is optional; nothing here is Textual's.

``worked``, evidence and moments are mappings with ``turn``, ``unit``, ``quote`` and ``text``; moments also have
``sort``, ``client``, ``led_to``, ``why`` and ``model_reply`` (or ``instead``); ``next_step`` has ``skill``, ``text``,
``why``, a ``drill`` with ``skill`` and ``name``, and an ``example`` with ``client``, ``said`` and ``instead``. Words
that the document lacks are taken from the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mi_coach.domain.codes import CODE_NAMES, Code
from mi_coach.domain.session import Session
from mi_coach.reports.labels import first_notes, self_gap_lines, self_gap_rows
from mi_coach.scoring.phrases import say
from mi_coach.scoring.rules import BLEND
from mi_coach.tui.widgets.report.behind import Behind, units_behind

_WORKED = 3

SORTS = {sort: say(f"screen.{sort}") for sort in ("helped", "hindered", "missed")}
"""Sorts of moments as the screen words them."""

BANDS = {band: say(f"band.{band}") for band in ("below", "fair", "good", "too_few")}
"""Bands as the screen words them."""

RATIOS = {
    "reflection_to_question": "{:.1f}",
    "percent_complex": "{:.0f} %",
    "percent_open": "{:.0f} %",
    "talk_share": "{:.0f} %",
    "mi_adherent": "{:.0f}",
    "mi_non_adherent": "{:.0f}",
}
"""Ratios and counts of the document with their formats, in order."""


@dataclass(frozen=True, slots=True)
class Point:
    """A quotation with what is said about it; any of the parts may be empty.

    Attributes:
        title: A few words.
        client: What the client had said.
        quote: The trainee's words.
        notes: What is to be said about it, a paragraph each.
        turn: The exchange it belongs to, from 1, or ``None``.
        better: Another way to say it.
        told_under: Name of the principle under which the same is quoted already.
    """

    title: str = ""
    client: str = ""
    quote: str = ""
    notes: tuple[str, ...] = ()
    turn: int | None = None
    better: str = ""
    told_under: str = ""


@dataclass(frozen=True, slots=True)
class Principle:
    """One MI principle: its score 1 to 5 (``None``: ``note`` says why not) and the evidence, all of it in ``units``."""

    name: str
    score: float | None
    for_: tuple[Point, ...]
    against: tuple[Point, ...]
    note: str = ""
    units: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A count or ratio as text, with its band in words (may be empty) and the units behind it."""

    name: str
    value: str
    band: str
    units: tuple[Behind, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnView:
    """The trainee's own view beside the evidence.

    Attributes:
        whole: What is to be said of all of it, a paragraph each.
        rows: What was rated, the own view, the evidence, and what is to be said of the two.
        trend: How the gap has moved over the latest sessions; may be empty.
    """

    whole: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    trend: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the feedback screen shows of a report."""

    overall: int | None
    band: str
    worked: tuple[Point, ...]
    next_step: Point | None
    principles: tuple[Principle, ...]
    counts: tuple[Measure, ...]
    ratios: tuple[Measure, ...]
    moments: tuple[Point, ...]
    soft: tuple[Point, ...]
    limits: tuple[Point, ...]
    notes: tuple[str, ...]
    first: tuple[str, ...] = ()
    own: OwnView | None = None
    made_of: tuple[Measure, ...] = ()
    beside: tuple[str, ...] = ()
    drill: tuple[str, str] | None = None


def read(report: Mapping[str, Any], session: Session, trend: str = "") -> ReportView:
    """Reads a report document; what is missing or of another shape is left out.

    Args:
        report: The document.
        session: What it is about.
        trend: One line about the own views of the latest sessions, which no report knows of.
    """
    found = _dicts(report.get("principles"))
    names = {_text(p, "id"): _text(p, "name") for p in found}
    principles = tuple(_principle(p, session, names) for p in found)
    behind = _dict(report.get("behind"))
    worked = _points(report.get("worked"), session) or _best(principles)
    bands = _dict(report.get("bands"))
    overall = report.get("overall")
    first = tuple(first_notes(report)) if report.get("notes") else ()
    return ReportView(
        overall=round(overall) if isinstance(overall, int | float) else None,
        band=BANDS.get(str(bands.get("overall")), ""),
        worked=worked,
        next_step=_step(report.get("next_step")),
        drill=_drill(_dict(report.get("next_step")).get("drill")),
        principles=principles,
        counts=_counts(report, behind, session),
        ratios=_ratios(_dict(report.get("ratios")), bands, _dict(behind.get("ratios")), session),
        beside=tuple(
            _text(_dict(report.get(key)), "text") for key in ("named", "hints", "own_notes") if report.get(key)
        ),
        made_of=_made_of(_dict(report.get("overall_parts")), _dict(behind.get("overall_parts")), session),
        moments=_points(report.get("moments"), session),
        soft=_points(report.get("could_land_better"), session),
        limits=_points(report.get("limits"), session),
        first=first,
        notes=_texts(_dict(report.get("unsure")).get("text")) + _texts(report.get("notes"))[len(first) :],
        own=OwnView(tuple(self_gap_lines(report)), tuple(self_gap_rows(report)), trend)
        if report.get("self_gap")
        else None,
    )


def _principle(data: Mapping[str, Any], session: Session, names: Mapping[str, str]) -> Principle:
    score = data.get("score")
    told = [names.get(_text(e, "told_under"), "") for e in _dicts(data.get("against"))]
    against = _points(_dicts(data.get("against")), session)
    return Principle(
        name=_text(data, "name") or _text(data, "id").replace("_", " "),
        score=float(score) if isinstance(score, int | float) else None,
        for_=_points(data.get("for"), session),
        against=tuple(replace(p, told_under=name) for p, name in zip(against, told, strict=True)),
        note=_text(data, "note"),
        units=units_behind(data, session),
    )


def _points(data: object, session: Session) -> tuple[Point, ...]:
    items = data if isinstance(data, list | tuple) else [data] if data else []
    return tuple(_point(item, session) for item in items if item)


def _point(data: object, session: Session) -> Point:
    if not isinstance(data, Mapping):
        return Point(notes=(str(data),))
    turn = data.get("turn")
    turn = turn if isinstance(turn, int) else None
    text = _text(data, "text")
    quote = _text(data, "quote") or words_at(session, turn, data.get("unit"))
    told = (text, _text(data, "why"), _text(_dict(data.get("led_to")), "text"))
    return Point(
        title=SORTS.get(_text(data, "sort"), _text(data, "title")),
        client=_text(data, "client"),
        quote="" if quote in text else quote,
        notes=tuple(note for note in told if note),
        turn=turn,
        better=_better(data),
    )


def _better(data: Mapping[str, Any]) -> str:
    model = data.get("model_reply")
    return _text(model, "text") if isinstance(model, Mapping) else _text(data, "model_reply") or _text(data, "instead")


def _step(data: object) -> Point | None:
    step = _dict(data)
    if not step:
        return None
    example = _dict(step.get("example"))
    turn = example.get("turn")
    return Point(
        title=_text(step, "title") or _text(step, "skill").replace("_", " ").capitalize(),
        client=_text(example, "client"),
        quote=_text(example, "said"),
        notes=tuple(note for key in ("text", "why") if (note := _text(step, key))),
        turn=turn if isinstance(turn, int) else None,
        better=_text(example, "instead"),
    )


def _drill(data: object) -> tuple[str, str] | None:
    """The drill for the next step: its skill and its name."""
    skill, name = _text(_dict(data), "skill"), _text(_dict(data), "name")
    return (skill, name) if skill and name else None


def words_at(session: Session, turn: int | None, unit: object) -> str:
    """The words of a turn's unit (both from 1), of the whole reply when no unit is named, or nothing."""
    found = next((t for t in session.turns if t.n == turn), None)
    if found is None:
        return ""
    if isinstance(unit, int) and found.units and 1 <= unit <= len(found.units):
        return found.units[unit - 1].text
    return found.reply if unit is None else ""


def _best(principles: Iterable[Principle]) -> tuple[Point, ...]:
    """The first evidence for each principle, no words twice."""
    seen: dict[tuple[object, ...], Point] = {}
    for principle in principles:
        fresh = next((p for p in principle.for_ if (p.quote, p.turn) not in seen), None)
        if fresh:
            seen[fresh.quote, fresh.turn] = fresh
    return tuple(seen.values())[:_WORKED]


def _counts(report: Mapping[str, Any], behind: Mapping[str, Any], session: Session) -> tuple[Measure, ...]:
    counts, kinds = _dict(report.get("counts")), _dict(report.get("roadblocks"))
    places, by_kind = _dict(behind.get("counts")), _dict(behind.get("roadblocks"))
    rows = [
        Measure(f"{code.value} {CODE_NAMES[code]}", str(counts[code]), "", units_behind(places.get(code), session))
        for code in Code
        if code in counts
    ]
    blocks = [Measure(f"   {k}", str(n), "", units_behind(by_kind.get(k), session)) for k, n in kinds.items() if n]
    at = next((n for n, row in enumerate(rows, 1) if row.name.startswith(Code.RB.value)), len(rows))
    return (*rows[:at], *blocks, *rows[at:])


def _ratios(
    ratios: Mapping[str, Any], bands: Mapping[str, Any], behind: Mapping[str, Any], session: Session
) -> tuple[Measure, ...]:
    measures = []
    for key, form in RATIOS.items():
        if key not in ratios:
            continue
        value, band = ratios[key], BANDS.get(str(bands.get(key)), "")
        number = isinstance(value, int | float)
        shown = form.format(value) if number else "–"
        units = units_behind(behind.get(key), session)
        measures.append(Measure(say(f"screen.{key}"), shown, band if number else BANDS["too_few"], units))
    return tuple(measures)


def _made_of(parts: Mapping[str, Any], behind: Mapping[str, Any], session: Session) -> tuple[Measure, ...]:
    return tuple(
        Measure(say(f"part.{key}"), f"{parts[key]:.0f}", "of 100", units_behind(behind.get(key), session))
        for key in BLEND
        if isinstance(parts.get(key), int | float)
    )


def _texts(data: object) -> tuple[str, ...]:
    items = data if isinstance(data, list | tuple) else [data] if data else []
    found = (_text(i, "text") if isinstance(i, Mapping) else str(i) for i in items)
    return tuple(text for text in found if text)


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def _dict(data: object) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}


def _dicts(data: object) -> list[Mapping[str, Any]]:
    return [d for d in data if isinstance(d, Mapping)] if isinstance(data, list | tuple) else []
