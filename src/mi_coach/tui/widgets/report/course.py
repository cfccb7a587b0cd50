"""Reads how the conversation went as a whole: its arc, what followed the client's talk, depth, the client's view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mi_coach.domain.session import Session
from mi_coach.domain.talk import TalkCode
from mi_coach.reports.arc import STATE_NAMES, arc_states
from mi_coach.reports.labels import STATE, capital, contingency_line
from mi_coach.scoring.phrases import say
from mi_coach.tui.widgets.chart.strips import Strips
from mi_coach.tui.widgets.report.measures import Group, depths
from mi_coach.tui.widgets.report.shape import mapping, mappings, text_of


@dataclass(frozen=True, slots=True)
class Course:
    """The conversation as a whole; any of the parts may be empty.

    Attributes:
        picture: The client's state and talk reply by reply.
        text: What the picture shows, in a sentence.
        after: What was done after each sort of the client's talk, a line each.
        depth: Reflections by depth.
        client: What the client would say of it, a sentence each.
    """

    picture: Strips | None
    text: str
    after: tuple[str, ...]
    depth: Group | None
    client: tuple[str, ...]


def read_course(report: Mapping[str, Any], session: Session) -> Course:
    """Reads it from a report document; what is missing is left out."""
    arc, depth = mapping(report.get("arc")), mapping(report.get("depth"))
    return Course(
        picture=_picture(arc),
        text=text_of(arc, "text"),
        after=tuple(contingency_line(group) for group in mapping(report.get("contingencies")).values()),
        depth=Group(say("heading.depth"), text_of(depth, "text"), depths(report, session)) if depth else None,
        client=tuple(text_of(view, "text") for view in mappings(report.get("client_view"))),
    )


def _picture(arc: Mapping[str, Any]) -> Strips | None:
    states = arc_states(arc)
    turns = [turn for turn, _ in states]
    if not any(turns):
        return None
    talk = {p["turn"]: p["talk"] or () for p in arc["points"]}
    met = [code.value for code in TalkCode if any(code.value in said for said in talk.values())]
    return Strips(
        strips=[(capital(STATE_NAMES[k]), [state[k] for _, state in states]) for k in STATE],
        foot=say("arc.reply"),
        columns=turns,
        marks=[(code, [turn in talk and code in talk[turn] for turn in turns]) for code in met],
    )
