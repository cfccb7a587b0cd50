"""The one error a user may see: a clear line that says what is wrong, where, and how to mend it."""

from __future__ import annotations


class MiCoachError(Exception):
    """Something a person can mend; its text is one line fit to show them.

    Args:
        message: What is wrong, where, and how to mend it.
        title: A few words for a dialog's heading.
        exit_code: The command line's exit code (2: bad usage or input; 1: a check failed).
    """

    def __init__(self, message: str, title: str = "That did not work", exit_code: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.title = title
        self.exit_code = exit_code
