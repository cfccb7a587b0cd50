"""A hint, one step at a time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mi_coach.scoring.phrases import say
from mi_coach.service.hints import Hint
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.wording import plain


class HintPanel(VerticalScroll):
    """Shows the step that is open; scrolls when the replies at the end are many."""

    DEFAULT_CSS = """
    HintPanel { height: auto; max-height: 11; padding: 0 1; border-left: outer $border-blurred; background: $surface; }
    HintPanel:focus { border-left: outer $border; }
    """

    def compose(self) -> ComposeResult:
        yield Static(id="step")

    async def show_step(self, hint: Hint, at: int, steps: int) -> None:
        """Shows a step in the place of the one before.

        Args:
            hint: The step.
            at: Its number, from 1.
            steps: How many there are.
        """
        place = say("hint_title.of", at=at, all=steps)
        further = say("hint_title.further" if at < steps else "hint_title.away")
        self.query_one("#step", Static).update(Content.assemble((f"{place}: {hint.title}", "bold"), f"  {further}"))
        await self.query(Bullet).remove()
        await self.mount_all(Bullet(plain(line)) for line in hint.lines)
        self.scroll_home(animate=False)
