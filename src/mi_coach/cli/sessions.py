"""``mi-coach sessions``: what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mi_coach.cli.common import at_terminal, backend, json_option, one_line, print_json, say, table

if TYPE_CHECKING:
    from mi_coach.domain.session import Session
    from mi_coach.domain.stored import SessionSummary


@click.group("sessions")
def command() -> None:
    """List, show and delete stored sessions."""


@command.command("list")
@json_option
def list_sessions(as_json: bool) -> None:
    """List all sessions, newest first."""
    found = backend().sessions()
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
@json_option
def show(session_id: str, as_json: bool) -> None:
    """Show SESSION (an id from the list, or its beginning): what was said, how it was coded, the feedback."""
    behind = backend()
    session = behind.session(session_id)
    document = behind.document(session)
    if as_json:
        print_json(document)
        return
    from mi_coach.cli.feedback import feedback_lines

    for line in [*_transcript(session), *feedback_lines(document["report"])]:
        say(line)


@command.command("delete")
@click.argument("session_id", metavar="SESSION")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
@json_option
def delete(session_id: str, yes: bool, as_json: bool) -> None:
    """Delete SESSION for good, by its whole id."""
    behind = backend()
    if not yes:
        if as_json or not at_terminal():
            raise click.UsageError("Deleting needs --yes here, where nobody can be asked.")
        found = next((s for s in behind.sessions() if s.id == session_id), None)
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
    }


def _question(summary: SessionSummary) -> str:
    from mi_coach.cli.wording import moment, replies

    what = f"{summary.scenario or 'transcript'} of {moment(summary.started)} with {replies(summary.replies)}"
    return f"Delete session {summary.id}, {one_line(what)}, for good?"


def _transcript(session: Session) -> list[str]:
    from mi_coach.cli.wording import ending, moment, tag

    scenario = backend().scenario_of(session)
    name = scenario.client.name if scenario else "Client"
    lines = [f"Session {session.id}, {session.scenario or 'transcript'}, {moment(session.started)}", ""]
    for turn in session.turns:
        lines += [f"{name}: {one_line(turn.client.text)}", f"You: {one_line(turn.reply)}"]
        lines += ["  (not coded yet)"] if turn.units is None else [tag(unit) for unit in turn.units]
    if session.closing is not None:
        lines.append(f"{name}: {one_line(session.closing.text)}")
    lines.append(ending(session.ending, name))
    if session.ended is None and session.scenario is not None:
        lines.append(f"Carry on with: mi-coach play --resume {session.id}")
    return lines
