"""People who share a machine. A profile keeps their practice apart; it is a courtesy, not a lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FIRST = "trainee-1"
"""The profile that every database begins with."""

MAX_NAME = 60
"""Longest name of a profile, in characters."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One person on this machine.

    Attributes:
        id: A slug, as the command line takes it.
        name: What the screen shows; need not be anybody's name.
        created: When it was made, with time zone.
    """

    id: str
    name: str
    created: datetime
