"""Ids, and all that points at them: lines, topics, acts."""

from __future__ import annotations

from mi_coach.domain.act_names import ALL_NAMES, PARENTS
from mi_coach.scenarios.diagnostics import shown, suggestion
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.views import LineView, ScenarioView, mapping_of, text_of


def check_links(scenario: ScenarioView, findings: Findings) -> None:
    """Notes ids that are used twice and names of things that are not there."""
    _check_line_ids(scenario, findings)
    _check_topic_ids(scenario, findings)
    lines, topics = set(scenario.line_ids), set(scenario.topic_ids)
    for line in scenario.lines:
        _check_line_references(line, lines, findings)
        if line.topic and scenario.lists_topics and line.topic not in topics:
            message = f"there is no topic {shown(line.topic)}"
            findings.add("S203", (*line.loc, "topic"), message, suggestion(line.topic, topics))
        for n, act in line.texts("to"):
            if act not in ALL_NAMES:
                message = f"there is no act {shown(act)}"
                findings.add("S204", (*line.loc, "to", n), message, suggestion(act, ALL_NAMES))
    _check_effects(scenario, findings)


def _check_line_ids(scenario: ScenarioView, findings: Findings) -> None:
    first: dict[str, LineView] = {}
    for line in scenario.lines:
        if not line.id:
            continue
        if line.id in first:
            row, _ = findings.source.place((*first[line.id].loc, "id"))
            hint = f"Give one of them another id; the first is in line {row}."
            findings.add("S201", (*line.loc, "id"), f"the line id {shown(line.id)} is used twice", hint)
        first.setdefault(line.id, line)


def _check_topic_ids(scenario: ScenarioView, findings: Findings) -> None:
    first: dict[str, int] = {}
    for index, topic in scenario.topics:
        topic_id = text_of(topic.get("id"))
        if topic_id in first:
            row, _ = findings.source.place(("topics", first[topic_id], "id"))
            hint = f"Join the two, or give one another id; the first is in line {row}."
            findings.add("S206", ("topics", index, "id"), f"the topic id {shown(topic_id)} is used twice", hint)
        elif topic_id:
            first[topic_id] = index


def _check_line_references(line: LineView, known: set[str], findings: Findings) -> None:
    places = [
        *(((*line.loc, "follows", n), name) for n, name in line.texts("follows")),
        *(
            ((*line.loc, "when", key, n), name)
            for key in ("after", "directly_after", "before")
            for n, name in line.when_texts(key)
        ),
    ]
    for loc, name in places:
        if name not in known:
            findings.add("S202", loc, f"there is no line {shown(name)}", suggestion(name, known))


def _check_effects(scenario: ScenarioView, findings: Findings) -> None:
    for act in mapping_of(scenario.raw.get("effects")):
        if act in PARENTS:
            continue
        if act in ALL_NAMES:
            narrow = ", ".join(sorted(name for name, wider in PARENTS.items() if act in wider))
            message = f"{shown(act)} is a family of acts, and effects take single ones"
            findings.add("S204", ("effects", act), message, f"Write a row for each that you mean: {narrow}.", key=True)
        else:
            message = f"there is no act {shown(act)}"
            findings.add("S204", ("effects", act), message, suggestion(act, PARENTS), key=True)
