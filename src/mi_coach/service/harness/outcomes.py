"""What practice of each kind leads to: endings, scores, state, and the client's next words set against the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Ending
from mi_coach.domain.talk import TalkCode
from mi_coach.engine.acts import Act
from mi_coach.service import feedback
from mi_coach.service.harness.measures import EXAMPLES, Measure, percent
from mi_coach.service.harness.play import Played
from mi_coach.service.harness.trainees import GAMING
from mi_coach.service.ports import Coder

ORDER = ("skilled", "mixed", "closed_question", "roadblocking")
"""Test plans from the best practice to the worst."""

LEAST_BEST = 70.0
"""Percent of skilled sessions that must come to an agreed step."""

GOOD_SCORE = 70
"""Overall score from which a session is called good; gaming must stay below it."""

FIELDS = ("trust", "importance", "confidence", "discord")

_FEWEST = 20
"""Next lines needed on both sides of a comparison."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "reflect_change": ("reflect_change", "double_sided"),
    "reflect_sustain": ("reflect_sustain",),
    "ask_change": ("ask_change", "scaling"),
    "ask_closed": ("ask_closed",),
    "affirm_autonomy": ("affirm", "autonomy"),
    "hard_roadblock": (),
}
"""What the client answered, with the acts that belong to it; hard roadblocks are told by the act itself."""

_EXPECTED: tuple[tuple[str, tuple[TalkCode, ...], str, str], ...] = (
    ("change talk", (TalkCode.CT,), "reflect_change", "reflect_sustain"),
    ("sustain talk", (TalkCode.ST,), "reflect_sustain", "reflect_change"),
    ("change talk", (TalkCode.CT,), "ask_change", "ask_closed"),
    ("change talk", (TalkCode.CT,), "affirm_autonomy", "ask_closed"),
    ("sustain talk or discord", (TalkCode.ST, TalkCode.DIS), "hard_roadblock", "reflect_change"),
    ("change talk", (TalkCode.CT,), "ask_change", "hard_roadblock"),
)


@dataclass(frozen=True, slots=True)
class PlanResult:
    """One test plan over all its seeds.

    Attributes:
        overall: Mean overall score.
        trust: Mean trust at the end.
        best: Percent of sessions with an agreed step.
        runs: Number of sessions.
    """

    overall: float
    trust: float
    best: float
    runs: int


@dataclass(frozen=True, slots=True)
class NextTalk:
    """What the client said next after one kind of act.

    Attributes:
        lines: How many next lines there were.
        shares: Percent of them by main talk code.
    """

    lines: int
    shares: Mapping[str, float]


def endings(played: Iterable[Played]) -> dict[str, dict[str, int]]:
    """How many sessions of each persona ended in each way."""
    found: dict[str, Counter[str]] = {}
    for talk in played:
        ending = talk.ending.value if talk.ending else "dead_end"
        found.setdefault(talk.persona, Counter())[ending] += 1
    return {persona: dict(sorted(counts.items())) for persona, counts in found.items()}


def ranges(scenario: Scenario, played: Iterable[Played]) -> dict[str, tuple[float, float]]:
    """The lowest and the highest value of each field of the client's state."""
    seen = [scenario.start.as_dict()] + [s.state.client.as_dict() for talk in played for s in talk.steps]
    return {name: (min(s[name] for s in seen), max(s[name] for s in seen)) for name in FIELDS}


def next_talk(played: Iterable[Played]) -> dict[str, NextTalk]:
    """The main talk of the client's answers, by what they answered; last words are left out."""
    counts: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    for talk in played:
        for step in talk.steps:
            group = _group(step.lead)
            if group is not None and step.ending is None:
                counts[group][step.line.main_talk.value] += 1
    return {group: NextTalk(found.total(), _shares(found)) for group, found in counts.items()}


def _group(lead: Act) -> str | None:
    if lead.hard:
        return "hard_roadblock"
    return next((group for group, names in GROUPS.items() if lead.name in names), None)


def _shares(found: Counter[str]) -> dict[str, float]:
    return {code.value: percent(found[code.value], found.total()) or 0.0 for code in TalkCode}


def expectations(talk: Mapping[str, NextTalk]) -> tuple[Measure, ...]:
    """The directions that the literature leads one to expect (MI facts: Barnett 2014, Apodaca 2016, Magill 2018)."""
    return tuple(_expected(talk, words, codes, more, less) for words, codes, more, less in _EXPECTED)


