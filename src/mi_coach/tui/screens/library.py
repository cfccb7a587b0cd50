"""The library: which conversation to practise, and whatever was left unfinished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.domain.stored import SessionSummary
from mi_coach.tui.backend import Card
from mi_coach.tui.messages import LibraryRead, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.history import HistoryScreen
from mi_coach.tui.screens.settings import SettingsScreen
from mi_coach.tui.widgets.choice.menu import Menu
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, moment, plain, replies, skill_name, words

_RESUME = "resume:"
_OPEN = "open:"


class LibraryScreen(CoachScreen):
    """Scenarios as cards, with the details of the one the cursor is on."""

    CSS_PATH = "library.tcss"
    HELP_PART = "Library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "history", "Past sessions"),
        Binding("s", "settings", "Settings"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, Card] = {}
        self._unfinished: dict[str, SessionSummary] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar("MI Coach", "practise motivational interviewing")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static("Reading the scenarios …", id="note")
            with Horizontal(id="columns"):
                yield Menu("cards")
                with VerticalScroll(id="detail", classes="pane"):
                    yield Static(id="about")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#cards").focus()

    def on_screen_resume(self) -> None:
        """Reads afresh each time it comes to the front: a session may have ended meanwhile."""
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        try:
            read = LibraryRead(self.backend.library.cards(), self.backend.unfinished())
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(read)

    @on(LibraryRead)
    def _show(self, message: LibraryRead) -> None:
        self._cards = {card.id: card for card in message.cards}
        self._unfinished = {s.id: s for s in message.unfinished if s.scenario in self._cards}
        options = self.query_one("#cards", OptionList)
        at = options.highlighted or 0
        options.clear_options()
        options.add_options(self._options(message.cards))
        options.highlighted = min(at, options.option_count - 1) if options.option_count else None
        self.query_one("#note", Static).update(
            "Choose somebody to talk with. What you write stays on this machine."
            if self._cards
            else "There are no scenarios here yet."
        )

    def _options(self, cards: Sequence[Card]) -> list[Option]:
        newest = next(iter(self._unfinished.values()), None)
        resume = [Option(self._resume_card(newest), f"{_RESUME}{newest.id}")] if newest else []
        return [*resume, *(Option(card_lines(card), f"{_OPEN}{card.id}") for card in cards)]

    def _resume_card(self, summary: SessionSummary) -> Content:
        card = self._cards[summary.scenario or ""]
        return Content.assemble(
            (f"▶ Carry on with {plain(card.client)}", "bold"),
            (f"\n  {replies(summary.replies)}, {moment(summary.started)}", "$foreground 80%"),
        )

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self.query_one("#note", Static).update(plain(f"The library could not be read: {message.problem}"))

    @on(OptionList.OptionHighlighted, "#cards")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        kind, _, key = (event.option.id or "").partition(":")
        self.query_one("#detail").scroll_home(animate=False)
        about = self.query_one("#about", Static)
        if f"{kind}:" == _OPEN:
            about.update(card_detail(self._cards[key]))
        elif key in self._unfinished:
            about.update(self._resume_detail(self._unfinished[key]))

    def _resume_detail(self, summary: SessionSummary) -> Content:
        card = self._cards[summary.scenario or ""]
        more = len(self._unfinished) - 1
        tail = f"\n\n{more} more can be carried on: press H for past sessions." if more else ""
        return Content.assemble(
            (f"{plain(card.title)}\n", "bold"),
            f"\nYou began this conversation with {plain(card.client)} on {moment(summary.started)} and left after "
            f"{replies(summary.replies)}. Every reply was kept.\n\nPress Enter to read the case again and carry on.",
            tail,
        )

    @on(OptionList.OptionSelected, "#cards")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, key = (event.option.id or "").partition(":")
        if f"{kind}:" == _OPEN:
            self.app.push_screen(BriefScreen(key))
        elif key in self._unfinished:
            self.app.push_screen(BriefScreen(self._unfinished[key].scenario or "", resume=key))

    def action_history(self) -> None:
        """Opens the list of past sessions."""
        self.app.push_screen(HistoryScreen())

    def action_settings(self) -> None:
        """Opens the settings."""
        self.app.push_screen(SettingsScreen())


def card_lines(card: Card) -> Content:
    """A scenario in two short lines, so that a small screen holds a library without scrolling."""
    return Content.assemble((f"{plain(card.title)}\n", "bold"), f" {who(card)}")


def who(card: Card) -> str:
    """With whom and where: ``Danny, 24 · community order``."""
    return f"{plain(card.client)}, {card.age} · {words(card.setting)}"


def card_detail(card: Card) -> Content:
    """All that the library tells about a scenario; what a small screen must not hide comes first."""
    facts = (
        ("Difficulty", f"{card.difficulty} of 5"),
        ("Stage", words(card.stage)),
        ("Length", f"up to {card.length} exchanges"),
        ("Good for", ", ".join(skill_name(skill) for skill in card.skills)),
    )
    parts: list[str | Content | tuple[str, str]] = [(f"{plain(card.title)}\n", "bold"), f"{who(card)}\n\n"]
    if card.about:
        parts += [plain(card.about), "\n\n"]
    if card.content_note:
        parts += [("Before you start: ", "bold"), plain(card.content_note), "\n\n"]
    for name, value in facts:
        parts += [(f"{name}: ", "bold"), f"{value}\n"]
    return Content.assemble(*parts)
