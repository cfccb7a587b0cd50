"""What is asked line by line between a reply and its tags: a name for it, a line of one's own, or both."""

from __future__ import annotations

from collections.abc import Callable

from mi_coach.domain.notes import Named
from mi_coach.scoring.phrases import say

_NAMES = tuple(Named)
_LIST = "?"


class BeforeTags:
    """Asks somebody who types. An empty line leaves a question out.

    Args:
        name: Ask what the reply was.
        note: Ask what it was meant to do.
        show: Prints a line.
        read: Shows a prompt and gives what was typed; ``None`` at the end of input.
    """

    def __init__(self, name: bool, note: bool, show: Callable[[str], None], read: Callable[[str], str | None]) -> None:
        self._name = name
        self._note = note
        self._show = show
        self._read = read
        self._listed = False

    def ask(self) -> tuple[Named | None, str]:
        """The name that was given, or ``None``, and the note, which may be empty."""
        return self._named() if self._name else None, self._noted() if self._note else ""

    def _named(self) -> Named | None:
        self._show(say("name.ask"))
        if not self._listed:
            self._listed = True
            self._list()
        while True:
            typed = (self._read(f"{say('name.prompt', last=len(_NAMES), list=_LIST)} ") or "").strip()
            if not typed:
                return None
            named = chosen(typed)
            if named is not None:
                return named
            if typed != _LIST:
                self._show(say("name.unknown", last=len(_NAMES)))
            self._list()

    def _list(self) -> None:
        self._show(", ".join(f"{n} {say(f'name.{name}')}" for n, name in enumerate(_NAMES, 1)) + ".")

    def _noted(self) -> str:
        self._show(say("own_note.ask"))
        return self._read(f"{say('own_note.prompt')} ") or ""


def chosen(typed: str) -> Named | None:
    """The name that a number, a name or the beginning of only one name stands for; ``None`` when it is none of them."""
    told = " ".join(typed.lower().split()).removeprefix("a ").removeprefix("an ")
    if told.isascii() and told.isdigit():
        return _NAMES[int(told) - 1] if 1 <= int(told) <= len(_NAMES) else None
    plain = {name: say(f"name.{name}").removeprefix("a ").removeprefix("an ") for name in _NAMES}
    found = [name for name, words in plain.items() if words == told] or [
        name for name, words in plain.items() if told and words.startswith(told)
    ]
    return found[0] if len(found) == 1 else None
