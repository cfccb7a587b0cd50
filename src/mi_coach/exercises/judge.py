"""Says whether a reply did what its drill asked: pure, from the coded reply and the prompt alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from mi_coach.domain.codes import CODE_NAMES, REFLECTIONS, Code, Roadblock, miti_value
from mi_coach.domain.documents import unit_to_dict
from mi_coach.domain.reply import Alternative, CodedReply, Unit
from mi_coach.domain.scenario import Line
from mi_coach.exercises.cues import heard
from mi_coach.exercises.depth import CLOSE, DepthIndex
from mi_coach.exercises.heard import Heard
from mi_coach.exercises.phrases import say
from mi_coach.exercises.rules import Ask, rule_for
from mi_coach.exercises.settle import as_reflection, settled
from mi_coach.exercises.types import Drill, Prompt, Skill
from mi_coach.scoring.words import quote

_SLIGHT = 1 / 3
"""A roadblock less likely than this share of a reflection leaves no doubt that it is one; design judgement."""


class Met(StrEnum):
    """Whether a reply did what was asked."""

    YES = "yes"
    NEARLY = "nearly"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one reply.

    Attributes:
        met: Whether it did what the drill asks; ``unsure`` when that hangs on a tag the coder is not sure of, or on
            a likeness of meaning that the tool cannot see.
        why: One plain sentence that begins with what worked.
        heard: The coded units.
        depth: The deepest thing picked up: ``words``, ``meaning``, ``feeling``, ``value`` or ``strength``; or ``None``.
        missing: The name of the first thing asked for that is not there (``mi_coach.exercises.rules``); ``None`` for
            yes. For unsure, what could not be told.
    """

    met: Met
    why: str
    heard: tuple[Unit, ...]
    depth: str | None = None
    missing: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain data for documents and storage."""
        units = [unit_to_dict(unit) for unit in self.heard]
        return {"met": self.met.value, "why": self.why, "missing": self.missing, "depth": self.depth, "units": units}


@dataclass(frozen=True, slots=True)
class _Reading:
    met: Met
    missing: str | None = None


class Judge:
    """Judges replies to the prompts of one drill.

    Args:
        drill: The drill. Its prompts are weighed together: a word that many of them hold tells little.
    """

    def __init__(self, drill: Drill) -> None:
        self._index = DepthIndex(_line(prompt) for prompt in drill.prompts)

    def verdict(self, prompt: Prompt, coded: CodedReply) -> Verdict:
        """Judges one reply.

        Args:
            prompt: One of the drill's prompts.
            coded: The reply with its units.
        """
        here = self._heard(prompt, coded.units)
        reading = _read(here)
        depth = here.depth
        if reading.met is Met.UNSURE:
            doubt = _CANNOT_TELL.get(reading.missing or "", "beneath")
            why = _sentence(here, say(f"unsure.{doubt}", coded.text, name=prompt.name), unproven=doubt == "line")
            return Verdict(Met.UNSURE, why, coded.units, depth, reading.missing)
        doubtful = self._deciding(here, reading)
        if doubtful is not None:
            return Verdict(Met.UNSURE, _doubt(here, doubtful), coded.units, depth, reading.missing or "tag")
        if reading.met is Met.YES:
            key = prompt.step.value if prompt.step else prompt.skill.value
            return Verdict(Met.YES, say(f"met.{key}", coded.text, name=prompt.name), coded.units, depth)
        missing = say(f"missing.{reading.missing}", coded.text, name=prompt.name)
        return Verdict(reading.met, _sentence(here, missing), coded.units, depth, reading.missing)

    def _heard(self, prompt: Prompt, units: Sequence[Unit]) -> Heard:
        return Heard(prompt, settled(prompt, tuple(units), self._index), self._index)

    def _deciding(self, here: Heard, reading: _Reading) -> Unit | None:
        """The unsure unit on whose reading it hangs whether the drill was met; ``None`` when it hangs on none."""
        met = reading.met is Met.YES
        for unit, units in _otherwise(here.units):
            if (_read(self._heard(here.prompt, units)).met is Met.YES) is not met:
                return unit
        for unit, units in () if met else _across_the_border(here):
            if _read(self._heard(here.prompt, units)).met in (Met.YES, Met.UNSURE):
                return unit
        return None


def _line(prompt: Prompt) -> Line:
    return Line(prompt.id, prompt.client, talk=prompt.talk, meanings=prompt.meanings, strengths=prompt.strengths)


def _read(here: Heard) -> _Reading:
    """What the rule says of one reading of the units."""
    if here.parrots:
        return _Reading(Met.NO, "own_words")
    rule = rule_for(here.prompt.skill, here.prompt.step)
    answers = [(ask, ask.holds(here)) for ask in rule.asks]
    missing = next((ask for ask, holds in answers if holds is False), None)
    if missing is not None:
        near = bool(rule.heart(here)) and not here.hard
        return _Reading(Met.NEARLY if near else Met.NO, missing.name)
    open_: Ask | None = next((ask for ask, holds in answers if holds is None), None)
    return _Reading(Met.YES) if open_ is None else _Reading(Met.UNSURE, open_.name)


def _otherwise(units: tuple[Unit, ...]) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
    """Each unsure unit with the units as they are when it is read another way; at the end all of them at once."""
    together = list(units)
    first: Unit | None = None
    changed = 0
    for n, unit in enumerate(units):
        others = [] if unit.sure else _readings(unit)
        for other in others:
            yield unit, (*units[:n], other, *units[n + 1 :])
        if others:
            first, together[n], changed = first or unit, others[0], changed + 1
    if first is not None and changed > 1:
        yield first, tuple(together)


def _across_the_border(here: Heard) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
    """Each affirmation, or guess at a motive in words of the line, read as a reflection.

    Where an affirmation was asked for, each complex reflection of a strength read as one. The borders are fine ones,
    and a drill is not refused on them.
    """
    units, affirming = here.units, here.prompt.skill is Skill.AFFIRMATION
    for n, unit in enumerate(units):
        if affirming:
            if unit.code is Code.CR and here.closeness(unit).strength >= CLOSE:
                yield unit, (*units[:n], replace(unit, code=Code.AF, miti=miti_value(Code.AF)), *units[n + 1 :])
        elif unit.code is Code.AF or (unit.kind is Roadblock.INTERPRETING and here.says_back(unit)):
            yield unit, (*units[:n], as_reflection(unit), *units[n + 1 :])


def _readings(unit: Unit) -> list[Unit]:
    """The other readings that may decide. The code book settles two doubts itself.

    In doubt it is no roadblock, so a roadblock that it might be takes the credit away and no more, and none where a
    reflection is much the likelier. In doubt a reflection is no affirmation.
    """
    found = []
    for other in unit.alternatives:
        if unit.code in REFLECTIONS and (other.code is Code.AF or _slight(other, unit)):
            continue
        code = Code.NC if other.code is Code.RB else other.code
        if code is not unit.code:
            found.append(replace(unit, code=code, kind=None, miti=miti_value(code), double_sided=False))
    return found


def _slight(other: Alternative, unit: Unit) -> bool:
    return other.code is Code.RB and other.confidence < unit.confidence * _SLIGHT


def _doubt(here: Heard, unit: Unit) -> str:
    others = (a for a in unit.alternatives if (a.code, a.kind) != (unit.code, unit.kind))
    other = next(others, Alternative(Code.CR, None, 0.0))
    if unit.code in REFLECTIONS and here.prompt.skill is Skill.AFFIRMATION:
        other = Alternative(Code.AF, None, 0.0)
    tags = {"quote": quote(unit.text, 60), "first": _name(unit), "other": _name(other)}
    return _sentence(here, say("unsure.tag", unit.text, name=here.prompt.name, **tags), unit)


def _name(reading: Unit | Alternative) -> str:
    if reading.code is Code.RB and reading.kind is not None:
        return reading.kind.value
    name = CODE_NAMES[reading.code]
    if not name.endswith(("reflection", "question", "affirmation")):
        return "something uncoded" if reading.code is Code.NC else name
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


_CANNOT_TELL = {
    "on_the_line": "line", "strength": "strength", "change_side": "sides", "both_sides": "sides", "change_last": "sides"
}  # fmt: skip


def _sentence(here: Heard, rest: str, leave_out: Unit | None = None, unproven: bool = False) -> str:
    """What worked, and then the rest; of a reflection that may have missed the line only its shape is told."""
    worked = next((name for name, unit in _worked(here) if unit is not leave_out or unit is None), "answered")
    if unproven and worked == "reflected":
        worked = "shaped"
    return f"{say(f'worked.{worked}', here.prompt.client, name=here.prompt.name)}; {rest}"


_WORKED: tuple[tuple[Code, str], ...] = (
    (Code.AF, "affirmed"),
    (Code.EA, "left_choice"),
    (Code.SK, "shared"),
    (Code.OQ, "asked_open"),
    (Code.CQ, "asked"),
    (Code.GI, "informed"),
    (Code.PP, "offered"),
)
_KIND_MEANT = {"reassuring": "cared", "praising": "cheered", "advising": "helped", "persuading": "helped"}


def _worked(here: Heard) -> Iterator[tuple[str, Unit | None]]:
    """Good things in the reply, the most telling first, each with the unit it rests on; sure units only.

    Beside an insult nothing but a reflection is held up: no comfort or choice was meant, whatever the tag says.
    """
    if here.parrots:
        yield "listened", None
    for unit in here.reflections:
        if unit.sure:
            yield "reflected", unit
    if not any(heard("harsh", unit.text) for unit in here.units if unit.code not in REFLECTIONS):
        yield from _meant(here)
    if here.copied:
        yield "listened", None


def _meant(here: Heard) -> Iterator[tuple[str, Unit]]:
    """What a reply did or meant beside reflecting; sure units only."""
    for code, name in _WORKED:
        for unit in here.of(code):
            if unit.sure:
                yield name, unit
    for unit in here.of(Code.RB):
        if unit.sure and unit.kind is not None and unit.kind.value in _KIND_MEANT:
            yield _KIND_MEANT[unit.kind.value], unit
