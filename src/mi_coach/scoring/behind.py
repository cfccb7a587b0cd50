"""The units behind each figure, so that every number can be opened to the words it was counted from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from mi_coach.domain.codes import QUESTIONS, Code, Miti, Roadblock
from mi_coach.domain.reply import Unit
from mi_coach.scoring.counts import reply_values
from mi_coach.scoring.estimates import feeding, meets_sustain, partnering, softening
from mi_coach.scoring.evidence import Piece
from mi_coach.scoring.overall import ADHERENT, NON_ADHERENT
from mi_coach.scoring.principles import Principle
from mi_coach.scoring.reading import Numbered, Reading
from mi_coach.scoring.words import quote

Places = list[dict[str, int | None]]
"""Turn and unit of each, both from 1; ``unit`` is ``None`` where it is about the reply as a whole."""

_LONGEST = 120  # characters of a unit that are quoted
_REFLECTING = frozenset({Miti.SR, Miti.CR})


def coded_units(readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """Every coded unit in order, once: where it stands, what it was coded as, and its words cut to a line."""
    return [
        {
            "turn": r.n,
            "unit": i,
            "code": u.code.value,
            "kind": u.kind.value if u.kind else None,
            "miti": u.miti.value if u.miti else None,
            "sure": u.sure,
            "quote": quote(u.text, _LONGEST),
        }
        for r in readings
        for i, u in r.numbered
    ]


def behind_figures(readings: Sequence[Reading], five: Sequence[Principle]) -> dict[str, Any]:
    """Places behind each figure of the report that is no evidence already.

    Returns:
        ``counts``, ``roadblocks``, ``miti`` and ``ratios`` by name. ``miti`` and ``ratios`` count replies: there the
        turns are what was counted, and every unit is named that made its reply count. ``overall_parts`` and
        ``globals`` by name, each with what speaks ``for`` and ``against``.
    """
    by_miti = {value: _miti(readings, {value}) for value in Miti}
    return {
        "counts": {code.value: _places(readings, _with_code({code})) for code in Code},
        "roadblocks": {kind.value: _places(readings, _with_kind(kind)) for kind in Roadblock},
        "miti": {value.value: places for value, places in by_miti.items()},
        "ratios": {
            "reflection_to_question": _miti(readings, {*_REFLECTING, Miti.Q}),
            "percent_complex": _miti(readings, _REFLECTING),
            "percent_open": _places(readings, _with_code(QUESTIONS)),
            "mi_adherent": _miti(readings, ADHERENT),
            "mi_non_adherent": _miti(readings, NON_ADHERENT),
            "talk_share": [],
        },
        "overall_parts": _parts(readings, five),
        "globals": _globals(readings, five),
    }


def _places(readings: Iterable[Reading], test: Callable[[Unit], bool]) -> Places:
    return [{"turn": r.n, "unit": i} for r in readings for i, _ in r.where(test)]


def _with_code(codes: Iterable[Code]) -> Callable[[Unit], bool]:
    wanted = frozenset(codes)
    return lambda u: u.code in wanted


def _with_kind(kind: Roadblock) -> Callable[[Unit], bool]:
    return lambda u: u.code is Code.RB and u.kind is kind


def _miti(readings: Iterable[Reading], values: Iterable[Miti]) -> Places:
    """Units that made their reply count towards one of the values: no simple reflection beside a complex one."""
    wanted = frozenset(values)
    return [
        {"turn": r.n, "unit": i}
        for r in readings
        for i, u in r.numbered
        if u.miti in wanted and u.miti in reply_values(r.units)
    ]


def _sides(good: Places, bad: Places) -> dict[str, Places]:
    return {"for": good, "against": bad}


def _of(readings: Iterable[Reading], found: Callable[[Reading], Iterable[Numbered]]) -> Places:
    return [{"turn": r.n, "unit": i} for r in readings for i in sorted(i for i, _ in found(r))]


def _pieces(found: Iterable[Piece]) -> Iterator[dict[str, int | None]]:
    seen = dict.fromkeys((p.turn, p.unit) for p in found)
    return ({"turn": turn, "unit": unit} for turn, unit in sorted(seen, key=lambda s: (s[0], s[1] or 0)))


def _parts(readings: Sequence[Reading], five: Sequence[Principle]) -> dict[str, dict[str, Places]]:
    asked = _miti(readings, {Miti.Q})
    return {
        "principles": _sides(
            [*_pieces(piece for p in five for piece in p.good)],
            [*_pieces(piece for p in five for piece in p.bad)],
        ),
        "listening": _sides(_of(readings, lambda r: r.reflections), _of(readings, lambda r: r.tells)),
        "reflection_share": _sides(_miti(readings, _REFLECTING), asked),
        "adherence": _sides(_miti(readings, ADHERENT), _miti(readings, NON_ADHERENT)),
    }


def _globals(readings: Sequence[Reading], five: Sequence[Principle]) -> dict[str, dict[str, Places]]:
    evidence = {p.id: _sides([*_pieces(p.good)], [*_pieces(p.bad)]) for p in five}
    met = [r for r in readings if meets_sustain(r)]
    return {
        "cultivating_change_talk": evidence["desire"],
        "softening_sustain_talk": _sides(_of(met, softening), _of(met, feeding)),
        "partnership": _sides(_of(readings, partnering), _miti(readings, NON_ADHERENT)),
        "empathy": evidence["empathy"],
    }
