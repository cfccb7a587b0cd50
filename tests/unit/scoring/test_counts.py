"""Counting, checked by hand and against a second counting written straight from the code book."""

from collections import Counter

import pytest
from hypothesis import given, settings

from mi_coach.domain.codes import Code, Miti, Roadblock
from mi_coach.domain.session import Session
from mi_coach.scoring.counts import behind, count, ratio_bands, ratios, talk_share
from tests.unit.scoring import sessions as make


def counted(session: Session):
    return count(t.units or () for t in session.turns)


@settings(max_examples=200, deadline=None)
@given(make.sessions())
def test_recounting_from_the_units_gives_the_same_figures(session: Session) -> None:
    units = [u for t in session.turns for u in t.units or ()]
    codes = Counter(u.code for u in units)
    kinds = Counter(u.kind for u in units if u.kind)
    miti: Counter[str] = Counter()
    for t in session.turns:
        seen = [u.miti for u in t.units or () if u.miti]
        for value in Miti:
            if value in seen and not (value == "SR" and "CR" in seen):
                miti[value] += 1

    found = counted(session)

    assert found.codes == {c: codes[c] for c in Code}
    assert found.roadblocks == {k: kinds[k] for k in Roadblock}
    assert found.miti == {v: miti[v] for v in Miti}


def test_each_value_counts_once_a_reply_and_no_simple_beside_a_complex_reflection() -> None:
    found = counted(
        make.plain(["SR", "CR", "SR"], ["SR", "SR", "OQ", "CQ"], ["RB:probing", "OQ", "RB:warning", "RB:judging"])
    )

    assert found.codes[Code.SR] == 4
    assert (found.miti[Miti.SR], found.miti[Miti.CR], found.miti[Miti.Q], found.miti[Miti.CONFRONT]) == (1, 1, 2, 1)
    assert found.reflections == 2


def test_worked_example() -> None:
    # Replies: 4 reflect (2 complex), 3 ask; 4 open and 1 closed question by units; 2 adherent, 2 non-adherent.
    found = counted(
        make.plain(
            ["SR", "OQ"],
            ["CR", "OQ", "OQ"],
            ["CR", "AF"],
            ["SR", "EA"],
            ["OQ", "CQ", "RB:advising"],
            ["RB:labelling"],
            ["NC"],
        )
    )

    assert behind(found) == {"reflection_to_question": 7, "percent_complex": 4, "percent_open": 5}
    assert ratios(found) == {"reflection_to_question": 1.33, "percent_complex": None, "percent_open": 80.0}
    assert ratio_bands(ratios(found)) == {
        "reflection_to_question": "fair",
        "percent_complex": "too_few",
        "percent_open": "good",
    }
    assert (found.adherent, found.non_adherent) == (2, 2)


@pytest.mark.parametrize(("simple", "band"), [(7, "below"), (6, "fair"), (4, "good")])
def test_thresholds_of_complex_reflections(simple: int, band: str) -> None:
    found = counted(make.plain(*[["SR"]] * simple, *[["CR"]] * 4))
    assert ratio_bands(ratios(found))["percent_complex"] == band


def test_without_any_question_there_is_no_ratio() -> None:
    found = counted(make.plain(*[["SR"]] * 8))
    assert ratios(found)["reflection_to_question"] is None
    assert ratio_bands(ratios(found))["reflection_to_question"] == "too_few"


def test_share_of_words() -> None:
    said = make.session(
        [make.turn(1, [make.unit("SR", "You're worn-out today.")], "I am so very tired.")], "Yes, I am."
    )
    assert talk_share(said) == round(100 * 3 / 11, 1)
    assert talk_share(make.session([make.turn(1, ["SR"], "")])) is None
    assert talk_share(make.session([])) is None
