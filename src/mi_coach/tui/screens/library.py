"""The library: which conversation to practise, and whatever was left unfinished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.domain.stored import SessionSummary
from mi_coach.service.finding import Wanted, find
from mi_coach.tui.backend import Card
from mi_coach.tui.messages import LibraryRead, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.filters import FilterDialog
from mi_coach.tui.widgets.choice.menu import Menu
from mi_coach.tui.widgets.choice.search import SearchBox
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import cases, describe, moment, plain, replies, skill_name, words

_RESUME = "resume:"
_OPEN = "open:"


class LibraryScreen(CoachScreen):
    """Scenarios as cards, with the details of the one the cursor is on."""

    CSS_PATH = "library.tcss"
    HELP_PART = "Library"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/"),
        Binding("f", "filter", "Filter"),
        Binding("c", "clear", "Show all"),
        Binding("h", "app.open_place('history')", "Past sessions", show=False),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, Card] = {}
        self._unfinished: dict[str, SessionSummary] = {}
        self._played: frozenset[str] = frozenset()
        self._wanted = Wanted()
        self._found = 0

    def compose(self) -> ComposeResult:
        yield TitleBar("Practise", "choose somebody to talk with")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static("Reading the scenarios …", id="note")
            yield SearchBox("Press / to search: a name, a place, a skill")
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
            played = frozenset(s.scenario for s in self.backend.sessions() if s.scenario and s.replies)
            read = LibraryRead(self.backend.library.cards(), self.backend.unfinished(), played)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(read)

    @on(LibraryRead)
    def _read_all(self, message: LibraryRead) -> None:
        self._cards = {card.id: card for card in message.cards}
        self._unfinished = {s.id: s for s in message.unfinished if s.scenario in self._cards}
        self._played = message.played
        self._show()

    def _show(self) -> None:
        """Lists what is wanted, the cursor on what it was on where that is still there."""
        found = find(self._cards.values(), self._wanted, self._played)
        menu = self.query_one(Menu)
        before = menu.highlighted_option.id if menu.highlighted_option else None
        listed = {option.id for option in menu.options}
        menu.clear_options()
        menu.add_options(options := self._options(found))
        ids = [option.id or "" for option in options]
        # A conversation that was just left is what most likely comes next.
        left = bool(ids) and ids[0].startswith(_RESUME) and ids[0] not in listed
        menu.highlighted = (ids.index(before) if before in ids and not left else 0) if ids else None
        if not ids:
            self.query_one("#about", Static).update("")
        self._found = len(found)
        self._tell()
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """The way back to all of them depends on where the cursor is."""
        if self._cards:
            self._tell()

    def _tell(self) -> None:
        self.query_one("#note", Static).update(plain(self._note(self._found)))

    def _note(self, found: int) -> str:
        if not self._cards:
            return "There are no scenarios here yet."
        if not self._wanted:
            return f"{cases(found)}, the gentlest first. What you write stays on this machine."
        asked = ", ".join(self._asked())
        back = "Esc, then C," if self.query_one(SearchBox).has_focus else "C"
        if not found:
            return f"Nothing fits {asked}. {back} shows all {len(self._cards)} again."
        return f"{found} of {cases(len(self._cards))}: {asked}. {back} shows all again."

    def _asked(self) -> list[str]:
        """What was asked for, in words."""
        wanted = self._wanted
        asked = [f"“{plain(wanted.text).plain.strip()}”"] if wanted.text.strip() else []
        asked += [skill_name(wanted.skill)] if wanted.skill else []
        asked += [words(wanted.setting)] if wanted.setting else []
        asked += [f"difficulty {wanted.difficulty}"] if wanted.difficulty else []
        return [*asked, *(["not played yet"] if wanted.fresh else [])]

    def _options(self, cards: Sequence[Card]) -> list[Option]:
        newest = next(iter(self._unfinished.values()), None)
        shown = newest is not None and not self._wanted
        resume = [Option(self._resume_card(newest), f"{_RESUME}{newest.id}")] if newest and shown else []
        return [*resume, *(Option(card_lines(card), f"{_OPEN}{card.id}") for card in cards)]

    def _resume_card(self, summary: SessionSummary) -> Content:
        card = self._cards[summary.scenario or ""]
        return Content.assemble(
            (f"▶ Carry on with {plain(card.client)}", "bold"),
            f"\n  {replies(summary.replies)}, {moment(summary.started)}",
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
            about.update(card_detail(self._cards[key], key in self._played))
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

    def action_search(self) -> None:
        """Goes to the box of words to search by."""
        self.query_one(SearchBox).focus()

    @on(Input.Changed, "#search")
    def _searched(self, event: Input.Changed) -> None:
        self._wanted = replace(self._wanted, text=event.value)
        self._show()

    @on(SearchBox.Left)
    def _to_list(self) -> None:
        self.query_one(Menu).focus()

    def action_filter(self) -> None:
        """Asks which conversations to show."""
        self.app.push_screen(FilterDialog(tuple(self._cards.values()), self._wanted, self._played), self._filtered)

    def _filtered(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            self._wanted = wanted
            self._show()

    def action_clear(self) -> None:
        """Shows all again."""
        self._wanted = Wanted()
        with self.prevent(Input.Changed):
            self.query_one(SearchBox).value = ""
        self._show()

    def action_back(self) -> None:
        """Returns to the screen before."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offers to show all only when something is left out."""
        return action != "clear" or bool(self._wanted)


def card_lines(card: Card) -> Content:
    """A scenario in two short lines, so that a small screen holds a library without scrolling."""
    return Content.assemble((f"{plain(card.title)}\n", "bold"), f" {who(card)}")


def who(card: Card) -> str:
    """With whom and where: ``Danny, 24 · community order``."""
    return f"{plain(card.client)}, {card.age} · {words(card.setting)}"


def card_detail(card: Card, played: bool = False) -> Content:
    """All that the library tells about a scenario; what a small screen must not hide comes first."""
    facts = (
        ("Difficulty", f"{card.difficulty} of 5"),
        ("Stage", words(card.stage)),
        ("Length", f"up to {card.length} exchanges"),
        ("Good for", ", ".join(skill_name(skill) for skill in card.skills)),
        ("Played", "before" if played else "not yet"),
    )
    parts: list[str | Content | tuple[str, str]] = [(f"{plain(card.title)}\n", "bold"), f"{who(card)}\n\n"]
    if card.about:
        parts += [plain(card.about), "\n\n"]
    if card.content_note:
        parts += [("Before you start: ", "bold"), plain(card.content_note), "\n\n"]
    for name, value in facts:
        parts += [(f"{name}: ", "bold"), f"{value}\n"]
    return Content.assemble(*parts)
