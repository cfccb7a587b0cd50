"""Holds a coder against labelled data: own replies unit by unit, AnnoMI turn by turn."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mi_coach.domain.codes import CONDITIONAL_ROADBLOCKS, FAMILY_OF, Code, Miti, Roadblock
from mi_coach.domain.reply import CodedReply, Unit
from mi_coach.nlp.coder import NetworkCoder
from mi_coach.training import metrics
from mi_coach.training.annomi import AnnoMiTurn
from mi_coach.training.corpus import LabelledReply

_INPUT_KINDS = {
    Roadblock.ADVISING,
    Roadblock.PERSUADING,
    Roadblock.ORDERING,
    Roadblock.WARNING,
    Roadblock.MORALISING,
}
_FEW_WORDS, _SOME_WORDS = 6, 15


@dataclass(slots=True)
class UnitCases:
    """True and found labels of units, side by side."""

    voice: list[str] = field(default_factory=list)
    reply: list[str] = field(default_factory=list)
    truth: list[Code] = field(default_factory=list)
    found: list[Code] = field(default_factory=list)
    true_kind: list[Roadblock | None] = field(default_factory=list)
    found_kind: list[Roadblock | None] = field(default_factory=list)
    confidence: list[float] = field(default_factory=list)
    sure: list[bool] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    flags: list[tuple[bool, ...]] = field(default_factory=list)

    def families(self, which: str) -> list[str]:
        """Families of the true or found codes."""
        return [FAMILY_OF[c].value for c in getattr(self, which)]


def unit_cases(coder: NetworkCoder, replies: Sequence[LabelledReply]) -> UnitCases:
    """Codes the labelled units of replies, given where they begin and end."""
    cases = UnitCases()
    for reply in replies:
        spans = [(u.start, u.end) for u in reply.units]
        coded = {(u.start, u.end): u for u in coder.code_spans(reply.reply, reply.client, spans)}
        for label in reply.units:
            unit = coded.get((label.start, label.end))
            if unit is None:
                unit = Unit(reply.reply[label.start : label.end], label.start, label.end, Code.NC, confidence=0.0)
            cases.voice.append(reply.voice)
            cases.reply.append(reply.id)
            cases.truth.append(label.code)
            cases.found.append(unit.code)
            cases.true_kind.append(label.kind)
            cases.found_kind.append(unit.kind)
            cases.confidence.append(unit.confidence)
            cases.sure.append(unit.sure)
            cases.words.append(len(unit.text.split()))
            cases.flags.append(
                (
                    label.summary,
                    unit.summary,
                    label.double_sided,
                    unit.double_sided,
                    label.confronting,
                    unit.miti is Miti.CONFRONT and unit.kind in CONDITIONAL_ROADBLOCKS,
                )
            )
    return cases


def own_figures(coder: NetworkCoder, replies: Sequence[LabelledReply], rounds: int = 1000) -> dict[str, Any]:
    """All figures on own labelled replies, as JSON-ready data."""
    cases = unit_cases(coder, replies)
    truth, found = [c.value for c in cases.truth], [c.value for c in cases.found]
    families_t, families_f = cases.families("truth"), cases.families("found")
    right = [t == f for t, f in zip(truth, found, strict=True)]
    kinds = [(t, f) for t, f in zip(cases.true_kind, cases.found_kind, strict=True) if t is not None]
    return {
        "units": len(truth),
        "replies": len(replies),
        "macro_f1": {
            "codes": _with_interval(truth, found, cases.reply, rounds),
            "families": _with_interval(families_t, families_f, cases.reply, rounds),
        },
        "accuracy": _round(metrics.accuracy(truth, found)),
        "kappa": _round(metrics.kappa(truth, found)),
        "roadblock_kind_accuracy": _round(metrics.accuracy([str(t) for t, _ in kinds], [str(f) for _, f in kinds])),
        "roadblock_units": len(kinds),
        "calibration_error": _round(metrics.calibration_error(cases.confidence, right)),
        "sure_share": _round(sum(cases.sure) / max(1, len(cases.sure))),
        "accuracy_when_sure": _round(metrics.accuracy(*_where(truth, found, cases.sure))),
        "boundary_f1": _round(boundary_figure(coder, replies)),
        "summary_f1": _round(_flag_f1([(c[0], c[1]) for c in cases.flags])),
        "double_sided_f1": _round(_flag_f1([(c[2], c[3]) for c in cases.flags])),
        "confronting_f1": _round(_flag_f1([(c[4], c[5]) for c in cases.flags])),
        "per_code": _classes(truth, found),
        "per_kind": _classes(
            [str(t) if t else "-" for t in cases.true_kind], [str(f) if f else "-" for f in cases.found_kind]
        ),
        "confusion": metrics.confusion(truth, found),
        "by_voice": _by(cases.voice, truth, found),
        "by_length": _by([_length(n) for n in cases.words], truth, found),
    }


def boundary_figure(coder: NetworkCoder, replies: Sequence[LabelledReply]) -> float:
    """F1 of the unit starts that the coder finds by itself."""
    coded = coder.code_many([(r.reply, r.client) for r in replies])
    truth = [[u.start for u in r.units[1:]] for r in replies]
    return metrics.boundary_f1(truth, [[u.start for u in c.units[1:]] for c in coded])


def _where(truth: list[str], found: list[str], keep: list[bool]) -> tuple[list[str], list[str]]:
    return [t for t, k in zip(truth, keep, strict=True) if k], [f for f, k in zip(found, keep, strict=True) if k]


def _flag_f1(pairs: list[tuple[bool, bool]]) -> float:
    figures = metrics.per_class([str(t) for t, _ in pairs], [str(f) for _, f in pairs])
    return figures["True"].f1 if "True" in figures else float("nan")


def _with_interval(truth: list[str], found: list[str], groups: Sequence[object], rounds: int) -> dict[str, Any]:
    if not truth:
        return {"value": None, "interval_95": [None, None]}
    low, high = metrics.bootstrap(
        groups, lambda idx: metrics.macro_f1([truth[i] for i in idx], [found[i] for i in idx]), rounds
    )
    return {"value": _round(metrics.macro_f1(truth, found)), "interval_95": [_round(low), _round(high)]}


def _classes(truth: list[str], found: list[str]) -> dict[str, dict[str, float | None]]:
    return {
        name: {"precision": _round(f.precision), "recall": _round(f.recall), "f1": _round(f.f1), "support": f.support}
        for name, f in metrics.per_class(truth, found).items()
    }


def _by(groups: Sequence[str], truth: list[str], found: list[str]) -> dict[str, dict[str, float | None]]:
    members: dict[str, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        members[group].append(i)
    return {
        group: {
            "units": len(idx),
            "accuracy": _round(metrics.accuracy([truth[i] for i in idx], [found[i] for i in idx])),
            "macro_f1": _round(metrics.macro_f1([truth[i] for i in idx], [found[i] for i in idx])),
        }
        for group, idx in sorted(members.items())
    }


def _length(words: int) -> str:
    return "1-5 words" if words < _FEW_WORDS else "6-14 words" if words < _SOME_WORDS else "15 words and more"


def _mean(values: list[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return round(sum(known) / len(known), 4) if known else None


def _round(value: float) -> float | None:
    """Four places; ``None`` where there was nothing to measure, since JSON knows no NaN."""
    return None if math.isnan(value) else round(float(value), 4)


_QUESTION_SHAPE = re.compile(
    r"\?|^\W*(would|is|are|can|could|shall|do|how|what|where|may|might|which)\b", re.IGNORECASE
)


def group_of(unit: Unit) -> str:
    """Which of AnnoMI's four behaviours a tag belongs to."""
    if unit.code in (Code.SR, Code.CR):
        return "reflection"
    if unit.code in (Code.OQ, Code.CQ) or unit.kind is Roadblock.PROBING:
        return "question"
    if unit.code is Code.SK and _QUESTION_SHAPE.search(unit.text):
        return "question"
    if unit.code in (Code.GI, Code.PP) or unit.kind in _INPUT_KINDS:
        return "therapist_input"
    return "other"


