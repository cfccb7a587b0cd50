"""The units behind every figure of the feedback as plain lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mi_coach.cli.common import one_line
from mi_coach.reports.labels import figure, unit_place
from mi_coach.reports.units import (
    Place,
    Sided,
    code_figures,
    depth_figures,
    global_figures,
    miti_figures,
    overall_figures,
    roadblock_figures,
    shown,
)
from mi_coach.scoring.phrases import say


def evidence_lines(report: Mapping[str, Any]) -> list[str]:
    """Each figure with the units that it was counted from or rests on, and their words.

    Args:
        report: The report document.
    """
    return [_kept(line) for line in _lines(report)]


def _kept(line: str) -> str:
    """One line, its indentation kept."""
    return " " * (len(line) - len(line.lstrip())) + one_line(line) if line else ""


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    for measure in report["measures"]:
        yield from _figure(report, measure["name"], figure(measure["value"]), measure["units"])
    for title, figures in (
        ("Units by code", code_figures(report)),
        ("Roadblocks by kind", roadblock_figures(report)),
        ("Replies by MITI value", miti_figures(report)),
        (say("heading.depth"), depth_figures(report)),
    ):
        for row in figures:
            yield from _figure(report, f"{title}, {row.name}", row.value, row.units)
    for principle in report["principles"]:
        score = figure(principle["score"])
        yield from _sided(report, Sided(principle["name"], score, "", principle["for"], principle["against"]))
    for part in overall_figures(report):
        yield from _sided(report, part._replace(name=f"{say('heading.overall')}, {part.name}"))
    for estimate in global_figures(report):
        yield from _sided(report, estimate._replace(name=f"{say('heading.globals')}, {estimate.name}"))


def _figure(report: Mapping[str, Any], name: str, value: str, units: Sequence[Place]) -> Iterator[str]:
    if units:
        yield from ("", f"{name}: {value}")
        yield from (f"  {line}" for line in _units(report, units))


def _sided(report: Mapping[str, Any], row: Sided) -> Iterator[str]:
    if row.good or row.bad:
        yield from ("", f"{row.name}: {row.value}")
        yield from (f"  + {line}" for line in _units(report, row.good))
        yield from (f"  - {line}" for line in _units(report, row.bad))


def _units(report: Mapping[str, Any], places: Sequence[Place]) -> Iterator[str]:
    for unit in shown(report, places):
        words = f': "{unit.quote}"' if unit.quote else ""
        yield f"{unit_place(unit.turn, unit.unit)}, {unit.tag}{words}"
