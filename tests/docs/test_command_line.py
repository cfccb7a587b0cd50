"""The page about the command line has every command, option and setting that there is."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mi_coach.cli.app import cli
from mi_coach.config import Settings

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "command-line.md").read_text("utf-8")
HEADING = re.compile(r"^#{2,3} `mi-coach(.*?)`$")


def commands(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    if words:
        yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*words, name))


COMMANDS = dict(commands(cli, ()))


def parts() -> dict[tuple[str, ...], str]:
    """What the page says of each command."""
    told: dict[tuple[str, ...], str] = {}
    words: tuple[str, ...] | None = None
    for line in PAGE.splitlines():
        if line.startswith("#"):
            heading = HEADING.match(line)
            called = heading[1].split() if heading else []
            words = max((known for known in COMMANDS if list(known) == called[: len(known)]), key=len, default=None)
        if words is not None:
            told[words] = told.get(words, "") + line + "\n"
    return told


PARTS = parts()


def test_there_are_commands() -> None:
    assert {("play",), ("scenarios", "list")} <= set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_and_option_has_its_part(words: tuple[str, ...]) -> None:
    options = [option for option in COMMANDS[words].params if isinstance(option, click.Option)]

    assert words in PARTS
    assert [o.opts[0] for o in options if not any(re.search(rf"{name}\b", PARTS[words]) for name in o.opts)] == []


def test_every_command_tells_what_it_does() -> None:
    assert [words for words, command in COMMANDS.items() if not (command.help or "").strip()] == []


def test_no_part_is_about_a_command_that_is_gone() -> None:
    headings = [line for line in PAGE.splitlines() if line.startswith("#") and "`mi-coach" in line]

    gone = [line for line in headings if not HEADING.match(line) or not called(HEADING.match(line)[1].split())]

    assert gone == []


def called(words: list[str]) -> bool:
    """True when the small-letter words of a heading are those of a command, or none for the app itself."""
    plain = tuple(word for word in words if re.fullmatch(r"[a-z]+", word))
    return not plain or plain in COMMANDS


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_named(name: str) -> None:
    assert f"`MI_COACH_{name.upper()}`" in PAGE
