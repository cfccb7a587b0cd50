"""The harness, with the coder of plain rules on a made-up scenario and a shipped one, and once with the real coder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from mi_coach.domain.reply import CodedReply
from mi_coach.domain.scenario import Line, Role, Scenario
from mi_coach.domain.session import Ending
from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir
from mi_coach.scenarios import Library
from mi_coach.scenarios.plans import Plan, Plans
from mi_coach.service.harness import PLAN_SEEDS, Outcome, measure
from mi_coach.service.harness.banks import banks
from mi_coach.service.harness.measures import Measure, coherence, non_answers
from mi_coach.service.harness.outcomes import PlanResult, expectations, next_talk, plan_measures
from mi_coach.service.harness.play import CodedOnce, Played, play_all
from mi_coach.service.harness.repertoire import VARIANTS, Repertoire
from mi_coach.service.harness.table import document, page, plain_lines
from mi_coach.service.harness.trainees import GAMING, SHARES, Scripted, generated
from tests.fakes.coder import RuleCoder
from tests.fakes.scenario import tiny_scenario

SHIPPED = "driving-disqualified"


class CountingCoder(RuleCoder):
    """Remembers what it was asked to code."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str | None]] = []

    def code_many(self, pairs: Sequence[tuple[str, str | None]]) -> list[CodedReply]:
        self.pairs += pairs
        return super().code_many(pairs)


@pytest.fixture(scope="module")
def shipped() -> Scenario:
    return Library().get(SHIPPED)


@pytest.fixture(scope="module")
def outcome(shipped: Scenario) -> Outcome:
    return measure(shipped, Library().plans(SHIPPED), RuleCoder(), trainees=24, seeds=1)


def found(measures: Sequence[Measure], name: str) -> Measure:
    return next(m for m in measures if m.id == name)


def played(scenario: Scenario, *replies: str, persona: str = "skilled", seeds: Sequence[int] = (1,)) -> list[Played]:
    return play_all(scenario, [(Scripted(persona, replies), seeds)], CodedOnce(RuleCoder()), scripted=True)


def with_line(scenario: Scenario, line: Line) -> Scenario:
    return replace(scenario, lines=(*scenario.lines, line))


def test_every_persona_plays_and_the_shares_are_kept(shipped: Scenario) -> None:
    few, many = (Counter(t.persona for t in generated(shipped, total)) for total in (12, 200))

    assert set(few) == set(many) == set(SHARES)
    assert dict(many) == SHARES
    assert [sum(Counter(t.persona for t in generated(shipped, n)).values()) for n in (3, 11, 60)] == [11, 11, 60]


def test_the_general_replies_are_many_and_all_different() -> None:
    assert len(set(banks()["roadblock"])) >= 60
    for kind, replies in banks().items():
        assert len(replies) == len(set(replies)), kind


def test_a_persona_has_few_replies_to_one_line_and_always_the_same(shipped: Scenario) -> None:
    one, other = Repertoire(shipped), Repertoire(shipped)

    for persona in SHARES:
        for line in shipped.lines:
            replies = one.replies(persona, line)
            assert 1 <= len(replies) <= VARIANTS
            assert replies == other.replies(persona, line)
            assert all("{" not in reply for reply in replies)


def test_personas_do_what_their_names_say(shipped: Scenario) -> None:
    says = Repertoire(shipped)
    content = shipped.with_role(Role.LINE)

    assert not any("?" in reply for line in content for reply in says.replies("question_free", line))
    assert {reply for line in content for reply in says.replies("silent", line)} == {"...", "mm", ""}
    for line in content:
        assert line.text in says.replies("copying", line) or line.text.startswith("[")
        assert any(line.replies["complex"] in reply for reply in says.replies("skilled", line))


def test_copying_in_the_second_person_turns_the_client_s_words_round() -> None:
    line = Line("x", "[Looks away.] I've lost my job. I don't know what's left for me.")

    told = Repertoire(tiny_scenario()).replies("copying", line)

    assert told[0] == "I've lost my job. I don't know what's left for me."
    assert told[1] == "You've lost your job. You don't know what's left for you."


