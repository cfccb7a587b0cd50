"""A list to choose from, whose Enter key stands in the footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Menu(OptionList):
    """An option list that never reads markup."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Open")]

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)


def spaced(options: Iterable[Option]) -> list[Option | None]:
    """The options with a line between each two."""
    lines: list[Option | None] = []
    for option in options:
        lines += [None, option]
    return lines[1:]
