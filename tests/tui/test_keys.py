"""The same keys mean the same everywhere: every screen has its part of the page of keys, and Esc leaves it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen

from mi_coach.tui import screens
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.help import KEYS

_SHOWN = {
    "slash": "/",
    "delete": "Del",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "question_mark": "?",
}
"""Keys whose name on the page is not their own with a capital letter."""


def found(base: type) -> list[type]:
    """The screens of that kind that are opened as they are, not only built upon."""
    modules = [importlib.import_module(f"{screens.__name__}.{m.name}") for m in pkgutil.iter_modules(screens.__path__)]
    classes = {c for m in modules for _, c in inspect.getmembers(m, inspect.isclass) if c.__module__ == m.__name__}
    return sorted(
        (c for c in classes if issubclass(c, base) and not any(issubclass(d, c) for d in classes if d is not c)),
        key=lambda c: c.__name__,
    )


FULL = found(CoachScreen)
DIALOGS = found(ModalScreen)


def keys_of(screen: type) -> dict[str, list[Binding]]:
    """What the screen's own keys do, those of what it is built upon included."""
    bound: dict[str, list[Binding]] = screen._merged_bindings.key_to_bindings  # type: ignore[attr-defined]
    return bound


def test_there_are_screens_to_look_at() -> None:
    assert {"HomeScreen", "LibraryScreen", "ConversationScreen", "TourScreen"} <= {c.__name__ for c in FULL}
    assert {"LeaveDialog", "FilterDialog"} <= {c.__name__ for c in DIALOGS}


@pytest.mark.parametrize("screen", FULL, ids=lambda c: c.__name__)
def test_every_screen_has_its_part_of_the_page_of_keys(screen: type[CoachScreen]) -> None:
    assert screen.HELP_PART in KEYS


@pytest.mark.parametrize("screen", [*FULL, *DIALOGS], ids=lambda c: c.__name__)
def test_esc_goes_one_step_back(screen: type) -> None:
    if screen.__name__ == "HomeScreen":
        assert "escape" not in keys_of(screen)
    else:
        assert "escape" in keys_of(screen)


@pytest.mark.parametrize("screen", FULL, ids=lambda c: c.__name__)
def test_every_key_that_the_line_of_keys_shows_is_on_the_page(screen: type[CoachScreen]) -> None:
    told = " ".join(keys for part in ("Everywhere", screen.HELP_PART) for keys, _ in KEYS[part])
    words = set(re.split(r"[ ,]+", told))
    for first, last in re.findall(r"\b(\d) to (\d)\b", told):
        words |= {str(n) for n in range(int(first), int(last) + 1)}
    for key, bindings in keys_of(screen).items():
        for binding in bindings:
            if binding.show:
                named = {binding.key_display or "", _SHOWN.get(key, key.upper() if len(key) < 4 else key.title())}
                assert (named | {key.replace("ctrl+", "Ctrl+").title()}) & words, (key, binding.description)


def test_every_part_of_the_page_belongs_to_a_screen() -> None:
    about_none = {"Everywhere"}
    assert set(KEYS) - about_none <= {c.HELP_PART for c in FULL}
