"""The PDF: what the report says and no less, the same bytes every time, and safe with any text."""

import re
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings

from mi_coach.domain.session import Session
from mi_coach.reports import build_report, build_sheet
from mi_coach.reports.labels import headings, measure_rows
from mi_coach.reports.pdf import sheet_to_pdf, to_pdf
from mi_coach.reports.pdf_text import MISSING, lacks, printable
from mi_coach.reports.units import code_figures, miti_figures, overall_figures, roadblock_figures, where
from tests.unit.reports.examples import BLOCKING, HOSTILE, SCENARIO, SKILLED, played, report
from tests.unit.scoring import sessions as make

SHOWN = re.compile(rb"\(((?:\\.|[^\\()])*)\) Tj")
UNSPACED = "x" * 20_000
MANY_SCRIPTS = "Zażółć ŵyneb 😀👩‍👧 مرحبا \u202eabc\u202c 中文 naïve “quoted” – £5 …"


def streams(pdf: bytes) -> list[bytes]:
    found = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return [zlib.decompress(s) for s in found]


def told(pdf: bytes) -> str:
    """All printed text in order, white space and the line at the foot of each page left out."""
    words = b"".join(part for s in streams(pdf) for part in SHOWN.findall(s))
    text = packed(re.sub(rb"\\(.)", rb"\1", words).decode("cp1252"))
    return re.sub(r"Feedback(sheet)?:AcasePage\d+of\d+", "", text)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\n", pdf))


def packed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def blocking() -> str:
    return told(to_pdf(report(BLOCKING), BLOCKING))


def test_it_says_what_the_document_says(blocking: str) -> None:
    document = report(BLOCKING)

    said = [document["next_step"]["text"], document["next_step"]["why"], document["unsure"]["text"], *document["notes"]]
    said += [e["text"] for p in document["principles"] for e in p["for"] + p["against"]]
    said += [e["text"] for e in document["worked"] + document["could_land_better"] + document["limits"]]
    said += [text for m in document["moments"] for text in (m["text"], m["why"], m["led_to"]["text"])]
    said += [g["text"] for g in document["contingencies"].values()] + [v["text"] for v in document["client_view"]]
    said += [document["arc"]["text"], document["depth"]["text"], document["globals"]["text"]]
    counted = [*code_figures(document), *miti_figures(document), *roadblock_figures(document)]
    said += [f"{row.name}{row.value}{where(row.units)}" for row in counted]
    said += [f"{row.name}{row.value}{row.weight}{where(row.good)}" for row in overall_figures(document)]
    said += [f"{name}{value}{band}{meaning}" for name, value, band, meaning in measure_rows(document)]
    said += [f"{p['name']}: {p['score'] or ''}" for p in document["principles"] if p["score"] != int(p["score"] or 0)]
    said += [f"{document['overall']} of 100"]
    said += [t.client.text for t in BLOCKING.turns] + [u.text for t in BLOCKING.turns for u in t.units or ()]
    for sentence in said:
        assert packed(sentence) in blocking


def test_the_parts_come_in_the_order_of_the_page(blocking: str) -> None:
    names = (
        "worked next_step overall measures principles moments arc contingencies depth limits globals client_view "
        "unsure transcript"
    )
    places = [blocking.index(packed(headings()[name])) for name in names.split()]
    assert places == sorted(places)


def test_the_first_page_says_which_form_is_the_accessible_one(blocking: str) -> None:
    assert "webpage(HTML)ofthesamereportistheaccessibleone" in blocking[:300]


def test_it_is_the_same_every_time_and_bears_the_session_s_date() -> None:
    first = to_pdf(report(BLOCKING), BLOCKING)

    assert to_pdf(report(BLOCKING), BLOCKING) == first
    assert b"/CreationDate (D:20260105090000" in first
    local = replace(BLOCKING, started=datetime(2026, 1, 5, 9))  # noqa: DTZ001 - a date without a zone is the point
    assert b"/CreationDate (D:20260105090000Z" in to_pdf(report(BLOCKING), local)


