"""The tour: a short talk in which the program asks, reflects, affirms and leaves the choice, with its own tags shown.

All of it is written beforehand (``data/tour.toml``); no coder is needed and nothing that is typed is kept.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from mi_coach.domain.codes import Code
from mi_coach.domain.reply import Unit
from mi_coach.service.text import clean_reply

LONGEST = 200
"""Most of somebody's own words that is handed back, in characters."""


class Goes(StrEnum):
    """Where the tour leads at its end."""

    TALK = "talk"
    DRILL = "drill"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the program says.

    Attributes:
        text: The words.
        units: Their tags, as a reply of the trainee's would have them.
        aside: A line beside the talk that explains; may be empty.
    """

    text: str
    units: tuple[Unit, ...]
    aside: str


@dataclass(frozen=True, slots=True)
class _Answer:
    says: Sequence[Sequence[str]]
    sum: str
    text: str = ""
    goes: Goes | None = None
    aside: str | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    id: str
    opening: Sequence[Sequence[str]]
    aside: str
    choices: Sequence[_Answer]
    own: _Answer | None


class Tour:
    """One tour, from its opening to a choice of where to go."""

    def __init__(self) -> None:
        self._steps = _steps()
        self._at = 0
        self._sums: dict[str, str] = {}
        self._goes: Goes | None = None

    @property
    def steps(self) -> int:
        """How many questions it has."""
        return len(self._steps)

    @property
    def step(self) -> int:
        """Which of them is asked, from 1."""
        return min(self._at + 1, self.steps)

    @property
    def goes(self) -> Goes | None:
        """Where to go, once it is over."""
        return self._goes

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be picked now; empty when it is over."""
        return () if self._goes else tuple(choice.text for choice in self._steps[self._at].choices)

    @property
    def takes_words(self) -> bool:
        """True when own words may be typed instead."""
        return self._goes is None and self._steps[self._at].own is not None

    def begin(self) -> Said:
        """What the program opens with."""
        step = self._steps[0]
        return self._said((), step.opening, step.aside)

    def pick(self, number: int) -> Said | None:
        """Answers with one of the choices.

        Args:
            number: Which, from 1.

        Returns:
            What the program says next; ``None`` when the tour is over.

        Raises:
            IndexError: There is no such choice.
        """
        choices = self._steps[self._at].choices
        if self._goes or not 1 <= number <= len(choices):
            raise IndexError(number)
        return self._next(choices[number - 1], "")

    def say(self, words: str) -> Said | None:
        """Answers in own words; where there is nothing to say about them they lead home.

        Args:
            words: What was typed; cleaned, put on one line and cut to :data:`LONGEST` before it is handed back.
        """
        own = self._steps[self._at].own
        shown = " ".join(clean_reply(words).split())
        if len(shown) > LONGEST:
            shown = shown[:LONGEST].rstrip() + " …"
        return self._next(own or _Answer((), "", goes=Goes.HOME), shown)

    def _next(self, answer: _Answer, words: str) -> Said | None:
        self._sums[self._steps[self._at].id] = answer.sum
        if answer.goes:
            self._goes = answer.goes
            return None
        self._at += 1
        step = self._steps[self._at]
        # What explains the person's own words takes the place of what would explain the tags.
        return self._said(answer.says, step.opening, answer.aside or step.aside, words)

    def _said(
        self, says: Sequence[Sequence[str]], opening: Sequence[Sequence[str]], aside: str, words: str = ""
    ) -> Said:
        text, units = "", []
        for code, written in (*says, *opening):
            # Replaced by hand: whatever somebody typed is never taken for a gap to fill.
            filled = written
            for gap, value in ({"{words}": words} if "{words}" in written else self._gaps).items():
                filled = filled.replace(gap, value)
            text = f"{text} {filled}".lstrip()
            start = len(text) - len(filled)
            summary = written != filled and "{words}" not in written
            units.append(Unit(filled, start, len(text), Code(code), summary=summary))
        return Said(text, tuple(units), aside)

    @property
    def _gaps(self) -> Mapping[str, str]:
        return {f"{{{step}}}": said for step, said in self._sums.items()}


@lru_cache(maxsize=1)
def _steps() -> tuple[_Step, ...]:
    text = files("mi_coach.service").joinpath("data", "tour.toml").read_text(encoding="utf-8")
    return tuple(_step(raw) for raw in tomllib.loads(text)["steps"])


def _step(raw: Mapping[str, Any]) -> _Step:
    own = _answer(raw["own"]) if "own" in raw else None
    return _Step(raw["id"], raw["opening"], raw["aside"], tuple(_answer(c) for c in raw["choices"]), own)


def _answer(raw: Mapping[str, Any]) -> _Answer:
    goes = Goes(raw["goes"]) if "goes" in raw else None
    return _Answer(raw["says"], raw["sum"], raw.get("text", ""), goes, raw.get("aside"))
