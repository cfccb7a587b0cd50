"""``mi-coach score``: scores transcripts of conversations that took place elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mi_coach.cli.common import backend, note, print_json, print_json_line, say
from mi_coach.errors import MiCoachError


@click.command("score", short_help="Score transcripts.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON document; for one FILE.")
@click.option(
    "--jsonl",
    is_flag=True,
    help="Print one report a line, each with its file; a file that cannot be read is told in its place.",
)
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], as_json: bool, jsonl: bool) -> None:
    """Score transcripts: the same report as after practice.

    A FILE is CSV with the columns speaker,text (and, if you have it, talk: CT, ST, DIS or FN for client lines), JSON
    lines with the same keys, or text whose lines begin with Practitioner: or Client:. Speakers are Practitioner and
    Client, any case. When a file cannot be read the others are scored all the same, and the exit code is 2.
    """
    if as_json and jsonl:
        raise click.UsageError("--json and --jsonl exclude each other.")
    if as_json and len(files) > 1:
        raise click.UsageError("--json takes one FILE; use --jsonl for several.")
    bad = False
    for path in files:
        try:
            report = _report(path)
        except MiCoachError as error:
            if error.exit_code != 2 or (len(files) == 1 and not jsonl):
                raise
            bad = True
            if jsonl:
                print_json_line({"file": str(path), "error": error.message})
            else:
                note(error.message)
            continue
        _show(path, report, as_json, jsonl)
    if bad:
        ctx.exit(2)


def _report(path: Path) -> dict[str, Any]:
    from mi_coach.service.transcripts import read_transcript, to_session

    behind = backend()
    transcript = read_transcript(path)
    return behind.report_of(to_session(transcript, behind.coder(), behind.clock.now()))


def _show(path: Path, report: dict[str, Any], as_json: bool, jsonl: bool) -> None:
    if as_json:
        print_json(report)
    elif jsonl:
        print_json_line({"file": str(path), **report})
    else:
        from mi_coach.cli.feedback import feedback_lines

        for line in feedback_lines(report, f"Feedback on {path}")[1:]:
            say(line)
        click.echo()
