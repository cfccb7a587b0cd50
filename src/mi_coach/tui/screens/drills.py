"""The drills in the order of the ladder, and below them the spotting exercises."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.exercises.types import LEVELS
from mi_coach.service.drills import MINUTES
from mi_coach.service.shelf import Shelf, ShelvedDrill, ShelvedSpotting
from mi_coach.tui.messages import ShelfRead, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.drill import DrillScreen
from mi_coach.tui.screens.spotting import SpottingScreen
from mi_coach.tui.widgets.choice.menu import Menu
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, moment, plain

_ABOUT = (
    f"A drill is {MINUTES} minutes on one skill: somebody says a line, you reply in your own words and see at once "
    "what came across. Dots show your level, ◂ what is next."
)
_SPOT = "spot:"


class DrillsScreen(CoachScreen):
    """Skills on the left, what the marked one is and where the person stands on the right."""

    CSS_PATH = "drills.tcss"
    HELP_PART = "Drills"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "open_at(1)", "At a level", key_display="1-3"),
        *(Binding(str(level), f"open_at({level})", show=False) for level in LEVELS[1:]),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drills: dict[str, ShelvedDrill] = {}
        self._spotting: dict[str, ShelvedSpotting] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar("Drills", f"{MINUTES} minutes on one skill")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static(_ABOUT, id="note")
            with Horizontal(id="columns"):
                yield Menu("drills")
                with VerticalScroll(id="detail", classes="pane"):
                    yield Static(id="about")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Menu).focus()

    def on_screen_resume(self) -> None:
        """Reads afresh whenever it comes to the front."""
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        try:
            found = self.backend.shelf()
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(ShelfRead(found))

    @on(ShelfRead)
    def _show(self, message: ShelfRead) -> None:
        found = message.shelf
        first = not self._drills
        self._drills = {d.drill.skill.value: d for d in found.drills}
        self._spotting = {f"{_SPOT}{s.exercise.id}": s for s in found.spotting}
        menu = self.query_one(Menu)
        at = menu.highlighted
        menu.clear_options()
        menu.add_options(_row(n, d, found) for n, d in enumerate(found.drills, 1))
        menu.add_option(None)
        menu.add_options(Option(_spotting_row(s), id=key) for key, s in self._spotting.items())
        menu.highlighted = list(self._drills).index(found.due) if first or at is None else at
        self.refresh_bindings()

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self.query_one("#note", Static).update(plain(f"The drills could not be read: {message.problem}"))

    @on(OptionList.OptionHighlighted, "#drills")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        key = event.option.id or ""
        drill, spotting = self._drills.get(key), self._spotting.get(key)
        text = _about_drill(drill) if drill else _about_spotting(spotting) if spotting else Content("")
        self.query_one("#about", Static).update(text)
        self.query_one("#detail").scroll_home(animate=False)
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#drills")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._open(event.option.id or "", None)

    def _open(self, key: str, level: int | None) -> None:
        if key in self._drills:
            self.app.push_screen(DrillScreen(key, level))
        elif key in self._spotting:
            self.app.push_screen(SpottingScreen(self._spotting[key].exercise.id))

    def _marked(self) -> str:
        menu = self.query_one(Menu)
        return "" if menu.highlighted is None else menu.get_option_at_index(menu.highlighted).id or ""

    def action_open_at(self, level: int) -> None:
        """Opens the marked drill at a level, where it then stays."""
        self._open(self._marked(), level)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Levels are for drills alone."""
        return not (action == "open_at" and self._marked() not in self._drills)

    def action_back(self) -> None:
        """Returns to the screen before."""
        self.app.pop_screen()


def _dots(level: int) -> str:
    return "●" * level + "○" * (LEVELS[-1] - level)


def _row(number: int, shelved: ShelvedDrill, found: Shelf) -> Option:
    skill = shelved.drill.skill.value
    dots = _dots(shelved.level) if shelved.last else "···"
    name = (plain(shelved.drill.name).plain, "bold" if skill == found.due else "")
    return Option(Content.assemble(f"{number:>2} {dots} ", name, " ◂" if skill == found.due else ""), id=skill)


def _spotting_row(shelved: ShelvedSpotting) -> Content:
    return Content.assemble("   spot ", plain(shelved.exercise.name))


def _about_drill(shelved: ShelvedDrill) -> Content:
    drill = shelved.drill
    if shelved.last:
        stands = f"{_dots(shelved.level)} You stand at level {shelved.level} of {LEVELS[-1]}."
        last = f"Last practised {moment(shelved.last)}."
    else:
        stands, last = "··· Not drilled yet.", ""
    parts = [
        Content.styled(plain(drill.name).plain, "bold"),
        Content(" ".join(part for part in (stands, last) if part)),
        Content(""),
        plain(drill.about),
        Content(""),
        Content.assemble((f"Level {shelved.level}: ", "bold"), plain(drill.levels[shelved.level])),
    ]
    return Content("\n").join(parts)


def _about_spotting(shelved: ShelvedSpotting) -> Content:
    exercise = shelved.exercise
    last = (
        f"Last time, {moment(shelved.last)}, you heard {shelved.right} of {shelved.items}."
        if shelved.last
        else "Not practised yet."
    )
    parts = [
        Content.styled(plain(exercise.name).plain, "bold"),
        Content(last),
        Content(""),
        plain(exercise.about),
        Content(""),
        Content("Nothing to write here: each line is named with one key."),
    ]
    return Content("\n").join(parts)
