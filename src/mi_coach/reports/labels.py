"""Short labels and lines that the writers share, so that they say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mi_coach.domain.self_rating import RATIO
from mi_coach.scoring.phrases import say
from mi_coach.scoring.rules import MOST_GUESSED

STATE = ("trust", "importance", "confidence", "discord")
SHEET_PARTS = ("good_practice", "improvement", "concerns")
"""The parts of the sheet that hold points, in order."""
GLOBALS = ("cultivating_change_talk", "softening_sustain_talk", "partnership", "empathy")


def figure(value: float | None) -> str:
    """A number as people write it; a dash for none."""
    return "–" if value is None else str(value).removesuffix(".0")


def band_name(band: str | None) -> str:
    """What a band is called on the page."""
    return say(f"band.{band}") if band else ""


def measure_rows(document: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Rows of the measures table: name, value, band, meaning and what stands behind it."""
    return [
        (
            m["name"],
            figure(m["value"]),
            band_name(m["band"]),
            f"{m['meaning']} ({m['behind']})" if m["behind"] else m["meaning"],
        )
        for m in document["measures"]
    ]


def responses_line(group: Mapping[str, Any]) -> str:
    """What was done after one sort of talk, with the numbers of the replies."""
    parts = []
    for kind, turns in group["responses"].items():
        noun = "reply" if len(turns) == 1 else "replies"
        parts.append(f"{say(f'response.{kind}')} ({noun} {', '.join(map(str, turns))})")
    return capital("; ".join(parts))


def contingency_line(group: Mapping[str, Any]) -> str:
    """How often one sort of talk came up, and what was done after it."""
    return f"{group['text']} {responses_line(group)}." if group["responses"] else str(group["text"])


def practise_line(step: Mapping[str, Any]) -> str:
    """How to practise a next step; empty when no drill asks for it."""
    drill = step.get("drill")
    return say("label.practise", skill=drill["skill"]) if drill else ""


def unit_place(turn: int | None, unit: int | None) -> str:
    """``reply 3, unit 2``; empty without a turn."""
    if turn is None:
        return ""
    return f"reply {turn}, unit {unit}" if unit else f"reply {turn}"


def places(turns: Sequence[int]) -> str:
    """``reply 3``; ``replies 3, 5 and 8``."""
    if len(turns) == 1:
        return f"reply {turns[0]}"
    return f"replies {', '.join(map(str, turns[:-1]))} and {turns[-1]}"


def capital(text: str) -> str:
    """The text with its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def title(form: str, document: Mapping[str, Any]) -> str:
    """The title of a ``report`` or ``sheet``: what it is, and of which case or session."""
    return f"{say('heading.report' if form == 'report' else 'sheet.title')}: {document['title'] or document['session']}"


def coded_by(document: Mapping[str, Any]) -> str:
    """The line at the foot of every form."""
    model = document["model"]
    return f"Coded by {model['name']}, SHA-256 {model['sha256']}. Session {document['session']}."


def no_points(part: str) -> str:
    """What stands in a part of the sheet that has no points."""
    key = {"good_practice": "no_practice", "improvement": "no_improvement", "concerns": "no_concerns"}[part]
    return say(f"sheet.{key}")


def point_place(point: Mapping[str, Any]) -> str:
    """Where a point of the sheet stands: ``reply 3``, or the whole conversation."""
    return say("sheet.whole") if point["turn"] is None else unit_place(point["turn"], None)


def also_line(point: Mapping[str, Any]) -> str:
    """Where a point of the sheet came up again; empty where it did not."""
    return say("sheet.also", places=places(point["also"])) if point["also"] else ""


def headings() -> dict[str, str]:
    """The headings of the report by section."""
    names = (
        "report worked next_step overall measures principles moments arc contingencies depth limits globals "
        "client_view unsure transcript good_practice improvement concerns actions cannot_tell to_fill"
    )
    return {name: say(f"heading.{name}") for name in names.split()}


def self_gap_rows(document: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Rows of the trainee's own view beside the evidence: name, own view, evidence and what is to be said of the two.

    Empty when nothing was rated. Principles are of 5; the guess is of reflections for each question.
    """
    gap = document["self_gap"]
    if not gap:
        return []
    rows = [(p["name"], figure(p["self"]), figure(p["score"]), p["text"]) for p in gap["principles"]]
    if guess := gap[RATIO]:
        rows.append((guess["name"], guessed(guess["self"]), figure(guess["value"]), guess["text"]))
    return rows


def self_gap_lines(document: Mapping[str, Any]) -> list[str]:
    """What stands above those rows, a paragraph each: the whole in a sentence, and how far apart the two are."""
    gap = document["self_gap"]
    apart = [] if gap["mean"] is None else [say("self_gap.mean", gap=points(gap["mean"]), compared=gap["compared"])]
    return [" ".join([gap["text"], *apart]), gap["about"]]


def beside_lines(document: Mapping[str, Any]) -> list[str]:
    """What the trainee did beside the replies, a sentence each: names, hints, notes; empty when nothing."""
    return [document[key]["text"] for key in ("named", "hints", "own_notes") if document[key]]


def first_notes(document: Mapping[str, Any]) -> list[str]:
    """The notes that are to be read before anything else: who walked out, and where something about risk came up."""
    notes = list(document["notes"])
    about = say("notes.about")
    return notes[: notes.index(about)] if about in notes else []


def guessed(ratio: float) -> str:
    """A guess of reflections for each question, as it was asked for: from three on it is ``3 or more``."""
    return say("self_gap.or_more", n=figure(ratio)) if ratio == MOST_GUESSED else figure(ratio)


def points(gap: float) -> str:
    """``1 point``; ``1.2 points``."""
    return f"{figure(gap)} point" if gap == 1 else f"{figure(gap)} points"
