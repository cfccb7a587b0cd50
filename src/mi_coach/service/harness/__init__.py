"""Measures whether a scenario's client answers like a person: hundreds of generated trainees play it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mi_coach.domain.scenario import Scenario
from mi_coach.scenarios.plans import Plans
from mi_coach.service.harness.measures import Measure, coherence
from mi_coach.service.harness.outcomes import (
    NextTalk,
    PlanResult,
    endings,
    expectations,
    gaming,
    next_talk,
    plan_measures,
    plan_results,
    ranges,
)
from mi_coach.service.harness.play import CodedOnce, play_all
from mi_coach.service.harness.trainees import Scripted, generated
from mi_coach.service.ports import Coder

__all__ = ["PLAN_SEEDS", "SEEDS", "TRAINEES", "Outcome", "measure"]

TRAINEES = 200
SEEDS = 2
"""Generated trainees of a full measurement, and conversations each of them has."""

PLAN_SEEDS = 20
"""Conversations of each trainee of the test plan."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was measured of one scenario.

    Attributes:
        scenario: Its id.
        version: Version of its content.
        trainees: Generated trainees.
        sessions: Conversations in all, those of the test plan among them.
        exchanges: Replies given in them.
        coded: Distinct pairs of reply and client line among those.
        measures: Figures with limits.
        expected: Directions of the client's next words, as evidence leads one to expect; none of them is a limit.
        endings: Sessions by persona and ending, generated trainees only.
        states: Lowest and highest value of each field of the client's state.
        talk: What the client said next, by what they answered.
        plans: The test plan's means.
    """

    scenario: str
    version: str
    trainees: int
    sessions: int
    exchanges: int
    coded: int
    measures: tuple[Measure, ...]
    expected: tuple[Measure, ...]
    endings: dict[str, dict[str, int]]
    states: dict[str, tuple[float, float]]
    talk: dict[str, NextTalk]
    plans: dict[str, PlanResult]

    @property
    def ok(self) -> bool:
        """Whether no limit is broken."""
        return all(measure.ok is not False for measure in self.measures)


def measure(
    scenario: Scenario,
    plans: Plans | None,
    coder: Coder,
    trainees: int = TRAINEES,
    seeds: int = SEEDS,
    corpus: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Plays a scenario with generated trainees and its test plan, and measures what came of it.

    Args:
        scenario: What is played.
        plans: Its scripted trainees; ``None`` leaves out what needs them.
        coder: Codes the replies, each distinct one once.
        trainees: Generated trainees in all; every persona has at least one.
        seeds: Conversations of each of them.
        corpus: Further replies for the trainees who say anything that comes to mind.
        progress: Told now and then how many replies have been coded.
    """
    coded = CodedOnce(coder, progress)
    cast = generated(scenario, trainees, corpus)
    played = play_all(scenario, [(t, range(n * seeds, (n + 1) * seeds)) for n, t in enumerate(cast)], coded)
    scripts = [Scripted(name, plan.replies) for name, plan in plans.plans.items()] if plans else []
    scripted = play_all(scenario, [(script, range(1, PLAN_SEEDS + 1)) for script in scripts], coded, scripted=True)
    everything = played + scripted
    talk = next_talk(everything)
    results = plan_results(scenario, scripted, coder)
    return Outcome(
        scenario=scenario.id,
        version=scenario.version,
        trainees=len(cast),
        sessions=len(everything),
        exchanges=sum(len(p.steps) for p in everything),
        coded=len(coded),
        measures=(*coherence(scenario, everything), *plan_measures(results), *gaming(scenario, played, coder)),
        expected=expectations(talk),
        endings=endings(played),
        states=ranges(scenario, everything),
        talk=talk,
        plans=results,
    )
