"""The map of a scenario."""

from __future__ import annotations

from collections import Counter

from mi_coach.domain.talk import TalkCode
from mi_coach.scenarios import Library, Plan, Plans
from mi_coach.service.coverage import MAPPED, coverage, play_all
from mi_coach.service.simulation import simulate
from tests.fakes.backend import FakeClock
from tests.fakes.coder import RuleCoder
from tests.fakes.scenario import tiny_scenario

PLANS = Plans("the-bus", {"one": Plan(7, ("What matters?", "You walked.")), "two": Plan(7, ("Well done.",))})


class CountingCoder(RuleCoder):
    def __init__(self) -> None:
        self.asked: Counter[tuple[str, str | None]] = Counter()

    def code(self, reply, client=None):  # type: ignore[no-untyped-def]
        self.asked[reply, client] += 1
        return super().code(reply, client)


def test_every_line_stands_in_one_cell_of_its_own_topic_openness_and_talk() -> None:
    scenario = Library().get("driving-disqualified")

    found = coverage(scenario)

    placed = [line_id for cell in found.cells for line_id in cell.lines]
    assert sorted(placed) == sorted(line.id for line in scenario.with_role(*MAPPED))
    for cell in found.cells:
        lines = [scenario.by_id[i] for i in cell.lines]
        assert {(line.topic, line.openness, line.main_talk) for line in lines} == {
            (cell.topic, cell.openness, cell.talk)
        }
    assert (found.sessions, found.unreached) == (0, ())


def test_gaps_are_told_in_words() -> None:
    assert coverage(tiny_scenario()).gaps == ("travel: nothing at openness 2, 3, 4 or 5", "home: no lines at all")


def test_a_cell_without_lines_is_empty() -> None:
    cell = coverage(tiny_scenario()).cell("home", 5, TalkCode.DIS)

    assert (cell.topic, cell.openness, cell.talk, cell.lines, cell.reached) == ("home", 5, TalkCode.DIS, (), ())


def test_what_the_trainees_heard_counts_as_reached_and_the_rest_is_named() -> None:
    scenario = tiny_scenario()
    said, sessions = play_all(scenario, PLANS, 2, RuleCoder(), FakeClock())

    found = coverage(scenario, said, sessions)

    heard = set()
    for plan in PLANS.plans.values():
        for seed in (7, 8):
            session = simulate(scenario, plan.replies, seed, RuleCoder(), FakeClock())
            heard |= {line.line_id for line in (*(turn.client for turn in session.turns), *session.last_words)}
    assert (said, sessions) == (heard, 4)
    assert {i for cell in found.cells for i in cell.reached} == heard & {
        line.id for line in scenario.with_role(*MAPPED)
    }
    assert set(found.unreached) == {line.id for line in scenario.lines if line.ending is None} - heard
    assert found.unreached


def test_each_reply_to_a_line_is_coded_once() -> None:
    coder = CountingCoder()

    play_all(tiny_scenario(), PLANS, 9, coder, FakeClock())

    assert set(coder.asked.values()) == {1}
