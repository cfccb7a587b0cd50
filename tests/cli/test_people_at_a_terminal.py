"""What deleting asks when somebody sits at the terminal."""

from pathlib import Path

import pytest

from tests.cli.conftest import SCENARIO

pytest.importorskip("pty")

from tests.cli.test_terminal import Terminal, open_terminal  # noqa: F401 - a fixture


def test_deleting_data_and_people_asks_first(open_terminal: type[Terminal], home: Path) -> None:  # noqa: F811
    played = open_terminal("play", SCENARIO, "--plain")
    played.see("You: $")
    played.type("/end")
    played.see("kept as")
    assert played.wait() == 0

    kept = open_terminal("data", "delete")
    assert "has 1 session" in kept.see(r"Delete all of it, for good\? \[y/N\]: $")
    kept.type("")
    kept.see("Nothing was deleted")

    made = open_terminal("profile", "new", "Jo")
    made.see("Profile jo is made")
    assert made.wait() == 0
    gone = open_terminal("profile", "delete", "Trainee 1")
    gone.see(r"Delete profile trainee-1 with all of it, for good\? \[y/N\]: $")
    gone.type("y")
    gone.see("trainee-1 is deleted, and with it 1 session")
    assert gone.wait() == 0
    left = open_terminal("profile", "list")
    assert "trainee-1" not in left.see("courtesy")
