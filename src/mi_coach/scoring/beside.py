"""What a trainee did beside the replies: hints, names for them, notes of their own. Told, and never scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.domain.notes import HintStep, Named, TurnNotes
from mi_coach.domain.reply import Unit
from mi_coach.domain.session import Session, Turn
from mi_coach.scoring.conversation import counted, times
from mi_coach.scoring.phrases import say
from mi_coach.scoring.words import quote

_OF_CODE = {
    Code.SR: Named.REFLECTION,
    Code.CR: Named.REFLECTION,
    Code.OQ: Named.OPEN_QUESTION,
    Code.CQ: Named.CLOSED_QUESTION,
    Code.AF: Named.AFFIRMATION,
    Code.EA: Named.CHOICE,
    Code.SK: Named.TOGETHER,
    Code.GI: Named.INFORMATION,
    Code.PP: Named.ADVICE,
    Code.NC: Named.OTHER,
}
_PRESSING = frozenset(
    {Roadblock.ORDERING, Roadblock.WARNING, Roadblock.ADVISING, Roadblock.PERSUADING, Roadblock.MORALISING}
)
"""Kinds that somebody without a code book would call advice or persuasion."""

_ASKING = frozenset({Named.OPEN_QUESTION, Named.CLOSED_QUESTION, Named.OTHER})


def names_of(code: Code, kind: Roadblock | None) -> frozenset[Named]:
    """What a code may fairly be called; a roadblock in question form is any question."""
    if code is not Code.RB:
        return frozenset({_OF_CODE[code]})
    if kind is Roadblock.PROBING:
        return _ASKING
    return frozenset({Named.ADVICE if kind in _PRESSING else Named.OTHER})


def agreed(named: Named, units: Sequence[Unit]) -> bool | None:
    """Whether what a reply was called is what the coder heard.

    Args:
        named: What the trainee called it.
        units: Its coded units.

    Returns:
        True when a sure unit is that; ``None`` when none is, but an unsure one may be, or there are no units; else
        False. Something else is agreed to only where every sure unit is something else.
    """
    sure = [names_of(u.code, u.kind) for u in units if u.sure]
    unsure = [u for u in units if not u.sure]
    # A reply may do several things, and any of them may fairly be called the main one; "something else" may not.
    heard = (all if named is Named.OTHER else any)(named in names for names in sure) and bool(sure)
    if heard:
        return True
    readings = [(u.code, u.kind) for u in unsure] + [(a.code, a.kind) for u in unsure for a in u.alternatives]
    possible = (names_of(*reading) for reading in readings)
    return None if not units or (unsure and any(named in names for names in possible)) else False


def heard(units: Sequence[Unit]) -> list[Named]:
    """What the coder surely heard, in order, each once; small talk beside something else is left out."""
    found = [min(names_of(u.code, u.kind), key=list(Named).index) for u in units if u.sure]
    told = list(dict.fromkeys(found))
    return [n for n in told if n is not Named.OTHER] or told


def lines(turn: Turn, looking_back: bool = True) -> list[str]:
    """What stands beside a reply: the trainee's note, what they called it, and the hints they looked at.

    Args:
        turn: The exchange.
        looking_back: With the hints; while the talk goes on nobody needs telling what they have just looked at.
    """
    notes = turn.notes
    if notes is None:
        return []
    told = [say("beside.note", note=quote(notes.note, 500))] if notes.note else []
    if named := called(notes):
        told.append(_named_line(named, notes.agreed, turn.units or ()))
    steps = [say(f"beside.{step}") for step in _steps(notes)]
    if steps and looking_back:
        told.append(say("beside.hints", steps=", ".join(steps)))
    return told


def called(notes: TurnNotes | None) -> Named | None:
    """What the trainee called a reply; ``None`` when nothing, or a name that this version does not know."""
    return next((n for n in Named if notes is not None and n == notes.named), None)


def _steps(notes: TurnNotes) -> list[HintStep]:
    return [step for step in HintStep if step in notes.hints]


def _named_line(named: Named, agreement: bool | None, units: Sequence[Unit]) -> str:
    name = say(f"name.{named}")
    if agreement:
        return say("beside.agreed", named=name)
    what = _listed([say(f"name.{n}") for n in heard(units)])
    return (
        say("beside.open", named=name)
        if agreement is None or not what
        else say("beside.differed", named=name, heard=what)
    )


def _listed(items: Sequence[str]) -> str:
    if len(items) > 1:
        return say("led_to.list", first=", ".join(items[:-1]), last=items[-1])
    return items[0] if items else ""


def named_part(session: Session) -> dict[str, Any] | None:
    """How far the trainee's names for their replies and the coder's codes agree; ``None`` when none was named.

    Replies of which the coder was not sure are named, and not compared.
    """
    turns = [(t, n) for t in session.turns if t.units and (n := called(t.notes)) and t.notes]
    if not turns:
        return None
    verdicts = Counter(t.notes.agreed for t, _ in turns if t.notes)
    compared, unsure = verdicts[True] + verdicts[False], verdicts[None]
    if compared:
        text = say("beside.named", agreed=verdicts[True], compared=counted(compared, "reply"))
        text += f" {say('beside.named_unsure', unsure=unsure)}" if unsure else ""
    else:
        text = say("beside.named_none", named=counted(unsure, "reply"))
    return {
        "named": len(turns),
        "compared": compared,
        "agreed": verdicts[True],
        "unsure": unsure,
        "text": text,
        "turns": [
            {
                "turn": t.n,
                "named": n.value,
                "heard": [h.value for h in heard(t.units or ())],
                "agreed": t.notes.agreed if t.notes else None,
            }
            for t, n in turns
        ],
    }


def hints_part(session: Session) -> dict[str, Any] | None:
    """Which steps of a hint were opened before which replies; ``None`` when none was."""
    opened = [(t.n, found) for t in session.turns if t.units and t.notes and (found := _steps(t.notes))]
    if not opened:
        return None
    steps = Counter(step for _, found in opened for step in found)
    told = [say("beside.step_times", step=say(f"beside.{s}"), times=times(steps[s])) for s in HintStep if steps[s]]
    total = counted(sum(bool(t.units) for t in session.turns), "reply")
    return {
        "replies": len(opened),
        "steps": {step.value: steps[step] for step in HintStep},
        "text": say("beside.hints_used", replies=len(opened), total=total, steps=_listed(told)),
        "turns": [{"turn": n, "steps": [s.value for s in found]} for n, found in opened],
    }


def notes_part(session: Session) -> dict[str, Any] | None:
    """The trainee's notes on their own replies; ``None`` when there are none."""
    written = [(t.n, t.notes.note) for t in session.turns if t.units and t.notes and t.notes.note]
    if not written:
        return None
    return {
        "replies": len(written),
        "text": say("beside.notes", replies=counted(len(written), "reply")),
        "turns": [{"turn": n, "note": note} for n, note in written],
    }
