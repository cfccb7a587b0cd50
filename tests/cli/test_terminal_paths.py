"""Going back, listing and comparing paths at a terminal, and the client's chair an exchange at a time."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import SCENARIO
from tests.cli.test_terminal import Terminal, home, open_terminal  # noqa: F401 - fixtures

pytest.importorskip("pty")
PROMPT = "You: $"


def test_a_reply_is_said_differently(open_terminal: type[Terminal], home: Path) -> None:  # noqa: F811
    terminal = open_terminal("play", SCENARIO, "--plain", "--seed", "3")
    terminal.see(PROMPT)
    terminal.type("/back")
    assert "There is nothing to go back to yet." in terminal.see(PROMPT)
    terminal.type("/compare")
    assert "There is one path so far." in terminal.see(PROMPT)
    for reply in ("Hello.", "What worries you?", "Why don't you get the bus?"):
        terminal.type(reply)
        asked = terminal.see(PROMPT)
    terminal.type("/back 9")
    assert "there is no reply 9 to go back to." in terminal.see(PROMPT)
    terminal.type("/back two")
    assert "Give the number of a reply" in terminal.see(PROMPT)
    terminal.type("/back")
    told = terminal.see(PROMPT)
    assert "Path 2, from reply 3. Path 1 is kept as it was." in told
    assert 'There you said: "Why don\'t you get the bus?"' in told
    terminal.type("You feel pushed.")
    answered = terminal.see(PROMPT)
    assert "(/compare shows this path beside the one it left.)" in answered
    assert answered != asked
    terminal.type("/compare")
    compared = terminal.see(PROMPT)
    assert compared.index("Path 1, reply 3") < compared.index("Path 2, reply 3") < compared.index("After reply 3")
    terminal.type("/BACK 1")
    assert "Path 3, from reply 1. Path 2 is kept" in terminal.see(PROMPT)
    terminal.type("/paths")
    listed = terminal.see(PROMPT)
    assert re.search(r"^Path 1; 3 replies; Not finished yet; too few", listed, re.MULTILINE)
    assert re.search(r"^  Path 2, from reply 3 of path 1; 3 replies;", listed, re.MULTILINE)
    assert re.search(r"^    Path 3, from reply 1 of path 2; 0 replies;", listed, re.MULTILINE)
    assert "You are on path 3." in listed
    terminal.type("/help")
    assert "/back" in terminal.see(PROMPT)
    terminal.type("/end")
    assert "How did it go?" not in terminal.see(r"This session is kept as \w+-3\.")
    assert terminal.wait() == 0


def test_ctrl_c_on_another_path_says_how_to_carry_on_with_it(
    open_terminal: type[Terminal],  # noqa: F811
    home: Path,  # noqa: F811
) -> None:
    terminal = open_terminal("play", SCENARIO, "--plain", "--seed", "3")
    terminal.see(PROMPT)
    terminal.type("Hello.")
    terminal.see(PROMPT)
    terminal.type("/back 1")
    terminal.see(PROMPT)
    terminal.interrupt()
    session = terminal.see(r"--resume \w+-2").split()[-1]
    again = open_terminal("play", "--plain", "--resume", session)
    assert "Path 2, from reply 1." in again.see(PROMPT)
    again.type("/end")
    again.see("kept as " + session)


def test_the_clients_chair_waits_for_enter(open_terminal: type[Terminal], home: Path) -> None:  # noqa: F811
    terminal = open_terminal("play", SCENARIO, "--chair", "--plain")
    first = terminal.see("q leaves: $")
    assert "You are in Shaun's chair." in first
    assert "Practitioner:" not in first
    terminal.type("")
    second = terminal.see("q leaves: $")
    assert second.count("Practitioner:") == second.count("Why: ") == 1
    terminal.type("a")
    rest = terminal.see("y or n: $")
    assert rest.count("Practitioner:") >= 5
    terminal.type("y")
    terminal.see("The feedback on this example")
    assert terminal.wait() == 0
    left = open_terminal("play", SCENARIO, "--chair", "--plain")
    left.see("q leaves: $")
    left.type("q")
    assert left.wait() == 0
