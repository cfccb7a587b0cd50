"""What exercises in one's own words share: something to read first while the coder loads, and a way to leave."""

from __future__ import annotations

from textual import on
from textual.widgets import Static

from mi_coach.tui.screens.working import WorkingScreen
from mi_coach.tui.widgets.composer.composer import Composer
from mi_coach.tui.wording import plain


class ExerciseScreen(WorkingScreen):
    """First a page to read, then a page to work on (class ``-working``), then what came of it (class ``-over``)."""

    def __init__(self) -> None:
        super().__init__()
        self._read_it = False
        self._wanted = False
        self._warned = ""

    def read(self) -> None:
        """Reads what is shown first; a subclass then calls ``can_begin`` or ``cannot_be_read``."""
        raise NotImplementedError

    def open(self) -> None:
        """Opens the page to work on; called when the coder is there and the person wants to begin."""
        raise NotImplementedError

    def leave(self) -> None:
        """Closes the screen."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.query_one("#intro").focus()
        self.read()
        self.coach.load_coach()
        self.watch(self.coach, "loading_state", self._loading_changed)

    def say(self, text: str) -> None:
        """Shows one line above the box."""
        self.query_one("#status", Static).update(plain(text))

    def can_begin(self) -> None:
        """What is to be read is there."""
        self._read_it = True
        self._loading_changed()

    def cannot_be_read(self, problem: str) -> None:
        """What is to be read could not be had."""
        self._wanted = False
        told = f"That could not be opened: {problem}. Enter tries again, Esc goes back."
        self.query_one("#text", Static).update(plain(told))

    def cannot_be_opened(self, problem: str) -> None:
        """The page to work on could not be opened."""
        self._wanted = False
        self.say(f"That did not work: {problem}. Enter tries again.")

    def _loading_changed(self) -> None:
        if not self._read_it or self.has_class("-working") or self.has_class("-over"):
            return
        self.say(self._state())
        if self._wanted and self.coach.service and not self._busy:
            self.open()

    def _state(self) -> str:
        match self.coach.loading_state.value:
            case "failed":
                self._wanted = False
                return f"The coach could not be loaded: {self.coach.problem}. Enter tries again."
            case "ready":
                return "Opening …" if self._wanted else "Ready: press Enter to begin."
            case _ if self._wanted:
                return "Nearly there: it opens by itself when the coach has loaded."
            case _:
                return "The coach is loading while you read."

    def action_begin(self) -> None:
        """Opens the page to work on now, or as soon as the coder is there."""
        self._wanted = True
        self.coach.load_coach()
        if not self._read_it and not self._busy:
            self.read()
        self._loading_changed()

    def unsent(self) -> bool:
        """True when words wait in the box, of which this is the first warning."""
        words = self.query_one(Composer).text.strip()
        if words and words != self._warned:
            self._warned = words
            self.say("There are words in the box that you have not sent. The same key again leaves them.")
            return True
        return False

    @on(Composer.HelpWanted)
    def _help(self) -> None:
        self.coach.action_help()

    def action_leave(self) -> None:
        """Goes back; words that were not sent are pointed out first."""
        if not (self.has_class("-working") and self.unsent()):
            self.leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Begins once, and only when there is something to begin."""
        if action == "begin":
            return not (self.has_class("-working") or self.has_class("-over"))
        return super().check_action(action, parameters)
