"""The conversation line by line: what is shown, and what a typed line means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

import click

from mi_coach.cli import wording
from mi_coach.cli.common import note, one_line
from mi_coach.domain.session import Turn
from mi_coach.service.lines import plain_lines
from mi_coach.service.practice import MAX_REPLY, Exchange, Practice
from mi_coach.service.text import clean_reply

_HELP = (
    "Type what you would say and press Enter. Commands:",
    "  /hint   a reply that would fit here, as an example",
    "  /state  where the client stands now",
    "  /case   the case again: what you know, your purpose, what is not negotiable",
    "  /end    end the session and see your feedback",
    "  /help   these lines",
    "A reply that begins with / is typed with //. Ctrl+C leaves; what you said is saved.",
)

Lines = Iterator[tuple[int, str]]


def piped_lines(stream: BinaryIO) -> Lines:
    """Numbered lines from a pipe or file."""
    return plain_lines(stream)


def typed_lines() -> Lines:
    """Numbered lines from somebody who types, until the end of input."""
    with suppress(ImportError):
        import readline  # noqa: F401  (arrow keys, and lines longer than a terminal takes by itself)
    number = 0
    while True:
        number += 1
        try:
            yield number, input("You: ")
        except EOFError:
            click.echo()
            return
        except UnicodeDecodeError:
            click.echo("That line held something that is not text; please type it again.")


class Conversation:
    """One session, line by line.

    Args:
        practice: The session, new or resumed.
        show: Prints a line of the conversation.
        commands: Somebody types: lines that begin with ``/`` are commands, and there is help.

    Attributes:
        bad_lines: How many lines of the input could not be taken.
    """

    def __init__(self, practice: Practice, show: Callable[[str], None], commands: bool) -> None:
        self._practice = practice
        self._show = show
        self._commands = commands
        self._name = practice.scenario.client.name
        self._told_agreed = False
        self.bad_lines = 0

    def run(self, lines: Lines) -> None:
        """Talks until the session ends or the input does."""
        self._begin()
        for number, line in lines if not self._practice.over else ():
            if clean_reply(line).strip():
                self._take(number, line)
            if self._practice.over:
                break
        if not self._practice.over:
            self._end(deliberate=False)
        if self._practice.coaching == "after":
            self._show("")
            for turn in self._practice.session.turns:
                self._show(f"You: {one_line(turn.reply)}")
                self._tags(turn)

    def drain(self, lines: Lines) -> None:
        """Reads what comes after the end, so that whoever sends it is not cut off, and says that it was ignored."""
        count = sum(1 for _, line in lines if clean_reply(line).strip())
        if count:
            told = "1 line" if count == 1 else f"{count} lines"
            note(f"{told} after the end of the session ignored")

    def _begin(self) -> None:
        turns = self._practice.session.turns
        if turns:
            self._show(f"Carrying on after {wording.replies(len(turns))}. The last thing that was said:")
            self._client(turns[-1].client.text)
            self._show(f"You: {one_line(turns[-1].reply)}")
            caught_up = self._practice.catch_up()
            if caught_up is not None:
                self._answered(caught_up)
                return
        else:
            self._case()
            if self._commands:
                self._show("\nType what you would say and press Enter. /help shows the commands.")
        self._show("")
        self._client(self._practice.client.text)

    def _take(self, number: int, line: str) -> None:
        text = line
        if self._commands and line.lstrip().startswith("/"):
            typed = line.strip()
            if not typed.startswith("//"):
                self._command(typed)
                return
            text = typed[1:]
        if len(text) > MAX_REPLY:
            told = f"that reply has {len(text):,} characters; {MAX_REPLY:,} is the most that can be taken"
            note(told if self._commands else f"line {number} left out: {told}")
            self.bad_lines += not self._commands
            return
        if not self._commands:
            self._show(f"You: {one_line(text)}")
        self._answered(self._practice.reply(text))

    def _answered(self, exchange: Exchange) -> None:
        if self._practice.coaching == "live":
            self._tags(exchange.turn)
        self._client(exchange.client.text)
        if exchange.ending:
            self._show(wording.ending(exchange.ending, self._name))
        elif self._practice.agreed and not self._told_agreed and self._commands:
            self._told_agreed = True
            self._show(f"({self._name} has offered a next step. Go on, or type /end when you are ready.)")

    def _tags(self, turn: Turn) -> None:
        for unit in turn.units or ():
            self._show(wording.tag(unit))

    def _client(self, text: str) -> None:
        self._show(f"{self._name}: {one_line(text)}")

    def _end(self, deliberate: bool) -> None:
        before = self._practice.client
        ending = self._practice.end(deliberate)
        if self._practice.client != before:
            self._client(self._practice.client.text)
        self._show(wording.ending(ending, self._name))

    def _command(self, typed: str) -> None:
        word = typed.split(maxsplit=1)[0].lower()
        actions: dict[str, Callable[[], None]] = {
            "/help": self._help,
            "/hint": self._hint,
            "/state": self._state,
            "/case": self._case,
            "/end": lambda: self._end(deliberate=True),
        }
        action = actions.get(word)
        if action is None:
            self._show(f"There is no command {one_line(word)[:40]}. /help shows them; // begins a reply with /.")
        else:
            action()

    def _help(self) -> None:
        for line in _HELP:
            self._show(line)

    def _case(self) -> None:
        for line in wording.brief(self._practice.scenario):
            self._show(line)

    def _hint(self) -> None:
        hint = self._practice.hint()
        self._show(f'You could say: "{one_line(hint)}"' if hint else "There is no example for this line.")

    def _state(self) -> None:
        values = self._practice.state.as_dict()
        listed = ", ".join(f"{name} {value:.0f}" for name, value in values.items())
        self._show(f"Where {self._name} stands, each 0 to 100: {listed}.")
