"""A scenario as the engine plays it: one invented person, their lines, what lies beneath them, and how they move.

The file format is described by ``mi_coach.scenarios``; these are the plain, frozen types it is turned into.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from mi_coach.domain.session import ClientState
from mi_coach.domain.talk import TalkCode, TalkSegment


class Role(StrEnum):
    """What a line is for in the conversation."""

    OPENING = "opening"
    LINE = "line"
    REACTION = "reaction"
    BEAT = "beat"
    FALLBACK = "fallback"
    OFFER = "offer"
    FAREWELL = "farewell"


class Side(StrEnum):
    """Which side of the client's ambivalence something stands on."""

    CHANGE = "change"
    SUSTAIN = "sustain"


class MeaningKind(StrEnum):
    """How far beneath the words a meaning lies."""

    MEANING = "meaning"
    FEELING = "feeling"
    VALUE = "value"


class Mark(StrEnum):
    """A warning flag on a line for scoring."""

    MINIMISING = "minimising"
    RISK = "risk"


class Expects(StrEnum):
    """What a line calls for from the practitioner, beyond listening."""

    LIMITS = "limits"
    CONFIDENTIALITY = "confidentiality"
    RISK = "risk"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something the conversation can be about.

    Attributes:
        id: Identifier used by lines.
        name: What a person would call it.
        words: Words (any form) that show that a reply touches it.
    """

    id: str
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """Something unsaid beneath a line that a complex reflection could pick up."""

    text: str
    kind: MeaningKind = MeaningKind.MEANING
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class When:
    """What must hold before a line may be said; empty means always.

    Attributes:
        at_least: Lowest values of state fields.
        at_most: Highest values of state fields.
        after: Lines of which at least one must have been said.
        directly_after: Lines of which one must be the line just answered.
        before: Lines of which none may have been said.
        flags: Flags that must all be set.
        not_flags: Flags none of which may be set.
        from_turn: First exchange (from 1) after which it may be said.
    """

    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    directly_after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    not_flags: tuple[str, ...] = ()
    from_turn: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the client can say.

    Attributes:
        id: Unique in the scenario.
        text: The words.
        role: What it is for.
        topic: Its topic's id, or ``None`` for lines that belong anywhere.
        talk: Talk segments; together they describe the line.
        openness: 1 (guarded) to 5 (laying it bare): how much trust it takes to say this.
        when: What must hold before it may be said.
        to: Acts it answers well (names in ``mi_coach.engine.acts``); empty: any good or neutral act.
        asks: Questions it answers, in the words a practitioner might use.
        follows: Lines after which it comes naturally.
        meanings: What lies beneath it.
        strengths: What in it could be affirmed.
        replies: Model replies by skill (``simple``, ``complex``, ``open``, ``affirm``, ``autonomy``, ``limits`` ...).
        sets: Flags that saying it sets.
        marks: Minimising or risk.
        expects: What it calls for from the practitioner.
        ending: For farewells: the ending it belongs to.
    """

    id: str
    text: str
    role: Role = Role.LINE
    topic: str | None = None
    talk: tuple[TalkSegment, ...] = ()
    openness: int = 1
    when: When = field(default_factory=When)
    to: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    strengths: tuple[str, ...] = ()
    replies: Mapping[str, str] = field(default_factory=dict)
    sets: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    expects: tuple[Expects, ...] = ()
    ending: str | None = None

    def talk_strength(self, code: TalkCode) -> int:
        """The greatest strength of a talk code in the line, 0 when it has none."""
        return max((t.strength for t in self.talk if t.code is code), default=0)

    @property
    def main_talk(self) -> TalkCode:
        """The strongest talk code; FN for a line without talk. On a tie the later segment stands."""
        best = TalkCode.FN
        strength = 0
        for segment in self.talk:
            if segment.code is not TalkCode.FN and segment.strength >= strength:
                best, strength = segment.code, segment.strength
        return best


@dataclass(frozen=True, slots=True)
class Client:
    """The invented person.

    Attributes:
        name: First name, as the screen shows it.
        age: In years.
        pronouns: ``he``, ``she`` or ``they``.
        about: One or two sentences.
    """

    name: str
    age: int
    pronouns: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """What the trainee reads before the conversation."""

    know: tuple[str, ...]
    purpose: str
    not_negotiable: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """A whole scenario.

    Attributes:
        id: Folder name and identifier.
        version: Quoted version of the content; part of what makes a conversation repeatable.
        title: Shown in the library.
        client: The person.
        setting: A short slug such as ``community-order``.
        difficulty: 1 (gentle) to 5 (hard).
        stage: Stage of change; describes the case, never scores a reply.
        skills: Skills it is good for.
        length: Exchanges after which time is up (at least 20).
        content_note: What a trainee might want to know beforehand.
        brief: The case.
        start: The client's state before the first reply.
        topics: What the conversation can be about.
        lines: All that the client can say.
        effects: Overrides of rows of the engine's effects table.
        walk_out: State limits (``discord``, ``trust``) that together make the client leave.
    """

    id: str
    version: str
    title: str
    client: Client
    setting: str
    difficulty: int
    stage: str
    skills: tuple[str, ...]
    length: int
    content_note: str
    brief: Brief
    start: ClientState
    topics: tuple[Topic, ...]
    lines: tuple[Line, ...]
    effects: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    walk_out: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Line]:
        """Lines by id."""
        return {line.id: line for line in self.lines}

    def line(self, line_id: str | None) -> Line | None:
        """The line with this id, or ``None``."""
        return None if line_id is None else self.by_id.get(line_id)

    def with_role(self, *roles: Role) -> tuple[Line, ...]:
        """The lines of these roles in file order."""
        return tuple(line for line in self.lines if line.role in roles)
