"""The conversation line by line: what is shown, and what a typed line means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

import click

from mi_coach.cli import wording
from mi_coach.cli.before_tags import BeforeTags
from mi_coach.cli.common import note, one_line
from mi_coach.cli.going_back import HELP as GOING_BACK
from mi_coach.cli.going_back import GoingBack
from mi_coach.cli.self_rating import ask
from mi_coach.domain.session import Turn
from mi_coach.scoring import beside
from mi_coach.scoring.phrases import say
from mi_coach.service.lines import plain_lines
from mi_coach.service.practice import MAX_REPLY, Exchange, Practice
from mi_coach.service.text import clean_reply

_HELP = (
    "Type what you would say and press Enter. Commands:",
    "  /hint   a hint; again for the next step: what happened, which skill, a beginning, whole replies",
    "  /state  where the client stands now",
    "  /case   the case again: what you know, your purpose, what is not negotiable",
    *GOING_BACK,
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
    while (line := typed("You: ")) is not None:
        number += 1
        yield number, line


def typed(prompt: str) -> str | None:
    """What somebody types after a prompt; ``None`` at the end of input."""
    while True:
        try:
            return input(prompt)
        except EOFError:
            click.echo()
            return None
        except UnicodeDecodeError:
            click.echo("That line held something that is not text; please type it again.")


class Conversation(GoingBack):
    """One session, line by line.

    Args:
        practice: The session, new or resumed.
        show: Prints a line of the conversation.
        commands: Somebody types: lines that begin with ``/`` are commands, and there is help.
        rating: Ask for the trainee's own view when the session is over.
        before: Asks between a reply and its tags; ``None`` asks nothing.
        pause: What comes between the end and all that is asked or told about it.

    Attributes:
        bad_lines: How many lines of the input could not be taken.
    """

    def __init__(
        self,
        practice: Practice,
        show: Callable[[str], None],
        commands: bool,
        rating: bool = False,
        before: BeforeTags | None = None,
        pause: Callable[[Practice], None] | None = None,
    ) -> None:
        self._practice = practice
        self._show = show
        self._commands = commands
        self._rating = rating
        self._before = before
        self._pause = pause
        self._name = practice.scenario.client.name
        self._told_agreed = False
        self.bad_lines = 0

    @property
    def practice(self) -> Practice:
        """The session; another path of it once the trainee has gone back."""
        return self._practice

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
        if self._pause:
            self._pause(self._practice)
        # Before the tags: they are a result already.
        if self._rating and self._practice.asks_rating:
            self._practice.rate(ask(self._show, typed))
        if self._practice.coaching == "after":
            self._show("")
            for turn in self._practice.session.turns:
                self._show(f"You: {one_line(turn.reply)}")
                self._tags(turn)
        elif self._practice.coaching == "off":
            command = f"mi-coach sessions show {self._practice.session.reference}"
            self._show(say("coaching.off", how=say("coaching.off_plain", command=command)))

    def drain(self, lines: Lines) -> None:
        """Reads what comes after the end, so that whoever sends it is not cut off, and says that it was ignored."""
        count = sum(1 for _, line in lines if clean_reply(line).strip())
        if count:
            told = "1 line" if count == 1 else f"{count} lines"
            note(f"{told} after the end of the session ignored")

    def _begin(self) -> None:
        turns = self._practice.session.turns
        if self._practice.session.path > 1:
            self._show(self._where())
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
        self._prompt()

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
        exchange = self._practice.reply(text)
        if self._before is not None and self._practice.coaching == "live":
            self._practice.annotate(exchange.turn.n, *self._before.ask())
        self._answered(exchange)
        if self._commands and not self._practice.over:
            self._offer_compare()

    def _answered(self, exchange: Exchange) -> None:
        if self._practice.coaching == "live":
            self._tags(self._practice.session.turns[exchange.turn.n - 1])
            if self._commands and (why := self._practice.why(exchange.turn.n)):
                self._show(f"  {one_line(why)}")
        self._client(exchange.client.text)
        if exchange.ending:
            self._show(wording.ending(exchange.ending, self._name))
        elif self._practice.agreed and not self._told_agreed and self._commands:
            self._told_agreed = True
            self._show(f"({self._name} has offered a next step. Go on, or type /end when you are ready.)")

        self._prompt()

    def _prompt(self) -> None:
        """One question to go on with, to somebody who types, where live coaching has one."""
        if self._commands and self._practice.coaching == "live" and (prompt := self._practice.prompt):
            self._show(f"({one_line(prompt)})")

    def _tags(self, turn: Turn) -> None:
        for line in beside.lines(turn):
            self._show(f"  {one_line(line)}")
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
        word, _, rest = typed.partition(" ")
        word = word.lower()
        actions: dict[str, Callable[[], None]] = {
            "/help": self._help,
            "/hint": self._hint,
            "/state": self._state,
            "/case": self._case,
            "/back": lambda: self._back(rest.strip()),
            "/paths": self._paths,
            "/compare": self._compare,
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
        hint = self._practice.hints.next()
        if hint is None:
            self._show(say("hint_title.again"))
            return
        at, steps = self._practice.hints.place
        self._show(f"{say('hint_title.of', at=at, all=steps)}: {hint.title}")
        for line in hint.lines:
            self._show(f"- {one_line(line)}")

    def _state(self) -> None:
        values = self._practice.state.as_dict()
        listed = ", ".join(f"{name} {value:.0f}" for name, value in values.items())
        self._show(f"Where {self._name} stands, each 0 to 100: {listed}.")
