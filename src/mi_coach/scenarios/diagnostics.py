"""One problem in a file, where it stands, and what to write instead."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from mi_coach.scenarios.codes import Severity

_JOINERS = "\u200c\u200d"  # emoji and some scripts need them
_LONGEST_SHOWN = 60
_MOST_LISTED = 16
_SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """A problem that an author can mend.

    Attributes:
        file: The file as it was named by the caller.
        line: From 1.
        column: From 1, in characters.
        code: A key of ``mi_coach.scenarios.codes.CODES``.
        message: What is wrong, without a full stop.
        hint: What to write instead, as a sentence.
        severity: Error or warning.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{cleaned(self.file)}:{self.line}:{self.column} {self.code} {self.message}. {self.hint}"

    def as_dict(self) -> dict[str, str | int]:
        """Plain data for JSON."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
        }


def is_unwanted(char: str) -> bool:
    """True for a character that acts on a screen instead of showing: control, line break, text direction."""
    category = unicodedata.category(char)
    return category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and char not in _JOINERS)


def cleaned(text: str) -> str:
    """The text, fit to be printed: unwanted characters are written out by their numbers."""
    return "".join(f"\\u{ord(c):04x}" if is_unwanted(c) else c for c in text)


def shown(value: object) -> str:
    """A value from a file in quotes, cleaned and cut to a readable length."""
    text = cleaned(str(value))
    return f"'{text[: _LONGEST_SHOWN - 3]}...'" if len(text) > _LONGEST_SHOWN else f"'{text}'"


def nearest(value: object, options: Iterable[str]) -> str | None:
    """The option that is most like the value, or the only one it is the beginning of; ``None`` when none is like it."""
    told, known = str(value).lower()[:200], list(options)
    found = difflib.get_close_matches(told, known, n=1, cutoff=0.6)
    begun = [option for option in known if len(told) >= _SHORTEST_BEGINNING and option.startswith(told)]
    return found[0] if found else begun[0] if len(begun) == 1 else None


def suggestion(value: object, options: Iterable[str]) -> str:
    """A sentence that names the nearest option, or else the options themselves when they are few."""
    choices = sorted(options)
    close = nearest(value, choices)
    if close:
        return f"Did you mean '{cleaned(close)}'?"
    if not choices:
        return "There are none to choose from yet."
    if len(choices) > _MOST_LISTED:
        return "Check the spelling; no known name is like it."
    return f"Write one of: {', '.join(cleaned(c) for c in choices)}."
