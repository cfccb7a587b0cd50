"""Scores worked out by hand, the order of kinds of practice, and gaming."""

import pytest

from mi_coach.domain.session import Match, Session
from mi_coach.scoring.counts import count
from mi_coach.scoring.overall import overall
from mi_coach.scoring.principles import principles
from mi_coach.scoring.reading import knows_talk, read
from mi_coach.scoring.words import is_copy
from tests.unit.scoring import sessions as make

LINES = [
    ("I only drove because she was going on at me that night.", ["ST"]),
    ("You lot never listen to a word I say in here anyway.", ["DIS"]),
    ("I do want to be there for my little girl, mind.", ["CT"]),
    ("Part of me knows it has to stop, but it is how I switch off.", ["CT", "ST"]),
    ("I went to work on the Monday as usual and that was that.", ["FN"]),
]


def practice(*replies: list, talk: bool = True, length: int = 15) -> Session:
    """Cycles replies over lines of every sort."""
    made = []
    for n in range(length):
        text, codes = LINES[n % len(LINES)]
        made.append(make.turn(1, replies[n % len(replies)], text, codes if talk else None))
    return make.session(made)


def scored(session: Session):
    readings, known = read(session), knows_talk(session)
    five = principles(readings, known)
    return overall(readings, count(r.units for r in readings), five, known), {p.id: p for p in five}


SKILLED = (["CR"], ["CR", "EA"], ["CR", "OQ"], ["SR", "AF"], ["SK", "SR"], ["CR", "OQ"])
MIXED = (["SR"], ["CQ"], ["OQ"], ["RB:advising"], ["SR", "CQ"], ["GI"], ["RB:reassuring"])
CLOSED = (["CQ"], ["CQ", "CQ"], ["NC", "CQ"])
BLOCKING = (["RB:ordering"], ["RB:judging"], ["RB:persuading"], ["RB:warning"], ["RB:probing"], ["CQ"])


@pytest.mark.parametrize("talk", [True, False])
def test_kinds_of_practice_come_in_order(talk: bool) -> None:
    marks = [scored(practice(*replies, talk=talk))[0].score for replies in (SKILLED, MIXED, CLOSED, BLOCKING)]
    assert marks == sorted(marks, reverse=True)
    assert len(set(marks)) == 4
    assert marks[0] >= 70 > marks[1] >= 40 > marks[2]


def test_worked_example_without_talk() -> None:
    # Ten replies: 4 reflect (SR), 2 ask an open question, 2 give unasked information, 1 advises, 1 affirms.
    replies = [["SR"]] * 4 + [["OQ"]] * 2 + [["GI"]] * 2 + [["RB:advising"]] + [["AF"]]
    found, five = scored(make.plain(*replies, talk=None))
    # Ten replies are filled up to twelve. Empathy: good 4 x .8 of 12, of .6; bad 2 x .4 + 1 of 12, of .6.
    assert five["empathy"].exact == pytest.approx(3 + 2 * 3.2 / 12 / 0.6 - 2 * 1.8 / 12 / 0.6)
    # Self-belief: 1 of 12 for (of .25), 1 of 12 against (of .3).
    assert five["self_belief"].exact == pytest.approx(3 + 2 / 12 / 0.25 - 2 / 12 / 0.3)
    # Contracts: no purpose by reply 4; nothing else.
    assert five["contracts"].exact == pytest.approx(2.5)
    assert five["desire"].exact is None
    assert five["argument"].exact is None
    means = sum((five[k].exact - 1) / 4 for k in ("contracts", "empathy", "self_belief")) / 3
    listening = (0.4 - 0.3 + 0.5) / 1
    share = min(1, 4 / 6 / (2 / 3))
    adherence = 0.5 + 0.5 * 0.1 / 0.2 - 0.1 / 0.3
    assert found.score == round(100 * (0.4 * means + 0.3 * listening + 0.15 * share + 0.15 * adherence))


def test_copying_back_is_no_reflection() -> None:
    copied = [
        make.turn(1, [make.unit("SR", text), make.unit("OQ", "What else?")], text, codes) for text, codes in LINES * 3
    ]
    found, five = scored(make.session(copied))
    assert found.score is not None
    assert found.score < 70
    assert five["empathy"].score is None or five["empathy"].score <= 3
    assert all(p.kind != "simple" for p in five["empathy"].good)


def test_affirming_alone_is_not_above_fair() -> None:
    found, five = scored(practice(["AF"]))
    assert found.score is not None
    assert 40 <= found.score < 70
    assert five["self_belief"].score == 5


