"""Names, hints and notes beside the replies: told and counted, never held against anybody."""

from dataclasses import replace

import pytest

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.domain.notes import Named, TurnNotes
from mi_coach.domain.reply import Alternative, Unit
from mi_coach.domain.session import Session
from mi_coach.scoring.beside import agreed, heard, hints_part, lines, named_part, names_of, notes_part
from mi_coach.scoring.phrases import phrases
from tests.unit.scoring import sessions as make


def unsure(code: str, *others: Code) -> Unit:
    return replace(make.unit(code), sure=False, alternatives=tuple(Alternative(c, None, 0.3) for c in others))


@pytest.mark.parametrize(
    ("named", "units", "verdict"),
    [
        (Named.REFLECTION, ["CR"], True),
        (Named.REFLECTION, ["NC", "SR", "OQ"], True),
        (Named.OPEN_QUESTION, ["SR", "OQ"], True),
        (Named.CLOSED_QUESTION, ["OQ"], False),
        (Named.CHOICE, ["EA"], True),
        (Named.TOGETHER, ["SK"], True),
        (Named.INFORMATION, ["GI"], True),
        (Named.ADVICE, ["PP"], True),
        (Named.ADVICE, ["RB:persuading"], True),
        (Named.AFFIRMATION, ["RB:praising"], False),
        (Named.OPEN_QUESTION, ["RB:probing"], True),
        (Named.OTHER, ["NC"], True),
        (Named.OTHER, ["NC", "OQ"], False),
        (Named.REFLECTION, [], None),
        (Named.REFLECTION, [unsure("SR")], None),
        (Named.REFLECTION, [unsure("OQ", Code.CR)], None),
        (Named.REFLECTION, ["OQ", unsure("GI", Code.SR)], None),
        (Named.REFLECTION, [unsure("OQ", Code.CQ)], False),
        (Named.REFLECTION, ["SR", unsure("OQ")], True),
    ],
)
def test_agreement(named: Named, units: list, verdict: bool | None) -> None:
    assert agreed(named, [make.unit(u) if isinstance(u, str) else u for u in units]) is verdict


def test_every_code_has_a_name() -> None:
    for code in set(Code) - {Code.RB}:
        assert len(names_of(code, None)) == 1
    for kind in Roadblock:
        assert names_of(Code.RB, kind)
    assert all(f"name.{name}" in phrases() for name in Named)


def test_small_talk_is_heard_only_where_there_is_nothing_else() -> None:
    assert heard([make.unit(c) for c in ("NC", "OQ", "OQ", "SR")]) == [Named.OPEN_QUESTION, Named.REFLECTION]
    assert heard([make.unit("NC")]) == [Named.OTHER]


def noted(*notes: TurnNotes | None) -> Session:
    turns = [replace(make.turn(1, ["SR", "OQ"]), notes=n) for n in notes]
    return make.session(turns)


RIGHT = TurnNotes(named="reflection", agreed=True)
WRONG = TurnNotes(hints=("heard", "skill"), named="advice", agreed=False, note="I wanted to help.")
OPEN = TurnNotes(named="affirmation", agreed=None)
HINTED = TurnNotes(hints=("heard",))


def test_the_running_agreement() -> None:
    found = named_part(noted(RIGHT, WRONG, RIGHT, OPEN, None))

    assert found is not None
    assert (found["named"], found["compared"], found["agreed"], found["unsure"]) == (4, 3, 2, 1)
    assert found["text"] == "You and the coder agreed on 2 of 3 replies. Of 1 more the coder was not sure."
    assert found["turns"][1] == {
        "turn": 2, "named": "advice", "heard": ["reflection", "open_question"], "agreed": False,
    }  # fmt: skip
    only = named_part(noted(OPEN))
    assert only is not None
    assert only["text"].startswith("You named 1 reply")


def test_hints_and_notes_are_counted() -> None:
    session = noted(WRONG, HINTED, None)
    found, written = hints_part(session), notes_part(session)

    assert found is not None
    assert found["steps"] == {"heard": 2, "skill": 1, "stem": 0, "model": 0}
    assert found["turns"] == [{"turn": 1, "steps": ["heard", "skill"]}, {"turn": 2, "steps": ["heard"]}]
    assert "before 2 of 3 replies: what just happened twice and which skill could fit once" in found["text"]
    assert written is not None
    assert written["turns"] == [{"turn": 1, "note": "I wanted to help."}]
    assert "on 1 reply" in written["text"]


def test_without_any_there_is_nothing_to_tell() -> None:
    session = noted(None, TurnNotes())

    assert (named_part(session), hints_part(session), notes_part(session)) == (None, None, None)
    assert lines(session.turns[0]) == lines(session.turns[1]) == []


def test_what_stands_beside_a_reply() -> None:
    turns = noted(RIGHT, WRONG, OPEN).turns

    assert lines(turns[0]) == ["You called it a reflection, and so did the coder."]
    assert lines(turns[1]) == [
        "Your note: I wanted to help.",
        "You called it advice or persuasion. The coder heard a reflection and an open question.",
        "Looked at first: what just happened, which skill could fit.",
    ]
    assert lines(turns[1], looking_back=False) == lines(turns[1])[:2]
    assert "not sure" in lines(turns[2])[0]


def test_names_and_steps_of_another_version_are_passed_over() -> None:
    strange = TurnNotes(hints=("magic",), named="magic", agreed=True)

    assert named_part(noted(strange)) is None
    assert hints_part(noted(strange)) is None
    assert lines(noted(strange).turns[0]) == []
