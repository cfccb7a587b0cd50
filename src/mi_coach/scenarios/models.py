"""The scenario file as pydantic models: which keys there are, what they hold, and how much.

What concerns several places at once (ids, topics, flags, coverage) is in ``mi_coach.scenarios.checks``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from mi_coach.domain.act_names import ALL_NAMES, PARENTS
from mi_coach.domain.scenario import Expects, Mark, MeaningKind, Role, Side
from mi_coach.domain.session import Ending
from mi_coach.domain.talk import TalkCode, TalkType

MAX_LINES = 400
MIN_LENGTH = 20
ENDINGS = tuple(ending.value for ending in Ending if ending is not Ending.STOPPED)
"""Endings in which the client has the last word; a stopped session has none."""

Stage = Literal["precontemplation", "contemplation", "preparation", "action", "maintenance"]
Skill = Literal[
    "engaging",
    "simple_reflection",
    "complex_reflection",
    "reflecting_sustain_talk",
    "discord",
    "open_questions",
    "evoking_change_talk",
    "affirming",
    "autonomy",
    "agenda",
    "giving_information",
    "limits",
    "planning",
    "summarising",
    "double_sided",
]

Id = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
Word = Annotated[str, Field(min_length=1, max_length=40)]
Short = Annotated[str, Field(min_length=1, max_length=300)]
Spoken = Annotated[str, Field(min_length=1, max_length=600)]
Level = Annotated[float, Field(ge=0, le=100)]
Delta = Annotated[float, Field(ge=-20, le=20)]
ActName = Annotated[str, Field(max_length=60, json_schema_extra={"enum": sorted(ALL_NAMES)})]

_NARROW_ACTS: dict[str, Any] = {"propertyNames": {"enum": sorted(PARENTS)}}


class Part(BaseModel):
    """What all parts share: no unknown keys, no silent conversions, no stray spaces."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


class ClientPart(Part):
    """The invented person."""

    name: Annotated[str, Field(min_length=1, max_length=40, description="First name, as the screen shows it")]
    age: Annotated[int, Field(ge=14, le=110, description="Age in years")]
    pronouns: Annotated[Literal["he", "she", "they"], Field(description="he, she or they")]
    about: Annotated[str, Field(max_length=600, description="One or two sentences about the person")] = ""


class BriefPart(Part):
    """What the trainee reads before the conversation."""

    know: Annotated[list[Spoken], Field(min_length=1, max_length=12, description="What you know: 4 to 7 short facts")]
    purpose: Annotated[str, Field(min_length=1, max_length=600, description="What today is for")]
    not_negotiable: Annotated[list[Spoken], Field(max_length=8, description="What neither of you can change")]


class StatePart(Part):
    """The client's state at the start, each 0 to 100."""

    trust: Annotated[Level, Field(description="Trust in this practitioner")]
    importance: Annotated[Level, Field(description="How much change matters to the client now")]
    confidence: Annotated[Level, Field(description="How able the client feels to change")]
    discord: Annotated[Level, Field(description="Strain between the two")]


class WalkOutPart(Part):
    """When the client leaves: both must hold, and never before the sixth exchange."""

    discord: Annotated[Level, Field(description="Leaves when discord is at least this")]
    trust: Annotated[Level, Field(description="and trust at most this")]


class BoundsPart(Part):
    """Limits on some of the four state values."""

    trust: Annotated[Level | None, Field(description="Trust")] = None
    importance: Annotated[Level | None, Field(description="Importance")] = None
    confidence: Annotated[Level | None, Field(description="Confidence")] = None
    discord: Annotated[Level | None, Field(description="Discord")] = None


class EffectPart(Part):
    """Points that an act adds; what is left out keeps the engine's value."""

    trust: Annotated[Delta | None, Field(description="Points added to trust")] = None
    importance: Annotated[Delta | None, Field(description="Points added to importance")] = None
    confidence: Annotated[Delta | None, Field(description="Points added to confidence")] = None
    discord: Annotated[Delta | None, Field(description="Points added to discord")] = None


