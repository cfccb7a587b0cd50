"""A point in a list, its further lines indented under the first."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


class Bullet(Horizontal):
    """A sign and a text beside it; ``width`` is the column the sign has, in cells."""

    DEFAULT_CSS = """
    Bullet { height: auto; }
    Bullet .sign { text-style: bold; }
    Bullet .point { width: 1fr; }
    """

    def __init__(self, content: Content, sign: str = "•", width: int = 2, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._content = content
        self._sign = Static(Content(sign), classes="sign")
        self._sign.styles.width = width

    def compose(self) -> ComposeResult:
        yield self._sign
        yield Static(self._content, classes="point")
