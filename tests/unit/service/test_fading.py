"""When coaching fades, when it comes back, and what it looks at."""

from pathlib import Path

import pytest

from mi_coach.service.backend import Backend
from mi_coach.service.fading import FELL, HOLDS, LOOKED_AT, Finished, blocked, fade
from mi_coach.store import open_repository
from tests.fakes.backend import FakeClock
from tests.fakes.coder import RuleCoder
from tests.unit.scoring import sessions as make

SCENARIO = "driving-disqualified"
GOOD = (
    "You feel pushed into this. What matters to you?",
    "So it is the mornings that hurt. You kept every appointment.",
    "Part of you wants it behind you. What would help?",
    "You feel nobody asked you. You kept coming.",
    "So there is a way. What would you do first?",
)
BAD = ("Why don't you get a bike?",) * 5


def told(*sessions: tuple[int, float]) -> str:
    """The mode after sessions of an overall score and a share of roadblocks, the newest first."""
    return fade(Finished(overall, lambda share=share: share) for overall, share in sessions).mode


HELD = (HOLDS, 0.1)


@pytest.mark.parametrize(
    ("sessions", "mode"),
    [
        ([], "live"),
        ([HELD, HELD], "live"),
        ([HELD, HELD, HELD], "after"),
        ([(69, 0.0), HELD, HELD, HELD], "after"),
        ([(FELL, 0.5), (60, 0.5), HELD, HELD, HELD], "after"),
        ([(FELL - 1, 0.0), HELD, HELD, HELD], "live"),
        ([HELD, HELD, (FELL - 1, 0.0), HELD, HELD, HELD], "live"),
        ([HELD, HELD, HELD, (FELL - 1, 0.0)], "after"),
        ([HELD, (HOLDS, 0.11), HELD, HELD], "live"),
        ([(69, 0.0)] * LOOKED_AT + [HELD] * 3, "live"),
    ],
)
def test_the_rule(sessions: list[tuple[int, float]], mode: str) -> None:
    assert told(*sessions) == mode


def test_each_case_is_told_in_a_kind_line() -> None:
    lines = [
        fade([]).line,
        fade([Finished(60, lambda: 0.0)] * 3).line,
        fade([Finished(20, lambda: 0.0)]).line,
        fade([Finished(90, lambda: 0.0)] * 3).line,
    ]
    assert len(set(lines)) == 4
    assert all(line.startswith("Fading: ") and line.endswith(".") for line in lines)


def test_roadblocks_are_looked_at_only_where_the_scores_hold() -> None:
    asked: list[int] = []

    def look(n: int) -> float:
        asked.append(n)
        return 0.0

    fade(Finished(overall, lambda n=n: look(n)) for n, overall in enumerate((80, 50, 80, 80, 80)))
    assert asked
    assert 1 not in asked


def test_only_sure_roadblocks_that_get_in_the_way_count() -> None:
    unsure = make.unit("RB:advising", sure=False)
    session = make.plain(["RB:warning"], [unsure], ["RB:praising"], ["SR"])

    assert blocked(session) == 0.25
    assert blocked(make.session([])) == 0.0


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Backend:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "home"))
    repository = open_repository(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    return Backend(coder=RuleCoder(), repository=repository, clock=FakeClock())


def practise(backend: Backend, replies: tuple[str, ...]) -> str:
    practice = backend.practice().start(SCENARIO, seed=3)
    for reply in replies:
        practice.reply(reply)
    practice.end()
    return practice.session.id


def test_it_goes_by_the_stored_sessions_of_whoever_is_practising(backend: Backend) -> None:
    for _ in range(3):
        practise(backend, GOOD)
    scores = [s.overall for s in backend.sessions()]
    assert min(scores) >= HOLDS, scores

    assert backend.coaching("fading").mode == "after"
    backend.people.use(backend.people.new("Sam").id)
    assert backend.coaching("fading").mode == "live"
    assert (backend.coaching("off").mode, backend.coaching("off").line) == ("off", "")


def test_a_session_counts_as_it_was_first_had_and_short_ones_not_at_all(backend: Backend) -> None:
    kept = [practise(backend, GOOD) for _ in range(3)]
    again = backend.practice().go_back(kept[-1], 1)
    for reply in BAD:
        again.reply(reply)
    again.end()
    assert backend.sessions()[0].overall < FELL
    practise(backend, BAD[:2])
    backend.practice().start(SCENARIO).reply(BAD[0])

    assert backend.coaching("fading").mode == "after"
    practise(backend, BAD)
    assert backend.coaching("fading").mode == "live"


def test_the_effective_mode_is_what_is_stored(backend: Backend) -> None:
    practice = backend.practice().start(SCENARIO, coaching=backend.coaching("fading").mode)

    assert backend.coached(practice.session.id) == "live"
