"""A small scenario, sessions played with it, and their reports, for the tests of every form of the report."""

from dataclasses import replace

from mi_coach.domain.codes import Code
from mi_coach.domain.scenario import Brief, Client, Expects, Line, Mark, Role, Scenario
from mi_coach.domain.session import ClientTurn, Match, Session
from mi_coach.domain.talk import TalkCode, TalkSegment
from mi_coach.reports import build_report
from tests.unit.scoring import sessions as make

HOSTILE = (
    '</style><script>alert(1)</script> \x1b[31m| **bold** `x` [a](http://x.y) & "q" \u202e {name} {{ 7*7 }} {% raw %}'
)


def line(line_id: str, text: str, talk: str, **fields: object) -> Line:
    replies = {
        "simple": f"Simple reply to {line_id}.",
        "complex": f"Complex reply to {line_id}.",
        "affirm": f"Affirm {line_id}.",
        "limits": f"Limits for {line_id}.",
        "open": f"Open {line_id}?",
    }
    return Line(line_id, text, talk=(TalkSegment(TalkCode(talk), strength=3),), replies=replies, **fields)


SCENARIO = Scenario(
    id="case", version="1.0", title="A case", client=Client("Craig", 36, "he"), setting="order",
    difficulty=3, stage="precontemplation", skills=(), length=20, content_note="",
    brief=Brief((), "", ()), start=make.START, topics=(),
    lines=(
        line("a", "I only drove because she was going on at me.", "ST", role=Role.OPENING),
        line("b", "I do want to be there for my girl.", "CT", strengths=("being there for his girl",)),
        line("c", "Are you going to breach me?", "DIS", expects=(Expects.LIMITS,)),
        line("d", "I think they'd be better off without me.", "FN", marks=(Mark.RISK,), expects=(Expects.RISK,)),
        line("e", "Anyway, work was all right.", "FN"),
        line("f", "I told them it was the bus. It wasn't.", "FN", expects=(Expects.CONFIDENTIALITY,)),
    ),
)  # fmt: skip


def played(*replies: tuple[str, list], hostile: str = "") -> Session:
    made, state = [], SCENARIO.start
    for line_id, units in replies:
        said = SCENARIO.by_id[line_id]
        turn = make.turn(1, units)
        good = sum(u.code in (Code.SR, Code.CR, Code.AF) for u in turn.units or ())
        bad = sum(u.code is Code.RB for u in turn.units or ())
        state = state.moved(trust=4 * good - 6 * bad, importance=2 * good, discord=5 * bad - 2 * good)
        client = ClientTurn(said.id, said.text + hostile, said.talk, None)
        made.append(replace(turn, client=client, state=state))
    whole = make.session(made, "I'd best be off.")
    return replace(whole, scenario="case", start_state=SCENARIO.start)


SKILLED = played(
    ("a", [make.unit("CR", "It felt as though you had no choice.")]),
    ("b", [make.unit("CR", "She matters more than any of it."), make.unit("OQ", "What would help you be there?")]),
    ("c", [make.unit("GI", "If you tell me you plan to drive, I have to pass it on.")]),
    ("d", [make.unit("CR", "It has got so low you wonder about being here at all."), "OQ"]),
    ("e", [make.unit("AF", "You got yourself to work every day this week.")]),
    ("a", ["SR", "EA"]),
)
_TAKEN_UP = Match(unit=1, line_id="b", side="change", depth="value", closeness=0.6)
SKILLED = replace(SKILLED, turns=tuple(replace(t, matches=(_TAKEN_UP,)) if t.n == 2 else t for t in SKILLED.turns))
BLOCKING = played(
    ("a", [make.unit("RB:judging", "That's just an excuse.")]),
    ("b", [make.unit("RB:persuading", "Yes, but the fact is you drove.")]),
    ("c", [make.unit("RB:warning", "One more and you're back in court.")]),
    ("d", [make.unit("RB:withdrawing", "Anyway, how is work?")]),
    ("e", [make.unit("RB:praising", "Good lad.")]),
)
HOSTILE_PLAY = played(
    ("a", [make.unit("CR", "You were drunk behind the wheel."), make.unit("RB:warning", "You'll go to prison.")]),
    ("b", [make.unit("CR", "You were drunk."), make.unit("OQ", "How would you feel if somebody did that to her?")]),
    ("c", [make.unit("SK", "Are you going to take this seriously or shall I write that you refused?")]),
    ("e", [make.unit("CR", "You never meant it.", double_sided=True), make.unit("RB:labelling", "You're a liar.")]),
    ("d", [make.unit("RB:judging", "That's a poor excuse."), make.unit("OQ", "What next?")]),
    ("c", [make.unit("RB:moralising", "You ought to be ashamed.")]),
)


def report(session: Session, scenario: Scenario | None = SCENARIO) -> dict:
    return build_report(session, scenario, "model", "0" * 64)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for v in value.values() for s in strings(v)]
    return [s for v in value for s in strings(v)] if isinstance(value, list) else []
