"""``mi-coach data``: all that is kept of a person, to take away or to delete."""

from __future__ import annotations

from pathlib import Path

import click

from mi_coach.cli.common import at_terminal, backend, json_option, one_line, print_json, profile_option, say, to_json
from mi_coach.errors import MiCoachError


@click.group("data", short_help="All your data: export it, delete it.")
def command() -> None:
    """Export or delete all that is kept of a person: sessions with their paths and notes, drills and benchmarks."""


@command.command("export", short_help="Write all of it to a file.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE instead of printing; a FILE that is there is left alone.",
)
@click.option("--force", is_flag=True, help="Write over FILE when it is there.")
@profile_option
def export(output: Path | None, force: bool, profile: str | None) -> None:
    """Write all that is kept of a person as one JSON document; mi-coach sessions import reads the sessions in it."""
    personal = backend().personal
    if output is not None and output.exists() and not force:
        raise MiCoachError(f"{output} is there already; name another file, or use --force to write over it")
    document = personal.export(profile)
    if output is None:
        print_json(document)
        return
    from mi_coach.service.files import write_text

    write_text(output, to_json(document, indent=1) + "\n", replace=force)
    say(f"Written to {one_line(str(output))}: {personal.kept(profile).told}. Keep it as private as the practice was.")


@command.command("delete", short_help="Delete all of it.")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
@profile_option
@json_option
def delete(yes: bool, profile: str | None, as_json: bool) -> None:
    """Delete all that is kept of a person, for good; the profile itself stays, empty."""
    personal = backend().personal
    kept = personal.kept(profile)
    if not yes:
        if as_json or not at_terminal():
            raise click.UsageError("Deleting needs --yes here, where nobody can be asked.")
        say(f"{one_line(kept.name)} ({kept.profile}) has {kept.told}. mi-coach data export keeps a copy.")
        if not click.confirm("Delete all of it, for good?", default=False):
            click.echo("Nothing was deleted.")
            return
    gone = personal.delete(kept.profile)
    if as_json:
        print_json({"schema": 1, "deleted": gone.to_dict()})
        return
    say(f"Deleted: {gone.told}. The profile {gone.profile} is empty now.")
