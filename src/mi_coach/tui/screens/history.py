"""Past sessions: read the feedback of one, carry on with an unfinished one, or delete one and think better of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.domain.stored import SessionSummary
from mi_coach.service.finding import holds
from mi_coach.tui.messages import Deleted, SessionsRead, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.widgets.choice.menu import Menu, spaced
from mi_coach.tui.widgets.choice.search import SearchBox
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, ending, moment, plain, replies


class HistoryScreen(CoachScreen):
    """All sessions, newest first.

    What is deleted leaves the list at once and the database when this screen is left, so that it can be taken back
    until then. A window that is closed from outside deletes nothing.
    """

    CSS_PATH = "history.tcss"
    HELP_PART = "Past sessions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/"),
        Binding("p", "paths", "Paths"),
        Binding("delete,x", "delete", "Delete", key_display="Del"),
        Binding("u,ctrl+z", "undo", "Undo", key_display="U"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sessions: dict[str, SessionSummary] = {}
        self._names: Mapping[str, tuple[str, str]] = {}
        self._gone: list[str] = []
        self._leaving = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Past sessions", "kept on this machine")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static("Reading your sessions …", id="note")
            yield SearchBox("Press / to search: a name, a month, how it ended")
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
    def _read_all(self, message: SessionsRead) -> None:
        self._sessions = {summary.id: summary for summary in message.sessions}
        self._names = message.names
        self._show()

    def _show(self) -> None:
        """Lists what is searched for, the cursor where it was."""
        text = self.query_one(SearchBox).value
        kept = [s for s in self._sessions.values() if s.id not in self._gone]
        found = [s for s in kept if holds(text, [row(s, self._names).plain])]
        menu = self.query_one(Menu)
        at = menu.highlighted or 0
        menu.clear_options()
        menu.add_options(spaced(Option(row(s, self._names), s.id) for s in found))
        menu.highlighted = min(at, menu.option_count - 1) if menu.option_count else None
        self.query_one("#note", Static).update(self._note(kept, found, text.strip()))
        self.refresh_bindings()

    def _note(self, kept: Sequence[SessionSummary], found: Sequence[SessionSummary], text: str) -> Content:
        if not kept:
            return Content(
                "No sessions yet. Each conversation you have under Practise is kept here, finished or not, with its "
                "feedback. Esc goes back; P on the first screen opens the list of people to talk with."
            )
        if not text:
            return Content("Enter opens the feedback, or carries on with a conversation that is not finished.")
        shown = f"{len(found)} of {len(kept)} hold" if found else "None of them holds"
        return Content.assemble(f"{shown} “", plain(text), "”. Empty the box (/) to see all again.")

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        if self._leaving:
            self._leaving = False
            self.warn(f"This could not be deleted: {message.problem}. Nothing was lost.")
            self._gone.clear()
            self._read()
        else:
            self.query_one("#note", Static).update(plain(f"The sessions could not be read: {message.problem}"))

    @on(OptionList.OptionSelected, "#sessions")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        summary = self._sessions[event.option.id or ""]
        if summary.ended is None and summary.scenario:
            self.app.push_screen(BriefScreen(summary.scenario, resume=summary.id))
        else:
            self.app.push_screen(FeedbackScreen(summary.id))

    def action_search(self) -> None:
        """Goes to the box of words to search by."""
        self.query_one(SearchBox).focus()

    @on(Input.Changed, "#search")
    def _searched(self) -> None:
        self._show()

    @on(SearchBox.Left)
    def _to_list(self) -> None:
        self.query_one(Menu).focus()

    def action_paths(self) -> None:
        """Shows the ways through the session under the cursor."""
        from mi_coach.tui.screens.paths import PathsScreen

        option = self.query_one(Menu).highlighted_option
        if option and option.id:
            self.app.push_screen(PathsScreen(option.id))

    def action_delete(self) -> None:
        """Takes the session under the cursor off the list."""
        option = self.query_one(Menu).highlighted_option
        if option and option.id:
            self._gone.append(option.id)
            self._show()
            self.app.clear_notifications()
            title = "1 session" if len(self._gone) == 1 else f"{len(self._gone)} sessions"
            told = "It goes for good when you leave this screen. U brings it back."
            self.notify(told, title=f"{title} taken off the list", markup=False, timeout=10)

    def action_undo(self) -> None:
        """Brings back what was taken off last."""
        self._gone.pop()
        self.app.clear_notifications()
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Shows only the keys that do something at the moment."""
        match action:
            case "undo":
                return bool(self._gone)
            case "delete" | "paths":
                return len(self._sessions) > len(self._gone)
            case _:
                return True

    def action_back(self) -> None:
        """Deletes what was taken off the list, then returns to the screen before."""
        if not self._gone:
            self.app.pop_screen()
        elif not self._leaving:
            self._leaving = True
            self._delete(tuple(self._gone))

    @work(thread=True)
    def _delete(self, session_ids: Sequence[str]) -> None:
        try:
            self._delete_now(session_ids)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(Deleted())

    def _delete_now(self, session_ids: Sequence[str]) -> None:
        with self.coach.session_lock:
            for session_id in session_ids:
                self.backend.delete_session(session_id)

    @on(Deleted)
    def _deleted(self) -> None:
        self._gone.clear()
        self.app.clear_notifications()
        self.app.pop_screen()

    def on_unmount(self) -> None:
        """Deletes what was taken off the list when the app is quit from here."""
        if self._gone and not self._leaving:
            try:
                self._delete_now(self._gone)
            except Exception as error:
                self.log.error(error)


def row(summary: SessionSummary, names: Mapping[str, tuple[str, str]]) -> Content:
    """A session in two lines; ``names`` are the clients' names and the titles by scenario id."""
    unknown = ("A transcript" if summary.scenario is None else summary.scenario, "")
    name, title = names.get(summary.scenario or "", unknown)
    case = f" · {plain(title)}" if title else ""
    score = f" Overall {summary.overall} of 100." if summary.overall is not None else ""
    ways = f" · {summary.paths} paths" if summary.paths > 1 else ""
    how = ending(summary.ending, plain(name).plain) if summary.ended else "Not finished: Enter carries on."
    return Content.assemble(
        (plain(name).plain, "bold"),
        f"{case} · {moment(summary.started)} · {replies(summary.replies)}{ways}\n  {how}{score}",
    )
