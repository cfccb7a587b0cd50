"""The shape of the conversation: its arc, what followed the client's talk, depth of reflection, limits and role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.domain.scenario import Expects, Mark, Scenario
from mi_coach.domain.session import Session
from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.doubt import creditable
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.words import quote

_RESPONSES = (
    ("reflected", frozenset({Code.SR, Code.CR})),
    ("affirmed", frozenset({Code.AF})),
    ("left_choice", frozenset({Code.EA})),
    ("asked_open", frozenset({Code.OQ})),
    ("collaborated", frozenset({Code.SK})),
    ("told", frozenset({Code.GI, Code.PP})),
    ("asked_closed", frozenset({Code.CQ})),
)
_HELPS = frozenset({"reflected", "affirmed", "left_choice", "asked_open", "collaborated"})
_TALK = {"change_talk": TalkCode.CT, "sustain_talk": TalkCode.ST, "discord": TalkCode.DIS}
_LIMITS = frozenset({Expects.LIMITS, Expects.CONFIDENTIALITY})


def arc(session: Session, talk_known: bool) -> dict[str, Any] | None:
    """The client's state and talk turn by turn; ``None`` when neither is known.

    ``talk`` names the codes of the line that the reply answers; ``state`` is after the reply.
    """
    points = [
        {
            "turn": t.n,
            "talk": None if t.client.talk is None else _codes(s.code for s in t.client.talk),
            "state": t.state.as_dict() if t.state else None,
        }
        for t in session.turns
    ]
    states = [t.state for t in session.turns if t.state]
    if not states and not talk_known:
        return None
    start, end = session.start_state, states[-1] if states else None
    text = ""
    if start and end:
        moved = {k: (round(getattr(start, k)), round(getattr(end, k))) for k in start.as_dict()}
        text = say(
            "arc.moved",
            **{k: say("arc.step", a=a, b=b) if a != b else say("arc.same", a=a) for k, (a, b) in moved.items()},
        )
    return {"start": start.as_dict() if start else None, "points": points, "text": text}


def _codes(found: Any) -> list[str]:
    seen = list(dict.fromkeys(c.value for c in found if c is not TalkCode.FN))
    return seen or [TalkCode.FN.value]


def response(r: Reading) -> str:
    """What a reply chiefly did: a sure roadblock before all else, then what the client is most likely to answer to."""
    if r.blocking:
        return "roadblock"
    if r.copies and not r.reflections and not r.has(_HELPING_CODES):
        return "copied"
    for name, codes in _RESPONSES:
        if r.has(codes):
            return name
    return "could_land_better" if r.soft else "other"


_HELPING_CODES = frozenset({Code.AF, Code.EA, Code.OQ, Code.SK})


def contingencies(readings: Sequence[Reading], talk_known: bool) -> dict[str, Any] | None:
    """What the trainee did after change talk, sustain talk and discord; ``None`` when the talk is unknown."""
    if not talk_known:
        return None
    return {name: _after(name, [r for r in readings if code in r.talk]) for name, code in _TALK.items()}


def _after(name: str, met: Sequence[Reading]) -> dict[str, Any]:
    responses: dict[str, list[int]] = {}
    for r in met:
        responses.setdefault(response(r), []).append(r.n)
    helped = sum(len(turns) for kind, turns in responses.items() if kind in _HELPS)
    if not met:
        text = say(f"contingency.{name}_none")
    else:
        text = say(f"contingency.{name}", times=times(len(met)), helped=helped, n=len(met))
    return {"times": len(met), "helped": helped, "responses": responses, "text": text}


def times(n: int) -> str:
    """``once``, ``twice``, ``5 times``."""
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def counted(n: int, thing: str) -> str:
    """``1 question``, ``2 questions``; ``1 reply``, ``2 replies``."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing[:-1]}ies" if thing.endswith("y") else f"{n} {thing}s"


def depth(readings: Sequence[Reading], scenario: Scenario | None) -> dict[str, Any] | None:
    """How deep reflections went against what the author laid beneath each line; ``None`` without a scenario.

    ``unmatched`` reflections shared too few words with what was said to tell: people paraphrase, so it is no fault.
    """
    if scenario is None:
        return None
    levels: dict[str, list[dict[str, Any]]] = {k: [] for k in ("words", "meaning", "feeling", "value", "unmatched")}
    for r in readings:
        for i, u in r.reflections:
            found = r.match(i)
            level = found.depth if found and found.closeness > 0 and found.depth in levels else "unmatched"
            levels[level or "unmatched"].append({"turn": r.n, "unit": i, "quote": quote(u.text, 90)})
    total = sum(map(len, levels.values()))
    deeper = sum(len(levels[k]) for k in ("meaning", "feeling", "value"))
    text = say("depth.some", total=total, deeper=deeper, words=len(levels["words"])) if total else say("depth.none")
    return {"counts": {k: len(v) for k, v in levels.items()}, "reflections": levels, "text": text}