class TopicPart(Part):
    """Something the conversation can be about."""

    id: Annotated[Id, Field(description="What lines call it by")]
    name: Annotated[str, Field(min_length=1, max_length=60, description="What a person would call it")]
    words: Annotated[
        list[Word],
        Field(max_length=60, description="Words that show that a reply touches it; any form will do"),
    ] = []


class TalkPart(Part):
    """A stretch of a line with its talk code."""

    code: Annotated[TalkCode, Field(strict=False, description="CT change, ST sustain, DIS discord, FN neutral")]
    type: Annotated[TalkType | None, Field(strict=False, description="For CT and ST only")] = None
    strength: Annotated[int, Field(ge=1, le=5, description="1 (faint) to 5 (strong)")] = 1
    text: Annotated[str, Field(max_length=600, description="The exact part of the line; left out, it is all of it")] = (
        ""
    )


class MeaningPart(Part):
    """Something unsaid beneath a line, which a complex reflection could pick up."""

    text: Annotated[Short, Field(description="The meaning, in words a good reflection would use")]
    kind: Annotated[MeaningKind, Field(strict=False, description="meaning, feeling or value")] = MeaningKind.MEANING
    side: Annotated[Side | None, Field(strict=False, description="change or sustain, when it points one way")] = None


class RepliesPart(Part):
    """Model replies, in a practitioner's words."""

    simple: Annotated[Spoken | None, Field(description="A simple reflection")] = None
    complex: Annotated[Spoken | None, Field(description="A complex reflection")] = None
    double: Annotated[Spoken | None, Field(description="A double-sided reflection that ends on change")] = None
    open: Annotated[Spoken | None, Field(description="An open question")] = None
    affirm: Annotated[Spoken | None, Field(description="An affirmation of something named")] = None
    autonomy: Annotated[Spoken | None, Field(description="Says that the choice is the client's")] = None
    limits: Annotated[Spoken | None, Field(description="A limit or the role, said plainly and without threat")] = None
    collaborate: Annotated[
        Spoken | None, Field(description="Shares power: permission, agenda, what they make of it")
    ] = None
    summary: Annotated[Spoken | None, Field(description="A summary")] = None
    inform: Annotated[Spoken | None, Field(description="Neutral information")] = None


class WhenPart(Part):
    """What must hold before a line may be said; all of it."""

    at_least: Annotated[BoundsPart, Field(description="Lowest state values")] = BoundsPart()
    at_most: Annotated[BoundsPart, Field(description="Highest state values")] = BoundsPart()
    after: Annotated[
        list[str], Field(max_length=MAX_LINES, description="At least one of these lines has been said")
    ] = []
    directly_after: Annotated[
        list[str], Field(max_length=MAX_LINES, description="One of these is the line just answered")
    ] = []
    before: Annotated[list[str], Field(max_length=MAX_LINES, description="None of these lines has been said")] = []
    flags: Annotated[list[Id], Field(max_length=40, description="All of these flags are set")] = []
    not_flags: Annotated[list[Id], Field(max_length=40, description="None of these flags is set")] = []
    from_turn: Annotated[int, Field(ge=0, le=200, description="Not before this exchange")] = 0


