"""The parts of the feedback as widgets, in the order that helps most: what worked first, the figures late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from mi_coach.domain.session import Session
from mi_coach.reports.units import more_line, told_line
from mi_coach.scoring import beside
from mi_coach.scoring.phrases import say
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.report import sections
from mi_coach.tui.widgets.report.figures import Opens
from mi_coach.tui.widgets.report.spots import PointSpot, ReplySpot
from mi_coach.tui.widgets.report.view import BANDS, Point, Principle, ReportView
from mi_coach.tui.widgets.transcript.turns import ClientLine, Note
from mi_coach.tui.wording import ending, plain

PARTS = (
    "What worked",
    "One next step",
    "Five principles",
    "Counts and ratios",
    "Moments",
    say("heading.arc"),
    "Transcript",
)
"""Headings in order; the keys 1 to 7 lead to them."""

_TOP = 5
_FILLED, _EMPTY = "●", "○"
_EVIDENCE = 3


def heading(number: int) -> Static:
    """The heading of a part, with the key that leads to it."""
    return Static(f"{number}  {PARTS[number - 1]}", classes="heading", id=f"part-{number}")


def parts(view: ReportView, session: Session, name: str, brackets: bool, tags: bool = True) -> Iterator[Widget]:
    """All parts in order; the conversation with its tags, or without."""
    yield from (Static(plain(note), classes="step") for note in view.first)
    yield heading(1)
    yield from _points(view.worked, "+", name, say("screen.worked_none"))
    yield heading(2)
    yield from _next_step(view.next_step, name)
    if view.drill:
        yield Static(plain(say("label.practise_key", name=view.drill[1])), classes="step")
    yield heading(3)
    yield from _principles(view.principles, name)
    yield heading(4)
    yield from sections.figures(view.figures)
    if view.unsure:
        yield from sections.unsure(view.unsure)
    if view.own:
        yield from sections.own_view(view.own)
    if view.beside:
        yield Static(say("beside.heading"), classes="sub")
        yield from (Bullet(plain(line), "▸") for line in view.beside)
    yield heading(5)
    yield from _points(view.moments, "▸", name, say("screen.moments_none"), again=True)
    if view.limits:
        yield Static(say("screen.limits"), classes="sub")
        yield from _points(view.limits, "▸", name, again=True)
    if view.soft:
        yield Static(say("screen.better"), classes="sub")
        yield from _points(view.soft, "~", name, again=True)
    yield heading(6)
    yield from sections.course(view.course)
    yield heading(7)
    yield from _transcript(session, name, brackets, tags)
    yield from (Static(plain(note), classes="quiet note") for note in view.notes)


def summary(view: ReportView, session: Session, name: str) -> Content:
    """How it ended and the overall score in two lines."""
    if view.overall is None:
        score = say("screen.overall_none")
    else:
        score = f"Overall {view.overall} of 100" + (f" ({view.band})" if view.band else "")
    return Content.assemble(
        ending(session.ending.value if session.ending else None, plain(name).plain), "\n", (score, "bold")
    )


def _points(
    points: Sequence[Point], sign: str, name: str, nothing: str = "", *, again: bool = False
) -> Iterator[Widget]:
    """The points; ``again`` where the reply that one is about can be said differently from here."""
    if not points:
        yield Static(nothing, classes="quiet")
    for point in points:
        text = point_text(point, name)
        yield PointSpot(text, sign, point.turn) if again and point.turn else Bullet(text, sign)


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
    notes = [plain(note) for note in point.notes]
    if notes and not (point.title or point.quote):
        notes[0] += Content(where)
    pieces += notes
    if point.better:
        pieces.append(Content.assemble((f"{say('label.another_way')}: ", "bold"), "“", plain(point.better), "”"))
    return Content("\n").join(pieces)


def _short(text: str, most: int = 220) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most].rstrip()} …"


def _next_step(step: Point | None, name: str) -> Iterator[Widget]:
    if step is None:
        yield Static(say("screen.next_none"), classes="quiet")
    else:
        yield from (Static(text, classes="step") for text in _step_texts(step, name))


def _step_texts(step: Point, name: str) -> Iterator[Content]:
    """The advice, then the moment it comes from."""
    yield point_text(Point(title=step.title, notes=step.notes), name)
    if step.quote or step.better:
        yield point_text(Point(client=step.client, quote=step.quote, turn=step.turn, better=step.better), name)


def _principles(principles: Iterable[Principle], name: str) -> Iterator[Widget]:
    for principle in principles:
        score = _score(principle)
        yield Opens(score, score.plain, principle.units, classes="principle")
        yield from _evidence(principle.for_, name, "+", "for")
        fresh = [p for p in principle.against if not p.told_under]
        yield from _evidence(fresh, name, "!", "against")
        yield from (Bullet(plain(line), "!", classes="against") for line in _told(principle))


def _evidence(points: Sequence[Point], name: str, sign: str, side: str) -> Iterator[Widget]:
    """The first few pieces, and where the rest of them are; the score opens to all."""
    yield from (Bullet(point_text(p, name), sign, classes=side) for p in points[:_EVIDENCE])
    if rest := [p.turn for p in points[_EVIDENCE:] if p.turn is not None]:
        yield Bullet(plain(more_line(rest)), sign, classes=side)


def _told(principle: Principle) -> Iterator[str]:
    """A line for each principle under which the rest of the evidence against this one is quoted."""
    turns: dict[str, list[dict[str, int]]] = {}
    for point in principle.against:
        if point.told_under and point.turn is not None:
            turns.setdefault(point.told_under, []).append({"turn": point.turn})
    yield from (told_line(found, under) for under, found in turns.items())


def _score(principle: Principle) -> Content:
    name = plain(principle.name[:1].upper() + principle.name[1:])
    if principle.score is None:
        return Content.assemble(name.stylize("bold"), f"  {plain(principle.note or BANDS['too_few']).plain}")
    filled = min(_TOP, max(0, round(principle.score)))
    dots = _FILLED * filled + _EMPTY * (_TOP - filled)
    return Content.assemble(name.stylize("bold"), f"  {dots} {principle.score:g} of {_TOP}")


def _transcript(session: Session, name: str, brackets: bool, tags: bool) -> Iterator[Widget]:
    if not tags:
        yield Static(say("coaching.off", how=say("coaching.off_app")), classes="quiet", id="no-tags")
    for turn in session.turns:
        yield ClientLine(name, turn.client.text)
        reply = ReplySpot(
            turn.reply,
            (turn.units or ()) if tags else (),
            brackets,
            who=f"You, reply {turn.n}",
            beside=beside.lines(turn),
        )
        reply.id, reply.turn = f"reply-{turn.n}", turn.n
        yield reply
    yield from (ClientLine(name, line.text) for line in session.last_words)
    if not session.turns:
        yield Note(say("screen.replies_none"))
