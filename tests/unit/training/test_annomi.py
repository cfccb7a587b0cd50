"""AnnoMI's columns, on a table made for the test."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mi_coach.domain.codes import Code, Miti, Roadblock
from mi_coach.domain.reply import CodedReply, Unit
from mi_coach.errors import MiCoachError
from mi_coach.training.annomi import NEEDED, read_annomi
from mi_coach.training.evaluation import annomi_figures, group_of, main_behaviour

COLUMNS = [*NEEDED, "question_subtype", "reflection_subtype", "mi_quality"]


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(n: int, who: str, text: str, **more: str) -> dict[str, str]:
    base = {"transcript_id": "1", "video_url": "v", "utterance_id": str(n), "interlocutor": who, "utterance_text": text}
    labels = dict.fromkeys(("reflection_exists", "question_exists", "therapist_input_exists"), "False")
    return {**base, **labels, "main_therapist_behaviour": "other", **more}


def test_turns_know_the_client_turn_before_them(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        [
            row(0, "therapist", "Hello there."),
            row(1, "client", "I walked here in the rain."),
            row(2, "therapist", "You walked.", reflection_exists="True", main_therapist_behaviour="reflection"),
        ],
    )
    first, second = read_annomi(path)
    assert (first.client, second.client) == ("", "I walked here in the rain.")
    assert second.reflection
    assert second.main == "reflection"


def test_several_annotators_are_settled_by_majority(tmp_path: Path) -> None:
    votes = ["True", "True", "False"]
    path = write(tmp_path / "a.csv", [row(0, "therapist", "So?", question_exists=v) for v in votes])
    (turn,) = read_annomi(path)
    assert turn.question


def test_missing_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(MiCoachError, match="video_url"):
        read_annomi(path)


def unit(code: Code, kind: Roadblock | None = None, text: str = "some words here", miti: Miti | None = None) -> Unit:
    return Unit(text, 0, len(text), code, kind, miti)


def test_codes_belong_to_behaviours() -> None:
    assert group_of(unit(Code.CR)) == "reflection"
    assert group_of(unit(Code.RB, Roadblock.PROBING)) == "question"
    assert group_of(unit(Code.SK, text="Would that be all right?")) == "question"
    assert group_of(unit(Code.SK, text="I leave the order of things with you.")) == "other"
    assert group_of(unit(Code.RB, Roadblock.ADVISING)) == "therapist_input"
    assert group_of(unit(Code.RB, Roadblock.PRAISING)) == "other"


def test_the_main_behaviour_takes_up_most_words() -> None:
    units = (
        unit(Code.NC, text="a " * 30),
        unit(Code.OQ, text="what now"),
        unit(Code.SR, text="you walked all the way"),
    )
    assert main_behaviour(CodedReply("", units)) == "reflection"


def test_figures_of_a_perfect_coder_are_one(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        [
            row(0, "therapist", "a", reflection_exists="True", main_therapist_behaviour="reflection"),
            row(
                1,
                "therapist",
                "b",
                question_exists="True",
                main_therapist_behaviour="question",
                question_subtype="open",
            ),
            row(2, "therapist", "c", therapist_input_exists="True", main_therapist_behaviour="therapist_input"),
        ],
    )
    coded = [CodedReply("", (unit(c),)) for c in (Code.SR, Code.OQ, Code.GI)]
    figures = annomi_figures(read_annomi(path), coded, rounds=5)
    assert figures["presence_mean"] == 1.0
    assert figures["main_behaviour_macro_f1"]["value"] == 1.0
