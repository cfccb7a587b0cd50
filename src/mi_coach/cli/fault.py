"""Writes down what went wrong inside the program, for whoever mends it."""

from __future__ import annotations

import os
import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

import mi_coach
from mi_coach.paths import ensure_home

FILE_NAME = "faults.log"
_LARGEST = 1_000_000


def keep(error: BaseException) -> Path | None:
    """Adds the traceback to the log in the data folder, which only its owner can read.

    Only places in the program are written, with the kind of error: its words might hold what somebody typed.

    Returns:
        The log, or ``None`` when it cannot be written.
    """
    entry = (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC  mi-coach {mi_coach.__version__}  "
        f"Python {platform.python_version()}  {platform.platform()}\n{_trace(error)}\n"
    )
    try:
        path = ensure_home() / FILE_NAME
        fresh = not path.exists() or path.stat().st_size > _LARGEST
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if fresh else os.O_APPEND)
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as stream:
            stream.write(entry)
    except (OSError, ValueError):
        return None
    return path


def _trace(error: BaseException | None) -> str:
    parts: list[str] = []
    while error is not None:
        places = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{places}{type(error).__module__}.{type(error).__qualname__}\n")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "caused by\n".join(parts)
