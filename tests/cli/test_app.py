"""What holds for every command: help, usage errors, unexpected errors, closed pipes."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mi_coach import __version__
from mi_coach.cli.app import COMMANDS, ReaderGoneError, cli, run
from tests.cli.conftest import SCENARIO, Program

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "command-line.md"


def commands() -> Iterator[tuple[str, click.Command]]:
    def walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        yield name, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for sub in command.list_commands(context):
                found = command.get_command(context, sub)
                assert found is not None
                yield from walk(f"{name} {sub}", found)

    yield from walk("mi-coach", cli)


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_has_help_and_is_documented(name: str, command: click.Command) -> None:
    reference = REFERENCE.read_text("utf-8")
    heading = re.search(rf"^#+ `{re.escape(name)}\b.*$", reference, re.MULTILINE)
    assert command.help
    assert heading, f"{name} is not documented"
    section = re.split(r"^#", reference[heading.end() :], maxsplit=1, flags=re.MULTILINE)[0]

    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            longest = max(parameter.opts, key=len)
            assert longest in section or longest == "--version", f"{name} {longest} is not documented"
        else:
            assert parameter.make_metavar(click.Context(command)).strip("[].") in heading[0]


def test_the_reference_documents_no_command_that_is_not_there() -> None:
    documented = set(re.findall(r"^#+ `(mi-coach[a-z ]*[a-z])", REFERENCE.read_text("utf-8"), re.MULTILINE))

    assert documented <= {name for name, _ in commands()}


def test_help_names_every_command_and_shortens_none(mi_coach: Program) -> None:
    done = mi_coach("--help")

    assert done.code == 0
    assert all(re.search(rf"^  {name} ", done.out, re.MULTILINE) for name in COMMANDS)
    assert not re.search(r"\.\.\.$", done.out.partition("Commands:")[2], re.MULTILINE)


def test_version(mi_coach: Program) -> None:
    assert mi_coach("--version").out == f"mi-coach, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("play",),
        ("play", "no-such"),
        ("play", SCENARIO, "--seed", "-1"),
        ("play", SCENARIO, "--seed", "x"),
        ("play", SCENARIO, "--coaching", "loud"),
        ("play", SCENARIO, "--resume", "abc", "--seed", "1"),
        ("play", "--resume", "abc", "--plain"),
        ("score",),
        ("score", "no-such-file.csv"),
        ("sessions", "show", "nope"),
        ("sessions", "delete", "nope", "--yes"),
        ("sessions", "nope"),
        ("report", "nope"),
        ("report", "nope", "--format", "doc"),
        ("scenarios", "check", "no-such-folder"),
        ("scenarios", "show", "driving"),
        (),
    ],
)
def test_bad_usage_is_told_in_one_line(mi_coach: Program, arguments: tuple[str, ...]) -> None:
    done = mi_coach(*arguments)

    assert done.code == 2
    assert done.out == ""
    assert re.fullmatch(r"mi-coach: [^\n]+\n", done.err)


def test_a_group_without_a_command_shows_its_help(mi_coach: Program) -> None:
    done = mi_coach("sessions")

    assert done.code == 2
    assert "delete" in done.err


def test_the_bare_command_in_a_pipe_says_how_to_go_on(mi_coach: Program) -> None:
    assert "play ID --plain" in mi_coach().err


def test_an_error_inside_the_program_is_written_down_and_not_shown(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "somebody typed this"

    def fail() -> None:
        raise RuntimeError(typed)

    code = run(fail)

    log = home / "faults.log"
    told = capsys.readouterr().err
    assert code == 1
    assert told.count("\n") == 1
    assert str(log) in told
    assert "RuntimeError" in log.read_text("utf-8")
    assert "in fail" in log.read_text("utf-8")
    assert typed not in log.read_text("utf-8") + told


def test_an_error_is_told_when_even_the_log_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "file"))

    assert run(lambda: 1 / 0) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt, click.Abort])
def test_an_interruption_gives_130(error: type[BaseException]) -> None:
    def interrupted() -> None:
        raise error

    assert run(interrupted) == 130


def test_a_reader_that_goes_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def fileno(self) -> int:
            raise OSError

        def flush(self) -> None:
            raise BrokenPipeError

    def gone() -> None:
        raise ReaderGoneError

    assert run(gone) == 0
    monkeypatch.setattr("sys.stdout", Gone())
    assert run(lambda: None) == 0