def _expected(talk: Mapping[str, NextTalk], words: str, codes: Sequence[TalkCode], more: str, less: str) -> Measure:
    high, low = (round(sum(talk[group].shares[code.value] for code in codes), 1) for group in (more, less))
    name = f"{words} after {_said(more)} than after {_said(less)}"
    shown = f"{high} % of {talk[more].lines} against {low} % of {talk[less].lines}"
    enough = min(talk[more].lines, talk[less].lines) >= _FEWEST
    ok = high > low if enough else None
    return Measure(f"{_key(words)}_{more}_{less}", f"more {name}", round(high - low, 1), shown, ok=ok)


def _said(group: str) -> str:
    return {
        "reflect_change": "reflecting change",
        "reflect_sustain": "reflecting sustain talk",
        "ask_change": "asking for change talk",
        "ask_closed": "closed questions",
        "affirm_autonomy": "affirming and autonomy",
        "hard_roadblock": "hard roadblocks",
    }[group]


def plan_results(scenario: Scenario, played: Sequence[Played], coder: Coder) -> dict[str, PlanResult]:
    """The means of each test plan, in the order of ``ORDER``."""
    found = {}
    for name in ORDER:
        runs = [talk for talk in played if talk.scripted and talk.persona == name]
        if runs:
            scores = [_overall(scenario, talk, coder) for talk in runs]
            trust = [talk.steps[-1].state.client.trust for talk in runs]
            best = sum(talk.ending is Ending.AGREED for talk in runs)
            found[name] = PlanResult(_mean(scores), _mean(trust), percent(best, len(runs)) or 0.0, len(runs))
    return found


def plan_measures(plans: Mapping[str, PlanResult]) -> tuple[Measure, ...]:
    """Whether better practice comes out better, and who comes to the best ending."""
    if not plans:
        return ()
    result = [_ordered("overall score", {name: plan.overall for name, plan in plans.items()})]
    result.append(_ordered("final trust", {name: plan.trust for name, plan in plans.items()}))
    if "skilled" in plans:
        best = plans["skilled"].best
        limit = f"at least {LEAST_BEST:g} %"
        result.append(
            Measure("best_skilled", "agreed step, skilled plan", best, f"{best} %", limit, best >= LEAST_BEST)
        )
    if "roadblocking" in plans:
        best = plans["roadblocking"].best
        result.append(
            Measure("best_roadblocking", "agreed step, roadblocking plan", best, f"{best} %", "none", best == 0)
        )
    return tuple(result)


def _ordered(what: str, values: Mapping[str, float]) -> Measure:
    named = [name for name in ORDER if name in values]
    falling = all(values[a] > values[b] for a, b in pairwise(named))
    shown = ", ".join(f"{name} {values[name]}" for name in named)
    words = f"mean {what} falls from skilled to roadblocking"
    held = falling and len(named) == len(ORDER)
    return Measure(f"order_{_key(what)}", words, None, shown, "each above the next", held)


def gaming(scenario: Scenario, played: Iterable[Played], coder: Coder) -> tuple[Measure, ...]:
    """Whether one trick in every reply pays: the best score it got and whether the client offered a step."""
    talks = [talk for talk in played if talk.persona in GAMING]
    scores = sorted(
        ((_overall(scenario, talk, coder), talk) for talk in talks), key=lambda pair: (-pair[0], pair[1].name)
    )
    highest = {p: max((score for score, talk in scores if talk.persona == p), default=0) for p in GAMING}
    shown = ", ".join(f"{persona} {score}" for persona, score in highest.items())
    too_high = tuple(f"{talk.name}: {score}" for score, talk in scores if score >= GOOD_SCORE)
    won = tuple(talk.name for talk in talks if talk.agreed)
    top = max(highest.values())
    low, words = top < GOOD_SCORE, "gaming sessions with an agreed step"
    return (
        Measure("gaming_score", "highest score by gaming", top, shown, f"below {GOOD_SCORE}", low, too_high[:EXAMPLES]),
        Measure("gaming_agreed", words, len(won), str(len(won)), "none", not won, won[:EXAMPLES]),
    )


def _overall(scenario: Scenario, talk: Played, coder: Coder) -> int:
    """The overall score; a session too short to be scored counts as nought."""
    return feedback.overall(talk.session(scenario), scenario, coder.name, coder.sha256) or 0


def _key(words: str) -> str:
    return words.replace(" ", "_")


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 1)
