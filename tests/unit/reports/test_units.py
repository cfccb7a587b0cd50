"""Every figure can be opened to the units behind it, in every form of the report."""

import csv
import io
import re

import pytest
from hypothesis import given, settings

from mi_coach.cli.evidence import evidence_lines
from mi_coach.domain.codes import Code
from mi_coach.domain.session import Session
from mi_coach.reports import to_csv, to_html, to_markdown
from mi_coach.reports.units import first_told, how_many, told_before, where
from mi_coach.scoring.behind import behind_figures
from mi_coach.scoring.counts import count
from mi_coach.scoring.estimates import estimates
from mi_coach.scoring.overall import overall
from mi_coach.scoring.principles import principles
from mi_coach.scoring.reading import knows_talk, read
from mi_coach.scoring.rules import FULL_REFLECTION_SHARE, PARTNERSHIP, SOFTENING, filled, filled_resisting, two_sided
from tests.unit.reports.examples import BLOCKING, SKILLED, played, report
from tests.unit.scoring import sessions as make


def turns(places: list[dict]) -> set[int]:
    return {p["turn"] for p in places}


@settings(max_examples=100, deadline=None)
@given(make.sessions())
def test_what_stands_behind_a_figure_adds_up_to_it(session: Session) -> None:
    document = report(session, None)
    behind, coded = document["behind"], {(u["turn"], u["unit"]): u for u in document["units"]}

    assert len(coded) == sum(len(t.units or ()) for t in session.turns)
    for code, n in document["counts"].items():
        assert [coded[p["turn"], p["unit"]]["code"] for p in behind["counts"][code]] == [code] * n
    for kind, n in document["roadblocks"].items():
        assert [coded[p["turn"], p["unit"]]["kind"] for p in behind["roadblocks"][kind]] == [kind] * n
    for value, n in document["miti"].items():
        assert len(turns(behind["miti"][value])) == n
        assert {coded[p["turn"], p["unit"]]["miti"] for p in behind["miti"][value]} <= {value}
    for measure in document["measures"]:
        assert measure["units"] == behind["ratios"][measure["id"]]
    adherent = [coded[p["turn"], p["unit"]]["miti"] for p in behind["ratios"]["mi_adherent"]]
    assert set(adherent) <= {"AF", "SEEK", "EMPHASIZE"}
    assert document["ratios"]["mi_adherent"] == sum(document["miti"][v] for v in ("AF", "SEEK", "EMPHASIZE"))
    assert len(behind["ratios"]["percent_open"]) == document["counts"]["OQ"] + document["counts"]["CQ"]


@settings(max_examples=100, deadline=None)
@given(make.sessions(least=5))
def test_scores_follow_from_what_stands_behind_them(session: Session) -> None:
    readings, known = read(session), knows_talk(session)
    five = principles(readings, known)
    behind = behind_figures(readings, five)
    parts = overall(readings, count(r.units for r in readings), five, known).parts
    if not parts:
        return
    listening, share = behind["overall_parts"]["listening"], behind["overall_parts"]["reflection_share"]
    heard, told, asked = turns(listening["for"]), turns(listening["against"]), turns(share["against"])
    counted = [r for r in readings if r.n in told or any(u.code is not Code.RB for u in r.units)]
    balance = sum((r.n in heard) - (r.n in told) for r in counted) / len(counted) if counted else -0.5
    assert parts["listening"] == pytest.approx(100 * min(1, max(0, balance + 0.5)), abs=0.06)
    both = len(turns(share["for"])) + len(asked)
    expected = min(1, len(turns(share["for"])) / both / FULL_REFLECTION_SHARE) if both else 0
    assert parts["reflection_share"] == pytest.approx(100 * expected, abs=0.06)

    found, globals_ = estimates(readings, five), behind["globals"]
    power, pressed = (len(turns(globals_["partnership"][side])) for side in ("for", "against"))
    over = filled(len(readings), len(readings))
    assert found["partnership"] == int(two_sided(power / over, pressed / over, PARTNERSHIP) + 0.5)
    if found["softening_sustain_talk"] is not None:
        soft, fed = (len(turns(globals_["softening_sustain_talk"][side])) for side in ("for", "against"))
        met = filled_resisting(sum(any(s.code == "ST" for s in r.segments) for r in readings), len(readings))
        assert found["softening_sustain_talk"] == int(two_sided(soft / met, fed / met, SOFTENING) + 0.5)


