"""The plot of characters."""

from hypothesis import given
from hypothesis import strategies as st

from mi_coach.tui.widgets.chart.plot import DOT, HEIGHT, Plot, bar, lines

MARKS = (("fair", 40.0), ("good", 70.0))


def rows(*values: float | None, width: int = 44) -> list[str]:
    dates = [f"{n + 1} May" for n in range(len(values))]
    return lines(Plot(values, 0, 100, MARKS, dates), width)


def test_it_is_read_by_numbers_and_words_alone() -> None:
    assert rows(10, 40, None, 100) == [
        "    100 │            ●",
        "        │",
        "good 70 │┄┄┄┄┄┄┄┄┄┄┄┄┄",
        "        │",
        "        │",
        "fair 40 │┄┄┄┄●┄┄┄┄┄┄┄┄",
        "        │",
        "        │●",
        "      0 │",
        "        └─────────────",
        "         1 May   4 May",
    ]


def test_a_value_just_short_of_a_band_is_drawn_below_it() -> None:
    for value, on_it in ((69.9, False), (70, True), (39, False), (40, True)):
        marked = [row for row in rows(value) if "┄" in row and DOT in row]
        assert bool(marked) == on_it


def test_with_more_conversations_than_columns_the_latest_are_drawn() -> None:
    drawn = rows(*[50.0] * 300)
    assert max(map(len, drawn)) <= 44
    assert "300 May" in drawn[-1]
    assert "1 May" not in drawn[-1].split()[0]


@given(st.lists(st.none() | st.floats(0, 100), min_size=1, max_size=60), st.integers(24, 100))
def test_each_value_is_one_dot_and_nothing_is_too_wide(values: list[float | None], width: int) -> None:
    drawn = lines(Plot(values, 0, 100, MARKS), width)
    columns = width - len("good 70") - 2
    assert len(drawn) == HEIGHT + 2
    assert max(map(len, drawn)) <= width
    assert "".join(drawn).count(DOT) == sum(v is not None for v in values[-columns:])


def test_bars() -> None:
    assert (bar(0, 0, 100), bar(100, 0, 100), bar(3, 1, 5)) == ("░" * 10, "█" * 10, "█████░░░░░")
