"""What came of a reply in a drill, and of a choice in a spotting exercise: a sign, a word, a sentence."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from mi_coach.exercises.judge import Met
from mi_coach.exercises.judge import Verdict as Judged
from mi_coach.exercises.phrases import say
from mi_coach.exercises.spotting import Spotted
from mi_coach.exercises.types import Spotting
from mi_coach.tui.wording import plain

SIGNS = {Met.YES: "+", Met.NEARLY: "~", Met.NO: "·", Met.UNSURE: "?"}
"""A sign before each verdict, so that it does not hang on colour."""


class VerdictLine(Static):
    """Sign and word in bold, then why."""

    DEFAULT_CSS = """
    VerdictLine { padding: 0 1; margin-bottom: 1; border-left: outer $accent; }
    VerdictLine.-yes { border-left: outer $success; }
    """

    def __init__(self, sign: str, word: str, why: Content, good: bool) -> None:
        super().__init__(Content.assemble((f"{sign} {word}. ", "bold"), why), classes="-yes" if good else None)


def drill_verdict(verdict: Judged) -> VerdictLine:
    """The verdict on a reply."""
    word = say(f"verdict.{verdict.met}")
    return VerdictLine(SIGNS[verdict.met], word, plain(verdict.why), verdict.met is Met.YES)


def spotting_verdict(spotted: Spotted, exercise: Spotting) -> VerdictLine:
    """The answer to an item, and why it is that."""
    answer = plain({o.id: o.name for o in exercise.options}[spotted.item.answer]).plain
    why = plain(spotted.item.why)
    if spotted.close:
        return VerdictLine("+", say("spotted.close", answer=answer), why, True)
    if spotted.right:
        return VerdictLine("+", say("spotted.right", answer=answer), why, True)
    return VerdictLine("·", say("spotted.other", answer=answer), why, False)