def main_behaviour(coded: CodedReply) -> str:
    """The turn's one behaviour: the one that takes up most words among those present; ``other`` when none is."""
    shares: dict[str, int] = defaultdict(int)
    for unit in coded.units:
        group = group_of(unit)
        if group != "other":
            shares[group] += len(unit.text.split())
    return max(shares, key=lambda g: (shares[g], g)) if shares else "other"


def annomi_figures(turns: Sequence[AnnoMiTurn], coded: Sequence[CodedReply], rounds: int = 1000) -> dict[str, Any]:
    """AnnoMI's figures from the tags of its turns.

    Args:
        turns: The labelled turns.
        coded: The coder's tags for each, in order.
        rounds: Bootstrap rounds over videos.
    """
    videos = [t.video for t in turns]
    present: dict[str, Any] = {}
    for name, attribute in (("reflection", "reflection"), ("question", "question"), ("therapist_input", "input")):
        truth = [str(getattr(t, attribute)) for t in turns]
        found = [str(any(group_of(u) == name for u in c.units)) for c in coded]
        present[name] = _with_interval(truth, found, videos, rounds)
    asked = [(t, c) for t, c in zip(turns, coded, strict=True) if t.question_type and _question_type(c)]
    reflected = [(t, c) for t, c in zip(turns, coded, strict=True) if t.reflection_type and _reflection_type(c)]
    main_t, main_f = [t.main for t in turns], [main_behaviour(c) for c in coded]
    return {
        "turns": len(turns),
        "videos": len(set(videos)),
        "presence_macro_f1": present,
        "presence_mean": _mean([p["value"] for p in present.values()]),
        "main_behaviour_macro_f1": _with_interval(main_t, main_f, videos, rounds),
        "main_behaviour_confusion": metrics.confusion(main_t, main_f),
        "open_closed_macro_f1": _with_interval(
            [t.question_type for t, _ in asked],
            [_question_type(c) for _, c in asked],
            [t.video for t, _ in asked],
            rounds,
        ),
        "simple_complex_macro_f1": _with_interval(
            [t.reflection_type for t, _ in reflected],
            [_reflection_type(c) for _, c in reflected],
            [t.video for t, _ in reflected],
            rounds,
        ),
    }


def _question_type(coded: CodedReply) -> str:
    kinds = [u.code for u in coded.units if u.code in (Code.OQ, Code.CQ)]
    return "" if not kinds else "open" if Code.OQ in kinds else "closed"


def _reflection_type(coded: CodedReply) -> str:
    kinds = [u.code for u in coded.units if u.code in (Code.SR, Code.CR)]
    return "" if not kinds else "complex" if Code.CR in kinds else "simple"
