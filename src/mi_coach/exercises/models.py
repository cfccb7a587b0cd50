"""The files of drills and spotting exercises as pydantic models: which keys there are, what they hold, how much.

What concerns several places at once (ids, counts, texts that stand twice) is in ``mi_coach.exercises.loader``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mi_coach.domain.codes import Code
from mi_coach.exercises.types import Skill, Step
from mi_coach.scenarios.models import Id, MeaningPart, Part, Short, Spoken, TalkPart

Version = Annotated[Literal[1], Field(alias="schema", description="Version of the file format: 1")]
Who = Annotated[str, Field(min_length=1, max_length=160, description="First name, age and setting")]

Sort = Literal[
    "ordering",
    "warning",
    "advising",
    "persuading",
    "moralising",
    "judging",
    "praising",
    "labelling",
    "interpreting",
    "reassuring",
    "probing",
    "withdrawing",
    "none",
]
"""The kinds of ``mi_coach.domain.codes.Roadblock``, and none of them."""


class NearPart(Part):
    """A reply in good faith that just misses the skill."""

    reply: Annotated[Spoken, Field(description="The reply")]
    why: Annotated[Short, Field(description="What it misses, kindly and concretely")]


class PromptPart(Part):
    """One client line to answer."""

    id: Annotated[Id, Field(description="Unique in the file")]
    level: Annotated[Literal[1, 2, 3], Field(description="1 to 3")]
    who: Who
    client: Annotated[Spoken, Field(description="What the client says")]
    talk: Annotated[list[TalkPart], Field(min_length=1, max_length=6, description="Talk segments of the line")]
    meanings: Annotated[list[MeaningPart], Field(min_length=1, max_length=8, description="What lies beneath the line")]
    strengths: Annotated[
        list[Short], Field(default_factory=list, max_length=8, description="What in it could be affirmed")
    ]
    models: Annotated[list[Spoken], Field(min_length=2, max_length=4, description="Replies that do what is asked")]
    near: Annotated[NearPart, Field(description="A reply that just misses it")]
    step: Annotated[
        Step | None, Field(strict=False, description="Which part of elicit-provide-elicit is asked for")
    ] = None
    facts: Annotated[
        list[Short], Field(default_factory=list, max_length=8, description="What the reply may tell the client")
    ]


class LevelsPart(Part):
    """What makes each level harder."""

    one: Annotated[Short, Field(alias="1", description="The first level")]
    two: Annotated[Short, Field(alias="2", description="The second level")]
    three: Annotated[Short, Field(alias="3", description="The third level")]


class DrillFile(Part):
    """A drill of one skill."""

    schema_: Version
    skill: Annotated[Skill, Field(strict=False, description="Which skill; the same as the file's name")]
    name: Annotated[str, Field(min_length=1, max_length=80, description="Shown in lists")]
    about: Annotated[Spoken, Field(description="What the skill is and why it helps")]
    try_: Annotated[Short, Field(alias="try", description="What to do with the prompts")]
    tips: Annotated[list[Short], Field(min_length=1, max_length=6, description="Short and concrete")]
    levels: Annotated[LevelsPart, Field(description="What makes each level harder")]
    prompts: Annotated[list[PromptPart], Field(min_length=1, max_length=200, description="The client lines")]


class SpottingHead(Part):
    """What every spotting exercise has."""

    schema_: Version
    id: Annotated[Id, Field(description="The same as the file's name")]
    name: Annotated[str, Field(min_length=1, max_length=80, description="Shown in lists")]
    about: Annotated[Spoken, Field(description="What is to be heard and why it helps")]
    try_: Annotated[Short, Field(alias="try", description="What to do")]


class TalkItemPart(Part):
    """One client line to sort."""

    id: Annotated[Id, Field(description="Unique in the file")]
    who: Who
    text: Annotated[Spoken, Field(description="What the client says")]
    answer: Annotated[Literal["change", "sustain", "discord", "neither"], Field(description="What it is")]
    shows: Annotated[Short | None, Field(description="The exact words of the line that show it; not for neither")] = (
        None
    )
    why: Annotated[Short, Field(description="Why, in one line")]


class TalkFile(SpottingHead):
    """Client lines to sort into change talk, sustain talk, discord or neither."""

    kind: Literal["change-talk"]
    items: Annotated[list[TalkItemPart], Field(min_length=1, max_length=200, description="The lines")]


class ReplyItemPart(Part):
    """One practitioner's reply to sort."""

    id: Annotated[Id, Field(description="Unique in the file")]
    client: Annotated[Spoken, Field(description="What the client had said")]
    text: Annotated[Spoken, Field(description="The reply")]
    answer: Annotated[Sort, Field(description="A kind of roadblock, or none")]
    shows: Annotated[Short | None, Field(description="The exact words of the reply that show it")] = None
    why: Annotated[Short, Field(description="Why, in one line")]


class RoadblocksFile(SpottingHead):
    """Replies to sort into kinds of roadblock or none."""

    kind: Literal["roadblocks"]
    items: Annotated[list[ReplyItemPart], Field(min_length=1, max_length=200, description="The replies")]


class UnitPart(Part):
    """One unit of a reply to name."""

    text: Annotated[Spoken, Field(description="The words")]
    answer: Annotated[Code, Field(strict=False, description="Its code")]
    why: Annotated[Short, Field(description="Why, in one line")]


class TurnPart(Part):
    """One turn of a transcript: a client line, or the units of a practitioner's reply."""

    client: Annotated[Spoken | None, Field(description="What the client says")] = None
    reply: Annotated[
        list[UnitPart] | None, Field(min_length=1, max_length=6, description="The units of a reply, in order")
    ] = None


class PassagePart(Part):
    """A short exchange."""

    id: Annotated[Id, Field(description="Unique in the file")]
    title: Annotated[str, Field(min_length=1, max_length=80, description="What it is about")]
    who: Who
    turns: Annotated[list[TurnPart], Field(min_length=2, max_length=20, description="What is said, in order")]


class TranscriptFile(SpottingHead):
    """Short exchanges whose practitioner units are to be named."""

    kind: Literal["transcript"]
    passages: Annotated[list[PassagePart], Field(min_length=1, max_length=50, description="The exchanges")]