@settings(max_examples=60, deadline=None)
@given(make.sessions())
def test_the_same_roadblock_is_quoted_once_and_pointed_to_from_the_other_principles(session: Session) -> None:
    document = report(session, None)

    quoted = [(e["turn"], e["unit"], e["kind"]) for p in document["principles"] for e in first_told(p)]
    assert len(quoted) == len(set(quoted))
    names = [p["name"] for p in document["principles"]]
    for p in document["principles"]:
        for name, found in told_before(document, p):
            assert names.index(name) < names.index(p["name"])
            under = first_told(document["principles"][names.index(name)])
            for e in found:
                assert [e["text"]] == [u["text"] for u in under if (u["turn"], u["unit"]) == (e["turn"], e["unit"])]


def test_a_repeated_roadblock_stands_once_in_every_form() -> None:
    threat = "One more and you're back in court."
    document = report(BLOCKING)
    parts = {
        "html": (to_html(document), "principles", "moments"),
        "md": (to_markdown(document), "## The five principles", "## Turning points"),
    }
    for text, first, last in parts.values():
        found = text[text.index(f'<h2 id="{first}"' if "<h2" in text else first) :]
        found = found[: found.index(f'<h2 id="{last}"' if "<h2" in text else last)]
        shown = re.sub(r"<[^>]+>|\\", "", found).replace("&#39;", "'")
        assert shown.count(threat) == 1
        assert re.search(r"Counted here too, see Clarify contracts: \(?reply 3", shown)


@pytest.mark.parametrize("session", [SKILLED, BLOCKING], ids=["skilled", "blocking"])
def test_the_page_opens_every_figure_to_its_units(session: Session) -> None:
    document = report(session)
    page = to_html(document, session)

    shown = page.count("<details>")
    assert "<script" not in page
    assert shown == page.count("</details>") == page.count("<summary>")
    counted = sum(bool(n) for part in ("counts", "roadblocks", "miti") for n in document[part].values())
    assert shown >= counted + sum(bool(m["units"]) for m in document["measures"])
    for unit in document["units"]:
        assert f'<a href="#t{unit["turn"]}u{unit["unit"]}">reply {unit["turn"]}, unit {unit["unit"]}</a>' in page
        assert f'<span class="tag">{unit["turn"]}.{unit["unit"]} ' in page


def test_markdown_ends_with_the_conversation_its_units_numbered_as_the_tables_name_them() -> None:
    document = report(SKILLED)
    text = to_markdown(document, SKILLED)

    talk = text[text.index("## The conversation") :]
    for turn in SKILLED.turns:
        assert f"**Craig:** {turn.client.text}" in talk
        for i, unit in enumerate(turn.units or (), 1):
            assert re.search(rf"{re.escape(unit.text)} \*\\\[{turn.n}\.{i} [a-z ]+\\\]\*", talk)
    assert "**Craig:** I'd best be off." in talk
    assert "## The conversation" not in to_markdown(document)
    assert f"| complex reflection (CR) | 3 | {where(document['behind']['counts']['CR'])} |" in text


def test_the_table_and_the_plain_lines_name_the_units_too() -> None:
    document = report(BLOCKING)
    rows = list(csv.DictReader(io.StringIO(to_csv(document).decode("utf-8-sig"), newline="")))
    for value, places in document["behind"]["miti"].items():
        found = [(int(r["turn"]), int(r["unit"])) for r in rows if (r["section"], r["item"]) == ("behind miti", value)]
        assert found == [(p["turn"], p["unit"]) for p in places]

    lines = evidence_lines(document)
    at = lines.index("Persuading and confronting: 3")
    assert lines[at + 1] == '  reply 1, unit 1, roadblock: judging: "That\'s just an excuse."'
    assert lines[at + 3].startswith("  reply 3, unit 1, roadblock: warning")


def test_places_in_words() -> None:
    one, two, whole = {"turn": 1, "unit": 1}, {"turn": 1, "unit": 2}, {"turn": 3, "unit": None}
    assert [how_many(p) for p in ([], [one], [one, two], [one, whole], [whole])] == [
        "", "1 unit", "2 units in 1 reply", "1 unit and 1 whole reply", "1 whole reply",
    ]  # fmt: skip
    assert where([one, two, whole]) == "1.1, 1.2, 3"


def test_soft_roadblocks_are_no_evidence_against_and_the_page_says_so() -> None:
    soft = [make.unit("RB:praising", "Good lad."), make.unit("RB:reassuring", "It'll be fine."), "SR"]
    document = report(played(*[(i, soft) for i in "bbeee"]))

    belief = next(p for p in document["principles"] if p["id"] == "self_belief")
    assert (belief["score"], belief["for"], belief["against"]) == (None, [], [])
    assert belief["note"] == "no sure evidence for or against it"
    assert {e["kind"] for e in document["could_land_better"]} == {"praising", "reassuring"}
