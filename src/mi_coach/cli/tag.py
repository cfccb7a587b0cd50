"""``mi-coach tag``: codes replies from standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count

import click

from mi_coach.cli.common import at_terminal, backend, note, one_line, print_json_line
from mi_coach.domain.reply import Unit


@click.command("tag", short_help="Code replies from standard input.")
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read lines of {"id", "client", "reply"} and print a line of {"id", "units"} for each, in the same order.',
)
@click.pass_context
def command(ctx: click.Context, jsonl: bool) -> None:
    """Code replies from standard input, one a line.

    Each line is one reply. Without --jsonl each unit of it is printed on a line of its own: code, name, confidence and
    words, with an empty line between replies. A line that cannot be read is told in its place, the rest goes on, and
    the exit code is 2.
    """
    from mi_coach.service.tagging import answers, read_json, read_text

    coder = backend().coder()
    if at_terminal() and not jsonl:
        note("type a reply and press Enter; Ctrl+D on a line of its own ends (Ctrl+Z and Enter on Windows)")
    bad = first = False
    for group in _numbered():
        requests = (request for n, line in group if (request := (read_json if jsonl else read_text)(n, line)))
        for answer in answers(coder, requests):
            bad = bad or answer.coded is None
            if jsonl:
                print_json_line(answer.as_dict())
            elif answer.coded is None:
                note(f"line {answer.request.line}: {answer.request.error}")
            else:
                if first:
                    click.echo()
                first = True
                for unit in answer.coded.units:
                    click.echo(_line(unit))
    if bad:
        ctx.exit(2)


def _numbered() -> Iterator[list[tuple[int, bytes]]]:
    from mi_coach.service.lines import lines

    numbers = count(1)
    for group in lines(sys.stdin.buffer):
        numbered = [(n, line) for line, n in zip(group, numbers, strict=False)]
        yield [(n, line.removeprefix(b"\xef\xbb\xbf") if n == 1 else line) for n, line in numbered]


def _line(unit: Unit) -> str:
    from mi_coach.cli.wording import label

    name = label(unit).removeprefix(f"{unit.code} ")
    return f'{unit.code}  {name}  {unit.confidence:.2f}  "{one_line(unit.text)}"'
