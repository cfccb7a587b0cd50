"""Places in the feedback from which a reply can be said differently; they take the focus, so that keys know which."""

from __future__ import annotations

from textual.content import Content

from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.transcript.turns import ReplyLine


class PointSpot(Bullet, can_focus=True):
    """A moment or a remark about one reply.

    Args:
        content: What is said.
        sign: The sign before it.
        turn: The reply's number, from 1.
    """

    DEFAULT_CSS = """
    PointSpot:focus { background: $surface; }
    PointSpot:focus .sign { text-style: bold reverse; }
    """

    def __init__(self, content: Content, sign: str, turn: int) -> None:
        super().__init__(content, sign)
        self.turn = turn


class ReplySpot(ReplyLine, can_focus=True):
    """A reply in the transcript; its number is in ``turn``."""

    DEFAULT_CSS = """
    ReplySpot:focus { background: $surface; }
    ReplySpot:focus .who { text-style: bold reverse; }
    """

    turn = 0
