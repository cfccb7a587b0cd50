"""Loads drills and spotting exercises from files, with every problem told at its place.

The codes of the problems are those of scenario files (``docs/reference/diagnostics``), since they mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from mi_coach.exercises.convert import to_drill, to_spotting
from mi_coach.exercises.models import DrillFile, RoadblocksFile, TalkFile, TranscriptFile
from mi_coach.exercises.types import Drill, Skill, Spotting
from mi_coach.scenarios.checks.content import check_text
from mi_coach.scenarios.diagnostics import Diagnostic, cleaned, shown, suggestion
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.shape import validate
from mi_coach.scenarios.source import Loc, read
from mi_coach.scenarios.views import items_of, mapping_of, text_of, texts_of

FileT = TypeVar("FileT", bound=BaseModel)
LoadedT = TypeVar("LoadedT")

_SPOTTING: dict[str, type[TalkFile] | type[RoadblocksFile] | type[TranscriptFile]] = {
    "change-talk": TalkFile,
    "roadblocks": RoadblocksFile,
    "transcript": TranscriptFile,
}


@dataclass(frozen=True, slots=True)
class Loaded(Generic[LoadedT]):
    """What came of loading a file: the exercise, or ``None`` when there are errors, and all problems."""

    found: LoadedT | None
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def load_drill(path: Path) -> Loaded[Drill]:
    """Loads a drill; never raises for what is in the file."""
    model, findings = read_model(path, DrillFile, _check_drill)
    return Loaded(None if model is None else to_drill(model), findings.sorted())


def load_spotting(path: Path) -> Loaded[Spotting]:
    """Loads a spotting exercise; never raises for what is in the file."""
    kind = text_of(mapping_of(read(path).data).get("kind"))
    model, findings = read_model(path, _SPOTTING.get(kind, TalkFile), _check_spotting)
    return Loaded(None if model is None else to_spotting(model), findings.sorted())


def read_model(
    path: Path, form: type[FileT], check: Callable[[dict[str, Any], Path, Findings], None]
) -> tuple[FileT | None, Findings]:
    """A file as its model, or ``None`` when it has errors, and all that was found; never raises for what is in it."""
    source = read(path)
    findings = Findings(source, draft=False)
    if not isinstance(source.data, dict):
        if source.data is not None:
            findings.add("S103", (), "the file does not hold keys with values", "Begin with: schema: 1")
        return None, findings
    model = validate(form, source.data, findings, _special)
    check_text(source.data, findings)
    check(source.data, path, findings)
    return (None if findings.has_errors else model), findings


def _special(loc: tuple[str | int, ...], kind: str) -> str | None:
    if kind == "string_pattern_mismatch":
        return "S110"
    if loc[-1:] == ("strength",) and kind in ("greater_than_equal", "less_than_equal"):
        return "S106"
    if "models" in loc and kind in ("missing", "too_short", "string_too_short"):
        return "S304"
    return None


Parts = list[tuple[tuple[str | int, ...], Mapping[str, Any]]]
"""Parts of a file, each with the way to it."""


def _check_drill(data: dict[str, Any], path: Path, findings: Findings) -> None:
    check_name(text_of(data.get("skill")), "skill", path, findings)
    prompts = parts_of(data, "prompts")
    check_once(prompts, "id", "S201", findings)
    check_once(prompts, "client", "S305", findings)
    stepped = data.get("skill") == Skill.ELICIT_PROVIDE_ELICIT.value
    for loc, prompt in prompts:
        check_talk(prompt, loc, findings)
        if stepped and prompt.get("step") is None:
            hint = "Add step: elicit, provide-elicit or elicit-provide-elicit."
            findings.add("S102", loc, "the key 'step' is missing", hint)
        if not stepped and prompt.get("step") is not None:
            findings.add("S101", (*loc, "step"), "there is no step in this drill", "Delete step.", key=True)
        if data.get("skill") == Skill.AFFIRMATION.value and not texts_of(prompt.get("strengths")):
            findings.add("S102", loc, "the key 'strengths' is missing", 'Add strengths: ["...", "..."].')


def check_talk(prompt: Mapping[str, Any], loc: Loc, findings: Findings) -> None:
    """Notes talk segments whose words are not in the client line, or whose type does not go with their code."""
    line = text_of(prompt.get("client"))
    for n, raw in items_of(prompt.get("talk")):
        segment, place = mapping_of(raw), (*loc, "talk", n)
        _check_part(text_of(segment.get("text")), line, (*place, "text"), findings)
        code, typed = segment.get("code"), segment.get("type") is not None
        if code in ("CT", "ST") and not typed:
            hint = "Add type: desire, ability, reason, need, commitment, activation or taking_steps."
            findings.add("S302", (*place, "code"), f"{code} needs a type", hint)
        if code in ("DIS", "FN") and typed:
            findings.add("S302", (*place, "type"), f"{code} takes no type", "Delete the type, or write CT or ST.")


def _check_spotting(data: dict[str, Any], path: Path, findings: Findings) -> None:
    check_name(text_of(data.get("id")), "id", path, findings)
    kind = data.get("kind")
    if kind not in _SPOTTING:
        findings.add("S104", ("kind",), f"{shown(kind)} is not known here", suggestion(kind, _SPOTTING))
    items, passages = parts_of(data, "items"), parts_of(data, "passages")
    check_once([*items, *passages], "id", "S201", findings)
    check_once(items, "text", "S305", findings)
    for loc, item in items:
        _check_part(text_of(item.get("shows")), text_of(item.get("text")), (*loc, "shows"), findings)
        if (item.get("answer") in ("none", "neither")) == bool(item.get("shows")):
            hint = "Put the words that show it under shows; what is none and neither has none."
            findings.add("S102", loc, "shows and answer do not go together", hint)
    for place, turn in _turns(passages):
        if (turn.get("client") is None) == (turn.get("reply") is None):
            hint = "Write client: with what the client says, or reply: with the units of a reply."
            findings.add("S102", place, "a turn is either client or reply", hint)


def parts_of(data: Mapping[str, Any], key: str) -> Parts:
    """The parts in a list of the file, each with the way to it."""
    return [((key, n), mapping_of(raw)) for n, raw in items_of(data.get(key))]


def _turns(passages: Parts) -> Iterator[tuple[Loc, Mapping[str, Any]]]:
    for loc, passage in passages:
        for n, turn in items_of(passage.get("turns")):
            yield (*loc, "turns", n), mapping_of(turn)


def check_name(given: str, key: str, path: Path, findings: Findings) -> None:
    """Notes a name that differs from the file's."""
    if given and given != path.stem:
        hint = f"Write {key}: {cleaned(path.stem)}, or rename the file."
        findings.add("S205", (key,), f"the {key} {shown(given)} differs from the file {shown(path.stem)}", hint)


def check_once(parts: Parts, key: str, code: str, findings: Findings) -> None:
    """Notes each part whose text under the key stands in an earlier part already."""
    first: dict[str, Loc] = {}
    for loc, part in parts:
        words = " ".join(text_of(part.get(key)).casefold().split())
        if words in first:
            row, _ = findings.source.place((*first[words], key))
            what = "id" if key == "id" else "text"
            hint = "Give it another id." if key == "id" else "Say it in other words, or delete one of the two."
            findings.add(code, (*loc, key), f"this is the same {what} as in line {row} of the file", hint)
        elif words:
            first[words] = loc


def _check_part(part: str, whole: str, loc: Loc, findings: Findings) -> None:
    if part and whole and part not in whole:
        hint = "Copy the words exactly, or leave the key out when they are all of it."
        findings.add("S301", loc, f"these words are not in the line: {shown(part)}", hint)
