"""The command ``mi-coach``: which commands there are, and how problems are told.

Exit codes: 0 good, 1 a check failed or the program is at fault, 2 bad usage or bad input, 130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

import mi_coach
from mi_coach.errors import MiCoachError

COMMANDS = {
    "tour": "mi_coach.cli.tour",
    "play": "mi_coach.cli.play",
    "drill": "mi_coach.cli.drill",
    "benchmark": "mi_coach.cli.benchmark",
    "tag": "mi_coach.cli.tag",
    "score": "mi_coach.cli.score",
    "scenarios": "mi_coach.cli.scenarios",
    "sessions": "mi_coach.cli.sessions",
    "report": "mi_coach.cli.report",
    "progress": "mi_coach.cli.progress",
    "profile": "mi_coach.cli.profile",
    "data": "mi_coach.cli.data",
    "doctor": "mi_coach.cli.doctor",
    "evaluate": "mi_coach.cli.evaluate",
    "train": "mi_coach.cli.train",
}
"""Each command with the module whose ``command`` it is, in the order that help shows them."""

OK, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


class ReaderGoneError(Exception):
    """Whoever read the output has closed it, as ``head`` does."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Imports and gives a command, or ``None``."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a closed output is told apart from other errors before click ends the program for it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(mi_coach.__version__, prog_name="mi-coach")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Practise motivational interviewing with a scripted client and get feedback.

    Without a command the app opens. Everything stays on this machine.
    """
    if ctx.invoked_subcommand is None:
        from mi_coach.cli.common import at_terminal

        if not at_terminal():
            raise MiCoachError(
                "the app needs a terminal; without one use: mi-coach play ID --plain (see: mi-coach scenarios list)"
            )
        from mi_coach.cli.open_app import open_app

        open_app()


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and ends the program with its exit code."""
    # Text of people's own may hold letters that an old code page lacks: better a question mark than an end.
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(run(lambda: cli.main(args=arguments, prog_name="mi-coach", standalone_mode=False)))


def run(action: Callable[[], object]) -> int:
    """Runs an action and gives the exit code, every problem told in one line on stderr."""
    try:
        result = action()
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return BAD_INPUT
    except click.ClickException as error:
        return _tell(_usage(error), BAD_INPUT)
    except MiCoachError as error:
        return _tell(error.message, error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _say("")
        return INTERRUPTED
    except (ReaderGoneError, BrokenPipeError):
        # Python would complain once more when it flushes at its end.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        return _tell(_unexpected(error), FAILED)
    return result if isinstance(result, int) else OK


def _usage(error: click.ClickException) -> str:
    message = error.format_message()
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "mi-coach"
    return f"{message} See: {path} --help"


def _unexpected(error: Exception) -> str:
    from mi_coach.cli.fault import keep

    told = f"something went wrong inside MI Coach ({type(error).__name__})"
    kept = keep(error)
    return f"{told}; what happened is written in {kept}" if kept else f"{told}, and it could not be written down"


def _tell(message: str, code: int) -> int:
    from mi_coach.cli.common import one_line

    _say(f"mi-coach: {one_line(message)}")
    return code


def _say(line: str) -> None:
    with suppress(OSError, ValueError):
        click.echo(line, err=True)
