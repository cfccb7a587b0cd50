"""What progress keeps of one session: its figures, without anybody's words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from mi_coach.domain.session import Session
from mi_coach.scoring.conversation import counted
from mi_coach.service.shown import skills_shown

_PER = 10
"""Replies that counts are shown for."""


def figures_of(session: Session, report: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a session.

    Args:
        session: A session, or a path through one.
        report: Its report document.

    Returns:
        Plain JSON-ready data: ``replies``; ``values`` and ``bands`` by measure (``None`` and ``too_few`` where there is
        too little to go by); ``behind``, what stands behind a figure in words; ``step``, the skill of the ladder that
        the next step asks for; and ``skills``, what was shown of each (:func:`mi_coach.service.shown.skills_shown`).
    """
    ratios, replies = report["ratios"], report["replies"]
    gap, drill = report["self_gap"], report["next_step"]["drill"]
    values = {
        "overall": report["overall"],
        **{name: ratios[name] for name in ("reflection_to_question", "percent_complex", "percent_open")},
        **{name: _of_ten(ratios[name], report) for name in ("mi_adherent", "mi_non_adherent")},
        "talk_share": ratios["talk_share"],
        **{p["id"]: p["score"] for p in report["principles"]},
        "self_gap": gap["mean"] if gap else None,
        "named": _named(session),
        "hints": _hints(session, replies),
    }
    return {
        "replies": replies,
        "values": values,
        "bands": {name: report["bands"].get(name) for name in values},
        "behind": _behind(report),
        "step": drill["skill"] if drill else None,
        "skills": skills_shown(session, report),
    }


def _behind(report: Mapping[str, Any]) -> dict[str, str]:
    """What stands behind ratios and counts, in words."""
    told = {m["id"]: m["behind"] for m in report["measures"] if m["behind"]}
    replies = counted(report["replies"], "reply")
    return told | {name: f"{report['ratios'][name]} in {replies}" for name in ("mi_adherent", "mi_non_adherent")}


def _of_ten(count: int, report: Mapping[str, Any]) -> float | None:
    """A count in ten replies, so that long and short sessions can stand side by side."""
    return None if report["overall"] is None else round(_PER * count / report["replies"], 1)


def _named(session: Session) -> float | None:
    """Share of the named replies that the coder named alike, 0 to 100; those it was unsure of are left out."""
    told = [t.notes.agreed for t in session.turns if t.notes and t.notes.agreed is not None]
    return round(100 * sum(told) / len(told), 1) if told else None


def _hints(session: Session, replies: int) -> int | None:
    """Replies before which a hint was opened; ``None`` for a transcript, where there are none to open."""
    if session.scenario is None or not replies:
        return None
    return sum(bool(t.notes and t.notes.hints) for t in session.turns)


@lru_cache(maxsize=1)
def reckoning() -> str:
    """Names the way in which figures come about: under other rules it is another name, and kept figures are old."""
    digest = sha256()
    service, scoring = files("mi_coach.service"), files("mi_coach.scoring")
    ours = [service.joinpath(name) for name in ("figures.py", "shown.py")]
    theirs = [entry for folder in (scoring, scoring.joinpath("data")) for entry in folder.iterdir() if entry.is_file()]
    for entry in [*ours, *sorted(theirs, key=lambda entry: entry.name)]:
        digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()[:16]
