"""From feedback to the drill and back, line by line."""

from __future__ import annotations

from typing import Any

from mi_coach.service.backend import Backend
from tests.cli.conftest import SCENARIO, Program

REPLIES = "You feel pushed into this.\nDo you work?\nWhen was that?\nAre you sure?\nIs it far?\nDo you drive?\n"


def test_feedback_names_the_command_that_practises_the_next_step(mi_coach: Program) -> None:
    shown = mi_coach("play", SCENARIO, "--seed", 3, "--plain", stdin=REPLIES)
    session = mi_coach("sessions", "list", "--json").document["sessions"][0]["id"]
    report = mi_coach("report", session, "--format", "json").document
    drill = report["next_step"]["drill"]

    assert drill["name"]
    line = f"Practise it: mi-coach drill {drill['skill']}"
    assert line in shown.out.splitlines()
    marked = mi_coach("report", session, "--format", "md").out.replace("\\", "")
    assert line in marked
    assert line in mi_coach("report", session, "--format", "html").out
    sheet = mi_coach("report", session, "--sheet", "--format", "md").out.replace("\\", "")
    assert f"Five minutes at a time: mi-coach drill {drill['skill']}." in sheet
    practised = mi_coach("drill", drill["skill"], "--json", stdin="What next?\n").document
    assert practised["what"] == drill["skill"]


def test_a_round_ends_with_what_went_well_then_one_thing(mi_coach: Program) -> None:
    done = mi_coach("drill", "simple-reflection", "--seed", 3, stdin="What next?\nWhat then?\n")

    lines = done.out.splitlines()
    assert lines[-3:-1] == [
        "You stayed with it and tried out 2 replies.",
        "Before anything else, hand back what you heard, as a statement.",
    ]


def test_the_shelf_is_that_of_whoever_is_practising(mi_coach: Program) -> None:
    mi_coach("drill", "simple-reflection", stdin="What next?\n")
    backend: Backend = mi_coach.backend
    mine: Any = backend.shelf()
    mi_coach("profile", "new", "Second")
    mi_coach("profile", "use", "Second")

    assert mine.drills[0].last is not None
    assert mine.due == "complex-meaning"
    assert backend.shelf().due == "simple-reflection"
