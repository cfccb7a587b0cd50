"""Progress over stored sessions: real store, real engine, real reports, a coder of plain rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.notes import TurnNotes
from mi_coach.domain.profile import FIRST
from mi_coach.domain.self_rating import SelfRating
from mi_coach.domain.session import Session
from mi_coach.domain.stored import StoredSession
from mi_coach.errors import MiCoachError
from mi_coach.scoring.phrases import say
from mi_coach.service.feedback import build
from mi_coach.service.people import People
from mi_coach.service.personal import Personal
from mi_coach.service.practice import PracticeService
from mi_coach.service.progress import MEASURES, write_progress
from mi_coach.service.tracking import AT_ONCE, Tracking
from mi_coach.store import open_repository
from tests.fakes.backend import FakeClock, FakeLibrary, FakeSettings
from tests.fakes.coder import RuleCoder
from tests.fakes.scenario import tiny_scenario

ASKING = ["What happened?", "Do you drive?", "Why don't you walk?", "What next?", "Have you a pass?", "What else?"]
LISTENING = [
    "You feel watched. What matters?", "You kept coming.", "Part of you wants it behind you.",
    "You want her to be proud.", "You feel tired. What would help?", "So it is hers you think of.",
]  # fmt: skip


class Desk:
    """One machine: people, sessions, and how many reports were built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = open_repository(f"sqlite:///{folder / 'sessions.sqlite3'}")
        self.clock = FakeClock()
        self.people = People(self.store.profiles, FakeSettings(), self.clock)
        self.scenario = tiny_scenario()
        self.built = 0

    def practice(self, profile: str = FIRST) -> PracticeService:
        return PracticeService(FakeLibrary(self.scenario), RuleCoder(), self.store, self.clock, profile)

    def play(self, replies: list[str], rating: SelfRating | None = None, profile: str = FIRST) -> str:
        practice = self.practice(profile).start("the-bus", 7)
        for reply in replies:
            practice.reply(reply)
        practice.end()
        if rating:
            practice.rate(rating)
        self.clock.at += timedelta(days=2)
        return practice.session.id

    def report(self, session: Session) -> dict[str, Any]:
        self.built += 1
        return build(session, self.scenario if session.scenario else None, "rules", "0" * 64)

    @property
    def personal(self) -> Personal:
        tracking = Tracking(self.store, FakeLibrary(self.scenario), self.report, "0" * 64, self.clock)
        overall_of = lambda path: self.report(path)["overall"]  # noqa: E731
        return Personal(self.store, self.people, tracking, overall_of, self.folder / "reports")

    def progress(self) -> dict[str, Any]:
        return self.personal.progress()

    def values(self, measure: str) -> list[float | None]:
        return [p["value"] for p in measure_of(self.progress(), measure)["points"]]


