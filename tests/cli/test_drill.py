"""Drills and spotting exercises on the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Program


def test_the_list_has_twelve_skills_of_three_levels(mi_coach: Program) -> None:
    found = mi_coach("drill", "list", "--json").document

    assert found["schema"] == 1
    assert len(found["skills"]) == 12
    assert found["skills"][0]["id"] == "simple-reflection"
    assert found["skills"][-1]["id"] == "elicit-provide-elicit"
    for skill in found["skills"]:
        assert set(skill["levels"]) == {"1", "2", "3"}
        assert skill["prompts"] == sum(skill["levels"].values()) >= 20
        assert skill["name"]
    assert {s["id"] for s in found["spotting"]} == {"tag-a-transcript", "change-talk", "roadblocks"}
    assert mi_coach("drill", "--json", "list").document == found


def test_the_list_in_words_names_each(mi_coach: Program) -> None:
    done = mi_coach("drill", "list")

    assert done.code == 0
    for name in ("complex-feeling", "double-sided", "roadblocks"):
        assert f"  {name} " in done.out


def test_every_line_of_a_pipe_is_one_answer(mi_coach: Program) -> None:
    done = mi_coach("drill", "simple-reflection", "--seed", 3, "--json", stdin="What next?\n\n  \n/skip\nWhat now?\n")

    assert (done.code, done.err) == (0, "")
    found = done.document
    assert (found["schema"], found["kind"], found["what"], found["level"]) == (1, "drill", "simple-reflection", 1)
    assert found["ended"]
    texts = [[t["text"] for t in answer["tries"]] for answer in found["answers"]]
    assert texts == [["What next?", "/skip"], ["What now?"]]
    assert found["result"]["prompts"] == 2


def test_a_round_reads_line_by_line(mi_coach: Program) -> None:
    done = mi_coach("drill", "simple-reflection", "--seed", 3, stdin="What next?\nWhat then?\n")

    lines = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert lines[0].startswith("Simple reflection. ")
    assert any(line.startswith("1 of at most 8, level 1. ") for line in lines)
    assert "You: What next?" in lines
    assert '  [OQ open question] "What next?"' in lines
    assert sum(line.startswith("Not yet. You ") for line in lines) == 2
    assert "Once more:" in lines
    assert lines[lines.index("Replies that fit:") + 1].startswith('  "')
    assert any(line.startswith("2 of at most 8, level 1. ") for line in lines)
    assert lines[-1] == "You replied to 1 person: 1 not met yet. The next round begins at level 1."


def test_without_a_skill_the_one_that_is_due_begins(mi_coach: Program) -> None:
    first = mi_coach("drill", "--json", stdin="What next?\n").document
    second = mi_coach("drill", "--json", "--level", 3, stdin="What next?\n").document

    assert (first["what"], second["what"]) == ("simple-reflection", "complex-meaning")
    assert second["answers"][0]["level"] == 3


def test_options_may_stand_before_or_behind_the_skill(mi_coach: Program) -> None:
    behind = mi_coach("drill", "discord", "--seed", 9, "--level", 2, "--json", stdin="Hm?\n").document
    before = mi_coach("drill", "--seed", 9, "--level", 2, "--json", "discord", stdin="Hm?\n").document

    assert behind["answers"][0]["level"] == before["answers"][0]["level"] == 2
    assert before["answers"][0]["prompt"] != behind["answers"][0]["prompt"]  # seen already, so another comes first


def test_nothing_in_gives_an_empty_round_that_is_not_kept(mi_coach: Program) -> None:
    done = mi_coach("drill", "agenda", "--json")

    assert done.code == 0
    assert done.document["answers"] == []
    assert mi_coach.backend.repository.exercises.list() == []
    assert "Nothing was kept" in mi_coach("drill", "agenda").out


def test_rounds_are_kept_for_the_current_profile(mi_coach: Program) -> None:
    found = mi_coach("drill", "agenda", "--json", stdin="Hm?\n").document

    (kept,) = mi_coach.backend.repository.exercises.list(mi_coach.backend.people.current().id)
    assert {"schema": 1, **kept.to_dict()} == found


def test_a_reply_that_is_too_long_is_left_out_and_told(mi_coach: Program) -> None:
    done = mi_coach("drill", "agenda", "--json", stdin="a" * 20_001 + "\nHm?\n")

    assert done.code == 2
    assert done.err.startswith("mi-coach: line 1 left out: that reply has 20,001 characters")
    assert len(done.document["answers"]) == 1


def test_lines_after_the_end_are_ignored_with_a_note(mi_coach: Program) -> None:
    done = mi_coach("drill", "agenda", "--json", stdin="Hm?\n" * 40)

    assert done.code == 0
    assert done.document["result"]["prompts"] == 8
    assert "lines after the end of the exercise ignored" in done.err


@pytest.mark.parametrize("name", ["tag-a-transcript", "change-talk", "roadblocks"])
def test_a_spotting_exercise_from_a_pipe(mi_coach: Program, name: str) -> None:
    done = mi_coach("drill", "spot", name, "--seed", 1, "--json", stdin="1\n2\n1\n")

    found = done.document
    assert (done.code, found["kind"], found["what"], found["level"]) == (0, "spotting", name, None)
    assert len(found["answers"]) == found["result"]["items"] == 3
    assert {"item", "choice", "answer", "right", "why"} <= set(found["answers"][0])


def test_a_spotting_exercise_reads_line_by_line(mi_coach: Program) -> None:
    done = mi_coach("drill", "spot", "tag-a-transcript", "--seed", 1, stdin="OQ\nnonsense\nCR\n")

    assert done.code == 2
    assert "mi-coach: line 2 left out: 'nonsense' is none of the choices" in done.err
    assert "   1  SR simple reflection" in done.out
    assert "Practitioner: " in done.out
    assert done.out.rstrip().endswith("of 2.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("drill", "simpel-reflection"),
        ("drill", "discord", "--level", "4"),
        ("drill", "discord", "--seed", "-1"),
        ("drill", "discord", "extra"),
        ("drill", "spot"),
        ("drill", "spot", "nope"),
        ("drill", "--level", "0"),
        ("drill", "\x1b[2J"),
    ],
)
def test_bad_usage_is_told_in_one_line(mi_coach: Program, arguments: tuple[str, ...]) -> None:
    done = mi_coach(*arguments)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("mi-coach: ")
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err


def test_spot_alone_names_the_exercises(mi_coach: Program) -> None:
    assert "Name an exercise: tag-a-transcript, change-talk, roadblocks." in mi_coach("drill", "spot").err


def test_a_slip_in_the_skill_brings_a_suggestion(mi_coach: Program) -> None:
    assert "Did you mean 'simple-reflection'?" in mi_coach("drill", "simpel-reflection").err
