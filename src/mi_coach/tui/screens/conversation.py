"""The conversation. Replies are coded in a worker, so the screen never waits for the coder."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Footer, Static

from mi_coach.service.practice import Exchange
from mi_coach.service.text import clean_reply
from mi_coach.tui.messages import Answered, AnswerFailed
from mi_coach.tui.screens.case import CaseScreen
from mi_coach.tui.screens.going_back import GoingBackInTalk
from mi_coach.tui.screens.parting import PartingScreen
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.coaching.before_tags import BeforeTags
from mi_coach.tui.widgets.coaching.hint import HintPanel
from mi_coach.tui.widgets.composer.composer import Composer
from mi_coach.tui.widgets.meters.meters import Meters
from mi_coach.tui.widgets.transcript.transcript import Transcript
from mi_coach.tui.wording import describe, plain

_DOTS = 0.4
"""Seconds between the dots while the client is thinking."""


class ConversationScreen(GoingBackInTalk, PartingScreen):
    """Talks with the client of one session until it ends or the trainee leaves."""

    CSS_PATH = "conversation.tcss"
    HELP_PART = "Conversation"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "continue", "Feedback"),
        Binding("f2,ctrl+t", "hint", "Hint", key_display="F2"),
        Binding("f3,ctrl+o", "meters", "Meters", key_display="F3"),
        Binding("f4,ctrl+g,escape", "leave", "End", key_display="F4"),
        Binding("f5,ctrl+l", "case", "Case", key_display="F5"),
        Binding("f8,ctrl+b", "go_back", "Back", key_display="F8"),
        Binding("f9,ctrl+n", "compare", show=False),  # told in the conversation, where it is offered
        Binding("ctrl+r", "again", "Try again"),
    ]

    def compose(self) -> ComposeResult:
        scenario = self._practice.scenario
        yield TitleBar(f"{self._client_name} · {scenario.title}")
        with Horizontal(classes="page"):
            with Vertical(id="talk"):
                yield Meters(2, id="strip")
                yield Transcript(self._client_name, tags=self._live, brackets=self.app.no_color, id="transcript")
                yield HintPanel(id="hint")
                yield Static(id="status")
                yield BeforeTags()
                yield Composer(f"What would you say to {self._client_name}?", id="composer")
            with VerticalScroll(id="side", classes="pane"):
                yield Meters(1, id="bars")
                yield Static("Your purpose", classes="heading")
                yield Static(plain(scenario.brief.purpose))
                yield Static("Not negotiable", classes="heading")
                yield from (Bullet(plain(line)) for line in scenario.brief.not_negotiable)
        yield Footer()

    def on_mount(self) -> None:
        self.set_class(self.backend.settings.get("meters", "off") == "on", "-meters")
        self._composer.focus()
        self._pending = self._transcript.add_turns(self._practice.session, self._practice.why)
        if self._pending is None:
            self._transcript.add_client(self._practice.client.text)
        self._show_state()
        self._show_prompt()
        if self._pending is not None:
            self._ask(self._begin(), "")
        if self.app.animation_level != "none":
            self.set_interval(_DOTS, self._tick)

    # -- sending ---------------------------------------------------------------------------------------------

    @on(Composer.Sent)
    def _send(self, message: Composer.Sent) -> None:
        text = clean_reply(message.text)
        if self._over:
            self.action_continue()
        elif self._waiting:
            self._say(f"{self._client_name} is still thinking; your words are kept here until then.")
        elif self._stuck:
            self._say("The reply before this one still waits: press Ctrl+R to try it again.")
        elif not text.strip():
            self._say("Type what you would say, then press Enter.")
        else:
            self._composer.load_text("")
            self._hide_hint()
            self._pending = self._transcript.add_reply(text)
            self._ask(self._begin(), message.text)
            self._ask_before_tags()

    @work(thread=True, group="reply")
    def _ask(self, token: int, text: str) -> None:
        """Sends a reply; an empty text codes the one that was saved before."""
        try:
            with self.coach.session_lock:
                exchange = self._practice.reply(text) if text else self._practice.catch_up()
        except Exception as error:
            self.log.error(error)
            turns = self._practice.session.turns
            saved = bool(turns) and turns[-1].units is None
            self.post_message(AnswerFailed(token, text, describe(error), saved))
        else:
            self.post_message(Answered(token, exchange))

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        if message.token != self._token:
            return
        if message.exchange is None:
            self._waiting = False
            self._say("")
            self.refresh_bindings()
        else:
            self._settle(message.exchange)

    def _reveal(self, exchange: Exchange) -> None:
        self._waiting = False
        self._show_reply()
        self._transcript.add_client(exchange.client.text)
        self._show_state()
        self._show_prompt()
        self._offer_compare()
        if exchange.ending:
            self._finish(exchange.ending)
        self.refresh_bindings()

    def _show_prompt(self) -> None:
        """One question to go on with, where live coaching has one; otherwise nothing."""
        self._say(self._practice.prompt if self._live else "")

    @on(AnswerFailed)
    def _answer_failed(self, message: AnswerFailed) -> None:
        if message.token != self._token:
            return
        self._waiting = False
        self._stop_asking()
        if self._practice.over:
            self._catch_up_with_end()
        elif message.saved:
            self._stuck = True
            self._say(f"Your reply is saved but not yet answered: {message.problem}. Ctrl+R tries again.")
        else:
            if self._pending is not None:
                self._pending.remove()
            self._pending = None
            self._composer.give_back(message.text)
            self._say(f"That was not sent: {message.problem}.")
        self.refresh_bindings()

    def action_again(self) -> None:
        """Tries once more to code a saved reply."""
        self._ask(self._begin(), "")

    # -- what is shown ---------------------------------------------------------------------------------------

    def action_meters(self) -> None:
        """Shows or hides the state of the client and keeps the choice."""
        self.toggle_class("-meters")
        try:
            self.backend.settings.set("meters", "on" if self.has_class("-meters") else "off")
        except Exception as error:
            self.warn(describe(error))

    def action_case(self) -> None:
        """Shows the case again; what is in the box stays there."""
        self.app.push_screen(CaseScreen(self._practice.scenario))

    def action_scroll_talk(self, pages: int) -> None:
        """Scrolls the conversation from the input."""
        if pages < 0:
            self._transcript.scroll_page_up()
        else:
            self._transcript.scroll_page_down()

    @on(Composer.HelpWanted)
    def _help(self) -> None:
        self.coach.action_help()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Shows only the keys that do something at the moment."""
        match action:
            case "hint":
                return not (self._over or self._waiting or self._stuck)
            case "leave":
                return not self._over
            case "continue":
                return self._over
            case "again":
                return self._stuck
            case _:
                return super().check_action(action, parameters)
