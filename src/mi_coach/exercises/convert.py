"""Turns file models into the frozen types that are worked through."""

from __future__ import annotations

from mi_coach.domain.codes import CODE_NAMES, REFLECTIONS, Code, Roadblock
from mi_coach.domain.scenario import Meaning
from mi_coach.domain.talk import TalkSegment
from mi_coach.exercises.models import (
    DrillFile,
    PassagePart,
    PromptPart,
    RoadblocksFile,
    TalkFile,
    TranscriptFile,
)
from mi_coach.exercises.types import Drill, Item, Near, Option, Prompt, Skill, Spotting

TALK_OPTIONS = (
    Option("change", "change talk: leans towards change"),
    Option("sustain", "sustain talk: leans towards staying the same"),
    Option("discord", "discord: strain with you or the service"),
    Option("neither", "neither"),
)
ROADBLOCK_OPTIONS = (*(Option(kind.value, kind.value) for kind in Roadblock), Option("none", "no roadblock"))
CODE_OPTIONS = tuple(Option(code.value, CODE_NAMES[code]) for code in Code)


def to_drill(file: DrillFile) -> Drill:
    """The drill that a valid file describes."""
    return Drill(
        skill=file.skill,
        name=file.name,
        about=file.about,
        try_=file.try_,
        tips=tuple(file.tips),
        levels={1: file.levels.one, 2: file.levels.two, 3: file.levels.three},
        prompts=tuple(_prompt(part, file.skill) for part in file.prompts),
    )


def _prompt(part: PromptPart, skill: Skill) -> Prompt:
    return Prompt(
        id=part.id,
        skill=skill,
        level=part.level,
        who=part.who,
        client=part.client,
        talk=tuple(TalkSegment(t.code, t.type, t.strength, t.text) for t in part.talk),
        meanings=tuple(Meaning(m.text, m.kind, m.side) for m in part.meanings),
        strengths=tuple(part.strengths),
        models=tuple(part.models),
        near=Near(part.near.reply, part.near.why),
        step=part.step,
        facts=tuple(part.facts),
    )


def to_spotting(file: TalkFile | RoadblocksFile | TranscriptFile) -> Spotting:
    """The spotting exercise that a valid file describes."""
    options: tuple[Option, ...]
    if isinstance(file, TalkFile):
        options = TALK_OPTIONS
        items = tuple(Item(i.id, i.who, (), i.text, i.answer, (), i.shows or "", i.why) for i in file.items)
    elif isinstance(file, RoadblocksFile):
        options = ROADBLOCK_OPTIONS
        items = tuple(
            Item(i.id, "", (("client", i.client),), i.text, i.answer, (), i.shows or "", i.why) for i in file.items
        )
    else:
        options = CODE_OPTIONS
        items = tuple(item for passage in file.passages for item in _items(passage))
    passages = {p.id: p.title for p in file.passages} if isinstance(file, TranscriptFile) else {}
    return Spotting(file.id, file.name, file.about, file.try_, options, items, passages)


def _items(passage: PassagePart) -> list[Item]:
    found: list[Item] = []
    before: list[tuple[str, str]] = []
    for turn in passage.turns:
        if turn.client is not None:
            before.append(("client", turn.client))
        for unit in turn.reply or ():
            number = f"{passage.id}-{len(found) + 1}"
            also = _close_calls(unit.answer)
            found.append(
                Item(number, passage.who, tuple(before), unit.text, unit.answer.value, also, "", unit.why, passage.id)
            )
            before.append(("you", unit.text))
    return found


def _close_calls(answer: Code) -> tuple[str, ...]:
    """Simple against complex: trained people agree on it little more than chance would (AnnoMI, kappa .32)."""
    return tuple(code.value for code in sorted(REFLECTIONS - {answer})) if answer in REFLECTIONS else ()
