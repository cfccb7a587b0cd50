"""What the first screen offers: one thing to do, with its reason, for whoever opens the program. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.stored import SessionSummary
from mi_coach.scoring.phrases import say
from mi_coach.service.next_practice import Suggestion

FRESH = timedelta(days=14)
"""How long something left in the middle is offered first; after that it waits under past sessions. Design judgement."""


class Step(StrEnum):
    """What is opened."""

    TOUR = "tour"
    CARRY_ON = "carry_on"
    SCENARIO = "scenario"
    DRILL = "drill"
    BENCHMARK = "benchmark"


@dataclass(frozen=True, slots=True)
class NextUp:
    """One thing to do next.

    Attributes:
        step: What it opens.
        title: What to call it, in a few words.
        why: Why this, in one or two sentences.
        id: The scenario, the skill or the form; empty for the tour.
        session: The session to carry on, for ``CARRY_ON``.
    """

    step: Step
    title: str
    why: str
    id: str = ""
    session: str = ""


class Case(Protocol):
    """What is needed of a scenario's card."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def client(self) -> str:
        """The person's first name."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the offer is made from.

    Attributes:
        cases: The scenarios.
        sessions: The sessions of whoever is practising, newest first.
        records: Their drills and benchmarks, oldest first.
        toured: Whether the tour was taken or left on this machine.
        now: The present moment, with its time zone.
    """

    cases: Iterable[Case]
    sessions: Sequence[SessionSummary]
    records: Sequence[ExerciseRecord]
    toured: bool
    now: datetime


def next_up(facts: Facts, due: Callable[[], Suggestion | None]) -> NextUp | None:
    """The one thing to offer, or ``None`` when there is nothing to practise with at all.

    A conversation or test left in the middle within the last :data:`FRESH` comes first, the latest of them; then the
    tour for somebody who has done nothing yet; then what ``mi_coach.service.next_practice`` suggests.

    Args:
        facts: What is known.
        due: Gives that suggestion; asked only when nothing comes before it.
    """
    started = any(s.replies for s in facts.sessions) or bool(facts.records)
    if found := _carry_on(facts):
        return found
    if not started and not facts.toured:
        return NextUp(Step.TOUR, say("next_up.tour"), say("next_up.tour_why"))
    suggestion = due()
    return NextUp(Step(suggestion.kind), suggestion.title, suggestion.why, suggestion.what) if suggestion else None


def _carry_on(facts: Facts) -> NextUp | None:
    """What was left in the middle."""
    since = facts.now - FRESH
    cases = {case.id: case for case in facts.cases}
    talks = (s for s in facts.sessions if s.ended is None and s.replies and s.scenario in cases)
    tests = (r for r in reversed(facts.records) if r.kind is ExerciseKind.BENCHMARK and not r.ended)
    talk = next((s for s in talks if s.started >= since), None)
    test = next((r for r in tests if r.started >= since), None)
    if test and not (talk and talk.started > test.started):
        return NextUp(Step.BENCHMARK, say("next_up.test"), say("next_up.test_why"), test.what)
    if talk is None:
        return None
    case = cases[talk.scenario or ""]
    n = say("next_up.reply") if talk.replies == 1 else say("next_up.replies", n=talk.replies)
    why = say("next_up.carry_on_why", title=case.title, n=n)
    return NextUp(Step.CARRY_ON, say("next_up.carry_on", name=case.client), why, case.id, talk.id)
