"""The table for spreadsheets: all that the report says, and no cell that runs."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mi_coach.domain.session import Session
from mi_coach.reports import build_report, to_csv
from mi_coach.reports.csv_writer import guarded
from tests.unit.reports.examples import BLOCKING, HOSTILE, SCENARIO, SKILLED, played, report
from tests.unit.scoring import sessions as make

HEAD = ["section", "item", "value", "band", "turn", "unit", "text"]


def rows(document: dict[str, Any], session: Session | None = None) -> list[dict[str, str]]:
    text = to_csv(document, session).decode("utf-8-sig")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    found = list(reader)
    assert reader.fieldnames == HEAD
    assert all(len(row) == len(HEAD) and None not in row.values() for row in found)
    return found


def values(found: list[dict[str, str]], section: str) -> dict[str, str]:
    return {row["item"]: row["value"] for row in found if row["section"] == section}


def written(figures: dict[str, Any]) -> dict[str, str]:
    return {key: "" if value is None else str(value) for key, value in figures.items()}


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif value is not None:
        yield value


@pytest.mark.parametrize("session", [SKILLED, BLOCKING], ids=["skilled", "blocking"])
def test_every_figure_and_every_sentence_is_in_it(session: Session) -> None:
    document = report(session)
    found = rows(document, session)

    assert values(found, "units by code") == written(document["counts"])
    assert values(found, "roadblocks by kind") == written(document["roadblocks"])
    assert values(found, "replies by MITI value") == written(document["miti"])
    assert values(found, "measures") == written(document["ratios"])
    principles = {p["id"]: p["score"] for p in document["principles"]}
    assert values(found, "principles") == written(principles)
    estimated = {k: v for k, v in document["globals"].items() if k not in ("estimated", "text")}
    assert values(found, "globals") == {"note": "", **written(estimated)}
    bands = {row["item"]: row["band"] for row in found if row["section"] in ("measures", "globals", "overall")}
    assert {m: bands[m] for m in document["bands"]} == document["bands"]

    cells = {cell for row in found for cell in row.values()}
    everything = "\n".join(cells)
    for leaf in leaves(document):
        assert (leaf in everything) if isinstance(leaf, str) else str(leaf) in cells or isinstance(leaf, bool)


def test_the_conversation_stands_at_the_end_unit_by_unit() -> None:
    found = [row for row in rows(report(SKILLED), SKILLED) if row["section"] == "conversation"]

    units = [(str(t.n), str(i), u.text) for t in SKILLED.turns for i, u in enumerate(t.units or (), 1)]
    assert [(r["turn"], r["unit"], r["text"]) for r in found if r["unit"]] == units
    assert found[-1]["text"] == SKILLED.closing.text
    assert not [row for row in rows(report(SKILLED)) if row["section"] == "conversation"]


def test_it_is_as_spreadsheets_read_it_and_always_the_same() -> None:
    content = to_csv(report(SKILLED), SKILLED)

    assert content.startswith("\ufeffsection,item,value".encode())
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    assert to_csv(report(SKILLED), SKILLED) == content


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+44", "-5", "@SUM(A1)", "  =x", "\t=x", "\r=x", "＝1", "\u202e=x", "\x1b=x", "\ufeff=x", "\u00a0=x"],
)
def test_no_text_can_be_taken_for_a_formula(cell: str) -> None:
    assert str(guarded(cell)).startswith("'")


@pytest.mark.parametrize("cell", [-5, 0.5, "a=b", "“=x”", "", "5-3"])
def test_numbers_and_other_text_stay_as_they_are(cell: object) -> None:
    assert guarded(cell) == cell


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_no_text_at_all_makes_a_formula_or_a_second_line(text: str) -> None:
    cell = str(guarded(text))
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert "\n" not in cell
    assert "\r" not in cell


def test_hostile_text_stays_in_its_cell() -> None:
    text = f'=cmd|"/c calc"!A0,"\r\n{HOSTILE}'
    session = played(*[(i, [make.unit("CR", text), make.unit("RB:praising", text)]) for i in "abcde"], hostile=text)
    scenario = replace(SCENARIO, title=text, client=replace(SCENARIO.client, name=text))
    found = rows(build_report(session, scenario, text, text), session)

    assert [r for r in found if "cmd|" in r["text"]]
    for row in found:
        assert not row["text"].lstrip().startswith(("=", "+", "-", "@"))


@settings(max_examples=30, deadline=None)
@given(make.sessions())
def test_any_session_makes_a_table(session: Session) -> None:
    assert rows(report(session, None), session)
