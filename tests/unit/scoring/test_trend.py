"""Directions are named only where chance is an unlikely reason."""

import random
from itertools import permutations

import pytest

from mi_coach.scoring.trend import CHANCE, FEWEST, LATEST, by_chance, long_trend, trend


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6])
def test_the_share_of_chance_is_that_of_all_orders(n: int) -> None:
    def s(values: tuple[int, ...]) -> int:
        return sum((b > a) - (b < a) for i, a in enumerate(values) for b in values[i + 1 :])

    found = [s(order) for order in permutations(range(n))]
    for wanted in set(found):
        assert by_chance(wanted, n) == pytest.approx(min(1, sum(abs(x) >= abs(wanted) for x in found) / len(found)))


def test_the_normal_curve_goes_on_where_the_exact_count_ends() -> None:
    exact, near = by_chance(36, LATEST), by_chance(40, LATEST + 1)
    assert 0.5 < near / exact < 2


def test_so_few_that_no_direction_is_named() -> None:
    assert trend([None, None]).way == "none"
    one = trend([None, 3.0])
    assert (one.way, one.sessions, one.first, one.last) == ("few", 1, 3.0, 3.0)
    assert trend([1, 2, 3, 4]).way == "few"


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ([1, 2, 3, 4, 5], "up"),
        ([5, 4, 3, 2, 1], "down"),
        ([1, 2, 3, 5, 4], "same"),
        ([3, 3, 3, 3, 3], "same"),
        ([1, None, 2, None, 3, 4, 5], "up"),
        ([1, 1, 1, 1, 9], "same"),
        ([1, 3, 2, 4, 6, 5, 8, 9], "up"),
    ],
)
def test_a_direction(values: list[float | None], way: str) -> None:
    assert trend(values).way == way


def test_before_and_now_are_middle_values_so_that_one_odd_session_moves_nothing() -> None:
    found = trend([1, 1, 50, 2, 3, 4, 5, 0, 6])
    assert (found.first, found.last) == (1, 5)


def test_only_the_latest_count_and_a_long_history_has_a_trend_of_its_own() -> None:
    values: list[float | None] = [*range(20), *[30.0] * LATEST]
    assert trend(values).way == "same"
    assert trend(values).sessions == LATEST
    far = long_trend(values)
    assert far is not None
    assert (far.way, far.sessions) == ("up", 32)
    assert long_trend(values[: 2 * LATEST - 1]) is None


@pytest.mark.parametrize("n", [FEWEST, 8, LATEST])
def test_noise_is_called_about_the_same(n: int) -> None:
    source = random.Random(n)
    found = [trend([source.random() for _ in range(n)]).way for _ in range(2000)]
    assert 1 - found.count("same") / len(found) <= 1.5 * CHANCE
