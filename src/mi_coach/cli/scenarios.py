"""``mi-coach scenarios``: the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mi_coach.cli import authoring
from mi_coach.cli.common import LARGEST_SEED, backend, json_option, note, one_line, print_json, say, table
from mi_coach.cli.deep import SEEDS, TRAINEES, check_deep
from mi_coach.service.finding import Wanted, find

if TYPE_CHECKING:
    from mi_coach.domain.scenario import Scenario
    from mi_coach.scenarios import Card, Diagnostic


@click.group("scenarios")
def command() -> None:
    """List, show, check and write scenarios."""


for _own in (authoring.new, authoring.preview, authoring.coverage):
    command.add_command(_own)


@command.command("list")
@click.option("--search", metavar="WORDS", default="", help="Only those whose card holds all these words.")
@click.option("--skill", metavar="SKILL", default="", help="Only those that are good for this skill.")
@click.option("--setting", metavar="SETTING", default="", help="Only those in this setting.")
@click.option("--difficulty", type=click.IntRange(1, 5), help="Only those of this difficulty.")
@click.option("--not-played", is_flag=True, help="Only those in which you have not yet said anything.")
@json_option
def list_scenarios(
    search: str, skill: str, setting: str, difficulty: int | None, not_played: bool, as_json: bool
) -> None:
    """List the scenarios, gentle ones first."""
    library = backend().library
    played = {s.scenario for s in backend().sessions() if s.scenario and s.replies} if not_played else set()
    wanted = Wanted(search, _slug(skill), _slug(setting, "-"), difficulty or 0, not_played)
    cards = find(library.cards(), wanted, played)
    if wanted and not cards and not as_json:
        note("no scenario fits; leave out an option, or see all with: mi-coach scenarios list")
    if as_json:
        print_json({"schema": 1, "scenarios": [_card(card) for card in cards]})
    else:
        head = ["ID", "DIFFICULTY", "STAGE", "TITLE"]
        rows = [[c.id, f"{c.difficulty} of 5", _words(c.stage), c.title] for c in cards]
        for line in table([head, *([one_line(cell) for cell in row] for row in rows)]) if rows or not wanted else ():
            click.echo(line)
    for problem in library.problems():
        click.echo(f"mi-coach: left out: {one_line(str(problem))}", err=True)


def _slug(words: str, joint: str = "_") -> str:
    return joint.join(words.lower().replace("-", " ").replace("_", " ").split())


@command.command("show")
@click.argument("scenario_id", metavar="ID")
@json_option
def show(scenario_id: str, as_json: bool) -> None:
    """Show the case ID: what you would know beforehand."""
    library = backend().library
    scenario = library.get(scenario_id)
    card = library.card(scenario_id)
    if as_json:
        print_json({"schema": 1, **_card(card), **_details(scenario)})
        return
    from mi_coach.cli.wording import brief

    for line in brief(scenario):
        say(line)
    click.echo()
    click.echo(f"Difficulty {card.difficulty} of 5; stage of change: {one_line(_words(card.stage))}.")
    click.echo(f"Good for: {one_line(', '.join(_words(skill) for skill in card.skills))}.")
    click.echo(f"Up to {card.length} exchanges. Practise with: mi-coach play {scenario.id}")


@command.command("check", short_help="Check scenario files.")
@click.argument("path", metavar="[ID|PATH]", required=False, type=click.Path(path_type=Path))
@click.option("--deep", is_flag=True, help="Play it with generated trainees instead.")
@click.option("--trainees", type=click.IntRange(1, 10_000), help=f"With --deep: how many. [default: {TRAINEES}]")
@click.option("--seeds", type=click.IntRange(1, 1_000), help=f"With --deep: sessions of each. [default: {SEEDS}]")
@json_option
@click.pass_context
def check(
    ctx: click.Context, path: Path | None, deep: bool, trainees: int | None, seeds: int | None, as_json: bool
) -> None:
    """Check a scenario file or folder, the scenario of an ID, or without PATH the whole library.

    Each problem is told as file:line:column CODE message, and with any problem the exit code is 1.

    With --deep, generated trainees of every kind play the scenario, and its test plan is played over 20 seeds: do the
    client's lines follow, is every line reached, does good practice pay? One line a measure, with the worst examples.
    It takes about a minute a scenario; the tables of the reference are made with --trainees 200 --seeds 2. With fewer
    sessions more lines are never said.
    """
    if deep:
        if not check_deep(path, trainees or TRAINEES, seeds or SEEDS, as_json):
            ctx.exit(1)
        return
    if trainees is not None or seeds is not None:
        raise click.UsageError("--trainees and --seeds go with --deep")
    found = _check(path)
    if as_json:
        print_json({"schema": 1, "ok": not found, "findings": [d.as_dict() for d in found]})
    else:
        for diagnostic in found:
            click.echo(one_line(str(diagnostic)))
        if not found:
            click.echo("No problems found.")
    if found:
        ctx.exit(1)


@command.command("schema", short_help="Print the files' JSON Schema.")
@click.option("--testplan", is_flag=True, help="The schema of testplan.yaml instead of scenario.yaml.")
def schema(testplan: bool) -> None:
    """Print the JSON Schema of scenario files, with which editors complete and explain keys."""
    from mi_coach.scenarios import json_schema, plan_schema

    print_json(plan_schema() if testplan else json_schema())


@command.command("simulate", short_help="Play the scenario ID with a scripted trainee.")
@click.argument("scenario_id", metavar="ID")
@click.option(
    "--persona",
    default="skilled",
    show_default=True,
    metavar="NAME",
    help="The scripted trainee: skilled, mixed, closed_question or roadblocking.",
)
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), help="Default: the one in the test plan.")
@json_option
def simulate(scenario_id: str, persona: str, seed: int | None, as_json: bool) -> None:
    """Play the scenario ID with one of the scripted trainees of its testplan.yaml.

    The same seed gives the same conversation. Nothing is stored. With --json the finished session is printed, with its
    report, as play --json prints it.
    """
    behind = backend()
    session = behind.simulated(scenario_id, persona, seed)
    document = behind.document(session)
    if as_json:
        print_json(document)
        return
    from mi_coach.cli.feedback import feedback_lines
    from mi_coach.cli.simulated import conversation_lines

    for line in (*conversation_lines(session, behind.library.get(scenario_id)), *feedback_lines(document["report"])):
        say(line)


def _check(path: Path | None) -> tuple[Diagnostic, ...]:
    from mi_coach.paths import scenarios_dir, user_scenarios_dir
    from mi_coach.scenarios import check_path

    own = user_scenarios_dir()
    if path is not None:
        by_id = [root / path for root in (scenarios_dir(), own) if len(path.parts) == 1 and (root / path).is_dir()]
        return check_path(by_id[0] if by_id and not path.exists() else path)
    found = check_path(scenarios_dir())
    return found + check_path(own) if own.is_dir() and any(own.iterdir()) else found


def _card(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "title": card.title,
        "version": card.version,
        "client": {"name": card.client, "age": card.age, "pronouns": card.pronouns, "about": card.about},
        "setting": card.setting,
        "difficulty": card.difficulty,
        "stage": card.stage,
        "skills": list(card.skills),
        "length": card.length,
        "content_note": card.content_note,
        "topics": _topics(card.id),
        "source": "shipped" if card.shipped else "user",
    }


def _topics(scenario_id: str) -> int | None:
    """How many topics there are; ``None`` when the file has errors beyond its head."""
    from mi_coach.errors import MiCoachError

    try:
        return len(backend().library.get(scenario_id).topics)
    except MiCoachError:
        return None


def _details(scenario: Scenario) -> dict[str, Any]:
    return {
        "brief": {
            "know": list(scenario.brief.know),
            "purpose": scenario.brief.purpose,
            "not_negotiable": list(scenario.brief.not_negotiable),
        },
        "topics": [{"id": topic.id, "name": topic.name} for topic in scenario.topics],
        "start": scenario.start.as_dict(),
        "lines": len(scenario.lines),
    }


def _words(slug: str) -> str:
    return slug.replace("_", " ").replace("-", " ")
