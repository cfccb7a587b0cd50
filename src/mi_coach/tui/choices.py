"""What a person can choose in the app: the settings screen and the command palette are made from these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mi_coach.tui.themes import DEFAULT, LABELS

COACHING = {
    "live": "tags after each reply",
    "after": "tags at the end",
    "off": "no tags unless you ask",
    "fading": "tags that fade as it goes well",
}
"""Coaching modes with what they mean, in the order a key goes through them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting with a few values.

    Attributes:
        name: What it is called.
        values: What each value is called, in order.
        default: The value that holds until another is chosen.
    """

    name: str
    values: Mapping[str, str]
    default: str


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting that is on or off.

    Attributes:
        name: What it is called.
        about: What being on means.
        default: ``on`` or ``off``.
    """

    name: str
    about: str
    default: str


CHOICES = {
    "theme": Choice("Colours", LABELS, DEFAULT),
    "coaching": Choice("Tags while you talk", COACHING, "live"),
}
"""Settings with several values, by the key they are kept under."""

SWITCHES = {
    "name_first": Switch("Name it first", "say what you did before its tag shows", "off"),
    "notes": Switch("A note of your own", "one line on a reply before its tag", "off"),
    "meters": Switch("The client's state", "trust and the like, beside the talk (F3)", "off"),
    "self_rating": Switch("Your own view", "asked before the feedback", "on"),
    "check_in": Switch("A moment for yourself", "after something heavy was said", "on"),
}
"""Settings that are on or off, by the key they are kept under."""

DEFAULTS = {key: choice.default for key, choice in CHOICES.items()} | {
    key: switch.default for key, switch in SWITCHES.items()
}
"""What holds until something else is chosen."""
