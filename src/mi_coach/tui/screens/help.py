"""All keys, and what the tags mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from mi_coach.domain.codes import CODE_NAMES, Code
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import MARKS

KEYS = {
    "Everywhere": (
        ("F1 or ?", "this page (in the conversation ? works while the box is empty)"),
        ("Tab, Shift+Tab", "to the next or the previous part of the screen"),
        ("Arrows, PgUp, PgDn", "move and scroll"),
        ("Esc", "one step back"),
        ("Ctrl+Q", "quit at any time; a conversation can be carried on later"),
    ),
    "Library": (
        ("Enter", "open a scenario, or carry on with an unfinished conversation"),
        ("H", "past sessions"),
        ("S", "settings: colours, coaching, meters"),
    ),
    "Case": (
        ("Enter", "start talking"),
        ("C", "change when the tags are shown"),
        ("Esc", "back to the library"),
    ),
    "Conversation": (
        ("Enter", "send your reply"),
        ("Ctrl+J", "a new line in your reply"),
        ("PgUp, PgDn", "look back without leaving the box"),
        ("F2 or Ctrl+T", "a hint: one way to answer; again to hide it"),
        ("F3 or Ctrl+O", "show or hide the client's state"),
        ("F4 or Ctrl+G", "end, or leave for now"),
        ("F5 or Ctrl+L", "read the case again; what you have typed is kept"),
        ("Ctrl+R", "try again when a reply could not be answered"),
    ),
    "Feedback": (
        ("1 to 6", "go to a part"),
        ("S", "save the report as a file"),
        ("Esc", "back to where you came from"),
    ),
    "Past sessions": (("Enter", "read the feedback, or carry on with a conversation that is not finished"),),
    "Settings": (
        ("Tab", "to the next question"),
        ("Arrows, Enter", "choose an answer; it is kept at once"),
    ),
}
"""Keys and what they do, by screen."""

_KEY_WIDTH = 21
_TAG_WIDTH = 4

_TONES = {
    "good": "a skill of motivational interviewing",
    "neutral": "neither for nor against",
    "soft": "could land better: a small change would make it a skill",
    "roadblock": "roadblock: it may get in the way of listening",
    "unsure": "not sure: two readings are close; you are the better judge",
}


class HelpScreen(Screen[None]):
    """A page of keys; closes with Esc.

    Args:
        first: The part of :data:`KEYS` to begin with.
    """

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1,question_mark", "close", "Close", key_display="Esc")]

    def __init__(self, first: str = "") -> None:
        super().__init__()
        self._parts = sorted(KEYS, key=lambda part: part != first)

    def compose(self) -> ComposeResult:
        yield TitleBar("Help", "keys and tags")
        with Horizontal(classes="page"), VerticalScroll(id="keys", classes="pane"):
            for part in self._parts:
                yield Static(part, classes="heading -first" if part == self._parts[0] else "heading")
                yield from _rows(KEYS[part], _KEY_WIDTH)
            yield Static("Tags under your replies", classes="heading")
            yield from _rows(((MARKS[tone], text) for tone, text in _TONES.items()), _TAG_WIDTH)
            yield from _rows(((code.value, CODE_NAMES[code]) for code in Code), _TAG_WIDTH)
            yield Static(
                "Underlined words are those that decided. A simple or complex reflection is always a judgement "
                "call. The tags follow the idea of MITI, a coding system for trained listeners; they are a mirror, "
                "not a mark.",
                classes="quiet",
            )
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#keys").focus()

    def action_close(self) -> None:
        """Goes back to where help was asked for."""
        self.app.pop_screen()


def _rows(rows: Iterable[tuple[str, str]], width: int) -> Iterator[Bullet]:
    return (Bullet(Content(text), key, width) for key, text in rows)
