"""What must hold of every score, on played sessions of every scenario, through the documents that people get."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mi_coach.domain.codes import CONDITIONAL_ROADBLOCKS, Code, Roadblock
from mi_coach.domain.reply import Alternative, Unit
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Match, Session, Turn
from mi_coach.scoring.counts import RATIOS
from mi_coach.scoring.rules import FULL_SESSION
from mi_coach.service.harness.trainees import GAMING
from tests.fakes.coder import RuleCoder
from tests.unit.scoring import chance
from tests.unit.scoring import sessions as make

Changed = tuple[dict, dict]
"""Reports of a session and of the same with something changed."""


def report(session: Session, scenario: Scenario | None) -> dict:
    found: dict = chance.reported(session, scenario)["report"]
    return found


def added_to_all(extra: Unit, side: str | None = None, first: int = 0, every: int = 4) -> Iterator[Changed]:
    """Scripted sessions, and the same with a unit added to one of their replies or as a reply of its own."""
    for at, (session, scenario) in enumerate(chance.scripted()[first::every]):
        rng = Random(f"{at} {extra.text}")
        before = report(session, scenario)
        for own in (False, True):
            n = rng.randrange(len(session.turns))
            turn = session.turns[n]
            joined = _joined(replace(turn, units=(), matches=(), reply="") if own else turn, extra, side)
            turns = [*session.turns[:n], *([turn] if own else []), joined, *session.turns[n + 1 :]]
            yield before, report(chance.renumbered(session, turns), scenario)


def _joined(turn: Turn, extra: Unit, side: str | None) -> Turn:
    reply = f"{turn.reply} {extra.text}".strip()
    start = len(reply) - len(extra.text)
    units = (*(turn.units or ()), replace(extra, start=start, end=len(reply)))
    found = (Match(unit=len(units), side=side),) if side else ()
    return replace(turn, reply=reply, units=units, matches=(*turn.matches, *found))


def principle(document: dict, name: str) -> float | None:
    found: float | None = next(p["score"] for p in document["principles"] if p["id"] == name)
    return found


@pytest.mark.parametrize(
    ("extra", "side", "serves"),
    [
        (make.unit("AF", "You came in on the bus in that weather."), None, "self_belief"),
        (make.unit("SR", "You want it to be different."), "change", "desire"),
        (make.unit("CR", "Part of you is done with it."), "change", "desire"),
        (make.unit("CR", "On the one hand it is a laugh, and on the other it costs you.", double_sided=True), None,
         "desire"),
        (make.unit("SR", "You have been up all night."), None, "empathy"),
    ],
)  # fmt: skip
def test_doing_well_never_lowers_the_principle_it_serves(extra: Unit, side: str | None, serves: str) -> None:
    compared = 0
    for before, after in added_to_all(extra, side):
        was, now = principle(before, serves), principle(after, serves)
        if was is not None and now is not None:
            compared += 1
            assert now >= was
    assert compared > 24


@pytest.mark.parametrize("kind", list(Roadblock))
def test_a_roadblock_never_raises_the_overall_score(kind: Roadblock) -> None:
    between = (Alternative(Code.RB, Roadblock.JUDGING, 0.4),)
    block = make.unit(f"RB:{kind}", "Well, there it is, then.", kind in CONDITIONAL_ROADBLOCKS)
    for extra in (block, replace(block, sure=False, alternatives=between)):
        for before, after in added_to_all(extra, first=list(Roadblock).index(kind) % 7, every=7):
            if before["overall"] is not None and after["overall"] is not None:
                assert after["overall"] <= before["overall"]


@settings(max_examples=100, deadline=None)
@given(make.sessions(least=5, most=14), make.roadblocks(), st.booleans(), st.data())
def test_a_roadblock_of_any_sort_or_doubt_never_raises_the_overall_score(
    session: Session, block: Unit, sure: bool, data: st.DataObject
) -> None:
    n = data.draw(st.integers(0, len(session.turns) - 1))
    turns = list(session.turns)
    between = (Alternative(Code.RB, Roadblock.ORDERING, 0.3),)
    turns[n] = _joined(turns[n], replace(block, sure=sure, alternatives=between), None)
    before, after = (report(s, None)["overall"] for s in (session, chance.renumbered(session, turns)))
    if before is not None and after is not None:
        assert after <= before


def test_the_order_of_units_in_a_reply_changes_no_count() -> None:
    for at, (session, scenario) in enumerate(chance.scripted()[::2]):
        rng = Random(at)
        turns = [replace(t, units=tuple(rng.sample(t.units or (), len(t.units or ())))) for t in session.turns]
        before, after = report(session, scenario), report(replace(session, turns=tuple(turns)), scenario)
        for part in ("counts", "roadblocks", "miti", "ratios"):
            assert after[part] == before[part]


def test_length_alone_changes_no_score() -> None:
    """Said two or three times over, and with longer words: the scores stay."""
    for at, (session, scenario) in enumerate(chance.scripted()[1::4]):
        agreed = replace(session.turns[0], units=(make.unit("SK", "Where shall we start?"),), matches=())
        turns = [*[agreed] * FULL_SESSION, *session.turns]
        once = report(chance.renumbered(session, turns), scenario)
        again = report(chance.renumbered(session, turns * (2 + at % 2)), scenario)
        assert again["overall"] == once["overall"]
        assert [p["score"] for p in again["principles"]] == pytest.approx([p["score"] for p in once["principles"]])
        # Said often enough, there is enough of everything; what was told already stays as it was.
        assert {k: again["ratios"][k] for k, v in once["ratios"].items() if v is not None and k in RATIOS} == {
            k: v for k, v in once["ratios"].items() if v is not None and k in RATIOS
        }


@settings(max_examples=60, deadline=None)
@given(make.sessions(least=5))
def test_longer_words_change_no_score(session: Session) -> None:
    def longer(turn: Turn) -> Turn:
        made, at = [], 0
        for u in turn.units or ():
            text = f"{u.text} You see, in a manner of speaking, as the saying goes."
            made.append(replace(u, text=text, start=at, end=at + len(text)))
            at += len(text) + 1
        return replace(turn, units=tuple(made), reply=" ".join(u.text for u in made))

    plain = [
        replace(t, client=replace(t.client, text=t.client.text or "Well."), matches=t.matches) for t in session.turns
    ]
    known = [t for t in plain if make.NEUTRAL not in t.reply]
    before = report(chance.renumbered(session, known), None)
    after = report(chance.renumbered(session, [longer(t) for t in known]), None)
    assert after["overall"] == before["overall"]
    assert [p["score"] for p in after["principles"]] == [p["score"] for p in before["principles"]]


def test_one_trick_in_every_reply_is_never_above_fair() -> None:
    best = dict.fromkeys(GAMING, 0)
    for scenario in chance.scenarios():
        for trainee, session in chance.trainees(scenario, GAMING, 1, RuleCoder()):
            best[trainee.persona] = max(best[trainee.persona], report(session, scenario)["overall"] or 0)
    assert all(0 < score < 70 for score in best.values())


SHORT_AND_LONG = ["I'm tired.", "No idea.", "She left me.", "It's my mum I worry about, she's not well at all.",
                  "I only drove because she was going on at me."]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_handing_the_line_back_is_never_above_fair_whatever_it_is_taken_for(data: st.DataObject) -> None:
    """However the coder takes the copies, said in the first or the second person, asked or stated."""
    turns = []
    for _ in range(data.draw(st.integers(5, 14))):
        line = data.draw(st.sampled_from(SHORT_AND_LONG))
        said = data.draw(st.sampled_from([line, _turned(line), _turned(line).rstrip(".") + "?"]))
        code = data.draw(st.sampled_from(["SR", "CR", "OQ", "CQ", "AF"]))
        talk = data.draw(st.sampled_from([["CT"], ["ST"], ["FN"], None]))
        turns.append(make.turn(1, [make.unit(code, said)], line, talk, sides={1: "change"}))
    assert (report(make.session(turns), None)["overall"] or 0) < 70


def _turned(line: str) -> str:
    swap = {"I": "you", "I'm": "you're", "my": "your", "me": "you", "me.": "you."}
    words = " ".join(swap.get(w, w) for w in line.split())
    return words[:1].upper() + words[1:]


@settings(max_examples=80, deadline=None)
@given(make.sessions(least=5), st.sampled_from(["no questions", "only affirming", "only asking", "only informing"]))
def test_one_skill_alone_is_never_above_fair(session: Session, what: str) -> None:
    keep = {
        "no questions": set(Code) - {Code.OQ, Code.CQ},
        "only affirming": {Code.AF},
        "only asking": {Code.OQ, Code.CQ, Code.SK},
        "only informing": {Code.GI, Code.PP, Code.SK},
    }[what]

    def kept(units: Sequence[Unit] | None) -> tuple[Unit, ...]:
        found = tuple(u for u in units or () if u.code in keep)
        return found or (make.unit("NC" if Code.NC in keep else min(keep)),)

    turns = [replace(t, units=kept(t.units), matches=()) for t in session.turns]
    assert (report(make.session(turns), None)["overall"] or 0) < 70
