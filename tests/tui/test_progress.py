"""Progress and people: figures by keyboard alone, and several people on one machine."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from mi_coach.service.backend import Backend
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.screens.people import DeleteDialog, NameDialog, PeopleScreen
from mi_coach.tui.screens.progress import ProgressScreen
from mi_coach.tui.widgets.chart.chart import Chart
from mi_coach.tui.widgets.choice.menu import Menu
from tests.fakes.backend import FakeBackend
from tests.fakes.coder import RuleCoder
from tests.tui.conftest import settle, shown

ASKING = ["What happened?", "Do you drive?", "Why don't you walk?", "What next?", "Have you a pass?", "What else?"]
LISTENING = [
    "You feel watched.",
    "You kept coming.",
    "Part of you wants it over.",
    "You want her proud.",
    "So it is hers.",
]


def play(backend: FakeBackend, replies: list[str]) -> str:
    practice = backend.practice().start("the-bus")
    for reply in replies:
        practice.reply(reply)
    practice.end()
    backend.clock.at += timedelta(days=3)
    return practice.session.id


async def test_figures_by_keys_alone(backend: FakeBackend) -> None:
    for n in range(6):
        play(backend, LISTENING[:n] + ASKING[n:])
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g")
        await settle(pilot)
        assert isinstance(app.screen, ProgressScreen)
        assert "6 conversations" in shown(app)
        assert "Enter" in shown(app)
        assert not app.screen.query_one(Chart).display

        await pilot.press("down")
        await settle(pilot)
        assert "gone up" in shown(app)
        assert shown(app).count("●") == 6
        assert "good 70 │┄" in shown(app)
        await pilot.press("enter", "pagedown")
        await settle(pilot)
        assert "Danny" in shown(app)
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert "Reflections to questions" in str(app.screen.query_one("#text", Static).content)
        await pilot.press("left_square_bracket", "escape")
        await settle(pilot)
        assert isinstance(app.screen, ProgressScreen)
        assert app.screen.query_one(Menu).has_focus
        await pilot.press("s")
        await settle(pilot)
        assert (backend.folder / "reports" / "progress-of-trainee-1.html").is_file()
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_nothing_yet_teaches_and_enter_begins(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("g")
        await settle(pilot)
        text = " ".join(shown(app).split())
        assert "nothing yet" in text
        assert "A conversation with Danny" in text
        await pilot.press("down")
        await settle(pilot)
        assert "It takes five replies or more" in " ".join(str(app.screen.query_one("#text", Static).content).split())
        assert not app.screen.query_one(Chart).display
        await pilot.press("up", "enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)


async def test_more_room_brings_bars(backend: FakeBackend) -> None:
    play(backend, LISTENING)
    app = MiCoachApp(backend)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("g", "down")
        await settle(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert "too few" in shown(app)
        await pilot.press("up")
        await settle(pilot)
        assert "█" in shown(app)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "█" not in shown(app)


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Backend:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "home"))
    for name in ("DATABASE_URL", "PROFILE", "THEME"):
        monkeypatch.delenv(f"MI_COACH_{name}", raising=False)
    return Backend(coder=RuleCoder())


async def test_people_come_take_turns_and_go(real: Backend) -> None:
    app = MiCoachApp(real)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.load_coach()
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert isinstance(app.screen, PeopleScreen)
        assert "courtesy, not a lock" in " ".join(shown(app).split())
        await pilot.press("delete")
        await settle(pilot)
        assert isinstance(app.screen, PeopleScreen)

        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, NameDialog)
        app.screen.query_one(Input).value = "Jo [b]"
        await pilot.press("enter")
        await settle(pilot)
        assert real.people.current().id == "trainee-1"
        await pilot.press("enter")
        await settle(pilot)
        assert real.people.current().name == "Jo [b]"
        assert "● Jo [b]" in shown(app)
        assert app.service is not None
        session = app.service.start("driving-disqualified").session
        assert session.profile == "jo-b"

        await pilot.press("escape")
        await settle(pilot)
        assert "practising: Jo [b]" in shown(app)
        await pilot.press("u")
        await settle(pilot)
        menu = app.screen.query_one(Menu)
        menu.highlighted = menu.get_option_index("jo-b")
        await pilot.press("x")
        await settle(pilot)
        assert isinstance(app.screen, DeleteDialog)
        assert "1 session" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DeleteDialog)
        assert "That is not the name" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert len(real.people.all()) == 2
        await pilot.press("x")
        await settle(pilot)
        app.screen.query_one(Input).value = " jo  [B] "
        await pilot.press("enter")
        await settle(pilot)
        assert [p.id for p in real.people.all()] == ["trainee-1"]
        assert real.repository.list() == []
        assert "● Trainee 1" in shown(app)
        assert app.service is not None
        assert app.service.start("driving-disqualified").session.profile == "trainee-1"
    real.close()


async def test_an_empty_name_becomes_a_number(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Trainee 2" in shown(app)
