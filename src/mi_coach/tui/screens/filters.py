"""Asks which scenarios the library should show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from mi_coach.service.finding import Wanted, find
from mi_coach.tui.backend import Card
from mi_coach.tui.widgets.choice.turner import Turner
from mi_coach.tui.wording import cases, skill_name, words

_DIFFICULTY = {1: "1, gentle", 2: "2", 3: "3", 4: "4", 5: "5, hard"}


class FilterDialog(ModalScreen[Wanted]):
    """Gives what is wanted, or ``None`` to leave all as it was.

    Args:
        cards: All scenarios; what they have is what can be chosen.
        wanted: What was wanted so far.
        played: Ids of scenarios that were played already.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "show", "Show"),
        Binding("c", "clear", "Clear"),
        Binding("escape", "dismiss(None)", show=False),
    ]
    DEFAULT_CSS = """
    FilterDialog Turner { margin: 0 1; }
    FilterDialog #fits { margin: 1 1 0 1; }
    """

    def __init__(self, cards: Sequence[Card], wanted: Wanted, played: Collection[str]) -> None:
        super().__init__()
        self._cards = cards
        self._wanted = wanted
        self._played = played

    def compose(self) -> ComposeResult:
        skills = sorted({skill for card in self._cards for skill in card.skills}, key=skill_name)
        settings = sorted({card.setting for card in self._cards}, key=words)
        levels = sorted({card.difficulty for card in self._cards})
        wanted = self._wanted
        with Vertical(classes="dialog"):
            yield Static("Which conversations to show", classes="heading -first")
            yield Turner("skill", "Good for", {"": "any skill"} | {s: skill_name(s) for s in skills}, wanted.skill)
            yield Turner("setting", "Setting", {"": "any"} | {s: words(s) for s in settings}, wanted.setting)
            yield Turner(
                "difficulty",
                "Difficulty",
                {"0": "any"} | {str(n): _DIFFICULTY.get(n, str(n)) for n in levels},
                str(wanted.difficulty),
            )
            yield Turner(
                "fresh", "Played", {"": "all of them", "on": "only those not played yet"}, "on" if wanted.fresh else ""
            )
            yield Static(id="fits")
            yield Static("Left and right change a line. Enter shows them, C clears, Esc goes back.", classes="quiet")

    def on_mount(self) -> None:
        self._count()

    @property
    def _chosen(self) -> Wanted:
        chosen = {turner.id: turner.value for turner in self.query(Turner)}
        return replace(
            self._wanted,
            skill=chosen["skill"],
            setting=chosen["setting"],
            difficulty=int(chosen["difficulty"]),
            fresh=chosen["fresh"] == "on",
        )

    @on(Turner.Turned)
    def _count(self) -> None:
        fits = len(find(self._cards, self._chosen, self._played))
        self.query_one("#fits", Static).update(f"{cases(fits)} of {len(self._cards)}.")

    def action_show(self) -> None:
        """Closes with what was chosen."""
        self.dismiss(self._chosen)

    def action_clear(self) -> None:
        """Closes with no wishes but the words searched for."""
        self.dismiss(Wanted(text=self._wanted.text))
