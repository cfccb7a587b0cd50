"""A drill made in Python, and replies whose units are given outright."""

from __future__ import annotations

from mi_coach.domain.codes import Code, Roadblock, miti_value
from mi_coach.domain.reply import Alternative, CodedReply, Unit
from mi_coach.domain.scenario import Meaning, MeaningKind, Side
from mi_coach.domain.talk import TalkCode, TalkSegment, TalkType
from mi_coach.exercises.types import Drill, Near, Prompt, Skill, Step

CLIENT = "I like the pub of a Friday. My lad waits up at the window for me, mind, and I never get there."

UnitLike = tuple[str, str] | tuple[str, str, str]


def prompt(skill: Skill, number: int = 1, level: int = 1, step: Step | None = None) -> Prompt:
    return Prompt(
        id=f"p-{number:02}",
        skill=skill,
        level=level,
        who="Danny, 29, community order",
        client=CLIENT if number == 1 else f"Number {number} happened on a Monday by the harbour wall.",
        talk=(
            TalkSegment(TalkCode.ST, TalkType.DESIRE, 3, "I like the pub of a Friday."),
            TalkSegment(TalkCode.CT, TalkType.REASON, 3, "My lad waits up at the window for me"),
        )
        if number == 1
        else (),
        meanings=(
            Meaning("being a father he can count on", MeaningKind.VALUE, Side.CHANGE),
            Meaning("ashamed of letting him down", MeaningKind.FEELING, Side.CHANGE),
            Meaning("Fridays are your reward after a hard week", MeaningKind.MEANING, Side.SUSTAIN),
        ),
        strengths=("notices what his boy does",),
        models=(f"A model reply to number {number}.", f"Another model reply to number {number}."),
        near=Near("A near reply.", "It just misses."),
        step=step,
    )


def drill(skill: Skill = Skill.SIMPLE_REFLECTION, prompts: int = 24, step: Step | None = None) -> Drill:
    made = tuple(prompt(skill, n, 1 + (n - 1) * 3 // prompts, step) for n in range(1, prompts + 1))
    levels = {1: "easy", 2: "harder", 3: "hardest"}
    return Drill(skill, skill.value.capitalize(), "About it.", "Try it.", ("A tip.",), levels, made)


def reply(*units: UnitLike) -> CodedReply:
    """A reply from (code, words); ``RB:kind`` names a roadblock, a third item is the other reading of an unsure tag."""
    text = " ".join(unit[1] for unit in units)
    found, at = [], 0
    for tag, words, *other in units:
        code, kind = _code(tag)
        alternatives = tuple(Alternative(*_code(o), 0.4) for o in other)
        found.append(
            Unit(words, at, at + len(words), code, kind, miti_value(code, kind), 0.9, not other, alternatives)
        )  # fmt: skip
        at += len(words) + 1
    return CodedReply(text, tuple(found))


def _code(tag: str) -> tuple[Code, Roadblock | None]:
    code, _, kind = tag.partition(":")
    return Code(code), Roadblock(kind) if kind else None
