"""Past sessions: read the feedback of one, or carry on with an unfinished one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.domain.stored import SessionSummary
from mi_coach.tui.messages import SessionsRead, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.widgets.choice.menu import Menu, spaced
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, ending, moment, plain, replies


class HistoryScreen(CoachScreen):
    """All sessions, newest first."""

    CSS_PATH = "history.tcss"
    HELP_PART = "Past sessions"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def __init__(self) -> None:
        super().__init__()
        self._sessions: dict[str, SessionSummary] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar("Past sessions", "kept on this machine")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static("Reading your sessions …", id="note")
            yield Menu("sessions")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#sessions").focus()

    def on_screen_resume(self) -> None:
        """Reads afresh whenever it comes to the front."""
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        try:
            names = {card.id: (card.client, card.title) for card in self.backend.library.cards()}
            read = SessionsRead(self.backend.sessions(), names)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(read)

    @on(SessionsRead)
    def _show(self, message: SessionsRead) -> None:
        self._sessions = {summary.id: summary for summary in message.sessions}
        options = self.query_one("#sessions", OptionList)
        at = options.highlighted or 0
        options.clear_options()
        options.add_options(spaced(Option(row(s, message.names), s.id) for s in message.sessions))
        options.highlighted = min(at, options.option_count - 1) if options.option_count else None
        self.query_one("#note", Static).update(
            "Enter opens the feedback, or carries on with a conversation that is not finished."
            if self._sessions
            else "No sessions yet. Your first one will appear here."
        )

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self.query_one("#note", Static).update(plain(f"The sessions could not be read: {message.problem}"))

    @on(OptionList.OptionSelected, "#sessions")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        summary = self._sessions[event.option.id or ""]
        if summary.ended is None and summary.scenario:
            self.app.push_screen(BriefScreen(summary.scenario, resume=summary.id))
        else:
            self.app.push_screen(FeedbackScreen(summary.id))

    def action_back(self) -> None:
        """Returns to the library."""
        self.app.pop_screen()


def row(summary: SessionSummary, names: Mapping[str, tuple[str, str]]) -> Content:
    """A session in two lines; ``names`` are the clients' names and the titles by scenario id."""
    unknown = ("A transcript" if summary.scenario is None else summary.scenario, "")
    name, title = names.get(summary.scenario or "", unknown)
    case = f" · {plain(title)}" if title else ""
    score = f" Overall {summary.overall} of 100." if summary.overall is not None else ""
    how = ending(summary.ending, plain(name).plain) if summary.ended else "Not finished: Enter carries on."
    return Content.assemble(
        (plain(name).plain, "bold"),
        f"{case} · {moment(summary.started)} · {replies(summary.replies)}\n  {how}{score}",
    )
