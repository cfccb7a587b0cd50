"""``mi-coach profile``: several people on one machine. Profiles are a courtesy, not a lock."""

from __future__ import annotations

from typing import Any

import click

from mi_coach.cli.common import at_terminal, backend, json_option, one_line, print_json, say, table
from mi_coach.domain.profile import Profile

LOCK = "Profiles keep people's practice apart. They are a courtesy, not a lock: whoever uses this account can open all."


@click.group("profile", short_help="People who share this machine.")
def command() -> None:
    """List, make, choose and delete profiles, one for each person who practises on this machine.

    A profile needs no name. Profiles are a courtesy, not a lock: whoever uses this account on the machine can open
    them all.
    """


@command.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List the profiles; a star marks whose practice it is now."""
    people = backend().people
    current, everybody = people.current().id, people.all()
    if as_json:
        found = [_profile(p) | {"current": p.id == current} for p in everybody]
        print_json({"schema": 1, "profiles": found})
        return
    from mi_coach.cli.wording import moment

    rows = [["", "PROFILE", "NAME", "MADE"]]
    rows += [["*" if p.id == current else "", p.id, one_line(p.name), moment(p.created)] for p in everybody]
    for line in table(rows):
        click.echo(line)
    say(LOCK)


@command.command("new", short_help="Make a profile.")
@click.argument("name", required=False, default="")
@json_option
def new(name: str, as_json: bool) -> None:
    """Make a profile called NAME; without NAME it gets a number. It is not yet the one in use."""
    profile = backend().people.new(name)
    if as_json:
        print_json({"schema": 1, "profile": _profile(profile)})
        return
    say(f"Profile {profile.id} is made. Use it with: mi-coach profile use {profile.id}")


@command.command("use", short_help="Choose whose practice it is.")
@click.argument("profile", metavar="PROFILE")
@json_option
def use(profile: str, as_json: bool) -> None:
    """Make PROFILE (an id or name) the one in use, here and in the app."""
    chosen = backend().people.use(profile)
    if as_json:
        print_json({"schema": 1, "profile": _profile(chosen)})
        return
    say(f"From now on it is the practice of {one_line(chosen.name)} ({chosen.id}).")


@command.command("delete", short_help="Delete a profile with all its data.")
@click.argument("profile", metavar="PROFILE")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
@json_option
def delete(profile: str, yes: bool, as_json: bool) -> None:
    """Delete PROFILE (an id or name) with its sessions, drills and saved reports, for good.

    The only profile stays; mi-coach data delete empties it.
    """
    personal = backend().personal
    kept = personal.kept(profile)
    if not yes:
        if as_json or not at_terminal():
            raise click.UsageError("Deleting needs --yes here, where nobody can be asked.")
        say(f"{one_line(kept.name)} ({kept.profile}) has {kept.told}. mi-coach data export keeps a copy.")
        if not click.confirm(f"Delete profile {kept.profile} with all of it, for good?", default=False):
            click.echo("Nothing was deleted.")
            return
    gone = personal.delete(kept.profile, with_profile=True)
    if as_json:
        print_json({"schema": 1, "deleted": gone.to_dict()})
        return
    say(f"Profile {gone.profile} is deleted, and with it {gone.told}.")


def _profile(profile: Profile) -> dict[str, Any]:
    return {"id": profile.id, "name": profile.name, "created": profile.created.isoformat()}
