"""A moment for oneself after something heavy: shown, passed over, switched off; nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mi_coach.domain.scenario import Mark
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.check_in import CheckInScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.screens.self_rating import SelfRatingScreen
from tests.fakes.backend import FakeBackend
from tests.fakes.scenario import tiny_scenario
from tests.tui.conftest import settle, shown, start_talking, type_and_send


@pytest.fixture
def heavy(backend: FakeBackend) -> FakeBackend:
    """Danny says something heavy in his first line."""
    tiny = tiny_scenario()
    lines = tuple(replace(line, marks=(Mark.RISK,)) if line.id == "hello" else line for line in tiny.lines)
    backend.library.__init__(replace(tiny, lines=lines))
    return backend


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_it_comes_before_the_own_view_and_either_key_goes_on(heavy: FakeBackend, key: str) -> None:
    app = MiCoachApp(heavy)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        for _ in range(5):
            await type_and_send(pilot, "You feel nobody listens.")
        await pilot.press("f4", "e")
        await settle(pilot)
        assert "Press Enter for a moment for yourself" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, CheckInScreen)
        assert "What did you notice in yourself while Danny was talking?" in shown(app)
        assert "Enter goes on" in shown(app)
        before = heavy.repository.get(heavy.sessions()[0].id)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(app.screen, SelfRatingScreen)
        assert heavy.repository.get(before.session.id) == before


async def test_it_can_be_switched_off(heavy: FakeBackend) -> None:
    heavy.settings.set("check_in", "off")
    app = MiCoachApp(heavy)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens.")
        await pilot.press("f4", "e")
        await settle(pilot)
        assert "moment for yourself" not in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
