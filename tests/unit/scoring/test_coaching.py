"""Live coaching: the line of why is true of the reply, the prompt true of the line that waits."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.domain.reply import Alternative, Unit
from mi_coach.domain.scenario import Expects, Mark, Scenario
from mi_coach.domain.session import ClientState, ClientTurn, Match, Session, Turn
from mi_coach.domain.talk import TalkCode, TalkSegment
from mi_coach.scoring.coaching import prompt, why
from mi_coach.scoring.phrases import phrases
from mi_coach.scoring.words import clause_at, shared_clause
from tests.fakes.scenario import tiny_scenario
from tests.unit.scoring import sessions as make

SCENARIO = tiny_scenario()
UP = make.START.moved(trust=4)
DOWN = make.START.moved(trust=-6, discord=3)


def said(
    *units: Unit,
    client: str = make.NEUTRAL,
    talk: tuple[str, ...] = (),
    state: ClientState | None = UP,
    **match: object,
) -> str:
    """The line of why of a one-reply session; ``match`` is what the first unit met."""
    turn = make.turn(1, units, client, talk, state)
    if match:
        turn = replace(turn, matches=(Match(1, **match),))
    return why(replace(make.session([turn]), start_state=make.START), SCENARIO, 1)


def made_from(key: str, line: str) -> bool:
    """Whether a line is one of a phrase's wordings with its gaps filled."""
    shapes = (re.sub(r"\\\{\w+\\\}", ".*", re.escape(text)) for text in phrases()[f"coach.{key}"])
    return any(re.fullmatch(shape, line) for shape in shapes)


CASES = [
    (make.unit("CR", "You want it to be different."), {"side": "change", "closeness": 0.5}, ("CT",), "change"),
    (make.unit("SR", "You see no way round it."), {"side": "sustain", "closeness": 0.3}, ("ST",), "sustain"),
    (make.unit("SR", "You have had enough of us."), {"side": "discord", "closeness": 0.0}, ("DIS",), "discord"),
    (make.unit("CR", "Part of you wants it, and part does not.", double_sided=True), {}, ("CT", "ST"), "double"),
    (make.unit("CR", "It scares you."), {"side": "change", "depth": "feeling", "closeness": 0.6}, ("CT",), "beneath"),
    (make.unit("CR", "Something else altogether."), {"side": "change", "closeness": 0.0}, ("CT",), "plain"),
    (make.unit("SR", make.NEUTRAL), {}, (), "copied"),
    (make.unit("AF", "You kept at it all week."), {}, (), "affirm"),
    (make.unit("EA", "That is for you to decide."), {}, (), "choice"),
    (make.unit("OQ", "What would you like to be different?"), {}, (), "open_change"),
    (make.unit("OQ", "How was the week?"), {}, (), "open"),
    (make.unit("SK", "Would it be all right if I said something?"), {}, (), "together"),
    (make.unit("GI", "I have to tell the court."), {}, (), "limits"),
    (make.unit("GI", "Most towns have one."), {}, (), "told"),
    (make.unit("CQ", "Is it far?"), {}, (), "closed"),
    (make.unit("CQ", "Have u thought of ending it all?"), {}, (), "asked_of_harm"),
    (make.unit("CQ", "On a scale of nought to ten?"), {}, (), "scaling"),
    (make.unit("NC", "Right then."), {}, (), "neutral"),
    (make.unit("PP", "Some people find that walking helps."), {}, (), "offered"),
    (make.unit("RB:praising", "Good lad."), {}, (), "praising"),
    (make.unit("RB:interpreting", "You do it for the attention."), {}, (), "interpreting_soft"),
]


@pytest.mark.parametrize(("unit", "match", "talk", "key"), CASES, ids=[case[-1] for case in CASES])
def test_each_kind_of_reply_has_its_own_line(unit: Unit, match: dict, talk: tuple[str, ...], key: str) -> None:
    line = said(unit, talk=talk, **match)

    assert made_from(key, line), line


@pytest.mark.parametrize("kind", [k for k in Roadblock if k not in ("praising", "reassuring", "withdrawing")])
def test_a_sure_roadblock_is_told_before_all_else_and_with_its_words(kind: Roadblock) -> None:
    line = said(
        make.unit("CR", "You want it to be different."),
        make.unit(f"RB:{kind}", "You know what you did", confronting=True),
        state=DOWN,
    )

    assert "You know what you did" in line
    assert line.endswith("and trust fell.")


def test_what_was_picked_up_is_quoted_in_the_clients_words() -> None:
    line = said(
        make.unit("CR", "You would like it behind you by spring."),
        client="My mate drives. I'd like to have it behind me by the spring.",
        talk=("CT",),
        side="change",
        closeness=0.5,
    )

    assert "“I'd like to have it behind me by the spring”" in line
    assert line.endswith("trust rose.")


def test_a_movement_is_told_only_the_way_such_a_reply_moves_things() -> None:
    affirmed = make.unit("AF", "You kept at it all week.")
    blocked = make.unit("RB:advising", "Why not get a bike?")

    assert "trust rose" in said(affirmed)
    assert "strain eased" in said(affirmed, state=make.START.moved(discord=-4))
    for line in (said(affirmed, state=DOWN), said(blocked, state=UP), said(affirmed, state=None)):
        assert not any(word in line for word in ("trust", "strain", "confidence"))
    assert said(affirmed, state=make.START.moved(trust=2, discord=9)).count("trust") == 0


