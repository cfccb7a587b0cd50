"""The tour as a conversation: every way through it ends, and its tags are what the coder would say."""

from __future__ import annotations

from itertools import product

import pytest

from mi_coach.domain.codes import REFLECTIONS, Code
from mi_coach.errors import MiCoachError
from mi_coach.service.backend import Backend
from mi_coach.service.tour import LONGEST, Goes, Said, Tour

OWN = 0


def taken(*answers: int) -> tuple[Tour, list[Said]]:
    """A tour with these answers; :data:`OWN` is answered in own words."""
    tour = Tour()
    heard = [tour.begin()]
    for answer in answers:
        said = tour.pick(answer) if answer else tour.say("I want {stuck} to be [b]heard[/b]")
        if said:
            heard.append(said)
    return tour, heard


def every_way() -> list[tuple[int, ...]]:
    tour, ways = Tour(), []
    while tour.choices:
        ways.append([*range(1, len(tour.choices) + 1), *([OWN] if tour.takes_words else [])])
        tour.pick(1)
    return list(product(*ways))


def test_every_way_through_comes_to_an_end_and_leaves_no_gap_open() -> None:
    for way in every_way():
        tour, heard = taken(*way)
        assert tour.goes in Goes
        assert tour.choices == ()
        for said in heard:
            assert "{words}" not in said.text
            assert "{why}" not in said.text
            assert "  " not in said.text


def test_the_tags_cover_all_that_is_said() -> None:
    for way in every_way():
        for said in taken(*way)[1]:
            assert " ".join(unit.text for unit in said.units) == said.text
            assert all(said.text[unit.start : unit.end] == unit.text for unit in said.units)


def test_the_program_does_what_it_is_for() -> None:
    for way in every_way():
        codes = {unit.code for said in taken(*way)[1] for unit in said.units}
        assert {Code.OQ, Code.AF, Code.EA, Code.SK} <= codes
        assert codes & REFLECTIONS
        assert Code.RB not in codes
        assert Code.CQ not in codes
        assert taken(*way)[1][-1].units[0].summary or any(u.summary for u in taken(*way)[1][-1].units)


def test_own_words_are_handed_back_and_never_filled_in() -> None:
    _, heard = taken(OWN)

    assert heard[-1].text.startswith("You say: ‘I want {stuck} to be [b]heard[/b]’.")


def test_own_words_are_cleaned_and_cut() -> None:
    tour = Tour()
    said = tour.say("\x1b[2Jone\ntwo " + "x" * 1000)

    assert said is not None
    assert said.text.startswith("You say: ‘one two xxx")
    assert len(said.units[0].text) < LONGEST + 30


def test_own_words_at_the_last_question_lead_home() -> None:
    tour, _ = taken(1, 1, 1)

    assert tour.say("hm") is None
    assert tour.goes is Goes.HOME


@pytest.mark.parametrize("number", [0, -1, 9])
def test_there_is_no_other_choice(number: int) -> None:
    with pytest.raises(IndexError):
        Tour().pick(number)


def test_the_coder_hears_it_as_the_tour_says() -> None:
    """But for information about the program itself: the coder knows talk about people's lives."""
    try:
        coder = Backend().coder()
    except MiCoachError as error:
        pytest.skip(error.message)
    heard = {
        (unit.text, unit.code): None
        for way in every_way()
        if OWN not in way
        for said in taken(*way)[1]
        for unit in said.units
        if unit.code is not Code.GI and not unit.summary
    }
    for text, code in heard:
        units = coder.code(text, None).units
        assert [u.code for u in units] == [code], text
