"""What each line carries: talk, meanings, model replies, its ending, and clean text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mi_coach.domain.scenario import Role
from mi_coach.domain.talk import TalkCode
from mi_coach.scenarios.diagnostics import cleaned, is_unwanted, shown, suggestion
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.models import ENDINGS
from mi_coach.scenarios.views import LineView, ScenarioView, items_of, mapping_of, text_of

CONTENT = (Role.OPENING, Role.LINE, Role.BEAT, Role.OFFER)
"""Roles that a trainee ought to be able to reflect well."""

NEEDED_REPLIES = ("simple", "complex", "open")
_TYPED = (TalkCode.CT.value, TalkCode.ST.value)
_UNTYPED = (TalkCode.DIS.value, TalkCode.FN.value)


def check_content(scenario: ScenarioView, findings: Findings) -> None:
    """Notes what is missing or wrong in single lines, and text that stands twice."""
    for line in scenario.lines:
        _check_talk(line, findings)
        _check_ending(line, findings)
        if line.role in CONTENT:
            _check_depth(line, findings)
    _check_repeats(scenario, findings)
    check_text(scenario.raw, findings)


def _check_talk(line: LineView, findings: Findings) -> None:
    for n, item in items_of(line.raw.get("talk")):
        segment = mapping_of(item)
        loc = (*line.loc, "talk", n)
        covered = text_of(segment.get("text"))
        if covered and line.text and covered not in line.text:
            message = f"these words are not in the line: {shown(covered)}"
            findings.add("S301", (*loc, "text"), message, _mend_for(covered, line.text))
        code, has_type = segment.get("code"), segment.get("type") is not None
        if code in _TYPED and not has_type:
            hint = "Add type: desire, ability, reason, need, commitment, activation or taking_steps."
            findings.add("S302", (*loc, "code"), f"{code} needs a type", hint)
        if code in _UNTYPED and has_type:
            findings.add("S302", (*loc, "type"), f"{code} takes no type", "Delete the type, or write CT or ST.")


def _mend_for(covered: str, text: str) -> str:
    def plain(words: str) -> str:
        return " ".join(words.replace("\u2019", "'").split()).casefold()

    if plain(covered) in plain(text):
        return "Only capitals, spaces or the kind of apostrophe differ: copy the words from the line."
    return "Copy the words from the line exactly, or leave text out when the segment covers all of it."


def _check_ending(line: LineView, findings: Findings) -> None:
    ending = line.raw.get("ending")
    if line.role is Role.FAREWELL:
        if ending is None:
            hint = f"Add ending: with one of {', '.join(ENDINGS)}."
            findings.add("S306", line.loc, "this farewell has no ending", hint)
        elif ending not in ENDINGS:
            message = f"there is no ending {shown(ending)}"
            findings.add("S306", (*line.loc, "ending"), message, suggestion(ending, ENDINGS))
    elif line.role is not None and ending is not None:
        hint = "Delete ending, or write role: farewell."
        findings.add("S306", (*line.loc, "ending"), "only farewells have an ending", hint, key=True)


def _check_depth(line: LineView, findings: Findings) -> None:
    if not items_of(line.raw.get("meanings")):
        hint = 'Add meanings: one to four of {text: "...", kind: meaning, feeling or value}.'
        findings.add("S303", (*line.loc, "meanings"), f"{_named(line)} has no meanings", hint)
    replies = mapping_of(line.raw.get("replies"))
    missing = [skill for skill in NEEDED_REPLIES if not text_of(replies.get(skill))]
    if missing:
        message = f"{_named(line)} has no model reply for: {', '.join(missing)}"
        findings.add("S304", (*line.loc, "replies"), message, f'Add under replies: {missing[0]}: "...".')


def _named(line: LineView) -> str:
    return f"the line {shown(line.id)}" if line.id else "this line"


def _check_repeats(scenario: ScenarioView, findings: Findings) -> None:
    first: dict[str, LineView] = {}
    for line in scenario.lines:
        words = " ".join(line.text.casefold().split())
        if not words:
            continue
        if words in first:
            row, _ = findings.source.place((*first[words].loc, "text"))
            hint = "Say it in other words, or delete one of the two."
            findings.add("S305", (*line.loc, "text"), f"this is the same text as in line {row} of the file", hint)
        first.setdefault(words, line)


def check_text(data: Any, findings: Findings) -> None:
    """Notes control characters and line breaks in any text of the file, keys included."""
    for loc, text, is_key in _texts(data, ()):
        bad = next((c for c in text.strip() if is_unwanted(c)), None)
        if bad == "\n":
            hint = "Write it on one line, or as a folded block: key: >-"
            findings.add("S109", loc, "there is a line break in this text", hint, key=is_key)
        elif bad is not None:
            message = f"there is a control character in this text: {cleaned(bad)}"
            findings.add("S109", loc, message, "Delete it.", key=is_key)


def _texts(data: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    if isinstance(data, str):
        yield loc, data, False
    elif isinstance(data, dict):
        for key, value in data.items():
            yield (*loc, key), key, True
            yield from _texts(value, (*loc, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _texts(value, (*loc, n))
