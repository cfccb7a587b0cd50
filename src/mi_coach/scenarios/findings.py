"""Collects diagnostics about one file."""

from __future__ import annotations

from mi_coach.scenarios.codes import CODES, Severity
from mi_coach.scenarios.diagnostics import Diagnostic
from mi_coach.scenarios.source import Loc, Source

MOST = 500
"""Problems told about one file; a file with more of them is not a scenario, and looking up places takes time."""


class Findings:
    """The problems of one file, each set down at its place.

    Args:
        source: The file.
        draft: True for people's own scenarios, where being unfinished is a warning only.
    """

    def __init__(self, source: Source, draft: bool) -> None:
        self.source = source
        self.draft = draft
        self._found: list[Diagnostic] = source.problems[:MOST]

    def add(self, code: str, loc: Loc, message: str, hint: str, *, key: bool = False) -> None:
        """Notes a problem at a value or its key, or at the nearest parent when there is no such value."""
        if self.full:
            return
        line, column = self.source.place(loc, key)
        entry = CODES[code]
        severity = entry.in_draft if self.draft else entry.severity
        self._found.append(Diagnostic(self.source.file, line, column, code, message, hint, severity))

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All problems in the order of the file, each once."""
        return tuple(sorted(set(self._found)))

    @property
    def full(self) -> bool:
        """True when no more is told."""
        return len(self._found) >= MOST

    @property
    def has_errors(self) -> bool:
        """True when something was found that keeps the file from being used."""
        return self.full or any(d.severity is Severity.ERROR for d in self._found)
