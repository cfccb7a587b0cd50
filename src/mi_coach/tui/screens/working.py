"""Screens whose exercise is changed in threads, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from textual import on, work

from mi_coach.tui.messages import Worked
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.wording import describe

FoundT = TypeVar("FoundT")


class WorkingScreen(CoachScreen):
    """Runs one thing after the other off the app's own thread; what comes too late is dropped."""

    _token = 0
    _busy = False

    def run_then(
        self, act: Callable[[], FoundT], then: Callable[[FoundT], object], failed: Callable[[str], None]
    ) -> None:
        """Runs something in a thread, alone with what is stored.

        Args:
            act: What to run.
            then: Called with what it gave, on the app's own thread.
            failed: Called with one line about what went wrong.
        """
        self._token += 1
        self._busy = True
        self.refresh_bindings()
        self._run(self._token, act, then, failed)

    @work(thread=True, group="exercise")
    def _run(
        self, token: int, act: Callable[[], FoundT], then: Callable[[FoundT], object], failed: Callable[[str], None]
    ) -> None:
        try:
            with self.coach.session_lock:
                found = act()
        except Exception as error:
            self.log.error(error)
            self.post_message(Worked(token, partial(failed, describe(error))))
        else:
            self.post_message(Worked(token, partial(then, found)))

    @on(Worked)
    async def _worked(self, message: Worked) -> None:
        if message.token == self._token:
            self._busy = False
            message.then()
            self.refresh_bindings()

    def leave_behind(self, act: Callable[[], object]) -> None:
        """Runs something that must be done although this screen closes; nobody waits for it."""
        self._token += 1
        coach = self.coach

        def run() -> None:
            try:
                with coach.session_lock:
                    act()
            except Exception as error:
                coach.log.error(error)

        coach.run_worker(run, thread=True)
