"""The register of diagnostic codes: every problem a scenario or test plan can have, with what it means.

``docs/reference/diagnostics/`` has a page for each. S0 is about the file, S1 about keys and values, S2 about
links between parts, S3 about what a line carries, S4 about what a scenario needs, S5 about the library, S6
about test plans.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error keeps a scenario from being played, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class DiagnosticCode:
    """One kind of problem.

    Attributes:
        code: Such as ``S101``.
        title: A few words.
        explanation: One or two sentences: what it means and why it matters.
        severity: For scenarios that ship with the product.
        in_draft: For everybody's own scenarios, which may be unfinished.
    """

    code: str
    title: str
    explanation: str
    severity: Severity = Severity.ERROR
    in_draft: Severity = Severity.ERROR


def _code(code: str, title: str, explanation: str) -> DiagnosticCode:
    return DiagnosticCode(code, title, explanation)


def _thin(code: str, title: str, explanation: str) -> DiagnosticCode:
    return DiagnosticCode(code, title, explanation, in_draft=Severity.WARNING)


def _mild(code: str, title: str, explanation: str) -> DiagnosticCode:
    return DiagnosticCode(code, title, explanation, Severity.WARNING, Severity.WARNING)


_ALL = (
    _code("S001", "Not valid YAML", "The file breaks a rule of YAML, so nothing after that place can be read."),
    _code(
        "S002",
        "Key written twice",
        "A key stands twice in one block; only one of the two values could count.",
    ),
    _code(
        "S003",
        "Anchor, alias or tag",
        "Anchors, aliases and tags are not part of the format: write things out.",
    ),
    _code("S004", "File cannot be read", "The file is missing, too large, or not UTF-8 text."),
    _code("S101", "Unknown key", "The format has no such key here; often it is a slip of the pen."),
    _code("S102", "Missing key", "A key without which the scenario cannot be played is not there."),
    _code("S103", "Wrong type", "A value is of the wrong sort: text for a number, one thing for a list."),
    _code("S104", "Unknown value", "The key takes one of a few values, and this is none of them."),
    _code(
        "S105",
        "Too long, too short or out of range",
        "A text, list or number is beyond what the format takes.",
    ),
    _code("S106", "Strength out of range", "The strength of talk goes from 1 (faint) to 5 (strong)."),
    _code(
        "S107",
        "Version without quotes",
        "Without quotes a version is a number, and 1.10 would be read as 1.1.",
    ),
    _code("S108", "Session too short", "A scenario gives the trainee at least 20 exchanges."),
    _code(
        "S109",
        "Control character",
        "Text holds a line break or a character that is not shown but acts on screens.",
    ),
    _code("S110", "Badly formed id", "Ids and flags are small letters and digits, joined by - or _."),
    _code("S201", "Line id used twice", "Two lines have one id, so nothing could point at either of them."),
    _code("S202", "Unknown line", "follows, after and before name lines by id, and no line has this one."),
    _code("S203", "Unknown topic", "A line names a topic that the scenario does not list."),
    _code("S204", "Unknown act", "The client answers acts by fixed names, and this is none of them."),
    _code("S205", "Id differs from the folder", "A scenario lies in a folder that is named as its id is."),
    _code("S206", "Topic id used twice", "Two topics have one id."),
    _code(
        "S207",
        "Flag that nothing sets",
        "A line waits for a flag that no line sets, so it can never be said.",
    ),
    _code(
        "S208",
        "Line that can never be said",
        "What the line waits for can never come about in a conversation.",
    ),
    _code("S301", "Talk text not in the line", "A segment's text is the exact part of the line that it covers."),
    _code("S302", "Talk type missing or not wanted", "CT and ST need a type; DIS and FN take none."),
    _code(
        "S303",
        "No meanings",
        "A content line says what lies beneath it, or no complex reflection can match it.",
    ),
    _code("S304", "Model reply missing", "A content line has a simple, a complex and an open model reply."),
    _code("S305", "The same text twice", "Two lines have the same words; the client would repeat himself."),
    _code(
        "S306",
        "Farewell without a known ending",
        "A farewell names the ending it belongs to; other lines have none.",
    ),
    _code("S401", "No opening", "The client needs one first line, two at most."),
    _code("S402", "Ending without a farewell", "Each way a session can end needs last words."),
    _code(
        "S403",
        "Roadblock without a reaction",
        "Each of the twelve kinds of roadblock needs an answer of its own.",
    ),
    _code("S404", "Too few fallbacks", "At least 8 puzzled lines are needed for replies that cannot be placed."),
    _thin("S405", "Too few lines", "With fewer than 80 lines a session soon runs dry."),
    _thin(
        "S406",
        "Too few topics",
        "With fewer than 8 topics the trainee soon asks about something that is not there.",
    ),
    _mild("S407", "Topic never used", "No line belongs to this topic, so asking about it leads nowhere."),
    _code("S408", "Topic without words", "Without words the engine cannot see that a reply is about this topic."),
    _mild(
        "S501",
        "Id of a shipped scenario",
        "A scenario of your own may not stand in for a shipped one; it is left out.",
    ),
    _code("S601", "Test plan for another scenario", "A test plan names the scenario in whose folder it lies."),
    _code("S602", "Plan without replies", "A plan is a list of replies, none of them empty."),
    _code("S603", "Missing plan", "A test plan has a skilled, a mixed and a roadblocking trainee."),
    _thin("S604", "No test plan", "A scenario comes with a test plan, which shows that skill pays off in it."),
)

CODES: dict[str, DiagnosticCode] = {entry.code: entry for entry in _ALL}
"""Every code by its name, in order."""
