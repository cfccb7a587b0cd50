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
from typing import ClassVar

import pytest

from tests.cli.conftest import SCENARIO

pty = pytest.importorskip("pty")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
COMMAND = [sys.executable, "-m", "tests.fakes.program"]


class Terminal:
    """A program at a terminal of its own, without the moment for oneself after heavy talk."""

    SETTINGS: ClassVar[dict[str, str]] = {"MI_COACH_CHECK_IN": "off"}

    def __init__(self, *arguments: str, home: Path) -> None:
        self._mine, theirs = pty.openpty()
        environment = os.environ | {"MI_COACH_HOME": str(home), "TERM": "dumb", **self.SETTINGS}
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
    assert "Hint 1 of 4: " in terminal.see("You: $")
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


FIVE = ("Hello.", "You feel pushed.", "What matters to you?", "You kept coming.", "You want it over. What next?")


def practised(terminal: Terminal) -> None:
    """Five replies and the end, up to the first question about one's own view."""
    terminal.see("You: $")
    for reply in FIVE:
        terminal.type(reply)
        terminal.see("You: $")
    terminal.type("/end")


def kept(terminal: Terminal, home: Path) -> dict:
    session = terminal.see(r"kept as \w+").split()[-1]
    assert terminal.wait() == 0
    shown = subprocess.run(
        [*COMMAND, "sessions", "show", session, "--json"], cwd=ROOT, env=os.environ | {"MI_COACH_HOME": str(home)},
        capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(shown.stdout)


def test_the_own_view_is_asked_before_any_result(open_terminal: type[Terminal], home: Path) -> None:
    terminal = open_terminal("play", SCENARIO, "--plain", "--seed", "3", "--coaching", "after")
    practised(terminal)
    before = terminal.see("1 to 5: $")
    assert "How did it go?" in before
    assert "Clarify contracts: you both knew" in before
    assert "Your feedback" not in before
    assert "[OQ" not in before
    terminal.type("4")
    terminal.see("Express empathy(?s:.*)1 to 5: $")
    terminal.type("seven")
    terminal.see("Please type one of 1, 2, 3, 4 or 5(?s:.*)1 to 5: $")
    terminal.type("5")
    for _ in range(3):
        terminal.see("1 to 5: $")
        terminal.type("")
    terminal.see("0 to 3: $")
    terminal.type("h")
    feedback = terminal.see("This session is ")
    assert feedback.index("[OQ open question]") < feedback.index("Your feedback")
    assert "Express empathy: you 5, evidence" in feedback
    assert "Reflections to questions: you 0.5, evidence" in feedback
    document = kept(terminal, home)
    assert document["self_rating"] == {
        "contracts": 4, "empathy": 5, "desire": None, "argument": None, "self_belief": None,
        "reflection_to_question": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize("skip", ["s", "\x04"], ids=["s", "end of input"])
def test_the_own_view_is_skipped_with_one_key(open_terminal: type[Terminal], home: Path, skip: str) -> None:
    terminal = open_terminal("play", SCENARIO, "--plain", "--seed", "3")
    practised(terminal)
    terminal.see("1 to 5: $")
    os.write(terminal._mine, skip.encode() if skip == "\x04" else f"{skip}\n".encode())
    assert "beside the evidence" not in terminal.see("Your feedback(?s:.*)This session is ")
    document = kept(terminal, home)
    assert document["self_rating"] is None
    assert document["report"]["self_gap"] is None


def test_ctrl_c_at_the_own_view_leaves_a_finished_session(open_terminal: type[Terminal], home: Path) -> None:
    terminal = open_terminal("play", SCENARIO, "--plain", "--seed", "3")
    practised(terminal)
    terminal.see("1 to 5: $")
    terminal.interrupt()
    terminal.see(r"read your feedback with: mi-coach sessions show \w+")
    assert terminal.wait() == 130


def test_the_own_view_is_not_asked_when_it_is_off_or_there_is_too_little(
    open_terminal: type[Terminal], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = open_terminal("play", SCENARIO, "--plain")
    short.see("You: $")
    short.type("Hello.")
    short.see("You: $")
    short.type("/end")
    assert "How did it go?" not in short.see("This session is kept as")
    monkeypatch.setenv("MI_COACH_SELF_RATING", "off")
    off = open_terminal("play", SCENARIO, "--plain", "--seed", "3")
    practised(off)
    assert "How did it go?" not in off.see("This session is kept as")


def test_the_second_rated_session_tells_the_trend(open_terminal: type[Terminal], home: Path) -> None:
    for number in (1, 2):
        terminal = open_terminal("play", SCENARIO, "--plain", "--seed", "3")
        practised(terminal)
        for _ in range(5):
            terminal.see("1 to 5: $")
            terminal.type("3")
        terminal.see("0 to 3: $")
        terminal.type("s")
        told = "Over your last two rated sessions the gap stayed at" in terminal.see("This session is ")
        assert told == (number == 2)
        assert terminal.wait() == 0


def test_a_drill_takes_commands_and_keeps_what_was_answered(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("drill", "simple-reflection", "--seed", "3")
    assert "/help shows the commands" in terminal.see(r"1 of at most 8[^\0]*You: ")
    terminal.type("/help")
    terminal.see(r"/skip  go on to the next person[^\0]*You: ")
    terminal.type("What happened next?")
    assert "Not yet. You" in terminal.see(r"Try once more, or skip with /skip\.\n[^\0]*You: ")
    terminal.type("/skip")
    terminal.see(r"2 of at most 8[^\0]*You: ")
    terminal.type("/nope")
    terminal.see(r"There is no command /nope\.[^\0]*You: ")
    terminal.type("/end")
    terminal.see(r"You replied to 1 person: 1 not met yet\.")
    assert terminal.wait() == 0
