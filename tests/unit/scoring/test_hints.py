"""Hints in steps: what just happened, which skill, a beginning, whole replies."""

import pytest

from mi_coach.domain.notes import HintStep
from mi_coach.domain.scenario import Client, Expects, Line, Mark, Role
from mi_coach.domain.session import ClientTurn
from mi_coach.domain.talk import TalkCode, TalkSegment, TalkType
from mi_coach.scoring.hints import Hint, hints
from mi_coach.scoring.phrases import phrases
from tests.unit.scoring import chance

DANNY = Client("Danny", 29, "he")
REPLIES = {
    "open": "What would the spring be like with that behind you?",
    "complex": "You can see yourself getting up in the morning without that hanging over you.",
    "simple": "You want it done.",
    "affirm": "You kept every appointment on foot, in all that rain.",
}


def steps(
    *talk: TalkSegment, text: str = "I'd like it behind me. The bus is no good.", **fields: object
) -> dict[HintStep, Hint]:
    line = Line("x", text, talk=talk, **({"replies": REPLIES} | fields))
    return {h.step: h for h in hints(ClientTurn("x", text, talk), line, DANNY)}


CHANGE = TalkSegment(TalkCode.CT, TalkType.DESIRE, 3, "I'd like it behind me.")
SUSTAIN = TalkSegment(TalkCode.ST, TalkType.REASON, 3, "The bus is no good.")
DISCORD = TalkSegment(TalkCode.DIS, None, 3)


def test_all_four_steps_come_in_order() -> None:
    assert list(steps(CHANGE)) == list(HintStep)


def test_the_first_says_what_just_happened_in_the_lines_own_words() -> None:
    both = steps(CHANGE, SUSTAIN)[HintStep.HEARD].lines

    assert both[0] == "“I'd like it behind me.” leans towards change (change talk): a wish."
    assert both[1].startswith("“The bus is no good.” leans towards staying the same (sustain talk)")
    assert "both sides" in both[2]
    strain = steps(DISCORD)[HintStep.HEARD].lines
    assert "strain (discord)" in strain[0]
    assert "“I'd like it behind me. The bus is no good.”" in strain[0]
    assert steps()[HintStep.HEARD].lines[0] in {
        text.replace("{name}", "Danny").replace("{their}", "his") for text in phrases()["hint_heard.neutral"]
    }


@pytest.mark.parametrize(
    ("talk", "fields", "skill"),
    [
        ((CHANGE,), {}, "side that leans towards change"),
        ((TalkSegment(TalkCode.CT, TalkType.TAKING_STEPS),), {}, "what comes next"),
        ((SUSTAIN,), {}, "without arguing"),
        ((DISCORD, CHANGE), {}, "feeling in it"),
        ((CHANGE, SUSTAIN), {}, "double-sided"),
        ((), {}, "beneath the words"),
        ((), {"strengths": ("came on foot",)}, "affirmation"),
        ((CHANGE,), {"expects": (Expects.LIMITS,)}, "who decides"),
        ((CHANGE,), {"marks": (Mark.RISK,)}, "what worries them"),
        ((), {"role": Role.FALLBACK, "replies": {}}, "plainer words"),
    ],
)
def test_the_skill_fits_the_line(talk: tuple[TalkSegment, ...], fields: dict, skill: str) -> None:
    assert skill in steps(*talk, **fields)[HintStep.SKILL].lines[0]


def test_the_stem_is_how_a_model_reply_begins_and_leaves_the_rest_to_be_found() -> None:
    found = steps(CHANGE)[HintStep.STEM].lines

    assert found[0] == "You could begin: “You can see yourself …”"
    assert found[1] == "Or: “What would the spring …”"
    short = steps(SUSTAIN, replies={"simple": "You want it done."})[HintStep.STEM].lines
    assert short[0] == "You could begin: “As things are, …”"


def test_a_stem_does_not_end_where_a_clause_begins() -> None:
    said = "Work and money you can hand over and be done with."
    asked = "When it gets late, you go where?"

    assert "Work and money …" in steps(CHANGE, replies={"complex": said})[HintStep.STEM].lines[0]
    assert "When it gets late …" in steps(CHANGE, replies={"complex": asked})[HintStep.STEM].lines[0]


def test_the_last_step_has_every_model_reply_the_fitting_skill_first() -> None:
    lines = steps(CHANGE)[HintStep.MODEL].lines

    assert lines[0] == f"Complex reflection: “{REPLIES['complex']}”"
    assert len(lines) == len(REPLIES)
    assert all(any(text in line for line in lines) for text in REPLIES.values())


def test_without_model_replies_there_are_three_steps() -> None:
    assert list(steps(CHANGE, replies={})) == list(HintStep)[:3]
    assert [h.step for h in hints(ClientTurn(None, "Well.", None), None, DANNY)] == list(HintStep)[:3]


def test_every_line_of_every_case_has_its_hints() -> None:
    seen = 0
    for scenario in chance.scenarios():
        for line in scenario.lines:
            found = hints(ClientTurn(line.id, line.text, line.talk), line, scenario.client)
            assert [h.step for h in found] == list(HintStep)[: 4 if line.replies else 3]
            assert all(h.lines and h.title for h in found)
            said = " ".join(text for h in found for text in h.lines)
            assert "{" not in said
            seen += 1
    assert seen > 1000
