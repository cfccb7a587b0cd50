"""Up to three turning points: what was said, what it led to, another way to answer, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mi_coach.domain.codes import REFLECTIONS, Code, Roadblock
from mi_coach.domain.scenario import Expects, Mark
from mi_coach.domain.session import ClientState, Ending, Session
from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.conversation import handled_limits, slipped
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.doubt import creditable, of_oneself, rough
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import Numbered, Reading
from mi_coach.scoring.weighing import missed_change
from mi_coach.scoring.words import quote

MOST = 3
_HARMS = (Roadblock.LABELLING, Roadblock.MORALISING, Roadblock.WARNING)
_GOOD = (Code.CR, Code.AF, Code.SR, Code.EA, Code.OQ, Code.SK)
_GOOD_ORDER = {code: at for at, code in enumerate(_GOOD)}
_CODE_WEIGHT = {Code.CR: 3.0, Code.SR: 2.0, Code.AF: 2.0, Code.EA: 2.0, Code.OQ: 1.5, Code.SK: 1.0, Code.CQ: -1.0}


@dataclass(frozen=True, slots=True)
class _Moment:
    reading: Reading
    sort: str
    reason: str
    size: float
    unit: int | None


def moments(session: Session, readings: Sequence[Reading], name: str) -> list[dict[str, Any]]:
    """The turning points in order of turn.

    First the client walking out and the worst label, shaming or threat, where they happened; then the best of what was
    missed, hindered (where none of it stands yet) and helped, then the next largest. Nothing is shown as a help in a
    session that went badly. Size is how far the client's state moved; where that is unknown, what the reply did (a
    design judgement). The same reason is told a second time only where there is no other.
    """
    before = _states_before(session)
    found = [m for at in range(len(readings)) for m in _candidates(readings, at, before)]
    if rough(session, readings):
        found = [m for m in found if m.sort != "helped"]
    found.sort(key=lambda m: (-m.size, m.reading.n))
    chosen: dict[int, _Moment] = {}
    if session.ending is Ending.WALKED_OUT and readings and readings[-1].n == session.turns[-1].n:
        last = readings[-1]
        chosen[last.n] = _Moment(last, "hindered", "walked_out", 0.0, _worst(last) if last.blocking else None)
    if harm := _harm(readings, before):
        chosen.setdefault(harm.reading.n, harm)
    for sort in ("missed", "hindered", "helped"):
        if sort == "hindered" and any(m.sort == sort for m in chosen.values()):
            continue
        best = next((m for m in found if m.sort == sort and m.reading.n not in chosen), None)
        if best and len(chosen) < MOST:
            chosen[best.reading.n] = best
    # The same thing told twice teaches less than another, so it comes last.
    for again in (False, True):
        for m in found:
            if len(chosen) < MOST and (again or all(m.reason != c.reason for c in chosen.values())):
                chosen.setdefault(m.reading.n, m)
    return [_document(m, before.get(m.reading.n), name) for _, m in sorted(chosen.items())]


def _harm(readings: Sequence[Reading], before: dict[int, ClientState]) -> _Moment | None:
    """The label, shaming or threat after which trust fell and strain rose most; ``None`` without one."""
    met = [(r, i) for r in readings for i, u in r.blocking if u.kind in _HARMS]
    if not met:
        return None
    r, i = min(met, key=lambda m: (-_strain(m[0], before.get(m[0].n)), _HARMS.index(_kind(*m)), m[0].n))
    return _Moment(r, "hindered", _kind(r, i), _strain(r, before.get(r.n)), i)


def _strain(r: Reading, before: ClientState | None) -> float:
    after = r.turn.state
    return max(before.trust - after.trust, after.discord - before.discord) if before and after else 0.0


def _kind(r: Reading, number: int) -> Roadblock:
    kind = r.units[number - 1].kind
    return Roadblock.JUDGING if kind is None else kind


def _worst(r: Reading) -> int:
    """The number of the sure roadblock to name of several: a label, shaming or threat before others."""
    return min(r.blocking, key=lambda f: (f[1].kind not in _HARMS, f[0]))[0]


def _states_before(session: Session) -> dict[int, ClientState]:
    before, state = {}, session.start_state
    for turn in session.turns:
        if state is not None:
            before[turn.n] = state
        state = turn.state or state
    return before


def _size(r: Reading, before: ClientState | None) -> float:
    after = r.turn.state
    if before is not None and after is not None:
        return (
            after.trust - before.trust + after.importance - before.importance
            + after.confidence - before.confidence + before.discord - after.discord
        )  # fmt: skip
    return max((_CODE_WEIGHT.get(u.code, 0.0) for u in r.units), default=0.0) - 4.0 * bool(r.blocking)


def _candidates(readings: Sequence[Reading], at: int, before: dict[int, ClientState]) -> list[_Moment]:
    r = readings[at]
    size = _size(r, before.get(r.n))
    found = []
    if missed := _missed(readings, at):
        found.append(_Moment(r, "missed", missed[0], missed[1], missed[2]))
    held = creditable(r, r.numbered)
    fit = [(i, u) for i, u in held if i not in r.copies and not of_oneself(u)]
    # What the client was led to is not laid to a reflection of something else where the reply did more.
    fit.sort(key=lambda f: (f[1].code in REFLECTIONS and not r.fits(f[0]), _GOOD_ORDER.get(f[1].code, len(_GOOD))))
    good = next((i for i, u in fit if u.code in _GOOD), None)
    if size > 0 and good is not None:
        found.append(_Moment(r, "helped", _helped(r, good), size, good))
    if size < 0 and r.blocking:
        found.append(_Moment(r, "hindered", _kind(r, _worst(r)), -size, _worst(r)))
    elif size < 0 and r.sure and not r.has(_GOOD) and (closed := _avoidable(r)):
        found.append(_Moment(r, "hindered", "closed", -size, closed[0][0]))
    return found


def _avoidable(r: Reading) -> tuple[Numbered, ...]:
    """Closed questions that an open one or a reflection could have stood for: not one that asks about harm."""
    return tuple((i, u) for i, u in r.coded(Code.CQ) if not speaks_of("asks_of_harm", u.text))


def _helped(r: Reading, number: int) -> str:
    unit = r.units[number - 1]
    if unit.code in (Code.SR, Code.CR):
        if r.gathers(unit):
            return "summary"
        if r.both_sides(unit):
            return "double_sided"
        if r.took_change(number, unit):
            return "change_side"
        return "rolled" if TalkCode.DIS in r.talk else "sustain" if r.heard_out(number) else "reflection"
    return {Code.AF: "affirmation", Code.EA: "autonomy", Code.OQ: "open"}.get(unit.code, "collaborate")


def _missed(readings: Sequence[Reading], at: int) -> tuple[str, float, int | None] | None:
    """What a reply let pass, how much it matters, and the unit; risk and limits come before change talk."""
    r = readings[at]
    handled = handled_limits(readings, at)
    if handled and handled[0] in ("passed", "threat", "dodged"):
        return f"limits_{handled[0]}", _graveness(r), handled[1]
    slip, unit = slipped(r) or ("", None)
    if slip == "passed":
        return "limits_passed", _graveness(r), unit
    if slip == "approved":
        return "minimising", 50.0, unit
    # A reply that also put up a roadblock is told as what it did, not as what it let pass.
    if missed_change(r) and not r.blocking:
        return "change_talk", max(float(s.strength) for s in r.segments if s.code is TalkCode.CT), None
    return None


def _graveness(r: Reading) -> float:
    """Risk before limits, then how strongly it was said."""
    risk = r.line is not None and (Mark.RISK in r.line.marks or Expects.RISK in r.line.expects)
    return 100.0 + 10.0 * risk + max((s.strength for s in r.segments), default=0)


def _document(m: _Moment, before: ClientState | None, name: str) -> dict[str, Any]:
    r = m.reading
    said = r.turn.reply if m.unit is None else r.units[m.unit - 1].text
    # Beside something that helped, another way to say it would read as a correction.
    model = None if m.sort == "helped" else model_reply(r, m.reason)
    return {
        "turn": r.n,
        "unit": m.unit,
        "sort": m.sort,
        "reason": m.reason,
        "client": quote(r.turn.client.text),
        "quote": quote(said),
        "led_to": {
            "client": quote(r.following) if r.following else None,
            "change": _change(before, r.turn.state),
            "text": _led_to(before, r, name),
        },
        "text": say(f"moment.{m.reason}", said, name=name, Name=name[:1].upper() + name[1:]),
        "why": say(f"why.{m.reason}", said, name=name, Name=name[:1].upper() + name[1:]),
        "model_reply": {"skill": model[0], "text": model[1]} if model else None,
    }


def _change(before: ClientState | None, after: ClientState | None) -> dict[str, float] | None:
    if before is None or after is None:
        return None
    return {k: round(getattr(after, k) - getattr(before, k), 1) for k in after.as_dict()}


def _led_to(before: ClientState | None, r: Reading, name: str) -> str:
    moved = [
        say(f"led_to.{k}_{'up' if v > 0 else 'down'}", by=f"{abs(v):.0f}")
        for k, v in (_change(before, r.turn.state) or {}).items()
        if round(abs(v)) >= 1
    ]
    parts = [say("led_to.state", moved=_listed(moved))] if moved else []
    if r.following:
        parts.append(say("led_to.next", Name=name[:1].upper() + name[1:], said=quote(r.following)))
    return " ".join(parts)


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else say("led_to.list", first=", ".join(items[:-1]), last=items[-1])


def model_reply(r: Reading, reason: str) -> tuple[str, str] | None:
    """The authored model reply that fits the moment best, as its skill and text; ``None`` without one."""
    if r.line is None or not r.line.replies:
        return None
    order: tuple[str, ...]
    if reason.startswith("limits_"):
        order = ("limits", "inform", "open", "simple")
    elif reason in ("praising", "affirmation"):
        order = ("affirm", "complex", "simple")
    elif r.resisting and TalkCode.CT in r.talk:
        order = ("double", "complex", "simple")
    else:
        order = ("complex", "simple", "open")
    return next(((k, r.line.replies[k]) for k in order if k in r.line.replies), None)
