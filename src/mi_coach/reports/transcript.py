"""The conversation as it stands at the end of a report: who said what, and how each part was coded."""

from __future__ import annotations

from typing import Any

from mi_coach.domain.reply import Unit
from mi_coach.domain.session import Session
from mi_coach.domain.wording import not_sure, reading
from mi_coach.scoring import beside
from mi_coach.scoring.words import clean


def transcript(session: Session) -> list[dict[str, Any]]:
    """The turns in order, each with ``n``, ``client``, ``reply``, ``units`` of ``n``, ``text`` and ``tag``, ``beside``.

    ``beside`` holds lines about the reply: the trainee's note, what they called it, the hints they looked at.

    All texts are cleaned. What the client said after the last reply are last turns whose ``n`` is ``None``.
    """
    turns: list[dict[str, Any]] = [
        {
            "n": t.n,
            "client": clean(t.client.text),
            "reply": clean(t.reply),
            "units": [{"n": i, "text": clean(u.text), "tag": tag(u)} for i, u in enumerate(t.units or (), 1)],
            "beside": [clean(line) for line in beside.lines(t)],
        }
        for t in session.turns
    ]
    turns += [
        {"n": None, "client": clean(line.text), "reply": "", "units": [], "beside": []} for line in session.last_words
    ]
    return turns


def tag(unit: Unit) -> str:
    """What a unit was coded as, in words; both readings where the coder was unsure."""
    return reading(unit.code, unit.kind, unit.miti) if unit.sure else not_sure(unit)
