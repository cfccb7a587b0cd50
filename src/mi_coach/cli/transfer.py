"""``mi-coach sessions compare``, ``export`` and ``import``: two paths side by side; sessions to a file and back."""

from __future__ import annotations

from pathlib import Path

import click

from mi_coach.cli.common import backend, json_option, one_line, print_json, say, to_json


@click.command("compare", short_help="Set two paths of a session side by side.")
@click.argument("session_id", metavar="SESSION")
@click.argument("first", metavar="[A]", type=click.IntRange(1), required=False)
@click.argument("second", metavar="[B]", type=click.IntRange(1), required=False)
@json_option
def compare(session_id: str, first: int | None, second: int | None, as_json: bool) -> None:
    """Set paths A and B of SESSION side by side, from the reply in which they part.

    Without A and B: the newest path and the one that it left.
    """
    behind = backend()
    found = behind.comparison(session_id, first, second)
    if as_json:
        print_json(found.to_dict())
        return
    from mi_coach.cli.paths import comparison_lines

    scenario = behind.scenario_of(found.first)
    for line in comparison_lines(found, scenario.client.name if scenario else "Client"):
        say(line)


@click.command("export", short_help="Write sessions to a file.")
@click.argument("session_ids", metavar="[SESSION]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE instead of printing; a FILE that is there is left alone.",
)
@click.option("--force", is_flag=True, help="Write over FILE when it is there.")
@json_option
def export(session_ids: tuple[str, ...], output: Path | None, force: bool, as_json: bool) -> None:
    """Write each SESSION, or all of yours, with all paths, notes and ratings to FILE, for sessions import.

    The file holds every word that was said: keep it as carefully as the sessions themselves.
    """
    document = backend().export_sessions(session_ids)
    if output is None:
        print_json(document)
        return
    from mi_coach.service.files import write_text

    write_text(output, to_json(document) + "\n", replace=force)
    exported = [session["id"] for session in document["sessions"]]
    if as_json:
        print_json({"schema": 1, "exported": exported, "file": str(output)})
    else:
        say(f"{_sessions(len(exported))} written to {one_line(str(output))}.")


@click.command("import", short_help="Take in exported sessions.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@json_option
def import_(file: Path, as_json: bool) -> None:
    """Take in the sessions of FILE, which sessions export wrote; they become those of whoever is practising now.

    Sessions that are here already are left as they are. When anything in FILE is damaged nothing is taken in.
    """
    done = backend().import_sessions(file)
    if as_json:
        print_json({"schema": 1, "imported": list(done.new), "already": list(done.already)})
        return
    say(f"{_sessions(len(done.new))} taken in.")
    if done.already:
        say(f"{_sessions(len(done.already))} here already and left alone: {', '.join(done.already)}")


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count} sessions"


COMMANDS = (compare, export, import_)
"""What this module adds to ``mi-coach sessions``."""
