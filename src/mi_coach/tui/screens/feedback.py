"""The feedback: what worked, one next step, then the evidence and the figures, then the whole transcript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.domain.session import Session
from mi_coach.tui.messages import ReportRead, ReportSaved, WorkFailed
from mi_coach.tui.screens.going_back import GoingBack
from mi_coach.tui.screens.units import UnitsDialog
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.report.figures import UnitsAsked
from mi_coach.tui.widgets.report.parts import PARTS, parts, summary
from mi_coach.tui.widgets.report.spots import PointSpot, ReplySpot
from mi_coach.tui.widgets.report.view import read
from mi_coach.tui.widgets.transcript.turns import ReplyLine
from mi_coach.tui.wording import describe, form_name, plain

FORMS = ("html", "pdf", "md", "csv", "json", "sheet.html", "sheet.pdf")
"""Forms a report can be saved in from here."""

_FOCUS = {4: "Figures", 5: "PointSpot", 6: "StripChart", 7: "ReplySpot"}
"""What takes the focus in a part, so that keys know at once what they are about."""


class FeedbackScreen(GoingBack):
    """The report of one session.

    Args:
        session_id: The session, finished or not.
    """

    CSS_PATH = "feedback.tcss"
    HELP_PART = "Feedback"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "drill", "Drill"),
        Binding("s", "save", "Save"),
        Binding("t", "try_again", "Try again"),
        Binding("p", "paths", "Paths"),
        Binding("v", "tags", "View tags"),
        Binding("1", "part(1)", "Parts", key_display=f"1-{len(PARTS)}"),
        *(Binding(str(n), f"part({n})", show=False) for n in range(2, len(PARTS) + 1)),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._ready = False
        self._session: Session | None = None
        self._client_name = "Client"
        self._example_turn: int | None = None
        self._tags = True
        self._drill = ""

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
            session, report, trend, coaching = self._gather()
            scenario = self.backend.library.get(session.scenario) if session.scenario else None
            names = (scenario.client.name, scenario.title) if scenario else ("Client", "A transcript")
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(f"The feedback could not be made: {describe(error)}"))
        else:
            self.post_message(ReportRead(report, session, names, trend, coaching))

    def _gather(self) -> tuple[Session, Mapping[str, Any], str, str]:
        """Session, report, the line about earlier own views, and how it was coached; off the app's own thread."""
        session = self.backend.session(self._session_id)
        report = self.backend.report(self._session_id)
        return session, report, self.backend.gap_trend(session), self.backend.coached(self._session_id)

    @on(ReportRead)
    def _show(self, message: ReportRead) -> None:
        name, title = message.names
        self._session, self._client_name = message.session, name
        self._tags = message.coaching != "off"
        view = read(message.report, message.session, message.trend)
        self._example_turn = view.next_step.turn if view.next_step else None
        self._drill = view.drill[0] if view.drill else ""
        self.query_one(TitleBar).show(self._heading(title), "" if view.overall is None else f"{view.overall} of 100")
        self.query_one("#summary", Static).update(summary(view, message.session, name))
        self.query_one("#report").mount_all(parts(view, message.session, name, self.app.no_color, self._tags))
        self._ready = True
        self.refresh_bindings()

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        if self._ready:
            self.warn(message.problem)
        else:
            self.query_one("#summary", Static).update(
                plain(f"{message.problem}. Your conversation is kept; find it under past sessions.")
            )

    def _heading(self, title: str) -> str:
        path = self._session.path if self._session else 1
        return f"Feedback on path {path} · {title}" if path > 1 else f"Feedback · {title}"

    def action_try_again(self) -> None:
        """Asks which reply to say differently, at first the one that is focused or that the next step is about."""
        focused = self.focused
        at = focused.turn if isinstance(focused, PointSpot | ReplySpot) else self._example_turn
        if self._session is not None:
            self._ask_reply(self._session, self._client_name, at)

    def action_drill(self) -> None:
        """Opens the drill for the next step."""
        from mi_coach.tui.screens.drill import DrillScreen

        self.app.push_screen(DrillScreen(self._drill))

    def action_paths(self) -> None:
        """Shows all paths through this session."""
        from mi_coach.tui.screens.paths import PathsScreen

        if self._session is not None:
            self.app.push_screen(PathsScreen(self._session.reference))

    def action_part(self, number: int) -> None:
        """Scrolls to a part."""
        for found in self.query(f"#part-{number}"):
            report = self.query_one("#report")
            report.scroll_to_widget(found, top=True, animate=False)
            inside = self.query(_FOCUS.get(number, "#report"))
            (inside.first() if inside else report).focus(scroll_visible=False)

    @on(UnitsAsked)
    def _units(self, message: UnitsAsked) -> None:
        self.app.push_screen(UnitsDialog(message.title, message.units), self._to_reply)

    def _to_reply(self, turn: int | None) -> None:
        for found in self.query(f"#reply-{turn}") if turn else ():
            report = self.query_one("#report")
            found.focus(scroll_visible=False)
            report.scroll_to_widget(found, top=True, animate=False)

    def action_tags(self) -> None:
        """Shows the tags of a session that was had without them."""
        if self._session is None or self._tags:
            return
        self._tags = True
        for turn in self._session.turns:
            for reply in self.query(f"#reply-{turn.n}").results(ReplyLine):
                reply.show_units(turn.units or ())
        self.query("#no-tags").remove()
        self.action_part(len(PARTS))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offers what can be done: the tags where they are not shown, another path where there is a client."""
        if action in ("try_again", "paths"):
            return self._session is not None and self._session.scenario is not None
        if action == "drill":
            return bool(self._drill)
        if action == "tags":
            return self._ready and not self._tags
        return super().check_action(action, parameters)

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
