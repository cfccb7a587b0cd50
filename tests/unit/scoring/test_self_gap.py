"""The own view beside the evidence: the figures are plain differences, and the words never shame."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mi_coach.domain.self_rating import PRINCIPLES, RATIO, SelfRating
from mi_coach.scoring.phrases import phrases
from mi_coach.scoring.principles import Principle
from mi_coach.scoring.self_gap import self_gap

ratings = st.builds(
    SelfRating,
    **dict.fromkeys(PRINCIPLES, st.none() | st.integers(1, 5)),
    reflection_to_question=st.none() | st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0]),
)
scores = st.lists(st.none() | st.floats(1, 5), min_size=5, max_size=5)


def five(*values: float | None) -> list[Principle]:
    return [Principle(name, value, (), ()) for name, value in zip(PRINCIPLES, values, strict=True)]


def gap(rating: SelfRating, *values: float | None, ratio: float | None = None) -> dict[str, Any]:
    found = self_gap(rating, five(*values), ratio)
    assert found is not None
    return found


def test_each_rating_stands_beside_its_score() -> None:
    found = gap(SelfRating(contracts=4, empathy=5, desire=1, argument=3), 3.4, 2.0, 3.2, None, 5.0)

    rows = [(p["id"], p["self"], p["score"], p["gap"], p["way"]) for p in found["principles"]]
    assert rows == [
        ("contracts", 4, 3.4, 0.6, "close"),
        ("empathy", 5, 2.0, 3.0, "kinder"),
        ("desire", 1, 3.2, -2.2, "harder"),
        ("argument", 3, None, None, "unscored"),
    ]
    assert (found["mean"], found["compared"]) == (1.9, 3)
    assert found["text"] == phrases()["self_gap.all_both"][0]
    assert found[RATIO] is None


@pytest.mark.parametrize(
    ("guess", "ratio", "way"),
    [(1, 1.5, "close"), (2, 1.4, "kinder"), (0.5, 1.2, "harder"), (3, 6.0, "close"), (3, 2.4, "kinder"),
     (2, 3.1, "harder"), (1, None, "unscored")],
)  # fmt: skip
def test_the_guess_stands_beside_the_count(guess: float, ratio: float | None, way: str) -> None:
    found = gap(SelfRating(contracts=3, reflection_to_question=guess), 3.0, None, None, None, None, ratio=ratio)

    assert found[RATIO]["way"] == way
    assert found[RATIO]["gap"] == (None if ratio is None else round(guess - ratio, 2))


@pytest.mark.parametrize(
    ("rating", "values"),
    [(None, (3.0,) * 5), (SelfRating(), (3.0,) * 5), (SelfRating(contracts=3), (None, 3.0, 3.0, 3.0, 3.0))],
)
def test_there_is_nothing_to_say_of_what_was_not_rated_or_has_no_score(
    rating: SelfRating | None, values: tuple[float | None, ...]
) -> None:
    assert self_gap(rating, five(*values), None) is None


@given(ratings, scores, st.none() | st.floats(0, 20))
def test_any_rating_says_only_what_its_figures_bear(
    rating: SelfRating, values: list[float | None], ratio: float | None
) -> None:
    found = self_gap(rating, five(*values), ratio)

    if found is None:
        return
    for row in found["principles"]:
        assert row["self"] == rating.principle(row["id"])
        if row["gap"] is not None:
            assert row["gap"] == round(row["self"] - row["score"], 1)
            assert row["way"] == ("close" if abs(row["gap"]) < 1 else "kinder" if row["gap"] > 0 else "harder")
    gaps = [abs(p["gap"]) for p in found["principles"] if p["gap"] is not None]
    assert found["mean"] == (round(sum(gaps) / len(gaps), 1) if gaps else None)
    ways = {row["way"] for row in found["principles"]} | ({found[RATIO]["way"]} if found[RATIO] else set())
    whole = "both" if {"kinder", "harder"} <= ways else next(iter(ways & {"kinder", "harder"}), "close")
    assert found["text"] in phrases()[f"self_gap.all_{whole}"]


def test_a_gap_is_never_called_a_fault() -> None:
    texts = " ".join(t for name, ways in phrases().items() if name.startswith("self_") for t in ways).lower()
    for word in ("wrong", "mistake", "overestimat", "overrat", "overconfiden", "inaccurate", "fail", "poor", "honest"):
        assert word not in texts


@given(ratings)
def test_a_rating_survives_as_data(rating: SelfRating) -> None:
    assert SelfRating.from_dict(rating.to_dict()) == rating
    assert bool(rating) == any(value is not None for value in asdict(rating).values())


@pytest.mark.parametrize("data", [{"contracts": 0}, {"empathy": 6}, {"desire": 2.5}, {"argument": True}, {"other": 3},
                                  {RATIO: -1}, {RATIO: 11}, {RATIO: float("nan")}, {RATIO: "2"}, "four"])  # fmt: skip
def test_a_rating_out_of_range_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="rat"):
        SelfRating.from_dict(data)
