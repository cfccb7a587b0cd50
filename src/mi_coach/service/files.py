"""Writes files so that a reader never meets half of one."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from mi_coach.errors import MiCoachError


def write_text(path: Path, text: str, *, replace: bool) -> None:
    """Writes a UTF-8 file whole or not at all, as :func:`write_bytes` does; a lone surrogate becomes ``?``."""
    write_bytes(path, text.encode("utf-8", "replace"), replace=replace)


def write_bytes(path: Path, content: bytes, *, replace: bool) -> None:
    """Writes a file whole or not at all.

    Args:
        path: Where to; its folder must exist.
        content: What to write.
        replace: Write over a file that is there already.

    Raises:
        MiCoachError: The file is there and may not be replaced, or cannot be written.
    """
    if path.is_dir():
        raise MiCoachError(f"{path} is a folder; name a file")
    if path.exists() and not replace:
        raise MiCoachError(f"{path} is there already; name another file, or use --force to write over it")
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            with beside.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        raise MiCoachError(f"{path} cannot be written: {reason}") from error
