"""What a session shows of each skill of the ladder: uses that may be held up, and chances there were."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from mi_coach.domain.codes import Code
from mi_coach.domain.session import Session
from mi_coach.exercises.types import Skill
from mi_coach.scoring.weighing import sought

ENOUGH = 2
"""Uses in one session from which a skill held; chances from which a session can show that one did not."""

SHARE = {Skill.SIMPLE_REFLECTION: 1 / 3}
"""Share of the chances that is enough. Nobody reflects in every reply, so there a third is."""

HALF = 0.5


class Outcome(StrEnum):
    """How a skill went."""

    HELD = "held"
    SOME = "some"
    NOT_YET = "not_yet"


_KINDS = {
    Skill.EVOKING_CHANGE_TALK: ("desire", {"ask_change"}),
    Skill.REFLECTING_CHANGE_TALK: ("desire", {"change_side", "double_sided"}),
    Skill.DOUBLE_SIDED: ("desire", {"double_sided"}),
    Skill.AFFIRMATION: ("self_belief", {"affirmed"}),
    Skill.AUTONOMY: ("self_belief", {"choice"}),
}
"""Principle and kinds of evidence for it that show a skill."""


def skills_shown(session: Session, report: Mapping[str, Any]) -> dict[str, list[int | None]]:
    """Replies that used a skill, and replies that were a chance to, by skill; skills without either are left out.

    A skill is a list of two numbers. The second is ``None`` where a session cannot say when it would have been fit.
    Only what the report may hold up counts: units of which the coder was sure, in replies without a roadblock.
    """
    evidence = {p["id"]: p["for"] for p in report["principles"]}
    reflecting = {e["turn"] for e in evidence["empathy"]}
    used = {skill: {e["turn"] for e in evidence[p] if e["kind"] in kinds} for skill, (p, kinds) in _KINDS.items()}
    deep = (report["depth"] or {}).get("reflections") or {}
    met = {level: reflecting & {e["turn"] for e in deep.get(level, ())} for level in ("meaning", "feeling", "value")}
    used |= {
        Skill.SIMPLE_REFLECTION: reflecting,
        Skill.COMPLEX_MEANING: met["meaning"],
        Skill.COMPLEX_FEELING: met["feeling"] | met["value"],
        Skill.REFLECT_AND_ASK: {n for n in reflecting if _ends_in_question(session, n)},
        Skill.AGENDA: {e["turn"] for e in evidence["contracts"] if _agenda(session, e)},
        Skill.ELICIT_PROVIDE_ELICIT: _provided_and_asked(session),
    }
    talk = report["contingencies"] or {}
    chances = {Skill.SIMPLE_REFLECTION: report["replies"]}
    if talk:
        chances[Skill.REFLECTING_CHANGE_TALK] = talk["change_talk"]["times"]
    found: dict[str, list[int | None]] = {s.value: [len(turns), chances.get(s)] for s, turns in used.items()}
    if talk:
        found[Skill.DISCORD.value] = [talk["discord"]["helped"], talk["discord"]["times"]]
    return {skill.value: found[skill.value] for skill in Skill if any(found.get(skill.value, ()))}


def outcome(skill: Skill, used: int, chances: int | None) -> Outcome | None:
    """How a skill went in a session; ``None`` when the session does not say."""
    if chances is None or chances < ENOUGH:
        return Outcome.HELD if used >= ENOUGH else Outcome.SOME if used else None
    if used >= SHARE.get(skill, HALF) * chances:
        return Outcome.HELD
    return Outcome.SOME if used else Outcome.NOT_YET


def _ends_in_question(session: Session, turn: int) -> bool:
    units = session.turns[turn - 1].units or ()
    return bool(units) and units[-1].sure and units[-1].code is Code.OQ


def _agenda(session: Session, evidence: Mapping[str, Any]) -> bool:
    units = session.turns[evidence["turn"] - 1].units or ()
    at = evidence["unit"]
    return evidence["kind"] == "sought" and bool(at) and sought(units[at - 1].text) != "permission"


def _provided_and_asked(session: Session) -> set[int]:
    """Replies that tell something and ask before or after it, without a roadblock."""
    found = set()
    for turn in session.turns:
        sure = {u.code for u in turn.units or () if u.sure}
        clean = all(u.code is not Code.RB for u in turn.units or ())
        if clean and sure & {Code.GI, Code.PP} and sure & {Code.SK, Code.OQ}:
            found.add(turn.n)
    return found
