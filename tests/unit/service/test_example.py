"""The example session: it fits each line, repeats, ends well, and never runs dry."""

from dataclasses import replace

import pytest

from mi_coach.domain.codes import Code
from mi_coach.domain.scenario import Expects, Line, Role, Scenario
from mi_coach.domain.session import Ending
from mi_coach.domain.talk import TalkCode, TalkSegment, TalkType
from mi_coach.scenarios import Library
from mi_coach.service.clock import SystemClock
from mi_coach.service.example import MOST, Example, play_example
from tests.fakes.coder import RuleCoder
from tests.fakes.scenario import tiny_scenario

LIBRARY = Library()
SCENARIOS = [card.id for card in LIBRARY.cards()]


def played(scenario: Scenario, seed: int = 1) -> Example:
    return play_example(scenario, RuleCoder(), SystemClock(), seed)


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_every_scenario_has_an_example(scenario_id: str) -> None:
    scenario = LIBRARY.get(scenario_id)
    example = played(scenario)

    session = example.session
    assert 6 <= len(session.turns) <= MOST
    assert len(example.whys) == len(session.turns)
    assert session.ending in (Ending.AGREED, Ending.SUMMED_UP, Ending.UNRESOLVED)
    last = session.turns[-1].state
    assert last
    assert last.trust > scenario.start.trust
    assert last.importance > scenario.start.importance
    for turn in session.turns:
        line = scenario.by_id[turn.client.line_id or ""]
        if line.replies:
            assert any(text in turn.reply for text in line.replies.values())


def test_the_same_example_comes_again_and_another_seed_gives_another() -> None:
    scenario = LIBRARY.get("driving-disqualified")
    assert played(scenario).session.turns == played(scenario).session.turns
    assert played(scenario, 1).session.turns != played(scenario, 2).session.turns


def test_a_case_with_few_lines_ends_before_they_run_out() -> None:
    scenario = tiny_scenario()
    assert len(played(scenario).session.turns) <= len(scenario.with_role(Role.LINE))


def only(opening: Line) -> Scenario:
    scenario = tiny_scenario()
    lines = tuple(line for line in scenario.lines if line.role is not Role.OPENING)
    return replace(scenario, lines=(opening, *lines))


REPLIES = {
    "simple": "You said so.",
    "complex": "You feel stuck.",
    "double": "Part of you wants it.",
    "open": "What next?",
    "affirm": "You kept coming.",
    "limits": "The ban runs to June.",
    "inform": "The bus goes at nine.",
    "autonomy": "It is up to you.",
}
CT = TalkSegment(TalkCode.CT, TalkType.DESIRE, 3)
ST = TalkSegment(TalkCode.ST, TalkType.REASON, 3)
DIS = TalkSegment(TalkCode.DIS, None, 3)


@pytest.mark.parametrize(
    ("talk", "expects", "wanted"),
    [
        ((CT,), (), "You kept coming. You feel stuck."),
        ((ST,), (), "You feel stuck."),
        ((CT, ST), (), "Part of you wants it."),
        ((DIS,), (), "You feel stuck. It is up to you."),
        ((), (), "You said so."),
        ((ST,), (Expects.LIMITS,), "You feel stuck. The ban runs to June."),
        ((CT,), (Expects.INFORMATION,), "You feel stuck. The bus goes at nine."),
    ],
)
def test_what_is_said_fits_what_the_line_calls_for(
    talk: tuple[TalkSegment, ...], expects: tuple[Expects, ...], wanted: str
) -> None:
    opening = Line("hello", "Here I am.", Role.OPENING, "travel", talk=talk, expects=expects, replies=REPLIES)
    reply = played(only(opening)).session.turns[0].reply
    # The first reply also shares the agenda, and leaves the open question for later.
    assert reply.startswith(wanted)
    assert reply.removeprefix(wanted).strip().startswith("W")


def test_a_model_reply_that_the_coder_hears_as_a_roadblock_is_passed_over() -> None:
    replies = REPLIES | {"complex": "Why don't you say so?", "simple": "You said so."}
    opening = Line("hello", "Here I am.", Role.OPENING, "travel", talk=(ST,), replies=replies)
    first = played(only(opening)).session.turns[0]
    assert first.reply.startswith("You said so.")
    assert all(unit.code is not Code.RB for unit in first.units or ())
