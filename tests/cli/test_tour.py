"""The tour, the search of the library and the moment for oneself, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from mi_coach.service.settings import SettingsStore
from tests.cli.conftest import Program
from tests.cli.test_terminal import Terminal

OPENING = re.compile(r"(\n    role: opening[^\n]*\n)")


class AsItIs(Terminal):
    """A program at a terminal with the settings of somebody new."""

    SETTINGS: ClassVar[dict[str, str]] = {}


@pytest.fixture
def open_terminal(home: Path) -> Iterator[object]:
    opened: list[Terminal] = []

    def start(*arguments: str) -> Terminal:
        opened.append(AsItIs(*arguments, home=home))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def test_the_tour_by_hand(open_terminal) -> None:  # type: ignore[no-untyped-def]
    terminal = open_terminal("tour")
    opening = terminal.see("You: $")
    assert "[OQ open question]" in opening
    assert "4. I am not sure that I need it." in opening
    assert max(len(line) for line in opening.splitlines()) < 80
    terminal.type("9")
    assert "a number from 1 to 4, or your own words" in terminal.see("You: $")
    terminal.type("I want {stuck} to be [b]heard[/b]")
    assert "You say: ‘I want {stuck} to be [b]heard[/b]’." in terminal.see("You: $")
    for answer in ("2", "1", "2"):
        terminal.type(answer)
    terminal.see("mi-coach drill begins a round of five minutes")
    assert terminal.wait() == 0


def test_the_tour_can_be_left_at_once_and_is_remembered(open_terminal, home: Path) -> None:  # type: ignore[no-untyped-def]
    terminal = open_terminal("tour")
    terminal.see("You: $")
    terminal.type("s")
    terminal.see("mi-coach --help")
    assert terminal.wait() == 0
    assert SettingsStore().get("toured", "off") == "on"


def test_in_a_pipe_the_tour_takes_a_line_an_answer_and_asks_nothing(mi_coach: Program) -> None:
    done = mi_coach("tour", stdin="1\n\nnothing much\n1\n1\nleft over\n")

    assert done.code == 0
    assert "You: I would like to listen better than I do." in done.out
    assert "You: nothing much" in done.out
    assert re.search(r"mi-coach play [a-z-]+ --plain begins a conversation", done.out)
    assert "left over" not in done.out


def test_the_library_is_searched_and_filtered(mi_coach: Program) -> None:
    def ids(*options: str) -> set[str]:
        return {card["id"] for card in mi_coach("scenarios", "list", "--json", *options).document["scenarios"]}

    everything = ids()
    assert ids("--search", "GAMBLING") == {"gambling-fraud"}
    assert set() < ids("--skill", "double sided") < everything
    assert ids("--skill", "double-sided") == ids("--skill", "double_sided")
    assert set() < ids("--setting", "community order") < everything
    assert set() < ids("--difficulty", "2") < everything
    assert ids("--not-played") == everything
    mi_coach("play", "gambling-fraud", stdin="Hello.\n")
    assert ids("--not-played") == everything - {"gambling-fraud"}


def test_nothing_found_says_how_to_see_all(mi_coach: Program) -> None:
    done = mi_coach("scenarios", "list", "--search", "zzz")

    assert done.code == 0
    assert "no scenario fits" in done.err


def heavy(home: Path, mi_coach: Program) -> str:
    """A scenario of one's own whose first line is marked as heavy."""
    assert mi_coach("scenarios", "new", "heavy").code == 0
    file = home / "scenarios" / "heavy" / "scenario.yaml"
    text, changed = OPENING.subn(r"\1    marks: [risk]\n", file.read_text("utf-8"))
    assert changed
    file.write_text(text, "utf-8")
    return "heavy"


def test_after_something_heavy_a_moment_for_oneself_is_offered(open_terminal, home: Path, mi_coach: Program) -> None:  # type: ignore[no-untyped-def]
    terminal = open_terminal("play", heavy(home, mi_coach), "--plain")
    terminal.see("You: $")
    terminal.type("You feel low.")
    terminal.see("You: $")
    terminal.type("/end")
    told = terminal.see("Enter goes on when you are ready. $")
    assert "What did you notice in yourself while Rae was talking?" in told
    assert "Your feedback" not in told
    terminal.type("something of my own")
    shown = terminal.see("This session is kept as")
    assert "something of my own" not in shown.split("\n", 1)[1]
    assert terminal.wait() == 0
    assert b"something of my own" not in (home / "mi-coach.sqlite3").read_bytes()


def test_it_is_not_offered_when_it_is_switched_off_or_in_a_pipe(open_terminal, home: Path, mi_coach: Program) -> None:  # type: ignore[no-untyped-def]
    name = heavy(home, mi_coach)
    assert "A moment for yourself" not in mi_coach("play", name, stdin="You feel low.\n").out
    SettingsStore().set("check_in", "off")
    terminal = open_terminal("play", name, "--plain")
    terminal.see("You: $")
    terminal.type("/end")
    assert "A moment for yourself" not in terminal.see("This session is kept as")
