"""What the tags that the coder was unsure of could change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mi_coach.domain.reply import Unit
from mi_coach.scoring.counts import count, ratio_bands, ratios
from mi_coach.scoring.doubt import otherwise
from mi_coach.scoring.overall import overall
from mi_coach.scoring.phrases import say
from mi_coach.scoring.principles import principles
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.rules import band
from mi_coach.scoring.words import quote

_MOST_LISTED = 50


def unsure(readings: Sequence[Reading], talk_known: bool) -> dict[str, Any]:
    """Counts the unsure units and recounts with their next likeliest reading, one at a time and all together.

    ``could_change`` lists the bands that come out otherwise, with every band they could be.
    """
    doubtful = [(at, i, u) for at, r in enumerate(readings) for i, u in r.numbered if not u.sure]
    now = _bands(readings, talk_known)
    could: dict[str, set[str]] = {}
    together = list(readings)
    for at, i, unit in doubtful:
        other = otherwise(unit)
        if other is None:
            continue
        together[at] = _swap(together[at], i, other)
        alone = [*readings[:at], _swap(readings[at], i, other), *readings[at + 1 :]]
        _note(could, now, ratio_bands(ratios(count(r.units for r in alone))))
    if doubtful:
        _note(could, now, _bands(together, talk_known))
    total = sum(len(r.units) for r in readings)
    names = [say(f"measure.{m}") for m in could]
    key = "none" if not doubtful else "changes" if could else "steady"
    return {
        "units": len(doubtful),
        "total": total,
        "which": [
            {
                "turn": readings[at].n,
                "unit": i,
                "quote": quote(u.text, 90),
                "code": u.code.value,
                "kind": u.kind.value if u.kind else None,
            }
            for at, i, u in doubtful[:_MOST_LISTED]
        ],
        "could_change": [{"measure": m, "band": now[m], "could_be": sorted(b)} for m, b in could.items()],
        "text": say(f"unsure.{key}", n=len(doubtful), total=total, measures=", ".join(names)),
    }


def _swap(r: Reading, number: int, unit: Unit) -> Reading:
    units = tuple(unit if i == number else u for i, u in r.numbered)
    return replace(r, units=units)


def _bands(readings: Sequence[Reading], talk_known: bool) -> dict[str, str]:
    counts = count(r.units for r in readings)
    whole = overall(readings, counts, principles(readings, talk_known), talk_known)
    return {**ratio_bands(ratios(counts)), "overall": band("overall", whole.score)}


def _note(could: dict[str, set[str]], now: dict[str, str], then: dict[str, str]) -> None:
    for measure, value in then.items():
        if value != now[measure]:
            could.setdefault(measure, set()).add(value)
