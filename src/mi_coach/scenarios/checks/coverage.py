"""What a whole scenario needs so that no reply, topic or ending finds the client speechless."""

from __future__ import annotations

from mi_coach.domain.codes import Roadblock
from mi_coach.domain.scenario import Role
from mi_coach.scenarios.diagnostics import shown
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.models import ENDINGS
from mi_coach.scenarios.views import ScenarioView, items_of, text_of

MIN_LINES = 80
MIN_TOPICS = 8
MIN_FALLBACKS = 8
MAX_OPENINGS = 2


def check_coverage(scenario: ScenarioView, findings: Findings) -> None:
    """Notes what the scenario as a whole lacks."""
    if scenario.lists_lines:
        _check_openings(scenario, findings)
        _check_farewells(scenario, findings)
        _check_reactions(scenario, findings)
        _check_numbers(scenario, findings)
    if scenario.lists_topics:
        _check_topics(scenario, findings)


def _check_openings(scenario: ScenarioView, findings: Findings) -> None:
    openings = scenario.with_role(Role.OPENING)
    if not openings:
        hint = "Give the client's first line role: opening."
        findings.add("S401", ("lines",), "no line has the role opening", hint, key=True)
    for line in openings[MAX_OPENINGS:]:
        hint = "Keep two at most; make the others ordinary lines."
        findings.add("S401", (*line.loc, "role"), f"there are {len(openings)} openings", hint)


def _check_farewells(scenario: ScenarioView, findings: Findings) -> None:
    there = {line.raw.get("ending") for line in scenario.with_role(Role.FAREWELL) if _is_text(line.raw.get("ending"))}
    for ending in ENDINGS:
        if ending not in there:
            hint = f"Add a line with role: farewell and ending: {ending}."
            findings.add("S402", ("lines",), f"the ending {ending} has no farewell", hint, key=True)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _check_reactions(scenario: ScenarioView, findings: Findings) -> None:
    answered = {act for line in scenario.with_role(Role.REACTION) for _, act in line.texts("to")}
    for kind in Roadblock:
        act = f"roadblock_{kind.value}"
        if act not in answered:
            hint = f"Add a line with role: reaction and to: [{act}]."
            findings.add("S403", ("lines",), f"no reaction answers {act}", hint, key=True)


def _check_numbers(scenario: ScenarioView, findings: Findings) -> None:
    fallbacks = len(scenario.with_role(Role.FALLBACK))
    if fallbacks < MIN_FALLBACKS:
        message = f"only {fallbacks} of the {MIN_FALLBACKS} fallbacks needed are here"
        hint = "Add lines with role: fallback, all different, in the client's voice."
        findings.add("S404", ("lines",), message, hint, key=True)
    if len(scenario.lines) < MIN_LINES:
        message = f"only {len(scenario.lines)} of the {MIN_LINES} lines needed are here"
        findings.add("S405", ("lines",), message, "Build threads of three to five lines in each topic.", key=True)


def _check_topics(scenario: ScenarioView, findings: Findings) -> None:
    used = {line.topic for line in scenario.lines}
    if len(scenario.topics) < MIN_TOPICS:
        message = f"only {len(scenario.topics)} of the {MIN_TOPICS} topics needed are here"
        hint = "Add what else this person would talk about: work, home, money, health, friends."
        findings.add("S406", ("topics",), message, hint, key=True)
    for index, topic in scenario.topics:
        topic_id = text_of(topic.get("id"))
        if topic_id and topic_id not in used:
            hint = f"Write lines with topic: {topic_id}, or delete the topic."
            findings.add("S407", ("topics", index, "id"), f"no line is about the topic {shown(topic_id)}", hint)
        if not any(text_of(word) for _, word in items_of(topic.get("words"))):
            name = shown(topic_id or "this one")
            hint = "Add words: [...], all that a practitioner may call it."
            findings.add("S408", ("topics", index, "words"), f"the topic {name} has no words", hint)
