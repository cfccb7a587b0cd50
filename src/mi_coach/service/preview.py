"""Plays a draft for its author, with all that led to each line in view. Nothing is stored; all can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import Line, Scenario
from mi_coach.domain.session import ClientState, ClientTurn, Ending, Match
from mi_coach.engine import Candidate, Engine, EngineState, readiness
from mi_coach.errors import MiCoachError
from mi_coach.service.ports import Coder
from mi_coach.service.practice import MAX_REPLY
from mi_coach.service.text import clean_reply

SHOWN_NEXT = 3
"""How many other lines are told that came close."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One unit of a reply as the client took it.

    Attributes:
        unit: The unit with its code.
        act: The act's name, by which lines answer it in ``to``; ``None`` when the whole reply was taken for one act.
        match: What it connected with; ``None`` as above.
    """

    unit: Unit
    act: str | None
    match: Match | None


@dataclass(frozen=True, slots=True)
class Previewed:
    """What came of one reply.

    Attributes:
        units: The reply's units in order.
        acts: The names of what the reply did.
        before: Where the client stood before it.
        after: Where the client stands now.
        client: The client's next line.
        score: Its points, or ``None`` for a fallback or farewell, which are not weighed.
        reason: Why this line, in a few words.
        others: The lines that came next, best first, at most ``SHOWN_NEXT``.
        ending: Set when the client left or time is up.
    """

    units: tuple[Heard, ...]
    acts: tuple[str, ...]
    before: ClientState
    after: ClientState
    client: ClientTurn
    score: float | None
    reason: str
    others: tuple[Candidate, ...]
    ending: Ending | None


@dataclass(frozen=True, slots=True)
class _Moment:
    state: EngineState
    client: ClientTurn
    ending: Ending | None = None


class Preview:
    """A conversation with a draft.

    Args:
        scenario: What is played.
        coder: Codes replies.
        seed: Same scenario version, seed and replies: the same conversation.
    """

    def __init__(self, scenario: Scenario, coder: Coder, seed: int) -> None:
        self.scenario = scenario
        self._coder = coder
        self._engine = Engine(scenario)
        self._moments = [_Moment(*self._engine.start(seed))]

    @property
    def client(self) -> ClientTurn:
        """The client's latest line."""
        return self._moments[-1].client

    @property
    def memory(self) -> EngineState:
        """All that the client remembers."""
        return self._moments[-1].state

    @property
    def ending(self) -> Ending | None:
        """How it ended, or ``None`` while it goes on."""
        return self._moments[-1].ending

    @property
    def openness(self) -> int:
        """The highest openness at which the client would speak now, 1 to 5."""
        return min(5, int(readiness(self.memory)))

    def reply(self, text: str) -> Previewed:
        """Answers the client.

        Raises:
            MiCoachError: The reply is empty or too long, or the conversation has ended.
        """
        cleaned = clean_reply(text)
        if self.ending is not None:
            raise MiCoachError("the conversation has ended")
        if not cleaned.strip():
            raise MiCoachError("there is nothing to send yet; type what you would say")
        if len(cleaned) > MAX_REPLY:
            raise MiCoachError(
                f"that reply has {len(cleaned):,} characters; {MAX_REPLY:,} is the most that can be taken"
            )
        before = self.memory
        coded = self._coder.code(cleaned, self.client.text)
        result = self._engine.step(before, coded)
        ranked = () if result.ending else self._engine.ranked(before, coded)
        self._moments.append(_Moment(result.state, result.client, result.ending))
        said = next((c for c in ranked if c.line.id == result.client.line_id), None)
        return Previewed(
            units=_heard(coded.units, result.acts, result.matches),
            acts=result.acts,
            before=before.client,
            after=result.state.client,
            client=result.client,
            score=said.score if said else None,
            reason=result.reason,
            others=tuple(c for c in ranked if c is not said)[:SHOWN_NEXT],
            ending=result.ending,
        )

    def lines(self) -> list[Line]:
        """The lines that the client could say now, in file order; what the trainee does decides among them."""
        return self._engine.sayable(self.memory)

    def back(self) -> bool:
        """Takes the last exchange back; False when there is none."""
        if len(self._moments) == 1:
            return False
        self._moments.pop()
        return True

    def end(self) -> Ending:
        """Ends the conversation as a trainee does who says goodbye; the client has the last word."""
        if self.ending is None:
            state = self.memory
            ending, farewell = self._engine.end(state)
            self._moments.append(_Moment(state, farewell or self.client, ending))
            return ending
        return self.ending


def _heard(units: tuple[Unit, ...], acts: tuple[str, ...], matches: tuple[Match, ...]) -> tuple[Heard, ...]:
    by_unit = {match.unit: match for match in matches}
    each = len(units) == len(acts)
    return tuple(
        Heard(u, acts[n - 1] if each else None, by_unit.get(n) if each else None) for n, u in enumerate(units, 1)
    )