def test_topics_are_named_as_one_says_them_to_the_client(shipped: Scenario) -> None:
    said = " ".join(reply for line in shipped.lines for reply in Repertoire(shipped).replies("skilled", line))

    assert "what you want" in said
    assert "Steph" in said
    assert "What he wants" not in said
    assert "about The " not in said


def test_each_pair_of_reply_and_line_is_coded_once(shipped: Scenario) -> None:
    coder = CountingCoder()

    result = measure(shipped, None, coder, trainees=12, seeds=2)

    assert len(coder.pairs) == len(set(coder.pairs)) == result.coded
    assert result.coded < result.exchanges


def test_playing_side_by_side_gives_the_conversations_played_alone(shipped: Scenario) -> None:
    cast = generated(shipped, 24)
    some = cast[4:16:3]
    together = play_all(shipped, [(t, (3, 4)) for t in some], CodedOnce(RuleCoder()))

    alone = [talk for t in some for talk in play_all(shipped, [(t, (3, 4))], CodedOnce(RuleCoder()))]

    assert [p.said for p in together] == [p.said for p in alone]


def test_a_measurement_comes_out_the_same_again(shipped: Scenario) -> None:
    first, second = (measure(shipped, None, RuleCoder(), trainees=12, seeds=1) for _ in range(2))

    assert document([first]) == document([second])


def test_sessions_are_those_of_trainees_and_plans(shipped: Scenario, outcome: Outcome) -> None:
    assert outcome.trainees == 24
    assert outcome.sessions == 24 + 4 * PLAN_SEEDS
    assert sum(sum(counts.values()) for counts in outcome.endings.values()) == 24
    assert {plan.runs for plan in outcome.plans.values()} == {PLAN_SEEDS}
    for low, high in outcome.states.values():
        assert 0 <= low < high <= 100


def test_a_line_said_twice_is_a_repeat() -> None:
    scenario = tiny_scenario()
    twice = replace(scenario, lines=tuple(
        replace(line, text="The same again.") if line.id in ("bus", "job") else line for line in scenario.lines
    ))  # fmt: skip
    replies = ["Tell me about the bus."] * 9

    assert found(coherence(scenario, played(scenario, *replies)), "repeats").value == 0
    repeats = found(coherence(twice, played(twice, *replies)), "repeats")
    assert repeats.ok is False
    assert repeats.value


def test_running_out_of_lines_is_a_dead_end() -> None:
    scenario = tiny_scenario(length=30)

    talks = played(scenario, *["What matters to you?"] * 30)
    ends = found(coherence(scenario, talks), "dead_ends")

    assert talks[0].ending is None
    assert ends.ok is False
    assert any("nothing left to say" in example for example in ends.examples)


def test_a_line_that_nobody_comes_to_is_named() -> None:
    scenario = with_line(tiny_scenario(), Line("secret", "I was never told.", openness=5, topic="home"))

    unreached = found(coherence(scenario, played(scenario, *["What about the bus?"] * 3)), "unreached")

    assert "secret: never allowed" in unreached.examples
    assert "mum: allowed 2 times, always outweighed" in unreached.examples
    assert not any(example.startswith("hello:") for example in unreached.examples)
    assert unreached.ok is False


def test_a_line_before_what_it_follows_is_out_of_order() -> None:
    scenario = tiny_scenario()
    late = replace(scenario, lines=tuple(
        replace(line, follows=("bye-agreed",)) if line.role is Role.LINE else line for line in scenario.lines
    ))  # fmt: skip
    asking, telling = ["What about the bus?"] * 3, ["You feel tired of it all."] * 8

    assert found(coherence(scenario, played(scenario, *asking)), "out_of_order").value == 0
    assert found(coherence(late, played(late, *asking)), "out_of_order").value == 0
    order = found(coherence(late, played(late, *telling)), "out_of_order")
    assert order.ok is False
    assert order.value


def test_a_question_on_a_topic_wants_an_answer_on_it() -> None:
    scenario = replace(tiny_scenario(), lines=tuple(
        replace(line, topic="home" if line.id in ("girl", "mum") else "travel") if line.role is Role.LINE else line
        for line in tiny_scenario().lines
    ))  # fmt: skip

    good = non_answers(scenario, played(scenario, "What about your girl?"))
    bad = non_answers(scenario, played(scenario, *["What about your girl?"] * 5))
    others = non_answers(scenario, played(scenario, *["What about your girl?"] * 5, persona="hostile"))

    assert (good.value, good.ok) == (0.0, True)
    assert bad.ok is False
    assert "with nothing left to say on it" in bad.shown
    assert 'about home: "What about your girl?"' in bad.examples[0]
    assert others.ok is None


