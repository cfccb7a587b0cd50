"""What stands behind each figure, as the writers show it: the units with their words, or where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from mi_coach.domain.codes import CODE_NAMES, Code, Miti, Roadblock
from mi_coach.domain.wording import reading
from mi_coach.reports.labels import GLOBALS, figure, places
from mi_coach.scoring.conversation import counted
from mi_coach.scoring.phrases import say
from mi_coach.scoring.rules import BLEND

Place = Mapping[str, int | None]
"""``turn`` and ``unit``, both from 1; ``unit`` is ``None`` for a reply as a whole."""


class Shown(NamedTuple):
    """One unit behind a figure; ``quote`` is empty where it is about a reply as a whole, and ``tag`` says so."""

    turn: int
    unit: int | None
    tag: str
    quote: str


class Figure(NamedTuple):
    """A count with its name and the units it was counted from."""

    name: str
    value: str
    units: Sequence[Place]


class Sided(NamedTuple):
    """A figure with the units that speak for it and against it; ``weight`` is its share of the overall score."""

    name: str
    value: str
    weight: str
    good: Sequence[Place]
    bad: Sequence[Place]


def shown(document: Mapping[str, Any], behind: Sequence[Place]) -> list[Shown]:
    """The units at these places with what they were coded as and their words."""
    units = {(u["turn"], u["unit"]): u for u in document["units"]}
    found = []
    for place in behind:
        unit = units.get((place["turn"], place["unit"]))
        found.append(Shown(place["turn"] or 0, place["unit"], _tag(unit), unit["quote"] if unit else ""))
    return found


def _tag(unit: Mapping[str, Any] | None) -> str:
    if unit is None:
        return say("label.whole_reply")
    kind, miti = unit["kind"], unit["miti"]
    said = reading(Code(unit["code"]), Roadblock(kind) if kind else None, Miti(miti) if miti else None)
    return said if unit["sure"] else f"{said}, {say('label.not_sure')}"


def how_many(behind: Sequence[Place]) -> str:
    """``3 units``; where some share a reply ``3 units in 2 replies``; with replies as a whole ``and 1 whole reply``."""
    units = [p["turn"] for p in behind if p["unit"]]
    whole = len(behind) - len(units)
    shared = f" in {counted(len(set(units)), 'reply')}" if len(set(units)) < len(units) else ""
    parts = [f"{counted(len(units), 'unit')}{shared}"] if units else []
    return " and ".join([*parts, *([counted(whole, "whole reply")] if whole else [])])


def where(behind: Sequence[Place]) -> str:
    """The places as reply and unit, ``1.2, 3.1``; a reply as a whole is its number alone."""
    return ", ".join(f"{p['turn']}.{p['unit']}" if p["unit"] else str(p["turn"]) for p in behind)


def code_figures(document: Mapping[str, Any]) -> list[Figure]:
    """Units by code, those that came up."""
    return _figures(document, "counts", {c.value: f"{CODE_NAMES[c]} ({c.value})" for c in Code})


def roadblock_figures(document: Mapping[str, Any]) -> list[Figure]:
    """Roadblocks by kind, those that came up."""
    return _figures(document, "roadblocks", {kind.value: kind.value for kind in Roadblock})


def miti_figures(document: Mapping[str, Any]) -> list[Figure]:
    """Replies by MITI value, those that came up."""
    return _figures(document, "miti", {v.value: f"{say(f'miti.{v.value}')} ({v.value})" for v in Miti})


def _figures(document: Mapping[str, Any], part: str, names: Mapping[str, str]) -> list[Figure]:
    behind = document["behind"][part]
    return [
        Figure(name, figure(document[part][key]), behind[key]) for key, name in names.items() if document[part][key]
    ]


def overall_figures(document: Mapping[str, Any]) -> list[Sided]:
    """The parts of the overall score, each of 100, with its weight; empty without a score."""
    parts, behind = document["overall_parts"] or {}, document["behind"]["overall_parts"]
    return [
        Sided(say(f"part.{key}"), figure(value), f"{BLEND[key]:.0%}", behind[key]["for"], behind[key]["against"])
        for key, value in parts.items()
    ]


def global_figures(document: Mapping[str, Any]) -> list[Sided]:
    """The estimated globals."""
    behind = document["behind"]["globals"]
    return [
        Sided(say(f"global.{key}"), figure(document["globals"][key]), "", behind[key]["for"], behind[key]["against"])
        for key in GLOBALS
    ]


def depth_figures(document: Mapping[str, Any]) -> list[Figure]:
    """Reflections by depth, those levels that came up; empty without a scenario."""
    depth = document["depth"] or {"counts": {}, "reflections": {}}
    return [
        Figure(say(f"depth.{level}"), figure(n), depth["reflections"][level])
        for level, n in depth["counts"].items()
        if n
    ]


def first_told(principle: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The evidence against a principle that is not quoted under one before it."""
    return [e for e in principle["against"] if e["told_under"] is None]


def more_line(turns: Sequence[int]) -> str:
    """How much more evidence there is than was quoted, and where: ``And 2 more: replies 3 and 5``."""
    return say("label.more", n=len(turns), places=places(sorted(set(turns))))


def told_before(document: Mapping[str, Any], principle: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The rest of the evidence against a principle, by the name of the principle under which it is quoted."""
    names = {p["id"]: p["name"] for p in document["principles"]}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for e in principle["against"]:
        if e["told_under"] is not None:
            groups.setdefault(names[e["told_under"]], []).append(e)
    return list(groups.items())


def told_line(found: Sequence[Mapping[str, Any]], name: str) -> str:
    """That the same counts here too, and where it is quoted: ``Counted here too, see ...: replies 3 and 5``."""
    return f"{say('label.told_under', principle=name)}: {places(sorted({e['turn'] for e in found}))}"
