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
        ("Ctrl+P", "find anything: somebody to talk with, a screen, a setting"),
        ("Ctrl+Q", "quit at any time; a conversation can be carried on later"),
    ),
    "Home": (
        ("Enter", "do what is offered next, or open what is marked"),
        ("P", "practise: choose somebody to talk with"),
        ("D", "drills: five minutes on one skill"),
        ("B", "benchmark: a written test before and after"),
        ("G", "progress"),
        ("H", "past sessions"),
        ("S", "settings"),
        ("U", "people on this machine"),
        ("T", "the two-minute tour"),
    ),
    "Tour": (
        ("1 to 5", "answer; the last is for your own words"),
        ("Enter", "give the marked answer, or say what you typed"),
        ("PgUp, PgDn", "read on, or back"),
        ("Esc", "leave; T on the first screen takes it again"),
    ),
    "Library": (
        ("Enter", "open a scenario, or carry on with an unfinished conversation"),
        ("/", "search: words of a name, a place, a skill; Enter goes to the list"),
        ("F", "filter by skill, setting, difficulty, or not played yet"),
        ("C", "show all again"),
        ("H", "past sessions"),
    ),
    "Case": (
        ("Enter", "start talking"),
        ("C", "change when the tags are shown"),
        ("N, O", "before the tags: name your reply first; a note of your own"),
        ("E", "an example: you read the client's lines, the app plays the practitioner"),
        ("Esc", "back to where you came from"),
    ),
    "Conversation": (
        ("Enter", "send your reply"),
        ("Ctrl+J", "a new line in your reply"),
        ("PgUp, PgDn", "look back without leaving the box"),
        ("F2 or Ctrl+T", "a hint, one step at a time; after the last it is put away"),
        ("F3 or Ctrl+O", "show or hide the client's state"),
        ("F4 or Ctrl+G", "end, or leave for now"),
        ("F5 or Ctrl+L", "read the case again; what you have typed is kept"),
        ("F8 or Ctrl+B", "go back to one of your replies and say it differently; Enter: the last one"),
        ("F9 or Ctrl+N", "on another path: set it beside the one it left"),
        ("Ctrl+R", "try again when a reply could not be answered"),
        ("1 to 9, Enter, Esc", "before the tags: name your reply, go on, or skip"),
    ),
    "Your own view": (
        ("1 to 5", "rate a principle and go on to the next; 0 to 3 and H for reflections"),
        ("Up, Down, Tab", "to another question"),
        ("Left, Right, Del", "change an answer, or leave the question out"),
        ("Enter", "keep what you chose and go on to the feedback"),
        ("Esc", "skip all of it"),
    ),
    "A moment for yourself": (("Enter or Esc", "go on; nothing is asked, and nothing is kept"),),
    "Feedback": (
        ("1 to 7", "go to a part"),
        ("Tab, arrows", "from score to score, and among the figures"),
        ("Enter", "the units behind a score or figure; there, to the reply"),
        ("V", "show the tags of a conversation that was had without them"),
        ("D", "the drill that practises the next step"),
        ("T", "try again: say a reply differently, at first the one you are at (Tab to it)"),
        ("P", "all paths through this session"),
        ("S", "save the report as a file"),
        ("Esc", "back to where you came from"),
    ),
    "Two paths": (
        ("Arrows, PgUp, PgDn", "read on: what was said, what was answered, where it led"),
        ("1, 2", "the feedback on the first or the second path"),
        ("Esc", "back"),
    ),
    "Paths": (
        ("Enter", "read the feedback on a path"),
        ("C", "set it beside another path"),
        ("R", "carry on with one that is not finished"),
        ("T", "go back to one of its replies and say it differently"),
        ("Esc", "back"),
    ),
    "The client's chair": (
        ("Enter", "the practitioner's next reply, with why; after the last one, the feedback"),
        ("A", "all of it at once"),
        ("F3", "show or hide where the client stands"),
        ("F", "the feedback on the example, at its end"),
        ("Esc", "back"),
    ),
    "Drills": (
        ("Enter", "open a drill, or a spotting exercise further down"),
        ("1 to 3", "open the drill at that level, where it then stays"),
        ("Tab, arrows", "read on beside the list"),
        ("Esc", "back"),
    ),
    "Drill": (
        ("Enter", "begin; send your reply; go on to the next person"),
        ("Ctrl+J", "a new line in your reply"),
        ("PgUp, PgDn", "look back at your replies without leaving the box"),
        ("F2 or Ctrl+T", "the tips; again to put them away"),
        ("F3 or Ctrl+N", "go on to the next person without a reply, or without a second one"),
        ("F4 or Ctrl+G", "end the round here and see what came of it"),
        ("R, N", "at the end: another round; the next skill, where it is named"),
        ("Esc", "leave; what you answered is kept"),
    ),
    "Spotting": (
        ("1 to 9, A to D", "name the line; so do the arrows and Enter"),
        ("Enter", "go on to the next line"),
        ("PgUp, PgDn", "look back at what was said"),
        ("F4 or Ctrl+G", "end the round here and see what came of it"),
        ("R", "at the end: another round"),
        ("Esc", "leave; what you answered is kept"),
    ),
    "Benchmark": (
        ("Enter", "begin or carry on; keep your reply and go on to the next situation"),
        ("Ctrl+J", "a new line in your reply"),
        ("PgUp, PgDn", "to another situation; your reply so far is kept with the one you leave"),
        ("F4 or Ctrl+G", "see your result, once all are answered"),
        ("Esc", "leave; what you wrote is kept, and you can carry on later"),
    ),
    "Progress": (
        ("Up, Down", "from figure to figure; [ and ] do the same from the right-hand side"),
        ("Enter", "read on beside the list; on the first row, begin what is proposed"),
        ("S", "save all of it as a web page"),
        ("Esc", "back to the list, then to where you came from"),
    ),
    "People": (
        ("Enter", "make it the practice of whoever the cursor is on"),
        ("N", "add somebody; a name is not needed"),
        ("Del or X", "delete somebody with all that is theirs, once you have typed the name"),
    ),
    "Past sessions": (
        ("Enter", "read the feedback, or carry on with a conversation that is not finished"),
        ("P", "all paths through a session"),
        ("/", "search: a name, a month, how it ended"),
        ("Del or X", "take a session off the list; it is deleted when you leave the list"),
        ("U or Ctrl+Z", "bring back what you took off last"),
    ),
    "Settings": (
        ("Tab", "to the next question"),
        ("Arrows, Enter", "choose an answer, or change what is marked; it is kept at once"),
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
