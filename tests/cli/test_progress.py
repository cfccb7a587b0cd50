"""``progress``, ``profile`` and ``data``."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SCENARIO, Program

REPLIES = "Hello.\nYou feel pushed into this.\nWhat matters to you?\nYou kept coming.\nWell done.\n"


def test_progress_in_words_and_as_json(mi_coach: Program, played: dict[str, Any]) -> None:
    document = mi_coach("progress", "--json").document
    assert document["schema"] == 1
    assert [s["session"] for s in document["sessions"]] == [played["id"]]
    overall = next(m for m in document["measures"] if m["id"] == "overall")
    assert overall["points"][0]["value"] == played["report"]["overall"]

    text = mi_coach("progress").out
    assert f"Overall: {played['report']['overall']}\n" in text
    assert "One conversation so far" in text
    assert f"Begin with: {document['next']['command']}" in text


def test_progress_of_nobody_yet_teaches(mi_coach: Program) -> None:
    text = mi_coach("progress").out
    assert "There is nothing to show yet" in text
    assert "Begin with: mi-coach play " in text
    assert "Overall" not in text


def test_progress_as_a_web_page(mi_coach: Program, played: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "me.html"
    assert mi_coach("progress", "-o", file).code == 0
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert mi_coach("progress", "-o", file).code == 2
    assert mi_coach("progress", "--format", "json", "-o", file, "--force").code == 0
    assert json.loads(file.read_text("utf-8"))["schema"] == 1
    assert mi_coach("progress", "--format", "html").out == mi_coach("progress", "--format", "html").out
    refused = mi_coach("progress", "-o", tmp_path / "me.txt")
    assert refused.code == 2
    assert ".html or .json" in refused.err
    assert mi_coach("progress", "--json", "--format", "html").code == 2


def test_profiles_keep_practice_apart(mi_coach: Program, played: dict[str, Any]) -> None:
    made = mi_coach("profile", "new", "Jo \x1b[31m[b]", "--json").document["profile"]
    assert made["name"] == "Jo [b]"
    assert mi_coach("profile", "new").out.startswith("Profile trainee-2 is made")
    listed = mi_coach("profile", "list", "--json").document["profiles"]
    assert {p["id"]: p["current"] for p in listed} == {"trainee-1": True, made["id"]: False, "trainee-2": False}

    assert "practice of Jo [b]" in mi_coach("profile", "use", "jo [B]").out
    assert "courtesy, not a lock" in mi_coach("profile", "list").out
    assert mi_coach("sessions", "list", "--json").document["sessions"] == []
    assert mi_coach("progress", "--json").document["sessions"] == []
    theirs = mi_coach("sessions", "list", "--profile", "trainee-1", "--json").document["sessions"]
    assert [s["id"] for s in theirs] == [played["id"]]
    assert len(mi_coach("progress", "--profile", "Trainee 1", "--json").document["sessions"]) == 1
    unknown = mi_coach("progress", "--profile", "nobody")
    assert (unknown.code, "no profile 'nobody'" in unknown.err) == (2, True)


def test_a_pipe_deletes_a_profile_only_with_yes(mi_coach: Program, played: dict[str, Any]) -> None:
    mi_coach("profile", "new", "Jo")
    mi_coach("profile", "use", "jo")
    assert mi_coach("play", SCENARIO, "--json", stdin=REPLIES).document["profile"] == "jo"
    assert mi_coach("profile", "delete", "jo").code == 2
    assert mi_coach("profile", "delete", "jo", "--json").code == 2
    gone = mi_coach("profile", "delete", "jo", "--yes", "--json").document["deleted"]
    assert gone == {"profile": "jo", "name": "Jo", "sessions": 1, "paths": 1, "exercises": 0, "reports": 0}
    assert [p["id"] for p in mi_coach("profile", "list", "--json").document["profiles"]] == ["trainee-1"]
    assert mi_coach("sessions", "list", "--json").document["sessions"][0]["id"] == played["id"]
    only = mi_coach("profile", "delete", "trainee-1", "--yes")
    assert (only.code, "only profile" in only.err) == (2, True)


def test_data_goes_out_and_can_be_taken_in_again(mi_coach: Program, played: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    done = mi_coach("data", "export", "-o", file)
    assert (done.code, "1 session" in done.out) == (0, True)
    again = mi_coach("data", "export", "-o", file)
    assert (again.code, "there already" in again.err) == (2, True)
    assert mi_coach("data", "export").document == json.loads(file.read_text("utf-8"))

    assert mi_coach("data", "delete").code == 2
    assert mi_coach("data", "delete", "--yes", "--json").document["deleted"]["sessions"] == 1
    assert mi_coach("sessions", "list", "--json").document["sessions"] == []
    assert mi_coach("sessions", "show", played["id"]).code == 2

    assert mi_coach("sessions", "import", file).code == 0
    assert mi_coach("sessions", "show", played["id"], "--json").document == played


@pytest.mark.parametrize("command", ["progress", "profile", "data", "data export", "data delete", "profile delete"])
def test_every_command_has_help(mi_coach: Program, command: str) -> None:
    shown = mi_coach(*command.split(), "--help")
    assert shown.code == 0
    assert "Usage: mi-coach " in shown.out
