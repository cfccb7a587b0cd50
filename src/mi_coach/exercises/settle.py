"""Settles tags that the code book, or what was written for a line, decides better than the coder from words alone."""

from __future__ import annotations

import re
from dataclasses import replace

from mi_coach.domain.codes import Code, Roadblock, miti_value
from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import Side
from mi_coach.exercises.cues import heard
from mi_coach.exercises.depth import CLOSE, Closeness, DepthIndex, telling
from mi_coach.exercises.types import Prompt, Skill

_OWN_VERDICT = re.compile(
    r"\b(I|I'm|sure|don't|worry|will|\w+'ll|well done|good|great|brilliant|lovely|fine|right|course)\b", re.IGNORECASE
)
_DEEP = frozenset(
    {
        Skill.COMPLEX_MEANING, Skill.COMPLEX_FEELING, Skill.REFLECT_AND_ASK, Skill.REFLECTING_CHANGE_TALK,
        Skill.DOUBLE_SIDED,
    }
)  # fmt: skip
_MORE_LIKELY_THAN_NOT = 0.5
_WORDS_OF_A_FACT = 2


def heard_right(unit: Unit, close: Closeness) -> Unit:
    """Naming what an author set down beneath the line is a reflection, though it be taken for a soft roadblock.

    It is no hidden motive and no comfort; a promise or a verdict of one's own stays what it is.

    Args:
        unit: The unit as coded.
        close: What it picks up of the line.
    """
    if not unit.soft or _OWN_VERDICT.search(unit.text.replace("’", "'")):
        return unit
    return as_reflection(unit) if max(close.beyond.values(), default=0.0) >= CLOSE else unit


def as_reflection(unit: Unit) -> Unit:
    """The unit read as a complex reflection."""
    return replace(unit, code=Code.CR, kind=None, miti=miti_value(Code.CR))


def settled(prompt: Prompt, units: tuple[Unit, ...], index: DepthIndex) -> tuple[Unit, ...]:
    """The units with such tags settled; as many as there were, in their order.

    Args:
        prompt: What was answered.
        units: The units in one reading of them.
        index: Reads what a unit picks up of the line.
    """
    return tuple(_settled(prompt, unit, index) for unit in units)


def _settled(prompt: Prompt, unit: Unit, index: DepthIndex) -> Unit:
    if unit.code is Code.AF or (unit.code is Code.EA and not unit.sure):
        hands_back = prompt.skill in _DEEP and _hands_back(prompt, index.read(prompt.id, unit.text))
        return as_reflection(unit) if hands_back else unit
    if unit.code is not Code.RB:
        return unit
    if heard("harsh", unit.text):
        return unit
    if _leaves_doubt(unit) and _tells_a_fact(prompt, unit):
        return replace(unit, code=Code.GI, kind=None, miti=miti_value(Code.GI))
    if _in_doubt(unit) or (_leaves_doubt(unit) and heard("self_blame", unit.text)):
        return replace(unit, code=Code.NC, kind=None, miti=None)
    return heard_right(unit, index.read(prompt.id, unit.text)) if unit.kind is Roadblock.INTERPRETING else unit


def _hands_back(prompt: Prompt, close: Closeness) -> bool:
    """True when an affirmation says back what the drill wants said back: then it is a reflection as well."""
    change, sustain = close.sides.get(Side.CHANGE, 0.0), close.sides.get(Side.SUSTAIN, 0.0)
    if prompt.skill is Skill.REFLECTING_CHANGE_TALK:
        return change >= CLOSE and change > sustain
    return max(close.words, *close.whole.values(), 0.0) >= CLOSE


def _tells_a_fact(prompt: Prompt, unit: Unit) -> bool:
    """True when half of a unit's telling words, and two or more, are those of a fact that the reply may tell."""
    mine = telling(unit.text)
    shared = max((len(mine & telling(fact)) for fact in prompt.facts), default=0)
    return shared >= _WORDS_OF_A_FACT and 2 * shared >= len(mine)


def _in_doubt(unit: Unit) -> bool:
    """True for a roadblock that is more likely none: the code book says that in doubt it is none."""
    others = sum(other.confidence for other in unit.alternatives if other.code is Code.RB)
    return not unit.sure and unit.confidence + others < _MORE_LIKELY_THAN_NOT


def _leaves_doubt(unit: Unit) -> bool:
    return unit.soft or not unit.sure
