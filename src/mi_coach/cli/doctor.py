"""``mi-coach doctor``: what a support desk asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import click

from mi_coach.cli.common import backend, json_option, one_line, print_json


@click.command("doctor", short_help="Check that everything works.")
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Check that everything works: versions, model, paths, database, terminal.

    Nothing is changed and nothing of what you said is shown. With a problem the exit code is 1.
    """
    from mi_coach.service.doctor import examine

    found = examine(backend(), sys.stdout)
    if as_json:
        print_json(found)
    else:
        for line in _lines(found):
            click.echo(one_line(line))
    if not found["ok"]:
        ctx.exit(1)


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"MI Coach {found['version']}, Python {found['python']}, {found['platform']}"
    for name in ("model", "paths", "database", "scenarios", "settings"):
        part = found[name]
        yield f"{name}: {'ok' if part['ok'] else 'PROBLEM: ' + part['problem']}"
        yield from (f"- {_words(key)}: {_value(value)}" for key, value in part.items() if key not in ("ok", "problem"))
    yield "terminal:"
    yield from (f"- {_words(key)}: {_value(value)}" for key, value in found["terminal"].items())
    if found["database"].get("leaves_machine"):
        yield "Note: what you say is stored on another machine, as MI_COACH_DATABASE_URL asks."
    yield "Everything works." if found["ok"] else f"Problems: {len(found['problems'])}"


def _words(key: str) -> str:
    return key.replace("_", " ")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)
