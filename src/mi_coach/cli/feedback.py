"""The feedback as plain lines of text, for screen readers, pipes and consoles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mi_coach.cli.common import one_line
from mi_coach.reports.labels import band_name, figure

_MOST_EVIDENCE = 2


def feedback_lines(report: Mapping[str, Any], heading: str = "Your feedback") -> list[str]:
    """The report in short: what worked, one next step, figures, principles, moments.

    Args:
        report: The report document.
        heading: The first line.
    """
    return [one_line(line) if line else "" for line in _lines(report, heading)]


def _lines(report: Mapping[str, Any], heading: str) -> Iterator[str]:
    yield ""
    yield heading
    if report["worked"]:
        yield from ("", "What worked:")
        yield from (f"- {item['text']}{_place(item)}" for item in report["worked"])
    yield from ("", f"One next step: {report['next_step']['text']}")
    yield report["next_step"]["why"]
    yield from _example(report["next_step"].get("example"))
    yield ""
    if report["overall"] is None:
        yield f"Overall: {band_name('too_few')}"
    else:
        yield f"Overall: {report['overall']} of 100, {band_name(report['bands']['overall'])}"
    yield from (_measure(measure) for measure in report["measures"])
    yield "Units by code: " + _counted(report["counts"])
    if any(report["roadblocks"].values()):
        yield "Roadblocks: " + _counted(report["roadblocks"])
    yield from _principles(report["principles"])
    if report["moments"]:
        yield from ("", "Moments:")
        yield from (f'- Turn {m["turn"]}: {m["text"]} You said: "{m["quote"]}"' for m in report["moments"])
    if report["notes"]:
        yield ""
        yield from report["notes"]


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


def _principles(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield from ("", "Principles, each 1 to 5:")
    for principle in found:
        score = band_name("too_few") if principle["score"] is None else figure(principle["score"])
        yield f"{principle['name']}: {score}"
        for sign, key in (("+", "for"), ("-", "against")):
            for evidence in principle[key][:_MOST_EVIDENCE]:
                quote = f'"{evidence["quote"]}" ' if evidence["quote"] else ""
                yield f"{sign} {quote}{evidence['text']}{_place(evidence)}"
