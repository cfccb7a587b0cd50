"""Live coaching: one line of why after a reply, and one prompt for the next. Both only say what is true of the turn."""

from __future__ import annotations

from collections.abc import Sequence

from mi_coach.domain.codes import REFLECTIONS, Code, Roadblock
from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import Client, Expects, Line, Mark, Scenario
from mi_coach.domain.session import ClientState, ClientTurn, Session
from mi_coach.domain.talk import TalkCode
from mi_coach.domain.wording import second, short
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.phrases import phrases, say, say_next
from mi_coach.scoring.reading import Reading, read
from mi_coach.scoring.words import clause_at, quote, shared_clause

_PRONOUNS = {"he": ("he", "him", "his"), "she": ("she", "her", "her"), "they": ("they", "them", "their")}
_BENEATH = frozenset({"meaning", "feeling", "value", "strength"})
_SURELY_BENEATH = 0.35
"""Closeness from which a reflection is told to have met what lies beneath (as for quoting in the report)."""

_GOOD = (Code.AF, Code.EA, Code.OQ, Code.SK)
_RULES = frozenset({Expects.LIMITS, Expects.CONFIDENTIALITY, Expects.INFORMATION})
_LEANS = {TalkCode.CT: "change", TalkCode.ST: "sustain"}
_ROSE = {"trust": "trust_up", "importance": "importance_up", "confidence": "confidence_up", "discord": "discord_down"}
_FELL = {"trust": "trust_down", "discord": "discord_up"}
_AS_IT_IS = {"asked_of_harm": "asks_of_harm", "scaling": "scaling"}
"""Phrase of a closed question that is asked as it is -> the cue that tells it."""

_MANY = 2
"""Replies in a row that ask and reflect nothing, from which the prompt is about that."""


def people(client: Client) -> dict[str, str]:
    """What fills the gaps that name the client: ``name``, ``they``, ``them``, ``their``."""
    they, them, their = _PRONOUNS.get(client.pronouns, _PRONOUNS["they"])
    return {"name": quote(client.name, 60), "they": they, "them": them, "their": their}


def why(session: Session, scenario: Scenario, turn: int) -> str:
    """One line on what a coded reply did, from its tags, their evidence and how the client's state moved.

    Args:
        session: The session so far.
        scenario: What is played.
        turn: The reply's number, from 1.

    Returns:
        The line; empty for a reply that is not coded or has no words.
    """
    readings = read(session, scenario)
    found = next((r for r in readings if r.n == turn), None)
    if found is None:
        return ""
    key, unit = _did(found)
    before = session.turns[turn - 2].state if turn > 1 else session.start_state
    state = _moved(found, key, before)
    return say(f"coach.{key}", found.turn.reply, **_words(key, unit, found), state=state, **people(scenario.client))


def prompt(session: Session, scenario: Scenario, agreed: bool = False) -> str:
    """One open question about the line that waits for an answer.

    Args:
        session: The session so far, open, with at least one reply.
        scenario: What is played.
        agreed: The client has offered a next step.

    Returns:
        The question; empty before the first reply and when the session is over.
    """
    if session.ended or not session.turns or session.closing is None:
        return ""
    return say_next(
        f"coach_next.{_situation(session, scenario, agreed)}", len(session.turns), **people(scenario.client)
    )


def _situation(session: Session, scenario: Scenario, agreed: bool) -> str:
    readings = read(session, scenario)
    line = scenario.line(session.closing.line_id) if session.closing else None
    if readings and readings[-1].n == len(session.turns) and readings[-1].blocking:
        return "after_block"
    if line is not None and (called := calls_for(line)):
        return called
    if agreed:
        return "offered"
    if _only_asks(readings):
        return "many_questions"
    return leaning(session.closing)


def calls_for(line: Line) -> str:
    """What a line calls for beyond listening: ``risk``, ``limits`` (role, rules, what is confidential) or nothing."""
    if Mark.RISK in line.marks or Expects.RISK in line.expects:
        return "risk"
    return "limits" if _RULES & frozenset(line.expects) else ""


def leaning(pending: ClientTurn | None) -> str:
    """Which way a client line points: ``discord`` before all else, ``both``, ``change``, ``sustain`` or ``neutral``."""
    talk = {s.code for s in pending.talk or ()} if pending else set()
    if TalkCode.DIS in talk:
        return "discord"
    if {TalkCode.CT, TalkCode.ST} <= talk:
        return "both"
    return next((name for code, name in _LEANS.items() if code in talk), "neutral")


