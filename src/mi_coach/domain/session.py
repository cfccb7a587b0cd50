"""A practice session: the client's state, turns and endings, as every layer passes them about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from mi_coach.domain.notes import TurnNotes
from mi_coach.domain.profile import FIRST
from mi_coach.domain.reply import Unit
from mi_coach.domain.self_rating import SelfRating
from mi_coach.domain.talk import TalkSegment


class Ending(StrEnum):
    """How a session ended."""

    AGREED = "agreed"
    SUMMED_UP = "summed_up"
    UNRESOLVED = "unresolved"
    WALKED_OUT = "walked_out"
    TIME_UP = "time_up"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class ClientState:
    """Where the client stands, each 0 to 100.

    Attributes:
        trust: How far the client trusts this practitioner.
        importance: How much change matters to them now.
        confidence: How able they feel to change.
        discord: Strain in the working relationship.
    """

    trust: float
    importance: float
    confidence: float
    discord: float

    def moved(self, trust: float = 0, importance: float = 0, confidence: float = 0, discord: float = 0) -> ClientState:
        """Gives the state after adding the deltas, each value held within 0 to 100."""
        return ClientState(
            _clamp(self.trust + trust),
            _clamp(self.importance + importance),
            _clamp(self.confidence + confidence),
            _clamp(self.discord + discord),
        )

    def as_dict(self) -> dict[str, float]:
        """The four values by name, rounded to one decimal."""
        return {
            "trust": round(self.trust, 1),
            "importance": round(self.importance, 1),
            "confidence": round(self.confidence, 1),
            "discord": round(self.discord, 1),
        }


def _clamp(value: float) -> float:
    return min(100.0, max(0.0, value))


@dataclass(frozen=True, slots=True)
class ClientTurn:
    """One line the client said.

    Attributes:
        line_id: The scenario's id for the line; ``None`` for an imported transcript.
        text: What the client said.
        talk: Talk segments; ``None`` when unknown (a transcript without talk codes).
        topic: The topic's id, or ``None``.
    """

    line_id: str | None
    text: str
    talk: tuple[TalkSegment, ...] | None = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a unit of the trainee's reply connected with in the client's words (authored data plus word overlap).

    Attributes:
        unit: The unit's number within the reply, from 1.
        line_id: The client line that was picked up, or ``None``.
        side: ``"change"``, ``"sustain"``, ``"discord"`` or ``None``.
        depth: ``"words"``, ``"meaning"``, ``"feeling"``, ``"strength"`` or ``None``.
        topic: The topic it touches, or ``None``.
        closeness: 0 (none) to 1 (close).
    """

    unit: int
    line_id: str | None = None
    side: str | None = None
    depth: str | None = None
    topic: str | None = None
    closeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: a client line and the reply to it.

    Attributes:
        n: From 1.
        client: The line this reply answers.
        reply: The reply exactly as typed.
        units: The coded units; ``None`` while the reply is stored but not yet coded.
        state: The client's state after the reply; ``None`` while not yet coded and for transcripts.
        matches: What the units connected with; empty for transcripts.
        reason: Why the engine answered as it did, for authors and the curious.
        notes: What the trainee did beside the reply, or ``None``.
    """

    n: int
    client: ClientTurn
    reply: str
    units: tuple[Unit, ...] | None = None
    state: ClientState | None = None
    matches: tuple[Match, ...] = ()
    reason: str = ""
    notes: TurnNotes | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A whole practice session or imported transcript.

    Attributes:
        id: A short identifier.
        scenario: The scenario's id; ``None`` for a transcript.
        seed: Seed of the random source.
        started: When it began, with time zone.
        ended: When it ended, or ``None`` while open.
        ending: How it ended, or ``None`` while open.
        turns: The exchanges in order.
        closing: The client's last line, or ``None``.
        unanswered: What the client had said when the trainee ended the session instead of answering, or ``None``;
            ``closing`` came after it.
        start_state: The client's state before the first reply; ``None`` for transcripts.
        scenario_version: Version of the scenario it was played with.
        self_rating: The trainee's own rating before feedback, or ``None``.
        profile: Whose it is.
        tree: The session's first path, when this is another path through it; ``None`` for the first.
        path: 1 for the conversation as it was first had, 2 and more for paths taken by going back.
        parent: The path that this one left, or ``None`` for the first.
        from_turn: The first turn that is this path's own; those before it are the parent's. ``None`` for the first.
    """

    id: str
    scenario: str | None
    seed: int
    started: datetime
    ended: datetime | None = None
    ending: Ending | None = None
    turns: tuple[Turn, ...] = ()
    closing: ClientTurn | None = None
    start_state: ClientState | None = None
    scenario_version: str | None = None
    self_rating: SelfRating | None = None
    profile: str = FIRST
    tree: str | None = None
    path: int = 1
    parent: int | None = None
    from_turn: int | None = None
    unanswered: ClientTurn | None = None

    @property
    def last_words(self) -> tuple[ClientTurn, ...]:
        """What the client said after the last reply, in order: at most a line left unanswered and the last one."""
        return tuple(line for line in (self.unanswered, self.closing) if line is not None)

    @property
    def root(self) -> str:
        """The id of the whole session, the same for all its paths."""
        return self.tree or self.id

    @property
    def reference(self) -> str:
        """Names this very path, while the bare id of a session stands for its newest one."""
        return f"{self.root}-{self.path}"

    def with_turn(self, turn: Turn) -> Session:
        """Gives the session with the turn added, or put in the place of the one with its number."""
        kept = tuple(t for t in self.turns if t.n < turn.n)
        return replace(self, turns=(*kept, turn))