def test_puzzled_lines_of_a_skilled_trainee_are_counted() -> None:
    scenario = tiny_scenario()

    fine = found(coherence(scenario, played(scenario, "You walked here.")), "fallback")
    puzzled = found(coherence(scenario, played(scenario, "", "", "")), "fallback")

    assert (fine.value, fine.ok) == (0.0, True)
    assert puzzled.ok is False
    assert puzzled.value
    assert puzzled.value > 50


def test_better_practice_must_come_out_better() -> None:
    names = ("skilled", "mixed", "closed_question", "roadblocking")
    falling = {n: PlanResult(80 - 10 * i, 70 - 10 * i, 90.0 if i == 0 else 0.0, 20) for i, n in enumerate(names)}
    swapped = {**falling, "mixed": falling["closed_question"], "closed_question": falling["mixed"]}
    spoilt = {
        **falling,
        "skilled": replace(falling["skilled"], best=60.0),
        "roadblocking": replace(falling["roadblocking"], best=5.0),
    }

    assert [m.ok for m in plan_measures(falling)] == [True] * 4
    assert [m.ok for m in plan_measures(swapped)] == [False, False, True, True]
    assert [m.ok for m in plan_measures(spoilt)] == [True, True, False, False]
    assert plan_measures({}) == ()


def test_what_the_client_says_next_is_set_against_what_is_expected() -> None:
    scenario = tiny_scenario(length=100)
    talks = played(scenario, *["What about the bus?", "Do you drive?"] * 4, seeds=range(12))

    talk = next_talk(talks)
    judged = {m.id: m.ok for m in expectations(talk)}

    assert talk["ask_closed"].lines == 48
    assert sum(talk["ask_closed"].shares.values()) == pytest.approx(100, abs=0.3)
    assert talk["hard_roadblock"].lines == 0
    assert set(judged.values()) == {None}


def test_scripted_trainees_say_goodbye_after_their_last_reply() -> None:
    talk = played(tiny_scenario(), "You walked here.", "What about the bus?")[0]

    assert len(talk.steps) == 2
    assert talk.ending is Ending.UNRESOLVED
    assert talk.farewell is not None
    assert talk.farewell.role is Role.FAREWELL
    assert [turn.n for turn in talk.session(tiny_scenario()).turns] == [1, 2]


def test_the_lines_tell_every_measure_and_the_page_holds_every_scenario(outcome: Outcome) -> None:
    lines = list(plain_lines(outcome))
    text = page([outcome, replace(outcome, scenario="another-one")])

    for m in outcome.measures:
        mark = {True: "ok ", False: "not ok ", None: "- "}[m.ok]
        assert any(line.startswith(mark) and m.name in line for line in lines)
    assert outcome.ok is all(m.ok is not False for m in outcome.measures)
    assert text.count(f"| {SHIPPED} |") == text.count("| another-one |") == 5
    assert "{" not in text
    tables = [block for block in text.split("\n\n") if block.startswith("|")]
    for block in tables:
        assert len({row.count("|") for row in block.splitlines()}) == 1
    assert json.loads(json.dumps(document([outcome])))["scenarios"][0]["measures"]


@pytest.mark.xdist_group("model")
def test_with_the_real_coder_skill_pays_and_gaming_never_wins_the_client(shipped: Scenario) -> None:
    plans = Library().plans(SHIPPED)
    two = Plans(
        SHIPPED, {n: Plan(p.seed, p.replies[:9]) for n, p in plans.plans.items() if n in ("skilled", "roadblocking")}
    )

    result = measure(shipped, two, load_coder(models_dir()), trainees=11, seeds=1)

    assert result.plans["skilled"].overall > result.plans["roadblocking"].overall
    assert result.plans["skilled"].trust > result.plans["roadblocking"].trust
    assert found(result.measures, "repeats").value == 0
    assert found(result.measures, "gaming_agreed").value == 0
    assert not any("agreed" in result.endings[persona] for persona in (*GAMING, "roadblocking", "hostile"))
