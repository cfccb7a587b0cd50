"""What a client line is: change talk, sustain talk, discord or neutral. Authored, never guessed at run time.

Change and sustain talk types follow Miller and Rollnick's DARN-CAT.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TalkCode(StrEnum):
    """Which way a piece of client speech points."""

    CT = "CT"
    ST = "ST"
    DIS = "DIS"
    FN = "FN"


class TalkType(StrEnum):
    """The DARN-CAT types of change talk; sustain talk has the same ones."""

    DESIRE = "desire"
    ABILITY = "ability"
    REASON = "reason"
    NEED = "need"
    COMMITMENT = "commitment"
    ACTIVATION = "activation"
    TAKING_STEPS = "taking_steps"


@dataclass(frozen=True, slots=True)
class TalkSegment:
    """A stretch of one client line with its talk code.

    Attributes:
        code: CT, ST, DIS or FN.
        type: DARN-CAT type; only for CT and ST.
        strength: 1 (faint) to 5 (strong).
        text: The words of the line it covers; empty means the whole line.
    """

    code: TalkCode
    type: TalkType | None = None
    strength: int = 1
    text: str = ""
