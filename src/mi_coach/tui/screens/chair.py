"""The client's chair: an example session, read one exchange at a time from the client's side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Static

from mi_coach.domain.session import Session
from mi_coach.service.example import Example
from mi_coach.tui.messages import ExampleRead, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.meters.meters import Meters
from mi_coach.tui.widgets.transcript.transcript import Transcript
from mi_coach.tui.wording import describe, plain


class ChairScreen(CoachScreen):
    """Shows what the client says, and at a key what a practitioner could answer and why.

    Args:
        scenario_id: Which scenario.
    """

    CSS_PATH = "chair.tcss"
    HELP_PART = "The client's chair"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "next", "Next", key_display="Enter"),
        Binding("a", "all", "All of it"),
        Binding("f3,ctrl+o", "meters", "Meters", key_display="F3"),
        Binding("f", "feedback", "Feedback on it"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, scenario_id: str) -> None:
        super().__init__()
        self._scenario_id = scenario_id
        self._example: Example | None = None
        self._client_name = "Client"
        self._at = 0

    def compose(self) -> ComposeResult:
        yield TitleBar("The client's chair")
        with Horizontal(classes="page"), Vertical(id="talk"):
            yield Meters(2, id="strip")
            yield Vertical(id="place")
            yield Static("Playing an example …", id="status")
        yield Footer()

    def on_mount(self) -> None:
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        try:
            example = self.backend.example(self._scenario_id)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(ExampleRead(example))

    @on(ExampleRead)
    async def _show(self, message: ExampleRead) -> None:
        self._example = message.example
        self._client_name = plain(message.example.scenario.client.name).plain
        transcript = Transcript(self._client_name, tags=True, brackets=self.app.no_color, id="transcript")
        await self.query_one("#place").mount(transcript)
        transcript.focus()
        start = message.example.session.start_state
        if start is not None:
            self.query_one(Meters).show_state(start)
        transcript.add_note(
            f"You are {self._client_name}. The practitioner uses the scenario's model replies: one way among many."
        )
        self._client()
        self._tell()

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self.query_one("#status", Static).update(plain(f"There is no example to show: {message.problem}."))

    @property
    def _left(self) -> int:
        return len(self._example.session.turns) - self._at if self._example else 0

    def action_next(self) -> None:
        """Shows the practitioner's next reply and the answer to it; after the last one, the feedback."""
        if self._left:
            self._exchange()
            self._tell()
        elif self._example:
            self.action_feedback()

    def action_all(self) -> None:
        """Shows the rest at once."""
        while self._left:
            self._exchange()
        self._tell()

    def _exchange(self) -> None:
        if self._example is None:
            return
        turn, why = self._example.session.turns[self._at], self._example.whys[self._at]
        self._at += 1
        self.query_one(Transcript).add_example(turn, why)
        if turn.state is not None:
            self.query_one(Meters).show_state(turn.state)
        self._client()

    def _client(self) -> None:
        """Shows the line that is due: the next one that is answered, or the last."""
        if self._example is None:
            return
        session = self._example.session
        lines = (session.turns[self._at].client,) if self._left else session.last_words
        for line in lines:
            self.query_one(Transcript).add_client(line.text)

    def _tell(self) -> None:
        if self._example is None:
            return
        count = len(self._example.session.turns)
        self.query_one(TitleBar).show(
            f"The client's chair · {self._example.scenario.title}", f"reply {self._at} of {count}" if self._at else ""
        )
        self.query_one("#status", Static).update(
            "What might help to hear now? Enter shows the practitioner's reply."
            if self._left
            else "The example ends here, and none of it is stored. Enter reads the feedback on it, where “you” is the "
            "practitioner."
        )
        self.query_one(Transcript).to_end()
        self.refresh_bindings()

    def action_meters(self) -> None:
        """Shows or hides where the client stands."""
        self.toggle_class("-meters")

    def action_feedback(self) -> None:
        """Reads the report of the example."""
        if self._example is not None and not self._left:
            self.app.push_screen(ExampleFeedbackScreen(self._example.session))

    def action_back(self) -> None:
        """Returns to the screen before."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Shows only the keys that do something at the moment."""
        match action:
            case "next":
                return self._example is not None
            case "all":
                return self._left > 0
            case "feedback":
                return self._example is not None and not self._left
            case _:
                return super().check_action(action, parameters)


class ExampleFeedbackScreen(FeedbackScreen):
    """The report of an example, which is not stored: it can be read, and that is all.

    Args:
        session: The example.
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session.id)
        self._example = session

    def _gather(self) -> tuple[Session, Mapping[str, Any], str, str]:
        return self._example, self.backend.report_of(self._example), "", "live"

    def _heading(self, title: str) -> str:
        return f"Feedback on the example · {title}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offers nothing that needs a stored session."""
        return action not in ("save", "try_again", "paths") and super().check_action(action, parameters)
