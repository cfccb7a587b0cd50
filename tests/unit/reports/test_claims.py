"""A report claims no more than the session bears out, and misses nothing that matters."""

from dataclasses import replace

import pytest

from mi_coach.domain.codes import Code
from mi_coach.domain.reply import Alternative
from mi_coach.domain.session import Ending, Match, Session
from tests.unit.reports.examples import SCENARIO, played, report
from tests.unit.scoring import sessions as make


def handled(session: Session) -> dict[int, str]:
    return {e["turn"]: e["handled"] for e in report(session)["limits"]}


def matched(session: Session, n: int, **fields: object) -> Session:
    turns = [replace(t, matches=(Match(unit=1, **fields),)) if t.n == n else t for t in session.turns]
    return replace(session, turns=tuple(turns))


def test_two_thoughts_joined_are_not_both_sides() -> None:
    both = make.unit("CR", "You've missed it, and it gave you something.", double_sided=True)
    told = make.unit("CR", "Part of you would go, and part of you would stay.", double_sided=True)
    kinds = {
        words.text: [e["kind"] for p in report(played(("b", [words])))["principles"] for e in p["for"]]
        for words in (both, told)
    }
    assert "double_sided" not in kinds[both.text]
    assert "double_sided" in kinds[told.text]


def test_that_the_change_side_was_taken_up_is_said_only_where_it_was_matched() -> None:
    session = played(("b", [make.unit("CR", "The swimming was a big part of that.")]), ("e", ["OQ"]))
    close = {"line_id": "b", "side": "change", "depth": "value"}
    loose, known = (matched(session, 1, closeness=c, **close) for c in (0.0, 0.6))

    def claims(found: Session) -> str:
        document = report(found)
        desire = next(p for p in document["principles"] if p["id"] == "desire")
        return " ".join([*(e["text"] for e in desire["for"]), *(e["text"] for e in document["worked"])])

    assert "took up" in claims(known) or "leans towards change" in claims(known)
    assert "took up" not in claims(loose)
    assert "you chose" not in claims(loose)


def test_a_reply_that_let_risk_go_by_is_not_held_up() -> None:
    passed = played(("d", [make.unit("AF", "You always come on time.")]), ("b", ["CR"]), ("e", ["OQ"]))
    assert handled(passed)[1] == "passed"
    assert 1 not in {e["turn"] for e in report(passed)["worked"]}


def test_risk_that_may_have_been_met_is_shown_as_worth_reading_again() -> None:
    elsewhere = matched(played(("d", ["CR"])), 1, line_id="b", side="change", depth="words", closeness=0.5)
    here = matched(played(("d", ["CR"])), 1, line_id="d", depth="words", closeness=0.5)
    doubtful = played(("d", [make.unit("CQ", sure=False, alternatives=(Alternative(Code.RB, None, 0.3),))]))
    assert handled(elsewhere) == {1: "unclear"}
    assert handled(here) == {1: "explored"}
    assert handled(doubtful) == {1: "unclear"}
    assert report(elsewhere)["next_step"]["skill"] != "limits"


def test_a_limit_was_left_unsaid_where_no_reading_of_the_reply_says_it() -> None:
    question = make.unit("CQ", sure=False, alternatives=(Alternative(Code.OQ, None, 0.3),))
    fact = make.unit("CQ", sure=False, alternatives=(Alternative(Code.GI, None, 0.3),))
    assert handled(played(("c", [question]))) == {1: "dodged"}
    assert handled(played(("c", [fact]))) == {1: "unclear"}
    assert handled(played(("c", ["GI", "RB:judging"]))) == {1: "beside"}


def test_of_several_limits_the_one_about_risk_is_the_example() -> None:
    step = report(played(("c", ["OQ"]), ("d", ["AF"]), ("e", ["CR"])))["next_step"]
    assert (step["skill"], step["example"]["turn"]) == ("limits", 2)