def measure_of(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(m for m in document["measures"] if m["id"] == name)
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.store.close()


def test_nothing_yet_teaches_and_proposes(desk: Desk) -> None:
    found = desk.progress()
    assert found["sessions"] == []
    assert [m["id"] for m in found["measures"]] == [m.id for m in MEASURES]
    assert all(say("progress.none", needs="") in m["text"] or "No conversation" in m["text"] for m in found["measures"])
    assert found["notes"] == [say("progress.empty")]
    assert found["next"]["what"] == "the-bus"


def test_figures_are_those_of_the_reports(desk: Desk) -> None:
    desk.play(ASKING)
    second = desk.play(LISTENING, SelfRating(3, 3, 3, 3, 3, 1.0))
    report = desk.report(desk.store.get(second).session)
    found = desk.progress()

    assert [s["replies"] for s in found["sessions"]] == [6, 6]
    assert desk.values("overall")[1] == report["overall"]
    assert desk.values("reflection_to_question")[1] == report["ratios"]["reflection_to_question"]
    assert desk.values("mi_adherent")[1] == round(10 * report["ratios"]["mi_adherent"] / 6, 1)
    assert desk.values("empathy")[1] == next(p["score"] for p in report["principles"] if p["id"] == "empathy")
    assert desk.values("self_gap") == [None, report["self_gap"]["mean"]]
    point = measure_of(found, "reflection_to_question")["points"][1]
    assert point["band"] == report["bands"]["reflection_to_question"]
    assert "reflections" in point["behind"]
    assert measure_of(found, "overall")["trend"]["way"] == "few"


def test_a_session_with_several_paths_counts_once_by_its_first_finished_path(desk: Desk) -> None:
    first = desk.play(ASKING)
    before = desk.values("overall")
    again = desk.practice().go_back(first, 2)
    for reply in LISTENING:
        again.reply(reply)
    again.end()

    assert desk.values("overall") == before
    assert [(s["session"], s["path"]) for s in desk.progress()["sessions"]] == [(first, 1)]


def test_an_unfinished_session_and_somebody_elses_are_left_out(desk: Desk) -> None:
    jo = desk.people.new("Jo")
    desk.practice().start("the-bus")
    desk.play(LISTENING, profile=jo.id)
    assert desk.progress()["sessions"] == []
    assert len(desk.personal.progress("jo")["sessions"]) == 1
    with pytest.raises(MiCoachError, match="no profile 'nobody'"):
        desk.personal.progress("nobody")


def test_a_transcript_counts_too(desk: Desk) -> None:
    played = desk.store.get(desk.play(LISTENING)).session
    desk.store.create(StoredSession(replace(played, id="letters", scenario=None), None))
    found = desk.progress()["sessions"]
    assert [s["title"] for s in found] == ["Once an hour", say("progress.transcript")]
    assert desk.values("hints") == [0, None]


def test_notes_give_what_was_named_and_hinted(desk: Desk) -> None:
    session = desk.play(LISTENING)
    told = [TurnNotes(("heard",), "reflection", True), TurnNotes((), "question", False), TurnNotes((), "other", None)]
    for n, notes in enumerate(told, 1):
        desk.store.save_notes(session, n, notes)
    assert desk.values("named") == [50.0]
    assert desk.values("hints") == [1]


def test_a_trend_is_told_in_words_once_chance_is_unlikely(desk: Desk) -> None:
    for reflecting in range(6):
        desk.play(LISTENING[:reflecting] + ASKING[reflecting:])
    found = measure_of(desk.progress(), "overall")
    assert found["trend"]["way"] == "up"
    assert "gone up" in found["text"]
    assert say("progress.wanted") in found["text"]
    assert "About the same" in measure_of(desk.progress(), "hints")["text"]


def test_a_hundred_sessions_are_worked_out_once(desk: Desk) -> None:
    played = desk.store.get(desk.play(LISTENING))
    for n in range(99):
        session = replace(played.session, id=f"copy{n:03}", started=played.session.started + timedelta(days=n))
        desk.store.create(replace(played, session=session))
    assert len(desk.progress()["sessions"]) == 100
    assert desk.built == 100
    desk.progress()
    desk.store.save_notes("copy007", 1, TurnNotes(note="changed"))
    desk.progress()
    assert desk.built == 101


def test_a_proposal_does_not_wait_for_a_long_history(desk: Desk) -> None:
    played = desk.store.get(desk.play(LISTENING))
    for n in range(20):
        session = replace(played.session, id=f"copy{n:03}", started=played.session.started + timedelta(hours=n))
        desk.store.create(replace(played, session=session))
    tracking = Tracking(desk.store, FakeLibrary(desk.scenario), desk.report, "0" * 64, desk.clock)
    first = tracking.next_practice(FIRST)
    assert first is not None
    assert desk.built == AT_ONCE
    for _ in range(5):
        tracking.next_practice(FIRST)
    assert desk.built == 21


def test_other_rules_or_another_scenario_make_figures_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.play(LISTENING)
    desk.progress()
    desk.scenario = replace(desk.scenario, version="2")
    desk.progress()
    assert desk.built == 2
    monkeypatch.setattr("mi_coach.service.tracking.reckoning", lambda: "other rules")
    desk.progress()
    assert desk.built == 3


def test_drills_and_conversations_make_up_the_skills(desk: Desk) -> None:
    desk.play(LISTENING)
    when = datetime(2026, 3, 1, tzinfo=UTC)
    result = {"first": 6, "second": 0, "not_yet": 0}
    desk.store.exercises.save(ExerciseRecord("e", FIRST, ExerciseKind.DRILL, "autonomy", 2, when, when, (), result))
    taken = {"title": "Form A", "score": 3.1, "told": ["Your score is 3.1.", "It has limits."]}
    desk.store.exercises.save(ExerciseRecord("b", FIRST, ExerciseKind.BENCHMARK, "form-a", None, when, when, (), taken))
    found = desk.progress()
    skills = {s["id"]: s for s in found["skills"]}
    assert skills["autonomy"]["last"]["where"] == "drill"
    assert skills["simple-reflection"]["last"]["where"] == "conversation"
    assert [b["text"] for b in found["benchmarks"]] == ["Form A, 1 Mar. Your score is 3.1."]
    assert "Form A, 1 Mar" in write_progress(found, "html").decode()


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_web_page_stands_alone_and_tells_each_chart_in_words_and_figures(desk: Desk) -> None:
    hostile = desk.people.new("</style><script>alert(1)</script>")
    for n in range(14):
        desk.play(LISTENING if n % 2 else ASKING, profile=hostile.id)
    document = desk.personal.progress(hostile.id)
    text = write_progress(document, "html").decode()
    page = Page(text)

    assert not any(tag in ("script", "link", "img") for tag, _ in page.tags)
    policy = next(str(a["content"]) for tag, a in page.tags if tag == "meta" and "http-equiv" in a)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "http" not in text.replace("http-equiv", "")
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    pictures = [a for tag, a in page.tags if tag == "svg"]
    drawn = [m for m in document["measures"] if any(p["value"] is not None for p in m["points"])]
    assert len(pictures) == len(drawn)
    assert all(a["role"] == "img" and set(str(a["aria-labelledby"]).split()) <= set(ids) for a in pictures)
    assert [tag for tag, _ in page.tags if tag in ("h1", "h2")].count("h1") == 1
    assert sum(tag == "details" for tag, _ in page.tags) == len(drawn)
    assert all(a.get("scope") for tag, a in page.tags if tag == "th")
    with pytest.raises(MiCoachError, match="choose one of: html, json"):
        write_progress(document, "pdf")


def test_all_of_somebodys_data_can_be_taken_away_and_deleted(desk: Desk) -> None:
    jo = desk.people.new("Jo")
    mine, theirs = desk.play(LISTENING), desk.play(ASKING, profile=jo.id)
    desk.practice().go_back(mine, 2)
    when = datetime(2026, 3, 1, tzinfo=UTC)
    desk.store.exercises.save(ExerciseRecord("e", FIRST, ExerciseKind.DRILL, "autonomy", 2, when))
    desk.personal.save_progress()
    reports = desk.folder / "reports"
    for name in (f"{mine}.html", f"{mine}-2.sheet.pdf", f"{theirs}.html", "mine.txt"):
        (reports / name).write_text("x")

    taken = desk.personal.export()
    assert [len(s["paths"]) for s in taken["sessions"]] == [2]
    assert [e["id"] for e in taken["exercises"]] == ["e"]
    assert taken["profile"]["id"] == FIRST

    kept = desk.personal.kept()
    assert kept.told == "1 session with 2 paths, 1 drill or test and 3 saved reports"
    assert desk.personal.delete() == kept
    assert desk.personal.kept().told == "nothing yet"
    assert sorted(file.name for file in reports.iterdir()) == sorted([f"{theirs}.html", "mine.txt"])
    assert {p.id for p in desk.people.all()} == {FIRST, "jo"}

    desk.personal.delete("Jo", with_profile=True)
    assert [p.id for p in desk.people.all()] == [FIRST]
    assert desk.store.list() == []
    with pytest.raises(MiCoachError, match="only profile"):
        desk.personal.delete(with_profile=True)
