"""Whether scores rank good sessions above poor ones, on conversations made for the test in AnnoMI's columns."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from mi_coach.domain.reply import CodedReply
from mi_coach.errors import MiCoachError
from mi_coach.service.backend import Backend
from mi_coach.service.transcripts import read_transcript, to_session
from mi_coach.training.annomi import NEEDED, read_transcripts
from mi_coach.training.external_truth import figures, lines, main, score_transcripts
from tests.fakes.coder import RuleCoder

COLUMNS = [*NEEDED, "mi_quality", "client_talk_type"]
LISTENS = ("You feel pulled both ways.", "So it weighs on you. What would you like?", "You kept at it all week.")
TELLS = ("Why don't you get up earlier?", "It is bad for you.", "Have you tried a list? Do you drink?")
SAYS = (("I want it to stop.", "change"), ("I like it as it is.", "sustain"), ("The bus was late.", "neutral"))


class RecordingCoder(RuleCoder):
    """Goes by rules and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def code_many(self, pairs: Sequence[tuple[str, str | None]]) -> list[CodedReply]:
        self.asked += [reply for reply, _ in pairs]
        return super().code_many(pairs)


def conversation(number: int, quality: str, says: Sequence[str], exchanges: int) -> list[dict[str, str]]:
    rows = []
    for n in range(exchanges):
        client, talk = SAYS[n % 3]
        spoken = (("client", client, talk), ("therapist", f"{says[n % 3]} Hello {number}.", ""))
        for who, text, kind in spoken:
            rows.append(
                {
                    "transcript_id": str(number),
                    "video_url": f"video {number}",
                    "utterance_id": str(len(rows)),
                    "interlocutor": who,
                    "utterance_text": text,
                    "client_talk_type": kind,
                    "mi_quality": quality,
                    "reflection_exists": str(who == "therapist" and says is LISTENS),
                    "question_exists": "False",
                    "therapist_input_exists": str(who == "therapist" and says is TELLS),
                    "main_therapist_behaviour": "other",
                }
            )
    return rows


@pytest.fixture
def table(tmp_path: Path) -> Path:
    conversations = [
        conversation(1, "high", LISTENS, 9),
        conversation(2, "low", TELLS, 9),
        conversation(3, "high", LISTENS, 12),
        conversation(4, "low", TELLS, 7),
        conversation(5, "high", LISTENS, 3),
        conversation(6, "", LISTENS, 9),
    ]
    path = tmp_path / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, COLUMNS)
        writer.writeheader()
        writer.writerows(row for rows in conversations for row in rows)
    return path


FOLDS = {f"video {n}": n % 2 for n in range(1, 7)}


def test_each_transcript_is_coded_by_its_own_folds_coder_alone(table: Path) -> None:
    coders = [RecordingCoder(), RecordingCoder()]

    scored = score_transcripts(read_transcripts(table), FOLDS, lambda fold: coders[fold])

    assert {s.id: s.fold for s in scored} == {"1": 1, "2": 0, "3": 1, "4": 0, "5": 1}
    for fold, coder in enumerate(coders):
        assert {int(reply.split()[-1].rstrip(".")) % 2 for reply in coder.asked} == {fold}


@pytest.mark.parametrize("talk", [True, False])
def test_scores_are_those_of_the_score_command(table: Path, tmp_path: Path, talk: bool) -> None:
    scored = {s.id: s for s in score_transcripts(read_transcripts(table), FOLDS, lambda _: RuleCoder())}
    behind = Backend(coder=RuleCoder())
    for transcript in read_transcripts(table)[:5]:
        file = tmp_path / f"{transcript.id}.csv"
        with file.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            writer.writerow(["speaker", "text", *(["talk"] if talk else [])])
            for line in transcript.lines:
                code = {"change": "CT", "sustain": "ST", "neutral": "FN"}.get(line.talk, "")
                who = "practitioner" if line.practitioner else "client"
                writer.writerow([who, line.text, *([code] if talk else [])])
        report = behind.report_of(to_session(read_transcript(file), behind.coder(), behind.clock.now()))
        found = scored[transcript.id]
        assert (found.overall if talk else found.without_talk) == report["overall"]
        assert found.replies == report["replies"]
        parts = found.parts if talk else found.parts_without_talk
        assert parts == report["overall_parts"]


def test_a_transcript_without_a_score_is_listed_and_ranked_lowest(table: Path) -> None:
    document = figures(score_transcripts(read_transcripts(table), FOLDS, lambda _: RuleCoder()), rounds=50)

    assert document["transcripts"] == {"all": 5, "high": 3, "low": 2}
    assert document["null_overall"] == [{"id": "5", "quality": "high", "replies": 3}]
    # Two of three good sessions lie above both poor ones, the third has no score and lies under both.
    assert document["area_under_roc"]["overall"]["value"] == pytest.approx(4 / 6, abs=0.001)
    assert document["area_under_roc"]["overall_without_talk"]["value"] == pytest.approx(4 / 6, abs=0.001)
    assert document["area_under_roc"]["gold_reflections_less_input"] == {"value": 1.0, "interval_95": [1.0, 1.0]}
    low, high = document["area_under_roc"]["overall"]["interval_95"]
    assert low <= 4 / 6 <= high
    assert [each["id"] for each in document["each"]][:1] == ["5"]
    assert json.loads(json.dumps(document)) == document
    assert "  transcript 5, high, 3 replies" in lines(document)


def test_no_words_of_a_transcript_come_out(table: Path) -> None:
    document = figures(score_transcripts(read_transcripts(table), FOLDS, lambda _: RuleCoder()), rounds=5)

    told = json.dumps(document) + "\n".join(lines(document))
    assert not any(words in told for words in [*LISTENS, *TELLS, *(text for text, _ in SAYS)])


def test_both_qualities_are_needed(table: Path) -> None:
    scored = [s for s in score_transcripts(read_transcripts(table), FOLDS, lambda _: RuleCoder()) if s.quality == "low"]

    with pytest.raises(MiCoachError, match="both high and low"):
        figures(scored)


def test_a_missing_table_is_told_in_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--annomi", str(tmp_path / "none.csv")]) == 2

    assert "none.csv: cannot be read" in capsys.readouterr().err
