"""What is asked between a reply and its tags: a name for it, a line of one's own, or both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from mi_coach.domain.notes import MAX_NOTE, Named
from mi_coach.scoring.phrases import say
from mi_coach.tui.widgets.coaching.naming import Naming


class NoteLine(Input):
    """One line; Enter takes it, empty or not, and Esc leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Go on"),
        Binding("escape", "leave", "Skip"),
    ]

    def action_leave(self) -> None:
        """Goes on without a note."""
        self.value = ""
        self.post_message(self.Submitted(self, ""))


class BeforeTags(Vertical):
    """Asks one after the other, and tells when all is said; what is skipped is left out."""

    DEFAULT_CSS = """
    BeforeTags { display: none; height: auto; padding: 0 1; border: heavy $border; background: $surface; }
    BeforeTags Naming, BeforeTags #noting { display: none; height: auto; }
    BeforeTags.-naming Naming, BeforeTags.-noting #noting { display: block; }
    BeforeTags.-naming, BeforeTags.-noting { display: block; }
    BeforeTags NoteLine, BeforeTags NoteLine:focus { border: none; padding: 0; height: 1; background: $surface; }
    """

    @dataclass
    class Done(Message):
        """All that was asked is answered or skipped."""

        named: Named | None
        note: str

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._noting = False
        self._named: Named | None = None

    def compose(self) -> ComposeResult:
        yield Naming()
        with Vertical(id="noting"):
            yield Static(Content.styled(say("own_note.ask"), "bold"))
            yield NoteLine(placeholder=say("own_note.how"), max_length=MAX_NOTE)

    @property
    def asking(self) -> bool:
        """True while an answer is waited for."""
        return self.has_class("-naming") or self.has_class("-noting")

    def ask(self, name: bool, note: bool) -> None:
        """Begins to ask."""
        self._named, self._noting = None, note
        self.query_one(NoteLine).value = ""
        self.query_one(Naming).at = 0
        self._turn_to("-naming" if name else "-noting")

    def leave(self) -> None:
        """Stops asking; what was answered so far counts."""
        if self.asking:
            self._finish("")

    def _turn_to(self, what: str) -> None:
        self.set_class(what == "-naming", "-naming")
        self.set_class(what == "-noting", "-noting")
        # What is not drawn yet cannot be focused.
        self.call_after_refresh((self.query_one(Naming) if what == "-naming" else self.query_one(NoteLine)).focus)

    def _finish(self, note: str) -> None:
        self.remove_class("-naming", "-noting")
        self.post_message(self.Done(self._named, note))

    @on(Naming.Chosen)
    def _chosen(self, message: Naming.Chosen) -> None:
        message.stop()
        self._named = message.named
        if self._noting:
            self._turn_to("-noting")
        else:
            self._finish("")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if self.asking:
            self._finish(message.value)
