"""``mi-coach scenarios new``, ``preview`` and ``coverage``: for people who write scenarios."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mi_coach.cli.common import LARGEST_SEED, at_terminal, backend, json_option, note, one_line, print_json, say

if TYPE_CHECKING:
    from mi_coach.service.drafts import Draft

_SEEDS = 5


@click.command("new", short_help="Begin a scenario of your own.")
@click.argument("scenario_id", metavar="ID")
@click.option(
    "--in",
    "root",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Make it in FOLDER instead of among your own scenarios in the data folder.",
)
@click.option("--title", metavar="TEXT", help="Its title in the list of cases; you can change it later.")
def new(scenario_id: str, root: Path | None, title: str | None) -> None:
    """Begin a scenario called ID: a small case that already plays, with a note at every key, for you to make your own.

    ID is its folder's name: small letters and digits joined by -. Nothing that is there is ever written over.
    """
    from mi_coach.service.drafts import new_scenario

    folder = new_scenario(backend().library, scenario_id, title, root)
    named = scenario_id if root is None else str(folder)
    click.echo(f"Made {one_line(str(folder))}")
    click.echo("Open scenario.yaml in it with any text editor. Then:")
    click.echo(f"  mi-coach scenarios check {_quoted(named)}")
    click.echo(f"  mi-coach scenarios preview {_quoted(named)}")


@click.command("preview", short_help="Play a draft with all that lies behind it.")
@click.argument("name", metavar="ID|PATH")
@click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    default=1,
    show_default=True,
    help="The same seed and replies give the same conversation.",
)
def preview(name: str, seed: int) -> None:
    """Play the scenario ID, or the one at PATH, line by line, and see after each reply why the client answered so.

    Shown are the tags, what each thought connected with, the client's state before and after, the points of the line
    that was chosen and the lines that came next. Nothing is stored. Lines that begin with / are commands, also in a
    pipe: /state /lines /back /end /help; // begins a reply with /.
    """
    from mi_coach.cli.conversation import piped_lines, typed_lines
    from mi_coach.cli.preview import Show
    from mi_coach.service.preview import Preview

    draft = _opened(name)
    typing = at_terminal()
    show = Show(Preview(draft.scenario, backend().coder(), seed), say, echo=not typing)
    show.run(typed_lines() if typing else piped_lines(sys.stdin.buffer))
    if show.bad_lines:
        click.get_current_context().exit(2)


@click.command("coverage", short_help="Map what a draft has and lacks.")
@click.argument("name", metavar="ID|PATH")
@click.option("--no-play", is_flag=True, help="Only count lines; do not play the test plan.")
@click.option(
    "--seeds",
    type=click.IntRange(1, 100),
    default=_SEEDS,
    show_default=True,
    help="Conversations for each scripted trainee.",
)
@json_option
def coverage(name: str, no_play: bool, seeds: int, as_json: bool) -> None:
    """Map the scenario ID, or the one at PATH: how many lines it has by topic, openness and talk, and what is missing.

    The scripted trainees of its testplan.yaml play it too, and the map shows how many of the lines they came to.
    """
    from mi_coach.cli.coverage import document, map_lines
    from mi_coach.service.coverage import coverage as mapped
    from mi_coach.service.coverage import play_all

    draft = _opened(name)
    said: set[str] = set()
    sessions = 0
    plans = None if no_play else draft.plans()
    if plans is not None:
        said, sessions = play_all(draft.scenario, plans, seeds, backend().coder(), backend().clock)
    elif not no_play:
        note("there is no testplan.yaml beside it, so nothing was played")
    found = mapped(draft.scenario, said, sessions)
    if as_json:
        print_json(document(found))
        return
    for line in map_lines(found):
        click.echo(line)


def _opened(name: str) -> Draft:
    from mi_coach.service.drafts import open_draft

    draft = open_draft(backend().library, name)
    if draft.note:
        note(draft.note)
    return draft


def _quoted(path: str) -> str:
    shown = one_line(path)
    return f'"{shown}"' if " " in shown else shown
