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

from mi_coach.domain.session import Session
from mi_coach.reports.labels import first_notes, self_gap_lines, self_gap_rows
from mi_coach.scoring.phrases import say
from mi_coach.tui.widgets.report import measures
from mi_coach.tui.widgets.report.behind import Behind, units_behind
from mi_coach.tui.widgets.report.course import Course, read_course
from mi_coach.tui.widgets.report.measures import Group
from mi_coach.tui.widgets.report.shape import mapping, mappings, text_of, texts

_WORKED = 3

SORTS = {sort: say(f"screen.{sort}") for sort in ("helped", "hindered", "missed")}
"""Sorts of moments as the screen words them."""

BANDS = {band: say(f"band.{band}") for band in ("below", "fair", "good", "too_few")}
"""Bands as the screen words them."""


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
class Unsure:
    """How sure the tags are, in words, and the units that the coder was unsure of."""

    text: str
    units: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the feedback screen shows of a report."""

    overall: int | None
    band: str
    worked: tuple[Point, ...]
    next_step: Point | None
    principles: tuple[Principle, ...]
    figures: tuple[Group, ...]
    course: Course
    moments: tuple[Point, ...]
    soft: tuple[Point, ...]
    limits: tuple[Point, ...]
    notes: tuple[str, ...]
    first: tuple[str, ...] = ()
    own: OwnView | None = None
    unsure: Unsure | None = None
    beside: tuple[str, ...] = ()
    drill: tuple[str, str] | None = None


def read(report: Mapping[str, Any], session: Session, trend: str = "") -> ReportView:
    """Reads a report document; what is missing or of another shape is left out.

    Args:
        report: The document.
        session: What it is about.
        trend: One line about the own views of the latest sessions, which no report knows of.
    """
    found = mappings(report.get("principles"))
    names = {text_of(p, "id"): text_of(p, "name") for p in found}
    principles = tuple(_principle(p, session, names) for p in found)
    worked = _points(report.get("worked"), session) or _best(principles)
    bands = mapping(report.get("bands"))
    overall = report.get("overall")
    first = tuple(first_notes(report)) if report.get("notes") else ()
    return ReportView(
        overall=round(overall) if isinstance(overall, int | float) else None,
        band=BANDS.get(str(bands.get("overall")), ""),
        worked=worked,
        next_step=_step(report.get("next_step")),
        drill=_drill(mapping(report.get("next_step")).get("drill")),
        principles=principles,
        figures=_figures(report, session),
        course=read_course(report, session),
        beside=tuple(
            text_of(mapping(report.get(key)), "text") for key in ("named", "hints", "own_notes") if report.get(key)
        ),
        moments=_points(report.get("moments"), session),
        soft=_points(report.get("could_land_better"), session),
        limits=_points(report.get("limits"), session),
        first=first,
        notes=texts(report.get("notes"))[len(first) :],
        unsure=_unsure(mapping(report.get("unsure")), session),
        own=OwnView(tuple(self_gap_lines(report)), tuple(self_gap_rows(report)), trend)
        if report.get("self_gap")
        else None,
    )


def _figures(report: Mapping[str, Any], session: Session) -> tuple[Group, ...]:
    estimated = mapping(report.get("globals"))
    groups = (
        Group("", "", measures.ratios(report, session)),
        Group("", "", measures.counts(report, session)),
        Group(say("label.by_miti"), "", measures.replies(report, session)),
        Group(say("label.made_of"), say("meaning.overall"), measures.made_of(report, session)),
        Group(say("heading.globals"), text_of(estimated, "text"), measures.globals_(report, session)),
    )
    return tuple(group for group in groups if group.rows)


def _unsure(data: Mapping[str, Any], session: Session) -> Unsure | None:
    text = text_of(data, "text")
    return Unsure(text, units_behind(data.get("which"), session)) if text else None


def _principle(data: Mapping[str, Any], session: Session, names: Mapping[str, str]) -> Principle:
    score = data.get("score")
    told = [names.get(text_of(e, "told_under"), "") for e in mappings(data.get("against"))]
    against = _points(mappings(data.get("against")), session)
    return Principle(
        name=text_of(data, "name") or text_of(data, "id").replace("_", " "),
        score=float(score) if isinstance(score, int | float) else None,
        for_=_points(data.get("for"), session),
        against=tuple(replace(p, told_under=name) for p, name in zip(against, told, strict=True)),
        note=text_of(data, "note"),
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
    text = text_of(data, "text")
    quote = text_of(data, "quote") or words_at(session, turn, data.get("unit"))
    told = (text, text_of(data, "why"), text_of(mapping(data.get("led_to")), "text"))
    return Point(
        title=SORTS.get(text_of(data, "sort"), text_of(data, "title")),
        client=text_of(data, "client"),
        quote="" if quote in text else quote,
        notes=tuple(note for note in told if note),
        turn=turn,
        better=_better(data),
    )


def _better(data: Mapping[str, Any]) -> str:
    model = data.get("model_reply")
    return (
        text_of(model, "text")
        if isinstance(model, Mapping)
        else text_of(data, "model_reply") or text_of(data, "instead")
    )


def _step(data: object) -> Point | None:
    step = mapping(data)
    if not step:
        return None
    example = mapping(step.get("example"))
    turn = example.get("turn")
    return Point(
        title=text_of(step, "title") or text_of(step, "skill").replace("_", " ").capitalize(),
        client=text_of(example, "client"),
        quote=text_of(example, "said"),
        notes=tuple(note for key in ("text", "why") if (note := text_of(step, key))),
        turn=turn if isinstance(turn, int) else None,
        better=text_of(example, "instead"),
    )


def _drill(data: object) -> tuple[str, str] | None:
    """The drill for the next step: its skill and its name."""
    skill, name = text_of(mapping(data), "skill"), text_of(mapping(data), "name")
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
