"""Plays a scenario: start, step, end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Line, Role, Scenario
from mi_coach.domain.session import ClientTurn, Ending, Match
from mi_coach.engine.acts import Act, acts_of, leading
from mi_coach.engine.choose import Candidate, Choice, choose, ranked, sayable
from mi_coach.engine.effects import Effects
from mi_coach.engine.index import ScenarioIndex
from mi_coach.engine.matching import is_copy
from mi_coach.engine.state import EngineState
from mi_coach.engine.tables import effects

FIRST_WALK_OUT = 6
"""No client leaves before this exchange, so that every session can teach something."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """What came of one reply.

    Attributes:
        state: The engine's memory after the reply.
        client: The client's next line.
        matches: What each unit connected with.
        acts: The names of what the reply did.
        reason: Why this line, in a few words.
        lead: The act that the line answers, with what it touched.
        ending: Set when the client leaves or time is up.
        asked: The topic that the reply asked about or took up, or ``None``.
    """

    state: EngineState
    client: ClientTurn
    matches: tuple[Match, ...]
    acts: tuple[str, ...]
    reason: str
    lead: Act
    ending: Ending | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class _Heard:
    """A reply as the client takes it: the memory moved by it, its acts, and the one the client answers."""

    state: EngineState
    acts: list[Act]
    lead: Act


class Engine:
    """One scenario, ready to play. It holds no state of any session."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._index = ScenarioIndex(scenario)
        self._effects = Effects(scenario.effects)

    def start(self, seed: int) -> tuple[EngineState, ClientTurn]:
        """Gives the opening line and the state before the first reply."""
        openings = self.scenario.with_role(Role.OPENING)
        line = openings[_rng(self.scenario, seed, 0).randrange(len(openings))]
        state = EngineState(
            seed=seed,
            n=0,
            client=self.scenario.start,
            current=line.id,
            topic=line.topic,
            said=(line.id,),
            flags=tuple(sorted(line.sets)),
        )
        return state, client_turn(line)

    def step(self, state: EngineState, reply: CodedReply) -> StepResult:
        """Answers one reply; pure.

        Raises:
            ValueError: The session has already ended.
        """
        heard = self._heard(state, reply)
        moved, acts = heard.state, heard.acts
        rng = _rng(self.scenario, state.seed, moved.n)
        ending = self._forced_ending(moved)
        choice = self._farewell(moved, ending, rng) if ending else choose(self._index, moved, acts, heard.lead, rng)
        after = self._said(moved, choice)
        matches = tuple(act.match for act in acts if act.match.unit)
        names = tuple(act.name for act in acts)
        line = client_turn(choice.line)
        return StepResult(after, line, matches, names, choice.reason, heard.lead, ending, choice.asked)

    def ranked(self, state: EngineState, reply: CodedReply) -> tuple[Candidate, ...]:
        """Every line that could answer a reply, best first, with its points: what ``step`` chooses from."""
        heard = self._heard(state, reply)
        rng = _rng(self.scenario, state.seed, heard.state.n)
        return ranked(self._index, heard.state, heard.acts, heard.lead, rng)

    def sayable(self, state: EngineState) -> list[Line]:
        """The lines that the client could say in this state, in file order; what is said depends on the reply."""
        return sayable(self._index, replace(state, n=state.n + 1))

    def _heard(self, state: EngineState, reply: CodedReply) -> _Heard:
        acts = acts_of(self._index, state, reply)
        names = tuple(act.name for act in acts)
        harm = {name: self._effects.row(name)["discord"] for name in names}
        current = self.scenario.line(state.current)
        lead = leading(acts, harm, awaited=bool(current and current.expects))
        flags = {f"heard_{name}" for name in names}
        if current and is_copy(reply.text, current.text):
            flags.add("heard_copy")
        moved = replace(
            state,
            n=state.n + 1,
            client=self._effects.apply(state, acts),
            flags=tuple(sorted({*state.flags, *flags})),
            acts=(*state.acts, tuple(dict.fromkeys(names))),
        )
        return _Heard(moved, acts, lead)

    def end(self, state: EngineState, deliberate: bool = True) -> tuple[Ending, ClientTurn | None]:
        """Ends a session at the trainee's wish.

        Args:
            state: The engine's memory.
            deliberate: False when the input merely ran out; the client then has no last word.

        Returns:
            The ending that was earned and the client's farewell, if any.
        """
        if state.agreed:
            ending = Ending.AGREED
        elif state.acts and "summary" in state.acts[-1] and state.client.discord < effects()["rules"]["discord_gate"]:
            ending = Ending.SUMMED_UP
        else:
            ending = Ending.UNRESOLVED if deliberate else Ending.STOPPED
        if not deliberate:
            return ending, None
        rng = _rng(self.scenario, state.seed, state.n + 1)
        return ending, client_turn(self._farewell(state, ending, rng).line)

    def _forced_ending(self, state: EngineState) -> Ending | None:
        limits = self.scenario.walk_out
        leaves = (
            bool(limits)
            and state.n >= FIRST_WALK_OUT
            and state.client.discord >= limits.get("discord", 101)
            and state.client.trust <= limits.get("trust", -1)
        )
        if leaves:
            return Ending.WALKED_OUT
        return Ending.TIME_UP if state.n >= self.scenario.length else None

    def _farewell(self, state: EngineState, ending: Ending, rng: Random) -> Choice:
        lines = [
            line
            for line in self.scenario.with_role(Role.FAREWELL)
            if line.ending == ending.value and line.id not in state.said
        ]
        return Choice(lines[rng.randrange(len(lines))], f"ending: {ending.value}")

    def _said(self, state: EngineState, choice: Choice) -> EngineState:
        line = choice.line
        flags = {*state.flags, *line.sets} - {"answered_with_reaction"}
        if line.role is Role.REACTION:
            flags.add("answered_with_reaction")
        if line.role is Role.BEAT:
            flags.add(f"beat_at_{state.n}")
        return replace(
            state,
            current=line.id,
            topic=line.topic or state.topic,
            said=(*state.said, line.id),
            flags=tuple(sorted(flags)),
            puzzled=state.puzzled + 1 if choice.puzzled else 0,
            agreed=state.agreed or line.role is Role.OFFER,
        )


def client_turn(line: Line) -> ClientTurn:
    """The line as the conversation shows it."""
    return ClientTurn(line_id=line.id, text=line.text, talk=line.talk, topic=line.topic)


def _rng(scenario: Scenario, seed: int, n: int) -> Random:
    """A random source that depends on scenario, seed and exchange alone, so that resuming changes nothing."""
    return Random(f"{scenario.id}:{scenario.version}:{seed}:{n}")
