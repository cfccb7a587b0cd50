"""Counts a corpus and the agreement of its two labellers, as the tables of its datasheet.

``python -m mi_coach.training.describe corpus`` prints them; a test holds the datasheet to them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.training.corpus import SPLITS, LabelledReply, LabelledUnit, read_split
from mi_coach.training.metrics import kappa

_MARKS = re.compile(r"[!+].*")


def describe(corpus: Path) -> str:
    """The datasheet's tables as Markdown."""
    parts = {split: read_split(corpus, split) for split in SPLITS}
    return "\n".join([*_sizes(parts), "", *_codes(parts), "", *_agreement(parts)])


def _sizes(parts: dict[str, list[LabelledReply]]) -> list[str]:
    rows = ["| part | voices | replies | units | units with a second label |", "|---|---|---|---|---|"]
    for split, replies in parts.items():
        units = [u for r in replies for u in r.units]
        voices = len({r.voice for r in replies})
        rows.append(f"| {split} | {voices} | {len(replies)} | {len(units)} | {sum(bool(u.second) for u in units)} |")
    return rows


def _codes(parts: dict[str, list[LabelledReply]]) -> list[str]:
    counted = {s: Counter(_name(u) for r in replies for u in r.units) for s, replies in parts.items()}
    names = [c.value for c in Code if c is not Code.RB] + [f"RB {k.value}" for k in Roadblock]
    rows = ["| label | train | validation | test |", "|---|---|---|---|"]
    rows += [f"| {n} | {' | '.join(str(counted[s][n]) for s in SPLITS)} |" for n in names]
    flags = ("summary", "double_sided", "confronting")
    for flag in flags:
        numbers = (sum(bool(getattr(u, flag)) for r in parts[s] for u in r.units) for s in SPLITS)
        rows.append(f"| {flag} | {' | '.join(map(str, numbers))} |")
    return rows


def _agreement(parts: dict[str, list[LabelledReply]]) -> list[str]:
    units = [u for replies in parts.values() for r in replies for u in r.units if u.second]
    first = [_MARKS.sub("", u.first) for u in units]
    second = [_MARKS.sub("", str(u.second)) for u in units]
    codes_a, codes_b = [f.split(":")[0] for f in first], [s.split(":")[0] for s in second]
    rows = ["| agreement of first and second label | Cohen's kappa |", "|---|---|"]
    rows.append(f"| all codes | {kappa(codes_a, codes_b):.3f} |")
    rows.append(f"| codes and roadblock kinds | {kappa(first, second):.3f} |")
    for code in Code:
        a, b = [str(x == code.value) for x in codes_a], [str(x == code.value) for x in codes_b]
        rows.append(f"| {code.value} against the rest | {kappa(a, b):.3f} |")
    return rows


def _name(unit: LabelledUnit) -> str:
    return f"RB {unit.kind.value}" if unit.kind else unit.code.value


if __name__ == "__main__":
    sys.stdout.write(describe(Path(sys.argv[1])) + "\n")
