"""A moment for oneself between a heavy conversation and what follows; read, or passed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Static

from mi_coach.scoring.phrases import say
from mi_coach.service.check_in import intro, questions, support
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import plain


class CheckInScreen(CoachScreen):
    """A few questions that ask for no answer.

    Args:
        name: What the client is called.
        then: Makes the screen that comes next.
    """

    CSS_PATH = "check_in.tcss"
    HELP_PART = "A moment for yourself"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on"),
        Binding("escape", "go_on", "Pass over", show=False),
    ]

    def __init__(self, name: str, then: Callable[[], CoachScreen]) -> None:
        super().__init__()
        self._client_name = name
        self._then = then

    def compose(self) -> ComposeResult:
        yield TitleBar(say("check_in.heading"), "nothing is kept")
        with Horizontal(classes="page"), VerticalScroll(id="quiet"):
            yield Static(plain(intro(self._client_name)))
            for question in questions(self._client_name):
                yield Bullet(plain(question))
            yield Static(plain(support()))
            yield Static("Enter goes on. The settings can leave this out.", classes="quiet")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#quiet").focus()

    def action_go_on(self) -> None:
        """Goes on to what follows."""
        if self.is_current:
            self.app.switch_screen(self._then())
