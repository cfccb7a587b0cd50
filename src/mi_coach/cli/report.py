"""``mi-coach report``: the feedback on a stored session as a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mi_coach.cli.common import backend
from mi_coach.errors import MiCoachError
from mi_coach.service.feedback import FORMS


@click.command("report", short_help="Write the feedback on a session.")
@click.argument("session_id", metavar="SESSION")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="A web page, PDF, Markdown, CSV or JSON. Default: by the ending of FILE, or else md.",
)
@click.option("--sheet", is_flag=True, help="The feedback sheet for a manager or colleague instead; not as CSV.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE instead of printing; a FILE that is there is left alone.",
)
@click.option("--force", is_flag=True, help="Write over FILE when it is there.")
def command(session_id: str, form: str | None, sheet: bool, output: Path | None, force: bool) -> None:
    """Write the feedback report on SESSION (an id from sessions list, or its beginning)."""
    from mi_coach.service.files import write_bytes

    behind = backend()
    chosen = form or _by_ending(output)
    if chosen == "pdf" and output is None and sys.stdout.isatty():
        raise MiCoachError("a PDF cannot be shown at a terminal; name a file with -o FILE")
    content = behind.report_file(behind.session(session_id), f"sheet.{chosen}" if sheet else chosen)
    if output is None:
        click.echo(content, nl=False)
    else:
        write_bytes(output, content, replace=force)


def _by_ending(output: Path | None) -> str:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return {"htm": "html"}.get(ending, ending if ending in FORMS else "md")
