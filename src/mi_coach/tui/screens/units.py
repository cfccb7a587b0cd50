"""The units behind one figure, each with its words; Enter leads to the reply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.tui.widgets.report.behind import Behind
from mi_coach.tui.wording import plain

_LONGEST = 220


class UnitsDialog(ModalScreen[int]):
    """Shows what a figure was counted from; gives the number of the reply to go to, or nothing.

    Args:
        title: The figure with its value.
        units: The units; may be empty.
    """

    CSS_PATH = "units.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, title: str, units: Sequence[Behind]) -> None:
        super().__init__()
        self._title = title
        self._units = tuple(units)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="heading")
            if self._units:
                yield OptionList(*(Option(_line(unit)) for unit in self._units), markup=False)
                yield Static("Enter goes to the reply, Esc goes back.", classes="quiet")
            else:
                yield Static("No single unit stands behind this figure.", id="none")
                yield Static("Esc goes back.", classes="quiet")

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._units[event.option_index].turn)


def _line(behind: Behind) -> Content:
    sign = f"{behind.sign} " if behind.sign else ""
    place = f"reply {behind.turn}" + (f", unit {behind.unit}" if behind.unit else "")
    flat = plain(" ".join(behind.quote.split())).plain
    words = flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rstrip()} …"
    return Content.assemble(sign, (place, "bold"), f" · {behind.tag}\n  “{words}”")
