"""Reads the figures of a report document, each with the units that it opens to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mi_coach.domain.codes import CODE_NAMES, Code
from mi_coach.domain.session import Session
from mi_coach.reports.labels import figure, measure_rows
from mi_coach.reports.units import Figure, Sided, depth_figures, global_figures, miti_figures, overall_figures
from mi_coach.tui.widgets.report.behind import Behind, units_behind
from mi_coach.tui.widgets.report.shape import mapping


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure as text.

    Attributes:
        name: What it is called.
        value: The figure.
        band: Its band, or what it is out of; may be empty.
        units: What it was counted from.
        about: What it means and how much stands behind it; may be empty.
    """

    name: str
    value: str
    band: str
    units: tuple[Behind, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that stand together, under a heading and a line about them, either of which may be empty."""

    title: str
    about: str
    rows: tuple[Measure, ...]


def ratios(report: Mapping[str, Any], session: Session) -> tuple[Measure, ...]:
    """Ratios with their bands and what they mean."""
    if not report.get("measures"):
        return ()
    return tuple(
        Measure(name, value, band, units_behind(measure["units"], session), about)
        for (name, value, band, about), measure in zip(measure_rows(report), report["measures"], strict=True)
    )


def counts(report: Mapping[str, Any], session: Session) -> tuple[Measure, ...]:
    """Units by code, roadblocks by kind under theirs."""
    found, kinds = mapping(report.get("counts")), mapping(report.get("roadblocks"))
    behind = mapping(report.get("behind"))
    places, by_kind = mapping(behind.get("counts")), mapping(behind.get("roadblocks"))
    rows = [
        Measure(f"{code.value} {CODE_NAMES[code]}", str(found[code]), "", units_behind(places.get(code), session))
        for code in Code
        if code in found
    ]
    blocks = [Measure(f"   {k}", str(n), "", units_behind(by_kind.get(k), session)) for k, n in kinds.items() if n]
    at = next((n for n, row in enumerate(rows, 1) if row.name.startswith(Code.RB.value)), len(rows))
    return (*rows[:at], *blocks, *rows[at:])


def replies(report: Mapping[str, Any], session: Session) -> tuple[Measure, ...]:
    """Replies by MITI value, those that came up."""
    return _counted(miti_figures(report), session) if report.get("miti") else ()


def made_of(report: Mapping[str, Any], session: Session) -> tuple[Measure, ...]:
    """The parts of the overall score with their weights."""
    return _sided(overall_figures(report), session) if report.get("overall_parts") else ()


def globals_(report: Mapping[str, Any], session: Session) -> tuple[Measure, ...]:
    """The four estimated globals."""
    return _sided(global_figures(report), session) if report.get("globals") else ()


def depths(report: Mapping[str, Any], session: Session) -> tuple[Measure, ...]:
    """Reflections by depth, those levels that came up."""
    return _counted(depth_figures(report), session) if report.get("depth") else ()


def _counted(figures: Iterable[Figure], session: Session) -> tuple[Measure, ...]:
    return tuple(Measure(f.name, f.value, "", units_behind(list(f.units), session)) for f in figures)


def _sided(figures: Iterable[Sided], session: Session) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            f.name,
            f.value,
            f"of 100, weight {f.weight}" if f.weight else "of 5" if f.value != figure(None) else "",
            units_behind({"for": list(f.good), "against": list(f.bad)}, session),
        )
        for f in figures
    )
