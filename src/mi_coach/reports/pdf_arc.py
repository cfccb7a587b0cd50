"""Draws the picture of the conversation's arc on paper, from the same places as the web page's."""

from __future__ import annotations

from typing import Any

from mi_coach.reports.pdf_paper import LINE, Paper
from mi_coach.reports.pdf_text import printable


def draw_arc(paper: Paper, picture: dict[str, Any]) -> None:
    """Draws what :func:`mi_coach.reports.svg.arc_picture` placed, on one page with what is said of it."""
    scale = paper.epw / picture["width"]
    height = picture["height"] * scale
    if paper.will_page_break(height + 4 * LINE):
        paper.add_page()
    left, top = paper.l_margin, paper.y

    def at(x: float, y: float) -> tuple[float, float]:
        return left + x * scale, top + y * scale

    def label(x: float, y: float, text: str, size: float, across: float) -> None:
        """Text whose foot is at the place; ``across`` is how much of its width lies left of it."""
        paper.set_font("helvetica", size=size)
        shown = printable(text)
        px, py = at(x, y)
        paper.text(px - paper.get_string_width(shown) * across, py, shown)

    paper.set_draw_color(190)
    paper.set_line_width(0.2)
    for value, y in picture["axes"]:
        paper.line(*at(picture["left"], y), *at(picture["right"], y))
        label(picture["left"] - 6, y + 4, str(value), 8, 1.0)
    paper.set_draw_color(0)
    paper.set_line_width(0.45)
    for line in picture["lines"]:
        points = [place.split(",") for place in line["points"].split()]
        _line(paper, [at(float(x), float(y)) for x, y in points], [float(d) * scale for d in _dashes(line)])
        for x, y in [*line["marks"], (picture["right"] + 12, line["y"] - 4)]:
            _mark(paper, line["mark"], *at(x, y))
        label(picture["right"] + 20, line["y"], line["label"], 8.5, 0.0)
    paper.set_line_width(0.2)
    for turn in picture["turns"]:
        label(turn["x"], picture["height"] - 30, str(turn["n"]), 8, 0.5)
        label(turn["x"], picture["height"] - 14 + 9 * turn["low"], turn["talk"], 6.5, 0.5)
    paper.set_y(top + height + 2)


def _dashes(line: dict[str, Any]) -> list[str]:
    """The first dash and gap; paper knows no longer patterns, and the marks tell the lines apart too."""
    return [] if line["dashes"] == "none" else line["dashes"].split()[:2]


def _line(paper: Paper, places: list[tuple[float, float]], dashes: list[float]) -> None:
    if dashes:
        paper.set_dash_pattern(*dashes)
    paper.polyline(places)
    paper.set_dash_pattern()


def _mark(paper: Paper, kind: str, x: float, y: float) -> None:
    """A mark filled with white, so that the line shows beneath it."""
    r = 0.85
    paper.set_fill_color(255)
    if kind == "dot":
        paper.circle(x, y, r, style="DF")
    elif kind == "square":
        paper.rect(x - r, y - r, 2 * r, 2 * r, style="DF")
    elif kind == "triangle":
        paper.polygon([(x, y - 1.2 * r), (x - 1.2 * r, y + r), (x + 1.2 * r, y + r)], style="DF")
    else:
        paper.line(x - r, y - r, x + r, y + r)
        paper.line(x - r, y + r, x + r, y - r)
