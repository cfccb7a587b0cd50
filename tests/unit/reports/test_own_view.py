"""The own view beside the evidence, in every form of the report."""

import csv
import io
from dataclasses import replace

import pytest

from mi_coach.cli.feedback import feedback_lines
from mi_coach.domain.self_rating import SelfRating
from mi_coach.reports import build_sheet, sheet_to_html, sheet_to_markdown, to_csv, to_html, to_markdown
from mi_coach.reports.labels import self_gap_lines, self_gap_rows
from mi_coach.reports.markdown import escape
from mi_coach.reports.pdf import sheet_to_pdf, to_pdf
from mi_coach.tui.widgets.report.view import read
from tests.unit.reports.examples import BLOCKING, SKILLED, report, strings
from tests.unit.reports.test_pdf import packed, told

RATED = replace(BLOCKING, self_rating=SelfRating(4, 5, 2, 3, None, 3.0))
DOCUMENT = report(RATED)
ROWS = self_gap_rows(DOCUMENT)


def test_there_is_a_row_for_each_that_was_rated() -> None:
    scores = {p["name"]: p["score"] for p in DOCUMENT["principles"]}
    assert [(name, own) for name, own, _, _ in ROWS] == [
        ("Clarify contracts", "4"),
        ("Express empathy", "5"),
        ("Develop desire to change", "2"),
        ("Avoid argument", "3"),
        ("Reflections to questions", "3 or more"),
    ]
    for name, _, evidence, _ in ROWS[:4]:
        assert float(evidence) == scores[name]


@pytest.mark.parametrize("form", ["html", "markdown", "plain"])
def test_every_sentence_of_it_is_on_the_page_after_the_figures(form: str) -> None:
    text = {
        "html": lambda: to_html(DOCUMENT, RATED),
        "markdown": lambda: to_markdown(DOCUMENT),
        "plain": lambda: "\n".join(feedback_lines(DOCUMENT, trend="The trend.")),
    }[form]()

    shape = {"html": lambda s: s.replace("'", "&#39;"), "markdown": escape, "plain": str}[form]
    for sentence in [*self_gap_lines(DOCUMENT), *(row[3] for row in ROWS)]:
        assert shape(sentence) in text
    at = text.index("Your own view beside the evidence")
    before = {"html": 'id="principles"', "markdown": "## The five principles", "plain": "The five principles, each"}
    last = before[form]
    assert text.index(last) < at
    assert form != "plain" or text.index("The trend.") > at


def test_the_pdf_says_it() -> None:
    text = told(to_pdf(DOCUMENT, RATED))

    for name, own, evidence, sentence in ROWS:
        assert packed(f"{name}{own}{evidence}{sentence}") in text


def test_the_table_for_spreadsheets_has_each_figure() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(DOCUMENT).decode("utf-8-sig"), newline="")))
    own = {r["item"]: (r["value"], r["band"]) for r in rows if r["section"] == "own view"}

    for p in DOCUMENT["self_gap"]["principles"]:
        assert own[p["id"]][0] == str(p["self"])
        assert own[f"{p['id']} evidence"][0] == str(p["score"])
        assert own[f"{p['id']} gap"] == (str(p["gap"]), p["way"])
    assert own["mean gap"][0] == str(DOCUMENT["self_gap"]["mean"])
    cells = "\n".join(cell for row in rows for cell in row.values())
    assert all(text in cells for text in strings(DOCUMENT["self_gap"]))


def test_the_sheet_says_it_in_a_sentence_without_a_figure() -> None:
    sheet = build_sheet(DOCUMENT)

    assert sheet["own_view"] == DOCUMENT["self_gap"]["text"]
    assert not any(char.isdigit() for char in sheet["own_view"])
    for page in (sheet_to_html(sheet), sheet_to_markdown(sheet)):
        assert sheet["own_view"] in page
    assert packed(sheet["own_view"]) in told(sheet_to_pdf(sheet, RATED))


def test_the_app_shows_the_same() -> None:
    own = read(DOCUMENT, RATED, "The trend.").own

    assert own is not None
    assert (list(own.whole), list(own.rows), own.trend) == (self_gap_lines(DOCUMENT), ROWS, "The trend.")


def test_without_a_rating_nothing_of_it_is_there_and_no_score_moves() -> None:
    document = report(BLOCKING)

    assert document == DOCUMENT | {"self_gap": None}
    sheet = build_sheet(document)
    pages = (to_html(document, BLOCKING), to_markdown(document), to_csv(document).decode(), sheet_to_markdown(sheet),
             sheet_to_html(sheet), "\n".join(feedback_lines(document)))  # fmt: skip
    assert not [page for page in pages if "own view" in page.lower()]
    assert packed("own view") not in told(to_pdf(document, BLOCKING)).lower()
    assert read(report(SKILLED), SKILLED).own is None
