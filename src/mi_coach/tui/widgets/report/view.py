"""Reads a report document into what the feedback screen shows. Every key is optional; nothing here is Textual's.

``worked``, evidence and moments are mappings with ``turn``, ``unit``, ``quote`` and ``text``; moments also have
``sort``, ``client``, ``led_to``, ``why`` and ``model_reply`` (or ``instead``); ``next_step`` has ``skill``, ``text``,
``why`` and an ``example`` with ``client``, ``said`` and ``instead``. Words that the document lacks are taken from
the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mi_coach.domain.codes import CODE_NAMES, Code
from mi_coach.domain.session import Session

_WORKED = 3
_SOFT = ("soft_", "changed_subject")

SORTS = {"helped": "This helped", "hindered": "This got in the way", "missed": "This went by"}
"""Sorts of moments as the screen words them."""

BANDS = {
    "below": "below fair",
    "fair": "fair",
    "good": "good",
    "too_few": "too few to say",
}
"""Bands as the screen words them."""

RATIOS = {
    "reflection_to_question": ("Reflections for each question", "{:.1f}"),
    "percent_complex": ("Complex among your reflections", "{:.0f} %"),
    "percent_open": ("Open among your questions", "{:.0f} %"),
    "talk_share": ("Your share of the words", "{:.0f} %"),
    "mi_adherent": ("Affirming, sharing power, autonomy", "{:.0f}"),
    "mi_non_adherent": ("Persuading and confronting", "{:.0f}"),
}
"""Ratios and counts of the document with their names and formats, in order."""


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
        soft: It could land better, and is no failure.
    """

    title: str = ""
    client: str = ""
    quote: str = ""
    notes: tuple[str, ...] = ()
    turn: int | None = None
    better: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Principle:
    """One MI principle: its score 1 to 5 (``None``: not enough to say) and the evidence."""

    name: str
    score: float | None
    for_: tuple[Point, ...]
    against: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A count or ratio as text, with its band in words (may be empty)."""

    name: str
    value: str
    band: str


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


def read(report: Mapping[str, Any], session: Session) -> ReportView:
    """Reads a report document; what is missing or of another shape is left out."""
    principles = tuple(_principle(p, session) for p in _dicts(report.get("principles")))
    worked = _points(report.get("worked"), session) or _best(principles)
    bands = _dict(report.get("bands"))
    overall = report.get("overall")
    return ReportView(
        overall=round(overall) if isinstance(overall, int | float) else None,
        band=BANDS.get(str(bands.get("overall")), ""),
        worked=worked,
        next_step=_step(report.get("next_step")),
        principles=principles,
        counts=_counts(_dict(report.get("counts")), _dict(report.get("roadblocks"))),
        ratios=_ratios(_dict(report.get("ratios")), bands),
        moments=_points(report.get("moments"), session),
        soft=_points(report.get("could_land_better"), session),
        limits=_points(report.get("limits"), session),
        notes=_texts(_dict(report.get("unsure")).get("text")) + _texts(report.get("notes")),
    )


def _principle(data: Mapping[str, Any], session: Session) -> Principle:
    score = data.get("score")
    return Principle(
        name=_text(data, "name") or _text(data, "id").replace("_", " "),
        score=float(score) if isinstance(score, int | float) else None,
        for_=_points(data.get("for"), session),
        against=_points(data.get("against"), session),
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
        soft=_text(data, "kind").startswith(_SOFT),
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


def _counts(counts: Mapping[str, Any], roadblocks: Mapping[str, Any]) -> tuple[Measure, ...]:
    kinds = ", ".join(f"{kind} {n}" for kind, n in roadblocks.items() if n)
    return tuple(
        Measure(f"{code.value} {CODE_NAMES[code]}", str(counts[code]), kinds if code is Code.RB else "")
        for code in Code
        if code in counts
    )


def _ratios(ratios: Mapping[str, Any], bands: Mapping[str, Any]) -> tuple[Measure, ...]:
    measures = []
    for key, (name, form) in RATIOS.items():
        if key not in ratios:
            continue
        value, band = ratios[key], BANDS.get(str(bands.get(key)), "")
        number = isinstance(value, int | float)
        measures.append(Measure(name, form.format(value) if number else "–", band if number else BANDS["too_few"]))
    return tuple(measures)


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
