"""What is said at the end of a round: what went well, one thing to try, where to go next. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mi_coach.exercises.judge import Met
from mi_coach.exercises.phrases import phrases, say
from mi_coach.exercises.standing import Came
from mi_coach.exercises.types import LEVELS, Drill, Skill, Spotting
from mi_coach.scoring.phrases import say as ladder_say
from mi_coach.scoring.words import quote

_QUOTED = 140
_ONWARD_SHARE = 2 / 3
"""Share met at the first try on the highest level from which the next skill is named. Design judgement."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a round in plain sentences.

    Attributes:
        well: What went well.
        thing: One thing to try.
        onward: Where to go next.
        next_skill: The skill that ``onward`` names, or ``None``.
    """

    well: tuple[str, ...]
    thing: str
    onward: tuple[str, ...]
    next_skill: Skill | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it in order."""
        return (*self.well, self.thing, *self.onward)


def closing(drill: Drill, answers: Sequence[Mapping[str, Any]], level: int) -> Closing | None:
    """What to say at the end; ``None`` when nothing was answered.

    Args:
        drill: The drill.
        answers: As they are kept, in order.
        level: The level at which the next round begins.
    """
    answered = [a for a in answers if a["tries"]]
    if not answered:
        return None
    next_skill = _next_skill(drill, answered, level)
    return Closing(
        tuple(line for line in (_how_many(answered), _best(drill, answered)) if line),
        _thing(answered),
        tuple(_onward(int(answers[0]["level"]), level, next_skill)),
        next_skill,
    )


def step_told(before: int, now: int) -> str:
    """One line about a level that has changed between two prompts; empty when it has not."""
    if before == now:
        return ""
    return say("closing.next_up" if now > before else "closing.next_down", now=now)


def spotting_closing(exercise: Spotting, result: Mapping[str, Any]) -> Closing | None:
    """What to say at the end of a spotting exercise; ``None`` when nothing was named.

    Args:
        exercise: The exercise.
        result: Its figures (:func:`mi_coach.exercises.spotting.summary`).
    """
    items, right = result.get("items", 0), result.get("right", 0)
    if not items:
        return None
    names = {o.id: o.name.split(":", 1)[0] for o in exercise.options}
    kind = "none" if not right else "some" if right < items else "one" if items == 1 else "all"
    well = [say(f"spotted.{kind}", right=right, items=items)]
    whole = [names[i] for i, n in result["by_answer"].items() if n["right"] == n["items"] > 1]
    if whole and right < items:
        well.append(say("spotted.kinds", kinds=", ".join(whole)))
    thing = say("spotted.clear")
    if result["taken_for"]:
        mixed = result["taken_for"][0]
        times = {1: say("spotted.once"), 2: say("spotted.twice")}
        n = mixed["times"]
        told = times.get(n) or say("spotted.often", n=n)
        thing = say("spotted.mixed", answer=names[mixed["answer"]], choice=names[mixed["choice"]], times=told)
    return Closing(tuple(well), thing, (say("spotted.onward"),))


def _came(answers: Sequence[Mapping[str, Any]], came: Came) -> int:
    return sum(a["came"] == came.value for a in answers)


def _how_many(answers: Sequence[Mapping[str, Any]]) -> str:
    first, second, items = _came(answers, Came.FIRST), _came(answers, Came.SECOND), len(answers)
    near = sum(any(t["met"] == Met.NEARLY.value for t in a["tries"]) for a in answers)
    replies = sum(len(a["tries"]) for a in answers)
    if first == items:
        kind = "one_first" if items == 1 else "all_first"
    elif first:
        kind = "and_second" if second else "some_first"
    elif second:
        kind = "only_second"
    else:
        kind = "tried" if not near else "near_one" if items == 1 else "near"
    told = "1 reply" if replies == 1 else f"{replies} replies"
    return say(f"closing.{kind}", first=first, second=second, items=items, near=near, replies=told)


def _best(drill: Drill, answers: Sequence[Mapping[str, Any]]) -> str:
    """The latest reply that met the highest level."""
    met = [(a["level"], n, t) for n, a in enumerate(answers) for t in a["tries"] if t["met"] == Met.YES.value]
    if not met:
        return ""
    _, n, best = max(met, key=lambda found: found[:2])
    name = {p.id: p.name for p in drill.prompts}.get(answers[n]["prompt"], "")
    return say("closing.best", name=name, quote=quote(best["text"], _QUOTED), why=best["why"]) if name else ""


def _thing(answers: Sequence[Mapping[str, Any]]) -> str:
    """What was missing most, first tries before second ones; among equals what came up first."""
    tries = [t for at in range(2) for a in answers for t in a["tries"][at : at + 1]]
    judged = [t["missing"] for t in tries if t["met"] in (Met.NEARLY.value, Met.NO.value)]
    counts = Counter(m for m in judged if f"one_thing.{m}" in phrases())
    if counts:
        return say(f"one_thing.{counts.most_common(1)[0][0]}")
    unsure = any(t["met"] == Met.UNSURE.value for t in tries)
    return say("closing.unsure" if unsure else "closing.leaning")


def _next_skill(drill: Drill, answers: Sequence[Mapping[str, Any]], level: int) -> Skill | None:
    ladder = list(Skill)
    later = ladder[ladder.index(drill.skill) + 1 :]
    judged = len(answers) - _came(answers, Came.UNSURE)
    held = judged > 1 and _came(answers, Came.FIRST) >= _ONWARD_SHARE * judged
    return later[0] if later and held and level == LEVELS[-1] else None


def _onward(began: int, now: int, next_skill: Skill | None) -> list[str]:
    way = "same" if began == now else "up" if now > began else "down"
    told = [say(f"closing.{way}", began=began, now=now)]
    if next_skill is None:
        return [*told, say("closing.spaced")]
    return [*told, say("closing.next_skill", name=ladder_say(f"ladder.{next_skill}"))]
