"""What every part of a conversation's screen shares: the session, where it is shown, and whether an answer is due."""

from __future__ import annotations

from textual.widgets import Static

from mi_coach.domain.session import ClientTurn
from mi_coach.service.practice import Practice
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.composer.composer import Composer
from mi_coach.tui.widgets.meters.meters import Meters
from mi_coach.tui.widgets.transcript.transcript import Transcript
from mi_coach.tui.widgets.transcript.turns import ReplyLine
from mi_coach.tui.wording import plain


class TalkScreen(CoachScreen):
    """A screen on which one session is talked through.

    Args:
        practice: The session.
    """

    def __init__(self, practice: Practice) -> None:
        super().__init__()
        self._practice = practice
        self._client_name = plain(practice.scenario.client.name).plain
        self._token = 0
        self._waiting = False
        self._stuck = False
        self._over = False
        self._offered = False
        self._pending: ReplyLine | None = None
        self._last_shown: ClientTurn | None = None
        self._dots = 0

    @property
    def _transcript(self) -> Transcript:
        return self.query_one(Transcript)

    @property
    def _composer(self) -> Composer:
        return self.query_one(Composer)

    @property
    def _live(self) -> bool:
        """True when replies are shown with their tags as they come."""
        return self._practice.coaching == "live"

    def _say(self, text: str) -> None:
        self.query_one("#status", Static).update(plain(text))

    def _begin(self) -> int:
        """Starts waiting for an answer and gives the token it must carry to count."""
        self._token += 1
        self._waiting = True
        self._stuck = False
        self._dots = 0
        self._tick()
        self.refresh_bindings()
        return self._token

    def _tick(self) -> None:
        if self._waiting:
            self._say(f"{self._client_name} is thinking {'.' * (self._dots % 3 + 1)}")
            self._dots += 1

    def _show_state(self) -> None:
        practice = self._practice
        self._last_shown = practice.client
        for meters in self.query(Meters):
            meters.show_state(practice.state)
        done = sum(turn.units is not None for turn in practice.session.turns)
        self.query_one(TitleBar).show(fact=f"exchange {done + 1} of {practice.scenario.length}")
        if practice.agreed and not self._offered:
            self._offered = True
            self._transcript.add_note(f"{self._client_name} has offered a next step. End when you are ready (F4).")

    def _show_reply(self) -> None:
        """Adds what is known of the latest reply to the line that waits for it: tags and why, if coaching is live."""
        turn = self._practice.session.turns[-1]
        if self._pending is not None and turn.units:
            self._transcript.show_coded(self._pending, turn, self._practice.why(turn.n) if self._live else "")
        self._pending = None
