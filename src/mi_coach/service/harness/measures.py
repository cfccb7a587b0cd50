"""Whether the client's lines follow: repeats, dead ends, order, answers, puzzled lines, and what is never said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mi_coach.domain.act_names import names_of
from mi_coach.domain.scenario import Line, Role, Scenario
from mi_coach.engine import EngineState, readiness
from mi_coach.engine.acts import Act
from mi_coach.engine.choose import LITTLE_LEFT, NOTHING_FITS, holds
from mi_coach.engine.index import ScenarioIndex
from mi_coach.engine.stems import question_stems
from mi_coach.engine.tables import weights
from mi_coach.service.harness.play import Played, Step

EXAMPLES = 6
"""Worst examples that are kept of one measure."""

MOST_UNREACHED, MOST_NON_ANSWERS, MOST_FALLBACK = 3.0, 5.0, 8.0
"""Limits in percent."""

_ASKING = ("skilled", "mixed", "closed_question")
_PRACTISED = ("skilled", "mixed")
_LAST_RESORT = (NOTHING_FITS, LITTLE_LEFT)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure and whether it is within its limit.

    Attributes:
        id: Short name.
        name: In words.
        value: The figure; percentages are 0 to 100.
        shown: The figure in words.
        limit: The limit in words, or nothing when there is none.
        ok: Whether the limit is kept; ``None`` without a limit or when there was nothing to measure.
        examples: The worst cases, worst first.
    """

    id: str
    name: str
    value: float | None
    shown: str
    limit: str = ""
    ok: bool | None = None
    examples: tuple[str, ...] = field(default=())


def coherence(scenario: Scenario, played: Sequence[Played]) -> tuple[Measure, ...]:
    """The measures of whether lines follow, over all conversations of one scenario."""
    return (
        _repeats(played),
        _dead_ends(played),
        unreached(scenario, played),
        _out_of_order(scenario, played),
        non_answers(scenario, played),
        _fallback(played),
    )


