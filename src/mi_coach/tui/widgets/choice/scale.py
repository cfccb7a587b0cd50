"""One question with its answers on a line, chosen by their own keys and readable without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from mi_coach.service.self_rating import Question

_CHOSEN, _OPEN = "●", "○"


class Scale(Static, can_focus=True):
    """A question that may be left open.

    Attributes:
        chosen: Number of the answer, from 0, or ``None``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("backspace,delete", "clear", "Leave out", key_display="Del"),
    ]
    DEFAULT_CSS = """
    Scale { height: auto; padding: 0 1; border-left: outer $background; }
    Scale:focus { border-left: outer $border; background: $surface; }
    """

    chosen: reactive[int | None] = reactive(None, layout=True)

    @dataclass
    class Answered(Message):
        """A key chose an answer."""

        scale: Scale

    def __init__(self, question: Question) -> None:
        super().__init__(id=question.id)
        self.question = question

    @property
    def value(self) -> float | None:
        """The value of the chosen answer."""
        return None if self.chosen is None else self.question.answers[self.chosen].value

    def render(self) -> Content:
        """The question on one line, its answers below."""
        mark = "▸ " if self.has_focus else "  "
        head = Content.assemble(mark, (self.question.name, "bold"), f": {self.question.about}")
        answers = [self._answer(n) for n in range(len(self.question.answers))]
        return Content("\n").join([head, Content.assemble("  ", Content("  ").join(answers))])

    def _answer(self, n: int) -> Content:
        answer = self.question.answers[n]
        on = n == self.chosen
        text = f"{answer.key.upper()} {_CHOSEN if on else _OPEN} {answer.text}"
        return Content.styled(text, "bold underline") if on else Content(text)

    def on_key(self, event: events.Key) -> None:
        """Chooses an answer by its key."""
        keys = [answer.key for answer in self.question.answers]
        if event.character and event.character.lower() in keys:
            event.stop()
            self.chosen = keys.index(event.character.lower())
            self.post_message(self.Answered(self))

    def action_move(self, by: int) -> None:
        """Goes to the answer beside the chosen one; from none, to the first or the last."""
        last = len(self.question.answers) - 1
        if self.chosen is None:
            self.chosen = 0 if by > 0 else last
        else:
            self.chosen = min(last, max(0, self.chosen + by))

    def action_clear(self) -> None:
        """Leaves the question open again."""
        self.chosen = None
