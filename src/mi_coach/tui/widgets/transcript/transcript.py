"""The conversation as it scrolls by."""

from __future__ import annotations

from collections.abc import Callable

from textual.containers import VerticalScroll
from textual.widget import Widget

from mi_coach.domain.session import Session, Turn
from mi_coach.scoring import beside
from mi_coach.tui.widgets.transcript.turns import ClientLine, Note, ReplyLine


class Transcript(VerticalScroll):
    """Client lines and replies, oldest first; stays at the end until the reader scrolls away.

    Args:
        name_shown: The client's name.
        tags: Whether units are shown under replies.
        brackets: Whether deciding words stand in brackets (for terminals without colour).
    """

    DEFAULT_CSS = """
    Transcript { height: 1fr; border-left: blank; padding: 0 1; scrollbar-gutter: stable; }
    Transcript:focus { border-left: heavy $accent; }
    """

    def __init__(self, name_shown: str, tags: bool, brackets: bool, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._name_shown = name_shown
        self._tags = tags
        self._brackets = brackets

    def on_mount(self) -> None:
        self.anchor()

    def add_client(self, text: str) -> None:
        """Adds a client line."""
        self.mount(ClientLine(self._name_shown, text))

    def add_reply(self, text: str) -> ReplyLine:
        """Adds a reply at once, its tags to follow."""
        reply = ReplyLine(text, brackets=self._brackets)
        self.mount(reply)
        self.anchor()
        return reply

    def show_coded(self, reply: ReplyLine, turn: Turn, why: str = "") -> None:
        """Adds what stands beside a reply once it is coded; its tags and the line of why unless tags are off."""
        reply.show_beside(beside.lines(turn, looking_back=False))
        if self._tags:
            reply.show_units(turn.units or (), why)

    def add_example(self, turn: Turn, why: str) -> None:
        """Adds a practitioner's reply of an example, with its tags and why it was chosen."""
        self.mount(ReplyLine(turn.reply, turn.units or (), self._brackets, who="Practitioner", why=f"Why: {why}"))

    def add_note(self, text: str) -> None:
        """Adds a quiet note."""
        self.mount(Note(text))

    def to_end(self) -> None:
        """Goes to the end and stays there, wherever the reader was."""
        self.anchor()

    def add_turns(self, session: Session, why: Callable[[int], str]) -> ReplyLine | None:
        """Adds all turns of a session at once.

        Args:
            session: The session.
            why: Gives the line of why of a coded reply by its number; asked only where tags are on.

        Returns:
            The last reply if it is still without a code, else ``None``.
        """
        last: ReplyLine | None = None
        widgets: list[Widget] = []
        for turn in session.turns:
            widgets += _branching(session, turn.n)
            shown = turn.units if self._tags and turn.units else ()
            told = why(turn.n) if shown else ""
            last = ReplyLine(
                turn.reply,
                shown,
                self._brackets,
                beside=beside.lines(turn, looking_back=False) if turn.units else (),
                why=told,
            )
            widgets += [ClientLine(self._name_shown, turn.client.text), last]
        self.mount_all([*widgets, *_branching(session, len(session.turns) + 1)])
        return last if session.turns and session.turns[-1].units is None else None


def _branching(session: Session, number: int) -> list[Widget]:
    """The line that says that another path begins before this reply."""
    if session.path == 1 or number != session.from_turn:
        return []
    return [Note(f"Path {session.path}, from reply {session.from_turn}.")]