def shortened(text: str, longest: int = 90) -> str:
    """The beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def percent(part: float, whole: float) -> float | None:
    """A share in percent with one decimal; ``None`` of nothing."""
    return round(100 * part / whole, 1) if whole else None


def _repeats(played: Iterable[Played]) -> Measure:
    found: Counter[str] = Counter()
    for talk in played:
        texts = Counter(line.text for line in talk.said)
        found.update(line.id for line in {line.id: line for line in talk.said}.values() if texts[line.text] > 1)
    return _counted("repeats", "lines said twice in one session", found)


def _dead_ends(played: Iterable[Played]) -> Measure:
    found: Counter[str] = Counter()
    for talk in played:
        if talk.ending is None:
            found[f"{talk.name}: nothing left to say after {len(talk.steps)} exchanges"] += 1
        found.update(
            f"{step.line.id} for want of better ({talk.persona})"
            for step in talk.steps
            if step.turn.reason in _LAST_RESORT
        )
    return _counted("dead_ends", "dead ends", found)


def unreached(scenario: Scenario, played: Sequence[Played]) -> Measure:
    """Lines, apart from openings, that no conversation came to, each with how often it might have been said."""
    said = {line.id for talk in played for line in talk.said}
    lines = [line for line in scenario.lines if line.role is not Role.OPENING]
    never = [line for line in lines if line.id not in said]
    share = percent(len(never), len(lines))
    shown = f"{share} % ({len(never)} of {len(lines)})"
    ok = share is not None and share <= MOST_UNREACHED
    told = tuple(_why_never(line, played) for line in never)
    return Measure("unreached", "lines never said", share, shown, f"at most {MOST_UNREACHED:g} %", ok, told)


def _why_never(line: Line, played: Iterable[Played]) -> str:
    chances = 0
    if line.role is not Role.FAREWELL:
        pairs = (pair for talk in played for pair in pairwise(talk.steps))
        chances = sum(_might_follow(line, earlier.state, later.lead) for earlier, later in pairs)
    return f"{line.id}: {f'allowed {chances} times, always outweighed' if chances else 'never allowed'}"


def _might_follow(line: Line, state: EngineState, lead: Act) -> bool:
    """Whether the line might answer an act, as far as the state before it tells."""
    wanted = not line.to or not set(line.to).isdisjoint(names_of(lead.name))
    return wanted and line.openness <= readiness(state) and holds(line.when, state, state.n + 1)


def _out_of_order(scenario: Scenario, played: Iterable[Played]) -> Measure:
    index = ScenarioIndex(scenario)
    found: Counter[str] = Counter()
    for talk in played:
        before = {talk.opening.id}
        for step in talk.steps:
            early = step.line.follows and before.isdisjoint(step.line.follows)
            if early and not _asked_for(index, step):
                found[step.line.id] += 1
            before.add(step.line.id)
    return _counted("out_of_order", "lines said before what they follow, though nobody asked", found)


def _asked_for(index: ScenarioIndex, step: Step) -> bool:
    """Whether the trainee asked for just this, so that nothing had to go before it."""
    if {"question", "collaborate"}.isdisjoint(names_of(step.lead.name)):
        return False
    on_topic = step.line.topic is not None and step.line.topic in (step.asked, step.lead.match.topic)
    return on_topic or _fits(index, step)


def _fits(index: ScenarioIndex, step: Step) -> bool:
    return index.ask_closeness(step.line, question_stems(step.lead.unit.text)) >= weights().points["asks_floor"]


def _counted(name: str, words: str, found: Counter[str]) -> Measure:
    return Measure(name, words, sum(found.values()), str(sum(found.values())), "none", not found, _worst(found))


def _worst(found: Counter[str]) -> tuple[str, ...]:
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(f"{what} ({count} times)" if count > 1 else what for what, count in ranked[:EXAMPLES])


def non_answers(scenario: Scenario, played: Iterable[Played]) -> Measure:
    """Questions on one of the scenario's topics whose answer is about something else."""
    index = ScenarioIndex(scenario)
    asked = 0
    found: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for step in _steps(played, _ASKING):
        topic = step.lead.match.topic
        if topic is None or step.ending or "question" not in names_of(step.lead.name):
            continue
        asked += 1
        if not answers(index, step, topic):
            causes[_cause(scenario, step, topic)] += 1
            found[f'about {topic}: "{shortened(step.lead.unit.text)}" got {step.line.id}'] += 1
    missed = sum(found.values())
    share = percent(missed, asked)
    why = "".join(f"; {count} {cause}" for cause, count in sorted(causes.items()))
    shown = f"{share} % ({missed} of {asked} questions{why})" if asked else "no such question"
    ok = None if share is None else share <= MOST_NON_ANSWERS
    limit = f"at most {MOST_NON_ANSWERS:g} %"
    return Measure("non_answers", "questions on a known topic not answered", share, shown, limit, ok, _worst(found))


def answers(index: ScenarioIndex, step: Step, topic: str) -> bool:
    """Whether a line answers a question on a topic: it is on it, written for question or act, or a beat or an offer."""
    line, lead = step.line, step.lead
    if line.role is Role.FALLBACK:
        return False
    if line.topic == topic or line.role in (Role.BEAT, Role.OFFER):
        return True
    if any(name in line.to for name in names_of(lead.name)[:2]):
        return True
    return _fits(index, step)


def _cause(scenario: Scenario, step: Step, topic: str) -> str:
    earlier = set(step.state.said[:-1])
    left = [line for line in scenario.lines if line.topic == topic and _tells(line) and line.id not in earlier]
    if not left:
        return "with nothing left to say on it"
    if all(line.openness > readiness(step.state) for line in left):
        return "with only things too open to say yet"
    return "where another line weighed more"


def _tells(line: Line) -> bool:
    return line.role in (Role.LINE, Role.BEAT, Role.OFFER)


def _fallback(played: Iterable[Played]) -> Measure:
    steps = list(_steps(played, _PRACTISED))
    puzzled = [step for step in steps if step.line.role is Role.FALLBACK]
    found = Counter(f'{step.lead.name}: "{shortened(step.turn.reply)}"' for step in puzzled)
    share = percent(len(puzzled), len(steps))
    shown = f"{share} % ({len(puzzled)} of {len(steps)} lines)"
    ok = None if share is None else share <= MOST_FALLBACK
    limit = f"at most {MOST_FALLBACK:g} %"
    return Measure("fallback", "puzzled lines, skilled and mixed", share, shown, limit, ok, _worst(found))


def _steps(played: Iterable[Played], personas: Sequence[str]) -> Iterator[Step]:
    for talk in played:
        if talk.persona in personas:
            yield from talk.steps
