"""Figures that open: Enter on one asks for the units behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Focus
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.tui.widgets.report.behind import Behind
from mi_coach.tui.widgets.report.measures import Measure


class UnitsAsked(Message):
    """The units behind a figure are wanted.

    Attributes:
        title: The figure with its value.
        units: What stands behind it; may be empty.
    """

    def __init__(self, title: str, units: Sequence[Behind]) -> None:
        super().__init__()
        self.title = title
        self.units = tuple(units)


class Figures(OptionList):
    """Rows of figures in a table; the arrows move among them."""

    DEFAULT_CSS = """
    Figures, Figures:focus { height: auto; max-height: 100%; border: none; padding: 0; margin-bottom: 1; }
    Figures:blur > .option-list--option-highlighted { color: $foreground; background: $background; text-style: none; }
    """

    def __init__(self, rows: Sequence[Measure], width: int) -> None:
        super().__init__(*(Option(_row(row, width)) for row in rows), markup=False)
        self._rows = tuple(rows)

    @on(Focus)
    def _entered(self) -> None:
        if self.highlighted is None:
            self.highlighted = 0

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        row = self._rows[event.option_index]
        self.post_message(UnitsAsked(f"{row.name}: {row.value}", row.units))


class Opens(Static, can_focus=True):
    """A heading with a score that opens."""

    DEFAULT_CSS = """
    Opens:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    Opens:focus:nocolor { text-style: bold reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "open", "Units behind it")]

    def __init__(self, content: Content, title: str, units: Sequence[Behind], classes: str | None = None) -> None:
        super().__init__(content, classes=classes)
        self._title = title
        self._units = tuple(units)

    def action_open(self) -> None:
        """Asks for the units."""
        self.post_message(UnitsAsked(self._title, self._units))


def _row(row: Measure, width: int) -> Content:
    # In no colour of its own: under the cursor the ground has another.
    about = f"\n{row.about}" if row.about else ""
    name = (f"{row.name:<{width}}", "bold" if row.about else "")
    return Content.assemble(name, (f"{row.value:>5}", "bold"), "  ", Content(row.band), about)
