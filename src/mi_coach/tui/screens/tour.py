"""The tour: two minutes in which the app does what it is for, its own tags shown. It can be left at any time."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Footer, Input, OptionList
from textual.widgets.option_list import Option

from mi_coach.errors import MiCoachError
from mi_coach.service.tour import LONGEST, Goes, Said, Tour
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.choice.menu import Menu
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.transcript.turns import ClientLine, Note, ReplyLine
from mi_coach.tui.wording import plain

_MOST = 5
_WORDS = "words"
_PLACES = {Goes.TALK: "library", Goes.DRILL: "drills"}


class Answers(Menu):
    """What may be answered."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Answer")]


class TourScreen(CoachScreen):
    """A short talk: the app asks, the person picks an answer or types one, the app shows what it heard."""

    CSS_PATH = "tour.tcss"
    HELP_PART = "Tour"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"pick({n})", show=False) for n in range(1, _MOST + 1)),
        Binding("pagedown", "scroll(1)", "More", key_display="PgDn", priority=True),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("escape", "skip", "Leave the tour"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._tour = Tour()

    def compose(self) -> ComposeResult:
        yield TitleBar("A tour of two minutes")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield VerticalScroll(id="talk")
            yield Answers("answers")
            yield Input(
                placeholder="In your own words; Enter says it",
                max_length=LONGEST,
                compact=True,
                id=_WORDS,
                select_on_focus=False,
            )
        yield Footer()

    async def on_mount(self) -> None:
        await self._hear(self._tour.begin())

    async def _hear(self, said: Said, answer: str = "") -> None:
        """Shows what the person answered and what the app says to it, from the top, and asks for the next answer."""
        talk = self.query_one("#talk", VerticalScroll)
        shown: list[Widget] = [ClientLine("You", answer)] if answer else []
        shown.append(ReplyLine(said.text, said.units, self.app.no_color, who="MI Coach"))
        if said.aside:
            shown.append(Note(said.aside))
        await talk.mount_all(shown)
        self.call_after_refresh(talk.scroll_to_widget, shown[0], top=True, animate=False)
        menu = self.query_one(Menu)
        menu.clear_options()
        choices = self._tour.choices
        menu.add_options(Option(plain(f"{n}  {text}"), str(n)) for n, text in enumerate(choices, 1))
        if self._tour.takes_words:
            menu.add_option(Option(f"{len(choices) + 1}  In my own words", _WORDS))
        menu.highlighted = 0
        menu.focus()
        self.query_one(Input).display = self._tour.takes_words
        self.query_one(TitleBar).show(fact=f"{self._tour.step} of {self._tour.steps}")

    @on(OptionList.OptionSelected, "#answers")
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        await self._take(event.option)

    async def action_pick(self, number: int) -> None:
        """Answers with the choice of that number."""
        menu = self.query_one(Menu)
        if number <= menu.option_count:
            await self._take(menu.get_option_at_index(number - 1))

    def on_key(self, event: events.Key) -> None:
        """Takes a letter typed at the answers as the beginning of an answer in own words."""
        box = self.query_one(Input)
        letter = event.character if event.is_printable else None
        # Once begun, anything printable goes on with it: quick typing outruns the change of focus.
        if letter and box.display and not box.has_focus and (letter.isalpha() or box.value):
            event.stop()
            box.focus()
            box.insert_text_at_cursor(letter)

    async def _take(self, option: Option) -> None:
        if option.id == _WORDS:
            self.query_one(Input).focus()
        elif option.id:
            number = int(option.id)
            await self._answered(self._tour.choices[number - 1], self._tour.pick(number))

    @on(Input.Submitted)
    async def _typed(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        if words:
            event.input.clear()
            await self._answered(words, self._tour.say(words))

    async def _answered(self, answer: str, said: Said | None) -> None:
        if said is None:
            self._leave(_PLACES.get(self._tour.goes or Goes.HOME))
        else:
            await self._hear(said, answer)

    def action_scroll(self, pages: int) -> None:
        """Scrolls the talk, wherever the cursor is."""
        talk = self.query_one("#talk", VerticalScroll)
        if pages < 0:
            talk.scroll_page_up(animate=False)
        else:
            talk.scroll_page_down(animate=False)

    def action_skip(self) -> None:
        """Steps out of the box of own words, or leaves the tour."""
        if self.query_one(Input).has_focus:
            self.query_one(Menu).focus()
        else:
            self._leave(None)

    def _leave(self, place: str | None) -> None:
        """Remembers that the tour was seen, and goes where the person chose."""
        try:
            self.backend.settings.set("toured", "on")
        except MiCoachError as error:
            self.warn(f"The tour will be offered again: {error.message}")
        self.app.pop_screen()
        if place:
            self.coach.action_open_place(place)
