"""Two paths through a conversation side by side, from the reply in which they part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Footer, Static

from mi_coach.domain.session import Session
from mi_coach.service.compare import Comparison, Step, apart_text, path_title, way
from mi_coach.tui.messages import ComparisonRead, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.transcript.turns import ClientLine, Note, ReplyLine
from mi_coach.tui.wording import describe, ending, plain


class CompareScreen(CoachScreen):
    """What was said on each of two paths, what the client answered, and where it left them.

    Args:
        session_id: The session.
        first: Number of the one path.
        second: Number of the other.
    """

    CSS_PATH = "compare.tcss"
    HELP_PART = "Two paths"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "feedback(0)", "Feedback on the first"),
        Binding("2", "feedback(1)", "on the second"),
        Binding("escape,f9,ctrl+n", "back", "Back", key_display="Esc"),
    ]

    def __init__(self, session_id: str, first: int, second: int) -> None:
        super().__init__()
        self._session_id = session_id
        self._numbers = (first, second)
        self._comparison: Comparison | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Two paths")
        with Horizontal(classes="page"), VerticalScroll(id="paths", classes="pane"):
            yield Static("Setting the two paths side by side …", id="note")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#paths").focus()
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        try:
            comparison = self.backend.comparison(self._session_id, *self._numbers)
            scenario = self.backend.library.get(comparison.first.scenario or "")
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(ComparisonRead(comparison, scenario.client.name))

    @on(ComparisonRead)
    def _show(self, message: ComparisonRead) -> None:
        found = self._comparison = message.comparison
        one, two = found.first.path, found.second.path
        self.query_one(TitleBar).show(f"Path {one} and path {two}", f"they part at reply {found.from_turn}")
        self.query_one("#note").remove()
        self.query_one("#paths").mount_all(_rows(found, message.name, self.app.no_color))

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self.query_one("#note", Static).update(plain(f"The paths could not be compared: {message.problem}."))

    def action_feedback(self, which: int) -> None:
        """Reads the feedback on one of the two."""
        from mi_coach.tui.screens.feedback import FeedbackScreen

        if self._comparison is not None:
            path = (self._comparison.first, self._comparison.second)[which]
            self.app.push_screen(FeedbackScreen(path.reference))

    def action_back(self) -> None:
        """Returns to the screen before."""
        self.app.pop_screen()


def _rows(found: Comparison, name: str, brackets: bool) -> Iterator[Widget]:
    """What both heard, then exchange by exchange the two paths, each under its name."""
    yield ClientLine(name, found.client.text)
    for at, row in enumerate(found.rows):
        columns = [
            Vertical(*_column(path, step, at == 0, name, brackets), classes="path")
            for path, step in zip((found.first, found.second), row, strict=True)
        ]
        yield Horizontal(*columns, classes="pair")
        if at == 0 and (apart := apart_text(found)):
            yield Static(apart, id="apart")


def _column(path: Session, step: Step | None, first: bool, name: str, brackets: bool) -> Iterator[Widget]:
    if step is None:
        yield Static(_absent(path, first), classes="quiet")
        return
    if first:
        yield Static(path_title(path), classes="heading -first")
    who = f"Path {path.path}, reply {step.turn.n}"
    yield ReplyLine(step.turn.reply, step.turn.units or (), brackets, who=f"You · {who}")
    if step.answer is not None:
        yield ClientLine(f"{name} · path {path.path}", step.answer.text)
    if moved := step.moved():
        yield Static(_moved(moved), classes="moved")
    if step.ending is not None:
        yield Note(ending(step.ending.value, name))


def _absent(path: Session, first: bool) -> str:
    return f"Path {path.path} has no reply here yet." if first else f"Path {path.path} goes no further."


def _moved(moved: dict[str, tuple[int, int]]) -> Content:
    """The four values as lines, the change in words: ``Trust 46, up 6``."""
    lines = [
        Content.assemble(f"{n.capitalize()} ", (str(now), "bold"), f", {way(by)}") for n, (now, by) in moved.items()
    ]
    return Content("\n").join(lines)
