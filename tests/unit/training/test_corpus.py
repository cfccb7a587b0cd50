"""The corpus is what its datasheet says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.errors import MiCoachError
from mi_coach.training.corpus import SPLITS, LabelledReply, read_split, read_voice
from mi_coach.training.describe import describe
from mi_coach.training.metrics import kappa

CORPUS = Path(__file__).resolve().parents[3] / "corpus"


@pytest.fixture(scope="module")
def splits() -> dict[str, list[LabelledReply]]:
    return {split: read_split(CORPUS, split) for split in SPLITS}


def test_it_is_large_and_of_many_voices(splits: dict[str, list[LabelledReply]]) -> None:
    everything = [r for part in splits.values() for r in part]
    assert sum(len(r.units) for r in everything) >= 6000
    assert len({r.voice for r in everything}) >= 30


def test_every_code_and_kind_is_there_often_enough(splits: dict[str, list[LabelledReply]]) -> None:
    units = [u for part in splits.values() for r in part for u in r.units]
    codes, kinds = Counter(u.code for u in units), Counter(u.kind for u in units)
    assert all(codes[code] >= 250 for code in Code), codes
    assert all(kinds[kind] >= 120 for kind in Roadblock), kinds


def test_a_kind_stands_with_a_roadblock_and_only_there(splits: dict[str, list[LabelledReply]]) -> None:
    for part in splits.values():
        assert all((u.kind is not None) == (u.code is Code.RB) for r in part for u in r.units)


def test_offsets_are_exact_and_cover_the_reply(splits: dict[str, list[LabelledReply]]) -> None:
    for part in splits.values():
        for reply in part:
            covered = {i for u in reply.units for i in range(u.start, u.end)}
            assert all(c.isspace() for i, c in enumerate(reply.reply) if i not in covered), reply.id
            assert [u.start for u in reply.units] == sorted({u.start for u in reply.units})


def test_no_voice_and_no_reply_stands_in_two_parts(splits: dict[str, list[LabelledReply]]) -> None:
    seen: dict[str, str] = {}
    for split, part in splits.items():
        for reply in part:
            words = "".join(c for c in reply.reply.lower() if c.isalnum() or c == " ")
            key = words if len(words.split()) > 3 else ""
            assert not key or seen.setdefault(key, split) == split, reply.id
            assert seen.setdefault(f"voice {reply.voice}", split) == split


def test_the_second_labeller_is_on_record_for_every_held_out_unit(splits: dict[str, list[LabelledReply]]) -> None:
    for split in ("validation", "test"):
        units = [u for r in splits[split] for u in r.units]
        assert all(u.second for u in units)
        first = [u.first.split(":")[0].split("+")[0] for u in units]
        second = [str(u.second).split(":")[0].split("+")[0] for u in units]
        assert kappa(first, second) > 0.8


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(MiCoachError, match=r"x\.jsonl:1"):
        read_voice(path)


def test_the_datasheet_tells_what_is_there() -> None:
    assert describe(CORPUS) in (CORPUS / "DATASHEET.md").read_text("utf-8")
