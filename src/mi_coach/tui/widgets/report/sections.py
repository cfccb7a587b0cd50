"""The parts of the feedback that show figures and pictures, as widgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from mi_coach.scoring.phrases import say
from mi_coach.tui.widgets.chart.strip_chart import StripChart
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.report.course import Course
from mi_coach.tui.widgets.report.figures import Figures, Opens
from mi_coach.tui.widgets.report.measures import Group
from mi_coach.tui.widgets.report.view import OwnView, Unsure
from mi_coach.tui.wording import plain


def figures(groups: Sequence[Group]) -> Iterator[Widget]:
    """Figures that open, in their groups."""
    if not groups:
        yield Static(say("screen.counted_none"), classes="quiet")
        return
    yield Static("Tab to a score or figure, then Enter: the units behind it.", classes="quiet")
    width = max(len(row.name) for group in groups for row in group.rows) + 2
    for group in groups:
        yield from _group(group, width)


def _group(group: Group, width: int) -> Iterator[Widget]:
    if group.title:
        yield Static(group.title, classes="sub")
    if group.about:
        yield Static(plain(group.about), classes="quiet")
    yield Figures(group.rows, width)


def unsure(found: Unsure) -> Iterator[Widget]:
    """How sure the tags are; opens to the units that the coder was unsure of."""
    title = say("heading.unsure")
    units = found.units
    yield Opens(Content(title), title, units, classes="sub") if units else Static(title, classes="sub")
    yield Static(plain(found.text))


def own_view(own: OwnView) -> Iterator[Widget]:
    """The trainee's own view beside the evidence."""
    yield Static(say("self_gap.heading"), classes="sub", id="own-view")
    yield from (Static(plain(text)) for text in (own.whole[0], own.trend) if text)
    for name, mine, evidence, text in own.rows:
        beside = f"  your view {mine}, evidence {evidence}"
        yield Bullet(Content.assemble((plain(name).plain, "bold"), beside, "\n", plain(text)), "▸")
    yield from (Static(plain(text), classes="quiet") for text in own.whole[1:])


def course(found: Course) -> Iterator[Widget]:
    """The conversation as a whole: the arc, what was done after the client's talk, depth, and what the client says."""
    if found.text:
        yield Static(plain(found.text))
    if found.picture:
        yield StripChart(found.picture)
        yield Static(f"{say('arc.scale')} {say('arc.key')}", classes="quiet")
    if found.after:
        yield Static(say("heading.contingencies"), classes="sub")
        yield from (Bullet(plain(line), "▸") for line in found.after)
    if found.depth:
        yield Static(found.depth.title, classes="sub")
        yield Static(plain(found.depth.about))
        if rows := found.depth.rows:
            yield Figures(rows, max(len(row.name) for row in rows) + 2)
    if found.client:
        yield Static(say("heading.client_view"), classes="sub")
        yield from (Bullet(plain(f"“{text}”"), "▸") for text in found.client)
    if found == Course(None, "", (), None, ()):
        yield Static(say("screen.course_none"), classes="quiet")