class LinePart(Part):
    """One thing the client can say."""

    id: Annotated[Id, Field(description="Unique in the scenario")]
    text: Annotated[Spoken, Field(description="The client's words")]
    role: Annotated[Role, Field(strict=False, description="What the line is for")] = Role.LINE
    topic: Annotated[str | None, Field(max_length=60, description="Its topic's id; left out, it fits anywhere")] = None
    talk: Annotated[
        list[TalkPart], Field(max_length=8, description="Change talk, sustain talk, discord or neutral")
    ] = []
    openness: Annotated[int, Field(ge=1, le=5, description="1 (guarded) to 5 (laying it bare)")] = 1
    when: Annotated[WhenPart, Field(description="What must hold before it may be said")] = WhenPart()
    to: Annotated[
        list[ActName], Field(max_length=40, description="Acts it answers; left out, any good or neutral one")
    ] = []
    asks: Annotated[
        list[Short], Field(max_length=12, description="Questions it answers, in a practitioner's words")
    ] = []
    follows: Annotated[list[str], Field(max_length=40, description="Lines after which it comes naturally")] = []
    meanings: Annotated[list[MeaningPart], Field(max_length=8, description="What lies beneath it")] = []
    strengths: Annotated[list[Short], Field(max_length=8, description="What in it could be affirmed")] = []
    replies: Annotated[RepliesPart, Field(description="Model replies by skill")] = RepliesPart()
    sets: Annotated[list[Id], Field(max_length=8, description="Flags that saying it sets")] = []
    marks: Annotated[
        list[Annotated[Mark, Field(strict=False)]], Field(max_length=2, description="minimising or risk")
    ] = []
    expects: Annotated[
        list[Annotated[Expects, Field(strict=False)]],
        Field(max_length=4, description="What the practitioner ought to do next"),
    ] = []
    ending: Annotated[
        str | None,
        Field(
            max_length=40,
            description="For farewells: the ending",
            json_schema_extra={"enum": [*ENDINGS, None]},
        ),
    ] = None


class CardPart(Part):
    """The head of a scenario: all that the library shows."""

    schema_: Annotated[Literal[1], Field(alias="schema", description="Version of the file format: 1")]
    id: Annotated[Id, Field(description="The same as the folder's name")]
    version: Annotated[str, Field(min_length=1, max_length=20, description='Version of the content, quoted: "1.0"')]
    title: Annotated[str, Field(min_length=1, max_length=80, description="Shown in the library")]
    client: Annotated[ClientPart, Field(description="The invented person")]
    setting: Annotated[Id, Field(description="Where this takes place, such as community-order")]
    difficulty: Annotated[int, Field(ge=1, le=5, description="1 (gentle) to 5 (hard)")]
    stage: Annotated[Stage, Field(description="Stage of change; describes the case, never scores a reply")]
    skills: Annotated[list[Skill], Field(min_length=1, max_length=15, description="Skills it is good for")]
    length: Annotated[int, Field(ge=MIN_LENGTH, le=100, description="Exchanges after which time is up")]
    content_note: Annotated[str, Field(max_length=400, description="What a trainee might want to know first")] = ""


class ScenarioFile(CardPart):
    """A practice scenario for MI Coach: one invented person and all that they can say."""

    model_config = ConfigDict(title="MI Coach scenario")

    brief: Annotated[BriefPart, Field(description="The case, as the trainee reads it")]
    start: Annotated[StatePart, Field(description="The client's state before the first reply")]
    walk_out: Annotated[WalkOutPart | None, Field(description="When the client leaves; left out, never")] = None
    topics: Annotated[list[TopicPart], Field(max_length=40, description="What the conversation can be about")]
    effects: Annotated[
        dict[str, EffectPart],
        Field(description="Own rows for the engine's effects", json_schema_extra=_NARROW_ACTS),
    ] = {}
    lines: Annotated[list[LinePart], Field(max_length=MAX_LINES, description="All that the client can say")]


class PlanPart(Part):
    """One scripted trainee."""

    seed: Annotated[int, Field(ge=0, le=2**31, description="Seed of the random source")]
    replies: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=2000)]],
        Field(min_length=1, max_length=100, description="The replies in order"),
    ]


class PlansPart(Part):
    """Scripted trainees by name."""

    skilled: Annotated[PlanPart, Field(description="A skilled trainee")]
    mixed: Annotated[PlanPart, Field(description="A trainee with good and bad moments")]
    roadblocking: Annotated[PlanPart, Field(description="A trainee who puts up roadblocks")]
    closed_question: Annotated[PlanPart | None, Field(description="A trainee who asks closed questions")] = None


class PlansFile(Part):
    """Scripted trainees for trying out a scenario."""

    schema_: Annotated[Literal[1], Field(alias="schema", description="Version of the file format: 1")]
    scenario: Annotated[str, Field(max_length=60, description="Id of the scenario in this folder")]
    plans: Annotated[PlansPart, Field(description="The scripted trainees")]
