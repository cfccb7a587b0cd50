"""What worked, in the trainee's own words: where every report begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mi_coach.domain.codes import Code
from mi_coach.domain.session import Session
from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.conversation import handled_limits, slipped, times
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.doubt import clean_reply, creditable, of_oneself, rough
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import CLOSE, DEEPER, Reading
from mi_coach.scoring.weighing import sought
from mi_coach.scoring.words import quote

MOST = 3


def worked(session: Session, readings: Sequence[Reading], name: str) -> list[dict[str, Any]]:
    """Two or three things that worked, the most telling of each kind, in order of turn.

    Only sure units of replies without a roadblock are quoted, and none of a reply that let limits or risk go by; at
    most two are reflections. Where there is none, something kind that is true of the session: what they wanted to know,
    that they did not argue, that they stayed. After a walk-out, and where roadblocks outnumber what was done well, it
    is that they kept going and at most one thing that surely helped.
    """
    hard_going = bool(session.turns) and rough(session, readings)
    best: dict[str, tuple[float, Reading, int]] = {}
    for at, r in enumerate(readings):
        if hard_going and not _helped_for_sure(readings, at):
            continue
        for kind, weight, number in _strengths(readings, at):
            if hard_going and kind in _NOT_IN_HARD_GOING:
                continue
            if kind not in best or weight > best[kind][0]:
                best[kind] = (weight, r, number)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[1][1].n))
    chosen: dict[tuple[int, int], str] = {}
    for kind, (_, r, number) in ranked:
        if kind in _REFLECTING and sum(k in _REFLECTING for k in chosen.values()) == _MOST_REFLECTING:
            continue
        # Three things from three places show more of a session than two from one reply.
        if len(chosen) < (1 if hard_going else MOST) and all(r.n != turn for turn, _ in chosen):
            chosen[r.n, number] = kind
    by_turn = {r.n: r for r in readings}
    found = [_document(by_turn[n], number, kind, name) for (n, number), kind in sorted(chosen.items())]
    if hard_going:
        return [*found, _plain("kept_going", session.turns[0].reply, name=name)]
    return found + _kind_words(session, readings, name)[: max(0, 2 - len(found))]


_NOT_IN_HARD_GOING = frozenset({"double_sided", "open", "collaborate", "limits"})
_REFLECTING = frozenset({"reflection", "change_side", "rolled", "sustain", "double_sided", "summary"})
_MOST_REFLECTING = 2
_MOST_TRUST = 4.0
_LEFT_UNDONE = frozenset({"dodged", "passed", "threat"})


def _helped_for_sure(readings: Sequence[Reading], at: int) -> bool:
    """True when a reply holds no roadblock of any sort and the client neither lost trust nor pushed back after it."""
    r = readings[at]
    if r.has({Code.RB}) or not r.sure or not clean_reply(r):
        return False
    after = readings[at + 1] if at + 1 < len(readings) else None
    before = next((e.turn.state for e in reversed(readings[:at]) if e.turn.state), None)
    state = r.turn.state
    worse = before is not None and state is not None and (state.trust < before.trust or state.discord > before.discord)
    return after is not None and TalkCode.DIS not in after.talk and not worse


def _strengths(readings: Sequence[Reading], at: int) -> Iterator[tuple[str, float, int]]:
    """Each strength of a reply with how telling it is and its unit; change talk or trust that follows adds to it."""
    r = readings[at]
    if (handled_limits(readings, at) or ("", None))[0] in _LEFT_UNDONE or (slipped(r) or ("", None))[0] == "passed":
        return
    after = readings[at + 1] if at + 1 < len(readings) else None
    bonus = 1.0 if after and after.n == r.n + 1 and TalkCode.CT in after.talk else 0.0
    earlier, state = readings[at - 1].turn.state if at else None, r.turn.state
    if earlier is not None and state is not None:
        bonus += max(0.0, min(state.trust - earlier.trust, _MOST_TRUST)) / 10
    for number, unit in creditable(r, r.numbered):
        if number in r.copies or of_oneself(unit):
            continue
        if unit.code in (Code.SR, Code.CR):
            yield _reflection(r, number, bonus)
        elif unit.code is Code.GI and (number, unit) in r.states_rules and r.rules_asked:
            yield "limits", 4.5 + bonus, number
        elif unit.code is not Code.RB and speaks_of("repair", unit.text):
            yield "repair", 4.7 + bonus, number
        elif unit.code in _PLAIN:
            kind, weight = _PLAIN[unit.code]
            yield kind, weight + bonus, number


_PLAIN = {
    Code.AF: ("affirmation", 4.8),
    Code.EA: ("autonomy", 3.5),
    Code.OQ: ("open", 2.5),
    Code.SK: ("collaborate", 2.5),
}


def _reflection(r: Reading, number: int, bonus: float) -> tuple[str, float, int]:
    unit = r.units[number - 1]
    match = r.match(number)
    deeper = 0.5 if match and match.depth in DEEPER and r.fits(number) else 0.0
    longer = min(len(unit.text), 200) / 1000
    loose = 0.0 if r.fits(number) else 0.5
    weight = (4.0 if unit.code is Code.CR else 3.0) + deeper + longer + bonus - loose
    if r.gathers(unit):
        return "summary", weight, number
    if r.both_sides(unit):
        return "double_sided", weight, number
    if r.took_change(number, unit):
        return "change_side", weight + 0.5, number
    # That a reason was heard out is said only where the reflection did not go elsewhere with it.
    if TalkCode.DIS in r.talk or r.heard_out(number):
        return "rolled" if TalkCode.DIS in r.talk else "sustain", weight, number
    return "reflection", weight - 0.5, number


def _document(r: Reading, number: int, kind: str, name: str) -> dict[str, Any]:
    words = quote(r.units[number - 1].text)
    client = quote(r.turn.client.text, 90)
    # The line is quoted with a reflection only where that is known to take up this very line.
    answering = kind in ("rolled", "sustain", "change_side", "reflection") and client and r.closeness(number) >= CLOSE
    named = f"{kind}_answering" if answering else kind
    found = r.match(number)
    if kind == "reflection" and answering and found is not None and found.depth in DEEPER:
        named = "reflection_deeper"
    if kind == "collaborate":
        named = f"sought_{sought(r.units[number - 1].text)}"
    text = say(f"worked.{named}", words, quote=words, said=client, name=name, turn=r.n)
    return {"turn": r.n, "unit": number, "quote": words, "kind": kind, "text": text}


def _kind_words(session: Session, readings: Sequence[Reading], name: str) -> list[dict[str, Any]]:
    """True and kind things to say when few units bear a strength."""
    if not session.turns:
        return [_plain("began", "")]
    replies = len(session.turns)
    found = []
    if asked := [(r, i, u) for r in readings for i, u in creditable(r, r.coded(Code.CQ))]:
        # The fullest question shows most of what they wanted to know.
        r, i, u = max(asked, key=lambda a: (len(a[2].text), -a[0].n))
        found.append(
            {
                **_plain("curious", u.text, quote=quote(u.text), turn=r.n, name=name),
                "turn": r.n,
                "unit": i,
                "quote": quote(u.text),
            }
        )
    if len(readings) > 1 and all(clean_reply(r) for r in readings):
        found.append(_plain("no_argument", session.turns[0].reply, name=name))
    return [*found, _plain("stayed", session.turns[-1].reply, replies=replies, times=times(replies), name=name)]


def _plain(kind: str, content: str, **fields: object) -> dict[str, Any]:
    return {"turn": None, "unit": None, "quote": "", "kind": kind, "text": say(f"worked.{kind}", content, **fields)}
