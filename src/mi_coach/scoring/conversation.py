"""The shape of the conversation: its arc, what followed the client's talk, depth of reflection, limits and role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.domain.scenario import Expects, Mark, Scenario
from mi_coach.domain.session import Ending, Session
from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.doubt import creditable
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import CLOSE, Numbered, Reading
from mi_coach.scoring.words import quote, shared_clause

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
        first, last = start.as_dict(), end.as_dict()
        # As the points have them: rounded from anything finer, the sentence and the picture could differ by one.
        moved = {k: (round(first[k]), round(last[k])) for k in first}
        text = say(
            "arc.moved",
            **{k: say("arc.step", a=a, b=b) if a != b else say("arc.same", a=a) for k, (a, b) in moved.items()},
        )
    return {"start": start.as_dict() if start else None, "points": points, "text": text}


def _codes(found: Any) -> list[str]:
    seen = list(dict.fromkeys(c.value for c in found if c is not TalkCode.FN))
    return seen or [TalkCode.FN.value]


def response(r: Reading) -> str:
    """What a reply chiefly did: a sure roadblock before all else, then what the client is most likely to answer to.

    Only sure units are told; ``unclear`` where nothing but unsure ones could be.
    """
    if r.blocking:
        return "roadblock"
    sure = {u.code for i, u in r.numbered if u.sure and i not in r.copies}
    if r.copies and not sure & _HELPING_CODES:
        return "copied"
    for name, codes in _RESPONSES:
        if sure & codes:
            return name
    if any(u.sure for _, u in r.soft):
        return "could_land_better"
    return "other" if r.sure else "unclear"


_HELPING_CODES = frozenset({Code.SR, Code.CR, Code.AF, Code.EA, Code.OQ, Code.SK})


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
        came = say(f"contingency.{name}", times=times(len(met)))
        how = _ALL.get(len(met), "all") if helped == len(met) else "some" if helped else "no"
        # With a reply that could not be read it cannot be said that none of them helped.
        unclear = how == "no" and "unclear" in responses
        text = came if unclear else f"{came} {say(f'contingency.{how}', helped=helped, n=len(met))}"
    return {"times": len(met), "helped": helped, "responses": responses, "text": text}


_ALL = {1: "one_of_one", 2: "both"}


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
    left_out = 0
    levels: dict[str, list[dict[str, Any]]] = {k: [] for k in ("words", "meaning", "feeling", "value", "unmatched")}
    for r in readings:
        left_out += len(r.copies)
        for i, u in r.reflections:
            if not u.sure:
                left_out += 1
                continue
            found = r.match(i)
            level = found.depth if found and found.closeness > 0 and found.depth in levels else "unmatched"
            levels[level or "unmatched"].append({"turn": r.n, "unit": i, "quote": quote(u.text, 90)})
    total = sum(map(len, levels.values()))
    deeper = sum(len(levels[k]) for k in ("meaning", "feeling", "value"))
    none, rest = say("depth.nought"), len(levels["unmatched"])
    if not total:
        text = say("depth.none")
    elif rest == total:
        text = say("depth.all_unmatched", total=counted(total, "reflection"))
    else:
        text = say(
            "depth.some", total=counted(total, "reflection"), deeper=deeper or none, words=len(levels["words"]) or none
        )
        if rest:
            text += " " + say("depth.rest_one" if rest == 1 else "depth.rest", rest=rest)
    if total and left_out:
        text += " " + say("depth.left_out_one" if left_out == 1 else "depth.left_out", left_out=left_out)
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
            "text": say(f"limits.{_told_as(r, kind)}", r.turn.reply),
            "model_reply": next((r.line.replies[k] for k in _MODEL[kind] if k in r.line.replies), None),
        }
        for at, r in enumerate(readings)
        for kind, unit in _met(readings, at)
        if r.line
    ]


def _told_as(r: Reading, kind: str) -> str:
    """The phrase for how a line was met: what may be about safety is called that where nobody can tell."""
    risk = r.line is not None and Expects.RISK in r.line.expects
    return "unclear_risk" if kind == "unclear" and risk else kind


_MODEL = dict.fromkeys(
    ("stated", "earlier", "later", "beside", "threat", "dodged", "explored", "passed", "unclear"), ("limits", "inform")
)
_MODEL |= {"approved": ("complex", "simple")}


def _met(readings: Sequence[Reading], at: int) -> list[tuple[str, int | None]]:
    handled, slip = handled_limits(readings, at), slipped(readings[at])
    if handled and slip and slip[0] == "passed" and handled[0] in ("explored", "passed", "unclear"):
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

    ``stated``, ``earlier`` or ``later`` (within two replies), ``beside`` (said next to something that gets in the way),
    ``threat``, ``dodged``; for risk ``explored`` or ``passed``; ``unclear`` where it turns on an unsure unit, or
    on words that are not known to touch what was said.
    """
    r = readings[at]
    if r.limits_asked:
        if threats := r.blocks({Roadblock.WARNING}):
            return ("threat", threats[0][0]) if threats[0][1].sure else ("unclear", None)
        if told := r.coded(*_TELLS):
            return _stated(r, told)
        if r.told_before or r.told_after:
            return "earlier" if r.told_before else "later", None
        return "unclear" if r.may_have(_TELLS) else "dodged", None
    return _risk(r) if r.line is not None and Expects.RISK in r.line.expects else None


