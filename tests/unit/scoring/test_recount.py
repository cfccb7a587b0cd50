"""What the report counts, counted again from the session document by rules written out a second time."""

import json
from pathlib import Path
from random import Random

import pytest
from benchmarks.recount import CODES, VALUES, differences, main, recount
from hypothesis import given, settings

from mi_coach.domain.codes import CONDITIONAL_ROADBLOCKS, Code, Miti, Roadblock
from mi_coach.domain.session import Session
from tests.unit.scoring import chance
from tests.unit.scoring import sessions as make

PERSONAS = ("skilled", "mixed", "closed_question", "roadblocking", "random", "hostile", "silent", "copying")


def test_two_hundred_played_sessions_are_counted_exactly_as_their_units_say() -> None:
    played = list(chance.scripted())
    for scenario in chance.scenarios():
        cast = chance.trainees(scenario, PERSONAS, 1, chance.ChanceCoder())
        played += [(session, scenario) for _, session in cast]
    documents = [chance.reported(session, scenario) for session, scenario in played]

    assert len(documents) >= 200
    assert [line for d in documents for line in differences(d)] == []
    # All that can be counted was there to be counted.
    for part, names in (("counts", Code), ("miti", Miti), ("roadblocks", Roadblock)):
        assert {name for d in documents for name, n in recount(d)[part].items() if n} == {str(n) for n in names}
    assert all(any(recount(d)["ratios"][name] for d in documents) for name in documents[0]["report"]["ratios"])


@settings(max_examples=200, deadline=None)
@given(make.sessions(most=16))
def test_any_sequence_of_units_is_counted_as_its_units_say(session: Session) -> None:
    document = chance.reported(session)

    assert differences(document) == []
    assert list(document["report"]["counts"]) == list(CODES)
    assert list(document["report"]["miti"]) == list(VALUES)


def test_a_figure_that_is_wrong_or_left_out_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = chance.reported(make.plain(["SR", "CR"], ["OQ"], ["RB:probing"]))
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(document), "utf-8")
    report = document["report"] | {"miti": document["report"]["miti"] | {"SR": 1}, "counts": {"SR": 1}}
    bad.write_text(json.dumps(document | {"report": report}), "utf-8")

    assert main([str(good)]) == 0
    assert json.loads(capsys.readouterr().out)["agreed"] == 1
    assert main([str(bad)]) == 1
    told = json.loads(capsys.readouterr().out)["differences"]
    assert "s1: miti SR: report 1, recounted 0" in told
    assert "s1: counts CR: report None, recounted 1" in told


def test_a_value_that_a_code_cannot_have_is_refused() -> None:
    document = chance.reported(make.plain(["SR"]))
    document["turns"][0]["units"][0]["miti"] = "CR"

    with pytest.raises(ValueError, match="cannot count as CR"):
        recount(document)


def test_both_values_of_the_conditional_kinds_are_taken_from_the_unit() -> None:
    rng = Random(1)
    for kind in CONDITIONAL_ROADBLOCKS:
        units = [make.unit(f"RB:{kind}", confronting=rng.random() < 0.5) for _ in range(9)]
        document = chance.reported(make.plain(*[[u] for u in units]))
        assert recount(document)["miti"]["CONFRONT"] == sum(u.miti is Miti.CONFRONT for u in units)
        assert differences(document) == []
