"""The words and marks the app shows for codes, endings and dates. Pure: text in, text or content out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from textual.content import Content

from mi_coach.domain.codes import REFLECTIONS, Code
from mi_coach.domain.reply import Evidence, Unit
from mi_coach.domain.wording import not_sure, reading
from mi_coach.errors import MiCoachError
from mi_coach.scoring.phrases import phrases, say
from mi_coach.service.text import clean_reply

QUOTE = 150
"""Longest quotation of a unit's words, in characters; the whole reply stands above it."""

MARKS = {"good": "+", "neutral": "·", "soft": "~", "roadblock": "!", "unsure": "?"}
"""A sign before each tag, so that its tone does not hang on colour."""

_FORMS = {
    "html": "Web page",
    "pdf": "PDF, for printing",
    "md": "Markdown",
    "csv": "Table for a spreadsheet (CSV)",
    "json": "JSON",
    "sheet.html": "Feedback sheet for a manager, web page",
    "sheet.pdf": "Feedback sheet for a manager, PDF",
}

_SKILLS = {
    "discord": "easing discord",
    "double_sided": "reflecting both sides",
    "limits": "stating limits",
}


def plain(text: str) -> Content:
    """People's text as content: never parsed as markup, no control or escape characters."""
    return Content(clean_reply(text))


def words(slug: str) -> str:
    """A slug such as ``community-order`` or ``reflecting_sustain_talk`` as words."""
    return clean_reply(slug).replace("_", " ").replace("-", " ")


def skill_name(slug: str) -> str:
    """A skill's slug as words that say something before one knows the method."""
    return _SKILLS.get(slug, words(slug))


def describe(error: Exception) -> str:
    """One line about an error that a person can read; details of unexpected ones stay out of it."""
    if isinstance(error, MiCoachError):
        return error.message
    return f"something unexpected went wrong ({type(error).__name__})"


def tone(unit: Unit) -> str:
    """``good``, ``neutral``, ``soft``, ``roadblock`` or ``unsure``."""
    if not unit.sure:
        return "unsure"
    if unit.code is Code.RB:
        return "soft" if unit.soft else "roadblock"
    return "neutral" if unit.code in (Code.NC, Code.GI, Code.CQ) else "good"


def label(unit: Unit) -> str:
    """The short label under a reply, without its mark."""
    name = reading(unit.code, unit.kind, unit.miti)
    if not unit.sure:
        return not_sure(unit)
    if unit.code is Code.RB:
        return name
    extra = "".join(f", {word}" for word, on in (("double-sided", unit.double_sided), ("summary", unit.summary)) if on)
    call = " - judgement call" if unit.code in REFLECTIONS else ""
    return f"{unit.code.value} {name}{extra}{call}"


def tag(unit: Unit, brackets: bool = False, quote: int = QUOTE) -> Content:
    """One line for a unit: mark, label, and its words with the deciding ones marked.

    Args:
        unit: The coded unit.
        brackets: Put deciding words in brackets too, for terminals without colour.
        quote: Longest quotation in characters.
    """
    return Content.assemble(
        f"{MARKS[tone(unit)]} ", (label(unit), "bold"), "  “", quotation(unit, brackets, quote), "”"
    )


def quotation(unit: Unit, brackets: bool = False, quote: int = QUOTE) -> Content:
    """The unit's words on one line, deciding words bold and underlined, cut to ``quote`` characters."""
    text = unit.text
    spans = _merged(unit)
    start = _window(len(text), spans, quote)
    stop = min(len(text), start + quote)
    parts: list[Content | str | tuple[str, str]] = ["… "] if start else []
    at = start
    for begin, end in spans:
        first, last = max(begin, at), min(end, stop)
        if first >= last:
            continue
        marked = _line(text[first:last])
        parts += [_line(text[at:first]), (f"[{marked}]" if brackets else marked, "bold underline")]
        at = last
    parts.append(_line(text[at:stop]))
    if stop < len(text):
        parts.append(" …")
    return Content.assemble(*parts)


def _merged(unit: Unit) -> list[tuple[int, int]]:
    """Evidence as spans within the unit, in order, overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    for first, last in sorted(_inside(unit, unit.evidence)):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def _inside(unit: Unit, evidence: Iterable[Evidence]) -> Iterable[tuple[int, int]]:
    for item in evidence:
        first, last = max(item.start, unit.start) - unit.start, min(item.end, unit.end) - unit.start
        if first < last:
            yield first, last


def _window(length: int, spans: list[tuple[int, int]], quote: int) -> int:
    """Where a quotation starts: at the beginning unless the first deciding words would be cut off."""
    if length <= quote or not spans or spans[0][1] <= quote:
        return 0
    return min(max(0, spans[0][0] - quote // 4), length - quote)


def _line(text: str) -> str:
    return clean_reply(text).replace("\n", " ")


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


def cases(count: int) -> str:
    """A number of scenarios in words."""
    return "1 conversation" if count == 1 else f"{count} conversations"


def form_name(form: str) -> str:
    """A file format as a person would call it."""
    return _FORMS.get(form, form)
