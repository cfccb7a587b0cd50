"""The case brief: what you know, your purpose, what is not negotiable. The coder loads while it is read."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Footer, Static

from mi_coach.domain.scenario import Scenario
from mi_coach.service.fading import Chosen
from mi_coach.service.practice import PracticeService
from mi_coach.tui.choices import COACHING
from mi_coach.tui.messages import CoachingFound, PracticeOpened, ScenarioRead, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.case import case
from mi_coach.tui.screens.conversation import ConversationScreen
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, plain

_BEFORE_TAGS = (("N", "name_first", "you name the reply"), ("O", "notes", "you write a note on it"))
"""Keys that switch what is asked before the tags, with the settings, and what is asked."""


class BriefScreen(CoachScreen):
    """The case, and the start of a conversation or of the rest of one.

    Args:
        scenario_id: Which case.
        resume: The session to carry on, or ``None`` to start a new one.
    """

    CSS_PATH = "brief.tcss"
    HELP_PART = "Case"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start talking"),
        Binding("c", "coaching", "Change tags"),
        Binding("n", "switch('name_first')", "Name it first", show=False),
        Binding("o", "switch('notes')", "Own note", show=False),
        Binding("e", "example", "Example"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, scenario_id: str, resume: str | None = None) -> None:
        super().__init__()
        self._scenario_id = scenario_id
        self._resume = resume
        self._scenario: Scenario | None = None
        self._wanted = False
        self._opening = False
        self._problem = ""
        self._coaching = "live"
        self._chosen = Chosen("live")

    def compose(self) -> ComposeResult:
        yield TitleBar("The case", "carry on" if self._resume else "a new conversation")
        with Horizontal(classes="page"), Vertical(id="column"):
            with VerticalScroll(id="case", classes="pane"):
                yield Static("Reading the case …", id="text")
            yield Static(id="status")
        yield Footer()

    def on_mount(self) -> None:
        kept = self.backend.settings.get("coaching", "live")
        self._coaching = kept if kept in COACHING else "live"
        self._chosen = Chosen(self._coaching)
        self._look()
        self.query_one("#case").focus()
        self._read()
        self.coach.load_coach()
        self.watch(self.coach, "loading_state", self._loading_changed)

    @work(thread=True)
    def _read(self) -> None:
        try:
            scenario = self.backend.library.get(self._scenario_id)
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(ScenarioRead(scenario))

    @on(ScenarioRead)
    def _show(self, message: ScenarioRead) -> None:
        if self._scenario is not None:  # read twice, because Enter was pressed while it was being read
            return
        self._scenario = message.scenario
        self.query_one(TitleBar).show(title=f"The case: {message.scenario.title}")
        self.query_one("#text").remove()
        self.query_one("#case").mount_all(case(message.scenario))
        self._open_if_ready()

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        self._wanted = self._opening = False
        if self._scenario is None:
            self.query_one("#text", Static).update(plain(f"The case could not be read: {message.problem}"))
        else:
            self._problem = message.problem
        self._show_status()

    def _loading_changed(self) -> None:
        self._open_if_ready()

    def _show_status(self) -> None:
        self.query_one("#status", Static).update(plain(self._status()))

    def _status(self) -> str:
        if self._scenario is None and not self._wanted:
            return "Esc goes back."
        coaching = "" if self._resume else f" {self._told_coaching()}"
        if self._problem:
            return f"That did not work: {self._problem}"
        match self.coach.loading_state.value:
            case "failed":
                return f"The coach could not be loaded: {self.coach.problem}. Enter tries again."
            case "ready":
                return f"Ready: press Enter.{coaching}"
            case _ if self._wanted:
                return "Nearly there: the conversation opens by itself when the coach has loaded."
            case _:
                return f"The coach is loading while you read.{coaching}"

    def _told_coaching(self) -> str:
        """How this conversation will be coached, and what is asked before the tags where they come as one talks."""
        told = f"{self._chosen.line or COACHING[self._coaching].capitalize() + '.'} C changes this."
        if self._chosen.mode != "live":
            return told
        asked = ", ".join(f"{label} {what} ({self.coach.chosen(key)})" for label, key, what in _BEFORE_TAGS)
        return f"{told}\nBefore tags: {asked}."

    def action_start(self) -> None:
        """Opens the conversation now, or as soon as the coder is there."""
        if self._scenario is None:
            self._read()
        self._wanted = True
        self._problem = ""
        self.coach.load_coach()
        self._open_if_ready()

    def _open_if_ready(self) -> None:
        service = self.coach.service
        if self._wanted and self._scenario and service and not self._opening:
            self._opening = True
            self._open(service)
        self._show_status()

    @work(thread=True)
    def _open(self, service: PracticeService) -> None:
        try:
            with self.coach.session_lock:
                practice = (
                    service.resume(self._resume)
                    if self._resume
                    else service.start(self._scenario_id, coaching=self.backend.coaching(self._coaching).mode)
                )
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(describe(error)))
        else:
            self.post_message(PracticeOpened(practice))

    @on(PracticeOpened)
    def _opened(self, message: PracticeOpened) -> None:
        if self.is_current:
            self.app.switch_screen(ConversationScreen(message.practice))

    def action_coaching(self) -> None:
        """Goes on to the next coaching mode and keeps it as the usual one."""
        modes = list(COACHING)
        self._coaching = modes[(modes.index(self._coaching) + 1) % len(modes)]
        self._chosen = Chosen(self._coaching)
        self._keep("coaching", self._coaching)
        self._look()

    def action_switch(self, key: str) -> None:
        """Switches something on or off that is asked before the tags, and keeps it so."""
        self._keep(key, "off" if self.coach.chosen(key) == "on" else "on")

    def _keep(self, key: str, value: str) -> None:
        try:
            self.coach.choose(key, value)
        except Exception as error:
            self.warn(describe(error))
        self._show_status()

    @work(thread=True, group="coaching", exclusive=True)
    def _look(self) -> None:
        """Finds out what fading coaching comes to this time; when that cannot be told, the tags stay."""
        chosen = self._coaching
        if chosen == "fading":
            try:
                self.post_message(CoachingFound(chosen, self.backend.coaching(chosen)))
            except Exception as error:
                self.log.error(error)
                self.post_message(CoachingFound(chosen, Chosen("live")))

    @on(CoachingFound)
    def _found(self, message: CoachingFound) -> None:
        if message.asked == self._coaching:
            self._chosen = message.chosen
            self._show_status()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What a session is coached by is settled when it begins."""
        if action in ("coaching", "switch") and self._resume:
            return False
        return super().check_action(action, parameters)

    def action_example(self) -> None:
        """Sits in the client's chair: an example session to read."""
        from mi_coach.tui.screens.chair import ChairScreen

        self.app.push_screen(ChairScreen(self._scenario_id))

    def action_back(self) -> None:
        """Returns to the screen before."""
        self.app.pop_screen()
