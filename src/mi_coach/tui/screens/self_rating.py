"""How the trainee thought it went, asked once, before the feedback; all of it may be left out."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Static

from mi_coach.domain.self_rating import SelfRating
from mi_coach.scoring.phrases import say
from mi_coach.service.practice import Practice
from mi_coach.service.self_rating import questions, rating
from mi_coach.tui.messages import RatingKept, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.widgets.choice.scale import Scale
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe


class SelfRatingScreen(CoachScreen):
    """Six questions between a conversation and its feedback.

    Args:
        practice: The session that is over.
    """

    CSS_PATH = "self_rating.tcss"
    HELP_PART = "Your own view"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "On to the feedback"),
        Binding("escape", "skip", "Skip all"),
    ]

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self._keeping = False

    def compose(self) -> ComposeResult:
        yield TitleBar(say("self_rating.heading"), "before your feedback")
        with Horizontal(classes="page"), VerticalScroll(id="questions", can_focus=False):
            yield Static(say("self_rating.intro"), id="intro", markup=False)
            yield from (Scale(question) for question in questions())
        yield Footer()

    def on_mount(self) -> None:
        self.query(Scale).first().focus()

    @on(Scale.Answered)
    def _answered(self, message: Scale.Answered) -> None:
        """Goes on to the next question; at the last one Enter is what is left to press."""
        if message.scale is not self.query(Scale).last():
            self.focus_next(Scale)

    def action_keep(self) -> None:
        """Stores what was chosen, then shows the feedback."""
        chosen = {scale.question.id: scale.value for scale in self.query(Scale) if scale.value is not None}
        if not chosen:
            self.action_skip()
        elif not self._keeping:
            self._keeping = True
            self._keep(rating(chosen))

    @work(thread=True)
    def _keep(self, chosen: SelfRating) -> None:
        try:
            with self.coach.session_lock:
                self._practice.rate(chosen)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(RatingKept())

    @on(RatingKept)
    def _go_on(self) -> None:
        if self.is_current:
            self.app.switch_screen(FeedbackScreen(self._practice.session.reference))

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self._keeping = False
        self.warn(f"Your answers could not be kept: {message.problem}. Enter tries again, Esc goes on without them.")

    def action_skip(self) -> None:
        """Goes on to the feedback; this session does not ask again."""
        if not self._keeping:
            self._go_on()
