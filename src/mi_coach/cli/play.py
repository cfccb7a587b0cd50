"""``mi-coach play``: practises a scenario, in the app or line by line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from mi_coach.cli.common import LARGEST_SEED, at_terminal, backend, is_terminal, note, print_json, say
from mi_coach.errors import MiCoachError

if TYPE_CHECKING:
    from mi_coach.service.practice import Practice

_NO_SCENARIO = "name a scenario; see: mi-coach scenarios list"


@click.command("play", short_help="Practise a scenario.")
@click.argument("scenario_id", metavar="ID", required=False)
@click.option("--plain", is_flag=True, help="A line-by-line conversation: for screen readers, pipes and ssh.")
@click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    help="Makes the conversation repeatable: same scenario, seed and replies, same client. Line by line only.",
)
@click.option(
    "--coaching",
    type=click.Choice(["live", "after", "off"]),
    help="When replies are shown with their codes: after each one, at the end, or not at all. Line by line only; "
    "the app asks. Default: what you chose last, or live.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the finished session as JSON and nothing else.")
@click.option("--resume", metavar="SESSION", help="Carry on an unfinished session instead of starting a new one.")
def command(
    scenario_id: str | None, plain: bool, seed: int | None, coaching: str | None, as_json: bool, resume: str | None
) -> None:
    """Practise the scenario ID.

    At a terminal the app opens; with --plain, --json or in a pipe the conversation goes line by line. In a pipe every
    line that is not empty is one reply, and the end of the input ends the session. At a terminal lines that begin with
    / are commands: /help /hint /state /case /end; a line that begins with // is a reply that begins with /.
    """
    if resume is not None and (seed is not None or coaching is not None):
        raise click.UsageError("A resumed session keeps its seed and coaching; leave out --seed and --coaching.")
    if not (plain or as_json) and at_terminal():
        _open_app(scenario_id, seed, coaching, resume)
        return
    _line_by_line(_practice(scenario_id, seed, coaching, resume, ask=at_terminal() and not as_json), as_json)


def _open_app(scenario_id: str | None, seed: int | None, coaching: str | None, resume: str | None) -> None:
    if scenario_id is None and resume is None:
        raise MiCoachError(_NO_SCENARIO)
    if seed is not None or coaching is not None:
        raise click.UsageError("--seed and --coaching go with --plain; the app asks about coaching itself.")
    from mi_coach.cli.open_app import open_app

    if resume is None:
        open_app(scenario_id)
        return
    session = backend().session(resume)
    _check_scenario(session.scenario, scenario_id, session.id)
    open_app(session.scenario, session.id)


def _practice(
    scenario_id: str | None, seed: int | None, coaching: str | None, resume: str | None, ask: bool
) -> Practice:
    """Starts or resumes a session; at a terminal an unfinished one is offered first."""
    behind = backend()
    if resume is None and scenario_id is not None and ask and seed is None:
        behind.library.card(scenario_id)
        resume = _offer(scenario_id)
    if resume is not None:
        session = behind.session(resume)
        _check_scenario(session.scenario, scenario_id, session.id)
        return behind.practice().resume(session.id)
    if scenario_id is None:
        raise MiCoachError(_NO_SCENARIO)
    return behind.practice().start(scenario_id, seed, coaching or behind.settings.get("coaching", "live"))


def _check_scenario(played: str | None, wanted: str | None, session_id: str) -> None:
    if wanted is not None and played != wanted:
        raise MiCoachError(f"session {session_id} is of another scenario, {played or 'a transcript'}; leave out the ID")


def _offer(scenario_id: str) -> str | None:
    from mi_coach.cli.wording import moment, replies

    found = backend().unfinished(scenario_id)
    if not found:
        return None
    latest = found[0]
    click.echo(f"You have an unfinished session from {moment(latest.started)} with {replies(latest.replies)}.")
    return latest.id if click.confirm("Carry on with it?", default=True) else None


def _line_by_line(practice: Practice, as_json: bool) -> None:
    from mi_coach.cli.conversation import Conversation, piped_lines, typed_lines
    from mi_coach.cli.feedback import feedback_lines

    commands = at_terminal() and not as_json
    show = _shower(as_json)
    talk = Conversation(practice, show, commands)
    source = typed_lines() if commands else piped_lines(sys.stdin.buffer)
    try:
        talk.run(source)
    except KeyboardInterrupt:
        click.echo(err=True)
        note(f"what you said is saved; carry on with: mi-coach play --plain --resume {practice.session.id}")
        raise
    document = backend().document(practice.session)
    if as_json:
        print_json(document)
    else:
        for line in feedback_lines(document["report"]):
            say(line)
        click.echo(f"\nThis session is kept as {practice.session.id}.")
    sys.stdout.flush()
    if not commands:
        talk.drain(source)
    if talk.bad_lines:
        click.get_current_context().exit(2)


def _shower(as_json: bool) -> Callable[[str], None]:
    """Where the conversation is shown: with ``--json`` only to somebody who types, and not on stdout."""
    if not as_json:
        return say
    typed = is_terminal(sys.stdin) and is_terminal(sys.stderr)
    return (lambda line: click.echo(line, err=True)) if typed else (lambda _line: None)
