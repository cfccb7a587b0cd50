"""One line at the top: where the person is, and one fact on the right."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from mi_coach.tui.wording import plain


class TitleBar(Horizontal):
    """Title on the left, a changing fact on the right; the fact is never cut off."""

    DEFAULT_CSS = """
    TitleBar {
        height: 1;
        background: $panel;
        color: $foreground;
        padding: 0 1;
    }
    TitleBar #title { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
    TitleBar #fact { width: auto; padding-left: 2; }
    """

    def __init__(self, title: str, fact: str = "") -> None:
        super().__init__()
        self._title = title
        self._fact = fact

    def compose(self) -> ComposeResult:
        yield Static(plain(self._title), id="title")
        yield Static(plain(self._fact), id="fact")

    def show(self, title: str | None = None, fact: str | None = None) -> None:
        """Changes the title, the fact, or both."""
        if title is not None:
            self.query_one("#title", Static).update(plain(title))
        if fact is not None:
            self.query_one("#fact", Static).update(plain(fact))
