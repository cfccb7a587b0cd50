"""A map of a scenario: how many lines stand where, how many its scripted trainees reach, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Line, Role, Scenario
from mi_coach.domain.talk import TalkCode
from mi_coach.scenarios import Plans
from mi_coach.service.ports import Clock, Coder
from mi_coach.service.simulation import simulate

MAPPED = (Role.OPENING, Role.LINE, Role.BEAT, Role.OFFER)
"""Roles with something of the client's own to say; reactions and last words are counted apart."""

OPENNESS = (1, 2, 3, 4, 5)
_ASIDE = (Role.REACTION, Role.FALLBACK)
_TALK_NAMES = {TalkCode.CT: "change talk", TalkCode.ST: "sustain talk"}


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one topic, one openness and one kind of talk.

    Attributes:
        topic: The topic's id; ``None`` for lines that fit anywhere.
        openness: 1 to 5.
        talk: The line's main talk.
        lines: Ids in file order.
        reached: Those that a scripted trainee met; empty when nothing was played.
    """

    topic: str | None
    openness: int
    talk: TalkCode
    lines: tuple[str, ...]
    reached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The map.

    Attributes:
        scenario: What it is a map of.
        cells: Cells with at least one line, by topic, then openness, then talk.
        gaps: What is missing, in words.
        sessions: How many sessions were played.
        unreached: Lines and reactions that none of them came to, in file order; empty when nothing was played.
    """

    scenario: Scenario
    cells: tuple[Cell, ...]
    gaps: tuple[str, ...]
    sessions: int = 0
    unreached: tuple[str, ...] = ()

    def cell(self, topic: str | None, openness: int, talk: TalkCode) -> Cell:
        """The cell at a place, an empty one if no line stands there."""
        at = (topic, openness, talk)
        return next((c for c in self.cells if (c.topic, c.openness, c.talk) == at), Cell(topic, openness, talk, (), ()))


def coverage(scenario: Scenario, said: Iterable[str] = (), sessions: int = 0) -> Coverage:
    """Makes the map.

    Args:
        scenario: What it is a map of.
        said: Ids of the lines that were said in play, any number of times.
        sessions: How many sessions were played.
    """
    heard = set(said)
    topics = (*(topic.id for topic in scenario.topics), None)
    mapped = scenario.with_role(*MAPPED)
    cells = [
        _cell(
            [line for line in mapped if (line.topic, line.openness, line.main_talk) == (topic, openness, talk)], heard
        )
        for topic in topics
        for openness in OPENNESS
        for talk in TalkCode
        if any((line.topic, line.openness, line.main_talk) == (topic, openness, talk) for line in mapped)
    ]
    counted = scenario.with_role(*MAPPED, *_ASIDE)
    unreached = tuple(line.id for line in counted if line.id not in heard) if sessions else ()
    return Coverage(scenario, tuple(cells), tuple(_gaps(scenario)), sessions, unreached)


def play_all(scenario: Scenario, plans: Plans, seeds: int, coder: Coder, clock: Clock) -> tuple[set[str], int]:
    """Plays every scripted trainee with several seeds; each distinct reply to a line is coded once.

    Args:
        scenario: What is played.
        plans: The trainees.
        seeds: How many conversations each of them has: with the plan's own seed and those after it.
        coder: Codes the replies.
        clock: Tells the time.

    Returns:
        The ids of all lines said, and the number of sessions.
    """
    remembering = _RememberingCoder(coder)
    said: set[str] = set()
    for plan in plans.plans.values():
        for seed in range(plan.seed, plan.seed + seeds):
            session = simulate(scenario, plan.replies, seed, remembering, clock)
            clients = [*(turn.client for turn in session.turns), *session.last_words]
            said |= {client.line_id for client in clients if client.line_id}
    return said, seeds * len(plans.plans)


class _RememberingCoder:
    def __init__(self, coder: Coder) -> None:
        self._coder = coder
        self._known: dict[tuple[str, str | None], CodedReply] = {}
        self.name, self.sha256 = coder.name, coder.sha256

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        if (reply, client) not in self._known:
            self._known[reply, client] = self._coder.code(reply, client)
        return self._known[reply, client]

    def code_many(self, pairs: Sequence[tuple[str, str | None]]) -> list[CodedReply]:
        return [self.code(reply, client) for reply, client in pairs]


def _cell(lines: list[Line], heard: set[str]) -> Cell:
    first = lines[0]
    ids = tuple(line.id for line in lines)
    return Cell(first.topic, first.openness, first.main_talk, ids, tuple(i for i in ids if i in heard))


def _gaps(scenario: Scenario) -> Iterable[str]:
    mapped = scenario.with_role(*MAPPED)
    for topic in scenario.topics:
        lines = [line for line in mapped if line.topic == topic.id]
        if not lines:
            yield f"{topic.id}: no lines at all"
            continue
        missing = [str(n) for n in OPENNESS if not any(line.openness == n for line in lines)]
        if missing:
            yield f"{topic.id}: nothing at openness {_listed(missing)}"
        absent = [name for code, name in _TALK_NAMES.items() if not any(line.talk_strength(code) for line in lines)]
        if absent:
            yield f"{topic.id}: no {_listed(absent)}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
