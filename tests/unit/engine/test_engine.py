"""The scripted client on a shipped scenario, with replies coded by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mi_coach.domain.act_names import ALL_NAMES, PARENTS
from mi_coach.domain.codes import Code, Roadblock, miti_value
from mi_coach.domain.reply import Alternative, CodedReply, Unit
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import ClientState, Ending
from mi_coach.engine import Engine, EngineState
from mi_coach.engine.acts import in_doubt
from mi_coach.engine.choose import readiness
from mi_coach.engine.effects import FIELDS, Effects
from mi_coach.engine.tables import effects, weights
from mi_coach.scenarios import Library

GOOD = (
    ("You feel you have paid already, and this is one more thing on top.", Code.CR),
    ("What matters most to you in all this?", Code.OQ),
)
HARSH = (("You need to grow up.", Code.RB, Roadblock.ORDERING), ("It is your own fault.", Code.RB, Roadblock.JUDGING))


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return Library().get("driving-disqualified")


@pytest.fixture(scope="module")
def engine(scenario: Scenario) -> Engine:
    return Engine(scenario)


def coded(*units: tuple[str, Code] | tuple[str, Code, Roadblock]) -> CodedReply:
    at, made = 0, []
    for text, code, *kind in units:
        roadblock = kind[0] if kind else None
        made.append(Unit(text, at, at + len(text), code, roadblock, miti_value(code, roadblock)))
        at += len(text) + 1
    return CodedReply(" ".join(u.text for u in made), tuple(made))


def play(engine: Engine, replies: list[CodedReply], seed: int = 7) -> tuple[EngineState, list[str], Ending | None]:
    state, opening = engine.start(seed)
    said, ending = [opening.text], None
    for reply in replies:
        result = engine.step(state, reply)
        state, ending = result.state, result.ending
        said.append(result.client.text)
        if ending:
            break
    return state, said, ending


def test_the_same_seed_and_replies_give_the_same_conversation(engine: Engine) -> None:
    replies = [coded(*GOOD)] * 8
    assert play(engine, replies) == play(engine, replies)


def test_a_stored_state_carries_on_as_if_nothing_had_happened(engine: Engine) -> None:
    state, _, _ = play(engine, [coded(*GOOD)] * 4)
    read = EngineState.from_dict(state.to_dict())
    assert read == state
    assert engine.step(read, coded(*GOOD)) == engine.step(state, coded(*GOOD))


@pytest.mark.parametrize("replies", [[coded(*GOOD)] * 23, [coded(("Okay.", Code.NC))] * 23, [coded()] * 23])
def test_no_line_is_said_twice_and_there_is_always_one(engine: Engine, replies: list[CodedReply]) -> None:
    _, said, _ = play(engine, replies)
    assert len(said) == len(set(said)) == 24


@pytest.mark.parametrize("kind", list(Roadblock))
def test_every_kind_of_roadblock_is_answered_to_the_end(engine: Engine, kind: Roadblock) -> None:
    _, said, ending = play(engine, [coded(("Listen to me now.", Code.RB, kind))] * 24)
    assert len(said) == len(set(said))
    assert ending in (Ending.WALKED_OUT, Ending.TIME_UP)


def test_nobody_walks_out_before_the_sixth_exchange(engine: Engine) -> None:
    state, said, ending = play(engine, [coded(*HARSH)] * 24)
    assert ending is Ending.WALKED_OUT
    assert state.n >= 6
    assert len(said) == state.n + 1


def test_time_is_up_at_the_scenarios_length(engine: Engine, scenario: Scenario) -> None:
    state, _, ending = play(engine, [coded(("Mm.", Code.NC))] * 40)
    assert (ending, state.n) == (Ending.TIME_UP, scenario.length)


def test_good_replies_build_trust_and_importance_and_roadblocks_take_them(engine: Engine, scenario: Scenario) -> None:
    good, _, _ = play(engine, [coded(*GOOD)] * 5)
    bad, _, _ = play(engine, [coded(*HARSH)] * 5)
    assert good.client.trust > scenario.start.trust > bad.client.trust
    assert good.client.importance > bad.client.importance
    assert good.client.discord < scenario.start.discord < bad.client.discord


def test_reflecting_change_talk_raises_importance_more_than_reflecting_sustain_talk(scenario: Scenario) -> None:
    table = Effects(scenario.effects)
    assert table.row("reflect_change")["importance"] > table.row("reflect_sustain")["importance"] == 0
    assert table.row("reflect_discord")["discord"] < table.row("reflect_change")["discord"]


def test_high_discord_must_be_repaired_before_importance_moves(engine: Engine) -> None:
    state, _ = engine.start(7)
    calm = replace(state, client=ClientState(40, 30, 40, 20))
    tense = replace(state, client=ClientState(40, 30, 40, 80))
    reply = coded(("What would you like to be different?", Code.OQ))
    risen = engine.step(calm, reply).state.client.importance - 30
    held = engine.step(tense, reply).state.client.importance - 30
    assert 0 <= held < risen / 2


def test_an_open_question_is_answered_on_its_topic(engine: Engine) -> None:
    state, _ = engine.start(7)
    for question, topic in (("Tell me about your work.", "work"), ("How are things with Steph?", "partner")):
        assert engine.step(state, coded((question, Code.OQ))).client.topic == topic


def test_a_question_that_has_nothing_to_do_with_him_puzzles_him(engine: Engine, scenario: Scenario) -> None:
    state, _ = engine.start(7)
    result = engine.step(state, coded(("What is the capital of Portugal?", Code.OQ)))
    assert result.acts == ("off_topic",)
    line = scenario.line(result.client.line_id)
    assert line is not None
    assert line.role == "fallback" or "off_topic" in line.to


def test_copying_the_client_back_is_noticed_the_second_time(engine: Engine) -> None:
    state, opening = engine.start(7)
    first = engine.step(state, coded((opening.text, Code.SR)))
    second = engine.step(first.state, coded((first.client.text, Code.SR)))
    assert second.acts == ("copying",)
    assert second.state.client.trust < first.state.client.trust


def test_a_roadblock_in_doubt_is_heard_as_the_kinder_reading() -> None:
    unit = Unit("It isn't mine to decide.", 0, 24, Code.RB, Roadblock.WARNING, confidence=0.5, sure=False)
    doubted = replace(unit, alternatives=(Alternative(Code.GI, None, 0.4),))
    assert in_doubt(doubted).code is Code.GI
    assert in_doubt(replace(doubted, sure=True)).code is Code.RB
    assert in_doubt(unit).code is Code.RB


def test_a_limit_that_was_asked_for_is_answered_even_when_a_question_follows(
    engine: Engine, scenario: Scenario
) -> None:
    beat = next(line for line in scenario.lines if line.role == "beat" and "limits" in line.expects)
    state, _ = engine.start(7)
    asked = replace(state, current=beat.id, said=(*state.said, beat.id), n=5)
    reply = coded(("I note what we say; a plan to drive I have to pass on.", Code.GI), ("How is that?", Code.OQ))
    result = engine.step(asked, reply)
    assert result.acts[0] == "limits"
    line = scenario.line(result.client.line_id)
    assert line is not None
    assert "dodged" not in line.id


def test_an_offer_is_earned_and_makes_an_agreed_ending(engine: Engine) -> None:
    state, _ = engine.start(7)
    ready = replace(
        state,
        n=12,
        client=ClientState(85, 85, 75, 5),
        acts=(("reflect_change", "ask_change"),) * 12,
    )
    while not ready.agreed and ready.n < 20:
        ready = engine.step(ready, coded(("What would you like to do next?", Code.OQ))).state
    assert ready.agreed
    ending, farewell = engine.end(ready)
    assert ending is Ending.AGREED
    assert farewell is not None
    assert engine.end(state)[0] is Ending.UNRESOLVED
    assert engine.end(state, deliberate=False) == (Ending.STOPPED, None)


def test_readiness_never_shuts_out_the_most_guarded_lines(engine: Engine) -> None:
    state, _ = engine.start(7)
    assert readiness(replace(state, client=ClientState(0, 0, 0, 100))) == 1.0


def test_every_act_has_its_row_and_every_row_its_act() -> None:
    assert set(effects()["acts"]) == set(PARENTS)
    assert all(set(row) == set(FIELDS) for row in effects()["acts"].values())
    assert set(weights().talk) - {"default"} <= ALL_NAMES
