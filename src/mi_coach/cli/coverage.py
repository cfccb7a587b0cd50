"""The map of a scenario as a table of at most 80 columns, and as a document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from mi_coach.cli.common import one_line
from mi_coach.domain.scenario import Role
from mi_coach.domain.talk import TalkCode
from mi_coach.service.coverage import OPENNESS, Cell, Coverage

_WIDTH = 79
_TOPIC, _CELL = 26, 7


def map_lines(found: Coverage) -> Iterator[str]:
    """The map with its gaps in words."""
    scenario = found.scenario
    yield from textwrap.wrap(one_line(scenario.title), _WIDTH)
    yield "Lines by topic, talk and openness (1 guarded to 5 laying it bare)."
    if found.sessions:
        yield f"Each place shows reached/lines, over {found.sessions} scripted sessions."
    yield ""
    yield _row("TOPIC", "TALK", [str(n) for n in OPENNESS], "ALL")
    for topic in (*(topic.id for topic in scenario.topics), None):
        yield from _topic(found, topic)
    yield ""
    yield from textwrap.wrap(f"Besides: {_besides(found)}.", _WIDTH)
    yield ""
    yield "Gaps:" if found.gaps else "No gaps."
    for gap in found.gaps:
        yield f"  {gap}"
    if found.sessions:
        count = len(found.unreached)
        if not count:
            yield "Every line was reached."
            return
        told = "1 line or reaction was" if count == 1 else f"{count} lines and reactions were"
        yield f"{told} not reached by any scripted trainee:"
        listed = ", ".join(found.unreached)
        yield from textwrap.wrap(listed, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def document(found: Coverage) -> dict[str, Any]:
    """The map as plain data."""
    return {
        "schema": 1,
        "scenario": found.scenario.id,
        "sessions": found.sessions,
        "cells": [
            {
                "topic": cell.topic,
                "openness": cell.openness,
                "talk": cell.talk.value,
                "lines": list(cell.lines),
                "reached": list(cell.reached) if found.sessions else None,
            }
            for cell in found.cells
        ],
        "gaps": list(found.gaps),
        "unreached": list(found.unreached) if found.sessions else None,
    }


def _topic(found: Coverage, topic: str | None) -> Iterator[str]:
    name = topic or "any topic"
    for talk in TalkCode:
        cells = [found.cell(topic, openness, talk) for openness in OPENNESS]
        if not any(cell.lines for cell in cells):
            continue
        played = bool(found.sessions)
        whole = f"{sum(len(c.reached) for c in cells)}/" if played else ""
        yield _row(name, talk.value, [_place(c, played) for c in cells], f"{whole}{sum(len(c.lines) for c in cells)}")
        name = ""


def _row(topic: str, talk: str, places: list[str], whole: str) -> str:
    shown = topic if len(topic) <= _TOPIC else f"{topic[: _TOPIC - 3]}..."
    return f"{shown:<{_TOPIC}}  {talk:<4}" + "".join(f"{place:>{_CELL}}" for place in (*places, whole))


def _place(cell: Cell, played: bool) -> str:
    if not cell.lines:
        return "."
    return f"{len(cell.reached)}/{len(cell.lines)}" if played else str(len(cell.lines))


def _besides(found: Coverage) -> str:
    counts = {role: len(found.scenario.with_role(role)) for role in (Role.REACTION, Role.FALLBACK, Role.FAREWELL)}
    return ", ".join(f"{count} {role.value}{'' if count == 1 else 's'}" for role, count in counts.items())
