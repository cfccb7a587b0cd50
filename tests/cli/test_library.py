"""``scenarios``."""

from pathlib import Path

from mi_coach.paths import scenarios_dir
from tests.cli.conftest import SCENARIO, Program

SHIPPED = (scenarios_dir() / SCENARIO / "scenario.yaml").read_text("utf-8")


def own_scenario(home: Path, text: str, name: str = "of-my-own") -> Path:
    folder = home / "scenarios" / name
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text(text.replace(f"id: {SCENARIO}", f"id: {name}"), "utf-8")
    return folder


def test_the_list_is_by_difficulty_then_id(mi_coach: Program, home: Path) -> None:
    own_scenario(home, SHIPPED.replace("difficulty: 3", "difficulty: 1"))

    document = mi_coach("scenarios", "list", "--json").document

    listed = document["scenarios"]
    assert document["schema"] == 1
    assert [(s["difficulty"], s["id"]) for s in listed] == sorted((s["difficulty"], s["id"]) for s in listed)
    assert [s["source"] for s in listed if s["id"] in ("of-my-own", SCENARIO)] == ["user", "shipped"]
    wanted = {
        *("id", "title", "difficulty", "stage", "skills", "content_note", "setting", "length", "topics", "version"),
        "source",
    }
    assert all(wanted <= set(s) for s in listed)
    assert listed[0]["topics"] >= 8


def test_a_broken_scenario_is_left_out_with_a_note(mi_coach: Program, home: Path) -> None:
    own_scenario(home, "schema: 1\nid: of-my-own\n")

    done = mi_coach("scenarios", "list")

    assert done.code == 0
    assert SCENARIO in done.out
    assert "of-my-own" not in done.out
    assert "left out" in done.err


def test_show_gives_the_case(mi_coach: Program) -> None:
    text = mi_coach("scenarios", "show", SCENARIO).out
    document = mi_coach("scenarios", "show", SCENARIO, "--json").document

    assert document["brief"]["purpose"] in text
    assert document["id"] == SCENARIO
    assert document["lines"] >= 80


def test_the_shipped_library_has_no_findings(mi_coach: Program) -> None:
    done = mi_coach("scenarios", "check", "--json")

    assert (done.code, done.document) == (0, {"schema": 1, "ok": True, "findings": []})
    assert mi_coach("scenarios", "check").code == 0


def test_findings_are_lines_with_a_place_and_exit_1(mi_coach: Program, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(SHIPPED.replace("difficulty: 3", "difficulty: 9"), "utf-8")

    done = mi_coach("scenarios", "check", file)
    document = mi_coach("scenarios", "check", file, "--json").document

    assert done.code == 1
    line = next(n for n, text in enumerate(SHIPPED.splitlines(), 1) if text.startswith("difficulty: 3"))
    assert any(found.startswith(f"{file}:{line}:13 S105 ") for found in done.out.splitlines())
    assert document["ok"] is False
    assert document["findings"][0]["code"] == "S105"


def test_the_schemas(mi_coach: Program) -> None:
    assert "lines" in mi_coach("scenarios", "schema").document["properties"]
    assert "plans" in mi_coach("scenarios", "schema", "--testplan").document["properties"]


def test_a_simulation_is_a_whole_session_that_is_not_stored(mi_coach: Program) -> None:
    arguments = ("scenarios", "simulate", SCENARIO, "--persona", "roadblocking", "--seed", 4, "--json")

    first, again = mi_coach(*arguments).document, mi_coach(*arguments).document

    assert (first["schema"], first["scenario"], first["seed"]) == (1, SCENARIO, 4)
    assert [t["n"] for t in first["turns"]] == list(range(1, len(first["turns"]) + 1))
    assert [t["client"]["line_id"] for t in again["turns"]] == [t["client"]["line_id"] for t in first["turns"]]
    assert first["ending"]
    assert first["closing"]["text"] != first["turns"][-1]["client"]["text"]
    assert first["report"]["overall"] is not None
    assert mi_coach("sessions", "list", "--json").document["sessions"] == []


def test_a_simulation_tells_why_each_line_came(mi_coach: Program) -> None:
    text = mi_coach("scenarios", "simulate", SCENARIO).out

    assert text.count("next line: ") == text.count("Trainee: ") >= 10
    assert "trust" in text
    assert "Your feedback" in text


def test_a_persona_that_is_not_there_is_told_in_one_line(mi_coach: Program) -> None:
    done = mi_coach("scenarios", "simulate", SCENARIO, "--persona", "cheerful")

    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "cheerful" in done.err
    assert "closed_question" in done.err
