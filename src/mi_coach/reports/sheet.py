"""The feedback sheet: the same report in the four parts that managers and colleagues talk over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mi_coach.domain.documents import SCHEMA
from mi_coach.domain.session import Ending
from mi_coach.reports.labels import capital, places
from mi_coach.scoring.phrases import say

MOST = 5
"""Most points of good practice and most areas for improvement: a sheet is for one talk."""

_CONCERNS = frozenset({"threat", "dodged", "passed", "approved"})
_HELPED = frozenset({"stated", "earlier", "later", "explored"})
_KEPT_FOR_CONCERNS = frozenset({"warning", "dodged"})
_COMMENT_LINES = 4


def build_sheet(report: Mapping[str, Any]) -> dict[str, Any]:
    """Builds the sheet from a report document; it says nothing that the report does not rest on.

    Args:
        report: What :func:`mi_coach.reports.builder.build_report` gave.

    Returns:
        Plain JSON-ready data. ``good_practice``, ``improvement`` and ``concerns`` hold points of ``turn``, ``unit``
        (``None`` for the whole reply; both ``None`` for the whole conversation), ``client``, ``quote``, ``text``,
        ``also`` (turns where it came up again) and ``instead``; ``own_view`` is what is to be said of the trainee's own
        view beside the evidence, without its figures (``None`` when none was given); ``actions`` hold ``text``,
        ``why`` and ``skill``.
    """
    left_undone = _left_undone(report)
    concerns = [*_walked_out(report), *left_undone]
    return {
        "schema": SCHEMA,
        "form": "sheet",
        "session": report["session"],
        "scenario": report["scenario"],
        "title": report["title"],
        "client": report["client"],
        "replies": report["replies"],
        "ending": report["ending"],
        "about": say("sheet.about" if report["scenario"] else "sheet.about_transcript"),
        "good_practice": _good(report),
        "improvement": _improvement(report, left_undone),
        "concerns": concerns,
        "own_view": report["self_gap"]["text"] if report["self_gap"] else None,
        "actions": _actions(report, concerns),
        "cannot_tell": [
            say("sheet.not_voice"),
            say("sheet.not_tags", unsure=report["unsure"]["text"]),
            say("sheet.not_work"),
            say("sheet.not_future"),
        ],
        "to_fill": [
            {"label": say("sheet.comments_practised"), "lines": _COMMENT_LINES},
            {"label": say("sheet.comments_manager"), "lines": _COMMENT_LINES},
            {"label": say("sheet.agreed"), "lines": _COMMENT_LINES},
            {"label": say("sheet.signed_practised"), "lines": 1},
            {"label": say("sheet.signed_manager"), "lines": 1},
        ],
        "model": report["model"],
    }


def _point(text: str, found: Mapping[str, Any], client: str | None = None) -> dict[str, Any]:
    return {
        "turn": found["turn"],
        "unit": found["unit"],
        "client": client or None,
        "quote": found.get("quote") or None,
        "text": text,
        "also": [],
        "instead": None,
    }


def _good(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What worked, limits and risk handled, then the first evidence for each principle not yet shown."""
    points = [_point(e["text"], e) for e in report["worked"]]
    points += [_point(e["text"], e, e["client"]) for e in report["limits"] or [] if e["handled"] in _HELPED]
    # A report that found little to hold up (after a walk-out, say) is not filled up from the single pieces.
    if not any(e["kind"] == "kept_going" for e in report["worked"]):
        points += [_point(e["text"], e) for p in report["principles"] for e in p["for"][:1]]
    return _apart(points)[:MOST]


def _apart(points: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first point about each place; a whole reply and a unit of it are two places."""
    first: dict[object, dict[str, Any]] = {}
    for point in points:
        place = (point["turn"], point["unit"]) if point["turn"] is not None else point["text"]
        first.setdefault(place, point)
    return list(first.values())


def _improvement(report: Mapping[str, Any], left_undone: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What came up most, one point a kind, with another way where the scenario has one; not what is a concern."""
    raised = {(c["turn"], c["unit"]) for c in left_undone}
    other_ways = {m["turn"]: m["model_reply"]["text"] for m in report["moments"] if m["model_reply"]}
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    against = [e for p in report["principles"] for e in p["against"]]
    for e in [*against, *report["could_land_better"]]:
        if e["kind"] not in _KEPT_FOR_CONCERNS and (e["turn"], e["unit"]) not in raised:
            kinds.setdefault(e["kind"], []).append(e)
    points = []
    for found in sorted(kinds.values(), key=lambda met: -len({e["turn"] for e in met})):
        # The one beside which another way can be shown says most.
        shown = next((e for e in found if e.get("instead") or e["turn"] in other_ways), found[0])
        also = sorted({e["turn"] for e in found} - {shown["turn"]})
        instead = shown.get("instead") or other_ways.get(shown["turn"])
        points.append(_point(shown["text"], shown) | {"also": also, "instead": instead})
    return _apart(points)[:MOST]


def _left_undone(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """By turn: limits left unsaid, risk passed by, minimising approved of, threat as structure."""
    points = [
        _point(e["text"], e, e["client"]) | {"instead": e["model_reply"]}
        for e in report["limits"] or []
        if e["handled"] in _CONCERNS
    ]
    told = {p["turn"] for p in points}
    # One piece of evidence may stand against several principles, and a threat that answered a limit is told already.
    threats = {(e["turn"], e["unit"]): e for p in report["principles"] for e in p["against"] if e["kind"] == "warning"}
    points += [_point(say("sheet.threat"), e) for e in threats.values() if e["turn"] not in told]
    points.sort(key=lambda p: (p["turn"], p["unit"] or 0))
    return points


def _walked_out(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    if report["ending"] != Ending.WALKED_OUT.value:
        return []
    text = say("sheet.walked_out", Name=capital(report["client"]))
    last = next((m for m in report["moments"] if m["reason"] == "walked_out"), None)
    if last is None:
        return [_point(text, {"turn": None, "unit": None})]
    instead = last["model_reply"]["text"] if last["model_reply"] else None
    return [_point(text, last, last["client"]) | {"instead": instead}]


def _actions(report: Mapping[str, Any], concerns: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    step = report["next_step"]
    skill = say(f"skill.{step['skill']}")
    drill = step["drill"]
    practise = (
        say("sheet.practise_drill", skill=skill, drill=drill["skill"]) if drill else say("sheet.practise", skill=skill)
    )
    actions = [{"text": step["text"], "why": f"{step['why']} {practise}", "skill": step["skill"]}]
    turns = sorted({c["turn"] for c in concerns if c["turn"] is not None})
    if turns:
        talk = capital(say("sheet.talk_through", places=places(turns)))
        actions.append({"text": talk, "why": None, "skill": None})
    return actions
