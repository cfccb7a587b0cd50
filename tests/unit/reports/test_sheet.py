"""The feedback sheet: four parts that rest on the report, each point with its reply and words."""

import re
from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from mi_coach.domain.scenario import Mark
from mi_coach.domain.session import Ending, Session
from mi_coach.reports import build_report, build_sheet, sheet_to_html, sheet_to_markdown
from mi_coach.reports.labels import SHEET_PARTS
from mi_coach.reports.sheet import MOST
from mi_coach.scoring.phrases import phrases
from mi_coach.scoring.words import clean
from tests.unit.reports.examples import BLOCKING, HOSTILE, HOSTILE_PLAY, SCENARIO, SKILLED, played, report, strings
from tests.unit.scoring import sessions as make


def sheet(session: Session, **changed: Any) -> dict[str, Any]:
    return build_sheet(report(session) | changed)


def points(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [p for part in SHEET_PARTS for p in document[part]]


def test_a_skilled_session_has_good_practice_and_no_concern() -> None:
    document = sheet(SKILLED)

    quotes = [p["quote"] for p in document["good_practice"]]
    assert "She matters more than any of it." in quotes
    assert "If you tell me you plan to drive, I have to pass it on." in quotes
    assert document["concerns"] == []
    assert len(document["actions"]) == 1
    assert document["actions"][0]["text"] == report(SKILLED)["next_step"]["text"]
    assert "None of the kinds that the tool looks for" in sheet_to_markdown(document)


def test_concerns_are_threats_and_risk_passed_by_in_order_with_a_way_to_talk_of_them() -> None:
    document = sheet(BLOCKING)

    concerns = [(c["turn"], c["client"], c["quote"], c["instead"]) for c in document["concerns"]]
    assert concerns == [
        (3, "Are you going to breach me?", "One more and you're back in court.", "Limits for c."),
        (4, "I think they'd be better off without me.", "Anyway, how is work?", "Limits for d."),
    ]
    assert "replies 3 and 4" in document["actions"][-1]["text"]


def test_a_walk_out_comes_first_and_a_threat_without_a_question_about_limits_is_told() -> None:
    document = sheet(replace(HOSTILE_PLAY, ending=Ending.WALKED_OUT))

    first, *others = document["concerns"]
    assert first["text"].startswith("Craig walked out")
    assert (first["turn"], first["quote"]) == (6, "You ought to be ashamed.")
    assert [c["turn"] for c in others] == [1, 3, 6]
    assert others[0]["quote"] == "You'll go to prison."
    assert [p["text"] for p in document["good_practice"]] == [e["text"] for e in report(HOSTILE_PLAY)["worked"]]
    assert "You ought to be ashamed." in [p["quote"] for p in document["improvement"]]


def test_approving_when_things_are_played_down_is_a_concern() -> None:
    played_down = replace(SCENARIO.by_id["a"], marks=(Mark.MINIMISING,))
    scenario = replace(SCENARIO, lines=(played_down, *SCENARIO.lines[1:]))
    session = played(("a", [make.unit("RB:praising", "Fair enough.")]), *[("e", ["CR"])] * 4)
    document = build_sheet(report(session, scenario))

    (concern,) = document["concerns"]
    assert (concern["turn"], concern["instead"]) == (1, "Complex reply to a.")
    assert concern["text"] in phrases()["limits.approved"]
    assert (1, 1) not in [(p["turn"], p["unit"]) for p in document["improvement"]]


def test_what_comes_up_again_is_one_point() -> None:
    advice = [[make.unit("RB:advising", f"You could try {n}.")] for n in range(6)]
    document = build_sheet(report(make.plain(*advice), None))

    advised = [p for p in document["improvement"] if p["quote"] and p["quote"].startswith("You could try")]
    assert len([p for p in advised if p["unit"] == 1]) == 1
    assert len(advised[0]["also"]) == 5
    assert "It also came up in replies" in sheet_to_markdown(document)


@settings(max_examples=60, deadline=None)
@given(make.sessions())
def test_every_point_quotes_the_reply_it_names(session: Session) -> None:
    document = build_sheet(report(session, None))

    turns = {t.n: t for t in session.turns}
    for point in points(document):
        if point["turn"] is None:
            assert point["quote"] is None
        elif point["quote"]:
            turn = turns[point["turn"]]
            said = turn.units[point["unit"] - 1].text if point["unit"] else turn.reply
            assert point["quote"].rstrip("…") in clean(said)
    assert all(len(document[part]) <= MOST for part in ("good_practice", "improvement"))
    assert document["actions"]
    assert document["cannot_tell"]
    sheet_to_html(document)
    sheet_to_markdown(document)


def test_every_next_step_names_what_to_practise() -> None:
    skills = {name.removeprefix("next.") for name in phrases() if name.startswith("next.")}
    assert skills == {name.removeprefix("skill.") for name in phrases() if name.startswith("skill.")}


def test_all_forms_say_the_same() -> None:
    document = sheet(BLOCKING)
    page = re.sub(r"<[^>]+>", "", sheet_to_html(document)).replace("&#39;", "'").replace("&#34;", '"')
    marked = re.sub(r"\\(.)", r"\1", sheet_to_markdown(document))
    for part in ("about", *SHEET_PARTS, "actions", "cannot_tell", "to_fill"):
        for sentence in strings(document[part]):
            if " " in sentence:
                assert sentence in page
                assert sentence in marked


def test_hostile_text_stays_text() -> None:
    units = [make.unit("CR", HOSTILE), make.unit("RB:judging", HOSTILE)]
    session = played(*[(i, units) for i in "abcde"], hostile=HOSTILE)
    scenario = replace(SCENARIO, title=HOSTILE, client=replace(SCENARIO.client, name=HOSTILE))
    document = build_sheet(build_report(session, scenario, HOSTILE, HOSTILE))

    page = sheet_to_html(document)
    assert "<script" not in page
    assert page.count("<style>") == 1
    marked = sheet_to_markdown(document)
    assert "](" not in re.sub(r"\\.", "", marked)
    for text in (page, marked):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    levels = [int(n) for n in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}
