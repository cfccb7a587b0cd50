"""``sessions``, ``report`` and ``doctor``."""

from pathlib import Path
from typing import Any

import pytest

from mi_coach import __version__
from tests.cli.conftest import SCENARIO, Program


def test_the_list_and_the_score_kept_in_it(mi_coach: Program, played: dict[str, Any]) -> None:
    listed = mi_coach("sessions", "list", "--json").document

    (summary,) = listed["sessions"]
    assert listed["schema"] == 1
    assert summary["id"] == played["id"]
    assert summary["scenario"] == SCENARIO
    assert summary["replies"] == 5
    assert summary["overall"] == played["report"]["overall"] is not None
    assert played["id"] in mi_coach("sessions", "list").out


def test_an_empty_list(mi_coach: Program) -> None:
    assert mi_coach("sessions", "list", "--json").document == {"schema": 1, "sessions": []}
    assert "No sessions yet" in mi_coach("sessions", "list").out


def test_show_prints_what_play_printed(mi_coach: Program, played: dict[str, Any]) -> None:
    assert mi_coach("sessions", "show", played["id"][:6], "--json").document == played

    text = mi_coach("sessions", "show", played["id"]).out
    assert "You: You kept coming." in text
    assert '[AF affirmation] "You kept coming."' in text
    assert "One next step: " in text


def test_show_of_an_unfinished_session_says_how_to_go_on(mi_coach: Program) -> None:
    session = mi_coach.backend.practice().start(SCENARIO).session.id

    assert f"mi-coach play --resume {session}" in mi_coach("sessions", "show", session).out


def test_a_pipe_deletes_only_with_yes(mi_coach: Program, played: dict[str, Any]) -> None:
    begun = mi_coach("sessions", "delete", played["id"][:5], "--yes")
    assert (begun.code, begun.err.count("\n")) == (2, 1)
    assert played["id"] in begun.err
    refused = mi_coach("sessions", "delete", played["id"])
    assert refused.code == 2
    assert "--yes" in refused.err
    assert mi_coach("sessions", "delete", played["id"], "--json").code == 2
    assert mi_coach("sessions", "list", "--json").document["sessions"]

    done = mi_coach("sessions", "delete", played["id"], "--yes", "--json")

    assert done.document == {"schema": 1, "deleted": [played["id"]]}
    assert mi_coach("sessions", "list", "--json").document["sessions"] == []


@pytest.mark.parametrize(
    ("form", "sign"),
    [("html", "<!DOCTYPE html>"), ("md", "# "), ("csv", "\ufeffsection,"), ("json", '{\n  "schema": 1')],
)
def test_a_report_in_each_form_printed_or_written(
    mi_coach: Program, played: dict[str, Any], tmp_path: Path, form: str, sign: str
) -> None:
    printed = mi_coach("report", played["id"], "--format", form)
    by_ending = mi_coach("report", played["id"], "-o", tmp_path / f"report.{form}")

    assert printed.code == by_ending.code == 0
    assert printed.out.lower().startswith(sign.lower())
    assert by_ending.out == ""
    assert (tmp_path / f"report.{form}").read_bytes().decode("utf-8") == printed.out


def test_a_report_as_pdf_and_the_sheet(mi_coach: Program, played: dict[str, Any], tmp_path: Path) -> None:
    for options in ([], ["--sheet"]):
        again = [tmp_path / f"{len(options)}{n}.pdf" for n in range(2)]
        for file in again:
            assert mi_coach("report", played["id"], *options, "-o", file).code == 0
        assert again[0].read_bytes().startswith(b"%PDF-")
        assert again[0].read_bytes() == again[1].read_bytes()

    page = mi_coach("report", played["id"], "--sheet", "--format", "html")
    assert "<h1>Feedback sheet: " in page.out
    assert mi_coach("report", played["id"], "--sheet").out.startswith("# Feedback sheet: ")
    document = mi_coach("report", played["id"], "--sheet", "--format", "json").document
    assert document["form"] == "sheet"
    assert document["actions"][0]["text"] == played["report"]["next_step"]["text"]
    refused = mi_coach("report", played["id"], "--sheet", "--format", "csv")
    assert refused.code == 2
    assert "feedback sheet cannot be written as 'csv'" in refused.err


def test_the_json_report_is_the_one_in_the_session(mi_coach: Program, played: dict[str, Any]) -> None:
    assert mi_coach("report", played["id"], "--format", "json").document == played["report"]


def test_a_report_is_not_written_over_a_file_without_force(
    mi_coach: Program, played: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "report.md"
    file.write_text("mine", "utf-8")

    refused = mi_coach("report", played["id"], "-o", file)
    assert refused.code == 2
    assert "--force" in refused.err
    assert file.read_text("utf-8") == "mine"
    assert mi_coach("report", played["id"], "-o", file, "--force").code == 0
    assert file.read_text("utf-8") != "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "report.md"]


def test_a_report_cannot_go_where_there_is_no_folder(mi_coach: Program, played: dict[str, Any], tmp_path: Path) -> None:
    for place in (tmp_path / "no" / "report.md", tmp_path):
        done = mi_coach("report", played["id"], "-o", place)
        assert done.code == 2
        assert done.err.count("\n") == 1


def test_doctor_finds_all_well_and_writes_nothing(mi_coach: Program, home: Path) -> None:
    done = mi_coach("doctor", "--json")

    found = done.document
    assert done.code == 0
    assert found["ok"] is True
    assert found["problems"] == []
    assert found["version"] == __version__
    assert found["model"] == {"ok": True, "name": "rules", "sha256": "0" * 64, "problem": None}
    assert found["paths"]["home"] == str(home)
    assert found["database"]["leaves_machine"] is False
    assert found["database"]["exists"] is False
    assert found["scenarios"]["shipped"] >= 1
    assert not home.exists()
    assert "Everything works." in mi_coach("doctor").out


def test_doctor_tells_what_is_broken(mi_coach: Program, home: Path) -> None:
    home.mkdir()
    (home / "mi-coach.sqlite3").write_text("this is no database at all, and never was", "utf-8")
    (home / "settings.toml").write_text("coaching = 3", "utf-8")

    done = mi_coach("doctor", "--json")

    assert done.code == 1
    assert [problem.split(":")[0] for problem in done.document["problems"]] == ["database", "settings"]
    assert "PROBLEM" in mi_coach("doctor").out


def test_doctor_says_when_the_database_is_elsewhere(mi_coach: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_COACH_DATABASE_URL", "postgresql://somebody:secret@192.0.2.1:1/none?connect_timeout=1")

    done = mi_coach("doctor")

    assert "another machine" in done.out
    assert "secret" not in done.out
