"""``score``."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program

TALK = [
    ("Client", "I only came because they said so."),
    ("Practitioner", "You feel pushed into this. What matters to you?"),
    ("Client", "My girl."),
    ("Practitioner", "You kept coming."),
]


def as_csv(folder: Path) -> Path:
    file = folder / "talk.csv"
    rows = "".join(f'{who.upper()},"{text}"\r\n' for who, text in TALK)
    file.write_bytes(b"\xef\xbb\xbfSpeaker,Text\r\n" + rows.encode())
    return file


def as_jsonl(folder: Path) -> Path:
    file = folder / "talk.jsonl"
    file.write_text("".join(json.dumps({"speaker": w.lower(), "text": t}) + "\n" for w, t in TALK), "utf-8")
    return file


def as_text(folder: Path) -> Path:
    file = folder / "talk.txt"
    file.write_text("\n".join(f"{who}: {text}" for who, text in TALK).replace(". What", ".\n  What"), "utf-8")
    return file


@pytest.mark.parametrize("form", [as_csv, as_jsonl, as_text])
def test_the_three_forms_give_the_same_counts(mi_coach: Program, tmp_path: Path, form: object) -> None:
    file = form(tmp_path)  # type: ignore[operator]

    done = mi_coach("score", file, "--json")

    assert done.code == 0
    counts = {code: n for code, n in done.document["counts"].items() if n}
    assert counts == {"CR": 1, "OQ": 1, "AF": 1}
    assert done.document["replies"] == 2
    assert done.document["arc"] is None or not done.document["arc"].get("text")


def test_without_json_it_is_text_to_read(mi_coach: Program, tmp_path: Path) -> None:
    done = mi_coach("score", as_text(tmp_path))

    assert done.out.startswith("Feedback on ")
    assert "One next step: " in done.out
    assert "complex reflection (CR) 1, open question (OQ) 1, affirmation (AF) 1" in done.out


def test_jsonl_keeps_the_order_and_tells_bad_files_in_place(mi_coach: Program, tmp_path: Path) -> None:
    good = as_csv(tmp_path)
    bad = tmp_path / "bad.txt"
    bad.write_text("Practitioner: Hello.\nTherapist: x\n", "utf-8")

    done = mi_coach("score", good, bad, tmp_path / "none", good, "--jsonl")

    first, second, third, fourth = done.documents
    assert done.code == 2
    assert first == fourth
    assert first["file"] == str(good)
    assert first["schema"] == 1
    assert second == {"file": str(bad), "error": f"{bad}:2: the speaker is 'Therapist'; write Practitioner or Client"}
    assert third["file"] == str(tmp_path / "none")
    assert set(third) == {"file", "error"}


def test_as_text_the_good_files_are_scored_too(mi_coach: Program, tmp_path: Path) -> None:
    done = mi_coach("score", tmp_path / "none", as_csv(tmp_path))

    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "Feedback on" in done.out


def test_json_takes_one_file(mi_coach: Program, tmp_path: Path) -> None:
    assert mi_coach("score", as_csv(tmp_path), as_text(tmp_path), "--json").code == 2
    assert mi_coach("score", as_csv(tmp_path), "--json", "--jsonl").code == 2


def test_nothing_is_stored(mi_coach: Program, tmp_path: Path, home: Path) -> None:
    mi_coach("score", as_csv(tmp_path))

    assert not home.exists()