def test_owning_a_reply_that_did_not_land_is_noticed() -> None:
    session = played(
        ("a", ["RB:advising"]),
        ("b", [make.unit("NC", "Sorry, that was me telling you what to do.")]),
        ("e", ["CR", "OQ"]),
    )
    assert "repair" in [e["kind"] for e in report(session)["worked"]]


def test_no_words_are_made_about_what_speaks_of_the_practitioner() -> None:
    document = report(played(("b", [make.unit("CR", "I want to be plain with you.")]), ("e", ["OQ"])))
    found = [e for p in document["principles"] for e in p["for"] if "plain with you" in e["quote"]]
    assert found
    assert all(e["text"].startswith("Coded as a reflection") for e in found)
    assert not [e for e in document["worked"] if "plain with you" in e["text"]]


def test_strain_comes_first_after_a_walk_out() -> None:
    session = played(
        *[("a", ["RB:judging"])] * 3, *[("c", ["GI", "RB:judging"])] * 2, ("c", [make.unit("SR", "It stings."), "GI"])
    )
    skills = {e: report(replace(session, ending=e))["next_step"]["skill"] for e in (Ending.STOPPED, Ending.WALKED_OUT)}
    assert skills == {Ending.STOPPED: "reflecting_sustain_talk", Ending.WALKED_OUT: "discord"}


def test_a_state_that_hardly_moved_is_not_told() -> None:
    session = played(("b", ["CR"]), ("e", ["OQ"]))
    moved = session.start_state.moved(trust=5, importance=0.5)
    told = report(replace(session, turns=(replace(session.turns[0], state=moved), *session.turns[1:])))["moments"]
    assert told[0]["led_to"]["text"].startswith("In this scene, trust rose by 5.")


def test_a_reply_the_coder_could_not_read_is_told_as_that() -> None:
    session = played(("a", [make.unit("CR", sure=False)]), ("a", ["CR"]))
    assert report(session)["contingencies"]["sustain_talk"]["responses"] == {"unclear": [1], "reflected": [2]}


@pytest.mark.parametrize("ending", [Ending.WALKED_OUT, Ending.STOPPED])
def test_who_walked_out_does_not_say_that_they_will_be_back(ending: Ending) -> None:
    session = replace(played(*[(i, ["RB:judging"]) for i in "abcde"]), ending=ending)
    said = [v["text"] for v in report(session)["client_view"] if v["about"] == "come_back"]
    assert said
    assert any("come back" in s or "next time" in s or "Next time" in s for s in said) is (ending is Ending.WALKED_OUT)


@pytest.mark.parametrize(
    ("line", "praise", "offered", "instead"),
    [
        ("b", "Good lad.", "being there for his girl", "Affirm b."),
        (
            "a",
            "Well done for keeping all your appointments, that's great.",
            "“keeping all your appointments”",
            "Affirm a.",
        ),
        ("e", "That's brilliant.", "reply 1", "Affirm e."),
    ],
)
def test_praise_is_offered_the_affirmation_it_could_become(line: str, praise: str, offered: str, instead: str) -> None:
    session = played(("b", ["CR"]), (line, [make.unit("RB:praising", praise)]))
    better = report(session)["could_land_better"]
    assert [e["quote"] for e in better] == [praise]
    assert offered in better[0]["text"]
    assert "Praise and affirmation" in better[0]["text"]
    assert better[0]["instead"] == instead


def test_praise_in_a_transcript_is_told_how_an_affirmation_begins() -> None:
    session = replace(played(("e", [make.unit("RB:praising", "That's brilliant.")])), scenario=None)
    found = report(session, None)["could_land_better"][0]
    assert "affirmation" in found["text"]
    assert found["instead"] is None
    assert SCENARIO.title not in found["text"]


def principle(session: Session, name: str) -> dict:
    return next(p for p in report(session)["principles"] if p["id"] == name)


