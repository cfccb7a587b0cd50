"""Names, hints and notes in every form of the report, and in no form for somebody else."""

import csv
import io
import json
from dataclasses import replace

import pytest

from mi_coach.cli.feedback import feedback_lines
from mi_coach.domain.notes import TurnNotes
from mi_coach.reports import build_sheet, sheet_to_markdown, to_csv, to_html, to_json, to_markdown
from mi_coach.reports.labels import beside_lines
from mi_coach.reports.markdown import escape
from mi_coach.reports.pdf import to_pdf
from mi_coach.scoring import beside
from mi_coach.tui.widgets.report.view import read
from tests.unit.reports.examples import HOSTILE, SKILLED, report, strings
from tests.unit.reports.test_pdf import packed, told

NOTES = (
    TurnNotes(("heard", "skill"), "reflection", True, "I wanted him to feel heard."),
    TurnNotes((), "closed_question", False, ""),
    None,
    TurnNotes((), "information", None, f"=1+1 {HOSTILE}"),
)


def noted(*notes: TurnNotes | None):
    turns = SKILLED.turns
    return replace(
        SKILLED, turns=tuple(replace(t, notes=n) for t, n in zip(turns, notes, strict=False)) + turns[len(notes) :]
    )


SESSION = noted(*NOTES)
DOCUMENT = report(SESSION)


def said() -> list[str]:
    return beside_lines(DOCUMENT) + [line for turn in SESSION.turns[:2] for line in beside.lines(turn)]


@pytest.mark.parametrize("form", ["html", "markdown", "plain", "pdf"])
def test_every_form_tells_it_as_a_whole_and_beside_the_reply(form: str) -> None:
    text, shape = {
        "html": lambda: (to_html(DOCUMENT, SESSION), lambda s: s.replace("'", "&#39;")),
        "markdown": lambda: (to_markdown(DOCUMENT, SESSION), escape),
        "plain": lambda: ("\n".join(feedback_lines(DOCUMENT)), str),
        "pdf": lambda: (told(to_pdf(DOCUMENT, SESSION)), packed),
    }[form]()

    for sentence in beside_lines(DOCUMENT) if form == "plain" else said():
        assert shape(sentence) in text


def test_the_table_and_the_document_have_all_of_it() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(DOCUMENT).decode("utf-8-sig"))))
    mine = [row for row in rows if row[0] == "along the way"]

    cells = {cell for row in mine for cell in row}
    assert {"I wanted him to feel heard.", "closed_question; affirmation", "heard, skill"} & cells >= {"heard, skill"}
    assert ["along the way", "named agreed", "1"] in [row[:3] for row in mine]
    assert not any(cell.startswith("=") for cell in cells)
    assert json.loads(to_json(DOCUMENT))["own_notes"]["turns"][0] == {"turn": 1, "note": "I wanted him to feel heard."}


def test_hostile_notes_stay_words() -> None:
    page = to_html(DOCUMENT, SESSION)

    assert "<script" not in page
    assert not any("\x1b" in text or "\u202e" in text for text in strings(DOCUMENT))


def test_the_sheet_for_others_says_nothing_of_it() -> None:
    sheet = sheet_to_markdown(build_sheet(DOCUMENT))

    assert not any(escape(line) in sheet for line in said())


def test_without_notes_nothing_is_told() -> None:
    document = report(SKILLED)

    assert (document["named"], document["hints"], document["own_notes"]) == (None, None, None)
    assert "Along the way" not in to_html(document, SKILLED) + to_markdown(document) + "".join(feedback_lines(document))
    assert document == DOCUMENT | {"named": None, "hints": None, "own_notes": None}


def test_the_screen_reads_it() -> None:
    assert list(read(DOCUMENT, SESSION).beside) == beside_lines(DOCUMENT)
    assert read({}, SESSION).beside == ()
