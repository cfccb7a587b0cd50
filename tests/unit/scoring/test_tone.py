"""How the tool speaks to people: plain, British, in one place, and never the same about what was not the same."""

import ast
import re
from pathlib import Path
from statistics import mean

import pyphen
import pytest

import mi_coach
from mi_coach.reports import build_report
from mi_coach.scoring.phrases import phrases
from tests.unit.scoring import chance

OLDEST = 13
"""Highest reading age of a sentence, in years (Flesch-Kincaid grade and five); an average of nine over all."""

FEW_WORDS = 8  # a formula made for whole pages says nothing about a label
SOURCES = Path(mi_coach.__file__).parent
SPEAKS_TO_THEM = re.compile(r"\byour?\b", re.IGNORECASE)
SENTENCE = re.compile(r"^\W*[A-Z]|[.?!:](\s|$)")
FEEDBACK = ("scoring", "reports", "tui/widgets/report", "cli/feedback.py")

AMERICAN = re.compile(
    r"\b(\w+(?<!s)(?<!pr)iz(e|es|ed|ing|ation)|behavior\w*|color\w*|favor\w*|honor\w*|center\w*|program\b|defense"
    r"|judgment|practic(ing|ed)|labeled|labeling|traveled|canceled|counsel(ed|ing)|enroll|fulfill|gotten|toward\b)",
    re.IGNORECASE,
)
ORDERS = re.compile(r"\byou(?:'ve| have)? (?:should|must|need to|have to|ought|failed)\b|\bmake sure\b|\bremember to\b")
TALKS_DOWN = re.compile(r"\b(obviously|of course|clearly|as you know|good (boy|girl|job)|well done)\b", re.I)

_HYPHENS = pyphen.Pyphen(lang="en_GB")


def reading_age(text: str) -> float:
    plain = re.sub(r"“?\{\w+\}”?", "it", text)
    words = re.findall(r"[A-Za-z’']+", plain)
    sentences = max(1, len(re.findall(r"[.?!:;](?:\s|$)", plain)))
    syllables = sum(len(_HYPHENS.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + 5


def wordings() -> list[tuple[str, str]]:
    return [(name, text) for name, found in phrases().items() for text in found]


def test_reading_age() -> None:
    ages = {text: reading_age(text) for _, text in wordings() if len(text.split()) >= FEW_WORDS}
    assert len(ages) > 200
    assert not {text: age for text, age in ages.items() if age > OLDEST}
    assert mean(ages.values()) < 9


@pytest.mark.parametrize(("text", "oldest"), [("You met it with a short reflection of your own.", 8)])
def test_the_measure_tells_easy_from_hard(text: str, oldest: float) -> None:
    hard = (
        "Notwithstanding considerable institutional reservations, practitioners demonstrated commendable versatility."
    )
    assert reading_age(text) < oldest < OLDEST < reading_age(hard)


def test_spelling_and_manner() -> None:
    for name, text in wordings():
        assert not AMERICAN.search(text), (name, text)
        assert "!" not in text, (name, text)
        assert not TALKS_DOWN.search(text), (name, text)
        if not name.startswith("client_view."):
            assert not ORDERS.search(text), (name, text)


def test_the_words_that_are_looked_for_are_found() -> None:
    assert AMERICAN.search("to recognize it")
    assert AMERICAN.search("practicing")
    assert not AMERICAN.search("a prize size")
    assert ORDERS.search("what you should do")
    assert not ORDERS.search("people should be heard")


def test_what_is_said_about_a_session_has_wordings_enough() -> None:
    """What is quoted to nearly everybody has more than one wording."""
    for name in (
        "worked.reflection",
        "worked.open",
        "worked.affirmation",
        "worked.kept_going",
        "client_view.listened_low",
    ):
        assert len(phrases()[name]) > 1


def test_sentences_of_feedback_stand_in_one_place() -> None:
    """No sentence that speaks to the trainee is written in the code that makes or shows feedback."""
    found = [
        (path.relative_to(SOURCES).as_posix(), text)
        for part in FEEDBACK
        for path in ([SOURCES / part] if part.endswith(".py") else sorted((SOURCES / part).rglob("*.py")))
        for text in literals(path.read_text("utf-8"))
        if len(re.findall(r"[A-Za-z’']{2,}", text)) >= 4 and SPEAKS_TO_THEM.search(text) and SENTENCE.search(text)
    ]
    assert found == []


def literals(source: str) -> list[str]:
    """The strings of a module that are no docstring."""
    tree = ast.parse(source)
    docs = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(body := getattr(parent, "body", None), list)
        for node in body
        if isinstance(node, ast.Expr)
    }
    strings = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [str(n.value) for n in strings if id(n) not in docs]


def test_a_sentence_in_code_would_be_seen() -> None:
    assert literals('"""Your doc of four words."""\nx = f"You met {y} with a question."')[0].startswith("You met")


def test_no_two_sessions_read_the_same_when_they_were_not_the_same() -> None:
    """Four trainees in every case: what worked, the next step and the moments are nobody else's."""
    seen: dict[object, object] = {}
    openings, views = set(), set()
    played = chance.scripted()
    for at, (session, scenario) in enumerate(played):
        report = build_report(session, scenario, "m", "0" * 64)
        read = (
            tuple(e["text"] for e in report["worked"]),
            (report["next_step"]["text"], report["next_step"]["why"], str(report["next_step"]["example"])),
            tuple((m["text"], m["led_to"]["text"]) for m in report["moments"]),
        )
        assert read not in seen, (seen[read], scenario.id)
        seen[read] = (at, scenario.id)
        openings.add(read[0])
        views.add(tuple(v["text"] for v in report["client_view"] or ()))
    assert len(seen) == len(played) >= 4 * len(chance.scenarios())
    # Even what stands first, where a session that went badly has little of its own to quote.
    assert len(openings) > 0.6 * len(played)
    assert len(views) > 8
