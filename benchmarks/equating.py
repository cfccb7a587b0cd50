"""Puts the two forms of the benchmark on one scale with generated trainees, and measures what a score can tell.

Run with ``.venv/bin/python benchmarks/equating.py``: codes every reply of ``benchmarks/data/benchmark-bank.yaml`` with
the coder that ships, lets trainees of graded ability draw from it for both forms, and writes the table
``src/mi_coach/exercises/benchmark/data/equating.json`` and the figures in ``docs/reference/benchmark.md``. With
``--check`` it writes nothing, prints what differs and ends with 1 when anything does.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mi_coach.exercises.benchmark.loader import FORMS, BenchmarkForms
from mi_coach.exercises.benchmark.rubric import VERSION, Rating, Rubric
from mi_coach.exercises.benchmark.types import ITEMS, Form, Item
from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir
from mi_coach.scenarios.source import read
from mi_coach.service.ports import Coder

ROOT = Path(__file__).resolve().parents[1]
BANK = ROOT / "benchmarks" / "data" / "benchmark-bank.yaml"
TABLE = ROOT / "src" / "mi_coach" / "exercises" / "benchmark" / "data" / "equating.json"
PAGE = ROOT / "docs" / "reference" / "benchmark.md"
BEGIN, END = "<!-- figures: benchmarks/equating.py -->\n", "<!-- end of figures -->\n"

KINDS = ("roadblock", "closed", "mixed", "open", "deep", "full")
"""The kinds of replies in the bank, from the least to the most skilled."""

TRAINEES = 4000
ABILITY = 1.2
"""How far trainees lie apart, in kinds (standard deviation), about the middle of the six."""

WITHIN = 1.1
"""How far one trainee's replies lie apart, in kinds. An assumption: nobody has measured it."""

SEED = 6
RESAMPLED = 1000
TOLERANCE = 0.02
"""Differences up to this are rounding between machines."""

TEMPLATE = (
    "It sounds like this is hard for you. Part of you wants things to change, and part of you wants them to stay as "
    "they are. It's up to you. What would you like to happen next?"
)
"""The same reply to everybody: must not pay."""

Cells = Mapping[str, Mapping[str, list[float]]]
"""Points of the bank's replies by situation and kind."""


def ratings(forms: Sequence[Form], bank: Mapping[str, Any], coder: Coder) -> dict[str, dict[str, list[Rating]]]:
    """Every reply of the bank, coded and rated, by situation and kind."""
    rubric = Rubric(forms)
    found: dict[str, dict[str, list[Rating]]] = {}
    for item in (item for form in forms for item in form.items):
        found[item.id] = {
            kind: [rate(rubric, coder, item, reply) for reply in bank["items"][item.id][kind]] for kind in KINDS
        }
    return found


def rate(rubric: Rubric, coder: Coder, item: Item, reply: str) -> Rating:
    """One reply, coded and rated."""
    return rubric.rate(item, coder.code(reply, item.client))


def chances(ability: float) -> list[float]:
    """How often a trainee of this ability replies in each kind."""
    middle = (len(KINDS) - 1) / 2 + ABILITY * ability
    weights = [math.exp(-((kind - middle) ** 2) / (2 * WITHIN**2)) for kind in range(len(KINDS))]
    return [weight / sum(weights) for weight in weights]


def simulate(forms: Sequence[Form], cells: Cells) -> dict[str, list[float]]:
    """Means of both forms for every trainee, who takes both, in the same order."""
    chance = random.Random(SEED)
    found: dict[str, list[float]] = {form.id: [] for form in forms}
    for _ in range(TRAINEES):
        often = chances(chance.gauss(0, 1))
        for form in forms:
            drawn = [chance.choice(cells[item.id][chance.choices(KINDS, often)[0]]) for item in form.items]
            found[form.id].append(statistics.fmean(drawn))
    return found


def equating_error(forms: Sequence[Form], cells: Cells) -> float:
    """How far the difference of the forms' means moves when other replies of the same sort stand in the bank."""
    chance = random.Random(SEED + 1)
    abilities = [statistics.NormalDist().inv_cdf((n + 0.5) / 200) for n in range(200)]
    often = [statistics.fmean(column) for column in zip(*map(chances, abilities), strict=True)]
    differences = []
    for _ in range(RESAMPLED):
        means = [
            statistics.fmean(
                sum(p * statistics.fmean(chance.choices(cells[item.id][kind], k=len(cells[item.id][kind])))
                    for p, kind in zip(often, KINDS, strict=True))
                for item in form.items
            )
            for form in forms
        ]  # fmt: skip
        differences.append(means[1] - means[0])
    return statistics.stdev(differences)


