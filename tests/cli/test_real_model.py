"""The program with the model that ships with it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mi_coach.service.backend import Backend
from tests.cli.conftest import SCENARIO
from tests.cli.test_play import same_of

SIXTEEN = (
    "Thanks for coming in. We have half an hour. Where would you like to start?",
    "You've lost a lot over one phone call.",
    "What has this been like at home?",
    "You want to be there for your family, and the drink gets in the way.",
    "You kept every appointment even when you were angry about it.",
    "Only you can decide what happens next.",
    "What worries you most about carrying on as you are?",
    "It scares you that she might go.",
    "On a scale of nought to ten, how important is it to stop driving?",
    "Why a five and not a two?",
    "If you miss another one you'll be breached.",
    "Have you tried cutting down?",
    "Part of you thinks it's nobody's business, and part of you is tired of it.",
    "What would be a first step?",
    "Would it be all right if I told you what some people have found useful?",
    "So you'll talk to her on Sunday, and you'll ring me on Monday.",
)


def mi_coach(home: Path, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mi_coach", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
        env=os.environ | {"MI_COACH_HOME": str(home), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_reply_of_two_thoughts_is_split_and_coded(home: Path) -> None:
    reply = "You felt pushed into it. What happened next?"
    line = json.dumps({"id": "1", "client": "I only drove because she was going on at me.", "reply": reply})

    done = mi_coach(home, "tag", "--jsonl", stdin=line + "\n")

    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    reflection, question = answer["units"]
    assert answer["id"] == "1"
    assert reflection["code"] in ("SR", "CR")
    assert question["code"] == "OQ"
    assert [reply[u["start"] : u["end"]] for u in answer["units"]] == [u["text"] for u in answer["units"]]
    assert reply[reflection["start"] : question["end"]] == reply


def test_strange_replies_are_coded_without_complaint(home: Path) -> None:
    replies = ["\ud800 lone", "\x00\x1b[31m", "🙂" * 50, "a" * 5_000, "?!", " \n\t ", "\u202eabc", "w " * 9_000]
    stdin = "".join(json.dumps({"id": n, "reply": r}) + "\n" for n, r in enumerate(replies))

    done = mi_coach(home, "tag", "--jsonl", stdin=stdin)

    assert (done.returncode, done.stderr) == (0, "")
    for reply, answer in zip(replies, map(json.loads, done.stdout.splitlines()), strict=True):
        assert all(reply[u["start"] : u["end"]] == u["text"] for u in answer["units"])
        covered = {i for u in answer["units"] for i in range(u["start"], u["end"])}
        assert all(c.isspace() for i, c in enumerate(reply) if i not in covered)


def test_sixteen_replies_make_one_whole_session_every_time(home: Path) -> None:
    stdin = "\n".join(SIXTEEN)

    first, second = (mi_coach(home, "play", SCENARIO, "--plain", "--seed", 7, "--json", stdin=stdin) for _ in range(2))

    assert (first.returncode, first.stderr) == (0, "")
    document: dict[str, Any] = json.loads(first.stdout)
    lines = [t["client"]["line_id"] for t in document["turns"]]
    assert len(lines) == len(set(lines)) == 16
    assert document["ending"] == "stopped"
    assert isinstance(document["report"]["overall"], int)
    assert same_of(document) == same_of(json.loads(second.stdout))
    listed = json.loads(mi_coach(home, "sessions", "list", "--json").stdout)["sessions"]
    assert document["id"] in {s["id"] for s in listed}


def test_a_transcript_is_scored(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text("".join(f"Client: Well, I suppose so.\nPractitioner: {r}\n" for r in SIXTEEN), "utf-8")

    report = json.loads(mi_coach(home, "score", file, "--json").stdout)

    assert report["replies"] == 16
    assert report["counts"]["OQ"] >= 3
    assert report["roadblocks"]["warning"] >= 1
    assert report["overall"] is not None
    assert len(report["model"]["sha256"]) == 64


def test_a_report_names_the_model_without_loading_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path))
    backend = Backend()

    unloaded = backend.model()

    assert unloaded == (backend.coder().name, backend.coder().sha256) == backend.model()


def test_doctor_finds_the_model_well(home: Path) -> None:
    done = mi_coach(home, "doctor", "--json")

    found = json.loads(done.stdout)
    assert done.returncode == 0, found["problems"]
    assert found["model"]["ok"]
    assert len(found["model"]["sha256"]) == 64