def test_it_says_what_it_is_to_programs() -> None:
    pdf = to_pdf(report(SKILLED), SKILLED)

    for part in (b"/Title (Feedback: A case)", b"/Author (MI Coach)", b"/Lang (en-GB)", b"/DisplayDocTitle true"):
        assert part in pdf
    assert b"/MediaBox [0 0 595.28 841.89]" in pdf
    assert b"/Outlines" in pdf
    assert pdf.count(b"/Subtype /Link") >= len(report(SKILLED)["worked"])
    numbered = re.findall(rb"\(Page (\d+) of \) Tj \((\d+)\) Tj", b"".join(streams(pdf)))
    assert numbered == [(b"%d" % n, b"%d" % pages(pdf)) for n in range(1, pages(pdf) + 1)]


def test_the_picture_tells_its_lines_apart_without_colour() -> None:
    drawn = b"".join(streams(to_pdf(report(SKILLED), SKILLED)))

    dashes = set(re.findall(rb"\[[\d. ]*\] [\d.]+ d\b", drawn))
    assert len(dashes) == 4
    assert not re.search(rb" rg\b| RG\b", drawn)
    end = SKILLED.turns[-1].state
    for name, value in (("trust", end.trust), ("importance", end.importance), ("strain", end.discord)):
        assert f"({name} {round(value)})".encode() in drawn


def test_hostile_text_is_printed_and_nothing_else_happens() -> None:
    text = f"{HOSTILE} {MANY_SCRIPTS} {{nb}} (un)balanced) \\"
    units = [make.unit("CR", text), make.unit("RB:praising", UNSPACED)]
    session = played(*[(i, units) for i in "abcde"], hostile=text)
    scenario = replace(SCENARIO, title=text, client=replace(SCENARIO.client, name=text))
    pdf = to_pdf(build_report(session, scenario, text, text), session)

    shown = told(pdf)
    assert shown.count("x") > 5 * 20_000
    assert "{nb}(un)balanced)\\" in shown
    assert "Zazólcwyneb[?]" in shown
    assert "Somecharacterscannotbeprinted" in shown
    assert not re.search(rb"/(JavaScript|JS|URI|Launch|EmbeddedFile)\b", pdf)
    sheet = sheet_to_pdf(build_sheet(build_report(session, scenario, text, text)), session)
    assert MISSING in told(sheet)


def test_no_word_is_broken_where_the_style_changes() -> None:
    words = [f"{'w' * n}ord" for n in range(1, 30)]
    units = [make.unit("OQ", f"{word} {'ab ' * n}?") for n, word in enumerate(words)]
    session = make.plain(units)

    drawn = b" ".join(
        part for s in streams(to_pdf(report(session, None), session)) for part in SHOWN.findall(s)
    ).decode("latin-1")
    assert [word for word in words if not re.search(rf"(^|\s){word}\b", drawn)] == []


@settings(max_examples=12, deadline=None)
@given(make.sessions())
def test_any_session_can_be_printed(session: Session) -> None:
    document = report(session, None)
    assert pages(to_pdf(document, session)) >= 1
    assert pages(sheet_to_pdf(build_sheet(document), session)) >= 1


def test_a_session_of_nothing_can_be_printed() -> None:
    session = make.session([])
    assert pages(to_pdf(report(session, None), session)) >= 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“It’s – well… £5” • €", "“It’s – well… £5” • €"), ("ŵŷ Łódź ğ", "wy Lódz g"), ("cafe\u0301", "café"),
        ("a\u202eb\x1b[31m", "ab[31m"), ("😀😀 ok 中文", "[?] ok [?]"), ("non‑breaking −5 ﬁ ²", "non-breaking -5 fi ²"),
        ("مرحبا", "[?]"),
    ],
)  # fmt: skip
def test_what_the_fonts_can_print(text: str, shown: str) -> None:
    assert printable(text).encode("latin-1").decode("cp1252") == shown
    assert lacks(text) == ("[?]" in shown)


def test_only_printing_loads_the_library_for_it() -> None:
    probe = (
        "import sys, mi_coach.reports, mi_coach.service.backend, mi_coach.cli.report; sys.exit('fpdf' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
