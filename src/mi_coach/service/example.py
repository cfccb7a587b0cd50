"""An example session: the client's side is played as ever, the practitioner's by the scenario's own model replies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mi_coach.domain.codes import Code
from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Expects, Line, Role, Scenario
from mi_coach.domain.session import ClientTurn, Session
from mi_coach.domain.talk import TalkCode
from mi_coach.engine import EngineState
from mi_coach.scoring.phrases import say
from mi_coach.service.ports import Clock, Coder
from mi_coach.service.simulation import converse

SEED = 1
"""Seed of the example that is shown unless another is asked for."""

MOST = 20
"""Most replies in an example; nearly all come to an agreed next step before."""

_PLAIN = frozenset({Expects.LIMITS, Expects.CONFIDENTIALITY, Expects.RISK})
_SKILLS: dict[str, tuple[tuple[str, ...], ...]] = {
    "offer": (("affirm", "autonomy"), ("complex", "autonomy")),
    "limits": (("complex", "limits"), ("limits",)),
    "inform": (("complex", "inform"), ("inform",)),
    "discord": (("complex", "autonomy"),),
    "both": (("double", "open"), ("complex", "open")),
    "strength": (("affirm", "complex"), ("affirm", "simple")),
    "change": (("complex", "open"),),
    "sustain": (("complex", "open"),),
    "neutral": (("simple", "open"),),
}
"""Ways to answer what a line calls for, the fitting one first; an open question is left out right after another."""

_SETTLED = frozenset({"strength", "change", "both"})
"""What a line may call for when the question about a next step is put beside it: nothing that must be met first."""

_STEP_WORDS = ("example.step_words", "example.step_again_words", "example.step_last_words")
_EARLIEST, _READY, _RESTED = 8, 50, 2  # replies, points of importance and trust, replies between two of them
_RECENT = 2  # replies that an affirmation rests before the next one


@dataclass(frozen=True, slots=True)
class Example:
    """An example session.

    Attributes:
        scenario: What was played.
        session: The whole session, coded like anybody's; it is not stored.
        whys: For each reply, in one line, why the practitioner answered so.
    """

    scenario: Scenario
    session: Session
    whys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a line calls for, and the skills to answer it with; ``more`` is said after the model replies."""

    why: str
    skills: tuple[str, ...]
    more: str = ""


def play_example(scenario: Scenario, coder: Coder, clock: Clock, seed: int = SEED) -> Example:
    """Plays an example to its end; same scenario version, seed and coder, same example.

    Args:
        scenario: What is played.
        coder: Codes the practitioner's replies, which the client then answers as they would a trainee's.
        clock: Tells when it began and ended.
        seed: Of the client.
    """
    practitioner = _Practitioner(scenario, coder)
    session = converse(scenario, practitioner, seed, clock, f"example-{scenario.id}-{seed}")
    return Example(scenario, session, tuple(practitioner.whys))


class _Practitioner:
    """Answers each line with the model replies that fit what it calls for, until a next step is agreed."""

    def __init__(self, scenario: Scenario, coder: Coder) -> None:
        self._scenario = scenario
        self._coder = coder
        # A case with few lines, such as a draft, would otherwise run out of things to say.
        self._most = min(MOST, scenario.length - 1, len(scenario.with_role(Role.LINE)))
        self._said: list[tuple[str, ...]] = []
        self.whys: list[str] = []

    def __call__(self, state: EngineState, client: ClientTurn) -> CodedReply | None:
        line = self._scenario.by_id[state.current]
        settled = state.agreed and line.role is not Role.OFFER
        if settled or len(self._said) >= self._most:
            return None
        choice, coded = self._best(line, client, self._ripe(state))
        self._said.append(choice.skills)
        name = self._scenario.client.name
        self.whys.append(say(f"example.{choice.why}", coded.text, name=name))
        return coded

    def _ripe(self, state: EngineState) -> bool:
        """True when it is time to ask what the client might do: not early, and not before it matters to them."""
        rested = "step" not in {skill for said in self._said[-_RESTED:] for skill in said}
        ready = min(state.client.importance, state.client.trust) >= _READY
        return ready and len(self._said) >= _EARLIEST and rested and self._asked_step < len(_STEP_WORDS)

    @property
    def _asked_step(self) -> int:
        return sum("step" in said for said in self._said)

    def _best(self, line: Line, client: ClientTurn, ripe: bool) -> tuple[_Choice, CodedReply]:
        """The first way of answering in which the coder hears nothing that closes people down."""
        tried: list[tuple[_Choice, CodedReply]] = []
        for choice in self._ways(line, ripe):
            words = [line.replies[skill] for skill in choice.skills if skill in line.replies]
            coded = self._coder.code(" ".join([*words, choice.more]).strip(), client.text)
            tried.append((choice, coded))
            if all(unit.code is not Code.RB for unit in coded.units):
                return tried[-1]
        return tried[0]

    def _ways(self, line: Line, ripe: bool) -> Iterator[_Choice]:
        """Ways of answering a line, the fitting one first; only skills that the line has a model reply for."""
        if not line.replies:
            why = "lost" if line.role is Role.FALLBACK else "going_on"
            yield _Choice(why, (), say(f"example.{why}_words", line.id))
            return
        why = self._why(line)
        first = not self._said
        asks = not first and not {"open", "step"} & set(self._said[-1])
        step = ripe and asks and why in _SETTLED
        more = say("example.start_words", line.id) if first else ""
        if step:
            more = say(_STEP_WORDS[self._asked_step])
        for skills in (*_SKILLS[why], ("complex",), ("simple",), tuple(line.replies)[:1]):
            found = tuple(s for s in skills if s in line.replies and (s != "open" or (asks and not step)))
            if found and found[0] == skills[0]:
                named = "start" if first else "ready" if step else why
                yield _Choice(named, (*found[:1], "step") if step else found, more)

    def _why(self, line: Line) -> str:
        """What a line calls for before anything else; limits and questions do not wait."""
        change, sustain = line.talk_strength(TalkCode.CT), line.talk_strength(TalkCode.ST)
        if line.role is Role.OFFER:
            return "offer"
        if _PLAIN & set(line.expects) and "limits" in line.replies:
            return "limits"
        if Expects.INFORMATION in line.expects and "inform" in line.replies:
            return "inform"
        if line.talk_strength(TalkCode.DIS) >= max(change, sustain, 1):
            return "discord"
        if change and sustain:
            return "both"
        if change and "affirm" in line.replies and not any("affirm" in said for said in self._said[-_RECENT:]):
            return "strength"
        return "change" if change else "sustain" if sustain else "neutral"
