"""From a figure to the units behind it, and from a unit to its reply."""

from __future__ import annotations

import re

import pytest
from textual.widgets import OptionList

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.screens.units import UnitsDialog
from mi_coach.tui.widgets.chart.strip_chart import StripChart
from mi_coach.tui.widgets.report.figures import Figures, Opens
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import settle, shown

REPLIES = (
    "You feel nobody listens. What would help?",
    "Why don't you get a bike? [b]Well[/b].",
    "Part of you wants it over.",
)


@pytest.fixture
def session_id(backend: FakeBackend) -> str:
    practice = backend.practice().start("the-bus")
    for reply in REPLIES:
        practice.reply(reply)
    practice.end()
    return practice.session.id


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_enter_on_a_figure_shows_its_units_and_leads_to_the_reply(
    backend: FakeBackend, session_id: str, size: tuple[int, int]
) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(FeedbackScreen(session_id))
        await settle(pilot)
        await pilot.press("4")
        await settle(pilot)
        assert app.focused is app.screen.query(Figures).first()

        await pilot.press("tab")
        counts = app.focused
        assert isinstance(counts, Figures)
        counts.highlighted = next(n for n in range(counts.option_count) if "complex reflection" in _row(counts, n))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, UnitsDialog)
        assert "CR complex reflection: 2" in shown(app)
        assert "reply 1, unit 1 · CR complex reflection" in shown(app)
        assert "“Part of you wants it over.”" in shown(app)

        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
        assert app.focused is app.screen.query_one("#reply-3")
        assert "You, reply 3" in shown(app)


async def test_a_score_opens_what_is_for_and_against_it(backend: FakeBackend, session_id: str) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(100, 40)) as pilot:
        await app.push_screen(FeedbackScreen(session_id))
        await settle(pilot)
        for heading, sign in zip(app.screen.query(Opens)[1:3], "+!", strict=True):
            heading.focus()
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, UnitsDialog)
            assert f"{sign} reply" in shown(app)
            await pilot.press("escape")
            await settle(pilot)
            assert app.focused is heading


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_estimated_global_and_the_unsure_tags_open_too(
    backend: FakeBackend, session_id: str, size: tuple[int, int]
) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(FeedbackScreen(session_id))
        await settle(pilot)
        await pilot.press("4", "tab", "tab", "tab", "tab")
        await settle(pilot)
        assert "Estimated globals" in shown(app)
        assert "Estimates by rule, not ratings." in shown(app)
        assert re.search(r"Softening sustain talk +– +│", shown(app).replace("┃", "│"))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, UnitsDialog)
        assert "Cultivating change talk: 3" in shown(app)
        assert "+ reply 1, unit 1" in shown(app)
        assert "! reply 2, unit 1" in shown(app)

        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert isinstance(app.screen, UnitsDialog)
        assert "How sure the tags are" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.focused is app.screen.query_one("#reply-1")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_six_shows_the_arc_and_leads_on_from_it(
    backend: FakeBackend, session_id: str, size: tuple[int, int]
) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(FeedbackScreen(session_id))
        await settle(pilot)
        await pilot.press("6")
        await settle(pilot)
        assert isinstance(app.focused, StripChart)
        drawn = shown(app)
        assert "From start to end: trust 40 to " in " ".join(drawn.split())
        assert all(f"{name} " in drawn for name in ("Trust", "Importance", "Confidence", "Strain", "Reply"))
        assert "Each strip runs from 0 to 100" in drawn

        await pilot.press("down")
        await settle(pilot)
        assert shown(app) != drawn
        await pilot.press("tab")
        await settle(pilot)
        assert isinstance(app.focused, Figures)
        assert "a meaning beneath them" in shown(app)


async def test_a_figure_with_no_unit_of_its_own_says_so(backend: FakeBackend, session_id: str) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(FeedbackScreen(session_id))
        await settle(pilot)
        await pilot.press("4", "enter")
        await settle(pilot)
        assert not app.screen.query(OptionList)
        assert "No single unit stands behind this figure." in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)


def _row(figures: Figures, n: int) -> str:
    return str(figures.get_option_at_index(n).prompt)
