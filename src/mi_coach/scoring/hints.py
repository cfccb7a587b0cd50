"""Hints in steps: what just happened, which skill could fit, a way to begin, and only then whole replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mi_coach.domain.notes import HintStep
from mi_coach.domain.scenario import Client, Line, Mark, Role
from mi_coach.domain.session import ClientTurn
from mi_coach.domain.talk import TalkCode, TalkSegment, TalkType
from mi_coach.scoring.coaching import calls_for, leaning, people
from mi_coach.scoring.phrases import phrases, say
from mi_coach.scoring.words import quote

_SIDES = {TalkCode.CT: "change", TalkCode.ST: "sustain", TalkCode.DIS: "discord"}
_MOBILISING = frozenset({TalkType.COMMITMENT, TalkType.ACTIVATION, TalkType.TAKING_STEPS})

_KEYS: dict[str, tuple[str, ...]] = {
    "limits": ("limits", "inform"),
    "risk": ("complex", "simple"),
    "discord": ("complex", "simple"),
    "double": ("double", "complex"),
    "step": ("complex", "simple"),
    "change": ("complex", "simple"),
    "sustain": ("simple", "complex"),
    "affirm": ("affirm",),
    "listen": ("complex", "simple"),
    "clarify": (),
}
"""Skills that a hint may name, each with the model replies that show it."""

_ALSO = {
    "limits": "reflect",
    "risk": "open",
    "discord": "choice",
    "double": "open",
    "step": "open",
    "change": "open",
    "sustain": "choice",
    "affirm": "open",
    "listen": "open",
}
"""A second skill beside each."""

_ALSO_KEYS = {"reflect": ("simple", "complex"), "open": ("open",), "choice": ("autonomy",), "affirm": ("affirm",)}
_ALSO_STEM = {"choice": "autonomy"}

_STEM_WORDS = 4
_LEAST_LEFT = 3
"""Words that a stem leaves to be found at the least; a shorter reply would be given away by its beginning."""

_SUBJECTS = frozenset(
    "i i'm i've i'd you you're you've you'd he he's she she's it's they they're they've we we've".split()
)
"""Words that begin a clause: a stem that ends on one ("Work and money you …") puzzles, and leads nowhere."""

_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Hint:
    """One step of a hint.

    Attributes:
        step: Which.
        title: What it is about, in a few words.
        lines: What it says, a line each.
    """

    step: HintStep
    title: str
    lines: tuple[str, ...]


def hints(pending: ClientTurn, line: Line | None, client: Client) -> tuple[Hint, ...]:
    """The steps for a client line, in order; the last is left out where the scenario has no model reply.

    Args:
        pending: What the client said.
        line: The same as it is authored, or ``None``.
        client: Who said it.
    """
    skill = _skill(pending, line)
    also = _also(skill, line)
    found = {
        HintStep.HEARD: _heard(pending, line, client),
        HintStep.SKILL: _skills(skill, also, client),
        HintStep.STEM: _stems(skill, also, line),
        HintStep.MODEL: _models(skill, line),
    }
    return tuple(Hint(step, say(f"hint_title.{step}"), tuple(lines)) for step, lines in found.items() if lines)


def _heard(pending: ClientTurn, line: Line | None, client: Client) -> list[str]:
    who = people(client)
    if line is not None and line.role is Role.FALLBACK:
        return [say("hint_heard.puzzled", pending.text, **who)]
    talk = [s for s in pending.talk or () if s.code in _SIDES]
    lines = [_segment(s, pending.text) for s in talk]
    if {s.code for s in talk} >= {TalkCode.CT, TalkCode.ST}:
        lines.append(say("hint_heard.both"))
    if not lines:
        lines.append(say("hint_heard.neutral", pending.text, **who))
    if line is not None and (called := calls_for(line)):
        lines.append(say(f"hint_heard.{called}"))
    if line is not None and Mark.MINIMISING in line.marks:
        lines.append(say("hint_heard.minimising"))
    return lines


def _segment(segment: TalkSegment, whole: str) -> str:
    side = _SIDES[segment.code]
    words = quote(segment.text or whole, _LONGEST)
    talk = say(f"hint_heard.{side}_talk")
    if segment.code is TalkCode.DIS:
        return say("hint_heard.discord", words=words, talk=talk)
    kind = say(f"hint_type_{side}.{segment.type or 'some'}")
    return say(f"hint_heard.{side}", words=words, talk=talk, type=kind)


def _skill(pending: ClientTurn, line: Line | None) -> str:
    """The skill that a line calls for most; a design judgement, in the order in which MI puts these things."""
    if line is not None and line.role is Role.FALLBACK:
        return "clarify"
    if line is not None and (called := calls_for(line)):
        return called
    leans = leaning(pending)
    if leans == "change" and any(s.type in _MOBILISING for s in pending.talk or () if s.code is TalkCode.CT):
        return "step"
    if leans == "neutral":
        return "affirm" if line is not None and line.strengths and "affirm" in line.replies else "listen"
    return "double" if leans == "both" else leans


def _also(skill: str, line: Line | None) -> str:
    """The second skill, one for which the scenario has a reply where it has any; empty for none."""
    usual = _ALSO.get(skill, "")
    if not usual or line is None or not line.replies:
        return usual
    ways = dict.fromkeys((usual, "affirm", "open") if skill != "affirm" else (usual,))
    return next((way for way in ways if _reply(line, _ALSO_KEYS[way])), "")


def _skills(skill: str, also: str, client: Client) -> list[str]:
    who = people(client)
    return [say(f"hint_skill.{skill}", **who), *([say(f"hint_skill.or_{also}", **who)] if also else [])]


def _stems(skill: str, also: str, line: Line | None) -> list[str]:
    first = _stem(line, _KEYS[skill]) or say(f"hint_stem.{skill}")
    lines = [say("hint_stem.begin", stem=first)]
    if also:
        other = _stem(line, _ALSO_KEYS[also]) or say(f"hint_stem.{_ALSO_STEM.get(also, also)}")
        if other != first:
            lines.append(say("hint_stem.or", stem=other))
    return lines


def _stem(line: Line | None, keys: tuple[str, ...]) -> str:
    """How a model reply begins; empty without one, or where its beginning would be most of it."""
    words = _reply(line, keys).split()
    if len(words) < _STEM_WORDS + _LEAST_LEFT:
        return ""
    stem = words[:_STEM_WORDS]
    if "?" not in words[-1] and stem[-1].lower().replace("’", "'") in _SUBJECTS:
        stem.pop()
    return " ".join(stem).rstrip(",;:–—- ") + " …"


def _reply(line: Line | None, keys: tuple[str, ...]) -> str:
    replies: Mapping[str, str] = line.replies if line is not None else {}
    return next((replies[key] for key in keys if key in replies), "")


def _models(skill: str, line: Line | None) -> list[str]:
    """All model replies of the line, those of the skill that was named first."""
    if line is None:
        return []
    first = [key for key in _KEYS[skill] if key in line.replies]
    order = dict.fromkeys([*first, *line.replies])
    return [say("hint_reply.said", name=_reply_name(key), text=quote(line.replies[key], 400)) for key in order]


def _reply_name(key: str) -> str:
    known = f"hint_reply.{key}"
    return say(known if known in phrases() else "hint_reply.other")
