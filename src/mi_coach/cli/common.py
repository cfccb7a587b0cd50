"""What commands share: the backend, JSON on stdout, notes on stderr, and text made safe to print."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TextIO

import click

from mi_coach.service.text import clean_reply

if TYPE_CHECKING:
    from mi_coach.service.backend import Backend

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else; nothing is asked."
)

profile_option = click.option(
    "--profile", metavar="PROFILE", help="Another profile than the one in use, by id or name."
)

LARGEST_SEED = 2**53 - 1
"""Every JSON reader takes it as it is."""

# JSON may hold these as they are, but a terminal acts on them.
_ACTING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def backend() -> Backend:
    """What the commands stand on: the one a test brought, or else the real one, closed when the command ends."""
    root = click.get_current_context().find_root()
    if root.obj is None:
        from mi_coach.service.backend import Backend

        root.obj = Backend()
        root.call_on_close(root.obj.close)
    found: Backend = root.obj
    return found


def at_terminal() -> bool:
    """True when somebody sits at both ends: questions may be asked."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def is_terminal(stream: TextIO | None) -> bool:
    """True for a stream that a person reads or types into; a closed or missing one is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def to_json(document: Mapping[str, Any], indent: int | None = None) -> str:
    """A document as JSON in its own letters, apart from those that a terminal would act on.

    Raises:
        ValueError: A number in it is not JSON.
    """
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)
    return _ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def print_json(document: Mapping[str, Any]) -> None:
    """Prints one JSON document; always UTF-8, whatever the terminal's language."""
    click.echo((to_json(document, indent=2) + "\n").encode(), nl=False)


def print_json_line(document: Mapping[str, Any]) -> None:
    """Prints one JSON document on one line."""
    click.echo((to_json(document) + "\n").encode(), nl=False)


def note(message: str) -> None:
    """Says something on stderr, in one line."""
    click.echo(f"mi-coach: {one_line(message)}", err=True)


def say(line: str) -> None:
    """Prints a line of prose; at a terminal it is broken between words, not wherever the row ends."""
    if not is_terminal(sys.stdout):
        click.echo(line)
        return
    lead = line[: len(line) - len(line.lstrip())]
    width = max(20, shutil.get_terminal_size().columns - 1)
    for part in line.split("\n"):
        click.echo("\n".join(textwrap.wrap(part, width, subsequent_indent=lead, break_on_hyphens=False)))


def shower(as_json: bool) -> Callable[[str], None]:
    """Where an exercise is shown: with ``--json`` only to somebody who types, and not on stdout."""
    if not as_json:
        return say
    typed = is_terminal(sys.stdin) and is_terminal(sys.stderr)
    return (lambda line: click.echo(line, err=True)) if typed else (lambda _line: None)


def one_line(text: str) -> str:
    """Text fit to print on one line: nothing that a terminal acts on, single spaces."""
    return " ".join(clean_reply(text).split())


def table(rows: list[list[str]]) -> list[str]:
    """Rows as lines with their columns one under the other; nothing is cut off."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
