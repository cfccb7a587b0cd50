"""Counts, ratios and bands: the figures that can be recounted by hand from the units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mi_coach.domain.codes import Code, Miti, Roadblock
from mi_coach.domain.reply import Unit
from mi_coach.domain.session import Session
from mi_coach.scoring.rules import MIN_UNITS, band
from mi_coach.scoring.words import count_words

RATIOS = ("reflection_to_question", "percent_complex", "percent_open")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted.

    Attributes:
        codes: Units by code.
        roadblocks: Roadblock units by kind.
        miti: Replies by MITI value.
    """

    codes: dict[Code, int]
    roadblocks: dict[Roadblock, int]
    miti: dict[Miti, int]

    @property
    def reflections(self) -> int:
        """Replies that reflect, by MITI's count."""
        return self.miti[Miti.SR] + self.miti[Miti.CR]

    @property
    def adherent(self) -> int:
        """MITI's MI-adherent count: affirm, seek, emphasise."""
        return self.miti[Miti.AF] + self.miti[Miti.SEEK] + self.miti[Miti.EMPHASIZE]

    @property
    def non_adherent(self) -> int:
        """MITI's MI-non-adherent count: persuade, confront."""
        return self.miti[Miti.P] + self.miti[Miti.CONFRONT]


def reply_values(units: Iterable[Unit]) -> frozenset[Miti]:
    """The MITI values one reply counts towards: each once, and no simple reflection beside a complex one."""
    values = {u.miti for u in units if u.miti is not None}
    if Miti.CR in values:
        values.discard(Miti.SR)
    return frozenset(values)


def count(replies: Iterable[Iterable[Unit]]) -> Counts:
    """Counts coded replies, each given as its units."""
    codes = dict.fromkeys(Code, 0)
    roadblocks = dict.fromkeys(Roadblock, 0)
    miti = dict.fromkeys(Miti, 0)
    for reply in replies:
        units = tuple(reply)
        for unit in units:
            codes[unit.code] += 1
            if unit.code is Code.RB and unit.kind is not None:
                roadblocks[unit.kind] += 1
        for value in reply_values(units):
            miti[value] += 1
    return Counts(codes, roadblocks, miti)


def behind(counts: Counts) -> dict[str, int]:
    """How many replies or units stand behind each ratio."""
    return {
        "reflection_to_question": counts.reflections + counts.miti[Miti.Q],
        "percent_complex": counts.reflections,
        "percent_open": counts.codes[Code.OQ] + counts.codes[Code.CQ],
    }


def ratios(counts: Counts) -> dict[str, float | None]:
    """The three ratios with thresholds; ``None`` with too little behind them, or with no question to divide by."""
    enough = {name: n >= MIN_UNITS[name] for name, n in behind(counts).items()}
    questions, opened = counts.miti[Miti.Q], counts.codes[Code.OQ]
    asked = opened + counts.codes[Code.CQ]
    return {
        "reflection_to_question": round(counts.reflections / questions, 2)
        if enough["reflection_to_question"] and questions
        else None,
        "percent_complex": round(100 * counts.miti[Miti.CR] / counts.reflections, 1)
        if enough["percent_complex"]
        else None,
        "percent_open": round(100 * opened / asked, 1) if enough["percent_open"] else None,
    }


def ratio_bands(values: dict[str, float | None]) -> dict[str, str]:
    """Bands of the three ratios."""
    return {name: band(name, values[name]) for name in RATIOS}


def talk_share(session: Session) -> float | None:
    """The practitioner's share of all words, 0 to 100; ``None`` when the client's words are not there to compare."""
    mine = sum(count_words(t.reply) for t in session.turns)
    theirs = sum(count_words(t.client.text) for t in session.turns)
    theirs += count_words(session.closing.text) if session.closing else 0
    return round(100 * mine / (mine + theirs), 1) if mine and theirs else None
