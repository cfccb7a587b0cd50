"""The tour: taken, left, answered in own words; offered once."""

from __future__ import annotations

from textual.widgets import Input

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.home import HomeScreen
from mi_coach.tui.screens.library import LibraryScreen
from mi_coach.tui.screens.tour import TourScreen
from mi_coach.tui.widgets.transcript.turns import ReplyLine, UnitTag
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import settle, shown


async def test_the_tour_leads_from_the_first_start_to_somebody_to_talk_with(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "1 of 4" in shown(app)
        assert "OQ open question" in shown(app)
        for answer in ("2", "enter", "1"):
            await pilot.press(answer)
            await settle(pilot)
        labels = [str(tag.content) for tag in app.screen.query(UnitTag)]
        assert any("CR complex reflection" in label for label in labels)
        assert any("AF affirmation" in label for label in labels)
        assert any("EA emphasising autonomy" in label for label in labels)
        assert any("summary" in label and "this was somebody else's idea" in label for label in labels)
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert "Next: A conversation with Danny" in shown(app)
    assert backend.settings.kept["toured"] == "on"


async def test_own_words_are_handed_back_as_they_were_typed(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("t", "5")
        app.screen.query_one(Input).insert("[b]more[/b] {stuck} \x1b[31mtime", 0)
        await pilot.press("enter")
        await settle(pilot)
        assert "You say: ‘[b]more[/b] {stuck} time’." in shown(app)
        assert "2 of 4" in shown(app)
        await pilot.press("1", "1", "3")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_it_can_be_left_at_any_time_and_taken_again(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("enter", "1", "escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "Next: A conversation with Danny" in shown(app)
        await pilot.press("t")
        await settle(pilot)
        assert isinstance(app.screen, TourScreen)
        assert len(app.screen.query(ReplyLine)) == 1


async def test_esc_in_the_box_goes_back_to_the_answers_first(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("t", "5", "h", "i", "escape")
        await settle(pilot)
        assert isinstance(app.screen, TourScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_what_was_just_said_stands_at_the_top_and_the_rest_can_be_read(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("t", "2")
        await settle(pilot)
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert "▌ Yes, go on." in shown(app)
        assert "gathers several things" not in shown(app)
        await pilot.press("pagedown")
        await settle(pilot)
        assert "gathers several things" in shown(app)


async def test_a_letter_typed_at_the_answers_begins_an_answer_in_own_words(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("P", "u", "t", "h", "comma", "space", "y", "e", "s")
        assert app.screen.query_one(Input).value == "Puth, yes"
        await pilot.press("enter")
        await settle(pilot)
        assert "▌ Puth, yes" in shown(app)
        assert "2 of 4" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
