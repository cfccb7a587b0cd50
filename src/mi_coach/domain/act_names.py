"""Names of what a reply does, as the client hears it; scenarios use them in ``to`` and in ``effects``.

A name may have parents: a line that answers ``reflection`` also answers ``reflect_change``.
"""

from __future__ import annotations

from mi_coach.domain.codes import SOFT_ROADBLOCKS, Roadblock

PARENTS: dict[str, tuple[str, ...]] = {
    "reflect_change": ("reflection", "good"),
    "reflect_sustain": ("reflection", "good"),
    "reflect_discord": ("reflection", "good"),
    "reflect_neutral": ("reflection", "good"),
    "double_sided": ("reflect_change", "reflection", "good"),
    "summary": ("reflection", "good"),
    "copying": ("neutral",),
    "ask_change": ("open_question", "question", "good"),
    "scaling": ("ask_change", "open_question", "question", "good"),
    "ask_open": ("open_question", "question", "good"),
    "ask_sustain": ("open_question", "question"),
    "ask_closed": ("closed_question", "question"),
    "affirm": ("good",),
    "collaborate": ("good",),
    "permission": ("collaborate", "good"),
    "autonomy": ("good",),
    "inform": ("information",),
    "limits": ("information", "good"),
    "advise_permitted": ("information", "good"),
    "neutral": (),
    "off_topic": ("neutral",),
    "silence": ("neutral",),
    **{
        f"roadblock_{kind}": (("soft_roadblock",) if kind in SOFT_ROADBLOCKS else ("hard_roadblock",)) + ("roadblock",)
        for kind in Roadblock
    },
}
"""Each act name with the wider names it also answers to."""

WIDER: frozenset[str] = frozenset(parent for parents in PARENTS.values() for parent in parents)

ALL_NAMES: frozenset[str] = frozenset(PARENTS) | WIDER


def names_of(act: str) -> tuple[str, ...]:
    """The act's own name followed by its wider names, nearest first."""
    return (act, *PARENTS.get(act, ()))
