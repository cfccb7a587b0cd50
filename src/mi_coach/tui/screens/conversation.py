"""The conversation. Replies are coded in a worker, so the screen never waits for the coder."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from mi_coach.domain.session import ClientTurn, Ending
from mi_coach.service.practice import Practice
from mi_coach.service.text import clean_reply
from mi_coach.tui.messages import Answered, AnswerFailed, Ended, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.case import CaseScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.screens.leave import LeaveDialog
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.composer.composer import Composer
from mi_coach.tui.widgets.meters.meters import Meters
from mi_coach.tui.widgets.transcript.transcript import Transcript
from mi_coach.tui.widgets.transcript.turns import ReplyLine
from mi_coach.tui.wording import describe, ending, plain, replies

_DOTS = 0.4
"""Seconds between the dots while the client is thinking."""


class ConversationScreen(CoachScreen):
    """Talks with the client of one session until it ends or the trainee leaves."""

    CSS_PATH = "conversation.tcss"
    HELP_PART = "Conversation"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "continue", "Feedback"),
        Binding("f2,ctrl+t", "hint", "Hint", key_display="F2"),
        Binding("f3,ctrl+o", "meters", "Meters", key_display="F3"),
        Binding("f4,ctrl+g,escape", "leave", "End", key_display="F4"),
        Binding("f5,ctrl+l", "case", "Case", key_display="F5"),
        Binding("ctrl+r", "again", "Try again"),
    ]

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
        self._dots = 0

    def compose(self) -> ComposeResult:
        scenario = self._practice.scenario
        yield TitleBar(f"{self._client_name} · {scenario.title}")
        with Horizontal(classes="page"):
            with Vertical(id="talk"):
                yield Meters(2, id="strip")
                yield Transcript(
                    self._client_name,
                    tags=self._practice.coaching == "live",
                    brackets=self.app.no_color,
                    id="transcript",
                )
                yield Static(id="hint")
                yield Static(id="status")
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
        self._pending = self._transcript.add_turns(self._practice.session)
        if self._pending is None:
            self._transcript.add_client(self._practice.client.text)
        self._show_state()
        if self._pending is not None:
            self._ask(self._begin(), "")
        if self.app.animation_level != "none":
            self.set_interval(_DOTS, self._tick)

    @property
    def _transcript(self) -> Transcript:
        return self.query_one(Transcript)

    @property
    def _composer(self) -> Composer:
        return self.query_one(Composer)

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
            self._show_hint(None)
            self._pending = self._transcript.add_reply(text)
            self._ask(self._begin(), message.text)

    def _begin(self) -> int:
        """Starts waiting for an answer and gives the token it must carry to count."""
        self._token += 1
        self._waiting = True
        self._stuck = False
        self._dots = 0
        self._tick()
        self.refresh_bindings()
        return self._token

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
        self._waiting = False
        self._say("")
        exchange = message.exchange
        if exchange is None:
            return
        if self._pending is not None and exchange.turn.units:
            self._transcript.show_units(self._pending, exchange.turn.units)
        self._pending = None
        self._transcript.add_client(exchange.client.text)
        self._show_state()
        if exchange.ending:
            self._finish(exchange.ending)
        self.refresh_bindings()

    @on(AnswerFailed)
    def _answer_failed(self, message: AnswerFailed) -> None:
        if message.token != self._token:
            return
        self._waiting = False
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

    # -- ending ----------------------------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Asks whether to end, to leave for now, or to go on."""
        if self._over:
            self.action_continue()
        else:
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
        session = self._practice.session
        if self._pending is not None and session.turns[-1].units:
            self._transcript.show_units(self._pending, session.turns[-1].units)
        self._pending = None
        if self._practice.client != self._last_shown:
            self._transcript.add_client(self._practice.client.text)
        self._finish(session.ending or Ending.STOPPED)

    def _finish(self, how: Ending) -> None:
        self._over = True
        self._show_hint(None)
        self._transcript.add_note(ending(how.value, self._client_name))
        self._transcript.to_end()
        self.query_one(TitleBar).show(fact=f"over after {replies(len(self._practice.session.turns))}")
        self._say("The conversation is over and saved. Press Enter for your feedback.")
        self.add_class("-over")
        self._transcript.focus()
        self.refresh_bindings()

    def action_continue(self) -> None:
        """Goes on to the feedback."""
        self.app.switch_screen(FeedbackScreen(self._practice.session.id))

    # -- what is shown ---------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        practice = self._practice
        self._last_shown: ClientTurn = practice.client
        for meters in self.query(Meters):
            meters.show_state(practice.state)
        done = sum(turn.units is not None for turn in practice.session.turns)
        self.query_one(TitleBar).show(fact=f"exchange {done + 1} of {practice.scenario.length}")
        if practice.agreed and not self._offered:
            self._offered = True
            self._transcript.add_note(f"{self._client_name} has offered a next step. End when you are ready (F4).")

    def _tick(self) -> None:
        if self._waiting:
            self._say(f"{self._client_name} is thinking {'.' * (self._dots % 3 + 1)}")
            self._dots += 1

    def _say(self, text: str) -> None:
        self.query_one("#status", Static).update(plain(text))

    def _show_hint(self, text: str | None) -> None:
        shown = Content.assemble(("One way to answer: ", "bold"), plain(text)) if text else ""
        self.query_one("#hint", Static).update(shown)
        self.set_class(bool(text), "-hint")

    def action_hint(self) -> None:
        """Shows what a next reply could be, or hides it."""
        if self.has_class("-hint"):
            self._show_hint(None)
        else:
            hint = self._practice.hint()
            self._show_hint(hint)
            if not hint:
                self._say("There is no hint for this moment: trust your listening.")

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
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
                return True
