"""The case, piece by piece: on the brief before a conversation, and again while one goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Footer, Static

from mi_coach.domain.scenario import Scenario
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import plain


class CaseScreen(CoachScreen):
    """The case over a conversation that goes on beneath, with whatever was typed kept there."""

    CSS_PATH = "case.tcss"
    HELP_PART = "Conversation"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5,ctrl+l,enter", "back", "Back to the conversation", key_display="Esc"),
    ]

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario

    def compose(self) -> ComposeResult:
        yield TitleBar(f"The case: {self._scenario.title}", "your conversation waits")
        with Horizontal(classes="page"), VerticalScroll(id="case", classes="pane"):
            yield from case(self._scenario)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#case").focus()

    def action_back(self) -> None:
        """Returns to the conversation."""
        self.app.pop_screen()


def case(scenario: Scenario) -> Iterator[Widget]:
    """The brief, piece by piece; what one may want to know before starting comes early, to be seen at once."""
    brief = scenario.brief
    yield Static(plain(f"{scenario.client.name}, {scenario.client.age}"), classes="heading -first")
    yield Static(plain(scenario.client.about))
    if scenario.content_note:
        yield Static("Before you start", classes="heading")
        yield Static(plain(scenario.content_note))
    yield from _section("What you know", brief.know)
    yield Static("Your purpose", classes="heading")
    yield Static(plain(brief.purpose))
    yield from _section("What is not negotiable", brief.not_negotiable)


def _section(name: str, lines: Iterable[str]) -> Iterator[Widget]:
    yield Static(name, classes="heading")
    yield from (Bullet(plain(line)) for line in lines)
