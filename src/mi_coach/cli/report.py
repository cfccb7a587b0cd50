"""``mi-coach report``: the feedback on a stored session as a file."""

from __future__ import annotations

from pathlib import Path

import click

from mi_coach.cli.common import backend


@click.command("report", short_help="Write the feedback on a session.")
@click.argument("session_id", metavar="SESSION")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md", "json"]),
    help="A web page, Markdown or JSON. Default: by the ending of FILE, or else md.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE instead of printing; a FILE that is there is left alone.",
)
@click.option("--force", is_flag=True, help="Write over FILE when it is there.")
def command(session_id: str, form: str | None, output: Path | None, force: bool) -> None:
    """Write the feedback report on SESSION (an id from sessions list, or its beginning)."""
    from mi_coach.service.files import write_text

    behind = backend()
    chosen = form or _by_ending(output)
    text = behind.report_text(behind.session(session_id), chosen)
    if output is None:
        click.echo(text.encode(), nl=False)
    else:
        write_text(output, text, replace=force)


def _by_ending(output: Path | None) -> str:
    suffix = output.suffix.lower() if output else ""
    return {".html": "html", ".htm": "html", ".json": "json"}.get(suffix, "md")
