"""Strips drawn with characters: height, room, numbers and marks."""

from __future__ import annotations

import pytest

from mi_coach.tui.widgets.chart.strips import MARK, Strips, lines


def strips(*values: float, marks: tuple[bool, ...] = ()) -> Strips:
    return Strips(
        [("Trust", values)], "Reply", [None, *range(1, len(values))], [("CT", marks or (False,) * len(values))]
    )


def test_each_column_is_as_high_as_its_value_with_both_ends_in_numbers() -> None:
    drawn = lines(strips(0, 50, 75, 100, marks=(False, True, False, True)), 60)
    assert drawn == [
        "                  ▄▄▄ ███",
        "Trust   0 ▁▁▁ ███ ███ ███ 100",
        "Reply         1   2   3",
        "CT            ●       ●",
    ]


def test_values_out_of_bounds_stay_in_the_strip() -> None:
    assert lines(strips(-5, 120), 60)[:2] == [*lines(strips(0, 100), 60)[:1], "Trust  -5 ▁▁▁ ███ 120"]


@pytest.mark.parametrize("replies", [1, 12, 25, 60, 200])
@pytest.mark.parametrize("width", [40, 72, 84])
def test_any_conversation_fits_and_keeps_its_last_reply_and_every_mark_in_reach(replies: int, width: int) -> None:
    values = [n % 101 for n in range(replies + 1)]
    marks = tuple(n == replies for n in range(replies + 1))
    drawn = lines(strips(*values, marks=marks), width)
    assert max(map(len, drawn)) <= width
    assert drawn[1].endswith(f" {values[-1]}")
    assert drawn[3].count(MARK) == 1


def test_where_columns_are_left_out_their_marks_are_not() -> None:
    every_other = tuple(n % 2 == 0 for n in range(101))
    drawn = lines(strips(*[50.0] * 101, marks=every_other), 40)
    assert " " not in drawn[3].removeprefix("CT").strip()


def test_numbers_that_would_touch_are_left_out() -> None:
    numbers = lines(strips(*[50.0] * 26), 68)[2].split()
    assert numbers[:3] == ["Reply", "1", "2"]
    assert all(int(n) <= 25 for n in numbers[1:])
    assert "1011" not in numbers
