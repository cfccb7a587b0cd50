"""Who practises on this machine: choose, add, or delete somebody with all that is theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.domain.profile import MAX_NAME, Profile
from mi_coach.service.personal import Kept
from mi_coach.tui.messages import PeopleRead, PersonCounted, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.choice.menu import Menu, spaced
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, moment, plain

_LOCK = (
    "Each profile keeps its own conversations, drills and progress, and needs nobody's real name. Profiles are a "
    "courtesy, not a lock: whoever uses this account on the machine can open them all."
)


class PeopleScreen(CoachScreen):
    """Everybody, the one who is practising marked."""

    CSS_PATH = "people.tcss"
    HELP_PART = "People"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New"),
        Binding("delete,x", "delete", "Delete", key_display="Del"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._everybody: dict[str, Profile] = {}
        self._current = ""

    def compose(self) -> ComposeResult:
        yield TitleBar("People", "kept on this machine")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static("Looking who practises here …", id="note")
            yield Menu("people")
            yield Static(_LOCK, classes="quiet", id="lock")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#people").focus()
        self._work(lambda: "")

    @work(thread=True)
    def _work(self, change: Callable[[], str]) -> None:
        """Makes a change, which gives what is to be said of it, and reads everybody afresh."""
        try:
            told = change()
            people = self.backend.people
            read = PeopleRead(people.all(), people.current().id, told)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(read)

    @on(PeopleRead)
    def _show(self, message: PeopleRead) -> None:
        switched = bool(self._current) and message.current != self._current
        before = set(self._everybody)
        self._everybody = {profile.id: profile for profile in message.everybody}
        self._current = message.current
        menu = self.query_one(Menu)
        at = menu.highlighted_option.id if menu.highlighted_option else message.current
        fresh = [id_ for id_ in self._everybody if before and id_ not in before]
        menu.clear_options()
        menu.add_options(spaced(Option(_row(p, message.current), p.id) for p in message.everybody))
        wanted = fresh[0] if fresh else at if at in self._everybody else message.current
        menu.highlighted = menu.get_option_index(wanted)
        self.query_one("#note", Static).update("Enter makes it the practice of whoever the cursor is on.")
        if message.told:
            self.notify(message.told, markup=False)
        if switched:
            self.coach.person_changed()

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self.warn(message.problem)

    @on(OptionList.OptionSelected, "#people")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        chosen = event.option.id or ""

        def use() -> str:
            return f"From now on it is the practice of {self.backend.people.use(chosen).name}."

        self._work(use)

    def action_new(self) -> None:
        """Asks what to call somebody new."""
        self.app.push_screen(NameDialog(), self._add)

    def _add(self, name: str | None) -> None:
        if name is not None:
            self._work(lambda: f"{self.backend.people.new(name).name} is here now. Enter makes it their practice.")

    def action_delete(self) -> None:
        """Asks whether somebody is to go, with all that is theirs."""
        option = self.query_one(Menu).highlighted_option
        if option is None or option.id is None:
            return
        if len(self._everybody) == 1:
            self.warn("The only profile stays. In a terminal, mi-coach data delete empties it.")
        else:
            self._count(option.id)

    @work(thread=True)
    def _count(self, profile: str) -> None:
        try:
            kept = self.backend.personal.kept(profile)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(PersonCounted(kept))

    @on(PersonCounted)
    def _counted(self, message: PersonCounted) -> None:
        gone = message.kept.profile

        def delete(sure: bool | None) -> None:
            if sure:
                self._work(lambda: f"Deleted: {self.backend.personal.delete(gone, with_profile=True).told}.")

        self.app.push_screen(DeleteDialog(message.kept), delete)

    def action_back(self) -> None:
        """Returns to where one came from."""
        self.app.pop_screen()


class NameDialog(ModalScreen[str]):
    """Asks what the screen is to call somebody; gives the name, which may be empty, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("What shall the screen call this person?", classes="heading")
            yield Input(placeholder="any words; left empty, it gets a number", max_length=MAX_NAME)
            yield Static("It need not be a real name. Enter adds the profile, Esc goes back.", classes="quiet")

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class DeleteDialog(ModalScreen[bool]):
    """Asks for the name to be typed before a profile is deleted with all of it; gives True when it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", show=False)]

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self._kept = kept

    def compose(self) -> ComposeResult:
        name = plain(self._kept.name).plain
        with Vertical(classes="dialog"):
            yield Static(Content(f"Delete {name} with all that is theirs?"), classes="heading")
            yield Static(Content(f"Kept of them: {self._kept.told}. It cannot be brought back."))
            yield Static(Content(f"To delete it, type {name} and press Enter. Esc goes back."), id="how")
            yield Input()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        typed = " ".join(event.value.split()).casefold()
        if typed in (self._kept.name.casefold(), self._kept.profile.casefold()):
            self.dismiss(True)
        else:
            self.query_one("#how", Static).update(
                Content(f"That is not the name. Type {plain(self._kept.name).plain} to delete it; Esc goes back.")
            )


def _row(profile: Profile, current: str) -> Content:
    here = profile.id == current
    sign, state = ("●", "practising now") if here else ("○", f"since {moment(profile.created)}")
    return Content.assemble(f"{sign} ", (plain(profile.name).plain, "bold"), f"\n  {state}")