def limits(readings: Sequence[Reading], scenario: Scenario | None) -> list[dict[str, Any]] | None:
    """How each line that raised limits, confidentiality or risk was met; ``None`` without a scenario.

    A line that plays things down is listed only where the reply approved of it.
    """
    if scenario is None:
        return None
    return [
        {
            "turn": r.n,
            "unit": unit,
            "expects": [e.value for e in r.line.expects],
            "client": quote(r.turn.client.text),
            "quote": quote(r.turn.reply),
            "handled": kind,
            "text": say(f"limits.{kind}", r.turn.reply),
            "model_reply": next((r.line.replies[k] for k in _MODEL[kind] if k in r.line.replies), None),
        }
        for at, r in enumerate(readings)
        for kind, unit in _met(readings, at)
        if r.line
    ]


_MODEL = dict.fromkeys(("stated", "later", "threat", "dodged", "explored", "passed"), ("limits", "inform"))
_MODEL |= {"approved": ("complex", "simple")}


def _met(readings: Sequence[Reading], at: int) -> list[tuple[str, int | None]]:
    handled, slip = handled_limits(readings, at), slipped(readings[at])
    if handled and slip and slip[0] == "passed" and handled[0] in ("explored", "passed"):
        slip = None
    return [found for found in (handled, slip) if found]


def slipped(r: Reading) -> tuple[str, int | None] | None:
    """What a reply let slip on a line marked for it, with the unit: risk ``passed``, or minimising ``approved`` of."""
    marks = r.line.marks if r.line else ()
    if Mark.RISK in marks and r.sure and not r.reflections and not r.asks and not r.has({Code.GI}):
        return "passed", None
    agreed = [i for i, u in r.blocks({Roadblock.PRAISING}) if u.sure]
    return ("approved", agreed[0]) if Mark.MINIMISING in marks and agreed else None


def handled_limits(readings: Sequence[Reading], at: int) -> tuple[str, int | None] | None:
    """How a line that raises limits or risk was met, with the unit that did it; ``None`` when it raises neither.

    ``stated`` or ``later`` (within two replies), ``threat``, ``dodged``; for risk ``explored`` or ``passed``.
    ``None`` too where it turns on a unit the coder was unsure of.
    """
    r = readings[at]
    expects = frozenset(r.line.expects) if r.line else frozenset()
    if expects & _LIMITS:
        if threats := r.blocks({Roadblock.WARNING}):
            return ("threat", threats[0][0]) if threats[0][1].sure else None
        if told := r.coded(Code.GI, Code.PP):
            return ("stated", told[0][0]) if creditable(r, told[:1]) else None
        soon = readings[at + 1 : at + 3]
        if any(s.states_rules for s in soon):
            return "later", None
        return ("dodged", None) if r.sure else None
    if Expects.RISK in expects:
        taken = r.coded(Code.SR, Code.CR, Code.OQ, Code.CQ, Code.GI)
        if not taken:
            return ("passed", None) if r.sure else None
        return ("explored", taken[0][0]) if creditable(r, taken[:1]) else None
    return None


def client_view(
    session: Session, readings: Sequence[Reading], scenario: Scenario | None
) -> list[dict[str, str]] | None:
    """The client's own view in the client's voice; ``None`` for transcripts and under five coded replies."""
    state = next((t.state for t in reversed(session.turns) if t.state), None)
    if scenario is None or state is None or len(readings) < 5:
        return None
    heard = sum(bool(r.reflections) for r in readings) / len(readings)
    pressed = sum(bool(r.blocking) for r in readings) / len(readings)
    levels = {
        "listened": "high" if heard >= 0.4 and pressed < 0.2 else "low" if heard < 0.15 or pressed >= 0.4 else "middle",
        "respected": "high" if pressed < 0.1 and state.discord < 40 else "low" if pressed >= 0.3 else "middle",
        "come_back": "high" if state.trust >= 55 and state.discord < 40 else "low" if state.trust < 30 else "middle",
    }
    return [{"about": k, "text": say(f"client_view.{k}_{v}", session.turns[-1].reply)} for k, v in levels.items()]
