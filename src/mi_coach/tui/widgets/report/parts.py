"""The parts of the feedback as widgets, in the order that helps most: what worked first, the figures late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from mi_coach.domain.session import Session
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.report.view import Measure, Point, Principle, ReportView
from mi_coach.tui.widgets.transcript.turns import ClientLine, Note, ReplyLine
from mi_coach.tui.wording import ending, plain

PARTS = ("What worked", "One next step", "Five principles", "Counts and ratios", "Moments", "Transcript")
"""Headings in order; the keys 1 to 6 lead to them."""

_TOP = 5
_FILLED, _EMPTY = "●", "○"
_EVIDENCE = 3


def heading(number: int) -> Static:
    """The heading of a part, with the key that leads to it."""
    return Static(f"{number}  {PARTS[number - 1]}", classes="heading", id=f"part-{number}")


def parts(view: ReportView, session: Session, name: str, brackets: bool) -> Iterator[Widget]:
    """All parts in order."""
    yield heading(1)
    yield from _points(view.worked, "+", name, "There is too little to quote yet. A few more replies will show it.")
    yield heading(2)
    yield from _next_step(view.next_step, name)
    yield heading(3)
    yield from _principles(view.principles, name)
    yield heading(4)
    yield from _measures(view)
    yield heading(5)
    yield from _points(view.moments, "▸", name, "No single moment stood out.")
    if view.limits:
        yield Static("Where limits or safety came up", classes="sub")
        yield from _points(view.limits, "▸", name)
    if view.soft:
        yield Static("What could land better", classes="sub")
        yield from _points(view.soft, "~", name)
    yield heading(6)
    yield from _transcript(session, name, brackets)
    yield from (Static(plain(note), classes="quiet note") for note in view.notes)


def summary(view: ReportView, session: Session, name: str) -> Content:
    """How it ended and the overall score in two lines."""
    if view.overall is None:
        score = "Too few replies for an overall score."
    else:
        score = f"Overall {view.overall} of 100" + (f" ({view.band})" if view.band else "")
    return Content.assemble(
        ending(session.ending.value if session.ending else None, plain(name).plain), "\n", (score, "bold")
    )


def _points(points: Sequence[Point], sign: str, name: str, nothing: str = "") -> Iterator[Widget]:
    if not points:
        yield Static(nothing, classes="quiet")
    for point in points:
        yield Bullet(point_text(point, name), sign)


def point_text(point: Point, name: str) -> Content:
    """Title, words, notes and another way to say it, as far as they are there."""
    where = f" (reply {point.turn})" if point.turn else ""
    pieces: list[Content] = []
    if point.title:
        pieces.append(Content.assemble((plain(point.title).plain, "bold"), "" if point.quote else where))
    if point.client:
        pieces.append(Content.assemble(plain(name), ": “", plain(_short(point.client)), "”"))
    if point.quote:
        you = "You: " if point.client else ""
        pieces.append(Content.assemble(f"{you}“", plain(_short(point.quote)), f"”{where}"))
    pieces += [plain(note) for note in point.notes]
    if point.better:
        pieces.append(Content.assemble(("Another way: ", "bold"), "“", plain(point.better), "”"))
    return Content("\n").join(pieces)


def _short(text: str, most: int = 220) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rstrip()} …"


def _next_step(step: Point | None, name: str) -> Iterator[Widget]:
    if step is None:
        yield Static("Nothing stands out: practise again and see.", classes="quiet")
    else:
        yield from (Static(text, classes="step") for text in _step_texts(step, name))


def _step_texts(step: Point, name: str) -> Iterator[Content]:
    """The advice, then the moment it comes from."""
    yield point_text(Point(title=step.title, notes=step.notes), name)
    if step.quote or step.better:
        yield point_text(Point(client=step.client, quote=step.quote, turn=step.turn, better=step.better), name)


def _principles(principles: Iterable[Principle], name: str) -> Iterator[Widget]:
    for principle in principles:
        yield Static(_score(principle), classes="principle")
        yield from (Bullet(point_text(p, name), "+", classes="for") for p in principle.for_[:_EVIDENCE])
        for point in principle.against[:_EVIDENCE]:
            sign, kind = ("~", "soft") if point.soft else ("!", "against")
            yield Bullet(point_text(point, name), sign, classes=kind)


def _score(principle: Principle) -> Content:
    name = plain(principle.name[:1].upper() + principle.name[1:])
    if principle.score is None:
        return Content.assemble(name.stylize("bold"), "  too few to say")
    filled = min(_TOP, max(0, round(principle.score)))
    dots = _FILLED * filled + _EMPTY * (_TOP - filled)
    return Content.assemble(name.stylize("bold"), f"  {dots} {principle.score:g} of {_TOP}")


def _measures(view: ReportView) -> Iterator[Widget]:
    rows = (*view.ratios, *view.counts)
    if not rows:
        yield Static("Nothing was counted.", classes="quiet")
        return
    width = max(len(row.name) for row in rows) + 2
    for group in (view.ratios, view.counts):
        if group:
            yield Static(Content("\n").join([_row(row, width) for row in group]), classes="table")


def _row(row: Measure, width: int) -> Content:
    return Content.assemble(f"{row.name:<{width}}", (f"{row.value:>5}", "bold"), "  ", plain(row.band))


def _transcript(session: Session, name: str, brackets: bool) -> Iterator[Widget]:
    for turn in session.turns:
        yield ClientLine(name, turn.client.text)
        yield ReplyLine(turn.reply, turn.units or (), brackets, who=f"You, reply {turn.n}")
    if session.closing:
        yield ClientLine(name, session.closing.text)
    if not session.turns:
        yield Note("There were no replies.")
