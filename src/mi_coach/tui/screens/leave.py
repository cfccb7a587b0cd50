"""Asks what leaving a conversation should mean: its end, a break, or nothing."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.tui.wording import plain


class LeaveDialog(ModalScreen[str]):
    """Gives ``end``, ``leave`` or ``stay``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "choose('end')", show=False),
        Binding("l", "choose('leave')", show=False),
        Binding("escape,k,f4,ctrl+g", "choose('stay')", show=False),
    ]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._client_name = name

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(f"End the conversation with {self._client_name}?"), classes="heading")
            yield OptionList(
                Option("E  End it and see the feedback", id="end"),
                Option("L  Leave for now: everything is kept, carry on later", id="leave"),
                Option("K  Keep talking (Esc)", id="stay"),
                markup=False,
            )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_choose(self, choice: str) -> None:
        """Closes with a choice."""
        self.dismiss(choice)