_TELLS = (Code.GI, Code.PP)
_TAKES_UP = (Code.SR, Code.CR, Code.OQ, Code.CQ, Code.GI)


def _stated(r: Reading, told: Sequence[Numbered]) -> tuple[str, int | None]:
    if held := creditable(r, told):
        return "stated", held[0][0]
    sure = [i for i, u in told if u.sure]
    return ("beside", sure[0]) if sure and r.blocking else ("unclear", None)


def _risk(r: Reading) -> tuple[str, int | None]:
    """Risk counts as explored where a sure unit is not known to be about something else."""
    taken = r.coded(*_TAKES_UP)
    if not taken:
        return "unclear" if r.may_have(_TAKES_UP) else "passed", None
    touching = [i for i, _ in creditable(r, taken) if _touches(r, i)]
    return ("explored", touching[0]) if touching else ("unclear", None)


def _touches(r: Reading, number: int) -> bool:
    found = r.match(number)
    if found is None or r.line is None or r.units[number - 1].code is Code.GI:
        return True
    words = r.units[number - 1].text
    if speaks_of("safety", words) or shared_clause(words, r.turn.client.text):
        return True
    # "You took it up" is said of risk only where that is sure: a round-up that brushes the line is no taking up.
    if r.units[number - 1].code in (Code.SR, Code.CR):
        return found.closeness >= CLOSE and found.line_id == r.line.id
    return found.topic is not None and found.topic == r.line.topic


def client_view(
    session: Session, readings: Sequence[Reading], scenario: Scenario | None
) -> list[dict[str, str]] | None:
    """The client's own view in the client's voice; ``None`` for transcripts and under five coded replies."""
    state = next((t.state for t in reversed(session.turns) if t.state), None)
    if scenario is None or state is None or len(readings) < 5:
        return None
    heard = sum(any(u.sure for _, u in r.reflections) for r in readings) / len(readings)
    pressed = sum(bool(r.blocking) for r in readings) / len(readings)
    well_heard = heard >= 0.4 and pressed < 0.15
    levels = {
        "listened": "high" if well_heard else "low" if heard < 0.15 or pressed >= 0.4 else "middle",
        "respected": "high" if pressed < 0.1 and state.discord < 40 else "low" if pressed >= 0.3 else "middle",
        "come_back": "high" if state.trust >= 55 and state.discord < 40 else "low" if state.trust < 30 else "middle",
    }
    if session.ending is Ending.WALKED_OUT:
        levels["come_back"] = "left"
    return [{"about": k, "text": say(f"client_view.{k}_{v}", session.turns[-1].reply)} for k, v in levels.items()]
