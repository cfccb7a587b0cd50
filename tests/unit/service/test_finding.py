"""Finding scenarios by words, skill, setting, difficulty, and not played yet."""

from __future__ import annotations

import pytest

from mi_coach.scenarios import Library
from mi_coach.service.finding import Wanted, find, holds


@pytest.fixture(scope="module")
def cards() -> list:  # type: ignore[type-arg]
    return Library().cards()


def test_asking_for_nothing_gives_all_the_gentlest_first(cards) -> None:  # type: ignore[no-untyped-def]
    found = find(reversed(cards), Wanted())

    assert found == cards
    assert not Wanted()


def test_every_filter_holds_for_all_that_is_found_and_nothing_that_fits_is_left_out(cards) -> None:  # type: ignore[no-untyped-def]
    for skill in {skill for card in cards for skill in card.skills}:
        assert find(cards, Wanted(skill=skill)) == [c for c in cards if skill in c.skills]
    for setting in {card.setting for card in cards}:
        assert find(cards, Wanted(setting=setting)) == [c for c in cards if c.setting == setting]
    for level in {card.difficulty for card in cards}:
        assert find(cards, Wanted(difficulty=level)) == [c for c in cards if c.difficulty == level]


def test_wishes_hold_together(cards) -> None:  # type: ignore[no-untyped-def]
    first = cards[0]
    wanted = Wanted(first.client.upper(), first.skills[0], first.setting, first.difficulty, fresh=True)

    assert first in find(cards, wanted)
    assert first not in find(cards, wanted, played={first.id})


def test_words_are_found_anywhere_and_all_of_them_must_be() -> None:
    told = ["The Bus", "reflecting_sustain_talk", "community-order"]

    assert holds("bus the", told)
    assert holds("sustain talk", told)
    assert holds("Community-Order", told)
    assert holds("  ", told)
    assert not holds("bus train", told)
