"""Ending a conversation or leaving it for now, and the way on to the feedback."""

from __future__ import annotations

from textual import on, work

from mi_coach.domain.session import Ending
from mi_coach.service.check_in import heavy
from mi_coach.tui.messages import Ended, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.check_in import CheckInScreen
from mi_coach.tui.screens.coached import CoachedScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.screens.leave import LeaveDialog
from mi_coach.tui.screens.self_rating import SelfRatingScreen
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, ending, replies


class PartingScreen(CoachedScreen):
    """Ends at the trainee's wish, when the client leaves, and when time is up."""

    def action_leave(self) -> None:
        """Asks whether to end, to leave for now, or to go on."""
        if self._over:
            self.action_continue()
        else:
            self._before_tags.leave()
            self.app.push_screen(LeaveDialog(self._client_name), self._left)

    def _left(self, choice: str | None) -> None:
        if choice == "leave":
            self._token += 1  # whatever is on its way belongs to a screen that is gone
            self.app.pop_screen()
        elif choice == "end" and not self._over:
            if self._waiting or self._stuck:
                self._say(f"{self._client_name} has not answered your last reply yet; end when that is done.")
            else:
                self._waiting = True
                self._say("Ending …")
                self._end()

    @work(thread=True, group="reply")
    def _end(self) -> None:
        try:
            with self.coach.session_lock:
                how = self._practice.end()
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(Ended(how, self._practice.client))

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        self._waiting = False
        if message.closing != self._last_shown:
            self._transcript.add_client(message.closing.text)
        self._finish(message.ending)

    @on(WorkFailed)
    def _end_failed(self, message: WorkFailed) -> None:
        self._waiting = False
        if self._practice.over:
            self._catch_up_with_end()
            return
        self._say(f"The session could not be ended: {message.problem}. Nothing is lost; try again.")

    def _catch_up_with_end(self) -> None:
        """Shows an end that was stored although what came after it, such as scoring, went wrong."""
        self._show_reply()
        if self._practice.client != self._last_shown:
            self._transcript.add_client(self._practice.client.text)
        self._finish(self._practice.session.ending or Ending.STOPPED)

    def _finish(self, how: Ending) -> None:
        self._over = True
        self._hide_hint()
        self._transcript.add_note(ending(how.value, self._client_name))
        self._transcript.to_end()
        self.query_one(TitleBar).show(fact=f"over after {replies(len(self._practice.session.turns))}")
        first = "first for your own view, then" if self._asks_rating() else "for"
        first = "for a moment for yourself, then" if self._checks_in() else first
        self._say(f"The conversation is over and saved. Press Enter {first} your feedback.")
        self.add_class("-over")
        self._transcript.focus()
        self.refresh_bindings()

    def action_continue(self) -> None:
        """Goes on to the feedback, by way of the trainee's own view where that is asked for."""
        if self._checks_in():
            self.app.switch_screen(CheckInScreen(self._client_name, self._after))
        else:
            self.app.switch_screen(self._after())

    def _after(self) -> CoachScreen:
        """What comes when the conversation, and a moment for oneself where there is one, are over."""
        if self._asks_rating():
            return SelfRatingScreen(self._practice)
        return FeedbackScreen(self._practice.session.reference)

    def _checks_in(self) -> bool:
        wanted = self.backend.settings.get("check_in", "on") == "on"
        return wanted and heavy(self._practice.scenario, self._practice.session)

    def _asks_rating(self) -> bool:
        return self._practice.asks_rating and self.backend.settings.get("self_rating", "on") == "on"
