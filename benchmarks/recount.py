"""Counts sessions again by the rules of the code book and says whether their reports give the same figures.

Everything is recounted from the units of the session document (``sessions show --json``, ``play --json``,
``scenarios simulate --json``), by rules written out here a second time: nothing of the product's own counting is used.

Run with ``.venv/bin/python benchmarks/recount.py``: more than two hundred sessions, twelve of every shipped scenario,
by scripted and by generated trainees. With files it recounts those documents instead. Prints one JSON document; exit 1
when a figure differs.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from mi_coach.domain.session import Session

GENERATED = 8
"""Generated trainees of each scenario, a different lot of personas each time, beside its four scripted ones."""

CODES = ("SR", "CR", "OQ", "CQ", "AF", "SK", "EA", "GI", "PP", "RB", "NC")
VALUES = ("GI", "P", "PWP", "Q", "SR", "CR", "AF", "SEEK", "EMPHASIZE", "CONFRONT")
VALUE_OF_CODE = {
    "SR": "SR", "CR": "CR", "OQ": "Q", "CQ": "Q", "AF": "AF", "SK": "SEEK", "EA": "EMPHASIZE", "GI": "GI", "PP": "PWP",
    "NC": None,
}  # fmt: skip
VALUES_OF_KIND: dict[str, tuple[str | None, ...]] = {
    "ordering": ("P", "CONFRONT"), "warning": ("CONFRONT",), "advising": ("P",), "persuading": ("P",),
    "moralising": ("CONFRONT",), "judging": ("CONFRONT",), "praising": (None,), "labelling": ("CONFRONT",),
    "interpreting": (None, "CONFRONT"), "reassuring": (None,), "probing": ("Q", "CONFRONT"), "withdrawing": (None,),
}  # fmt: skip
"""MITI values that a roadblock may count towards; of two, the unit says which."""


def recount(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """``counts``, ``roadblocks``, ``miti`` and ``ratios`` of a session document, from its units alone.

    Raises:
        ValueError: A unit bears a MITI value that its code cannot have.
    """
    codes: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for turn in document["turns"]:
        in_reply = set()
        for unit in turn["units"] or []:
            codes[unit["code"]] += 1
            if unit["code"] == "RB":
                kinds[unit["kind"]] += 1
            in_reply.add(_value(unit))
        if "CR" in in_reply:
            in_reply.discard("SR")
        values.update(v for v in in_reply if v)
    return {
        "counts": {code: codes[code] for code in CODES},
        "roadblocks": {kind: kinds[kind] for kind in VALUES_OF_KIND},
        "miti": {value: values[value] for value in VALUES},
        "ratios": {
            **_ratios(codes, values),
            "mi_adherent": values["AF"] + values["SEEK"] + values["EMPHASIZE"],
            "mi_non_adherent": values["P"] + values["CONFRONT"],
            "talk_share": _talk_share(document),
        },
    }


def _value(unit: Mapping[str, Any]) -> str | None:
    allowed = VALUES_OF_KIND[unit["kind"]] if unit["code"] == "RB" else (VALUE_OF_CODE[unit["code"]],)
    if unit["miti"] not in allowed:
        raise ValueError(f"{unit['code']} {unit['kind'] or ''} cannot count as {unit['miti']}")
    return allowed[0] if len(allowed) == 1 else unit["miti"]


def _ratios(codes: Counter[str], values: Counter[str]) -> dict[str, float | None]:
    reflecting, asking = values["SR"] + values["CR"], values["Q"]
    questions = codes["OQ"] + codes["CQ"]
    return {
        "reflection_to_question": round(reflecting / asking, 2) if asking and reflecting + asking >= 5 else None,
        "percent_complex": round(100 * values["CR"] / reflecting, 1) if reflecting >= 5 else None,
        "percent_open": round(100 * codes["OQ"] / questions, 1) if questions >= 5 else None,
    }


def _talk_share(document: Mapping[str, Any]) -> float | None:
    lines = [turn["client"]["text"] for turn in document["turns"]]
    lines += [document["closing"]["text"]] if document["closing"] else []
    mine = sum(_words(turn["reply"]) for turn in document["turns"])
    theirs = sum(map(_words, lines))
    return round(100 * mine / (mine + theirs), 1) if mine and theirs else None


def _words(text: str) -> int:
    """Runs of letters and figures; an apostrophe or hyphen between two of them parts nothing."""
    n, inside = 0, False
    for at, sign in enumerate(text):
        joins = inside and sign in "'’-" and text[at + 1 : at + 2].isalnum()
        n += sign.isalnum() and not inside
        inside = sign.isalnum() or joins
    return n


def differences(document: Mapping[str, Any]) -> list[str]:
    """What the report in a session document counts otherwise; empty when all is equal."""
    mine, report = recount(document), document["report"]
    return [
        f"{document['id']}: {part} {name}: report {report[part].get(name)}, recounted {figure}"
        for part, figures in mine.items()
        for name, figure in {**dict.fromkeys(report[part], "nothing"), **figures}.items()
        if report[part].get(name) != figure
    ]


class _NoClock:
    """The same time always: what is printed does not depend on when it was."""

    def now(self) -> datetime:
        """A moment."""
        return datetime(2026, 1, 1, tzinfo=UTC)


def generated() -> Iterator[dict[str, Any]]:
    """Session documents of every scenario's scripted trainees and some generated ones, coded by the model."""
    from mi_coach.nlp.persistence import load_coder
    from mi_coach.paths import models_dir
    from mi_coach.scenarios import Library
    from mi_coach.service import feedback
    from mi_coach.service.harness.play import CodedOnce, play_all
    from mi_coach.service.harness.trainees import SHARES
    from mi_coach.service.harness.trainees import generated as trainees
    from mi_coach.service.simulation import simulate

    coder, library = load_coder(models_dir()), Library()
    for at, card in enumerate(library.cards()):
        scenario, plans = library.get(card.id), library.plans(card.id).plans
        sessions: list[Session] = [simulate(scenario, p.replies, p.seed, coder, _NoClock()) for p in plans.values()]
        cast = islice(cycle(trainees(scenario, len(SHARES))), at, at + GENERATED)
        played = play_all(scenario, [(t, [n]) for n, t in enumerate(cast)], CodedOnce(coder))
        sessions += [p.session(scenario) for p in played]
        for session in sessions:
            yield feedback.document(session, feedback.build(session, scenario, coder.name, coder.sha256))


def main(files: list[str]) -> int:
    """Recounts the files, or generated sessions; gives the exit code."""
    if files:
        documents: Iterator[dict[str, Any]] = (json.loads(Path(name).read_text("utf-8")) for name in files)
    else:
        documents = generated()
    found, sessions, replies = [], 0, 0
    for document in documents:
        found += differences(document)
        sessions += 1
        replies += len(document["turns"])
    differing = len({line.partition(":")[0] for line in found})
    summary = {"sessions": sessions, "replies": replies, "agreed": sessions - differing, "differences": found[:20]}
    sys.stdout.write(json.dumps(summary, indent=1, ensure_ascii=False) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
