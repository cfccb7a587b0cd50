"""Builds the report document from a session: the one place that decides what a report says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mi_coach.domain.codes import Miti
from mi_coach.domain.documents import SCHEMA
from mi_coach.domain.scenario import Expects, Scenario
from mi_coach.domain.session import Ending, Session
from mi_coach.scoring.behind import Places, behind_figures, coded_units
from mi_coach.scoring.beside import hints_part, named_part, notes_part
from mi_coach.scoring.better import could_land_better
from mi_coach.scoring.conversation import arc, client_view, contingencies, counted, depth, handled_limits, limits
from mi_coach.scoring.counts import RATIOS, Counts, behind, count, ratio_bands, ratios, talk_share
from mi_coach.scoring.estimates import estimates
from mi_coach.scoring.moments import moments
from mi_coach.scoring.next_step import next_step
from mi_coach.scoring.overall import Overall, overall
from mi_coach.scoring.phrases import say
from mi_coach.scoring.principles import Principle, principles
from mi_coach.scoring.reading import Reading, knows_talk, read
from mi_coach.scoring.rules import MIN_REPLIES, MIN_UNITS, NEEDS_TALK, band
from mi_coach.scoring.self_gap import self_gap
from mi_coach.scoring.unsure import unsure
from mi_coach.scoring.words import clean, quote
from mi_coach.scoring.worked import worked

_SOMEBODY = "the client"
_LONGEST_NAME = 60


def build_report(session: Session, scenario: Scenario | None, model_name: str, model_sha: str) -> dict[str, Any]:
    """Builds the report document (``docs/reference/scoring.md``) as plain JSON-ready data.

    Args:
        session: A practice session or an imported transcript, finished or not. Replies not yet coded are left out.
        scenario: What it was played with; ``None`` for a transcript, whose authored parts are then null.
        model_name: Name of the model that coded the replies.
        model_sha: Its SHA-256 digest, hexadecimal.

    Returns:
        The document. It holds no time and no random choice: the same session gives the same report.
    """
    readings = read(session, scenario)
    talk_known = knows_talk(session)
    name = quote(scenario.client.name, _LONGEST_NAME) if scenario else _SOMEBODY
    counts = count(r.units for r in readings)
    five = principles(readings, talk_known)
    whole = overall(readings, counts, five, talk_known)
    estimated = estimates(readings, five)
    behind_them = behind_figures(readings, five)
    values = ratios(counts)
    bands = {**ratio_bands(values), "overall": band("overall", whole.score), **_pop_bands(estimated)}
    all_ratios = {
        **values,
        "mi_adherent": counts.adherent,
        "mi_non_adherent": counts.non_adherent,
        "talk_share": talk_share(session),
    }
    document = {
        "schema": SCHEMA,
        "session": session.id,
        "scenario": session.scenario,
        "title": scenario.title if scenario else None,
        "client": name,
        "replies": len(readings),
        "ending": session.ending.value if session.ending else None,
        "worked": worked(session, readings, name),
        "next_step": next_step(readings, counts, name, session.ending is Ending.WALKED_OUT),
        "overall": whole.score,
        "overall_parts": whole.parts or None,
        "counts": {code.value: n for code, n in counts.codes.items()},
        "roadblocks": {kind.value: n for kind, n in counts.roadblocks.items()},
        "miti": {value.value: n for value, n in counts.miti.items()},
        "ratios": all_ratios,
        "bands": bands,
        "measures": _measures(all_ratios, bands, counts, behind_them["ratios"]),
        "principles": _principles(five, len(readings), talk_known),
        "could_land_better": could_land_better(readings),
        "moments": moments(session, readings, name),
        "arc": arc(session, talk_known),
        "contingencies": contingencies(readings, talk_known),
        "depth": depth(readings, scenario),
        "limits": limits(readings, scenario),
        "globals": estimated,
        "client_view": client_view(session, readings, scenario),
        "unsure": unsure(readings, talk_known),
        "self_gap": self_gap(session.self_rating, five, values["reflection_to_question"]),
        "named": named_part(session),
        "hints": hints_part(session),
        "own_notes": notes_part(session),
        "units": coded_units(readings),
        "behind": behind_them,
        "notes": _notes(whole, talk_known, readings, name, session.ending is Ending.WALKED_OUT),
        "model": {"name": model_name, "sha256": model_sha},
    }
    cleaned: dict[str, Any] = _cleaned(document)
    return cleaned


def _cleaned(value: Any) -> Any:
    """The same data with every string free of control characters, whoever wrote it."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {k: _cleaned(v) for k, v in value.items()}
    return [_cleaned(v) for v in value] if isinstance(value, list) else value