def made_of(forms: BenchmarkForms, coder: Coder) -> dict[str, Any]:
    """The whole table."""
    both = forms.all()
    bank = read(BANK).data
    rated = ratings(both, bank, coder)
    cells = {item: {kind: [r.points for r in found] for kind, found in of.items()} for item, of in rated.items()}
    means = simulate(both, cells)
    first, second = (means[form_id] for form_id in FORMS)
    slope = statistics.stdev(first) / statistics.stdev(second)
    intercept = statistics.fmean(first) - slope * statistics.fmean(second)
    together = statistics.correlation(first, second)
    on_scale = [slope * mean + intercept for mean in second]
    table: dict[str, Any] = {
        "schema": 1,
        "made_with": {"rubric": VERSION, "model": coder.sha256, "forms": forms.sha256, "trainees": TRAINEES},
        "forms": {
            FORMS[0]: {"slope": 1.0, "intercept": 0.0},
            FORMS[1]: {"slope": round(slope, 4), "intercept": round(intercept, 4)},
        },
        "sem": round(statistics.stdev(first) * math.sqrt(1 - together), 3),
        "correlation": round(together, 3),
        "equating_error": round(equating_error(both, cells), 3),
        "linear_against_equipercentile": round(_apart(first, on_scale), 3),
    }
    for form in both:
        table["forms"][form.id] |= {
            "mean": round(statistics.fmean(means[form.id]), 3),
            "sd": round(statistics.stdev(means[form.id]), 3),
            "kinds": {k: round(statistics.fmean(p for i in form.items for p in cells[i.id][k]), 2) for k in KINDS},
            "items": {i.id: round(statistics.fmean(p for k in KINDS for p in cells[i.id][k]), 2) for i in form.items},
            **_tricks(form, bank, Rubric(both), coder),
        }
    every = [r for of in rated.values() for found in of.values() for r in found]
    table["ranged"] = round(sum(r.low < r.high for r in every) / len(every), 3)
    table["replies"] = len(every)
    return table


def _apart(first: Sequence[float], second: Sequence[float]) -> float:
    """The largest difference between the deciles of two samples."""
    deciles = (statistics.quantiles(sample, n=10) for sample in (first, second))
    return max(abs(a - b) for a, b in zip(*deciles, strict=True))


def _tricks(form: Form, bank: Mapping[str, Any], rubric: Rubric, coder: Coder) -> dict[str, float]:
    """Means of a form answered by tricks: one reply for everybody, parroting, and everything poured in at once."""

    def mean(replies: Sequence[str]) -> float:
        found = [rate(rubric, coder, item, text).points for item, text in zip(form.items, replies, strict=True)]
        return round(statistics.fmean(found), 2)

    kinds = ("closed", "open")
    piles = [" ".join(r for kind in kinds for r in bank["items"][i.id][kind]) for i in form.items]
    return {
        "same_reply": mean([TEMPLATE] * ITEMS),
        "parroting": mean([item.client for item in form.items]),
        "pile": mean([f"{pile} {TEMPLATE}" for pile in piles]),
    }


def figures(table: Mapping[str, Any]) -> str:
    """The figures as the page shows them."""
    a, b = (table["forms"][form_id] for form_id in FORMS)
    rows = [
        "| measured | form A | form B |",
        "|---|---|---|",
        f"| mean of {table['made_with']['trainees']:,} generated trainees | {a['mean']:.2f} | {b['mean']:.2f} |",
        f"| standard deviation | {a['sd']:.2f} | {b['sd']:.2f} |",
        *(f"| replies of the kind “{kind}” | {a['kinds'][kind]:.2f} | {b['kinds'][kind]:.2f} |" for kind in KINDS),
        f"| the same reply to everybody | {a['same_reply']:.2f} | {b['same_reply']:.2f} |",
        f"| the client's own words each time | {a['parroting']:.2f} | {b['parroting']:.2f} |",
        f"| everything poured in at once | {a['pile']:.2f} | {b['pile']:.2f} |",
        "",
        "| measured | |",
        "|---|---|",
        f"| correlation of the two forms | {table['correlation']:.2f} |",
        f"| standard error of measurement | {table['sem']:.2f} |",
        f"| a form B mean on the scale | {b['slope']:.3f} × mean {b['intercept']:+.3f} |",
        f"| standard error of the difference between the forms | {table['equating_error']:.2f} |",
        f"| largest difference from equipercentile equating (deciles) | {table['linear_against_equipercentile']:.2f} |",
        f"| replies with a range instead of a point | {100 * table['ranged']:.0f} % of {table['replies']} |",
        f"| change that chance alone brings in 1 of 20 | {1.96 * math.sqrt(2) * table['sem']:.2f} |",
    ]
    return "\n".join(rows) + "\n"


def differences(old: Any, new: Any, place: str = "") -> list[str]:
    """Where two tables differ by more than rounding."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = sorted(old.keys() | new.keys())
        return [line for key in keys for line in differences(old.get(key), new.get(key), f"{place}.{key}".lstrip("."))]
    if isinstance(old, float) and isinstance(new, float) and abs(old - new) <= TOLERANCE:
        return []
    return [] if old == new else [f"{place}: {old} in the table, {new} measured"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the table and the page's figures, or with ``--check`` compares; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with what is there and write nothing")
    check = parser.parse_args(arguments).check
    table = made_of(BenchmarkForms(), load_coder(models_dir()))
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    shown, _, after = rest.partition(END)
    if check:
        old = json.loads(TABLE.read_text(encoding="utf-8"))
        found = differences(old, table) + ([] if shown == figures(old) else ["the page does not show the table"])
        sys.stdout.write("".join(f"{line}\n" for line in found) or "The table is up to date.\n")
        return 1 if found else 0
    TABLE.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    PAGE.write_text(before + BEGIN + figures(table) + END + after, encoding="utf-8", newline="\n")
    sys.stdout.write(figures(table))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
