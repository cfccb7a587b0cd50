"""Codes, endings and dates in the words that the command line prints. Pure: values in, text out."""

from __future__ import annotations

from datetime import datetime

from mi_coach.cli.common import one_line
from mi_coach.domain.codes import REFLECTIONS, Code
from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.wording import not_sure, reading
from mi_coach.scoring.phrases import phrases, say


def label(unit: Unit) -> str:
    """What a unit was taken for, with a second reading where the coder is not sure."""
    name = reading(unit.code, unit.kind, unit.miti)
    if not unit.sure:
        return not_sure(unit)
    if unit.code is Code.RB:
        return name
    marks = [m for m, on in (("double-sided", unit.double_sided), ("summary", unit.summary)) if on]
    named = ", ".join([name, *marks])
    return f"{unit.code} {named} (judgement call)" if unit.code in REFLECTIONS else f"{unit.code} {named}"


def tag(unit: Unit) -> str:
    """A unit as a conversation shows it: ``  [OQ open question] "What happened next?"``."""
    return f'  [{label(unit)}] "{one_line(unit.text)}"'


def ending(value: str | None, name: str) -> str:
    """How a session ended, as a sentence."""
    told = f"ending.{value}"
    return say(told if told in phrases() else "ending.unfinished", name=name)


def moment(when: datetime) -> str:
    """A date and time as people here write them, in the machine's time zone."""
    local = when.astimezone()
    return f"{local.day} {local:%b %Y, %H:%M}"


def replies(count: int) -> str:
    """A number of replies in words."""
    return "1 reply" if count == 1 else f"{count} replies"


def brief(scenario: Scenario) -> list[str]:
    """The case in a few lines, as it is read before the conversation."""
    client = scenario.client
    lines = [f"{scenario.title}. {client.name}, {client.age}. {client.about}".strip()]
    if scenario.content_note:
        lines.append(f"Before you begin: {scenario.content_note}")
    lines += ["", "What you know:", *(f"- {item}" for item in scenario.brief.know)]
    lines += ["", f"Your purpose: {scenario.brief.purpose}"]
    if scenario.brief.not_negotiable:
        lines += ["", "What is not negotiable:", *(f"- {item}" for item in scenario.brief.not_negotiable)]
    return [one_line(line) for line in lines]
