"""``mi-coach play``: practises a scenario, in the app or line by line."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from mi_coach.cli.common import LARGEST_SEED, at_terminal, backend, note, print_json, say, shower
from mi_coach.errors import MiCoachError

if TYPE_CHECKING:
    from mi_coach.domain.session import Session
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
    type=click.Choice(["live", "after", "off", "fading"]),
    help="When replies are shown with their codes: after each one, at the end, not at all, or fading: after each one "
    "until your figures hold, then at the end. Line by line only; the app asks. Default: what you chose last, or live.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the finished session as JSON and nothing else.")
@click.option("--resume", metavar="SESSION", help="Carry on an unfinished session instead of starting a new one.")
@click.option(
    "--back",
    type=click.IntRange(1),
    metavar="N",
    help="With --resume, finished or not: go back to reply N of the session and say it differently. The path that is "
    "left stays as it was. Line by line only; in the app press F8.",
)
@click.option(
    "--chair",
    is_flag=True,
    help="Sit in the client's chair: read an example session in which the practitioner uses the scenario's model "
    "replies, with the reason for each. Nothing is stored.",
)
def command(  # noqa: PLR0913, PLR0917 - each option is an argument
    scenario_id: str | None,
    plain: bool,
    seed: int | None,
    coaching: str | None,
    as_json: bool,
    resume: str | None,
    back: int | None,
    chair: bool,
) -> None:
    """Practise the scenario ID.

    At a terminal the app opens; with --plain, --json or in a pipe the conversation goes line by line. In a pipe every
    line that is not empty is one reply, and the end of the input ends the session. At a terminal lines that begin with
    / are commands, which /help lists; a line that begins with // is a reply that begins with /.
    """
    if resume is not None and (seed is not None or coaching is not None):
        raise click.UsageError("A resumed session keeps its seed and coaching; leave out --seed and --coaching.")
    if back is not None and resume is None:
        raise click.UsageError("Name the session to go back in: --resume SESSION --back N.")
    in_app = not (plain or as_json) and at_terminal()
    if chair:
        if resume is not None or coaching is not None:
            raise click.UsageError("--chair shows an example; leave out --resume and --coaching.")
        _chair(scenario_id, seed, as_json, in_app)
    elif in_app:
        if back is not None:
            raise click.UsageError(
                "--back goes with --plain; in the app press F8 in the conversation or T in the feedback."
            )
        _open_app(scenario_id, seed, coaching, resume)
    else:
        practice = _practice(scenario_id, seed, coaching, resume, ask=at_terminal() and not as_json, back=back)
        _line_by_line(practice, as_json)


def _chair(scenario_id: str | None, seed: int | None, as_json: bool, in_app: bool) -> None:
    if scenario_id is None:
        raise MiCoachError(_NO_SCENARIO)
    if not in_app:
        from mi_coach.cli.chair import play_chair

        play_chair(scenario_id, seed, as_json)
        return
    if seed is not None:
        raise click.UsageError("--seed goes with --plain.")
    from mi_coach.cli.open_app import open_app

    open_app(scenario_id, chair=True)


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
    open_app(session.scenario, session.reference)


def _practice(
    scenario_id: str | None,
    seed: int | None,
    coaching: str | None,
    resume: str | None,
    ask: bool,
    back: int | None = None,
) -> Practice:
    """Starts or resumes a session, or goes back in one; at a terminal an unfinished one is offered first."""
    behind = backend()
    if resume is None and scenario_id is not None and ask and seed is None:
        behind.library.card(scenario_id)
        resume = _offer(scenario_id)
    if resume is not None:
        session = behind.session(resume)
        _check_scenario(session.scenario, scenario_id, session.id)
        if back is not None:
            return behind.practice().go_back(session.reference, back)
        return behind.practice().resume(session.reference)
    if scenario_id is None:
        raise MiCoachError(_NO_SCENARIO)
    chosen = behind.coaching(coaching or behind.settings.get("coaching", "live"))
    if ask and chosen.line:
        say(chosen.line)
    return behind.practice().start(scenario_id, seed, chosen.mode)


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


def _kept_as(session: Session) -> str:
    return session.reference if session.path > 1 else session.id


def _line_by_line(practice: Practice, as_json: bool) -> None:
    from mi_coach.cli.before_tags import BeforeTags
    from mi_coach.cli.check_in import offer
    from mi_coach.cli.conversation import Conversation, piped_lines, typed, typed_lines
    from mi_coach.cli.feedback import feedback_lines

    commands = at_terminal() and not as_json
    show = shower(as_json)
    settings = backend().settings
    asks = commands and settings.get("self_rating", "on") == "on"
    name, remark = (commands and settings.get(key, "off") == "on" for key in ("name_first", "notes"))
    before = BeforeTags(name, remark, show, typed) if name or remark else None
    pauses = commands and settings.get("check_in", "on") == "on"
    pause = partial(offer, show=show, read=typed) if pauses else None
    talk = Conversation(practice, show, commands, asks, before, pause)
    source = typed_lines() if commands else piped_lines(sys.stdin.buffer)
    try:
        talk.run(source)
    except KeyboardInterrupt:
        click.echo(err=True)
        way = "sessions show" if talk.practice.over else "play --plain --resume"
        on = "read your feedback" if talk.practice.over else "carry on"
        note(f"what you said is saved; {on} with: mi-coach {way} {_kept_as(talk.practice.session)}")
        raise
    session = talk.practice.session
    document = backend().stored_document(session.reference)
    if as_json:
        print_json(document)
    else:
        for line in feedback_lines(document["report"], trend=backend().gap_trend(session)):
            say(line)
        click.echo(f"\nThis session is kept as {_kept_as(session)}.")
        if session.path > 1:
            say(f"See its paths side by side with: mi-coach sessions compare {session.root}")
    sys.stdout.flush()
    if not commands:
        talk.drain(source)
    if talk.bad_lines:
        click.get_current_context().exit(2)
