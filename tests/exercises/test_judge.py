"""The rule of each drill, on units given outright: what is met, what comes near, and what hangs on a doubt."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mi_coach.exercises.depth import telling
from mi_coach.exercises.heard import clauses
from mi_coach.exercises.judge import Judge, Met, Verdict
from mi_coach.exercises.phrases import phrases
from mi_coach.exercises.rules import RULES, STEPS
from mi_coach.exercises.types import Skill, Step
from tests.exercises.drills import CLIENT, UnitLike, drill, reply


def verdict(skill: Skill, *units: UnitLike, step: Step | None = None) -> Verdict:
    made = drill(skill, step=step)
    return Judge(made).verdict(made.prompts[0], reply(*units))


S = Skill
WORDS = ("SR", "Your lad is at the window and you're at the pub.")
CHANGE = ("SR", "Your lad waits up at that window.")
SUSTAIN = ("SR", "You like a Friday at the pub.")
FEELING = ("CR", "You're ashamed when you let him down.")
VALUE = ("CR", "You'd want to be a father that he can count on.")
REWARD = ("CR", "It's your reward for the week you've had.")
OPEN = ("OQ", "What would you like to be different?")
CLOSED = ("CQ", "How old is he?")
ADVICE = ("RB:advising", "Have you tried coming home first?")
PRAISE = ("RB:praising", "Good man.")
FACT = ("GI", "The order runs until June.")
ASKED = ("SK", "Would it be all right if I told you something?")
MAKE = ("SK", "What do you make of that?")


@pytest.mark.parametrize(
    ("skill", "units", "met", "missing"),
    [
        (S.SIMPLE_REFLECTION, [WORDS], Met.YES, None),
        (S.SIMPLE_REFLECTION, [FEELING], Met.YES, None),
        (S.SIMPLE_REFLECTION, [WORDS, OPEN], Met.NEARLY, "no_question"),
        (S.SIMPLE_REFLECTION, [WORDS, PRAISE], Met.NEARLY, "no_soft"),
        (S.SIMPLE_REFLECTION, [WORDS, ADVICE], Met.NO, "no_roadblock"),
        (S.SIMPLE_REFLECTION, [OPEN], Met.NO, "reflection"),
        (S.SIMPLE_REFLECTION, [("SR", "Your lad waits up at the window for you, mind.")], Met.NO, "own_words"),
        (S.SIMPLE_REFLECTION, [("SR", "Gravel, and plenty of it.")], Met.UNSURE, "on_the_line"),
        (S.COMPLEX_MEANING, [VALUE], Met.YES, None),
        (S.COMPLEX_MEANING, [("SR", "It's your reward for the week you've had.")], Met.YES, None),
        (S.COMPLEX_MEANING, [WORDS], Met.NEARLY, "meaning"),
        (S.COMPLEX_MEANING, [("CR", "Something pulls at you there.")], Met.UNSURE, "meaning"),
        (S.COMPLEX_FEELING, [FEELING], Met.YES, None),
        (S.COMPLEX_FEELING, [("CR", "It embarrasses you.")], Met.YES, None),
        (S.COMPLEX_FEELING, [WORDS], Met.NEARLY, "feeling"),
        (S.COMPLEX_FEELING, [FEELING, CLOSED], Met.NEARLY, "no_question"),
        (S.REFLECT_AND_ASK, [WORDS, OPEN], Met.YES, None),
        (S.REFLECT_AND_ASK, [WORDS], Met.NEARLY, "open_question"),
        (S.REFLECT_AND_ASK, [OPEN, WORDS], Met.NEARLY, "reflection_first"),
        (S.REFLECT_AND_ASK, [WORDS, OPEN, CLOSED], Met.NEARLY, "one_question"),
        (S.REFLECT_AND_ASK, [CLOSED], Met.NO, "reflection"),
        (S.EVOKING_CHANGE_TALK, [OPEN], Met.YES, None),
        (S.EVOKING_CHANGE_TALK, [CHANGE, OPEN], Met.YES, None),
        (S.EVOKING_CHANGE_TALK, [("OQ", "What stops you going home?")], Met.NEARLY, "evoking"),
        (S.EVOKING_CHANGE_TALK, [("OQ", "What is the pub called?")], Met.NEARLY, "evoking"),
        (S.EVOKING_CHANGE_TALK, [("OQ", "Why a six and not a three?")], Met.YES, None),
        (S.EVOKING_CHANGE_TALK, [("OQ", "Why a six and not an eight? What stops you?")], Met.NEARLY, "one_question"),
        (S.EVOKING_CHANGE_TALK, [CLOSED], Met.NO, "open_question"),
        (S.EVOKING_CHANGE_TALK, [CHANGE], Met.NO, "question"),
        (S.REFLECTING_CHANGE_TALK, [CHANGE], Met.YES, None),
        (S.REFLECTING_CHANGE_TALK, [VALUE], Met.YES, None),
        (S.REFLECTING_CHANGE_TALK, [SUSTAIN], Met.NEARLY, "stays_with_change"),
        (S.REFLECTING_CHANGE_TALK, [CHANGE, OPEN], Met.NEARLY, "ends_on_change"),
        (S.DOUBLE_SIDED, [("CR", "You like your Friday pub, and your lad waits at the window.")], Met.YES, None),
        (S.DOUBLE_SIDED, [("CR", "You like your Friday pub, but your lad waits up.")], Met.NEARLY, "and_not_but"),
        (S.DOUBLE_SIDED, [("CR", "Your lad waits at the window, and you like your Friday pub.")], Met.NEARLY,
         "change_last"),
        (S.DOUBLE_SIDED, [CHANGE], Met.NEARLY, "both_sides"),
        (S.DISCORD, [CHANGE], Met.YES, None),
        (S.DISCORD, [("NC", "I should have asked you first, and I'm sorry.")], Met.YES, None),
        (S.DISCORD, [("EA", "How much you tell me is up to you.")], Met.YES, None),
        (S.DISCORD, [OPEN], Met.NO, "meets_strain"),
        (S.DISCORD, [CHANGE, FACT], Met.NEARLY, "no_explanation"),
        (S.DISCORD, [CHANGE, ("NC", "I'm only doing my job.")], Met.NEARLY, "no_defence"),
        (S.AFFIRMATION, [("AF", "You notice what your boy does.")], Met.YES, None),
        (S.AFFIRMATION, [PRAISE], Met.NEARLY, "no_praise"),
        (S.AFFIRMATION, [("AF", "Brave heart.")], Met.UNSURE, "strength"),
        (S.AFFIRMATION, [WORDS], Met.NO, "affirmation"),
        (S.AUTONOMY, [("EA", "Whether you go in is your choice.")], Met.YES, None),
        (S.AUTONOMY, [("EA", "You don't have to go if you don't want to.")], Met.NEARLY, "truthful"),
        (S.AUTONOMY, [FACT], Met.NO, "autonomy"),
        (S.AGENDA, [("SK", "Where would you like to begin?")], Met.YES, None),
        (S.AGENDA, [("OQ", "What would you like to talk about today?")], Met.YES, None),
        (S.AGENDA, [CLOSED], Met.NEARLY, "agenda"),
        (S.AGENDA, [("RB:ordering", "Sit down and listen."), ("SK", "Where shall we begin?")], Met.NO, "no_roadblock"),
    ],
)  # fmt: skip
def test_the_rule_of_a_drill(skill: Skill, units: list[UnitLike], met: Met, missing: str | None) -> None:
    found = verdict(skill, *units)

    assert (found.met, found.missing) == (met, missing)


@pytest.mark.parametrize(
    ("step", "units", "met", "missing"),
    [
        (Step.ELICIT, [ASKED], Met.YES, None),
        (Step.ELICIT, [("OQ", "What do you know about it?")], Met.YES, None),
        (Step.ELICIT, [FACT, MAKE], Met.NEARLY, "tells_nothing"),
        (Step.ELICIT, [CLOSED], Met.NEARLY, "elicits_first"),
        (Step.PROVIDE_ELICIT, [FACT, MAKE], Met.YES, None),
        (Step.PROVIDE_ELICIT, [FACT], Met.NEARLY, "elicits_after"),
        (Step.PROVIDE_ELICIT, [MAKE], Met.NO, "provides"),
        (Step.ELICIT_PROVIDE_ELICIT, [ASKED, FACT, MAKE], Met.YES, None),
        (Step.ELICIT_PROVIDE_ELICIT, [FACT, MAKE], Met.NEARLY, "elicits_first"),
        (Step.ELICIT_PROVIDE_ELICIT, [ASKED, FACT], Met.NEARLY, "elicits_after"),
    ],
)
def test_the_parts_of_elicit_provide_elicit(step: Step, units: list[UnitLike], met: Met, missing: str | None) -> None:
    found = verdict(Skill.ELICIT_PROVIDE_ELICIT, *units, step=step)

    assert (found.met, found.missing) == (met, missing)


def test_a_doubtful_tag_that_decides_makes_no_verdict() -> None:
    found = verdict(S.REFLECT_AND_ASK, WORDS, ("OQ", "And what then?", "CQ"))

    assert (found.met, found.missing) == (Met.UNSURE, "tag")
    assert "an open question or a closed question" in found.why


def test_a_doubtful_tag_that_could_mend_a_miss_makes_no_verdict_either() -> None:
    assert verdict(S.SIMPLE_REFLECTION, ("CQ", "Your lad's at the window?", "SR")).met is Met.UNSURE


def test_a_doubtful_tag_that_decides_nothing_is_let_be() -> None:
    assert verdict(S.SIMPLE_REFLECTION, ("SR", "Your lad is waiting there.", "CR")).met is Met.YES
    assert verdict(S.REFLECT_AND_ASK, ("CQ", "Friday?", "OQ")).met is not Met.YES


def test_in_doubt_it_is_no_roadblock_and_earns_nothing_either() -> None:
    beside = verdict(S.AUTONOMY, ("EA", "That is your choice."), ("GI", "The court fixed the rest.", "RB:warning"))
    alone = verdict(S.SIMPLE_REFLECTION, ("SR", "The pub and the window.", "RB:judging"))

    assert beside.met is Met.YES
    assert alone.met is Met.UNSURE


def test_a_doubtful_roadblock_is_no_refusal() -> None:
    assert verdict(S.SIMPLE_REFLECTION, WORDS, ("RB:advising", "Home first, then.", "NC")).met is Met.UNSURE


def test_an_affirmation_where_a_reflection_was_asked_is_not_refused() -> None:
    assert verdict(S.COMPLEX_MEANING, ("AF", "You want to be a father he can count on.")).met is Met.YES
    assert verdict(S.SIMPLE_REFLECTION, ("AF", "You want to be a father he can count on.")).met is Met.UNSURE
    assert verdict(S.COMPLEX_MEANING, ("AF", "You have a kind heart.")).met is Met.UNSURE
    assert verdict(S.COMPLEX_MEANING, ("AF", "You want to be a father he can count on."), CLOSED).met is Met.NEARLY


def test_an_affirmation_on_the_change_side_reflects_it() -> None:
    assert verdict(S.REFLECTING_CHANGE_TALK, ("AF", "You want to be a dad he can count on.")).met is Met.YES
    assert verdict(S.REFLECTING_CHANGE_TALK, ("AF", "You work hard for your Fridays at the pub.")).met is not Met.YES


def test_where_an_affirmation_was_asked_a_reflection_of_a_strength_is_not_refused() -> None:
    found = verdict(S.AFFIRMATION, ("CR", "You notice what your boy does."))

    assert found.met is Met.UNSURE
    assert "a complex reflection or an affirmation" in found.why
    assert verdict(S.AFFIRMATION, SUSTAIN).met is Met.NO


def test_a_guess_at_a_motive_that_is_written_beneath_the_line_reflects() -> None:
    ashamed = ("RB:interpreting", "You're ashamed when you let him down.")
    hidden = ("RB:interpreting", "Your lad at the window reminds you of someone.")
    far = ("RB:interpreting", "It all goes back to something else.")

    assert verdict(S.COMPLEX_FEELING, ashamed).met is Met.YES
    assert verdict(S.SIMPLE_REFLECTION, hidden).met is Met.UNSURE
    assert verdict(S.SIMPLE_REFLECTION, far).met is Met.NO


def test_blaming_oneself_is_no_roadblock_and_an_insult_stays_one() -> None:
    blame = ("RB:moralising", "I ought to have told you sooner.", "NC")
    insult = ("RB:judging", "You're pathetic, but that was my mistake.", "NC")

    assert verdict(S.DISCORD, WORDS, blame).met is Met.YES
    assert verdict(S.DISCORD, WORDS, insult).met is not Met.YES


@pytest.mark.parametrize(
    ("reply_", "met"),
    [
        ("I'm sorry, I should have rung you.", Met.YES),
        ("I'm sorry, my caseload is full at the moment.", Met.NEARLY),
        ("I'm sorry, I was on the phone.", Met.NEARLY),
        ("I'm sorry, I've got about sixty people to see.", Met.NEARLY),
    ],
)
def test_an_apology_that_slides_into_an_excuse_comes_near(reply_: str, met: Met) -> None:
    assert verdict(S.DISCORD, ("NC", reply_)).met is met


def test_an_offer_does_not_ask_what_somebody_makes_of_it() -> None:
    step = Step.PROVIDE_ELICIT
    assert verdict(S.ELICIT_PROVIDE_ELICIT, FACT, ("SK", "Shall I print it for you?"), step=step).met is Met.NEARLY
    assert verdict(S.ELICIT_PROVIDE_ELICIT, FACT, ("SK", "Does that sound right to you?"), step=step).met is Met.YES
    leave = ("SK", "Would you like me to tell you?")
    assert verdict(S.ELICIT_PROVIDE_ELICIT, leave, step=Step.ELICIT).met is Met.YES


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("nobody has asked you yet to come", 1),
        ("you like it, yet you go home", 2),
        ("you like it and yet you go home", 2),
        ("he waits up even though it is late", 1),
        ("It is hard, though.", 1),
    ],
)
def test_clauses_are_parted_by_joining_words_only(text: str, parts: int) -> None:
    assert len(clauses(text)) == parts


def test_what_follows_the_change_side_in_words_of_its_own_leaves_it_last() -> None:
    tail = ("CR", "The pub of a Friday is yours, and your lad waits up at the window, and that gets to you.")
    turned = ("CR", "Your lad waits up at the window, and the pub of a Friday is yours.")

    assert verdict(S.DOUBLE_SIDED, tail).met is Met.YES
    assert verdict(S.DOUBLE_SIDED, turned).met is Met.NEARLY


def test_a_choice_about_what_the_order_bars_is_not_truthful() -> None:
    made = drill(S.AUTONOMY)
    barred = replace(made.prompts[0], client="I can't see Bryn till May, it's in my order.")
    judge = Judge(replace(made, prompts=(barred, *made.prompts[1:])))

    assert judge.verdict(barred, reply(("EA", "It's up to you whether you see him."))).missing == "truthful"
    assert judge.verdict(barred, reply(("EA", "It's up to you what you do until then."))).met is Met.YES


def test_a_fact_that_may_be_told_is_information() -> None:
    made = drill(S.ELICIT_PROVIDE_ELICIT, step=Step.PROVIDE_ELICIT)
    prompt = replace(made.prompts[0], facts=("No scheme catches every shop.",))
    judge = Judge(replace(made, prompts=(prompt, *made.prompts[1:])))
    told = ("RB:reassuring", "No scheme catches every shop.", "GI")

    assert judge.verdict(prompt, reply(told, MAKE)).met is Met.YES


def test_words_of_one_sense_meet() -> None:
    assert telling("his mother rang") == telling("his mum phoned")
    assert telling("he came and wrote") == telling("coming, writing")


@pytest.mark.parametrize("skill", Skill)
def test_an_echo_of_the_client_is_never_met(skill: Skill) -> None:
    step = Step.ELICIT if skill is S.ELICIT_PROVIDE_ELICIT else None
    for code in ("SR", "CR", "OQ", "AF", "SK", "EA"):
        found = verdict(skill, (code, CLIENT), step=step)
        assert (found.met, found.missing) == (Met.NO, "own_words")


@pytest.mark.parametrize("skill", Skill)
def test_a_sure_hard_roadblock_is_never_met(skill: Skill) -> None:
    step = Step.ELICIT_PROVIDE_ELICIT if skill is S.ELICIT_PROVIDE_ELICIT else None
    good: list[UnitLike] = [
        CHANGE,
        ("AF", "You notice what your boy does."),
        ASKED,
        FACT,
        MAKE,
        ("EA", "It's for you."),
    ]
    for unit in good:
        assert verdict(skill, unit, ("RB:warning", "Or it's back to court."), step=step).met is Met.NO
    assert verdict(skill, *good, ("RB:warning", "Or it's back to court."), step=step).met is Met.NO


def test_the_deepest_thing_picked_up_is_named() -> None:
    assert verdict(S.SIMPLE_REFLECTION, WORDS).depth == "words"
    assert verdict(S.SIMPLE_REFLECTION, FEELING).depth == "feeling"
    assert verdict(S.SIMPLE_REFLECTION, VALUE).depth == "value"
    assert verdict(S.AFFIRMATION, ("AF", "You notice what your boy does.")).depth == "strength"
    assert verdict(S.AGENDA, OPEN).depth is None


def test_a_verdict_begins_with_what_worked() -> None:
    assert verdict(S.SIMPLE_REFLECTION, WORDS, OPEN).why.split(";")[0] in [
        wording.format(name="Danny") for wording in phrases()["worked.reflected"]
    ]
    assert verdict(S.SIMPLE_REFLECTION, ADVICE).why.startswith("You wanted to help;")
    # Whether it says anything back is in doubt, so nothing is said of listening.
    assert verdict(S.SIMPLE_REFLECTION, ("SR", "Gravel, and plenty of it.")).why.startswith("It has the shape of a ")
    assert verdict(S.SIMPLE_REFLECTION, PRAISE).why.startswith("It sounds as if you wanted to encourage Danny;")


def test_there_is_a_sentence_for_everything_that_can_be_asked_and_met() -> None:
    asks = {ask.name for rule in (*RULES.values(), *STEPS.values()) for ask in rule.asks}
    assert {f"missing.{name}" for name in asks} <= phrases().keys()
    assert {f"met.{skill.value}" for skill in Skill} <= phrases().keys()
    assert {f"{part}.{step.value}" for part in ("met", "step") for step in Step} <= phrases().keys()


@pytest.mark.parametrize("name", sorted(phrases()))
def test_sentences_are_plain_british_and_never_a_mark(name: str) -> None:
    for text in phrases()[name]:
        assert text == text.strip()
        assert not re.search(r"\bwrong\b|\bfail|incorrect|offender|!|\b(color|behavior|recogniz|emphasiz)", text)
        whole = name.startswith(("met.", "missing.", "unsure.", "step."))
        assert not whole or text.endswith((".", "?"))
        assert not name.startswith("worked.") or text[-1].isalpha() or text.endswith("}")


def test_names_and_quotations_are_never_parsed() -> None:
    found = verdict(S.REFLECT_AND_ASK, WORDS, ("OQ", "And {name} %s {0}, what then?", "CQ"))
    assert "{name} %s {0}" in found.why


def test_a_verdict_is_plain_data_for_documents() -> None:
    found = verdict(S.SIMPLE_REFLECTION, WORDS, OPEN).to_dict()
    assert found["met"] == "nearly"
    assert found["missing"] == "no_question"
    assert [unit["code"] for unit in found["units"]] == ["SR", "OQ"]


@pytest.mark.parametrize(
    "units",
    [
        [("RB:reassuring", "Oh stop whining, we've all got problems.")],
        [("NC", "That's your problem, not mine."), ("EA", "You chose this.")],
        [("AF", "You know it."), ("RB:labelling", "You're a bloody idiot.")],
    ],
)
def test_nothing_kind_is_read_into_an_insult(units: list[UnitLike]) -> None:
    assert verdict(S.SIMPLE_REFLECTION, *units).why.startswith("You answered Danny;")


def test_beside_an_insult_a_reflection_still_counts_as_what_worked() -> None:
    assert not verdict(S.SIMPLE_REFLECTION, WORDS, ("RB:ordering", "Shut up.")).why.startswith("You answered")
    assert not verdict(S.SIMPLE_REFLECTION, ("SR", "They told you: get a grip."), ADVICE).why.startswith("You answered")
