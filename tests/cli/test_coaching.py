"""Coaching line by line: hints in steps, the name and the note before the tags, fading; and silence in pipes."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mi_coach.cli.before_tags import BeforeTags, chosen
from mi_coach.domain.notes import Named
from mi_coach.scoring.phrases import phrases
from tests.cli.conftest import SCENARIO, Program

FIVE = "Hello.\nYou feel pushed into this.\nWhat matters to you?\nYou kept coming.\nWell done.\n"


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("1", Named.REFLECTION),
        (" 9 ", Named.OTHER),
        ("reflection", Named.REFLECTION),
        ("An open question", Named.OPEN_QUESTION),
        ("open", Named.OPEN_QUESTION),
        ("aff", Named.AFFIRMATION),
        ("handing back the choice", Named.CHOICE),
        ("0", None),
        ("10", None),
        ("²", None),
        ("a", None),
        ("question", None),
    ],
)
def test_a_number_or_a_word_names_a_reply(typed: str, named: Named | None) -> None:
    assert chosen(typed) is named


def test_a_word_it_does_not_know_is_asked_again_and_the_list_comes_back_when_wanted() -> None:
    typed, shown = iter(["what", "?", "2", "I wondered", "", ""]), []
    ask = BeforeTags(True, True, shown.append, lambda _: next(typed))

    assert ask.ask() == (Named.OPEN_QUESTION, "I wondered")
    assert sum("1 a reflection, 2 an open question" in line for line in shown) == 3
    shown.clear()
    assert ask.ask() == (None, "")
    assert not any("1 a reflection" in line for line in shown)


def test_the_end_of_input_skips_both() -> None:
    assert BeforeTags(True, True, lambda _: None, lambda _: None).ask() == (None, "")


def test_nothing_is_asked_or_explained_in_a_pipe(mi_coach: Program) -> None:
    for key in ("name_first", "notes"):
        mi_coach.backend.settings.set(key, "on")

    plain = mi_coach("play", SCENARIO, "--plain", "--seed", 3, stdin=FIVE).out
    document = mi_coach("play", SCENARIO, "--seed", 3, "--json", stdin=FIVE).document

    assert "Before the tags" not in plain
    assert not any(line.startswith("(") and line.endswith("?)") for line in plain.splitlines())
    assert [turn["notes"] for turn in document["turns"]] == [None] * 5
    assert (document["report"]["named"], document["report"]["hints"]) == (None, None)


def test_off_says_how_the_codes_can_be_seen(mi_coach: Program) -> None:
    out = mi_coach("play", SCENARIO, "--plain", "--coaching", "off", stdin=FIVE).out

    assert "The codes are not shown, as you chose. They stand in: mi-coach sessions show " in out


def test_fading_begins_with_tags_and_is_never_chatty_in_a_pipe(mi_coach: Program) -> None:
    done = mi_coach("play", SCENARIO, "--plain", "--coaching", "fading", stdin=FIVE)
    mi_coach.backend.settings.set("coaching", "fading")
    kept = mi_coach("play", SCENARIO, "--plain", stdin=FIVE)

    for out in (done.out, kept.out):
        assert "[OQ open question]" in out.partition("The session stopped here.")[0]
        assert "Fading" not in out


pty = pytest.importorskip("pty")

from tests.cli.test_terminal import COMMAND, ROOT, Terminal  # noqa: E402 - it needs a terminal too


@pytest.fixture
def open_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Terminal]]:
    opened: list[Terminal] = []
    monkeypatch.setenv("MI_COACH_SELF_RATING", "off")

    def start(*arguments: str) -> Terminal:
        opened.append(Terminal(*arguments, home=tmp_path / "home"))
        return opened[-1]

    yield start  # type: ignore[misc]
    for terminal in opened:
        terminal.close()


def stored(terminal: Terminal, home: Path) -> dict:
    session = terminal.see(r"kept as \w+").split()[-1]
    assert terminal.wait() == 0
    shown = subprocess.run(
        [*COMMAND, "sessions", "show", session, "--json"], cwd=ROOT, env=os.environ | {"MI_COACH_HOME": str(home)},
        capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(shown.stdout)


def test_hints_names_and_notes_at_a_terminal(
    open_terminal: type[Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MI_COACH_NAME_FIRST", "on")
    monkeypatch.setenv("MI_COACH_NOTES", "on")
    terminal = open_terminal("play", SCENARIO, "--plain", "--seed", "3")
    terminal.see("You: $")
    for n, step in enumerate(("heard", "skill", "stem", "model"), 1):
        terminal.type("/hint")
        assert f"Hint {n} of 4: {phrases()[f'hint_title.{step}'][0]}" in terminal.see("You: $")
    terminal.type("/hint")
    terminal.see("That was the last step(?s:.*)You: $")
    terminal.type("You feel pushed into this.")
    asked = terminal.see("lists them\\): $")
    assert "1 a reflection, 2 an open question" in asked.replace("\n", " ")
    assert "[CR" not in asked
    terminal.type("open")
    assert "[CR" not in terminal.see(r"One line \(Enter skips\): $")
    terminal.type("to hear him")
    told = " ".join(terminal.see("You: $").split())
    assert "Your note: to hear him" in told
    assert "You called it an open question. The coder heard a reflection." in told
    assert "[CR complex reflection" in told
    assert told.rstrip(" You:").endswith("?)")
    terminal.type("/end")
    feedback = " ".join(terminal.see("This session is ").split())
    assert "Along the way: You and the coder agreed on 0 of 1 reply." in feedback
    document = stored(terminal, tmp_path / "home")
    assert document["turns"][0]["notes"] == {
        "hints": ["heard", "skill", "stem", "model"], "named": "open_question", "agreed": False, "note": "to hear him",
    }  # fmt: skip
    assert document["report"]["named"]["compared"] == 1
    assert document["report"]["hints"]["replies"] == 1


def test_empty_lines_skip_and_fading_says_how_it_is(
    open_terminal: type[Terminal], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MI_COACH_NAME_FIRST", "on")
    terminal = open_terminal("play", SCENARIO, "--plain", "--coaching", "fading")
    assert "Fading: tags after each reply for now." in terminal.see("You: $")
    terminal.type("What matters to you?")
    terminal.see("lists them\\): $")
    terminal.type("")
    assert "[OQ open question]" in terminal.see("You: $")
    terminal.type("/end")
    assert stored(terminal, tmp_path / "home")["turns"][0]["notes"] is None
