"""The report document and its writers: complete, true of the transcript, and safe with people's text."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings

from mi_coach.domain.codes import Code
from mi_coach.domain.reply import Alternative
from mi_coach.domain.scenario import Mark
from mi_coach.domain.session import ClientState, Ending, Session
from mi_coach.reports import build_report, to_html, to_json, to_markdown
from mi_coach.reports.markdown import escape
from mi_coach.scoring.words import clean
from tests.unit.reports.examples import (
    BLOCKING,
    HOSTILE,
    HOSTILE_PLAY,
    SCENARIO,
    SKILLED,
    played,
    report,
    strings,
)
from tests.unit.scoring import sessions as make

KEYS = set(
    """schema session scenario counts miti ratios bands principles overall moments next_step self_gap client_view model
    roadblocks globals arc contingencies depth limits unsure worked""".split()
)


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def names(self) -> list[str]:
        return [t for t, _ in self.tags]


@settings(max_examples=60, deadline=None)
@given(make.sessions())
def test_any_session_gives_a_whole_report_in_every_form(session: Session) -> None:
    document = report(session, None)

    assert document.keys() >= KEYS
    assert json.loads(to_json(document)) == document
    assert document["counts"] == {c.value: sum(u.code is c for t in session.turns for u in t.units or ()) for c in Code}
    places = {(t.n, i): u for t in session.turns for i, u in enumerate(t.units or (), start=1)}
    evidence = [e for p in document["principles"] for e in p["for"] + p["against"]]
    for e in [*evidence, *document["worked"], *document["could_land_better"], *document["moments"]]:
        if e["turn"] is not None and e["unit"] is not None:
            assert e["quote"].rstrip("…") in clean(places[e["turn"], e["unit"]].text)
    for measure, band in document["bands"].items():
        if measure in document["ratios"]:
            assert (document["ratios"][measure] is None) == (band == "too_few")
    assert 1 <= len(document["worked"]) <= 3
    assert len(document["moments"]) <= 3
    assert to_markdown(document).startswith("# Feedback")
    assert Page(to_html(document, session)).names().count("h1") == 1


def test_the_same_session_gives_the_same_report_and_another_reads_differently() -> None:
    assert report(SKILLED) == report(replace(SKILLED))
    assert report(SKILLED)["worked"] != report(BLOCKING)["worked"]


def test_a_skilled_session() -> None:
    document = report(SKILLED)

    assert "She matters more than any of it." in " ".join(e["text"] for e in document["worked"])
    said = document["limits"][0]
    assert (said["turn"], said["unit"], said["expects"], said["handled"]) == (3, 1, ["limits"], "stated")
    assert said["client"] == "Are you going to breach me?"
    assert said["quote"] == "If you tell me you plan to drive, I have to pass it on."
    assert document["limits"][1]["handled"] == "explored"
    assert document["contingencies"]["sustain_talk"]["responses"] == {"reflected": [1, 6]}
    assert document["overall"] >= 70
    assert [v["about"] for v in document["client_view"]] == ["listened", "respected", "come_back"]
    assert document["arc"]["points"][0]["state"]["trust"] == 44


def test_a_roadblocking_session_is_told_kindly_and_shows_a_way() -> None:
    document = report(BLOCKING)

    assert document["worked"][0]["kind"] == "kept_going"
    assert document["overall"] < 40
    assert {m["turn"] for m in document["moments"]} >= {1}
    assert [e["handled"] for e in document["limits"]] == ["threat", "passed"]
    example = document["next_step"]["example"]
    assert example["client"] == SCENARIO.by_id[BLOCKING.turns[example["turn"] - 1].client.line_id].text
    assert example["instead"] in SCENARIO.by_id[BLOCKING.turns[example["turn"] - 1].client.line_id].replies.values()
    praised = next(e for e in document["could_land_better"] if e["kind"] == "praising")
    assert praised["instead"] == "Affirm e."


def test_what_was_let_slip_is_listed_whatever_the_moments_show() -> None:
    played_down = replace(SCENARIO.by_id["a"], marks=(Mark.MINIMISING,))
    scenario = replace(SCENARIO, lines=(played_down, *SCENARIO.lines[1:]))
    session = played(("a", [make.unit("RB:praising", "Fair enough.")]), *[("e", ["CR"])] * 4)

    (met,) = report(session, scenario)["limits"]
    assert (met["turn"], met["unit"], met["handled"]) == (1, 1, "approved")
    assert met["model_reply"] == "Complex reply to a."
    assert [e["handled"] for e in report(BLOCKING)["limits"]].count("passed") == 1


def test_what_a_moment_led_to_is_what_happened() -> None:
    for session in (SKILLED, BLOCKING):
        nexts = [*(t.client.text for t in session.turns[1:]), session.closing.text]
        before = [session.start_state, *(t.state for t in session.turns)]
        for moment in report(session)["moments"]:
            at = moment["turn"] - 1
            assert moment["led_to"]["client"] == nexts[at]
            moved = session.turns[at].state.trust - before[at].trust
            assert moment["led_to"]["change"]["trust"] == pytest.approx(moved)


def test_a_transcript_without_talk_or_scenario() -> None:
    rambling = "so you felt pushed into it and then you drove " * 400
    turns = [make.turn(1, ["CR"], "", None), make.turn(1, ["OQ"], "", None)]
    turns += [
        make.turn(1, [make.unit("SR", rambling)], "i just went and did it you know " * 300, None) for _ in range(4)
    ]
    document = report(make.session(turns), None)

    for part in ("arc", "contingencies", "depth", "limits", "client_view", "self_gap"):
        assert document[part] is None
    scores = {p["id"]: p["score"] for p in document["principles"]}
    assert scores["desire"] is None
    assert scores["argument"] is None
    assert scores["empathy"] is not None
    assert document["overall"] is not None
    assert max(map(len, strings(document))) < 700


@pytest.mark.parametrize("turns", [[], [make.turn(1, ["SR"])], [make.turn(1, [])]])
def test_too_little_to_score(turns: list) -> None:
    document = report(make.session(turns), None)

    assert document["overall"] is None
    assert set(document["bands"].values()) == {"too_few"}
    assert all(p["score"] is None for p in document["principles"])
    assert document["next_step"]["text"]
    assert to_html(document)
    assert to_markdown(document)


def test_unsure_tags_say_which_bands_they_could_change() -> None:
    doubtful = make.unit("SR", sure=False, alternatives=(Alternative(Code.CR, None, 0.4),))
    document = report(make.plain(*[["SR"]] * 3, *[["CR"]] * 2, [doubtful], ["OQ"]), None)

    changed = {c["measure"]: (c["band"], c["could_be"]) for c in document["unsure"]["could_change"]}
    assert document["unsure"]["units"] == 1
    assert changed["percent_complex"] == ("below", ["good"])


def test_hostile_text_stays_text() -> None:
    units = [make.unit("CR", HOSTILE), make.unit("RB:praising", HOSTILE)]
    session = played(*[(i, units) for i in "abcde"], hostile=HOSTILE)
    hostile_scenario = replace(SCENARIO, title=HOSTILE, client=replace(SCENARIO.client, name=HOSTILE))
    document = build_report(session, hostile_scenario, HOSTILE, HOSTILE)

    page = to_html(document, session)
    assert set(Page(page).names()) & {"script", "iframe", "img", "link"} == set()
    assert page.count("<style>") == 1
    for text in (page, to_markdown(document, session), to_json(document)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "{{ 7*7 }}" in page
    marked = to_markdown(document, session)
    assert "<script" not in marked.replace("\\<", "")
    for table in (part.splitlines() for part in marked.split("\n\n") if part.startswith("|")):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table}) == 1
    assert "](" not in re.sub(r"\\.", "", marked)


@pytest.mark.parametrize(
    ("text", "safe"),
    [("a|b", "a\\|b"), ("1. one", "1\\. one"), ("# x", "\\# x"), ("- x", "\\- x"), ("a\n> b", "a > b"),
     ("&lt;", "&amp;lt;"), ("https://x.y", "https&#58;//x.y"), ("a@b.c", "a&#64;b.c"), ("> q", "\\> q"),
        ("0.53 well-known (yes)", "0.53 well-known (yes)"),
        ("<b>", "\\<b>")],
)  # fmt: skip
def test_markdown_escapes(text: str, safe: str) -> None:
    assert escape(text) == safe


def test_the_page_stands_alone_and_is_in_order() -> None:
    page = to_html(report(SKILLED), SKILLED)
    parsed = Page(page)

    attributes = [(k, v or "") for _, found in parsed.tags for k, v in found.items()]
    assert ("lang", "en-GB") in attributes
    assert any("default-src 'none'" in v for k, v in attributes if k == "content")
    assert all(v.startswith("#") for k, v in attributes if k in ("href", "src"))
    assert "url(" not in page
    assert "@import" not in page
    assert not [k for k, _ in attributes if k.startswith("on") or k == "style"]
    ids = [v for k, v in attributes if k == "id"]
    assert len(ids) == len(set(ids))
    assert {v[1:] for k, v in attributes if k == "href"} <= set(ids)
    levels = [int(t[1]) for t in parsed.names() if re.fullmatch(r"h[1-6]", t)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert parsed.names().count("caption") == parsed.names().count("table")
    assert {"svg", "title", "desc"} <= set(parsed.names())


def test_without_the_session_the_page_links_to_nothing_that_is_not_there() -> None:
    parsed = Page(to_html(report(SKILLED)))
    assert "a" not in parsed.names()


def test_all_forms_say_the_same() -> None:
    document = report(BLOCKING)
    page = re.sub(r"<[^>]+>", "", to_html(document, BLOCKING)).replace("&#39;", "'").replace("&#34;", '"')
    marked = re.sub(r"\\(.)", r"\1", to_markdown(document))
    said = [document["next_step"]["text"], document["unsure"]["text"]]
    said += [e["text"] for p in document["principles"] for e in p["for"] + p["against"]]
    said += [m[k] for m in document["moments"] for k in ("text", "why")]
    for sentence in said:
        assert sentence in page
        assert sentence in marked


def test_states_bounds_of_the_picture() -> None:
    high = ClientState(trust=100, importance=100, confidence=100, discord=0)
    turns = [make.turn(1, ["SR"], state=high) for _ in range(60)]
    page = to_html(report(make.session(turns), None))
    ys = [float(y) for points in re.findall(r'points="([^"]+)"', page) for y in re.findall(r",([\d.]+)", points)]
    assert ys
    assert min(ys) >= 0
    assert max(ys) <= 260


@pytest.mark.parametrize("ending", [Ending.WALKED_OUT, Ending.STOPPED])
def test_a_session_that_went_badly_is_praised_for_nothing_that_was_a_reproach(ending: Ending) -> None:
    document = report(replace(HOSTILE_PLAY, ending=ending))

    assert [e["kind"] for e in document["worked"]] == ["kept_going"]
    assert all(p["for"] == [] for p in document["principles"])
    assert {m["sort"] for m in document["moments"]} <= {"hindered", "missed"}


def test_the_moments_of_a_walk_out_hold_it_and_the_worst_roadblock() -> None:
    blow = HOSTILE_PLAY.turns[3].state.moved(trust=-30, discord=40)
    turns = [replace(t, state=blow) if t.n == 4 else t for t in HOSTILE_PLAY.turns]
    document = report(replace(HOSTILE_PLAY, turns=tuple(turns), ending=Ending.WALKED_OUT))

    reasons = {m["turn"]: m["reason"] for m in document["moments"]}
    assert reasons[4] == "labelling"
    assert reasons[6] == "walked_out"
    assert document["notes"][0].startswith("Craig walked out")


def test_what_worked_and_the_next_step_rest_on_sure_units_alone() -> None:
    doubtful = [make.unit(c, f"Doubtful {c}.", sure=False) for c in ("CR", "AF", "RB:advising", "RB:withdrawing", "CQ")]
    document = report(played(*[(i, [u]) for i, u in zip("abcde", doubtful, strict=True)]))

    shown = [document["worked"], document["next_step"], document["could_land_better"], document["moments"]]
    shown += [p[side] for p in document["principles"] for side in ("for", "against")]
    assert not [s for s in strings(shown) if "Doubtful" in s]


@settings(max_examples=60, deadline=None)
@given(make.sessions())
def test_nothing_held_up_is_unsure_or_shares_a_reply_with_a_roadblock(session: Session) -> None:
    document = report(session, None)

    units = {t.n: t.units or () for t in session.turns}
    for e in [*document["worked"], *(e for p in document["principles"] for e in p["for"])]:
        if e["unit"] is not None:
            assert units[e["turn"]][e["unit"] - 1].sure
            assert not [u for u in units[e["turn"]] if u.code is Code.RB and not u.soft]
    for e in (e for p in document["principles"] for e in p["against"] if e["unit"] is not None):
        assert units[e["turn"]][e["unit"] - 1].sure


def test_what_stands_behind_the_ratios_is_counted_once_a_reply() -> None:
    document = report(make.plain(*[["CR", "SR", "OQ", "CQ"]] * 4, ["OQ"]), None)

    behind = {m["id"]: m["behind"] for m in document["measures"]}
    assert behind["reflection_to_question"] == "4 reflections and 5 questions, each counted once per reply"
    assert behind["percent_open"] == "9 questions"
