"""The feedback as plain lines of text, for screen readers, pipes and consoles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mi_coach.cli.common import one_line
from mi_coach.reports.arc import arc_lines
from mi_coach.reports.labels import (
    band_name,
    beside_lines,
    capital,
    contingency_line,
    figure,
    first_notes,
    headings,
    measure_rows,
    practise_line,
    self_gap_lines,
    self_gap_rows,
    unit_place,
)
from mi_coach.reports.units import (
    Figure,
    Sided,
    code_figures,
    depth_figures,
    first_told,
    global_figures,
    miti_figures,
    more_line,
    overall_figures,
    roadblock_figures,
    told_before,
    told_line,
)
from mi_coach.scoring.phrases import say

_MOST_EVIDENCE = 3


def feedback_lines(report: Mapping[str, Any], heading: str = "Your feedback", trend: str = "") -> list[str]:
    """The report without the conversation: what worked, one next step, figures, principles, moments, the whole.

    Args:
        report: The report document.
        heading: The first line.
        trend: How the gap between own view and evidence has moved; said where that gap is.
    """
    return [one_line(line) if line else "" for line in _lines(report, heading, trend)]


def _lines(report: Mapping[str, Any], heading: str, trend: str) -> Iterator[str]:
    head = headings()
    first = first_notes(report)
    yield from ("", heading)
    if first:
        yield from ("", *first)
    yield from _part(head["worked"], (f"- {_placed(e['text'], e)}" for e in report["worked"]))
    yield from _next_step(report["next_step"])
    yield from _figures(report)
    yield from _principles(report)
    yield from _part(say("band.could_land_better"), map(_better, report["could_land_better"]))
    if rows := self_gap_rows(report):
        told = (f"{name}: you {own}, evidence {found}. {text}" for name, own, found, text in rows)
        yield from _part(say("self_gap.heading"), (*self_gap_lines(report), *told, *([trend] if trend else [])))
    yield from _part(say("beside.heading"), beside_lines(report))
    yield from _part(head["moments"], (line for moment in report["moments"] for line in _moment(moment)))
    yield from _whole(report, head)
    if notes := report["notes"][len(first) :]:
        yield from ("", *notes)


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A part with its title before it; nothing where there is nothing to say."""
    if found := list(lines):
        yield from ("", f"{title}:", *found)


def _placed(text: str, e: Mapping[str, Any]) -> str:
    place = unit_place(e["turn"], e["unit"])
    return f"{text} ({place})" if place else text


def _next_step(step: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"{say('heading.next_step')}: {step['text']}")
    yield step["why"]
    if example := step["example"]:
        heard = f' to "{example["client"]}"' if example["client"] else ""
        yield f'At reply {example["turn"]} you said{heard}: "{example["said"]}"'
        if example["instead"]:
            yield f'{say("label.one_way")}: "{example["instead"]}"'
    if line := practise_line(step):
        yield line


def _figures(report: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    if report["overall"] is None:
        yield f"{say('heading.overall')}: {band_name('too_few')}"
    else:
        yield f"{say('heading.overall')}: {report['overall']} of 100, {band_name(report['bands']['overall'])}"
    yield say("meaning.overall")
    if parts := overall_figures(report):
        yield f"{say('label.made_of')}: " + "; ".join(f"{p.name} {p.value} of 100, weight {p.weight}" for p in parts)
    yield from _part(say("heading.measures"), _counted(report))


def _counted(report: Mapping[str, Any]) -> Iterator[str]:
    for name, value, band, meaning in measure_rows(report):
        yield f"{name}: {value}{f', {band}' if band else ''}. {meaning}"
    for name, rows in (
        ("Units by code", code_figures(report)),
        ("Roadblocks by kind", roadblock_figures(report)),
        (say("label.by_miti"), miti_figures(report)),
    ):
        if rows:
            yield f"{name}: {_listed(rows)}"


def _listed(rows: Sequence[Figure | Sided]) -> str:
    return ", ".join(f"{row.name} {row.value}" for row in rows)


def _principles(report: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"{say('heading.principles')}, each 1 to 5:")
    for principle in report["principles"]:
        yield f"{principle['name']}: {principle['note'] or figure(principle['score'])}"
        for sign, found in (("+", principle["for"]), ("-", first_told(principle))):
            yield from (f"{sign} {_evidence(e)}" for e in found[:_MOST_EVIDENCE])
            if rest := found[_MOST_EVIDENCE:]:
                yield f"{sign} {more_line([e['turn'] for e in rest])}"
        yield from (f"- {told_line(found, name)}" for name, found in told_before(report, principle))


def _evidence(e: Mapping[str, Any]) -> str:
    return _placed(f'"{e["quote"]}" {e["text"]}' if e["quote"] else e["text"], e)


def _better(e: Mapping[str, Any]) -> str:
    instead = f' For example: "{e["instead"]}"' if e["instead"] else ""
    return f"- {_evidence(e)}{instead}"


def _moment(moment: Mapping[str, Any]) -> Iterator[str]:
    yield f"- Reply {moment['turn']}: {moment['text']}"
    if moment["client"]:
        yield f'{say("label.they_said")}: "{moment["client"]}"'
    yield f'{say("label.you_said")}: "{moment["quote"]}"'
    if moment["led_to"]["text"]:
        yield f"{say('label.led_to')}: {moment['led_to']['text']}"
    if moment["model_reply"]:
        yield f'{say("label.another_way")}: "{moment["model_reply"]["text"]}"'
    yield f"{say('label.why')}: {moment['why']}"


def _whole(report: Mapping[str, Any], head: Mapping[str, str]) -> Iterator[str]:
    """The conversation as a whole, the estimates, the client's own view, and how sure the tags are."""
    arc, depth, doubtful = report["arc"], report["depth"], report["unsure"]
    if arc and arc["text"]:
        yield from _part(head["arc"], (arc["text"], *arc_lines(arc)))
    groups = (report["contingencies"] or {}).values()
    yield from _part(head["contingencies"], (f"- {contingency_line(group)}" for group in groups))
    if depth:
        rows = depth_figures(report)
        yield from _part(head["depth"], (depth["text"], *([capital(_listed(rows))] if rows else [])))
    limits = (f'- "{e["client"]}" {_placed(e["text"], e)}' for e in report["limits"] or ())
    yield from _part(head["limits"], limits)
    yield from _part(head["globals"], (report["globals"]["text"], *map(_global, global_figures(report))))
    yield from _part(head["client_view"], (f'- "{view["text"]}"' for view in report["client_view"] or ()))
    which = (f'- "{e["quote"]}" ({unit_place(e["turn"], e["unit"])})' for e in doubtful["which"])
    yield from _part(head["unsure"], (doubtful["text"], *which))


def _global(row: Sided) -> str:
    return f"{row.name}: {row.value} of 5" if row.value != figure(None) else f"{row.name}: {row.value}"
