"""A draft played line by line, with all that led to each line."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

from mi_coach.cli import wording
from mi_coach.cli.common import note, one_line
from mi_coach.cli.conversation import Lines
from mi_coach.domain.scenario import Line
from mi_coach.domain.session import ClientState, Match
from mi_coach.engine import Candidate
from mi_coach.errors import MiCoachError
from mi_coach.service.preview import Heard, Preview, Previewed
from mi_coach.service.text import clean_reply

_HELP = (
    "Type what a trainee might say. Commands:",
    "  /state  where the client stands, what has been set, how open the client would be",
    "  /lines  all that the client could say now",
    "  /back   take the last exchange back",
    "  /end    say goodbye and stop",
    "  /help   these lines",
    "A reply that begins with / is typed with //. Nothing is stored.",
)
_NARROWEST, _WIDEST = 60, 100


class Show:
    """Shows a preview.

    Args:
        preview: The conversation.
        show: Prints a line.
        echo: Replies are repeated, because nobody sees them being typed.

    Attributes:
        bad_lines: How many lines of the input could not be taken.
    """

    def __init__(self, preview: Preview, show: Callable[[str], None], echo: bool) -> None:
        self._preview = preview
        self._show = show
        self._echo = echo
        self._name = preview.scenario.client.name
        self._left = False
        self._commands: dict[str, Callable[[], None]] = {
            "/help": self._help,
            "/state": self._state,
            "/lines": self._lines,
            "/back": self._back,
            "/end": self._end,
        }
        self.bad_lines = 0

    def run(self, lines: Lines) -> None:
        """Talks until the author leaves or the input ends."""
        self._show(
            f"{one_line(self._preview.scenario.title)}, seed {self._preview.memory.seed}. /help shows the commands."
        )
        self._show("")
        self._client()
        for number, line in lines:
            text = clean_reply(line).strip()
            if text.startswith("/") and not text.startswith("//"):
                self._command(text)
            elif text:
                self._take(number, text.removeprefix("/") if text.startswith("//") else text)
            if self._left:
                return

    def _take(self, number: int, text: str) -> None:
        if self._preview.ending is not None:
            self._show("It has ended. /back takes the last exchange back, /end stops.")
            return
        try:
            done = self._preview.reply(text)
        except MiCoachError as error:
            note(f"line {number} left out: {error.message}" if self._echo else error.message)
            self.bad_lines += self._echo
            return
        if self._echo:
            self._show(f"You: {one_line(text)}")
        for line in self._behind(done):
            self._show(line)
        self._show("")
        self._client()
        if done.ending is not None:
            self._show(f"{wording.ending(done.ending, self._name)} /back takes the last exchange back, /end stops.")

    def _behind(self, done: Previewed) -> Iterator[str]:
        for heard in done.units:
            yield wording.tag(heard.unit)
            yield f"      {_heard(heard)}"
        if not done.units or any(heard.act is None for heard in done.units):
            yield f"  the whole reply was taken for: {', '.join(done.acts)}"
        yield f"  {_moved(done.before, done.after)}"
        points = "" if done.score is None else f", {done.score:.1f} points"
        yield f"  next line: {done.client.line_id}{points} ({done.reason})"
        for other in done.others:
            yield f"    then {_points(other):>6}  {_brief(other.line, _width() - 17)}"

    def _command(self, typed: str) -> None:
        word = typed.split(maxsplit=1)[0].lower()
        if self._echo:
            self._show(one_line(word)[:40])
        action = self._commands.get(word)
        if action is None:
            self._show(f"There is no command {one_line(word)[:40]}. /help shows them; // begins a reply with /.")
        else:
            action()

    def _help(self) -> None:
        for line in _HELP:
            self._show(line)

    def _state(self) -> None:
        memory, scenario = self._preview.memory, self._preview.scenario
        values = ", ".join(f"{name} {value:.1f}" for name, value in memory.client.as_dict().items())
        self._show(f"After {memory.n} of {scenario.length} exchanges: {values}.")
        self._show(
            f"Would say lines up to openness {self._preview.openness}. The talk is on: {memory.topic or 'nothing'}."
        )
        self._show(f"Flags: {', '.join(memory.flags) or 'none'}.")
        self._show(f"Said so far: {', '.join(memory.said)}.")
        if memory.agreed:
            self._show(f"{self._name} has offered a next step.")

    def _lines(self) -> None:
        found = self._preview.lines()
        self._show(f"{len(found)} lines could be said now, depending on the reply:")
        topics = dict.fromkeys([*(topic.id for topic in self._preview.scenario.topics), None])
        for topic in topics:
            here = [line for line in found if line.topic == topic]
            if here:
                self._show(f"  {topic or 'any topic'}")
            for line in here:
                self._show(f"    {line.openness} {line.main_talk.value:<3} {_brief(line, _width() - 10)}")

    def _back(self) -> None:
        if self._preview.back():
            self._client()
        else:
            self._show("There is nothing to take back.")

    def _end(self) -> None:
        over = self._preview.ending is not None
        ending = self._preview.end()
        if not over:
            self._client()
            self._show(wording.ending(ending, self._name))
        self._left = True

    def _client(self) -> None:
        self._show(f"{self._name}: {one_line(self._preview.client.text)}")


def _heard(heard: Heard) -> str:
    """What a unit was taken for and what it picked up: ``reflect_sustain; picks up dog-1, sustain, feeling (0.43)``."""
    parts = [heard.act] if heard.act else []
    if heard.match is not None:
        parts += _match(heard.match)
    return "; ".join(parts) or "nothing to go by"


def _match(match: Match) -> Iterator[str]:
    if match.line_id is not None and match.closeness > 0:
        how = [part for part in (match.side, match.depth) if part]
        yield f"picks up {', '.join([match.line_id, *how])} ({match.closeness:.2f})"
    elif match.line_id is not None:
        yield f"shares no word with anything said, so it is taken as being about {match.line_id}"
    if match.topic is not None:
        yield f"topic {match.topic}"


def _moved(before: ClientState, after: ClientState) -> str:
    was, now = before.as_dict(), after.as_dict()
    return ", ".join(
        f"{name} {was[name]:.1f}" + (f" to {now[name]:.1f}" if now[name] != was[name] else "") for name in was
    )


def _points(candidate: Candidate) -> str:
    return f"{candidate.score:.1f}" if candidate.fits else f"({candidate.score:.1f})"


def _brief(line: Line, width: int) -> str:
    text = f'{line.id}  "{one_line(line.text)}"'
    return text if len(text) <= width else f'{text[: width - 4]}..."'


def _width() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns - 1))