def test_an_unsure_tag_says_so() -> None:
    torn = make.unit("GI", "You can't speak to staff like that.", sure=False)
    other = replace(torn, alternatives=(Alternative(Code.RB, Roadblock.WARNING, 0.4),))

    line = said(other)
    assert "giving information" in line
    assert "warning" in line
    assert "not sure" in said(torn)
    assert made_from("affirm", said(other, make.unit("AF", "You came.")))


@pytest.mark.parametrize("sure_of", [Code.NC, Code.CR])
def test_nobody_is_asked_whether_they_meant_to_be_uncoded(sure_of: Code) -> None:
    other = Code.CR if sure_of is Code.NC else Code.NC
    torn = make.unit(sure_of.value, "Sounds rotten, to be honest.", sure=False)

    line = said(replace(torn, alternatives=(Alternative(other, None, 0.4),)))

    assert "nothing that MI counts" in line
    assert "not coded" not in line
    assert "?" not in line


def test_a_reply_without_units_has_no_line() -> None:
    assert why(make.session([make.turn(1, [])]), SCENARIO, 1) == ""
    assert why(make.session([]), SCENARIO, 1) == ""


def waiting(text: str, *talk: str, line_id: str | None = None, turns: int = 1, code: str = "SR") -> Session:
    made = [make.turn(n, [make.unit(code, f"You said so, number {n}.")]) for n in range(1, turns + 1)]
    segments = tuple(TalkSegment(TalkCode(t), strength=3) for t in talk)
    return replace(make.session(made), closing=ClientTurn(line_id, text, segments))


def wordings(situation: str, name: str = "Danny") -> set[str]:
    gaps = {"{name}": name, "{they}": "he", "{them}": "him", "{their}": "his"}
    found = set(phrases()[f"coach_next.{situation}"])
    for gap, filling in gaps.items():
        found = {text.replace(gap, filling) for text in found}
    return found


@pytest.mark.parametrize(
    ("talk", "situation"),
    [(("CT",), "change"), (("ST",), "sustain"), (("DIS", "CT"), "discord"), (("CT", "ST"), "both"), ((), "neutral")],
)
def test_the_prompt_fits_the_line_that_waits(talk: tuple[str, ...], situation: str) -> None:
    assert prompt(waiting("Anything.", *talk), SCENARIO) in wordings(situation)


def test_a_roadblock_and_a_run_of_questions_have_prompts_of_their_own() -> None:
    assert prompt(waiting("Well.", "CT", code="RB:advising"), SCENARIO) in wordings("after_block")
    assert prompt(waiting("Well.", "CT", turns=2, code="OQ"), SCENARIO) in wordings("many_questions")
    assert prompt(waiting("Well.", "CT", turns=2), SCENARIO, agreed=True) in wordings("offered")


@pytest.mark.parametrize(
    ("field", "situation"),
    [
        ({"marks": (Mark.RISK,)}, "risk"),
        ({"expects": (Expects.RISK,)}, "risk"),
        ({"expects": (Expects.LIMITS,)}, "limits"),
        ({"expects": (Expects.CONFIDENTIALITY,)}, "limits"),
    ],
)
def test_risk_and_rules_come_before_the_talk(field: dict, situation: str) -> None:
    assert prompt(waiting("x", "CT", line_id="bus"), with_bus(**field)) in wordings(situation)


def with_bus(**field: object) -> Scenario:
    lines = tuple(replace(line, **field) if line.id == "bus" else line for line in SCENARIO.lines)
    return replace(SCENARIO, lines=lines)


def test_no_two_prompts_running_are_the_same_and_none_comes_before_the_first_reply_or_after_the_end() -> None:
    told = [prompt(waiting("Same line.", "CT", turns=n), SCENARIO) for n in range(1, 9)]

    assert all(a != b for a, b in pairwise(told))
    assert all(text.endswith("?") for text in told)
    assert prompt(waiting("Hello.", turns=0), SCENARIO) == ""
    over = waiting("Bye.")
    assert prompt(replace(over, ended=over.started), SCENARIO) == ""


def test_every_prompt_is_one_question() -> None:
    for name, found in phrases().items():
        if name.startswith("coach_next."):
            assert all(text.count("?") == 1 and text.endswith("?") for text in found), name


@pytest.mark.parametrize(
    ("text", "client", "clause"),
    [
        ("You rang and nobody wrote it down.", "I did ring. It just says absent.", ""),
        ("Your sister needed you.", "I was there, with my sister's baby.", "with my sister's baby"),
        ("Fed up.", "It is what it is.", ""),
        ("", "", ""),
    ],
)
def test_a_clause_is_quoted_only_for_a_word_of_substance(text: str, client: str, clause: str) -> None:
    assert shared_clause(text, client) == clause


def test_the_clause_that_decided() -> None:
    text = "You had a hard week, and it took courage. Well done."

    assert clause_at(text, 0) == "You had a hard week"
    assert clause_at(text, text.index("courage")) == "it took courage"
    assert clause_at(text, text.index("Well")) == "Well done"
    assert clause_at("?!", 0) == "?!"


def test_hostile_words_stay_words() -> None:
    line = said(make.unit("AF", "{name} {0} %s \x1b[31m[b]kept[/b] at it"))

    assert "{name} {0} %s" in line
    assert "\x1b" not in line


def test_a_turn_is_found_by_its_number() -> None:
    turns: list[Turn] = [make.turn(1, ["OQ"]), make.turn(2, [make.unit("AF", "You kept at it all week.")])]

    assert "You kept at it all week" in why(make.session(turns), SCENARIO, 2)