def _pop_bands(estimated: dict[str, Any]) -> dict[str, str]:
    bands: dict[str, str] = estimated.pop("bands")
    return bands


def _measures(
    values: dict[str, Any], bands: dict[str, str], counts: Counts, places: dict[str, Places]
) -> list[dict[str, Any]]:
    """Each figure with what it means and what stands behind it, in the order it is shown."""
    return [
        {
            "id": name,
            "name": say(f"measure.{name}"),
            "value": value,
            "band": bands.get(name),
            "behind": _behind(name, counts, value) if name in RATIOS else None,
            "meaning": say(f"meaning.{name}"),
            "units": places[name],
        }
        for name, value in values.items()
    ]


def _behind(name: str, counts: Counts, value: float | None) -> str:
    n = behind(counts)
    based = say(
        f"behind.{name}",
        reflections=counted(counts.reflections, "reflection"),
        asked=counted(counts.miti[Miti.Q], "question"),
        questions=counted(n["percent_open"], "question"),
    )
    undivided = value is None and n[name] >= MIN_UNITS[name]
    return f"{based}; {say('notes.no_questions')}" if undivided else based


def _principles(five: Sequence[Principle], replies: int, talk_known: bool) -> list[dict[str, Any]]:
    """The principles with their evidence.

    A roadblock may stand against several. Each piece against says in ``told_under`` at which principle before this one
    the same was told, so that a page quotes it once and points to it from the others.
    """
    told: dict[tuple[int, int | None, str], str] = {}
    found = []
    for p in five:
        against = [e.as_dict() | {"told_under": told.get((e.turn, e.unit, e.kind))} for e in p.bad]
        told = {(e.turn, e.unit, e.kind): p.id for e in p.bad} | told
        found.append(
            {
                "id": p.id,
                "name": say(f"principle.{p.id}"),
                "score": p.score,
                "note": None if p.score is not None else _why_null(p, replies, talk_known),
                "for": [e.as_dict() for e in p.good],
                "against": against,
            }
        )
    return found


def _why_null(p: Principle, replies: int, talk_known: bool) -> str:
    if replies < MIN_REPLIES:
        return say("band.too_few")
    return say("notes.not_seen" if talk_known or p.id not in NEEDS_TALK else "notes.needs_talk")


def _notes(whole: Overall, talk_known: bool, readings: Sequence[Reading], name: str, left: bool) -> list[str]:
    """What a reader must know to take the figures for no more than they are.

    First, who walked out (``left``), and where something about risk may have gone by.
    """
    keys: Sequence[str] = [
        "about",
        *(["overall_few"] if whole.score is None else []),
        *(["overall_capped"] if whole.capped else []),
        *(["no_talk"] if readings and not talk_known else []),
    ]
    walked = [say("notes.walked_out", Name=name[:1].upper() + name[1:])] if left else []
    again = [
        say("notes.read_again", n=r.n, name=name)
        for at, r in enumerate(readings)
        if r.line is not None and Expects.RISK in r.line.expects and handled_limits(readings, at) == ("unclear", None)
    ]
    return [*walked, *again, *(say(f"notes.{key}") for key in keys)]
