"""Lines that can never be said, and flags that nothing sets."""

from __future__ import annotations

from typing import TypeGuard

from mi_coach.domain.act_names import PARENTS
from mi_coach.domain.scenario import Role
from mi_coach.scenarios.diagnostics import shown, suggestion
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.views import LineView, ScenarioView, mapping_of

_ALWAYS_SAID = (Role.OPENING, Role.FAREWELL)
"""The engine says these when their moment comes, whatever stands in ``when``."""

_HEARD = frozenset(f"heard_{act}" for act in PARENTS) | {"heard_copy"}
"""Flags that the engine sets by itself for what the trainee has done so far."""


def check_reach(scenario: ScenarioView, findings: Findings) -> None:
    """Notes every line that no conversation can come to."""
    settable = {flag for line in scenario.lines for _, flag in line.texts("sets")} | _HEARD
    waiting = [line for line in scenario.lines if line.role not in _ALWAYS_SAID]
    for line in waiting:
        for n, flag in line.when_texts("flags"):
            if flag not in settable:
                hint = suggestion(flag, settable - _HEARD) + " Or add it to the sets of a line."
                findings.add("S207", (*line.loc, "when", "flags", n), f"no line sets the flag {shown(flag)}", hint)
    reached, flags = _reached(scenario, settable)
    for line in waiting:
        contradiction = _contradiction(scenario, line)
        if contradiction:
            where, message, hint = contradiction
            findings.add("S208", (*line.loc, *where), f"{_named(line)} can never be said: {message}", hint)
        elif line.index not in reached:
            key, message = _blocked(scenario, line, reached, flags)
            hint = "Loosen one of the lines that wait for each other, or mend the line it waits for."
            findings.add("S208", (*line.loc, "when", key), f"{_named(line)} can never be said: {message}", hint)


def _named(line: LineView) -> str:
    return f"the line {shown(line.id)}" if line.id else "this line"


def _reached(scenario: ScenarioView, settable: set[str]) -> tuple[set[int], set[str]]:
    """The lines that some conversation may come to, and the flags they set.

    Names of things that do not exist count as reached: they are a problem of their own, told elsewhere.
    """
    known = set(scenario.line_ids)
    wanted = {flag for line in scenario.lines for _, flag in line.when_texts("flags")}
    reached: set[int] = set()
    said: set[str] = set()
    flags = set(_HEARD) | (wanted - settable)
    grown = True
    while grown:
        grown = False
        for line in scenario.lines:
            if line.index in reached or not _may_be_said(scenario, line, known, said, flags):
                continue
            reached.add(line.index)
            if line.role is not Role.FAREWELL:
                said.add(line.id)
                flags |= {flag for _, flag in line.texts("sets")}
            grown = True
    return reached, flags


def _may_be_said(scenario: ScenarioView, line: LineView, known: set[str], said: set[str], flags: set[str]) -> bool:
    if line.role in _ALWAYS_SAID:
        return True
    waits = [[name for _, name in line.when_texts(key)] for key in ("after", "directly_after")]
    return (
        _contradiction(scenario, line) is None
        and all(not names or any(name in said or name not in known for name in names) for names in waits)
        and all(flag in flags for _, flag in line.when_texts("flags"))
    )


def _blocked(scenario: ScenarioView, line: LineView, reached: set[int], flags: set[str]) -> tuple[str, str]:
    for _, flag in line.when_texts("flags"):
        if flag not in flags:
            return "flags", f"the flag {shown(flag)} is only set by lines that can never be said"
    names = {name for key in ("after", "directly_after") for _, name in line.when_texts(key)}
    if any(other.id in names and other.index in reached for other in scenario.lines):
        return "after", "it comes only after farewells"
    return "after", "it comes only after itself or after lines that can never be said"


def _contradiction(scenario: ScenarioView, line: LineView) -> tuple[tuple[str, ...], str, str] | None:
    """Where, what is wrong and the mend, when a line's own keys keep it from ever being said."""
    if line.role is Role.REACTION and not line.raw.get("to"):
        return ("to",), "a reaction has to name what it answers", "Add to: with the acts it reacts to."
    found = _numbers_apart(scenario, line) or _names_apart(scenario, line)
    return None if found is None else (("when", found[0]), found[1], found[2])


def _numbers_apart(scenario: ScenarioView, line: LineView) -> tuple[str, str, str] | None:
    least, most = mapping_of(line.when.get("at_least")), mapping_of(line.when.get("at_most"))
    for field, low in least.items():
        high = most.get(field)
        if _is_number(low) and _is_number(high) and low > high:
            return (
                "at_least",
                f"{field} cannot be at least {low:g} and at most {high:g}",
                "Swap the two or drop one.",
            )
    from_turn, length = line.when.get("from_turn"), scenario.raw.get("length")
    if _is_number(from_turn) and _is_number(length) and from_turn >= length:
        return "from_turn", f"time is up at exchange {length}", f"Write from_turn: {length - 1} or less."
    return None


def _names_apart(scenario: ScenarioView, line: LineView) -> tuple[str, str, str] | None:
    before = {name for _, name in line.when_texts("before")}
    after = {name for _, name in line.when_texts("after")}
    if after and after <= before:
        return (
            "before",
            "it waits for the same lines to be said and not to be said",
            "Drop them from after or before.",
        )
    if scenario.opening_ids and before.issuperset(scenario.opening_ids):
        return "before", "the opening is always said first", "Drop the opening from before."
    flags = {flag for _, flag in line.when_texts("flags")}
    if flags & {flag for _, flag in line.when_texts("not_flags")}:
        return "not_flags", "it wants a flag both set and not set", "Drop the flag from flags or not_flags."
    return None


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
