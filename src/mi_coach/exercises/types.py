"""Drills and spotting exercises as they are worked through: plain, frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mi_coach.domain.scenario import Meaning
from mi_coach.domain.talk import TalkSegment

LEVELS = (1, 2, 3)


class Skill(StrEnum):
    """The skills of the ladder, in its order (after Deliberate Practice in Motivational Interviewing, 2022)."""

    SIMPLE_REFLECTION = "simple-reflection"
    COMPLEX_MEANING = "complex-meaning"
    COMPLEX_FEELING = "complex-feeling"
    REFLECT_AND_ASK = "reflect-and-ask"
    EVOKING_CHANGE_TALK = "evoking-change-talk"
    REFLECTING_CHANGE_TALK = "reflecting-change-talk"
    DOUBLE_SIDED = "double-sided"
    DISCORD = "discord"
    AFFIRMATION = "affirmation"
    AUTONOMY = "autonomy"
    AGENDA = "agenda"
    ELICIT_PROVIDE_ELICIT = "elicit-provide-elicit"


class Step(StrEnum):
    """Which part of elicit-provide-elicit a prompt asks for."""

    ELICIT = "elicit"
    PROVIDE_ELICIT = "provide-elicit"
    ELICIT_PROVIDE_ELICIT = "elicit-provide-elicit"


@dataclass(frozen=True, slots=True)
class Near:
    """A reply in good faith that just misses the skill, and why."""

    reply: str
    why: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One client line of a drill.

    Attributes:
        id: Unique in the drill.
        skill: What is practised with it.
        level: 1 to 3.
        who: First name, age and setting in a few words.
        client: What the client says.
        talk: Talk segments of the line.
        meanings: What lies beneath it.
        strengths: What in it could be affirmed.
        models: Replies that do what the skill asks.
        near: A reply that just misses it.
        step: For elicit-provide-elicit, the part that is asked for.
        facts: For elicit-provide-elicit, what the reply may tell the client.
    """

    id: str
    skill: Skill
    level: int
    who: str
    client: str
    talk: tuple[TalkSegment, ...]
    meanings: tuple[Meaning, ...]
    strengths: tuple[str, ...]
    models: tuple[str, ...]
    near: Near
    step: Step | None = None
    facts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The client's first name."""
        return self.who.split(",", 1)[0].strip()


@dataclass(frozen=True, slots=True)
class Drill:
    """All prompts of one skill.

    Attributes:
        skill: The skill.
        name: What lists call it.
        about: What the skill is and why it helps.
        try_: What to do with the prompts.
        tips: Short and concrete.
        levels: What makes each level harder, by level.
        prompts: In the order of the file.
    """

    skill: Skill
    name: str
    about: str
    try_: str
    tips: tuple[str, ...]
    levels: Mapping[int, str]
    prompts: tuple[Prompt, ...]

    def at(self, level: int) -> tuple[Prompt, ...]:
        """The prompts of one level."""
        return tuple(prompt for prompt in self.prompts if prompt.level == level)


@dataclass(frozen=True, slots=True)
class Option:
    """Something that an item of a spotting exercise can be.

    Attributes:
        id: Short identifier, such as ``CR`` or ``advising``.
        name: In words.
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to name.

    Attributes:
        id: Unique in the exercise.
        who: Whose words they are or whom they answer; may be empty.
        before: What was said before, as (speaker, words); speakers are ``client`` and ``you``.
        text: The words to name.
        answer: The option's id.
        also: Other options that are taken as well, because the border between them is a judgement call.
        shows: The words in the text that show it; may be empty.
        why: Why, in one line.
        passage: Id of the exchange it belongs to, or ``None`` for items that stand alone.
    """

    id: str
    who: str
    before: tuple[tuple[str, str], ...]
    text: str
    answer: str
    also: tuple[str, ...]
    shows: str
    why: str
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Spotting:
    """A spotting exercise.

    Attributes:
        id: Its identifier.
        name: What lists call it.
        about: What is to be heard and why it helps.
        try_: What to do.
        options: What an item can be, in the order to show them.
        items: In the order of the file.
        passages: Titles of its exchanges by id; empty when items stand alone.
    """

    id: str
    name: str
    about: str
    try_: str
    options: tuple[Option, ...]
    items: tuple[Item, ...]
    passages: Mapping[str, str]
