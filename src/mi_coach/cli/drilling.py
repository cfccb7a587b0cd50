"""Drills and spotting exercises line by line: what is shown, and what a typed line means."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator

from mi_coach.cli import wording
from mi_coach.cli.common import note, one_line
from mi_coach.domain.exercise import ExerciseRecord
from mi_coach.errors import MiCoachError
from mi_coach.exercises.closing import closing
from mi_coach.exercises.phrases import say
from mi_coach.exercises.spotting import Spotted
from mi_coach.service.drills import Round
from mi_coach.service.spotting import SpottingRound
from mi_coach.service.text import clean_reply

Lines = Iterator[tuple[int, str]]
Show = Callable[[str], None]


class Exercise(ABC):
    """An exercise that is worked through line by line.

    Args:
        show: Prints a line.
        commands: Somebody types: lines that begin with ``/`` are commands, and there is help.

    Attributes:
        bad_lines: How many lines of the input could not be taken.
    """

    help: tuple[str, ...] = ()

    def __init__(self, show: Show, commands: bool) -> None:
        self._show = show
        self._commands = commands
        self.bad_lines = 0

    @property
    @abstractmethod
    def record(self) -> ExerciseRecord:
        """The exercise as it is kept."""

    @property
    @abstractmethod
    def over(self) -> bool:
        """True when it has ended."""

    @abstractmethod
    def leave(self) -> None:
        """Ends it here."""

    @abstractmethod
    def begin(self) -> None:
        """Shows what it is about and the first thing to answer."""

    @abstractmethod
    def take(self, text: str) -> None:
        """Takes one answer.

        Raises:
            MiCoachError: It cannot be taken.
        """

    @abstractmethod
    def close(self) -> None:
        """Says what came of it."""

    def actions(self) -> dict[str, Callable[[], None]]:
        """The commands by name."""
        return {"/end": self.leave, "/help": self._help}

    def run(self, lines: Lines) -> None:
        """Goes on until the exercise ends or the input does."""
        self.begin()
        for number, line in lines:
            if clean_reply(line).strip():
                self._line(number, line)
            if self.over:
                break
        self.leave()
        self.close()

    def drain(self, lines: Lines) -> None:
        """Reads what comes after the end, so that whoever sends it is not cut off, and says that it was ignored."""
        count = sum(1 for _, line in lines if clean_reply(line).strip())
        if count:
            told = "1 line" if count == 1 else f"{count} lines"
            note(f"{told} after the end of the exercise ignored")

    def _line(self, number: int, line: str) -> None:
        text = line
        if self._commands and line.lstrip().startswith("/"):
            typed = line.strip()
            if not typed.startswith("//"):
                self._command(typed)
                return
            text = typed[1:]
        if not self._commands:
            self._show(f"You: {one_line(text)}")
        try:
            self.take(text)
        except MiCoachError as error:
            note(error.message if self._commands else f"line {number} left out: {error.message}")
            self.bad_lines += not self._commands

    def _command(self, typed: str) -> None:
        word = typed.split(maxsplit=1)[0].lower()
        action = self.actions().get(word)
        if action is None:
            self._show(f"There is no command {one_line(word)[:40]}. /help shows them; // begins a reply with /.")
        else:
            action()

    def _help(self) -> None:
        for line in self.help:
            self._show(line)


class DrillTalk(Exercise):
    """A round of a drill."""

    help = (
        "Type what you would say and press Enter. Commands:",
        "  /skip  go on to the next person",
        "  /tips  the tips for this skill",
        "  /end   end the round here",
        "  /help  these lines",
        "A reply that begins with / is typed with //. Ctrl+C leaves; what you answered is kept.",
    )

    def __init__(self, round_: Round, show: Show, commands: bool) -> None:
        super().__init__(show, commands)
        self._round = round_

    @property
    def record(self) -> ExerciseRecord:
        """The round as it is kept."""
        return self._round.record

    @property
    def over(self) -> bool:
        """True when the round has ended."""
        return self._round.over

    def leave(self) -> None:
        """Ends the round here."""
        self._round.end()

    def begin(self) -> None:
        """Shows the skill, its tips and the first person."""
        drill = self._round.drill
        self._show(f"{drill.name}. {one_line(drill.about)}")
        self._tips()
        if self._commands:
            self._show("Type what you would say and press Enter. /help shows the commands.")
        self._prompt()

    def take(self, text: str) -> None:
        """Takes one reply and says how it was heard."""
        verdict = self._round.answer(text)
        for unit in verdict.heard:
            self._show(wording.tag(unit))
        self._show(f"{say(f'verdict.{verdict.met}')}. {one_line(verdict.why)}")
        if not self._round.settled:
            self._show("Try once more, or skip with /skip." if self._commands else "Once more:")
            return
        self._show("Replies that fit:")
        for reply in self._round.better:
            self._show(f'  "{one_line(reply)}"')
        self._next()

    def close(self) -> None:
        """Says how many were met, and where the next round begins."""
        result = self._round.record.result
        count = result.get("prompts", 0)
        if not count:
            self._show("The round ended before the first answer. Nothing was kept.")
            return
        told = closing(self._round.drill, self._round.record.answers, self._round.level)
        for line in (*told.well, told.thing) if told else ():
            self._show(one_line(line))
        people = "1 person" if count == 1 else f"{count} people"
        self._show(f"You replied to {people}: {_came(result)}. The next round begins at level {self._round.level}.")

    def actions(self) -> dict[str, Callable[[], None]]:
        """The commands by name."""
        return {**super().actions(), "/skip": self._next, "/tips": self._tips}

    def _next(self) -> None:
        if self._round.move_on():
            self._prompt()

    def _tips(self) -> None:
        for tip in self._round.drill.tips:
            self._show(f"- {one_line(tip)}")

    def _prompt(self) -> None:
        prompt = self._round.prompt
        self._show("")
        self._show(f"{self._round.number} of at most {self._round.most}, level {prompt.level}. {one_line(prompt.who)}.")
        self._show(one_line(self._round.task))
        for fact in prompt.facts:
            self._show(f"You may tell: {one_line(fact)}")
        self._show(f"{one_line(prompt.name)}: {one_line(prompt.client)}")


_TOLD = {
    "first": "met at the first try",
    "second": "met at the second",
    "not_yet": "not met yet",
    "unsure": "hard to tell",
    "skipped": "skipped",
}


def _came(result: object) -> str:
    counts = result if isinstance(result, dict) else {}
    return ", ".join(f"{counts[key]} {told}" for key, told in _TOLD.items() if counts.get(key)) or "none answered"


class SpottingTalk(Exercise):
    """A round of a spotting exercise."""

    help = (
        "Type the number of a choice, its name or the beginning of it, and press Enter. Commands:",
        "  /choices  the choices",
        "  /end      end the round here",
        "  /help     these lines",
        "Ctrl+C leaves; what you answered is kept.",
    )

    def __init__(self, round_: SpottingRound, show: Show, commands: bool) -> None:
        super().__init__(show, commands)
        self._round = round_
        self._said = 0

    @property
    def record(self) -> ExerciseRecord:
        """The round as it is kept."""
        return self._round.record

    @property
    def over(self) -> bool:
        """True when the round has ended."""
        return self._round.over

    def leave(self) -> None:
        """Ends the round here."""
        self._round.end()

    def begin(self) -> None:
        """Shows what it is about, the choices and the first item."""
        exercise = self._round.exercise
        self._show(f"{exercise.name}. {one_line(exercise.about)}")
        self._show(one_line(exercise.try_))
        self._choices()
        if self._commands:
            self._show("/help shows the commands.")
        if self._round.title:
            self._show(f"\n{one_line(self._round.title)}. {one_line(self._round.item.who)}.")
        self._item()

    def take(self, text: str) -> None:
        """Takes one answer and says what it was."""
        self._show(self._verdict(self._round.answer(text)))
        if not self._round.over:
            self._item()

    def close(self) -> None:
        """Says how many were heard."""
        spotted = self._round.spotted
        if not spotted:
            self._show("The round ended before the first answer. Nothing was kept.")
            return
        right = sum(s.right for s in spotted)
        self._show(f"\nYou heard {right} of {len(spotted)}.")

    def actions(self) -> dict[str, Callable[[], None]]:
        """The commands by name."""
        return {**super().actions(), "/choices": self._choices}

    def _choices(self) -> None:
        for number, option in enumerate(self._round.options, 1):
            name = option.name if option.name.startswith(option.id) else f"{option.id} {option.name}"
            self._show(f"  {number:>2}  {name}")

    def _item(self) -> None:
        item = self._round.item
        self._show("")
        # In a transcript the talk goes on: what was shown already is not shown again.
        before = item.before[self._said :] if item.passage else item.before
        for speaker, words in before:
            self._show(f"{'Client' if speaker == 'client' else 'Practitioner'}: {one_line(words)}")
        self._said = len(item.before) + 1
        lead = f"{one_line(item.who)}: " if item.who and not item.passage else "Practitioner: "
        self._show(f"{self._round.number} of {len(self._round.items)}. {lead}{one_line(item.text)}")

    def _verdict(self, spotted: Spotted) -> str:
        item = spotted.item
        names = {o.id: o.name for o in self._round.options}
        told = names[item.answer]
        if spotted.close:
            head = f"Yes, or {told}: between the two it is a judgement call."
        else:
            head = f"Yes: {told}." if spotted.right else f"The answer here: {told}."
        shows = f" It shows in “{one_line(item.shows)}”." if item.shows and item.shows != item.text else ""
        return f"{head}{shows} {one_line(item.why)}"
