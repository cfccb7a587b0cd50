"""A score and a change with their uncertainty."""

from dataclasses import replace
from math import sqrt

import pytest

from mi_coach.exercises.benchmark.loader import BenchmarkForms
from mi_coach.exercises.benchmark.result import Score, change, score, stored_score, to_dict, told
from mi_coach.exercises.benchmark.rubric import Rating
from mi_coach.exercises.benchmark.scale import Line, Scale

FORMS = BenchmarkForms()
SCALE = Scale({"form-a": Line(1.0, 0.0), "form-b": Line(1.1, 0.2)}, 0.3, 0.1, 1, "m", "f")


def ratings(points: float, variance: float = 0.0) -> list[Rating]:
    return [Rating(points, 1, 5, variance, "skill")] * 8


def scored(form: str, points: float, variance: float = 0.0) -> Score:
    return score(SCALE, FORMS.form(form), ratings(points, variance))


def test_the_second_form_is_read_on_the_scale_of_the_first() -> None:
    assert scored("form-a", 3).value == 3
    assert scored("form-b", 2).value == 2.4
    assert scored("form-b", 5).value == 5


def test_unsure_tags_widen_the_interval_of_a_score() -> None:
    certain, doubtful = scored("form-a", 3), scored("form-a", 3, variance=1.0)

    assert certain.error == 0.3
    assert certain.interval == (2.41, 3.59)
    assert doubtful.error == pytest.approx(sqrt(0.09 + 1 / 8))
    assert doubtful.interval[0] < certain.interval[0]
    assert scored("form-a", 5).interval[1] == 5


def test_a_change_is_told_by_what_chance_alone_could_do() -> None:
    before = scored("form-a", 2)
    small, large = (change(SCALE, before, scored("form-b", points)) for points in (2.3, 3))

    assert small.error == pytest.approx(sqrt(0.09 + 0.09 + 0.01))
    assert (small.by, small.beyond_chance) == (0.73, False)
    assert (large.by, large.beyond_chance) == (1.5, True)
    assert small.interval[0] < 0 < large.interval[0]
    assert "within what chance alone could do" in " ".join(small.told("1 May 2026"))
    assert "more than chance alone would do" in " ".join(large.told("1 May 2026"))
    assert "1 May 2026" in small.told("1 May 2026")[0]


def test_the_same_form_again_is_told_and_has_no_error_between_forms() -> None:
    again = change(SCALE, scored("form-a", 3), scored("form-a", 2))

    assert again.error == pytest.approx(sqrt(0.18))
    assert "gone down by 1.0" in again.told("1 May 2026")[0]
    assert "same form" in again.told("1 May 2026")[-1]
    assert change(SCALE, scored("form-a", 3), scored("form-a", 3.01)).told("1 May 2026")[0].startswith("It is the same")


def test_a_kept_result_gives_its_score_back() -> None:
    found = scored("form-b", 3.2, variance=0.5)
    since = change(SCALE, scored("form-a", 2), found)

    kept = to_dict(SCALE, FORMS.form("form-b"), found, since, told(found, since, "1 May 2026"))
    back = stored_score(SCALE, kept)

    assert (back.form, back.value) == (found.form, found.value)
    assert back.error == pytest.approx(found.error, abs=0.001)
    assert kept["change"]["by"] == since.by
    assert kept["told"][0].startswith("Your score is 3.7 ")


@pytest.mark.parametrize("points", [1, 1.4, 2, 3.5, 4, 5])
def test_every_score_has_its_words(points: float) -> None:
    lines = told(replace(scored("form-a", points)))

    assert len(lines) == 3
    assert all(line.endswith(".") for line in lines)
