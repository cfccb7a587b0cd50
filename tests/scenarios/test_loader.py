"""Loading: what a file becomes, and that nothing a file can hold brings the program down."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mi_coach.domain.scenario import Expects, Mark, MeaningKind, Role, Side
from mi_coach.domain.talk import TalkCode, TalkType
from mi_coach.errors import MiCoachError
from mi_coach.paths import scenarios_dir
from mi_coach.scenarios import Severity, check_path, load_scenario, load_testplan
from tests.scenarios.conftest import WriteScenario

SHIPPED = sorted(path.parent.name for path in scenarios_dir().glob("*/scenario.yaml"))


def loaded(folder: Path) -> list[str]:
    return [f"{d.line}:{d.column} {d.code}" for d in load_scenario(folder).diagnostics]


@pytest.mark.parametrize("scenario_id", SHIPPED)
def test_shipped_scenarios_have_no_problem_at_all(scenario_id: str) -> None:
    assert [str(found) for found in check_path(scenarios_dir() / scenario_id)] == []


@pytest.mark.parametrize("scenario_id", SHIPPED)
def test_shipped_scenarios_load_with_their_plans(scenario_id: str) -> None:
    scenario = load_scenario(scenarios_dir() / scenario_id).scenario
    plans = load_testplan(scenarios_dir() / scenario_id).plans

    assert scenario is not None
    assert scenario.id == scenario_id
    assert len(scenario.lines) >= 80
    assert plans is not None
    assert {"skilled", "mixed", "roadblocking"} <= set(plans.plans)
    assert all(len(plan.replies) >= 16 for plan in plans.plans.values())


def test_every_key_reaches_the_scenario(write: WriteScenario) -> None:
    line = """\
    when:
      at_least: {trust: 40}
      at_most: {discord: 60}
      after: [work-1]
      before: [work-3]
      flags: [told_days]
      not_flags: [told_nights]
      from_turn: 4
    to: [good, question]
    strengths: ["came all the same"]
    marks: [minimising, risk]
    expects: [limits]
    follows: [work-1]
    asks: ["how do you sleep"]
