"""All the ways through one conversation that were taken, as a tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.domain.session import Session
from mi_coach.service.compare import path_title, tree_order
from mi_coach.tui.messages import PathsRead, WorkFailed
from mi_coach.tui.screens.compare import CompareScreen
from mi_coach.tui.screens.going_back import GoingBack
from mi_coach.tui.widgets.choice.menu import Menu, spaced
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, ending, plain, replies


class PathsScreen(GoingBack):
    """The tree of a session's paths: read one, compare two, carry on with an open one, or take another.

    Args:
        session_id: The session or one of its paths; that one is highlighted.
    """

    CSS_PATH = "paths.tcss"
    HELP_PART = "Paths"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "compare", "Compare"),
        Binding("r", "carry_on", "Carry on"),
        Binding("t", "try_again", "Try again"),
        Binding("escape,p", "back", "Back", key_display="Esc"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._paths: tuple[Session, ...] = ()
        self._client_name = "Client"

    def compose(self) -> ComposeResult:
        yield TitleBar("Paths")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static("Reading the paths …", id="note")
            yield Menu("paths")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#paths").focus()

    def on_screen_resume(self) -> None:
        """Reads afresh whenever it comes to the front."""
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        try:
            paths = self.backend.paths(self._session_id)
            overall = {path.path: self.backend.report(path.reference).get("overall") for path in paths}
            scenario = self.backend.library.get(paths[0].scenario) if paths[0].scenario else None
            names = (scenario.client.name, scenario.title) if scenario else ("Client", "A transcript")
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(PathsRead(paths, overall, names))

    @on(PathsRead)
    def _show(self, message: PathsRead) -> None:
        options = self.query_one("#paths", OptionList)
        at = options.highlighted
        self._client_name, title = message.names
        ordered = tree_order(message.paths)
        self._paths = tuple(path for _, path in ordered)
        self.query_one(TitleBar).show(f"Paths · {title}", _count(len(ordered)))
        options.clear_options()
        options.add_options(spaced(Option(row(p, depth, message.overall, self._client_name)) for depth, p in ordered))
        named = next((n for n, p in enumerate(self._paths) if p.reference == self._session_id), None)
        newest = max(range(len(self._paths)), key=lambda n: self._paths[n].path)
        options.highlighted = at if at is not None else newest if named is None else named
        self.query_one("#note", Static).update(
            "Enter reads the feedback on a path. Nothing that you said on any of them is lost."
            if len(self._paths) > 1
            else "One path so far. T goes back to one of your replies and opens another; this one stays as it is."
        )
        self.refresh_bindings()

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self.query_one("#note", Static).update(plain(f"The paths could not be read: {message.problem}."))

    @property
    def _path(self) -> Session | None:
        at = self.query_one("#paths", OptionList).highlighted
        return self._paths[at] if at is not None and at < len(self._paths) else None

    @on(OptionList.OptionHighlighted, "#paths")
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#paths")
    def _selected(self) -> None:
        from mi_coach.tui.screens.feedback import FeedbackScreen

        if self._path is not None:
            self.app.push_screen(FeedbackScreen(self._path.reference))

    def action_compare(self) -> None:
        """Sets the path beside another: the only other one there is, or one that is asked for."""
        here = self._path
        if here is None:
            return
        # First the one that it left, then those that left it, then the rest.
        others = sorted(
            (p for p in self._paths if p is not here),
            key=lambda p: (p.path != here.parent, p.parent != here.path, p.path),
        )
        if len(others) == 1:
            self._compare_with(here, others[0].path)
        elif others:
            self.app.push_screen(OtherDialog(here, others), lambda n: self._compare_with(here, n) if n else None)

    def _compare_with(self, path: Session, other: int) -> None:
        self.app.push_screen(CompareScreen(path.root, *sorted((path.path, other))))

    def action_carry_on(self) -> None:
        """Goes on with a path that has not ended."""
        path = self._path
        if path is not None and path.ended is None and not self._on_the_way:
            self._on_the_way = True
            self._tell("Opening the conversation …")
            self._open_path(path.reference)

    def action_try_again(self) -> None:
        """Takes another path from one of this one's replies."""
        if self._path is not None:
            self._ask_reply(self._path, self._client_name)

    def action_back(self) -> None:
        """Returns to the screen before."""
        self.app.clear_notifications()
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Shows only the keys that do something with the highlighted path."""
        path = self._path if self.is_mounted else None
        match action:
            case "compare":
                return len(self._paths) > 1
            case "carry_on":
                return path is not None and path.ended is None and path.scenario is not None
            case "try_again":
                return path is not None and path.scenario is not None and bool(path.turns)
            case _:
                return super().check_action(action, parameters)


class OtherDialog(ModalScreen[int]):
    """Asks which path to compare with; gives its number, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, path: Session, others: list[Session]) -> None:
        super().__init__()
        self._path = path
        self._others = others

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(f"Set path {self._path.path} beside", classes="heading -first")
            yield OptionList(*(Option(path_title(path)) for path in self._others), markup=False)
            yield Static("Enter compares, Esc goes back.", classes="quiet")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._others[event.option_index].path)


def row(path: Session, depth: int, overall: Mapping[int, int | None], name: str) -> Content:
    """A path in two lines, further in the further it is from the first."""
    lead = f"{'   ' * (depth - 1)}└─ " if depth else ""
    score = overall.get(path.path)
    told = "too few replies for a score" if score is None else f"overall {score} of 100"
    how = ending(path.ending.value, plain(name).plain) if path.ending else "Not finished: R carries on."
    return Content.assemble(
        lead,
        (path_title(path), "bold"),
        f" · {replies(len(path.turns))} · {told}\n{' ' * len(lead)}   {how}",
    )


def _count(paths: int) -> str:
    return "1 path" if paths == 1 else f"{paths} paths"
