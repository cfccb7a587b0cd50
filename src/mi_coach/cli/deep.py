"""``mi-coach scenarios check --deep``: how a scenario's client answers hundreds of generated trainees."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mi_coach.cli.common import backend, is_terminal, note, print_json
from mi_coach.service.text import clean_reply

if TYPE_CHECKING:
    from mi_coach.service.drafts import Draft
    from mi_coach.service.harness import Outcome

TRAINEES, SEEDS = 100, 1
"""Enough to find most faults in about a minute."""


def check_deep(path: Path | None, trainees: int, seeds: int, as_json: bool) -> bool:
    """Measures one scenario, or without ``path`` every one of the library, and prints what was found.

    Args:
        path: A scenario's file or folder, or its id.
        trainees: Generated trainees.
        seeds: Conversations of each.
        as_json: Print one JSON document.

    Returns:
        Whether every limit is kept.

    Raises:
        MiCoachError: There is no such scenario, or it has errors.
    """
    from mi_coach.service.harness.table import document, plain_lines

    names = [str(path)] if path is not None else [card.id for card in backend().library.cards()]
    drafts = [_opened(name) for name in names]
    outcomes = []
    for draft in drafts:
        outcomes.append(_measured(draft, trainees, seeds))
        if not as_json:
            for line in plain_lines(outcomes[-1]):
                click.echo(clean_reply(line))
    if as_json:
        print_json(document(outcomes))
    return all(outcome.ok for outcome in outcomes)


def _opened(name: str) -> Draft:
    from mi_coach.service.drafts import open_draft

    draft = open_draft(backend().library, name)
    if draft.note:
        note(draft.note)
    return draft


def _measured(draft: Draft, trainees: int, seeds: int) -> Outcome:
    from mi_coach.service.harness import measure

    def told(coded: int) -> None:
        click.echo(f"\r{draft.scenario.id}: {coded} replies coded", err=True, nl=False)

    plans = draft.plans()
    if plans is None:
        note(f"{draft.scenario.id} has no testplan.yaml; what needs one is left out")
    shown = is_terminal(sys.stderr)
    outcome = measure(draft.scenario, plans, backend().coder(), trainees, seeds, progress=told if shown else None)
    if shown:
        click.echo("\r\x1b[2K", err=True, nl=False)
    return outcome
