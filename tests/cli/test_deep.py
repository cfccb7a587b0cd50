"""``scenarios check --deep``, with the coder of plain rules."""

from pathlib import Path

from mi_coach.paths import scenarios_dir
from tests.cli.conftest import SCENARIO, Program


def test_each_measure_is_a_line_and_a_broken_limit_gives_exit_code_1(mi_coach: Program) -> None:
    # The coder of plain rules knows too little for a scenario to keep its limits.
    done = mi_coach("scenarios", "check", "--deep", SCENARIO, "--trainees", 11)

    assert done.code == 1
    head, *lines = done.out.splitlines()
    assert head.startswith(f"{SCENARIO}: 91 sessions")
    assert [line for line in lines if line.startswith("ok     lines said twice in one session: 0")]
    assert [line for line in lines if line.startswith("not ok lines never said: ")]
    assert (done.err, "\x1b" in done.out) == ("", False)


def test_json_is_one_document_and_a_path_without_a_plan_leaves_out_what_needs_one(
    mi_coach: Program, tmp_path: Path
) -> None:
    text = (scenarios_dir() / SCENARIO / "scenario.yaml").read_text("utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "scenario.yaml").write_text(text.replace(f"id: {SCENARIO}", "id: mine"), "utf-8")

    done = mi_coach("scenarios", "check", "--deep", tmp_path / "mine", "--trainees", 11, "--json")

    (measured,) = done.document["scenarios"]
    assert (done.document["schema"], done.document["ok"], done.code) == (1, False, 1)
    assert (measured["id"], measured["sessions"], measured["plans"]) == ("mine", 11, {})
    assert {m["id"] for m in measured["measures"]} >= {"repeats", "dead_ends", "unreached", "non_answers", "fallback"}
    assert "no testplan.yaml" in done.err


def test_an_unknown_scenario_and_stray_options_are_bad_usage(mi_coach: Program) -> None:
    unknown = mi_coach("scenarios", "check", "--deep", "driving-disqualifed")
    stray = mi_coach("scenarios", "check", "--trainees", 5)

    assert (unknown.code, stray.code) == (2, 2)
    assert SCENARIO in unknown.err
    assert "--deep" in stray.err
