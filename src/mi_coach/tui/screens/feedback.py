"""The feedback: what worked, one next step, then the evidence and the figures, then the whole transcript."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.tui.messages import ReportRead, ReportSaved, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.report.parts import PARTS, parts, summary
from mi_coach.tui.widgets.report.view import read
from mi_coach.tui.wording import describe, form_name, plain

FORMS = ("html", "pdf", "md", "csv", "json", "sheet.html", "sheet.pdf")
"""Forms a report can be saved in from here."""


class FeedbackScreen(CoachScreen):
    """The report of one session.

    Args:
        session_id: The session, finished or not.
    """

    CSS_PATH = "feedback.tcss"
    HELP_PART = "Feedback"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "Save report"),
        Binding("1", "part(1)", "Parts", key_display="1-6"),
        *(Binding(str(n), f"part({n})", show=False) for n in range(2, len(PARTS) + 1)),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._ready = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Feedback")
        with Horizontal(classes="page"):
            with VerticalScroll(id="report", classes="pane"):
                yield Static("Putting your feedback together …", id="summary")
            with Vertical(id="side", classes="pane"):
                yield Static(Content("\n").join([Content(f"{n}  {part}") for n, part in enumerate(PARTS, 1)]))
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#report").focus()
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        try:
            session = self.backend.session(self._session_id)
            report = self.backend.report(self._session_id)
            scenario = self.backend.library.get(session.scenario) if session.scenario else None
            names = (scenario.client.name, scenario.title) if scenario else ("Client", "A transcript")
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(f"The feedback could not be made: {describe(error)}"))
        else:
            self.post_message(ReportRead(report, session, names))

    @on(ReportRead)
    def _show(self, message: ReportRead) -> None:
        name, title = message.names
        view = read(message.report, message.session)
        self.query_one(TitleBar).show(f"Feedback · {title}", "" if view.overall is None else f"{view.overall} of 100")
        self.query_one("#summary", Static).update(summary(view, message.session, name))
        self.query_one("#report").mount_all(parts(view, message.session, name, self.app.no_color))
        self._ready = True

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        if self._ready:
            self.warn(message.problem)
        else:
            self.query_one("#summary", Static).update(
                plain(f"{message.problem}. Your conversation is kept; find it under past sessions.")
            )

    def action_part(self, number: int) -> None:
        """Scrolls to a part."""
        for found in self.query(f"#part-{number}"):
            self.query_one("#report").scroll_to_widget(found, top=True, animate=False)

    def action_save(self) -> None:
        """Asks for a format and saves the report."""
        if self._ready:
            self.app.push_screen(FormDialog(), self._save_as)

    def _save_as(self, form: str | None) -> None:
        if form:
            self._save(form)

    @work(thread=True)
    def _save(self, form: str) -> None:
        try:
            path = self.backend.save_report(self._session_id, form)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(f"The report could not be saved: {describe(error)}"))
        else:
            self.post_message(ReportSaved(path))

    @on(ReportSaved)
    def _saved(self, message: ReportSaved) -> None:
        self.notify(str(message.path), title="Report saved", markup=False, timeout=10)

    def action_back(self) -> None:
        """Returns to the library or the list of sessions; what was told about this report goes with it."""
        self.app.clear_notifications()
        self.app.pop_screen()


class FormDialog(ModalScreen[str]):
    """Asks for the format of a report; gives it, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Save the report as", classes="heading")
            yield OptionList(*(Option(form_name(form), id=form) for form in FORMS), markup=False)
            yield Static("Enter saves, Esc goes back.", classes="quiet")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