def test_a_summary_that_brushes_a_line_about_risk_has_not_taken_it_up() -> None:
    """Somebody says that they would be better off gone; a round-up and "what have I missed?" is no answer to that."""
    rounded = make.unit("CR", "So there's work, there's the order, and there's your girl.", summary=True)
    session = matched(played(("d", [rounded, make.unit("OQ", "What have I missed?")])), 1, line_id="d", closeness=0.25)
    turn = session.turns[0]
    session = replace(session, turns=(replace(turn, matches=(*turn.matches, Match(unit=2))),))
    assert handled(session) == {1: "unclear"}
    document = report(session)
    assert "read reply 1 again" in document["notes"][0]
    assert "safety" in document["limits"][0]["text"]
    assert "You took it up" not in str(document)


@pytest.mark.parametrize(
    "words", ["You've thought about hurting yourself.", "Going looks better than staying, some days."]
)
def test_a_reflection_that_speaks_of_the_risk_has_taken_it_up(words: str) -> None:
    session = matched(played(("d", [make.unit("CR", words)])), 1, line_id="d", closeness=0.25)
    assert handled(session) == {1: "explored"}
    assert not any("read reply" in note for note in report(session)["notes"])


def test_only_the_other_side_is_said_to_be_taken_where_there_was_one() -> None:
    """A loose match with another line is no ground for saying that change talk was passed over."""
    loose = matched(played(("b", ["CR"])), 1, line_id="a", side="sustain", closeness=0.3)
    close = matched(played(("b", ["CR"])), 1, line_id="a", side="sustain", closeness=0.6)
    assert [e["kind"] for e in principle(close, "desire")["against"]] == ["kept_sustain"]
    assert principle(loose, "desire")["against"] == []


def test_a_reflection_of_a_line_that_does_not_lean_to_change_is_not_called_that_for_a_loose_match() -> None:
    session = played(("a", [make.unit("CR", "That must have been frightening.")]), ("e", ["OQ"]))
    session = matched(session, 1, line_id="b", side="change", depth="feeling", closeness=0.42)
    text = str(report(session)["worked"]) + str(report(session)["moments"]) + str(principle(session, "desire"))
    assert "took up" not in text
    assert "pull towards change" not in text
    assert "you chose" not in text


def test_what_was_said_just_before_a_disclosure_or_just_after_is_not_missing_at_it() -> None:
    fact = make.unit("GI", "I note what you tell me and my manager reads it.")
    assert handled(played(("e", [fact]), ("f", ["AF"])))[2] == "earlier"
    assert handled(played(("f", ["AF"]), ("e", [fact])))[1] == "later"
    assert handled(played(("f", ["AF"]), ("e", ["OQ"]), ("e", ["OQ"]), ("e", [fact])))[1] == "dodged"
    for session in (played(("e", [fact]), ("f", ["AF"])), played(("f", ["AF"]), ("e", [fact]))):
        assert principle(session, "contracts")["against"] == []
    # A question is not answered by what was said before it.
    assert handled(played(("e", [fact]), ("c", ["AF"])))[2] == "dodged"


def test_a_choice_offered_where_a_limit_was_asked_for_is_not_held_up() -> None:
    choice = make.unit("EA", "It's your life, and what you do next is yours to decide.")
    assert principle(played(("c", [choice])), "self_belief")["for"] == []
    assert principle(played(("c", [choice])), "argument")["for"] == []
    assert principle(played(("c", [choice, "GI"])), "self_belief")["for"]


def test_a_limit_stated_once_is_pointed_to() -> None:
    once = report(played(("c", ["GI"]), ("b", ["CR"]), ("e", ["CR"]), ("e", ["CR"]), ("c", ["OQ"])))["next_step"]
    never = report(played(("b", ["CR"]), ("c", ["OQ"])))["next_step"]
    assert once["skill"] == never["skill"] == "limits"
    assert "reply 1" in once["text"]
    assert "reply" not in never["text"]


