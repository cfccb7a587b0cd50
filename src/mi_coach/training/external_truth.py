"""Do the scores tell good sessions from poor ones that other people judged? Measured on AnnoMI's high and low quality.

``python -m mi_coach.training.external_truth --corpus corpus --annomi FILE`` codes every transcript with a coder that
never saw its video and scores it as ``mi-coach score`` does. The quality label is only looked at once all scores
stand: nothing is fitted to it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mi_coach.domain.session import Session
from mi_coach.domain.talk import TalkCode, TalkSegment
from mi_coach.errors import MiCoachError
from mi_coach.service import feedback
from mi_coach.service.ports import Coder
from mi_coach.service.text import clean_reply
from mi_coach.service.transcript_formats import Row, Speaker
from mi_coach.service.transcripts import to_session, to_transcript
from mi_coach.training import metrics
from mi_coach.training.annomi import AnnoMiTranscript, read_annomi, read_transcripts
from mi_coach.training.evaluation import group_of

ROUNDS = 2000
_TALK = {"change": TalkCode.CT, "sustain": TalkCode.ST, "neutral": TalkCode.FN}
_LOWEST = -1.0
"""Where a transcript without an overall score is ranked: under every score."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scored:
    """One transcript's scores beside what other people said of it.

    Attributes:
        id: Transcript id.
        fold: The fold whose coder coded it.
        quality: ``high`` or ``low``.
        replies: Practitioner's replies, with what is said in a run counted once.
        overall: Overall score with the client's talk codes known; ``None`` where the report gives none.
        without_talk: The same without them.
        parts: The parts of ``overall``.
        parts_without_talk: The parts of ``without_talk``.
        tags: Replies that reflect less replies that inform or advise, a reply, by the coder's tags.
        gold: The same a turn, by AnnoMI's labels.
    """

    id: str
    fold: int
    quality: str
    replies: int
    overall: int | None
    without_talk: int | None
    parts: Mapping[str, float] | None
    parts_without_talk: Mapping[str, float] | None
    tags: float
    gold: float


def score_transcripts(
    transcripts: Sequence[AnnoMiTranscript], fold_of: Mapping[str, int], coder_of: Callable[[int], Coder]
) -> list[Scored]:
    """Codes and scores each transcript with the coder of its video's fold; those without a quality label are left out.

    Args:
        transcripts: The conversations.
        fold_of: The fold of each video.
        coder_of: Gives a fold's coder, which must never have seen the fold's videos; asked once a fold, in order.
    """
    folds: dict[int, list[AnnoMiTranscript]] = defaultdict(list)
    for transcript in transcripts:
        if transcript.quality in ("high", "low") and transcript.turns:
            folds[fold_of[transcript.video]].append(transcript)
    scored = []
    for fold in sorted(folds):
        coder = coder_of(fold)
        scored += [_scored(transcript, fold, coder) for transcript in folds[fold]]
    return scored


def _scored(transcript: AnnoMiTranscript, fold: int, coder: Coder) -> Scored:
    session = to_session(to_transcript(_rows(transcript), f"transcript {transcript.id}"), coder, _EPOCH)
    known = feedback.build(session, None, coder.name, coder.sha256)
    unknown = feedback.build(_without_talk(session), None, coder.name, coder.sha256)
    return Scored(
        id=transcript.id,
        fold=fold,
        quality=transcript.quality,
        replies=known["replies"],
        overall=known["overall"],
        without_talk=unknown["overall"],
        parts=known["overall_parts"],
        parts_without_talk=unknown["overall_parts"],
        tags=_balance_of_tags(session),
        gold=sum(t.reflection - t.input for t in transcript.turns) / len(transcript.turns),
    )


def _rows(transcript: AnnoMiTranscript) -> list[Row]:
    """What was said as ``mi-coach score`` takes it from a file."""
    rows = []
    for number, line in enumerate(transcript.lines, start=1):
        words = clean_reply(line.text).strip()
        talk = (TalkSegment(_TALK[line.talk]),) if line.talk in _TALK else None
        if words:
            rows.append(Row(number, Speaker.PRACTITIONER if line.practitioner else Speaker.CLIENT, words, talk))
    return rows


def _without_talk(session: Session) -> Session:
    turns = tuple(replace(t, client=replace(t.client, talk=None)) for t in session.turns)
    closing = replace(session.closing, talk=None) if session.closing else None
    return replace(session, turns=turns, closing=closing)