def _only_asks(readings: Sequence[Reading]) -> bool:
    latest = readings[-_MANY:]
    return len(latest) == _MANY and all(r.sure and r.asks and not r.coded(*REFLECTIONS) for r in latest)


def _did(r: Reading) -> tuple[str, Unit]:
    """What a reply chiefly did, as the name of a phrase, and the unit that did it; sure units before unsure ones."""
    if r.blocking:
        unit = r.blocking[0][1]
        return str(unit.kind or Roadblock.JUDGING), unit
    sure = [(i, u) for i, u in r.numbered if u.sure]
    if not sure:
        unit = r.units[0]
        return ("unsure" if second(unit) else "unsure_one"), unit
    copies = [u for i, u in sure if i in r.copies]
    fresh = [(i, u) for i, u in sure if u.code in REFLECTIONS and i not in r.copies]
    if fresh:
        number, unit = max(fresh, key=lambda f: (r.both_sides(f[1]), r.takes_change(*f), r.met(f[0])))
        return _reflected(r, number, unit), unit
    for code in _GOOD:
        for _, unit in sure:
            if unit.code is code:
                return _helped(unit), unit
    if copies:
        return "copied", copies[0]
    stated = [u for _, u in r.states_rules if u.sure]
    if stated:
        return "limits", stated[0]
    order = (Code.RB, Code.PP, Code.GI, Code.CQ, Code.NC)
    unit = min((u for _, u in sure if u.code in order), key=lambda u: order.index(u.code))
    return _other_key(unit), unit


def _reflected(r: Reading, number: int, unit: Unit) -> str:
    if r.both_sides(unit):
        return "double"
    found = r.match(number)
    if found and found.depth in _BENEATH and found.closeness >= _SURELY_BENEATH:
        return "beneath"
    side = "change" if r.takes_change(number, unit) else r.side(number)
    name = side if side in ("change", "sustain", "discord") else "plain"
    # Which side it is on is said only of what was found in the words; of resistance also where a line has nothing else.
    if not r.met(number) and (name == "change" or len(r.talk - {TalkCode.FN}) != 1):
        name = "plain"
    here = found is None or found.line_id in (None, r.turn.client.line_id)
    return f"{name}_picked" if here and shared_clause(unit.text, r.turn.client.text) else name


def _helped(unit: Unit) -> str:
    if unit.code is Code.OQ:
        return "open_change" if speaks_of("change", unit.text) and not speaks_of("sustain", unit.text) else "open"
    return {Code.AF: "affirm", Code.EA: "choice"}.get(unit.code, "together")


def _other_key(unit: Unit) -> str:
    if unit.code is Code.RB:
        return "interpreting_soft" if unit.kind is Roadblock.INTERPRETING else str(unit.kind or Roadblock.JUDGING)
    if unit.code is Code.CQ:
        return next((key for key, cue in _AS_IT_IS.items() if speaks_of(cue, unit.text)), "closed")
    return {Code.PP: "offered", Code.GI: "told"}.get(unit.code, "neutral")


def _words(key: str, unit: Unit, r: Reading) -> dict[str, str]:
    """The words a line quotes: the client's for what was picked up, else those of the trainee that decided."""
    if key.endswith("_picked"):
        return {"words": shared_clause(unit.text, r.turn.client.text)}
    if key.startswith("unsure"):
        return {"first": _heard_as(short(unit.code, unit.kind)), "second": _heard_as(second(unit))}
    at = unit.evidence[0].start - unit.start if unit.evidence else 0
    return {"words": clause_at(unit.text, max(0, at))}


def _heard_as(reading: str) -> str:
    """A reading as it stands in a sentence: nobody means to be "not coded"."""
    return say("coach_reading.nothing") if reading == short(Code.NC, None) else reading


def _moved(r: Reading, key: str, before: ClientState | None) -> str:
    """Which way the client's state went, where it went the way that such a reply moves it; else nothing."""
    after = r.turn.state
    if before is None or after is None or "{state}" not in phrases()[f"coach.{key}"][0]:
        return ""
    change = {name: round(getattr(after, name)) - round(getattr(before, name)) for name in _ROSE}
    worse = {"trust": -change["trust"], "discord": change["discord"]}
    better = {**change, "discord": -change["discord"]}
    wanted, against, names = (worse, better, _FELL) if r.blocking else (better, worse, _ROSE)
    best = max(names, key=lambda name: wanted[name])
    if wanted[best] < 1 or max(against.values()) >= wanted[best]:
        return ""
    return say("coach_state.and", moved=say(f"coach_state.{names[best]}"))
