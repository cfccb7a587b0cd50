"""Writes progress as one self-contained HTML file, each chart with its figures beside it in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from mi_coach.reports.html import render
from mi_coach.reports.labels import band_name, figure
from mi_coach.scoring.phrases import say

WIDTH, HEIGHT = 640, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 76, 14, 26
_SMALL_FROM = 40

LATEST = 12
"""Conversations whose figures stand open in a table; earlier ones can be unfolded."""


def progress_to_html(document: Mapping[str, Any]) -> str:
    """The progress document as HTML that needs no network and runs no script."""
    sessions = document["sessions"]
    shown = [
        {
            **measure,
            "picture": progress_picture(measure, sessions),
            "rows": rows,
            "open": rows[-LATEST:],
            "folded": rows[:-LATEST],
            "backed": any(row[-1] for row in rows),
        }
        for measure in document["measures"]
        for rows in [measure_rows(measure, sessions)]
    ]
    return render(
        "progress.html.j2",
        say("progress.of", name=document["profile"]["name"]),
        doc=document,
        measures=shown,
        skills=[(s["name"], s["stands"], _last(s), _due(s)) for s in document["skills"]],
        until=day_of(document["until"]),
    )


def progress_picture(measure: Mapping[str, Any], sessions: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Places a measure's dots, the lines between neighbours, and its bands.

    Returns:
        Pixel places; ``None`` without a value. A conversation without the figure leaves a gap in the line.
    """
    values = [point["value"] for point in measure["points"]]
    if all(value is None for value in values):
        return None
    low, high = measure["lowest"], measure["highest"]
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(values) - 1)
    places = [None if v is None else (round(_LEFT + n * step, 1), _y(v, low, high)) for n, v in enumerate(values)]
    bands = [(say(f"band.{name}"), measure[name]) for name in ("fair", "good") if measure[name] is not None]
    return {
        "id": measure["id"],
        "name": say("progress.chart", name=measure["name"]),
        "width": WIDTH,
        "height": HEIGHT,
        "left": _LEFT,
        "right": WIDTH - _RIGHT,
        "axes": [(figure(v), _y(v, low, high)) for v in (low, high)],
        "bands": [(f"{name} {figure(v)}", _y(v, low, high)) for name, v in bands if low < v <= high],
        "dots": [place for place in places if place],
        "size": 2 if len(values) > _SMALL_FROM else 3.5,
        "lines": [(a, b) for a, b in pairwise(places) if a and b],
        "first": day_of(sessions[0]["started"]),
        "last": day_of(sessions[-1]["started"]) if len(sessions) > 1 else "",
        "description": measure["text"],
    }


def measure_rows(
    measure: Mapping[str, Any], sessions: Sequence[Mapping[str, Any]]
) -> list[tuple[str, str, str, str, str]]:
    """A row for each conversation, oldest first: date, with whom, value, band, what stands behind it."""
    return [
        (
            day_of(session["started"]),
            session["client"] or session["title"],
            figure(point["value"]),
            band_name(point["band"]) if point["value"] is not None else band_name("too_few"),
            point["behind"] or "",
        )
        for session, point in zip(sessions, measure["points"], strict=True)
    ]


def day_of(moment: str) -> str:
    """The day of an ISO moment, in the machine's time zone: ``3 May 2026``."""
    local = datetime.fromisoformat(moment).astimezone()
    return f"{local.day} {local:%b %Y}"


def _y(value: float, low: float, high: float) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - (value - low) / (high - low)), 1)


def _last(skill: Mapping[str, Any]) -> str:
    last = skill["last"]
    if not last:
        return figure(None)
    where, came = say(f"stands.{last['where']}"), say(f"stands.{last['came']}")
    return f"{day_of(last['when'])}, {where}: {came}"


def _due(skill: Mapping[str, Any]) -> str:
    if skill["is_due"]:
        return say("stands.now")
    return day_of(skill["due"]) if skill["due"] else figure(None)
