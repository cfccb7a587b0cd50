"""What was measured, in plain lines, as a document, and as the reference page's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from typing import Any

from mi_coach.service.harness import PLAN_SEEDS, SEEDS, TRAINEES, Outcome
from mi_coach.service.harness.measures import Measure
from mi_coach.service.harness.outcomes import FIELDS, GROUPS, ORDER, NextTalk
from mi_coach.service.harness.trainees import SHARES

_MARKS = {True: "ok", False: "not ok", None: "-"}
_CODES = ("CT", "ST", "DIS", "FN")
_ENDINGS = ("agreed", "summed_up", "unresolved", "walked_out", "time_up", "dead_end")


def plain_lines(outcome: Outcome) -> Iterator[str]:
    """One line a measure, with the worst examples of those beyond their limit underneath."""
    yield (
        f"{outcome.scenario}: {outcome.sessions} sessions, {outcome.exchanges} exchanges, "
        f"{outcome.trainees} generated trainees, {outcome.coded} different replies coded"
    )
    for measure in outcome.measures:
        limit = f" (limit: {measure.limit})" if measure.limit else ""
        yield f"{_MARKS[measure.ok]:7}{measure.name}: {measure.shown}{limit}"
        if measure.ok is False:
            yield from (f"           {example}" for example in measure.examples)
    yield "       As the evidence leads one to expect (no limits):"
    for measure in outcome.expected:
        yield f"{'yes' if measure.ok else 'no' if measure.ok is False else '-':7}{measure.name}: {measure.shown}"
    for name, found in outcome.endings.items():
        yield f"       endings, {name.replace('_', ' ')}: " + ", ".join(f"{n} {_said(e)}" for e, n in found.items())
    yield "       state: " + ", ".join(f"{f} {low:g} to {high:g}" for f, (low, high) in outcome.states.items())


def document(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """All figures as plain JSON-ready data."""
    scenarios = [_scenario(outcome) for outcome in outcomes]
    return {"schema": 1, "ok": all(s["ok"] for s in scenarios), "scenarios": scenarios}


def _scenario(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.scenario,
        "version": outcome.version,
        "ok": outcome.ok,
        "trainees": outcome.trainees,
        "sessions": outcome.sessions,
        "exchanges": outcome.exchanges,
        "coded": outcome.coded,
        "measures": [_measure(measure) for measure in outcome.measures],
        "expected": [_measure(measure) for measure in outcome.expected],
        "endings": outcome.endings,
        "states": {name: {"lowest": low, "highest": high} for name, (low, high) in outcome.states.items()},
        "next_talk": {group: {"lines": t.lines, "percent": dict(t.shares)} for group, t in outcome.talk.items()},
        "plans": {
            name: {"overall": p.overall, "trust": p.trust, "agreed_percent": p.best, "runs": p.runs}
            for name, p in outcome.plans.items()
        },
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "name": measure.name,
        "value": measure.value,
        "shown": measure.shown,
        "limit": measure.limit or None,
        "ok": measure.ok,
        "examples": list(measure.examples),
    }


def page(outcomes: Sequence[Outcome]) -> str:
    """The reference page: what is measured and how, then tables with a row a scenario."""
    text = files("mi_coach.service.harness").joinpath("page.md").read_text(encoding="utf-8")
    mix = ", ".join(f"{count} {_said(persona)}" for persona, count in SHARES.items())
    for name, value in (("trainees", TRAINEES), ("seeds", SEEDS), ("plan_seeds", PLAN_SEEDS), ("mix", mix)):
        text = text.replace(f"{{{name}}}", str(value))
    for name, build in _TABLES.items():
        text = text.replace(f"{{{name}}}", "\n".join(build(outcomes)))
    return text


def _coherence(outcomes: Sequence[Outcome]) -> Iterator[str]:
    ids = ("repeats", "dead_ends", "unreached", "out_of_order", "non_answers", "fallback")
    yield from _head(
        "scenario", "sessions", "repeats", "dead ends", "never said %", "out of order", "not answered %", "puzzled %"
    )
    for outcome in outcomes:
        yield _row(outcome.scenario, str(outcome.sessions), *(_cell(outcome, name) for name in ids))


def _practice(outcomes: Sequence[Outcome]) -> Iterator[str]:
    plan_names = (f"{_said(name)}: overall, trust" for name in ORDER)
    rest_names = ("order", "agreed, skilled %", "agreed, roadblocking %", "gaming, highest", "gaming, agreed")
    yield from _head("scenario", *plan_names, *rest_names)
    for outcome in outcomes:
        plans = (outcome.plans.get(name) for name in ORDER)
        figures = (f"{plan.overall}, {plan.trust}" if plan else "-" for plan in plans)
        order = [m.ok for m in outcome.measures if m.id.startswith("order_")]
        held = "holds" if order and all(order) else "**does not hold**"
        rest = (_cell(outcome, m) for m in ("best_skilled", "best_roadblocking", "gaming_score", "gaming_agreed"))
        yield _row(outcome.scenario, *figures, held, *rest)


def _talk(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield from _head("scenario", *(_said(group) for group in GROUPS), "as expected")
    for outcome in outcomes:
        judged = [m.ok for m in outcome.expected if m.ok is not None]
        cells = (_talk_cell(outcome.talk[group]) for group in GROUPS)
        yield _row(outcome.scenario, *cells, f"{sum(judged)} of {len(judged)}")


def _talk_cell(talk: NextTalk) -> str:
    return "/".join(f"{talk.shares[code]:.0f}" for code in _CODES) if talk.lines else "-"


def _endings(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield from _head("scenario", *(_said(persona) for persona in SHARES))
    for outcome in outcomes:
        found = (outcome.endings.get(persona, {}) for persona in SHARES)
        yield _row(outcome.scenario, *("/".join(str(counts.get(e, 0)) for e in _ENDINGS) for counts in found))


def _states(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield from _head("scenario", *FIELDS)
    for outcome in outcomes:
        yield _row(outcome.scenario, *(f"{low:g} to {high:g}" for low, high in (outcome.states[f] for f in FIELDS)))


_TABLES: dict[str, Callable[[Sequence[Outcome]], Iterator[str]]] = {
    "coherence": _coherence,
    "practice": _practice,
    "talk": _talk,
    "endings": _endings,
    "states": _states,
}


def _cell(outcome: Outcome, name: str) -> str:
    """A figure; one beyond its limit is in bold."""
    measure = next((m for m in outcome.measures if m.id == name), None)
    if measure is None or measure.value is None:
        return "-"
    return f"**{measure.value:g}**" if measure.ok is False else f"{measure.value:g}"


def _head(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield "|" + "---|" * len(names)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _said(slug: str) -> str:
    return slug.replace("_", " ")
