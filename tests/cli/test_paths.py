"""Going back, comparing, exporting and importing on the command line, and the example session."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mi_coach.domain.profile import FIRST
from tests.cli.conftest import SCENARIO, Program

REPLIES = (
    "You did not want to come here today.",
    "What worries you about that?",
    "You need to stop doing that.",
    "You felt nobody asked you.",
    "What would help?",
    "Why don't you get the bus?",
)
OTHER = "You feel torn between your dad and the ban.\nWhat matters most to you?\nYou kept every appointment.\n"


@pytest.fixture
def first(mi_coach: Program) -> dict[str, Any]:
    return mi_coach("play", SCENARIO, "--seed", 3, "--json", stdin="\n".join(REPLIES)).document


@pytest.fixture
def second(mi_coach: Program, first: dict[str, Any]) -> dict[str, Any]:
    return mi_coach("play", "--resume", first["id"], "--back", 6, "--json", stdin=OTHER).document


def test_both_paths_and_their_reports_stand_in_the_document(
    mi_coach: Program, first: dict[str, Any], second: dict[str, Any]
) -> None:
    shown = mi_coach("sessions", "show", first["id"], "--json").document

    assert shown == second
    assert (shown["id"], shown["path"], len(shown["turns"])) == (first["id"], 2, 8)
    assert [(b["id"], b["parent"], b["from_turn"]) for b in shown["branches"]] == [("1", None, None), ("2", "1", 6)]
    one, two = shown["branches"]
    assert one["turns"] == first["turns"]
    assert one["report"] == first["report"]
    assert two["turns"] == shown["turns"]
    assert two["report"] == shown["report"] != one["report"]
    assert [t["reply"] for t in two["turns"]] == [*REPLIES[:5], *OTHER.splitlines()]


def test_either_path_has_its_report(mi_coach: Program, first: dict[str, Any], second: dict[str, Any]) -> None:
    root = first["id"]
    assert mi_coach("report", f"{root}-1", "--format", "json").document == first["report"]
    assert mi_coach("report", f"{root}-2", "--format", "json").document == second["report"]
    assert mi_coach("report", root, "--format", "json").document == second["report"]
    assert mi_coach("report", f"{root}-3").code == 2
    text = mi_coach("sessions", "show", f"{root}-1").out
    assert "Paths through this session\nPath 1; 6 replies;" in text
    assert "\n  Path 2, from reply 6 of path 1; 8 replies; The session stopped here; overall" in text
    listed = mi_coach("sessions", "list", "--json").document["sessions"]
    assert [(s["id"], s["paths"], s["replies"]) for s in listed] == [(root, 2, 8)]


def test_going_back_in_a_pipe_says_where_it_begins(mi_coach: Program, first: dict[str, Any]) -> None:
    done = mi_coach("play", "--resume", first["id"], "--back", 2, stdin="You feel judged.")

    assert done.out.startswith("Path 2, from reply 2.\n")
    assert f"kept as {first['id']}-2." in done.out
    assert f"mi-coach sessions compare {first['id']}" in done.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--back", "2"), "Name the session"),
        (("--resume", "SESSION", "--back", "9"), "replies 1 to 6; there is no reply 9"),
        (("--resume", "SESSION", "--chair"), "leave out --resume"),
    ],
)
def test_what_cannot_be_gone_back_to_is_told(
    mi_coach: Program, first: dict[str, Any], arguments: tuple[str, ...], told: str
) -> None:
    done = mi_coach("play", *(first["id"] if a == "SESSION" else a for a in arguments))

    assert done.code == 2
    assert told in done.err
    assert done.err.count("\n") == 1


def test_two_paths_are_compared(mi_coach: Program, first: dict[str, Any], second: dict[str, Any]) -> None:
    text = mi_coach("sessions", "compare", first["id"]).out

    assert text.startswith("Path 1 and path 2 part at reply 6.\nShaun: ")
    order = ["Path 1, reply 6", REPLIES[5], "roadblock: advising", "Where Shaun stands: trust ", "Path 2, reply 6",
             OTHER.split("\n", maxsplit=1)[0], "After reply 6, path 2 has ", "Path 2, reply 7"]  # fmt: skip
    places = [text.index(piece) for piece in order]
    assert places == sorted(places)
    found = mi_coach("sessions", "compare", first["id"], 1, 2, "--json").document
    assert found["from_turn"] == 6
    assert found["client"] == first["turns"][5]["client"]
    one, two = found["paths"]
    assert [len(p["exchanges"]) for p in (one, two)] == [1, 3]
    assert two["exchanges"][0]["answer"] == second["turns"][6]["client"]
    gap = two["exchanges"][0]["state"]["trust"] - one["exchanges"][0]["state"]["trust"]
    assert found["apart"]["trust"] == pytest.approx(gap, abs=1)


def test_there_must_be_two_paths_to_compare(mi_coach: Program, first: dict[str, Any]) -> None:
    alone = mi_coach("sessions", "compare", first["id"])
    assert alone.code == 2
    assert "has one path only" in alone.err
    mi_coach("play", "--resume", first["id"], "--back", 3, stdin="You feel judged.")
    assert "there is no path 7" in mi_coach("sessions", "compare", first["id"], 1, 7).err
    assert "two different paths" in mi_coach("sessions", "compare", first["id"], 1, 1).err


def test_what_is_exported_comes_back_the_same(
    mi_coach: Program, second: dict[str, Any], tmp_path: Path, home: Path
) -> None:
    root, file = second["id"], tmp_path / "sessions.json"
    other = mi_coach("play", SCENARIO, "--json", stdin="Hello 🙂 “there”.").document["id"]
    before = mi_coach("sessions", "show", root, "--json").out
    stored = mi_coach.backend.repository.paths(root)
    summaries = mi_coach.backend.repository.list()
    assert mi_coach("sessions", "export", "-o", file).out == f"2 sessions written to {file}.\n"

    there = mi_coach("sessions", "import", file, "--json").document
    assert (there["imported"], sorted(there["already"])) == ([], sorted([root, other]))
    mi_coach("sessions", "delete", root, "--yes")
    again = mi_coach("sessions", "import", file, "--json").document
    assert (again["imported"], again["already"]) == ([root], [other])

    assert mi_coach.backend.repository.paths(root) == stored
    assert mi_coach("sessions", "show", root, "--json").out == before
    assert mi_coach.backend.repository.list() == summaries


def test_one_session_is_exported_and_no_file_written_over(
    mi_coach: Program, first: dict[str, Any], tmp_path: Path
) -> None:
    mi_coach("play", SCENARIO, "--json", stdin="Hello.")
    printed = mi_coach("sessions", "export", first["id"][:6]).document
    assert [s["id"] for s in printed["sessions"]] == [first["id"]]
    file = tmp_path / "x.json"
    file.write_text("mine", "utf-8")
    assert mi_coach("sessions", "export", "-o", file).code == 2
    assert file.read_text("utf-8") == "mine"
    assert mi_coach("sessions", "export", "-o", file, "--force", "--json").document["file"] == str(file)


def test_an_open_session_goes_on_after_it_was_imported(mi_coach: Program, tmp_path: Path) -> None:
    practice = mi_coach.backend.practice().start(SCENARIO, seed=3)
    practice.reply(REPLIES[0])
    document = mi_coach.backend.export_sessions()
    mi_coach.backend.repository.delete(practice.session.id)
    file = tmp_path / "x.json"
    file.write_text(json.dumps(document), "utf-8")

    mi_coach("sessions", "import", file)

    resumed = mi_coach.backend.practice().resume(practice.session.id)
    assert resumed.session == practice.session
    assert resumed.reply(REPLIES[1]).client == practice_like(mi_coach).reply(REPLIES[1]).client


def practice_like(mi_coach: Program) -> Any:
    practice = mi_coach.backend.practice().start(SCENARIO, seed=3)
    practice.reply(REPLIES[0])
    return practice


def test_imported_sessions_belong_to_whoever_takes_them_in(
    mi_coach: Program, first: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "x.json"
    mi_coach("sessions", "export", "-o", file)
    mi_coach("sessions", "delete", first["id"], "--yes")
    jo = mi_coach.backend.people.new("Jo")
    mi_coach.backend.people.use(jo.id)

    mi_coach("sessions", "import", file)

    assert mi_coach.backend.session(first["id"]).profile == jo.id
    mi_coach.backend.people.use(FIRST)
    assert mi_coach("sessions", "list", "--json").document["sessions"] == []


def put(value: object, *keys: str | int) -> Callable[[dict[str, Any]], None]:
    """Changes one value of an export."""

    def change(document: dict[str, Any]) -> None:
        found: Any = document
        for key in keys[:-1]:
            found = found[key]
        found[keys[-1]] = value

    return change


def leave_out(*keys: str | int) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        found: Any = document
        for key in keys[:-1]:
            found = found[key]
        del found[keys[-1]]

    return change


SESSION = ("sessions", 0)
PATH = (*SESSION, "paths", 0)
TURN = (*PATH, "turns", 0)
NOTE = {"hints": [], "named": None, "agreed": None, "note": "x" * 501}
DAMAGE = {
    "something else": leave_out("form"),
    "another version": put(2, "schema"),
    "no list": put({}, "sessions"),
    "no turns": leave_out(*PATH, "turns"),
    "an unknown code": put("XX", *TURN, "units", 0, "code"),
    "a turn left out": leave_out(*PATH, "turns", 1),
    "a unit beyond the reply": put(10_000, *TURN, "units", 0, "end"),
    "a state beyond the scale": put(1e9, *TURN, "state", "trust"),
    "a path out of nowhere": put(5, *SESSION, "paths", 1, "parent"),
    "a path with another past": put("Else.", *SESSION, "paths", 1, "turns", 0, "reply"),
    "no time zone": put("2026-03-02T09:00:00", *PATH, "started"),
    "an id that leads elsewhere": put("../../etc", *SESSION, "id"),
    "memory of the wrong shape": put({"seed": 1}, *PATH, "engine"),
    "a note too long": put(NOTE, *TURN, "notes"),
    "a reply that is no text": put(7, *TURN, "reply"),
    "a number that is none": put(float("nan"), *PATH, "seed"),
}


@pytest.mark.parametrize("how", [*DAMAGE, "cut off", "twice", "a list"])
def test_a_damaged_file_is_told_in_one_line_and_nothing_of_it_is_stored(
    mi_coach: Program, second: dict[str, Any], tmp_path: Path, how: str
) -> None:
    document = mi_coach.backend.export_sessions()
    mi_coach("sessions", "delete", second["id"], "--yes")
    if how in DAMAGE:
        DAMAGE[how](document)
    if how == "twice":
        document["sessions"] *= 2
    text = "[1]" if how == "a list" else json.dumps(document)
    file = tmp_path / "x.json"
    file.write_text(text[:-40] if how == "cut off" else text, "utf-8")

    done = mi_coach("sessions", "import", file)

    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "x.json" in done.err
    assert mi_coach.backend.repository.list() == []


def test_a_file_that_is_not_there_is_told(mi_coach: Program, tmp_path: Path) -> None:
    done = mi_coach("sessions", "import", tmp_path / "none.json")
    assert (done.code, done.err.count("\n")) == (2, 1)


def test_the_clients_chair_shows_an_example_and_stores_nothing(mi_coach: Program) -> None:
    text = mi_coach("play", SCENARIO, "--chair").out
    document = mi_coach("play", SCENARIO, "--chair", "--json").document

    assert text.startswith("You are in Shaun's chair.")
    first = document["turns"][0]
    assert text.index(first["client"]["text"]) < text.index(f"Practitioner: {first['reply']}")
    assert f"Why: {document['whys'][0]}" in text
    assert "The feedback on this example" in text
    assert len(document["whys"]) == len(document["turns"]) >= 9
    assert document["report"]["overall"] is not None
    assert mi_coach("play", SCENARIO, "--chair", "--json").document["turns"] == document["turns"]
    assert mi_coach("sessions", "list", "--json").document["sessions"] == []
    assert mi_coach("play", "--chair").code == 2
    assert mi_coach("play", "nobody", "--chair").code == 2
