"""The one next step: the skill with the largest shortfall, and a real moment where it would have helped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from mi_coach.domain.codes import Code, Miti, Roadblock
from mi_coach.domain.scenario import Mark
from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.conversation import counted, handled_limits, times
from mi_coach.scoring.counts import Counts
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.phrases import say
from mi_coach.scoring.reading import Reading
from mi_coach.scoring.rules import BANDS, MIN_UNITS
from mi_coach.scoring.words import quote

_OPENS = frozenset({Code.OQ, Code.AF, Code.EA, Code.SK})
_ADVICE = frozenset({Roadblock.ADVISING, Roadblock.PERSUADING})
_REPLY_KEYS = {
    "limits": ("limits", "inform"),
    "discord": ("complex", "simple", "autonomy"),
    "reflecting_sustain_talk": ("simple", "complex", "double"),
    "giving_information": ("collaborate", "open"),
    "simple_reflection": ("simple", "complex"),
    "evoking_change_talk": ("complex", "open", "simple"),
    "open_questions": ("open",),
    "complex_reflection": ("complex",),
    "affirming": ("affirm",),
    "autonomy": ("autonomy",),
    "agenda": ("collaborate",),
    "double_sided": ("double", "complex"),
    "summarising": ("summary",),
}
"""Skills in order of precedence when shortfalls are equal, each with the model replies that show it."""

DRILLS = {
    "limits": "elicit-provide-elicit",
    "discord": "discord",
    "reflecting_sustain_talk": "double-sided",
    "giving_information": "elicit-provide-elicit",
    "simple_reflection": "simple-reflection",
    "evoking_change_talk": "reflecting-change-talk",
    "open_questions": "reflect-and-ask",
    "complex_reflection": "complex-feeling",
    "affirming": "affirmation",
    "autonomy": "autonomy",
    "agenda": "agenda",
    "double_sided": "double-sided",
}
"""The drill that practises a skill, by its id on the ladder. No drill asks for summaries or for a longer talk."""

_GOOD = BANDS["reflection_to_question"][1]

_WORTH_SAYING = 0.1
"""The least shortfall that is made a next step of (design judgement)."""


@dataclass(frozen=True, slots=True)
class _Need:
    skill: str
    shortfall: float
    missed: tuple[Reading, ...]
    alone: bool = False


def next_step(readings: Sequence[Reading], counts: Counts, name: str, left: bool = False) -> dict[str, Any]:
    """One step: ``skill``, ``text``, ``why``, an ``example`` from the session and the ``drill`` to practise it with.

    ``example`` is ``None`` when no moment fits; ``drill`` (``skill`` and ``name`` on the ladder) when none asks for it.

    Args:
        readings: The coded replies.
        counts: Their counts.
        name: What the client is called.
        left: The client walked out: strain that was passed over then comes before anything else.
    """
    needs = [n for n in _needs(readings, counts) if n.shortfall >= _WORTH_SAYING]
    order = list(_REPLY_KEYS)
    stated = next((r.n for at, r in enumerate(readings) if (handled_limits(readings, at) or ("",))[0] == "stated"), 0)
    if left and any(n.skill == "discord" for n in needs):
        need = next(n for n in needs if n.skill == "discord")
    elif needs:
        need = min(needs, key=lambda n: (-round(n.shortfall, 3), order.index(n.skill)))
    else:
        later = _where(readings[len(readings) // 2 :], lambda r: r.sure)
        need = _Need("engaging" if len(readings) < 2 else "summarising", 0.0, later)
    example = _example(need)
    content = str(example["client"]) if example else need.skill
    fields: dict[str, object] = {
        "name": name,
        "Name": name[:1].upper() + name[1:],
        "n": _number(need, readings),
        "replies": len(readings),
    }
    fields |= {"openings": counted(len(need.missed), "opening"), "times": times(len(need.missed))}
    return {
        "skill": need.skill,
        "text": say(_wording(need, bool(stated)), content, stated=stated, **fields),
        "why": say("next_alone.why" if need.alone else f"next_why.{need.skill}", content, **fields),
        "example": example,
        "drill": _drill(need.skill),
    }


def _wording(need: _Need, stated: bool) -> str:
    """The phrase for a step; what was done once is pointed to, not taught afresh."""
    if need.alone:
        return "next_alone.text"
    return "next_again.limits" if need.skill == "limits" and stated else f"next.{need.skill}"


def _drill(skill: str) -> dict[str, str] | None:
    drill = DRILLS.get(skill)
    return {"skill": drill, "name": say(f"ladder.{drill}")} if drill else None


def _number(need: _Need, readings: Sequence[Reading]) -> str:
    """How many replies it is about; "at least" where an unsure reply may be one of them."""
    n = len(need.missed)
    doubtful = (
        need.skill == "simple_reflection" and not need.alone and any(not r.sure and not r.reflections for r in readings)
    )
    return say("next_why.at_least", n=n) if doubtful else str(n)


def _share(found: Sequence[Reading], among: Sequence[Reading], least: int = 1) -> float:
    return len(found) / len(among) if len(among) >= least else 0.0


def _unheard(found: Sequence[Reading], among: Sequence[Reading], least: int) -> float:
    """The share that went by unreflected; one that was met openly, without arguing, went by half.

    It counts half in *avoid argument* as well. Once is no habit: more than one must have gone by.
    """
    missed = sum(1.0 if r.blocking or not r.has(_OPENS) else 0.5 for r in found)
    return missed / len(among) if len(among) >= least and missed > 1 else 0.0


def _where(readings: Sequence[Reading], test: Callable[[Reading], bool]) -> tuple[Reading, ...]:
    return tuple(r for r in readings if test(r))


def _needs(readings: Sequence[Reading], counts: Counts) -> list[_Need]:
    """Every skill with its shortfall: the share of its occasions that were missed, times how much it matters.

    An occasion counts as missed only where the coder was sure: of the roadblock, or of every unit where something is
    said to be lacking.
    """
    unmet = tuple(
        r
        for at, r in enumerate(readings)
        if (handled_limits(readings, at) or ("", None))[0] in ("threat", "dodged", "passed")
    )
    discord = _where(readings, lambda r: TalkCode.DIS in r.talk)
    sustain = _where(readings, lambda r: TalkCode.ST in r.talk)
    change = _where(readings, lambda r: TalkCode.CT in r.talk)
    pushed = _where(discord, lambda r: bool(r.blocking) or (r.sure and not (r.reflections or r.has({Code.EA}))))
    fed = _where(sustain, lambda r: bool(r.blocking) or (r.sure and not (r.reflections or r.has({Code.EA}))))
    passed = _where(change, lambda r: r.sure and not r.reflections and not r.has({Code.OQ, Code.AF}))
    silent = _where(readings, lambda r: r.sure and not r.reflections and not _takes_up(r))
    advised = _where(readings, lambda r: any(u.sure for _, u in r.blocks(_ADVICE)))
    closed = _where(readings, lambda r: r.sure and _only_closed(r))
    asking = _where(readings, lambda r: r.asks)
    both = _where(readings, lambda r: {TalkCode.CT, TalkCode.ST} <= r.talk)
    one_side = _where(both, lambda r: r.sure and not any(u.double_sided for _, u in r.reflections))
    needs = [
        _Need("limits", 0.9 * bool(unmet), unmet),
        _Need("discord", 0.95 * _unheard(pushed, discord, 3), pushed),
        _Need("reflecting_sustain_talk", 0.9 * _unheard(fed, sustain, 3), fed),
        _Need("giving_information", 0.8 * min(1.0, _share(advised, readings, 3) / 0.4), advised),
        _Need("simple_reflection", max(0.0, _share(silent, readings, 2) - 0.3) / 0.7, silent),
        _Need("evoking_change_talk", 0.85 * _share(passed, change, 3) * (len(passed) > 1), passed),
        _Need("open_questions", 0.7 * _share(closed, asking, 4) * (len(closed) > 1), closed),
        _Need("double_sided", 0.25 * _share(one_side, both, 3), one_side),
    ]
    return [*needs, *_finer(readings, counts)]


def _finer(readings: Sequence[Reading], counts: Counts) -> list[_Need]:
    """Skills that matter once the listening is there; their shortfalls weigh less."""
    simple = _where(readings, lambda r: r.sure and bool(r.reflections) and not r.has({Code.CR}))
    reflecting = _where(readings, lambda r: bool(r.reflections))
    sure = _where(readings, lambda r: r.sure)
    strengths = _where(sure, lambda r: r.line is not None and bool(r.line.strengths) and not r.has({Code.AF}))
    soft_praise = _where(sure, lambda r: bool(r.blocks({Roadblock.PRAISING})))
    choices = _where(sure, lambda r: r.resisting and not r.has({Code.EA}))
    # Worth saying to those who reflect often and hardly ever leave it at that.
    followed = _where(readings, lambda r: r.sure and bool(r.reflections) and r.asks and not r.has({Code.GI, Code.PP}))
    often = len(reflecting) >= len(readings) / 2 and counts.reflections < _GOOD * counts.miti[Miti.Q]
    asked_view = any(speaks_of("view", u.text) for r in readings for _, u in r.coded(Code.OQ))
    few = len(readings) < 5
    complex_enough = counts.reflections < MIN_UNITS["percent_complex"]
    return [
        _Need(
            "complex_reflection", 0.0 if complex_enough else 0.6 * max(0.0, _share(simple, reflecting) - 0.5), simple
        ),
        _Need("simple_reflection", 0.35 * _share(followed, readings, 5) * often, followed, alone=True),
        _Need("affirming", 0.0 if few or _maybe(readings, Code.AF) else 0.4, soft_praise or strengths or sure),
        _Need("autonomy", 0.0 if few or _maybe(readings, Code.EA) or not choices else 0.3, choices),
        _Need("agenda", 0.0 if few or asked_view or _maybe(readings, Code.SK) else 0.28, sure[:1]),
    ]


def _takes_up(r: Reading) -> bool:
    """True when a reply takes up what was said in another way than by reflecting, and puts up no roadblock."""
    return not r.blocking and (r.has({Code.AF, Code.EA}) or (r.wants_facts and r.has({Code.GI, Code.PP})))


def _only_closed(r: Reading) -> bool:
    """True with a closed question and no open one; a number, or a plain question about harm, is asked as it is."""
    as_it_is = ("scaling", "asks_of_harm")
    closed = [u.text for _, u in r.coded(Code.CQ) if not any(speaks_of(cue, u.text) for cue in as_it_is)]
    return bool(closed) and not r.has({Code.OQ})


def _maybe(readings: Sequence[Reading], code: Code) -> bool:
    """True when any unit bears the code, or is unsure and may: then it cannot be said that it did not come up."""
    units = [u for r in readings for u in r.units]
    return any(u.code is code or (not u.sure and any(a.code is code for a in u.alternatives)) for u in units)


def _example(need: _Need) -> dict[str, Any] | None:
    """The clearest missed moment: one with a model reply for the skill if there is any, the hardest to mend first."""
    if not need.missed:
        return None
    keys = _REPLY_KEYS.get(need.skill, ("simple",))

    def clarity(r: Reading) -> tuple[float, bool, bool, bool, bool, int, int]:
        strength = max((s.strength for s in r.segments), default=0)
        grave = need.skill == "limits" and r.line is not None and Mark.RISK in r.line.marks
        # A reflection that is to stand by itself is one that surely met what was said.
        loose = -max((r.closeness(i) for i, _ in r.reflections), default=0.0) if need.alone else 0.0
        return (loose, _instead(r, keys) is None, not grave, not r.blocking, r.has(_OPENS), -strength, r.n)

    best = min(need.missed, key=clarity)
    strength = best.line.strengths[0] if best.line and best.line.strengths and need.skill == "affirming" else None
    return {
        "turn": best.n,
        "client": quote(best.turn.client.text),
        "said": quote(best.turn.reply),
        "instead": _standing(best) if need.alone else _instead(best, keys),
        "strength": strength,
    }


def _standing(r: Reading) -> str:
    """The trainee's own reflection, as it would stand without the question."""
    return quote(max((u.text for _, u in r.reflections), key=len))


def _instead(r: Reading, keys: Sequence[str]) -> str | None:
    replies = r.line.replies if r.line else {}
    return next((replies[k] for k in keys if k in replies), None)