def _balance_of_tags(session: Session) -> float:
    groups = [{group_of(u) for u in t.units} for t in session.turns if t.units]
    return sum(("reflection" in g) - ("therapist_input" in g) for g in groups) / max(1, len(groups))


def figures(scored: Sequence[Scored], rounds: int = ROUNDS) -> dict[str, Any]:
    """How well each measure ranks high above low quality, as JSON-ready data.

    Args:
        scored: The transcripts.
        rounds: Bootstrap rounds over transcripts.

    Raises:
        MiCoachError: There are not both high and low among them.
    """
    count = {quality: sum(s.quality == quality for s in scored) for quality in ("high", "low")}
    if not all(count.values()):
        raise MiCoachError("the transcripts must hold both high and low quality (column mi_quality)")
    measures = {
        "overall": [_ranked(s.overall) for s in scored],
        "overall_without_talk": [_ranked(s.without_talk) for s in scored],
        "tags_reflections_less_input": [s.tags for s in scored],
        "gold_reflections_less_input": [s.gold for s in scored],
    }
    nulls = [s for s in scored if s.overall is None]
    return {
        "schema": 1,
        "transcripts": {"all": len(scored), **count},
        "area_under_roc": {name: _area(scored, values, rounds) for name, values in measures.items()},
        "null_overall": [{"id": s.id, "quality": s.quality, "replies": s.replies} for s in nulls],
        "each": [asdict(s) for s in sorted(scored, key=lambda s: (s.quality, _ranked(s.overall), s.id))],
    }


def _ranked(score: int | None) -> float:
    return _LOWEST if score is None else float(score)


def _area(scored: Sequence[Scored], values: Sequence[float], rounds: int) -> dict[str, Any]:
    def area(chosen: Sequence[int]) -> float:
        by = {q: [values[i] for i in chosen if scored[i].quality == q] for q in ("high", "low")}
        return metrics.area_under_roc(by["high"], by["low"])

    low, high = metrics.bootstrap([s.id for s in scored], area, rounds)
    return {"value": round(area(range(len(scored))), 3), "interval_95": [round(low, 3), round(high, 3)]}


def lines(document: Mapping[str, Any]) -> list[str]:
    """The figures as plain text."""
    count = document["transcripts"]
    told = [f"{count['all']} transcripts: {count['high']} of high and {count['low']} of low quality"]
    for name, area in document["area_under_roc"].items():
        low, high = area["interval_95"]
        told.append(f"{name}: area under the ROC curve {area['value']:.3f} ({low:.3f} to {high:.3f})")
    nulls = document["null_overall"]
    told.append(f"No overall score, ranked lowest: {len(nulls)}")
    return [*told, *(f"  transcript {n['id']}, {n['quality']}, {n['replies']} replies" for n in nulls)]


def measure(corpus: Path, annomi: Path, folder: Path | None, say: Callable[[str], None]) -> dict[str, Any]:
    """Makes the folds' coders and measures with them. Needs the extra ``train``.

    Args:
        corpus: The corpus.
        annomi: AnnoMI's CSV file; only read.
        folder: Where the folds' networks are kept; see ``pipeline.fold_coders``.
        say: Told of progress.

    Raises:
        MiCoachError: A file is missing or not as it should be.
    """
    turns = read_annomi(annomi)
    try:
        from mi_coach.training import pipeline
    except ImportError as error:
        raise MiCoachError(
            f"training needs the extra `train` ({error.name} is missing); see CONTRIBUTING.md"
        ) from error

    coder_of = pipeline.fold_coders(corpus, turns, folder, say)
    return figures(score_transcripts(read_transcripts(annomi), pipeline.video_folds(turns), coder_of))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit code."""
    parser = argparse.ArgumentParser(prog="python -m mi_coach.training.external_truth", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="the corpus (default: corpus)")
    parser.add_argument("--annomi", type=Path, required=True, metavar="FILE", help="AnnoMI's CSV file; only read")
    parser.add_argument("--folds-dir", type=Path, metavar="DIR", help="keeps the folds' networks")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also writes every transcript's scores to this file")
    asked = parser.parse_args(arguments)
    try:
        document = measure(asked.corpus, asked.annomi, asked.folds_dir, _note)
    except MiCoachError as error:
        sys.stderr.write(f"{error.message}\n")
        return error.exit_code
    if asked.json:
        asked.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines(document)) + "\n")
    return 0


def _note(told: str) -> None:
    sys.stderr.write(f"{told}\n")


if __name__ == "__main__":
    sys.exit(main())
