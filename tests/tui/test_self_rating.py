"""The own view before the feedback: rated, in part, skipped, switched off, and never asked twice."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from mi_coach.domain.self_rating import SelfRating
from mi_coach.errors import MiCoachError
from mi_coach.service.practice import Practice
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.screens.help import HelpScreen
from mi_coach.tui.screens.self_rating import SelfRatingScreen
from mi_coach.tui.themes import LABELS
from mi_coach.tui.widgets.choice.scale import Scale
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import Compare, settle, shown, start_talking, type_and_send

REPLIES = (
    "You feel nobody listens.",
    "What would help?",
    "Well done for coming.",
    "You kept every appointment.",
    "Part of you wants it behind you. What next?",
)


async def practise(pilot: Pilot[None], replies: int = len(REPLIES)) -> None:
    """From the library to the first key after the end."""
    await start_talking(pilot)
    for reply in REPLIES[:replies]:
        await type_and_send(pilot, reply)
    await pilot.press("f4", "e")
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)


def kept(backend: FakeBackend) -> SelfRating | None:
    (summary,) = backend.sessions()
    return backend.session(summary.id).self_rating


async def test_all_six_are_rated_with_the_keys_alone_and_kept_before_the_report_is_seen(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(100, 120)) as pilot:
        await practise(pilot)
        assert isinstance(app.screen, SelfRatingScreen)
        assert "Overall" not in shown(app)
        assert "you stayed alongside when they pushed back" in shown(app)

        await pilot.press("4", "5", "2", "3", "1", "h")
        assert "0 ○ hardly any  H ● one for two  1 ○ one  2 ○ two  3 ○ three or more" in shown(app)
        assert kept(backend) is None
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
        assert "Your own view beside the evidence" in shown(app)
        assert "your view 5, evidence 3" in shown(app)
        assert "your view 0.5, evidence 0.4" in shown(app)
        assert "Over your last two rated sessions" in shown(app)
    assert kept(backend) == SelfRating(4, 5, 2, 3, 1, 0.5)


async def test_it_may_be_rated_in_part_and_taken_back(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await practise(pilot)
        await pilot.press("4", "down", "right", "right", "left", "down", "5", "up", "delete", "7", "enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
    assert kept(backend) == SelfRating(contracts=4, desire=1)


@pytest.mark.parametrize("keys", [("escape",), ("enter",), ("3", "4", "escape")])
async def test_one_key_skips_all_of_it_for_good(backend: FakeBackend, keys: tuple[str, ...]) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await practise(pilot)
        await pilot.press(*keys)
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
        assert "Your own view" not in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("h", "enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
    assert kept(backend) is None


async def test_a_short_session_is_not_asked_about(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await practise(pilot, replies=4)
        assert isinstance(app.screen, FeedbackScreen)


async def test_it_can_be_switched_off_in_the_settings(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("s", *["tab"] * 5, "enter")
        await settle(pilot)
        assert backend.settings.kept == {"self_rating": "off"}
        await pilot.press("escape")
        await practise(pilot)
        assert isinstance(app.screen, FeedbackScreen)


async def test_answers_that_cannot_be_kept_stay_to_be_tried_again(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_practice: Practice, _rating: SelfRating) -> None:
        raise MiCoachError("the disk is full")

    app = MiCoachApp(backend)
    async with app.run_test(size=(100, 40)) as pilot:
        await practise(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Practice, "rate", broken)
            await pilot.press("4", "enter")
            await settle(pilot)
        assert isinstance(app.screen, SelfRatingScreen)
        assert ["the disk is full" in told.message for told in app._notifications] == [True]
        assert app.screen.query(Scale).first().value == 4
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
    assert kept(backend) == SelfRating(contracts=4)


async def test_help_opens_at_its_keys(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await practise(pilot)
        await pilot.press("f1")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "rate a principle and go on to the next" in shown(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_pictures(backend: FakeBackend, picture: Compare, size: tuple[int, int]) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await practise(pilot)
        await pilot.press("4", "down", "2")
        for theme in LABELS:
            app.theme = theme
            await picture(pilot, f"own-view-{theme}")
        app.theme = next(iter(LABELS))
        await pilot.press("enter")
        await settle(pilot)
        own = app.screen.query_one("#own-view")
        app.screen.query_one("#report").scroll_to_widget(own, top=True, animate=False)
        await picture(pilot, "feedback-own-view")


async def test_picture_without_colour(backend: FakeBackend, picture: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await pilot.press("4", "down", "2")
        await picture(pilot, "own-view")
