"""The model's classes: ten codes and the twelve roadblock kinds in one list, so that a kind is never left open."""

from __future__ import annotations

from mi_coach.domain.codes import Code, Roadblock

CLASSES: tuple[tuple[Code, Roadblock | None], ...] = (
    *((code, None) for code in Code if code is not Code.RB),
    *((Code.RB, kind) for kind in Roadblock),
)
"""Class number -> code and kind."""

CLASS_NAMES: tuple[str, ...] = tuple(f"{c.value}:{k.value}" if k else c.value for c, k in CLASSES)

CLASS_OF: dict[tuple[Code, Roadblock | None], int] = {pair: i for i, pair in enumerate(CLASSES)}

CODES: tuple[Code, ...] = tuple(Code)

CODE_INDEX: tuple[int, ...] = tuple(CODES.index(code) for code, _ in CLASSES)
"""Class number -> place of its code in ``CODES``."""

FLAGS: tuple[str, ...] = ("summary", "double_sided", "confronting")
