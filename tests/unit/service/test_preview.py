"""Playing a draft with all that lies behind it."""

from __future__ import annotations

import pytest

from mi_coach.domain.session import Ending
from mi_coach.engine import Engine
from mi_coach.errors import MiCoachError
from mi_coach.scenarios import Library
from mi_coach.service.preview import SHOWN_NEXT, Preview
from tests.fakes.coder import RuleCoder
from tests.fakes.scenario import tiny_scenario

REPLIES = (
    "You walked all this way. What matters to you?",
    "You feel pushed into this.",
    "Why don't you take the bus?",
    "Did you ring your mate?",
    "Right.",
)


@pytest.fixture
def preview() -> Preview:
    return Preview(Library().get("driving-disqualified"), RuleCoder(), seed=3)


def test_it_says_what_a_session_with_the_seed_says(preview: Preview) -> None:
    engine, coder = Engine(preview.scenario), RuleCoder()
    state, client = engine.start(3)
    assert preview.client == client

    for reply in REPLIES:
        result = engine.step(state, coder.code(reply, client.text))
        done = preview.reply(reply)
        assert (done.client, done.reason, done.after) == (result.client, result.reason, result.state.client)
        assert done.before == state.client
        state, client = result.state, result.client


def test_a_reply_is_told_unit_by_unit(preview: Preview) -> None:
    done = preview.reply(REPLIES[0])

    first, second = done.units
    assert (first.act, second.act) == done.acts
    assert first.act is not None
    assert first.act.startswith("reflect_")
    assert first.match is not None
    assert first.match.line_id == "open-1"
    assert second.act == "ask_change"


def test_the_lines_that_came_next_fall_in_points_below_the_chosen_one(preview: Preview) -> None:
    for reply in REPLIES[:4]:
        done = preview.reply(reply)
        assert done.score is not None
        points = [done.score, *(other.score for other in done.others if other.fits)]
        assert points == sorted(points, reverse=True)
        assert len(done.others) == SHOWN_NEXT
        assert done.client.line_id not in {other.line.id for other in done.others}


def test_back_undoes_one_exchange_and_the_same_reply_leads_to_the_same(preview: Preview) -> None:
    preview.reply(REPLIES[0])
    memory, client = preview.memory, preview.client
    done = preview.reply(REPLIES[1])

    assert preview.back()
    assert (preview.memory, preview.client) == (memory, client)
    assert preview.reply(REPLIES[1]) == done
    assert preview.back()
    assert preview.back()
    assert not preview.back()


def test_the_lines_are_those_that_may_come(preview: Preview) -> None:
    may = {line.id for line in preview.lines()}
    assert preview.memory.current not in may

    done = preview.reply(REPLIES[2])

    assert done.client.line_id in may
    assert done.client.line_id not in {line.id for line in preview.lines()}


def test_openness_follows_trust(preview: Preview) -> None:
    before = preview.openness
    for _ in range(8):
        preview.reply("You drop everything for your dad. What matters to you about him?")
        preview.reply("You feel you have paid. How do you see it?")

    assert preview.openness > before
    assert max(line.openness for line in preview.lines()) > before


def test_time_runs_out_and_can_be_taken_back() -> None:
    preview = Preview(tiny_scenario(length=3), RuleCoder(), seed=1)
    for _ in range(3):
        last = preview.reply("Right.")

    assert last.ending is preview.ending is Ending.TIME_UP
    assert (last.score, last.others) == (None, ())
    with pytest.raises(MiCoachError, match="ended"):
        preview.reply("Right.")
    assert preview.end() is Ending.TIME_UP
    assert preview.back()
    assert preview.ending is None


def test_a_goodbye_has_the_last_word_of_the_client() -> None:
    preview = Preview(tiny_scenario(), RuleCoder(), seed=1)

    assert preview.end() is Ending.UNRESOLVED
    assert preview.client.line_id == "bye-unresolved"


@pytest.mark.parametrize("bad", ["", " \x1b[2J ", "x" * 20_001])
def test_a_reply_that_cannot_be_taken_changes_nothing(preview: Preview, bad: str) -> None:
    memory = preview.memory

    with pytest.raises(MiCoachError):
        preview.reply(bad)

    assert preview.memory == memory