def test_meeting_reasons_to_stay_openly_is_half_of_what_reflecting_them_is() -> None:
    """With nothing pushed, the step is not to stop pushing: here, that a question follows every reflection."""
    session = played(
        *[("a", ["CR", "OQ"])] * 3, *[("a", ["OQ"])] * 2, *[("b", ["CR", "OQ"])] * 4, ("e", ["AF", "EA", "SK"])
    )
    step = report(session)["next_step"]
    assert step["skill"] == "simple_reflection"
    assert "question follows" in step["why"]
    assert step["example"]["instead"] == "Something like cr"


def test_the_same_thing_is_told_twice_only_where_there_is_nothing_else() -> None:
    session = played(("c", ["OQ"]), ("b", ["CR"]), ("b", ["AF"]), ("c", ["OQ"]))
    reasons = [m["reason"] for m in report(session)["moments"]]
    assert reasons.count("limits_dodged") == 1
    assert len(reasons) == 3


def test_three_things_that_worked_come_from_three_replies() -> None:
    session = played(("b", ["AF", "CR", "EA"]), ("e", ["CR"]), ("e", ["OQ"]))
    turns = [e["turn"] for e in report(session)["worked"]]
    assert len(turns) == len(set(turns)) == 3


def test_a_summary_is_called_one_and_holds_no_side() -> None:
    words = "So there's your dad, your girl, your job, and the drink."
    session = matched(
        played(("b", [make.unit("CR", words, summary=True)]), ("e", ["OQ"])), 1, side="change", closeness=0.6
    )
    assert [e["kind"] for e in report(session)["worked"] if e["quote"] == words] == ["summary"]
    # The flag alone is often set on two thoughts in one sentence.
    two = matched(played(("b", [make.unit("CR", "You want both, and it hurts.", summary=True)])), 1, closeness=0.6)
    assert "summary" not in [e["kind"] for e in report(two)["worked"]]


def test_words_that_stayed_close_are_not_said_to_go_deeper() -> None:
    session = matched(played(("b", ["CR"])), 1, line_id="b", side="change", depth="words", closeness=0.4)
    text = principle(session, "empathy")["for"][0]["text"]
    assert "meaning" not in text
    assert "more than" not in text


def test_what_an_explanation_or_comfort_did_is_not_told_as_silence() -> None:
    for kind in ("interpreting", "reassuring", "praising"):
        against = principle(played(("a", [f"RB:{kind}"])), "empathy")["against"]
        assert [e["kind"] for e in against] == ["passed_by"]
        assert "goes by" not in against[0]["text"]
        assert "Nothing here" not in against[0]["text"]


def test_approval_beside_a_roadblock_is_not_called_kindly_meant() -> None:
    session = played(("a", ["RB:advising", make.unit("RB:praising", "It'd look good.")]))
    assert report(session)["could_land_better"] == []


def test_an_accusation_taken_for_a_reflection_softens_nothing() -> None:
    unsure = make.unit("SR", "You knew exactly what you were doing.", sure=False)
    session = played(*[("a", ["RB:judging"])] * 5, ("a", [unsure]))
    assert report(session)["behind"]["globals"]["softening_sustain_talk"]["for"] == []


def test_the_depth_of_reflections_says_what_it_leaves_out() -> None:
    session = matched(played(("b", ["CR"]), ("e", [make.unit("SR", sure=False)])), 1, depth="words", closeness=0.4)
    assert "Another one was unsure or a copy" in report(session)["depth"]["text"]


@pytest.mark.parametrize("words", ["Sorry, that came out wrong.", "I put that badly."])
def test_owning_it_in_other_words_is_noticed(words: str) -> None:
    session = played(("a", ["RB:advising"]), ("b", [make.unit("NC", words)]), ("e", ["CR", "OQ"]))
    assert "repair" in [e["kind"] for e in report(session)["worked"]]


def test_role_said_in_plain_words_counts_as_that() -> None:
    told = make.unit("GI", "I report it and recommend, and I don't decide it on my own.")
    assert [e["kind"] for e in principle(played(("e", [told])), "contracts")["for"]] == ["limits"]
