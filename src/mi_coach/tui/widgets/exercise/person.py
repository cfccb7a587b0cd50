"""Somebody to reply to: what is asked, who they are, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from mi_coach.tui.wording import plain


class Person(Vertical):
    """One person at a time; their words beside a heavy bar at the left."""

    DEFAULT_CSS = """
    Person { height: auto; padding: 0 2; }
    Person #who { color: $primary; text-style: bold; }
    Person #said { border-left: outer $primary; padding-left: 1; }
    Person #task, Person #facts { color: $foreground 80%; }
    Person #facts { padding-left: 2; display: none; }
    Person.-facts #facts { display: block; }
    """

    def compose(self) -> ComposeResult:
        yield Static(id="who")
        yield Static(id="task")
        yield Static(id="facts")
        yield Static(id="said")

    def show(self, who: str, task: str, said: str, facts: Sequence[str] = ()) -> None:
        """Shows somebody.

        Args:
            who: Who they are, in a few words.
            task: What is asked for, or the situation.
            said: What they say.
            facts: What the reply may tell them.
        """
        self.query_one("#who", Static).update(plain(who))
        self.query_one("#task", Static).update(plain(task))
        self.query_one("#said", Static).update(plain(said))
        told = Content("\n").join([Content.assemble("You may tell: ", plain(fact)) for fact in facts])
        self.query_one("#facts", Static).update(told)
        self.set_class(bool(facts), "-facts")
