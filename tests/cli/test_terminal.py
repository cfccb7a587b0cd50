"""What is asked and shown when somebody sits at the terminal, and how programs on both ends of a pipe get on."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import SCENARIO

pty = pytest.importorskip("pty")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
COMMAND = [sys.executable, "-m", "tests.fakes.program"]


class Terminal:
    """A program at a terminal of its own."""

    def __init__(self, *arguments: str, home: Path) -> None:
        self._mine, theirs = pty.openpty()
        environment = os.environ | {"MI_COACH_HOME": str(home), "TERM": "dumb"}
        self.process = subprocess.Popen(
            [*COMMAND, *arguments], cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self.shown = ""

    def interrupt(self) -> None:
        """Presses Ctrl+C as a person would: once more if it came in the moment before the prompt began to read."""
        for _ in range(5):
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=3)
                return

    def see(self, wanted: str) -> str:
        """Waits until something is shown, and gives what came up to it."""
        deadline = time.monotonic() + PATIENCE
        while not (found := re.search(wanted, self.shown)):
            assert select.select([self._mine], [], [], max(0, deadline - time.monotonic()))[0], self.shown
            try:
                more = os.read(self._mine, 65_536)
            except OSError:
                more = b""
            assert more, f"the program ended without {wanted!r}: {self.shown}"
            self.shown += more.decode().replace("\r\n", "\n")
        before, self.shown = self.shown[: found.end()], self.shown[found.end() :]
        return before

    def type(self, line: str) -> None:
        os.write(self._mine, f"{line}\n".encode())

    def wait(self) -> int:
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._mine)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def open_terminal(home: Path) -> Iterator[type[Terminal]]:
    opened: list[Terminal] = []

    def start(*arguments: str) -> Terminal:
        opened.append(Terminal(*arguments, home=home))
        return opened[-1]

    yield start  # type: ignore[misc]
    for terminal in opened:
        terminal.close()


def test_a_pdf_is_not_thrown_at_a_terminal(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("report", "any", "--format", "pdf")
    terminal.see("a PDF cannot be shown at a terminal; name a file with -o FILE")
    assert terminal.wait() == 2


def test_a_session_by_hand_with_commands(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("play", SCENARIO, "--plain")
    brief = terminal.see("You: $")
    assert "Your purpose: " in brief
    assert max(len(line) for line in brief.splitlines()) < 80
    terminal.type("/help")
    assert "/hint" in terminal.see("You: $")
    terminal.type("/hint")
    assert "You could say: " in terminal.see("You: $")
    terminal.type("/state")
    assert re.search(r"trust \d+", terminal.see("You: $"))
    terminal.type("/case")
    assert "Your purpose: " in terminal.see("You: $")
    terminal.type("/nonsense")
    assert "no command /nonsense" in terminal.see("You: $")
    terminal.type("//slash")
    assert '"/slash"' in terminal.see("You: $")
    terminal.type("What matters to you?")
    assert "[OQ open question]" in terminal.see("You: $")
    terminal.type("/end")
    terminal.see("Your feedback")
    terminal.see("This session is kept as")
    assert terminal.wait() == 0


def test_the_end_of_input_stops_the_session(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("play", SCENARIO, "--plain")
    terminal.see("You: $")
    os.write(terminal._mine, b"\x04")
    terminal.see("The session stopped here")
    assert terminal.wait() == 0


def test_ctrl_c_leaves_the_session_to_be_resumed(open_terminal: type[Terminal], home: Path) -> None:
    first = open_terminal("play", SCENARIO, "--plain")
    first.see("You: $")
    first.type("Hello.")
    first.see("You: $")
    first.interrupt()
    told = first.see(r"--resume \w+")
    assert first.wait() == 130
    assert "Traceback" not in told

    second = open_terminal("play", SCENARIO, "--plain")
    assert "with 1 reply" in second.see(r"Carry on with it\? \[Y/n\]: $")
    second.type("")
    assert "You: Hello." in second.see("(?s)You: Hello.*Shaun: .*\nYou: $")
    second.type("/end")
    second.see("kept as " + told.rpartition(" ")[2])


def test_a_killed_session_keeps_every_reply(open_terminal: type[Terminal], home: Path) -> None:
    first = open_terminal("play", SCENARIO, "--plain")
    first.see("You: $")
    for reply in ("Hello.", "You feel low."):
        first.type(reply)
        first.see("You: $")
    first.process.kill()
    first.wait()

    second = open_terminal("play", SCENARIO, "--plain")
    assert "with 2 replies" in second.see(r"\[Y/n\]: $")
    second.type("n")
    assert "Your purpose: " in second.see("You: $")


def test_deleting_asks_first(open_terminal: type[Terminal]) -> None:
    played = open_terminal("play", SCENARIO, "--plain")
    played.see("You: $")
    played.type("/end")
    session = played.see(r"kept as \w+").split()[-1]

    kept = open_terminal("sessions", "delete", session)
    kept.see(r"for good\? \[y/N\]: $")
    kept.type("")
    kept.see("Nothing was deleted")
    gone = open_terminal("sessions", "delete", session)
    gone.see(r"\[y/N\]: $")
    gone.type("y")
    gone.see("is deleted")
    assert gone.wait() == 0


@pytest.mark.parametrize("arguments", [("tag", "--jsonl"), ("play", SCENARIO, "--plain")])
def test_whoever_sends_a_line_and_waits_gets_the_answer(home: Path, arguments: tuple[str, ...]) -> None:
    line = json.dumps({"id": 1, "reply": "What next?"}) if arguments[0] == "tag" else "What next?"
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=ROOT, env=os.environ | {"MI_COACH_HOME": str(home)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    ) as program:  # fmt: skip
        assert program.stdin
        assert program.stdout
        for _ in range(2):
            program.stdin.write(line + "\n")
            program.stdin.flush()
            while "open question" not in (said := program.stdout.readline()) and '"code": "OQ"' not in said:
                assert said, "it ended without an answer"
        program.stdin.close()
        assert program.stdout.read() is not None
        assert program.wait(PATIENCE) == 0


def test_a_closed_output_ends_the_program_quietly(home: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "tag"], cwd=ROOT, env=os.environ | {"MI_COACH_HOME": str(home)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        program.stdin.write(b"What next?\n" * 2_000)
        program.stdin.close()
        assert program.stderr.read() == b""
        assert program.wait(PATIENCE) == 0
