"""Plays many trainees side by side, so that the new replies of a round are coded together and each only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Line, Role, Scenario
from mi_coach.domain.session import ClientTurn, Ending, Session, Turn
from mi_coach.engine import Engine, EngineState, StepResult
from mi_coach.engine.acts import Act
from mi_coach.engine.play import client_turn
from mi_coach.service.harness.trainees import Facing, Player
from mi_coach.service.ports import Coder
from mi_coach.service.practice import finished_turn

_CHUNK = 256
_NO_TIME = datetime.fromtimestamp(0, UTC)
"""When a generated session began and ended: a measurement that is to come out the same must not look at a clock."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reply and the line it got.

    Attributes:
        turn: The reply with its units and the state after it.
        lead: The act that the client answered.
        line: The client's answer.
        state: The client's memory after it.
        ending: Set when that was the client's last word.
        asked: The topic that the reply asked about or took up, or ``None``.
    """

    turn: Turn
    lead: Act
    line: Line
    state: EngineState
    ending: Ending | None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """One whole conversation.

    Attributes:
        persona: What kind of trainee it was.
        number: Which one.
        seed: Seed of the conversation.
        scripted: The trainee is a plan of ``testplan.yaml``.
        opening: The client's first line.
        steps: Replies with their answers.
        ending: How it ended; ``None`` when the client had nothing left to say.
        farewell: The client's last line after a goodbye of the trainee's, if there was one.
        agreed: The client offered a next step.
    """

    persona: str
    number: int
    seed: int
    scripted: bool
    opening: Line
    steps: tuple[Step, ...]
    ending: Ending | None
    farewell: Line | None
    agreed: bool

    @property
    def said(self) -> tuple[Line, ...]:
        """All that the client said, in order."""
        last = () if self.farewell is None else (self.farewell,)
        return (self.opening, *(step.line for step in self.steps), *last)

    @property
    def name(self) -> str:
        """By which a conversation can be found again."""
        return f"{self.persona}{'' if self.scripted else f' {self.number}'}, seed {self.seed}"

    def session(self, scenario: Scenario) -> Session:
        """The conversation as the scoring takes it."""
        closing = self.said[-1]
        return Session(
            id=f"played-{scenario.id}-{self.persona}-{self.number}-{self.seed}",
            scenario=scenario.id,
            scenario_version=scenario.version,
            seed=self.seed,
            started=_NO_TIME,
            ended=_NO_TIME,
            ending=self.ending,
            turns=tuple(step.turn for step in self.steps),
            closing=client_turn(closing),
            start_state=scenario.start,
        )


@dataclass(slots=True)
class _Talk:
    """A conversation under way."""

    player: Player
    seed: int
    scripted: bool
    state: EngineState
    client: ClientTurn
    opening: Line
    steps: list[Step] = field(default_factory=list)
    offered_at: int | None = None
    ending: Ending | None = None
    farewell: Line | None = None
    over: bool = False


class CodedOnce:
    """Codes each distinct pair of reply and client line once.

    Args:
        coder: Does the coding.
        progress: Told the number of pairs coded so far after each chunk.
    """

    def __init__(self, coder: Coder, progress: Callable[[int], None] | None = None) -> None:
        self._coder = coder
        self._progress = progress
        self._kept: dict[tuple[str, str], CodedReply] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Codes those of the pairs that are new."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._kept]
        for at in range(0, len(new), _CHUNK):
            chunk: Sequence[tuple[str, str]] = new[at : at + _CHUNK]
            self._kept.update(zip(chunk, self._coder.code_many(chunk), strict=True))
            if self._progress is not None:
                self._progress(len(self._kept))

    def get(self, reply: str, client: str) -> CodedReply:
        """A pair that was added."""
        return self._kept[reply, client]


def play_all(
    scenario: Scenario, players: Iterable[tuple[Player, Sequence[int]]], coded: CodedOnce, scripted: bool = False
) -> list[Played]:
    """Plays every player with every one of their seeds.

    Args:
        scenario: What is played.
        players: Each with the seeds of their conversations.
        coded: Codes the replies, and keeps what it coded.
        scripted: Whether the players say the replies of a test plan.

    Returns:
        The conversations in the order of players and seeds.
    """
    engine = Engine(scenario)
    talks = [_begun(engine, player, seed, scripted) for player, seeds in players for seed in seeds]
    going = talks
    while going:
        replies = [(talk, talk.player.reply(_facing(scenario, talk))) for talk in going]
        coded.add((reply, talk.client.text) for talk, reply in replies if reply is not None)
        for talk, reply in replies:
            if reply is None:
                _goodbye(engine, talk)
            else:
                _answered(engine, talk, reply, coded.get(reply, talk.client.text))
        going = [talk for talk in going if not talk.over]
    return [_played(talk) for talk in talks]


def _begun(engine: Engine, player: Player, seed: int, scripted: bool) -> _Talk:
    state, client = engine.start(seed)
    return _Talk(player, seed, scripted, state, client, engine.scenario.by_id[state.current])


def _facing(scenario: Scenario, talk: _Talk) -> Facing:
    n = talk.state.n + 1
    since = None if talk.offered_at is None else n - talk.offered_at
    last = talk.steps[-1].turn.reply if talk.steps else ""
    return Facing(scenario.by_id[talk.state.current], n, scenario.length, since, last)


def _answered(engine: Engine, talk: _Talk, reply: str, coded: CodedReply) -> None:
    try:
        result: StepResult = engine.step(talk.state, coded)
    except LookupError:
        talk.over = True
        return
    turn = finished_turn(Turn(n=result.state.n, client=talk.client, reply=reply), coded, result)
    line = engine.scenario.by_id[result.client.line_id or ""]
    talk.steps.append(Step(turn, result.lead, line, result.state, result.ending, result.asked))
    if line.role is Role.OFFER and talk.offered_at is None:
        talk.offered_at = result.state.n
    talk.state, talk.client, talk.ending = result.state, result.client, result.ending
    talk.over = result.ending is not None


def _goodbye(engine: Engine, talk: _Talk) -> None:
    talk.ending, farewell = engine.end(talk.state)
    talk.farewell = engine.scenario.line(farewell.line_id) if farewell else None
    talk.over = True


def _played(talk: _Talk) -> Played:
    return Played(
        persona=talk.player.persona,
        number=talk.player.number,
        seed=talk.seed,
        scripted=talk.scripted,
        opening=talk.opening,
        steps=tuple(talk.steps),
        ending=talk.ending,
        farewell=talk.farewell,
        agreed=talk.state.agreed,
    )
