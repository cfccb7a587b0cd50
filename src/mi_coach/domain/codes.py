"""Reply codes, roadblock kinds and their MITI values, as the project's code book defines them.

The codes follow MITI 4.2.1 (Moyers, Manuel and Ernst, 2014) where MITI has a code, MITI 3.1.1 for open and
closed questions, and Thomas Gordon's twelve roadblocks for what gets in the way. Wording is our own.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """What one unit of a trainee's reply is."""

    SR = "SR"
    CR = "CR"
    OQ = "OQ"
    CQ = "CQ"
    AF = "AF"
    SK = "SK"
    EA = "EA"
    GI = "GI"
    PP = "PP"
    RB = "RB"
    NC = "NC"


class Family(StrEnum):
    """The broad kind of thing a unit does; unit accuracy is also reported by family."""

    REFLECTION = "reflection"
    QUESTION = "question"
    AFFIRMATION = "affirmation"
    COLLABORATION = "collaboration"
    INFORMATION = "information"
    ROADBLOCK = "roadblock"
    NEUTRAL = "neutral"


class Roadblock(StrEnum):
    """Gordon's twelve roadblocks to listening, under the names the product shows."""

    ORDERING = "ordering"
    WARNING = "warning"
    ADVISING = "advising"
    PERSUADING = "persuading"
    MORALISING = "moralising"
    JUDGING = "judging"
    PRAISING = "praising"
    LABELLING = "labelling"
    INTERPRETING = "interpreting"
    REASSURING = "reassuring"
    PROBING = "probing"
    WITHDRAWING = "withdrawing"


class Miti(StrEnum):
    """MITI 4.2.1 behaviour counts. ``None`` stands for uncoded, so it has no member here."""

    GI = "GI"
    P = "P"
    PWP = "PWP"
    Q = "Q"
    SR = "SR"
    CR = "CR"
    AF = "AF"
    SEEK = "SEEK"
    EMPHASIZE = "EMPHASIZE"
    CONFRONT = "CONFRONT"


FAMILY_OF: dict[Code, Family] = {
    Code.SR: Family.REFLECTION,
    Code.CR: Family.REFLECTION,
    Code.OQ: Family.QUESTION,
    Code.CQ: Family.QUESTION,
    Code.AF: Family.AFFIRMATION,
    Code.SK: Family.COLLABORATION,
    Code.EA: Family.COLLABORATION,
    Code.GI: Family.INFORMATION,
    Code.PP: Family.INFORMATION,
    Code.RB: Family.ROADBLOCK,
    Code.NC: Family.NEUTRAL,
}

CODE_NAMES: dict[Code, str] = {
    Code.SR: "simple reflection",
    Code.CR: "complex reflection",
    Code.OQ: "open question",
    Code.CQ: "closed question",
    Code.AF: "affirmation",
    Code.SK: "seeking collaboration",
    Code.EA: "emphasising autonomy",
    Code.GI: "giving information",
    Code.PP: "advising with permission",
    Code.RB: "roadblock",
    Code.NC: "not coded",
}

REFLECTIONS = frozenset({Code.SR, Code.CR})
QUESTIONS = frozenset({Code.OQ, Code.CQ})

SOFT_ROADBLOCKS = frozenset({Roadblock.PRAISING, Roadblock.INTERPRETING, Roadblock.REASSURING, Roadblock.WITHDRAWING})
"""Kinds that MITI leaves uncoded; shown as "could land better", never as failures."""

CONDITIONAL_ROADBLOCKS = frozenset({Roadblock.ORDERING, Roadblock.INTERPRETING, Roadblock.PROBING})
"""Kinds whose MITI value depends on whether the unit disapproves, blames or accuses."""

_MITI_OF_CODE: dict[Code, Miti | None] = {
    Code.SR: Miti.SR,
    Code.CR: Miti.CR,
    Code.OQ: Miti.Q,
    Code.CQ: Miti.Q,
    Code.AF: Miti.AF,
    Code.SK: Miti.SEEK,
    Code.EA: Miti.EMPHASIZE,
    Code.GI: Miti.GI,
    Code.PP: Miti.PWP,
    Code.NC: None,
}

_MITI_OF_KIND: dict[Roadblock, Miti | None] = {
    Roadblock.ORDERING: Miti.P,
    Roadblock.WARNING: Miti.CONFRONT,
    Roadblock.ADVISING: Miti.P,
    Roadblock.PERSUADING: Miti.P,
    Roadblock.MORALISING: Miti.CONFRONT,
    Roadblock.JUDGING: Miti.CONFRONT,
    Roadblock.PRAISING: None,
    Roadblock.LABELLING: Miti.CONFRONT,
    Roadblock.INTERPRETING: None,
    Roadblock.REASSURING: None,
    Roadblock.PROBING: Miti.Q,
    Roadblock.WITHDRAWING: None,
}


def miti_value(code: Code, kind: Roadblock | None = None, confronting: bool = False) -> Miti | None:
    """Gives the MITI behaviour that a unit counts towards.

    Args:
        code: The unit's code.
        kind: The roadblock kind; needed when ``code`` is ``RB`` and ignored otherwise.
        confronting: For ``ordering``, ``interpreting`` and ``probing`` only: the unit disapproves, blames or
            accuses, which makes it Confront.

    Returns:
        The MITI value, or ``None`` where MITI leaves the unit uncoded.

    Raises:
        ValueError: ``code`` is ``RB`` and no ``kind`` was given.
    """
    if code is not Code.RB:
        return _MITI_OF_CODE[code]
    if kind is None:
        raise ValueError("a roadblock needs a kind")
    if confronting and kind in CONDITIONAL_ROADBLOCKS:
        return Miti.CONFRONT
    return _MITI_OF_KIND[kind]


def is_soft(kind: Roadblock | None, miti: Miti | None) -> bool:
    """Says whether a roadblock is shown as "could land better" (MITI leaves it uncoded)."""
    return kind in SOFT_ROADBLOCKS and miti is None
