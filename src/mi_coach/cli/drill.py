"""``mi-coach drill``: one skill for five minutes, line by line; what drills there are; and spotting exercises."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mi_coach.cli.common import (
    LARGEST_SEED,
    at_terminal,
    backend,
    json_option,
    note,
    print_json,
    say,
    shower,
    table,
)

if TYPE_CHECKING:
    from mi_coach.cli.drilling import Exercise

CommandT = TypeVar("CommandT", bound=Callable[..., Any])
_SEED = "Makes the choice repeatable: same seed and same earlier rounds, same items."


def _seed_option(function: CommandT) -> CommandT:
    return click.option("--seed", type=click.IntRange(0, LARGEST_SEED), help=_SEED)(function)


def _drill_options(function: CommandT) -> CommandT:
    level = click.option(
        "--level", type=click.IntRange(1, 3), help="Stay at this level. Default: where you stand, and it follows you."
    )
    return level(_seed_option(json_option(function)))


class SkillGroup(click.Group):
    """A group that takes a word which is no command of its own for the skill to practise."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Shows a skill among the commands."""
        formatter.write_usage(ctx.command_path, "[SKILL] [OPTIONS]  or  list|spot [ARGS]...")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command, or the drill of the skill that is named."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "SKILL", _practise, args
        return super().resolve_command(ctx, args)


@click.group("drill", cls=SkillGroup, invoke_without_command=True, short_help="Practise one skill for five minutes.")
@_drill_options
@click.pass_context
def command(ctx: click.Context, level: int | None, seed: int | None, as_json: bool) -> None:
    """Practise one SKILL for about five minutes, one client line at a time.

    Without SKILL the one that is due begins. Each reply is coded at once and held against what the drill asks; you may
    try twice, and then better replies are shown. In a pipe every line that is not empty is one answer. At a terminal
    lines that begin with / are commands: /skip /tips /end /help; a line that begins with // is a reply that begins
    with /.
    """
    if ctx.invoked_subcommand is None:
        _run(None, level, seed, as_json)


@click.command("drill")
@click.argument("skill", metavar="SKILL")
@_drill_options
@click.pass_context
def _practise(ctx: click.Context, skill: str, level: int | None, seed: int | None, as_json: bool) -> None:
    """Practise one SKILL for about five minutes, one client line at a time."""
    given = ctx.parent.params if ctx.parent else {}
    _run(
        skill,
        given.get("level") if level is None else level,
        given.get("seed") if seed is None else seed,
        as_json or bool(given.get("as_json")),
    )


def _run(skill: str | None, level: int | None, seed: int | None, as_json: bool) -> None:
    from mi_coach.cli.drilling import DrillTalk

    if skill is not None:
        backend().exercises.drill(skill)  # a slip of the pen is told before the model is loaded
    started = backend().drills().start(skill, level, seed)
    _work_through(DrillTalk(started, shower(as_json), at_terminal() and not as_json), as_json)


@command.command("list", short_help="The drills and spotting exercises.")
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """List the drills in the order of the ladder, with how many prompts they have, and the spotting exercises."""
    library = backend().exercises
    drills = library.drills()
    spotting = [library.spotting(name) for name in library.spotting_names]
    if as_json or (ctx.parent and ctx.parent.params.get("as_json")):
        print_json(
            {
                "schema": 1,
                "skills": [
                    {
                        "id": drill.skill.value,
                        "name": drill.name,
                        "prompts": len(drill.prompts),
                        "levels": {str(level): len(drill.at(level)) for level in drill.levels},
                    }
                    for drill in drills
                ],
                "spotting": [{"id": s.id, "name": s.name, "items": len(s.items)} for s in spotting],
            }
        )
        return
    say("Drills: mi-coach drill SKILL")
    for row in table([[d.skill.value, d.name, f"{len(d.prompts)} prompts"] for d in drills]):
        click.echo(f"  {row}")
    say("Spotting: mi-coach drill spot NAME")
    for row in table([[s.id, s.name, f"{len(s.items)} items"] for s in spotting]):
        click.echo(f"  {row}")


@command.command("spot", short_help="Name what was said.")
@click.argument("name", metavar="NAME", required=False)
@_seed_option
@json_option
@click.pass_context
def spot(ctx: click.Context, name: str | None, seed: int | None, as_json: bool) -> None:
    """Work through the spotting exercise NAME: tag-a-transcript, change-talk or roadblocks.

    Answer with the number of a choice, its name or the beginning of it. In a pipe every line that is not empty is one
    answer.
    """
    from mi_coach.cli.drilling import SpottingTalk

    if name is None:
        raise click.UsageError(f"Name an exercise: {', '.join(backend().exercises.spotting_names)}.")
    given = ctx.parent.params if ctx.parent else {}
    as_json = as_json or bool(given.get("as_json"))
    started = backend().spotting().start(name, given.get("seed") if seed is None else seed)
    _work_through(SpottingTalk(started, shower(as_json), at_terminal() and not as_json), as_json)


def _work_through(talk: Exercise, as_json: bool) -> None:
    from mi_coach.cli.conversation import piped_lines, typed_lines

    commands = at_terminal() and not as_json
    source = typed_lines() if commands else piped_lines(sys.stdin.buffer)
    try:
        talk.run(source)
    except KeyboardInterrupt:
        talk.leave()
        click.echo(err=True)
        note("what you answered is kept")
        raise
    if as_json:
        print_json({"schema": 1, **talk.record.to_dict()})
    sys.stdout.flush()
    if not commands:
        talk.drain(source)
    if talk.bad_lines:
        click.get_current_context().exit(2)
