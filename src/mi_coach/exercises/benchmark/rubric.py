"""The rubric: a reply as 1 to 5 points, from its codes alone. Pure.

1. Nothing but roadblocks, or nothing that answers.
2. Closed questions or telling; the client's own words handed back; or something better beside a roadblock.
3. A reflection, an open question, an affirmation, a choice handed back; or more than that beside a roadblock of the
   soft kinds.
4. A reflection of something that lies beneath the words, or listening together with what the situation calls for.
5. Both.

A tag that the coder is not sure of counts with each of its readings, weighed by the coder's own confidence. In doubt a
unit is no roadblock (code book). Length earns nothing: no unit counts twice, and none beyond the sixth earns points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from mi_coach.domain.codes import REFLECTIONS, Code
from mi_coach.domain.reply import CodedReply, Unit
from mi_coach.domain.scenario import MeaningKind
from mi_coach.exercises.benchmark.demands import DEMANDS, SituationIndex
from mi_coach.exercises.benchmark.types import Form, Item
from mi_coach.exercises.depth import CLOSE
from mi_coach.exercises.echo import is_echo
from mi_coach.exercises.heard import Heard
from mi_coach.exercises.settle import heard_right

VERSION = 2
"""Goes up when a rule changes, so that results scored by other rules are scored anew before they are compared."""

CREDITED = 6
"""Units that can earn points. What is said in one breath to a client seldom has more; a pile of them is no better."""

DOUBTS = 5
"""Most unsure units of a reply that are read in every way; of more, the surest are taken as they are."""

_RUN = 5
"""Words of the client's in a row from which any unit is an echo."""

_ANY_DEPTH = frozenset(MeaningKind)


@dataclass(frozen=True, slots=True)
class Rating:
    """What one reply is worth.

    Attributes:
        points: 1 to 5, the mean over the readings of its tags.
        low: The least that a reading gives.
        high: The most that a reading gives.
        variance: Of the points over the readings.
        step: Name of the rubric's step that is the likeliest: what the sentence about it is called.
    """

    points: float
    low: int
    high: int
    variance: float
    step: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    points: int
    step: str
    weight: float = 1.0


class Rubric:
    """Rates replies to the situations of both forms.

    Args:
        forms: The forms. How telling a word is depends on all their situations together, so it is the same in both.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self._index = SituationIndex(item for form in forms for item in form.items)

    def rate(self, item: Item, coded: CodedReply) -> Rating:
        """Rates a reply.

        Args:
            item: The situation it answers.
            coded: The reply with its units.
        """
        found = [
            replace(outcome, weight=outcome.weight * weight)
            for units, weight in _readings(coded.units)
            for outcome in self._outcomes(item, units)
        ]
        mean = sum(o.points * o.weight for o in found)
        steps: dict[str, float] = {}
        for outcome in found:
            steps[outcome.step] = steps.get(outcome.step, 0.0) + outcome.weight
        return Rating(
            points=round(mean, 2),
            low=min(o.points for o in found),
            high=max(o.points for o in found),
            variance=round(sum(o.weight * (o.points - mean) ** 2 for o in found), 3),
            step=max(steps, key=lambda step: steps[step]),
        )

    def _outcomes(self, item: Item, units: tuple[Unit, ...]) -> Iterator[_Outcome]:
        """What one reading of the units is worth; several outcomes, whose weights add up to 1, where it is open."""
        units = tuple(heard_right(unit, self._index.read(item.id, unit.text)) for unit in units)
        own = tuple(unit for unit in units if not _is_echo(unit, item.client))
        credited = units[:CREDITED]
        h = Heard(item.prompt, tuple(unit for unit in own if unit in credited), self._index)
        listening = (*h.reflections, *h.of(Code.AF))
        skilled = (*listening, *h.open_questions, *h.of(Code.EA, Code.SK))
        whole = Heard(item.prompt, own, self._index)
        if not skilled:
            yield _without_skill(h, whole, echoed=len(own) < len(units))
        elif whole.hard:
            yield _Outcome(2, "beside_roadblock")
        elif whole.soft:
            yield _Outcome(3, "beside_soft")
        elif any(self._index.speaks_of(item.id, unit.text) for unit in listening):
            yield from _above(_depth(h), DEMANDS[item.demand](h))
        else:
            yield _Outcome(3, "unplaced" if listening else "skill")
            if listening:  # in words that are all its own it may be right, or meant for anybody: a range, and no more
                yield from (_Outcome(2, "unplaced", 0.0), _Outcome(5, "full", 0.0))


def _without_skill(h: Heard, whole: Heard, echoed: bool) -> _Outcome:
    if whole.hard or whole.soft:
        return _Outcome(1, "roadblocks")
    if echoed:
        return _Outcome(2, "copied")
    return _Outcome(2, "telling") if h.of(Code.CQ, Code.GI, Code.PP) else _Outcome(1, "nothing")


def _is_echo(unit: Unit, client: str) -> bool:
    """True when a unit hands the client's words back and nothing else; a short question may share theirs by chance."""
    long = unit.code in REFLECTIONS or len(unit.text.split()) >= _RUN
    return long and unit.code is not Code.NC and is_echo(unit.text, client)


def _depth(h: Heard) -> bool | None:
    """Whether a reflection, or an affirmation, picks up something that lies beneath the words."""
    affirmed = (score for unit in h.of(Code.AF) for score in h.closeness(unit).beyond.values())
    return True if any(score >= CLOSE for score in affirmed) else h.goes_beyond(_ANY_DEPTH)


def _above(deep: bool | None, met: bool | None) -> Iterator[_Outcome]:
    """Where depth or demand cannot be told, yes and no count half each."""
    for is_deep, a in _ways(deep):
        for is_met, b in _ways(met):
            step = {(True, True): "full", (True, False): "deep", (False, True): "met"}.get((is_deep, is_met), "skill")
            yield _Outcome(3 + is_deep + is_met, step, a * b)


def _ways(known: bool | None) -> tuple[tuple[bool, float], ...]:
    return ((True, 0.5), (False, 0.5)) if known is None else ((known, 1.0),)


def _readings(units: Sequence[Unit]) -> Iterator[tuple[tuple[Unit, ...], float]]:
    """Every way to read the units, with weights that add up to 1."""
    doubtful = sorted((u for u in units if not u.sure and u.alternatives), key=lambda u: u.confidence)[:DOUBTS]
    open_ = {u.start for u in doubtful}
    ways = [_ways_of(u) if u.start in open_ else ((_settled(u), 1.0),) for u in units]
    for chosen in product(*ways):
        yield tuple(unit for unit, _ in chosen), prod(weight for _, weight in chosen)


def _ways_of(unit: Unit) -> tuple[tuple[Unit, float], ...]:
    readings = [(_settled(unit), unit.confidence)]
    for other in unit.alternatives:
        changed = replace(unit, code=other.code, kind=other.kind, miti=None, double_sided=False)
        readings.append((_settled(changed), other.confidence))
    total = sum(weight for _, weight in readings)
    return tuple((reading, weight / total) for reading, weight in readings) if total else ((unit, 1.0),)


def _settled(unit: Unit) -> Unit:
    """In doubt no roadblock: one that the coder is not sure of earns nothing and costs nothing."""
    if unit.code is Code.RB and not unit.sure:
        return replace(unit, code=Code.NC, kind=None, miti=None)
    return unit
