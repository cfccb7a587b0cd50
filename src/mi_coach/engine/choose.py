"""Chooses the client's next line: it answers what was asked, fits the state, follows on, and has not been said."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from mi_coach.domain.act_names import names_of
from mi_coach.domain.scenario import Line, Role, When
from mi_coach.domain.talk import TalkCode
from mi_coach.engine.acts import Act
from mi_coach.engine.index import ScenarioIndex
from mi_coach.engine.state import EngineState
from mi_coach.engine.stems import question_stems
from mi_coach.engine.tables import Weights, effects, weights

_SAYABLE = (Role.LINE, Role.REACTION, Role.BEAT, Role.OFFER)
_DUE = ("permission", "limits")
_QUIET = ("off_topic", "silence", "copying")

_LEAST = -6.0
"""Points below which a line is not said even when nothing better is left, unless it is the last."""

NOTHING_FITS = "nothing fits better"
LITTLE_LEFT = "little left to say"
"""The reasons given when a line is said only because nothing else is left."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen line and why; ``asked`` is the topic that the reply asked about or took up, if any."""

    line: Line
    reason: str
    puzzled: bool = False
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could answer a reply.

    Attributes:
        line: The line.
        score: Its points, with the little chance that belongs to this exchange.
        fits: False when it is only said for want of better: too few points, or another answer is due first.
    """

    line: Line
    score: float
    fits: bool


def holds(when: When, state: EngineState, exchange: int) -> bool:
    """True when all that a line asks for holds."""
    client = state.client
    return (
        exchange >= when.from_turn
        and all(getattr(client, f) >= v for f, v in when.at_least.items())
        and all(getattr(client, f) <= v for f, v in when.at_most.items())
        and (not when.after or any(i in state.said for i in when.after))
        and (not when.directly_after or state.current in when.directly_after)
        and not any(i in state.said for i in when.before)
        and all(f in state.flags for f in when.flags)
        and not any(f in state.flags for f in when.not_flags)
    )


def readiness(state: EngineState) -> float:
    """How open the client is ready to be, 1 to 6, from trust less the strain above 50."""
    return max(1.0, 1.0 + state.client.trust / 20 - max(0.0, state.client.discord - 50) / 20)


def choose(index: ScenarioIndex, state: EngineState, acts: list[Act], lead: Act, rng: Random) -> Choice:
    """Chooses the next line.

    Args:
        index: The scenario's stems.
        state: The engine's memory with the state already moved by this reply; ``n`` counts this reply.
        acts: All acts of the reply.
        lead: The act the client answers.
        rng: The exchange's own random source.

    Returns:
        The line with the reason in a few words. When nothing fits, a puzzled line; when those have run out,
        whatever may still be said.
    """
    asked = _asked_topic(acts, lead)
    scored = _scored(index, state, lead, asked, rng)
    fitting = _in_order(index, state, lead, asked, _fitting(scored, state, lead))
    if fitting:
        score, line = max(fitting, key=_by_score)
        return Choice(line, f"{lead.name}, topic {asked or state.topic or '-'}, fit {score:.1f}", asked=asked)
    going_on = [(s, line) for s, line in scored if s > _LEAST]
    return _puzzled(index, state, scored, _in_order(index, state, lead, asked, going_on), rng)


def ranked(index: ScenarioIndex, state: EngineState, acts: list[Act], lead: Act, rng: Random) -> tuple[Candidate, ...]:
    """Every line that could answer this reply, best first, for authors who want to see what came close.

    Args:
        index: As for ``choose``, like all that follows.
        state: The engine's memory with the state already moved by this reply.
        acts: All acts of the reply.
        lead: The act the client answers.
        rng: The exchange's own random source, fresh, so that the chance in the scores is the one ``choose`` meets.

    Returns:
        Lines that fit before those that do not; the first is the one that ``choose`` gives whenever it fits.
    """
    asked = _asked_topic(acts, lead)
    scored = _scored(index, state, lead, asked, rng)
    fits = {line.id for _, line in _in_order(index, state, lead, asked, _fitting(scored, state, lead))}
    found = [Candidate(line, score, line.id in fits) for score, line in scored if score > float("-inf")]
    return tuple(sorted(found, key=lambda c: (c.fits, c.score, c.line.id), reverse=True))


def sayable(index: ScenarioIndex, state: EngineState) -> list[Line]:
    """The lines that may be said in this state, whatever the reply: unsaid, allowed, and not too open."""
    return [line for line in index.scenario.with_role(*_SAYABLE) if _allowed(line, state)]


def _scored(
    index: ScenarioIndex, state: EngineState, lead: Act, asked: str | None, rng: Random
) -> list[tuple[float, Line]]:
    question = _question(lead)
    w = weights().points
    return [
        (_score(index, state, line, lead, asked, question) + rng.random() * w[_chance(line)], line)
        for line in sayable(index, state)
    ]


def _chance(line: Line) -> str:
    return {Role.REACTION: "reaction_jitter", Role.OFFER: "offer_jitter"}.get(line.role, "jitter")


def _fitting(scored: list[tuple[float, Line]], state: EngineState, lead: Act) -> list[tuple[float, Line]]:
    fitting = [(s, line) for s, line in scored if s >= weights().points["puzzled_below"]]
    if lead.name in _DUE:
        # Asked whether it is all right to go on, or told a limit, people answer that before anything else.
        fitting = [(s, line) for s, line in fitting if lead.name in line.to] or fitting
    if lead.name in _QUIET and state.puzzled < 2:
        return [(s, line) for s, line in fitting if lead.name in line.to]
    return fitting


def _in_order(
    index: ScenarioIndex, state: EngineState, lead: Act, asked: str | None, fitting: list[tuple[float, Line]]
) -> list[tuple[float, Line]]:
    """Without the lines of threads that nobody has opened.

    They stay when they answer just what was asked, or when the topic asked about has nothing else to offer.
    """
    question = _question(lead)
    kept = [
        (s, line)
        for s, line in fitting
        if not line.follows
        or any(i in state.said for i in line.follows)
        or _answers(index, line, lead, question, weights()) > 0
    ]
    if asked is not None and "question" in names_of(lead.name) and all(line.topic != asked for _, line in kept):
        kept += [(s, line) for s, line in fitting if line.topic == asked]
    return kept


def _question(lead: Act) -> frozenset[str]:
    return question_stems(lead.unit.text) if names_of(lead.name)[-1:] != ("roadblock",) else frozenset()


def _by_score(pair: tuple[float, Line]) -> tuple[float, str]:
    return pair[0], pair[1].id


def _puzzled(
    index: ScenarioIndex,
    state: EngineState,
    scored: list[tuple[float, Line]],
    going_on: list[tuple[float, Line]],
    rng: Random,
) -> Choice:
    left = [line for line in index.scenario.with_role(Role.FALLBACK) if line.id not in state.said]
    ready = [line for line in left if holds(line.when, state, state.n)]
    if ready:
        return Choice(ready[rng.randrange(len(ready))], "could not be placed", puzzled=True)
    if going_on:
        # Nobody stays puzzled for ever: with no more to say to silence or parroting, the talk goes on where it was.
        return Choice(max(going_on, key=_by_score)[1], "goes on all the same")
    if any(score > float("-inf") for score, _ in scored):
        return Choice(max(scored, key=_by_score)[1], NOTHING_FITS)
    unsaid = [line for line in index.scenario.with_role(*_SAYABLE, Role.FALLBACK) if line.id not in state.said]
    if unsaid:
        return Choice(min(unsaid, key=lambda line: (line.openness, line.id)), LITTLE_LEFT)
    raise LookupError(f"scenario {index.scenario.id} has run out of lines after {state.n} exchanges")


def _allowed(line: Line, state: EngineState) -> bool:
    if line.id in state.said or not holds(line.when, state, state.n):
        return False
    if line.openness > readiness(state):
        return False
    if line.role is Role.OFFER:
        return _offer_ready(state)
    return True


def _offer_ready(state: EngineState) -> bool:
    rule = effects()["offer"]
    opened = sum(any(names_open(a) for a in acts) for acts in state.acts)
    reflected = sum(any("reflection" in names_of(a) for a in acts) for acts in state.acts)
    return bool(
        not state.agreed
        and state.n >= rule["min_exchanges"]
        and state.client.discord <= rule["max_discord"]
        and opened >= rule["min_open"]
        and reflected >= rule["min_reflections"]
    )


def names_open(act: str) -> bool:
    """True for an act that asks openly or shares power."""
    return bool({"open_question", "collaborate"} & set(names_of(act)))


def _asked_topic(acts: list[Act], lead: Act) -> str | None:
    if lead.hard:
        return None  # people answer being told off, whatever it was about
    if lead.match.topic and (lead.match.line_id is None or lead.match.closeness > 0):
        return lead.match.topic
    if "question" in names_of(lead.name) or lead.name in ("collaborate", "permission"):
        # "Tell me about Poppy. What's she like?": the topic may stand in what was said before the question.
        touched = [
            a.match.topic for a in acts if a.match.topic and (a.match.closeness > 0 or "question" in names_of(a.name))
        ]
        return touched[-1] if touched else None
    return None


def _score(
    index: ScenarioIndex,
    state: EngineState,
    line: Line,
    lead: Act,
    asked: str | None,
    question: frozenset[str],
) -> float:
    w = weights()
    base = _base(line, lead, state, w)
    if base is None:
        return float("-inf")
    placed = _thread(index, line, state, lead, w) + _topic(line, state, asked, w)
    if lead.hard and line.role is not Role.REACTION:
        placed = min(0.0, placed)  # told off, people answer that; what they were just saying can wait
    return (
        base
        + placed
        + _answers(index, line, lead, question, w)
        + _talk(line, state, lead, w)
        + line.openness * w.points["openness"]
        + _by_role(line, state, w)
    )


def _base(line: Line, lead: Act, state: EngineState, w: Weights) -> float | None:
    """Whether the line can answer this act at all, and how directly."""
    names = names_of(lead.name)
    if line.to:
        told_off = line.role is Role.REACTION and "hard_roadblock" in names
        if lead.name in line.to:
            return w.points["told_off_exact" if told_off else "reaction_exact"]
        if any(name in line.to for name in names):
            return w.points["told_off_wide" if told_off else "reaction_wide"]
        return None
    if line.role is Role.REACTION:
        return None
    if lead.name in _QUIET:
        return 0.0 if state.puzzled < 2 else w.points["content"]
    if "hard_roadblock" in names:
        return (
            w.points["content_hard"] if line.main_talk in (TalkCode.ST, TalkCode.DIS) and line.openness <= 2 else None
        )
    return w.points["content_soft"] if "soft_roadblock" in names else w.points["content"]


def _thread(index: ScenarioIndex, line: Line, state: EngineState, lead: Act, w: Weights) -> float:
    if not line.follows:
        return 0.0
    if state.current in line.follows:
        if lead.name == "ask_closed":
            return w.points["follows_closed"]
        current = index.scenario.line(state.current)
        planning = current is not None and (current.role is Role.OFFER or state.agreed)
        return w.points["follows"] + (w.points["follows_offer"] if planning else 0.0)
    if line.role in (Role.REACTION,):
        return -6.0
    return 0.0 if any(i in state.said for i in line.follows) else w.points["thread_unopened"]


def _topic(line: Line, state: EngineState, asked: str | None, w: Weights) -> float:
    if line.topic is None:
        return 0.0
    if asked is not None:
        return w.points["asked_topic"] if line.topic == asked else w.points["off_asked_topic"]
    return w.points["same_topic"] if line.topic == state.topic else w.points["other_topic"]


def _answers(index: ScenarioIndex, line: Line, lead: Act, question: frozenset[str], w: Weights) -> float:
    if not line.asks or {"question", "collaborate"}.isdisjoint(names_of(lead.name)):
        return 0.0
    close = index.ask_closeness(line, question)
    return w.points["asks"] * close if close >= w.points["asks_floor"] else 0.0


def _talk(line: Line, state: EngineState, lead: Act, w: Weights) -> float:
    table = w.talk
    row = next((table[n] for n in names_of(lead.name) if n in table), table["default"])
    if lead.name == "reflect_sustain" and state.run_of("reflect_sustain") >= 2:
        row = table["ask_sustain"]
    points = float(row[line.main_talk.value])
    rule = w.state
    client = state.client
    change, sustain, discord = (line.talk_strength(c) for c in (TalkCode.CT, TalkCode.ST, TalkCode.DIS))
    if client.importance < 35:
        points += rule["early_change"] * max(0, change - 2)
    if client.importance > 65:
        points += rule["late_sustain"] * sustain
    if client.discord < 25:
        points += rule["calm_discord"] * discord
    if client.discord > 55:
        points += rule["tense_discord"] * discord
    return points


def _by_role(line: Line, state: EngineState, w: Weights) -> float:
    if line.role is Role.BEAT:
        gap = int(w.points["beat_gap"])
        recent = any(f"beat_at_{n}" in state.flags for n in range(state.n - gap, state.n + 1))
        return -20.0 if recent else w.points["beat"]
    if line.role is Role.OFFER:
        return w.points["offer"]
    if line.role is Role.REACTION and "answered_with_reaction" in state.flags:
        return w.points["recent_kind"]
    return 0.0