"""
    folder = write(
        "whole",
        replace={
            "    when: {at_least: {trust: 40}, after: [work-1], flags: [told_days]}\n": line,
            "  - {id: ordering,": '  - {id: work-3, role: reaction, to: [affirm], sets: [told_nights], text: "Ta."}\n'
            "  - {id: ordering,",
        },
    )

    result = load_scenario(folder)

    scenario = result.scenario
    assert scenario is not None, [str(d) for d in result.diagnostics]
    assert (scenario.client.name, scenario.client.age, scenario.client.pronouns) == ("Sam", 30, "they")
    assert scenario.start.as_dict() == {"trust": 40, "importance": 40, "confidence": 40, "discord": 20}
    assert scenario.walk_out == {"discord": 85, "trust": 12}
    assert scenario.effects == {"affirm": {"trust": 2.0}}
    assert scenario.topics[0].words == ("work", "job", "shift")
    found = scenario.line("work-2")
    assert found is not None
    assert (found.role, found.topic, found.openness) == (Role.LINE, "work", 3)
    assert (found.when.at_least, found.when.at_most) == ({"trust": 40.0}, {"discord": 60.0})
    assert (found.when.after, found.when.before) == (("work-1",), ("work-3",))
    assert (found.when.flags, found.when.not_flags) == (("told_days",), ("told_nights",))
    assert found.when.from_turn == 4
    assert (found.to, found.follows, found.asks) == (("good", "question"), ("work-1",), ("how do you sleep",))
    assert found.strengths == ("came all the same",)
    assert (found.marks, found.expects) == ((Mark.MINIMISING, Mark.RISK), (Expects.LIMITS,))
    assert (found.meanings[0].kind, found.meanings[0].side) == (MeaningKind.FEELING, Side.CHANGE)
    assert set(found.replies) == {"simple", "complex", "open"}
    assert (found.talk[0].code, found.talk[0].type, found.talk[0].strength) == (TalkCode.CT, TalkType.NEED, 4)
    told = scenario.line("work-1")
    assert told is not None
    assert (told.sets, told.talk[1].text) == (("told_days",), "but they pay more")
    assert scenario.with_role(Role.FAREWELL)[0].ending == "agreed"


def test_a_draft_that_is_only_short_can_be_played(write: WriteScenario) -> None:
    folder = write("short")

    result = load_scenario(folder)

    assert result.scenario is not None
    assert {d.severity for d in result.diagnostics} == {Severity.WARNING}
    assert load_scenario(folder, draft=False).scenario is None


def test_all_problems_are_told_at_once(write: WriteScenario) -> None:
    folder = write(
        "many",
        replace={"difficulty: 2": "difficulty: 9", "stage: contemplation": "stage: stuck", "[open-1]": "[open-9]"},
    )

    codes = [found.code for found in load_scenario(folder).diagnostics]

    assert [code for code in codes if code not in ("S405", "S406")] == ["S105", "S104", "S202"]


def test_a_slip_in_one_line_does_not_hide_or_invent_others(write: WriteScenario) -> None:
    # work-1 is broken; work-2 names it and a topic that is not there.
    folder = write(
        "slip",
        replace={"strength: 3": "strength: big", 'topic: work\n    text: "I slept': 'topic: wrk\n    text: "I slept'},
    )

    codes = [found.code for found in load_scenario(folder).diagnostics]

    assert [code for code in codes if code not in ("S405", "S406")] == ["S103", "S203"]


def test_a_problem_prints_as_one_line_with_its_place_and_mend(write: WriteScenario) -> None:
    folder = write("slip", replace={"difficulty: 2": "dificulty: 2"})

    first = next(d for d in load_scenario(folder).diagnostics if d.code == "S101")

    assert (
        str(first)
        == f"{folder / 'scenario.yaml'}:7:1 S101 there is no key 'dificulty' here. Did you mean 'difficulty'?"
    )


def test_what_the_file_holds_cannot_act_on_the_terminal(write: WriteScenario) -> None:
    folder = write("acting", replace={"stage: contemplation": 'stage: "\\e[2J\\u202e\\n"', "title: ": '"\\e]0;x\\a": '})

    told = "".join(str(found) for found in load_scenario(folder).diagnostics)

    assert "\\u001b[2J" in told
    assert told.isprintable()


def test_a_loose_file_may_have_any_name(write: WriteScenario, tmp_path: Path) -> None:
    loose = tmp_path / "draft-of-mine.yaml"
    (write("loose") / "scenario.yaml").rename(loose)

    assert load_scenario(loose).scenario is not None
    assert "S205" not in {found.code for found in check_path(loose)}


def test_a_path_that_is_not_there_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(MiCoachError, match=r"nothing at .*gone") as caught:
        check_path(tmp_path / "gone")

    assert caught.value.exit_code == 2


def test_an_empty_folder_holds_no_scenario(tmp_path: Path) -> None:
    assert [found.code for found in check_path(tmp_path)] == ["S004"]


def test_a_byte_order_mark_moves_no_column(write: WriteScenario) -> None:
    file = write("marked", replace={"schema: 1": "schema: 2"}) / "scenario.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert "1:9 S104" in loaded(file)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "S001"),
        ("a: " * 1000, "S001"),
        ("- " * 5_000 + "x", "S001"),
        ("schema: 1\n---\nschema: 1\n", "S001"),
        ("\x00", "S001"),
        ("just words", "S103"),
        ("~", "S001"),
        ("[a, b]: c\n1: 2\n", "S103"),
        ("schema: " + "9" * 10_000, "S104"),
        ("length: 1e999\n", "S103"),
        ("length: .nan\n", "S103"),
        ("start: {trust: .nan}\n", "S105"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "S003"),
        ("a: &a [*a]\n", "S003"),
        ("<<: {a: 1}\n", "S101"),
        ("lines: [[], 1, ~, {}]\ntopics: {a: 1}\n", "S103"),
        ("lines: [{role: [x], talk: [1, {code: {}}], when: [], to: {}, ending: [], replies: 1}]\n", "S104"),
        ("x" * 1_000_001, "S004"),
        ("".join(f"k{n}: 1\n" for n in range(20_000)), "S101"),
        ("lines:\n" + "- {follows: [a, b, c], to: [x]}\n" * 1_000, "S202"),
    ],
)
def test_hostile_files_end_in_a_diagnostic(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text(text, "utf-8")

    result = load_scenario(file)

    assert result.scenario is None
    assert code in {found.code for found in result.diagnostics}
    assert len(result.diagnostics) <= 500


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_file_makes_loading_fail(data: st.DataObject, sample: str, tmp_path: Path) -> None:
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, min(len(sample), start + 200)))
    put = data.draw(st.text(alphabet="ab1:-[]{}\"'#&*!|>\n \té\u202e", max_size=12))
    text = sample[:start] + put + sample[end:]
    file = tmp_path / "few" / "scenario.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")

    result = load_scenario(file)

    rows = text.count("\n") + 1
    errors = [found for found in result.diagnostics if found.severity is Severity.ERROR]
    assert (result.scenario is None) == bool(errors)
    assert all(1 <= found.line <= rows + 1 and found.column >= 1 for found in result.diagnostics)
    assert all(str(found).isprintable() for found in result.diagnostics)
