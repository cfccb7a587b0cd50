"""``scenarios new``, ``preview`` and ``coverage``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import SCENARIO, Program

WIDEST = 80


@pytest.fixture
def mine(mi_coach: Program, home: Path) -> Path:
    assert mi_coach("scenarios", "new", "late-for-work", "--title", "Five past nine").code == 0
    return home / "scenarios" / "late-for-work"


def test_a_new_scenario_passes_at_once_and_plays(mi_coach: Program, mine: Path) -> None:
    assert mi_coach("scenarios", "check", mine).out == "No problems found.\n"
    assert mi_coach("scenarios", "check", mine.parent).code == 0
    assert "Five past nine" in mi_coach("scenarios", "list").out
    assert mi_coach("play", "late-for-work", "--plain", stdin="What happened?\n").code == 0
    for persona in ("skilled", "mixed", "closed_question", "roadblocking"):
        document = mi_coach("scenarios", "simulate", "late-for-work", "--persona", persona, "--json").document
        said = [turn["client"]["text"] for turn in document["turns"]]
        assert len(set(said)) == len(said) >= 10


def test_a_check_takes_an_id_and_a_path_goes_first(
    mi_coach: Program, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = mine / "scenario.yaml"
    file.write_text(file.read_text("utf-8").replace("difficulty: 2", "difficulty: 9"), "utf-8")
    monkeypatch.chdir(tmp_path)

    by_id = mi_coach("scenarios", "check", "late-for-work")
    mi_coach("scenarios", "new", "late-for-work", "--in", tmp_path)
    by_path = mi_coach("scenarios", "check", "late-for-work")

    assert (by_id.code, by_id.out.startswith(f"{file}:"), "S105" in by_id.out) == (1, True, True)
    assert (by_path.code, by_path.out) == (0, "No problems found.\n")
    assert mi_coach("scenarios", "check", SCENARIO).code == 0
    assert mi_coach("scenarios", "check", "late-for-wrok").code == 2


def test_new_says_where_it_is_and_how_to_go_on(mi_coach: Program, tmp_path: Path) -> None:
    folder = tmp_path / "my drafts"
    folder.mkdir()

    done = mi_coach("scenarios", "new", "late", "--in", folder)

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == f"Made {folder / 'late'}"
    assert f'mi-coach scenarios check "{folder / "late"}"' in done.out
    assert f'mi-coach scenarios preview "{folder / "late"}"' in done.out


@pytest.mark.parametrize("bad", ["Late For Work", SCENARIO, "late-for-work"])
def test_new_refuses_in_one_line(mi_coach: Program, mine: Path, bad: str) -> None:
    before = {path: path.read_bytes() for path in mine.iterdir()}

    done = mi_coach("scenarios", "new", bad)

    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert {path: path.read_bytes() for path in mine.iterdir()} == before


def test_a_preview_shows_what_lies_behind_each_line(mi_coach: Program, mine: Path) -> None:
    done = mi_coach("scenarios", "preview", mine, stdin="You're worn out.\nWhat happened with the fence?\n")

    assert (done.code, done.err) == (0, "")
    assert done.out.count("You: ") == done.out.count("  next line: ") == 2
    assert "picks up open-1" in done.out
    assert "trust 35.0 to " in done.out
    assert "topic fence" in done.out
    assert done.out.count("    then ") == 6
    assert done.out.count("Rae: ") == 3
    assert mi_coach("scenarios", "preview", "late-for-work", stdin="You're worn out.\n").out in done.out.replace(
        done.out[done.out.index("You: What") :], ""
    )


def test_a_preview_keeps_nothing(mi_coach: Program, mine: Path, home: Path) -> None:
    mi_coach("scenarios", "preview", mine, stdin="What happened?\n/end\n")

    assert [path.name for path in home.iterdir()] == ["scenarios"]


def test_commands_work_in_a_pipe(mi_coach: Program) -> None:
    typed = "/help\n/state\nWhat matters to you?\n/lines\n/back\n/back\n/nope\n//end\n\n/end\nWhat else?\n"

    done = mi_coach("scenarios", "preview", SCENARIO, "--seed", 5, stdin=typed)

    assert done.code == 0
    assert "After 0 of 24 exchanges: trust 30.0" in done.out
    assert "lines could be said now" in done.out
    assert "nothing to take back" in done.out
    assert "no command /nope" in done.out
    assert "You: /end" in done.out
    assert "You: What else?" not in done.out
    assert done.out.splitlines()[-1].startswith("You ended here")


def test_lines_of_a_preview_fit_the_row_but_for_what_is_said(mi_coach: Program) -> None:
    out = mi_coach("scenarios", "preview", SCENARIO, stdin="What matters to you?\n/lines\n").out

    assert all(len(line) < WIDEST for line in out.splitlines() if line.startswith("    "))


def test_a_reply_that_is_too_long_is_left_out_with_a_note(mi_coach: Program) -> None:
    done = mi_coach("scenarios", "preview", SCENARIO, stdin="x" * 20_001 + "\nWhat matters to you?\n")

    assert done.code == 2
    assert "line 1 left out" in done.err
    assert done.out.count("You: ") == 1


def test_what_is_typed_cannot_act_on_the_screen(mi_coach: Program) -> None:
    out = mi_coach("scenarios", "preview", SCENARIO, stdin="What [bold]\x1b[31mnow\x07?\n/\x1b[2Jx\n").out

    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[bold]" in out


def test_after_the_end_replies_are_not_taken(mi_coach: Program) -> None:
    replies = "".join(f"What matters to you about {n}?\n" for n in range(30))

    out = mi_coach("scenarios", "preview", SCENARIO, stdin=replies + "/back\nWhat now?\n").out

    assert out.count("You: ") == 25
    assert "Time is up for today." in out
    assert out.count("It has ended.") == 6


def test_the_map_counts_and_names_what_is_missing(mi_coach: Program, mine: Path) -> None:
    done = mi_coach("scenarios", "coverage", mine)
    document = mi_coach("scenarios", "coverage", mine, "--json").document

    assert (done.code, done.err) == (0, "")
    assert all(len(line) < WIDEST for line in done.out.splitlines())
    assert "allotment: no sustain talk" in done.out
    assert "20 scripted sessions" in done.out
    assert document["schema"] == 1
    assert document["sessions"] == 20
    lines = {i for cell in document["cells"] for i in cell["lines"]}
    reached = {i for cell in document["cells"] for i in cell["reached"]}
    assert "open-1" in reached < lines
    assert lines - reached <= set(document["unreached"])
    assert all(gap in done.out for gap in document["gaps"])


def test_the_map_without_playing(mi_coach: Program, mine: Path) -> None:
    (mine / "testplan.yaml").unlink()

    played = mi_coach("scenarios", "coverage", mine)
    counted = mi_coach("scenarios", "coverage", mine, "--no-play")
    document = mi_coach("scenarios", "coverage", mine, "--no-play", "--json").document

    assert "nothing was played" in played.err
    assert (counted.code, counted.err) == (0, "")
    assert counted.out == played.out
    assert "reached" not in counted.out
    assert (document["sessions"], document["unreached"]) == (0, None)
    assert {cell["reached"] for cell in document["cells"]} == {None}


def test_the_map_of_a_large_scenario_fits_the_screen(mi_coach: Program) -> None:
    done = mi_coach("scenarios", "coverage", SCENARIO, "--no-play")

    assert done.code == 0
    assert all(len(line) < WIDEST for line in done.out.splitlines())


@pytest.mark.parametrize("command", ["preview", "coverage"])
def test_a_draft_that_is_not_there_or_broken_is_told_in_one_line(
    mi_coach: Program, mine: Path, command: str, tmp_path: Path
) -> None:
    file = mine / "scenario.yaml"
    file.write_text(file.read_text("utf-8").replace("openness: 1 ", "openness: 9 "), "utf-8")

    for name in ("late-for-wrok", "late-for-work", mine, file, tmp_path, tmp_path / "none"):
        done = mi_coach("scenarios", command, name)
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1), name
    assert "S105" in mi_coach("scenarios", command, mine).err


def test_a_shipped_id_of_ones_own_is_told_wherever_it_matters(mi_coach: Program, mine: Path) -> None:
    shadow = mine.rename(mine.parent / SCENARIO)
    file = shadow / "scenario.yaml"
    file.write_text(file.read_text("utf-8").replace("id: late-for-work", f"id: {SCENARIO}"), "utf-8")

    listed = mi_coach("scenarios", "list")
    previewed = mi_coach("scenarios", "preview", SCENARIO, stdin="/end\n")

    assert "S501" in listed.err
    assert listed.out.count(SCENARIO) == 1
    assert "Shaun: " in previewed.out
    assert "yours of the same id is left out" in previewed.err
    assert "S501" in mi_coach("scenarios", "check", mine.parent).out
