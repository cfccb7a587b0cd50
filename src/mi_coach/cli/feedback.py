"""The feedback as plain lines of text, for screen readers, pipes and consoles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mi_coach.cli.common import one_line
from mi_coach.reports.labels import (
    band_name,
    beside_lines,
    figure,
    first_notes,
    practise_line,
    self_gap_lines,
    self_gap_rows,
)
from mi_coach.reports.units import first_told, told_before, told_line
from mi_coach.scoring.phrases import say

_MOST_EVIDENCE = 2


def feedback_lines(report: Mapping[str, Any], heading: str = "Your feedback", trend: str = "") -> list[str]:
    """The report in short: what worked, one next step, figures, principles, moments.

    Args:
        report: The report document.
        heading: The first line.
        trend: How the gap between own view and evidence has moved; said where that gap is.
    """
    return [one_line(line) if line else "" for line in _lines(report, heading, trend)]


def _lines(report: Mapping[str, Any], heading: str, trend: str) -> Iterator[str]:
    yield ""
    yield heading
    if first := first_notes(report):
        yield from ("", *first)
    if report["worked"]:
        yield from ("", "What worked:")
        yield from (f"- {item['text']}{_place(item)}" for item in report["worked"])
    yield from ("", f"One next step: {report['next_step']['text']}")
    yield report["next_step"]["why"]
    yield from _example(report["next_step"].get("example"))
    yield from [line] if (line := practise_line(report["next_step"])) else []
    yield ""
    if report["overall"] is None:
        yield f"Overall: {band_name('too_few')}"
    else:
        yield f"Overall: {report['overall']} of 100, {band_name(report['bands']['overall'])}"
    yield from (_measure(measure) for measure in report["measures"])
    yield "Units by code: " + _counted(report["counts"])
    if any(report["roadblocks"].values()):
        yield "Roadblocks: " + _counted(report["roadblocks"])
    yield from _principles(report)
    if rows := self_gap_rows(report):
        yield from ("", f"{say('self_gap.heading')}:", *self_gap_lines(report))
        yield from (f"{name}: you {own}, evidence {found}. {text}" for name, own, found, text in rows)
        yield from [trend] if trend else []
    if along := beside_lines(report):
        yield from ("", f"{say('beside.heading')}:", *along)
    if report["moments"]:
        yield from ("", "Moments:")
        yield from (f'- Turn {m["turn"]}: {m["text"]} You said: "{m["quote"]}"' for m in report["moments"])
    if notes := report["notes"][len(first) :]:
        yield ""
        yield from notes


def _place(item: Mapping[str, Any]) -> str:
    return f" (reply {item['turn']})" if item.get("turn") else ""


def _example(example: Mapping[str, Any] | None) -> Iterator[str]:
    if not example:
        return
    heard = f' to "{example["client"]}"' if example["client"] else ""
    yield f'At reply {example["turn"]} you said{heard}: "{example["said"]}"'
    if example["instead"]:
        yield f'One way it could go: "{example["instead"]}"'


def _measure(measure: Mapping[str, Any]) -> str:
    band = f", {band_name(measure['band'])}" if measure["band"] else ""
    behind = f" ({measure['behind']})" if measure["behind"] else ""
    return f"{measure['name']}: {figure(measure['value'])}{band}{behind}"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counts.items() if n) or "none"


def _principles(report: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", "Principles, each 1 to 5:")
    for principle in report["principles"]:
        yield f"{principle['name']}: {principle['note'] or figure(principle['score'])}"
        for sign, found in (("+", principle["for"]), ("-", first_told(principle))):
            for evidence in found[:_MOST_EVIDENCE]:
                quote = f'"{evidence["quote"]}" ' if evidence["quote"] else ""
                yield f"{sign} {quote}{evidence['text']}{_place(evidence)}"
        yield from (f"- {told_line(found, name)}" for name, found in told_before(report, principle))
