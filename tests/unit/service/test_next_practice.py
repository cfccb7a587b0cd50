"""What is proposed next, and why."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.profile import FIRST
from mi_coach.exercises.types import Skill
from mi_coach.service.next_practice import Held, Suggestion, days, next_practice
from mi_coach.service.skills import standings
from tests.unit.service.test_skills import drill

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Card:
    id: str
    difficulty: int
    skills: tuple[str, ...] = ()
    title: str = "A title"
    client: str = "Danny"


CASES = [Card("gentle", 1), Card("middling", 2, ("discord",)), Card("other", 2), Card("hard", 4)]


def held(days_ago: float, scenario: str = "gentle", overall: int | None = 60, step: str | None = None) -> Held:
    return Held(NOW - timedelta(days=days_ago), scenario, overall, step)


def at(days_ago: float, skill: str = "affirmation", **figures: int) -> ExerciseRecord:
    return drill((NOW - timedelta(days=days_ago) - datetime(2026, 3, 2, 9, tzinfo=UTC)).days, skill=skill, **figures)


def benchmark(days_ago: float, form: str = "form-a") -> ExerciseRecord:
    when = NOW - timedelta(days=days_ago)
    return ExerciseRecord(f"b{form}", FIRST, ExerciseKind.BENCHMARK, form, None, when, when)


def proposed(
    sessions: list[Held] | None = None,
    records: list[ExerciseRecord] | None = None,
    shown: dict[str, list[int | None]] | None = None,
) -> Suggestion:
    sessions, records = sessions or [], records or []
    skills = standings([(s.when, shown or {}) for s in sessions], records)
    found = next_practice(CASES, sessions, records, skills, NOW)
    assert found
    return found


def test_somebody_new_meets_the_gentlest() -> None:
    first = proposed()
    assert (first.kind, first.what, first.due) == ("scenario", "gentle", True)
    assert first.command == "mi-coach play gentle"
    assert next_practice([], [], [], standings([], []), NOW) is None


def test_what_the_last_conversation_pointed_to_comes_first_until_it_is_drilled() -> None:
    session = held(1, step="discord")
    assert proposed([session]).command == "mi-coach drill discord"
    done = proposed([session], [at(0, "discord", first=6)])
    assert (done.what, done.due) != ("discord", True)


def test_a_conversation_a_week_in_the_first_month_and_boosters_later() -> None:
    assert proposed([held(6)]).kind == "drill"
    weekly = proposed([held(8)])
    assert (weekly.kind, "first month" in weekly.why) == ("scenario", True)
    recent = [at(1, first=6)]
    assert proposed([held(100), held(40)], recent).kind == "drill"
    booster = proposed([held(100), held(50)], recent)
    assert (booster.kind, "half a year" in booster.why) == ("scenario", True)


def test_a_case_within_reach_that_is_new_and_fits_what_is_weak() -> None:
    weak: dict[str, list[int | None]] = {"discord": [0, 4]}
    assert proposed([held(8)], shown=weak).what == "middling"
    assert proposed([held(8, overall=10)], shown=weak).what == "gentle"
    assert proposed([held(20, "middling"), held(15, "other"), held(9, "gentle")], shown=weak).what == "middling"


def test_a_long_gap_is_welcomed_back_with_something_known() -> None:
    back = proposed([held(90)], [at(85, "discord", first=6)])
    assert (back.kind, back.what) == ("drill", "discord")
    assert "Good to see you" in back.why
    assert "3 months" in back.why


def test_a_due_skill_before_a_new_one_and_nothing_due_says_so() -> None:
    session = held(3)
    due = proposed([session], [at(20, "discord", not_yet=6), at(4, "affirmation", first=6)])
    assert (due.what, due.due) == ("discord", True)
    idle = proposed([session], [at(4, "affirmation", first=6)])
    assert (idle.what, idle.due) == ("simple-reflection", False)
    known = [at(1, skill.value, first=6) for skill in Skill]
    assert "Nothing is due before" in proposed([session], known).why


def test_the_second_benchmark_comes_after_practice_and_time() -> None:
    practised = [held(n) for n in (25, 20, 15, 10, 5, 1)]
    assert proposed(practised, [benchmark(30)]).kind == "benchmark"
    assert proposed(practised, [benchmark(20)]).kind != "benchmark"
    assert proposed(practised[3:], [benchmark(30)]).kind != "benchmark"
    assert proposed(practised, [benchmark(60), benchmark(29, "form-b")]).kind != "benchmark"


def test_time_in_words() -> None:
    assert [days(timedelta(days=n)) for n in (1, 8, 21, 45, 62)] == [
        "a day",
        "8 days",
        "3 weeks",
        "6 weeks",
        "2 months",
    ]
