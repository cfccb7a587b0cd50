"""The first screen: one thing to do next, and everywhere else one can go."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.service.next_up import NextUp, Step
from mi_coach.tui.messages import HomeRead, WorkFailed
from mi_coach.tui.places import AROUND, PLACES, PRACTICE, Place
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.choice.menu import Menu
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, plain

_NEXT = "next"
_ABOUT = "practise motivational interviewing"
_KEY, _NAME = 5, 17


class HomeScreen(CoachScreen):
    """What to do next on Enter, and a key for each place."""

    CSS_PATH = "home.tcss"
    HELP_PART = "Home"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(place.key.lower(), f"app.open_place('{place.id}')", place.name, show=False)
            for place in PLACES.values()
        ),
        Binding("ctrl+p", "app.command_palette", "Find anything", priority=True, key_display="Ctrl+P"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._next: NextUp | None = None
        self._ready = False

    def compose(self) -> ComposeResult:
        yield TitleBar("MI Coach", _ABOUT)
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static(
                "Enter opens what is marked, a letter what stands beside it. What you write stays on this machine.",
                id="note",
                classes="quiet",
            )
            yield Menu("home")
        yield Footer()

    def on_mount(self) -> None:
        menu = self.query_one(Menu)
        menu.add_option(Option("Looking where you are …", id=_NEXT))
        for places in (PRACTICE, AROUND):
            menu.add_option(None)
            menu.add_options(Option(_row(place), id=place.id) for place in places)
        menu.highlighted = 0
        menu.focus()

    def on_screen_resume(self) -> None:
        """Looks afresh each time it comes to the front, and offers the next thing on Enter again."""
        self.query_one(Menu).highlighted = 0
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        try:
            people = self.backend.people
            shared = len(people.all()) > 1
            read = HomeRead(self.backend.next_up(), people.current().name if shared else "")
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(read)

    @on(HomeRead)
    def _show(self, message: HomeRead) -> None:
        self._next, self._ready = message.suggestion, True
        self.query_one(TitleBar).show(fact=f"practising: {message.person}" if message.person else _ABOUT)
        self._offer(_suggestion(message.suggestion))

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self._offer(Content.assemble(("That could not be looked up", "bold"), f"\n{plain(message.problem)}"))

    def _offer(self, text: Content) -> None:
        menu = self.query_one(Menu)
        menu.replace_option_prompt(_NEXT, text)
        menu.refresh(layout=True)  # it may have more lines than what stood there

    @on(OptionList.OptionSelected, "#home")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id in PLACES:
            self.coach.action_open_place(event.option.id)
        elif self._next:
            self._open(self._next)
        elif self._ready:
            self.coach.action_open_place("library")

    def _open(self, suggestion: NextUp) -> None:
        match suggestion.step:
            case Step.TOUR | Step.BENCHMARK as step:
                self.coach.action_open_place(step.value)
            case Step.CARRY_ON | Step.SCENARIO:
                from mi_coach.tui.screens.brief import BriefScreen

                self.app.push_screen(BriefScreen(suggestion.id, suggestion.session or None))
            case Step.DRILL:
                from mi_coach.tui.screens.drill import DrillScreen

                self.app.push_screen(DrillScreen(suggestion.id))


def _row(place: Place) -> Content:
    return Content.assemble((place.key.ljust(_KEY), "bold"), (place.name.ljust(_NAME), "bold"), place.about)


def _suggestion(suggestion: NextUp | None) -> Content:
    """What Enter does, and why."""
    if suggestion is None:
        return Content("There are no scenarios here yet. Enter opens the library.")
    return Content.assemble((f"▶ Next: {plain(suggestion.title)}", "bold"), f"\n{plain(suggestion.why)}")