def test_the_ceiling_is_said() -> None:
    found, _ = scored(practice(["CR", "AF", "EA", "SK"]))
    assert (found.score, found.capped) == (69, True)


@pytest.mark.parametrize(
    ("mine", "theirs", "copy"),
    [
        ("You only drove because she was going on at you that night.", LINES[0][0], True),
        ("You felt pushed into it by the row.", LINES[0][0], False),
        ("You're tired.", "I'm tired.", False),
        ("So part of you knows it has to stop, but it is how you switch off.", LINES[3][0], True),
    ],
)
def test_copies(mine: str, theirs: str, copy: bool) -> None:
    assert is_copy(mine, theirs) is copy


def test_one_reflection_of_sustain_talk_serves_empathy_and_argument_but_not_desire() -> None:
    readings = read(make.session([make.turn(1, ["SR"], *LINES[0])]))
    found = {p.id: p for p in principles(readings, True)}
    assert [p.kind for p in found["empathy"].good] == ["simple"]
    assert [p.kind for p in found["argument"].good] == ["rolled"]
    assert found["desire"].good == ()


def test_taking_only_the_sustain_side_of_a_line_with_change_talk_counts_against_desire() -> None:
    turn = make.turn(1, ["SR"], *LINES[3])
    sided = make.session([make.replace(turn, matches=(Match(unit=1, side="sustain"),))])
    assert [p.kind for p in principles(read(sided), True)[2].bad] == ["kept_sustain"]


def test_a_threat_counts_against_contracts_and_the_same_limit_said_neutrally_for_it() -> None:
    said = make.unit("GI", "After two missed appointments I have to tell the court.")
    neutral = principles(read(make.plain([said])), True)[0]
    threat = principles(read(make.plain(["RB:warning"])), True)[0]
    assert [p.kind for p in neutral.good] == ["limits"]
    assert [p.kind for p in threat.bad] == ["warning"]


def test_autonomy_that_denies_a_condition_counts_against_contracts_and_not_for_self_belief() -> None:
    found = {p.id: p for p in principles(read(make.plain([make.unit("EA", "Come if you feel like it.")])), True)}
    assert [p.kind for p in found["contracts"].bad] == ["false_choice"]
    assert found["self_belief"].good == ()


def test_soft_roadblocks_weigh_nothing() -> None:
    soft = ["RB:praising", "RB:reassuring", "RB:withdrawing", "RB:interpreting"]
    found = {p.id: p for p in principles(read(make.plain(*[["SR", u] for u in soft], ["SR"])), True)}
    assert [p.bad for p in found.values()] == [()] * 5
    assert found["self_belief"].score is None


def test_one_permission_question_in_a_short_session_is_thin_evidence() -> None:
    found = {p.id: p for p in principles(read(make.plain(["SK"], *[["NC"]] * 5)), True)}
    assert found["contracts"].score == pytest.approx(4.1)
    one_rolled = make.session([make.turn(1, ["SR"], *LINES[0]), *[make.turn(1, ["NC"], *LINES[4])] * 14])
    rolled = {p.id: p for p in principles(read(one_rolled), True)}["argument"]
    assert 3 < rolled.score < 4


@pytest.mark.parametrize("code", ["CR", "AF", "OQ", "SK", "EA", "RB:advising", "RB:warning", "RB:persuading"])
def test_an_unsure_unit_is_evidence_neither_way(code: str) -> None:
    asked = make.unit(code, "What would help you change that?", sure=False)
    for p in principles(read(practice([asked])), True):
        assert [e for e in (*p.good, *p.bad) if e.kind != "no_purpose"] == []


@pytest.mark.parametrize("code", ["CR", "AF", "OQ", "SK", "EA"])
def test_nothing_said_beside_a_roadblock_is_held_up(code: str) -> None:
    asked = make.unit(code, "What would help you change that?")
    for p in principles(read(practice([asked, "RB:judging"])), True):
        assert p.good == ()


def test_a_reflection_added_to_a_copy_is_no_copy_itself() -> None:
    """It is not held up, since most of the reply is the client's, and it does not count against empathy either."""
    copied = [make.unit("RB:praising", make.NEUTRAL)]
    alone, both = (
        {p.id: p for p in principles(read(make.plain(*[["OQ"]] * 8, reply)), False)}["empathy"]
        for reply in (copied, [*copied, make.unit("SR", "You're tired.")])
    )
    assert (both.good, both.bad) == ((), ())
    assert both.exact is None or both.exact >= (alone.exact or 0)
    (parts,) = read(
        make.plain([make.unit("SR", "You went down to the shop,"), make.unit("SR", "and then came back home.")])
    )
    assert parts.copies == {1, 2}
