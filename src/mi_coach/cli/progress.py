"""``mi-coach progress``: one's figures over several conversations, skills strong and due, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from mi_coach.cli.common import backend, json_option, one_line, print_json, profile_option, say
from mi_coach.errors import MiCoachError
from mi_coach.service.progress import FORMS, write_progress

_SHOWN = 12


@click.command("progress", short_help="Your figures over several conversations.")
@profile_option
@json_option
@click.option("--format", "form", type=click.Choice(FORMS), help="A web page or JSON. Default: by the ending of FILE.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE instead of printing; a FILE that is there is left alone.",
)
@click.option("--force", is_flag=True, help="Write over FILE when it is there.")
def command(profile: str | None, as_json: bool, form: str | None, output: Path | None, force: bool) -> None:
    """Show each figure over your finished conversations, skills strong and due, and what to do next.

    A conversation with several paths counts once, by the first path that was finished. A direction is named only
    where chance is an unlikely reason for it. Without --format or FILE it is plain text.
    """
    chosen = form or _by_ending(output)
    if as_json and (form or output):
        raise click.UsageError("--json prints; leave out --format and FILE, or use --format json -o FILE.")
    if output is not None and chosen is None:
        raise MiCoachError(f"name a FILE that ends in .html or .json, or give --format; {output} says neither")
    document = backend().personal.progress(profile)
    if as_json:
        print_json(document)
    elif chosen is None:
        for line in progress_lines(document):
            say(line)
    elif output is None:
        click.echo(write_progress(document, chosen), nl=False)
    else:
        from mi_coach.service.files import write_bytes

        write_bytes(output, write_progress(document, chosen), replace=force)


def _by_ending(output: Path | None) -> str | None:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    ending = {"htm": "html"}.get(ending, ending)
    return ending if ending in FORMS else None


def progress_lines(document: Mapping[str, Any]) -> list[str]:
    """The progress as plain lines of text, for screen readers, pipes and consoles."""
    return [one_line(line) if line else "" for line in _lines(document)]


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    from mi_coach.scoring.phrases import say as phrase

    yield phrase("progress.of", name=document["profile"]["name"])
    yield from document["notes"]
    if step := document["next"]:
        yield from ("", f"{phrase('progress.next')}: {step['title']}", step["why"], f"Begin with: {step['command']}")
    for measure in document["measures"] if document["sessions"] else ():
        yield from ("", f"{measure['name']}{_values(measure)}", measure["text"])
        if measure["fair"]:
            yield measure["bands"]
    yield from ("", f"{phrase('progress.skills')}:")
    if any(skill["last"] for skill in document["skills"]):
        yield phrase("progress.skills_about")
        yield from (skill["text"] for skill in document["skills"])
    else:
        yield phrase("progress.no_skills")
    if document["benchmarks"]:
        yield from ("", f"{phrase('progress.benchmarks')}:", *(taken["text"] for taken in document["benchmarks"]))


def _values(measure: Mapping[str, Any]) -> str:
    from mi_coach.reports.labels import figure

    found = [figure(point["value"]) for point in measure["points"] if point["value"] is not None]
    if not found:
        return ""
    told = f", the latest {_SHOWN}" if len(found) > _SHOWN else ""
    return f"{told}: {', '.join(found[-_SHOWN:])}"
