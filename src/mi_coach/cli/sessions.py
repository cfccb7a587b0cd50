"""``mi-coach sessions``: what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mi_coach.cli.common import at_terminal, backend, json_option, one_line, print_json, profile_option, say, table
from mi_coach.cli.transfer import COMMANDS
from mi_coach.scoring import beside

if TYPE_CHECKING:
    from mi_coach.domain.session import Session
    from mi_coach.domain.stored import SessionSummary


@click.group("sessions")
def command() -> None:
    """List, show, compare, export, import and delete stored sessions."""


for _added in COMMANDS:
    command.add_command(_added)


@command.command("list")
@profile_option
@json_option
def list_sessions(profile: str | None, as_json: bool) -> None:
    """List all sessions of the profile in use, newest first."""
    found = backend().sessions(profile)
    if as_json:
        print_json({"schema": 1, "sessions": [_summary(s) for s in found]})
        return
    if not found:
        click.echo("No sessions yet. Begin with: mi-coach scenarios list")
        return
    from mi_coach.cli.wording import moment, replies

    head = ["SESSION", "STARTED", "SCENARIO", "REPLIES", "ENDING", "OVERALL"]
    rows = [
        [
            s.id,
            moment(s.started),
            s.scenario or "transcript",
            replies(s.replies),
            (s.ending or "not finished").replace("_", " "),
            "-" if s.overall is None else str(s.overall),
        ]
        for s in found
    ]
    for line in table([head, *([one_line(cell) for cell in row] for row in rows)]):
        click.echo(line)


@command.command("show", short_help="Show one session.")
@click.argument("session_id", metavar="SESSION")
@click.option("--evidence", is_flag=True, help="Also list the units behind every figure.")
@json_option
def show(session_id: str, evidence: bool, as_json: bool) -> None:
    """Show SESSION (an id from the list, or its beginning): what was said, how it was coded, the feedback."""
    behind = backend()
    session = behind.session(session_id)
    document = behind.stored_document(session_id)
    if as_json:
        print_json(document)
        return
    from mi_coach.cli.feedback import feedback_lines

    for line in [*_transcript(session), *feedback_lines(document["report"], trend=behind.gap_trend(session))]:
        say(line)
    if document["branches"]:
        from mi_coach.cli.paths import path_lines

        overall = {int(branch["id"]): branch["report"]["overall"] for branch in document["branches"]}
        for line in ["", "Paths through this session", *path_lines(behind.paths(session_id), overall, _name(session))]:
            say(line)
    if evidence:
        from mi_coach.cli.evidence import evidence_lines

        for line in ["", "What stands behind the figures", *evidence_lines(document["report"])]:
            say(line)


@command.command("delete")
@click.argument("session_id", metavar="SESSION")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
@json_option
def delete(session_id: str, yes: bool, as_json: bool) -> None:
    """Delete SESSION for good, by its whole id."""
    behind = backend()
    listed = [s.id for s in behind.repository.list()]
    begun = [known for known in listed if session_id and known.startswith(session_id)]
    if session_id not in listed and len(begun) == 1:
        raise click.UsageError(f"Deleting takes the whole id, so that nothing goes by a slip: {begun[0]}.")
    if not yes:
        if as_json or not at_terminal():
            raise click.UsageError("Deleting needs --yes here, where nobody can be asked.")
        found = next((s for s in behind.repository.list() if s.id == session_id), None)
        if found is not None and not click.confirm(_question(found), default=False):
            click.echo("Nothing was deleted.")
            return
    behind.repository.delete(session_id)
    if as_json:
        print_json({"schema": 1, "deleted": [session_id]})
    else:
        click.echo(f"Session {one_line(session_id)} is deleted.")


def _summary(summary: SessionSummary) -> dict[str, Any]:
    return {
        "id": summary.id,
        "scenario": summary.scenario,
        "started": summary.started.isoformat(),
        "ended": summary.ended.isoformat() if summary.ended else None,
        "ending": summary.ending,
        "replies": summary.replies,
        "overall": summary.overall,
        "paths": summary.paths,
    }


def _question(summary: SessionSummary) -> str:
    from mi_coach.cli.wording import moment, replies

    what = f"{summary.scenario or 'transcript'} of {moment(summary.started)} with {replies(summary.replies)}"
    return f"Delete session {summary.id}, {one_line(what)}, for good?"


def _name(session: Session) -> str:
    scenario = backend().scenario_of(session)
    return scenario.client.name if scenario else "Client"


def _transcript(session: Session) -> list[str]:
    from mi_coach.cli.wording import ending, moment, tag

    name = _name(session)
    lines = [f"Session {session.id}, {session.scenario or 'transcript'}, {moment(session.started)}", ""]
    for turn in session.turns:
        lines += [f"{name}: {one_line(turn.client.text)}", f"You: {one_line(turn.reply)}"]
        lines += [f"  {one_line(said)}" for said in beside.lines(turn)]
        lines += ["  (not coded yet)"] if turn.units is None else [tag(unit) for unit in turn.units]
    lines += [f"{name}: {one_line(line.text)}" for line in session.last_words]
    lines.append(ending(session.ending, name))
    if session.ended is None and session.scenario is not None:
        lines.append(f"Carry on with: mi-coach play --resume {session.reference if session.path > 1 else session.id}")
    return lines
