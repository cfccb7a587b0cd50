"""``mi-coach tour``: the two-minute tour, line by line."""

from __future__ import annotations

import sys

import click

from mi_coach.cli import wording
from mi_coach.cli.common import at_terminal, backend, note, one_line, say
from mi_coach.cli.conversation import Lines, piped_lines, typed_lines
from mi_coach.errors import MiCoachError
from mi_coach.service.tour import Goes, Said, Tour

_SKIP = ("s", "skip", "/skip", "/end")

_ON = {
    Goes.TALK: "mi-coach play {gentlest} --plain begins a conversation; mi-coach scenarios list shows all of them.",
    Goes.DRILL: "mi-coach drill begins a round of five minutes; mi-coach drill list shows the skills.",
    Goes.HOME: "mi-coach --help shows what there is. Without a command the app opens.",
}


@click.command("tour", short_help="Take the two-minute tour.")
def command() -> None:
    """A short talk that shows what this is, with the tags that your own replies will have.

    Answer with a number or in your own words; s leaves it. Nothing that you type is kept.
    """
    typing = at_terminal()
    if typing:
        say("Answer with a number, or in your own words. s leaves the tour.")
    tour = Tour()
    _talk(tour, typed_lines() if typing else piped_lines(sys.stdin.buffer), typing)
    try:
        backend().settings.set("toured", "on")
    except MiCoachError as error:
        note(f"the app will offer the tour again: {error.message}")
    gentlest = next((card.id for card in backend().library.cards()), "ID")
    say(_ON[tour.goes or Goes.HOME].format(gentlest=gentlest))


def _talk(tour: Tour, lines: Lines, typing: bool) -> None:
    """Goes on until the tour is over, left, or out of answers."""
    _show(tour.begin(), tour)
    for _, line in lines:
        answer = one_line(line)
        if answer.lower() in _SKIP:
            return
        if not answer:
            continue
        choices = tour.choices
        picked = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 3 else 0
        if picked and not 1 <= picked <= len(choices):
            say(f"Please type a number from 1 to {len(choices)}, or your own words.")
            continue
        if not typing or picked:
            say(f"You: {choices[picked - 1] if picked else answer}")
        said = tour.pick(picked) if picked else tour.say(answer)
        if said is None:
            return
        _show(said, tour)


def _show(said: Said, tour: Tour) -> None:
    say("")
    say(f"MI Coach: {said.text}")
    for unit in said.units:
        say(wording.tag(unit))
    if said.aside:
        say(f"({said.aside})")
    for n, choice in enumerate(tour.choices, 1):
        say(f"{n}. {choice}")
