"""Coaching beside a conversation: hints, what is asked before the tags, the prompt after the client's answer."""

from __future__ import annotations

from textual import on, work

from mi_coach.domain.notes import Named
from mi_coach.service.practice import Exchange
from mi_coach.tui.messages import NotesKept
from mi_coach.tui.screens.talk import TalkScreen
from mi_coach.tui.widgets.coaching.before_tags import BeforeTags
from mi_coach.tui.widgets.coaching.hint import HintPanel
from mi_coach.tui.wording import describe


class CoachedScreen(TalkScreen):
    """Holds an answer back until the trainee has said what they wanted to say of their reply."""

    _held: Exchange | None = None
    _said: BeforeTags.Done | None = None

    def _reveal(self, exchange: Exchange) -> None:
        """Shows what came of a reply; the screen says how."""
        raise NotImplementedError

    # -- before the tags -------------------------------------------------------------------------------------

    def _ask_before_tags(self) -> None:
        """Asks for a name or a note where that is wanted; without live coaching there are no tags to wait for."""
        self._held = self._said = None
        name, note = (self.backend.settings.get(key, "off") == "on" for key in ("name_first", "notes"))
        if self._live and (name or note):
            self.add_class("-asking")
            self._before_tags.ask(name, note)
            self._say("")
            self.refresh_bindings()

    @property
    def _before_tags(self) -> BeforeTags:
        return self.query_one(BeforeTags)

    @on(BeforeTags.Done)
    def _said_it(self, message: BeforeTags.Done) -> None:
        self._said = message
        self._stop_asking()
        if self._held is not None:
            self._settle(self._held)

    def _stop_asking(self) -> None:
        self._before_tags.remove_class("-naming", "-noting")
        self.remove_class("-asking")
        self.call_after_refresh(self._composer.focus)
        self._tick()
        self.refresh_bindings()

    def _settle(self, exchange: Exchange) -> None:
        """Shows what came of a reply, as soon as nothing is asked any more and what was said is kept."""
        if self._before_tags.asking:
            self._held = exchange
            return
        said, self._said, self._held = self._said, None, None
        if said is not None and (said.named or said.note.strip()):
            self._keep(self._token, exchange, said.named, said.note)
        else:
            self._reveal(exchange)

    @work(thread=True, group="reply")
    def _keep(self, token: int, exchange: Exchange, named: Named | None, note: str) -> None:
        problem = ""
        try:
            with self.coach.session_lock:
                self._practice.annotate(exchange.turn.n, named, note)
        except Exception as error:
            self.log.error(error)
            problem = describe(error)
        self.post_message(NotesKept(token, exchange, problem))

    @on(NotesKept)
    def _kept(self, message: NotesKept) -> None:
        if message.problem:
            self.warn(f"What you said of your reply could not be kept: {message.problem}")
        if message.token == self._token:
            self._reveal(message.exchange)

    def _tick(self) -> None:
        if not self.has_class("-asking"):
            super()._tick()

    # -- hints -----------------------------------------------------------------------------------------------

    async def action_hint(self) -> None:
        """Opens the next step of the hint, or puts it away after the last."""
        hint = self._practice.hints.next()
        self.set_class(hint is not None, "-hint")
        if hint is None:
            self._composer.focus()
        else:
            await self.query_one(HintPanel).show_step(hint, *self._practice.hints.place)

    def _hide_hint(self) -> None:
        self.remove_class("-hint")
