"""The database file's rights: only its owner may read it and the files that SQLite keeps beside it.

An existing file is never opened here. On POSIX systems closing it would drop the locks that SQLite holds on
it elsewhere in this process, and another program could then write where it must not.
"""

from __future__ import annotations

import os
from pathlib import Path

from mi_coach import paths
from mi_coach.errors import MiCoachError

OWNER_ONLY = 0o600
_OTHERS = 0o077
_SUFFIXES = ("", "-wal", "-shm", "-journal")


def prepare(path: Path) -> None:
    """Makes an empty file where there is none, and checks that the file and its folder can be written.

    Raises:
        MiCoachError: It cannot be made or written.
    """
    try:
        if path.parent == paths.home_dir():
            paths.ensure_home()
        if not path.exists():
            _create(path)
        is_folder = path.is_dir()
    except OSError as error:
        raise MiCoachError(f"the practice database {path} cannot be made: {error.strerror or error}") from error
    if is_folder:
        raise MiCoachError(f"{path} is a folder; the practice database must be a file")
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            raise MiCoachError(
                f"the practice database {path} cannot be written because {place} is read-only; what was stored is safe"
            )


def _create(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    except FileExistsError:
        return  # another process was first


def protect(path: Path) -> None:
    """Takes away everybody else's rights to the database's files.

    Where the system knows no such rights, or the file is another person's, it stays as it is and
    :func:`is_private` says so.
    """
    for file in family(path):
        try:
            if file.stat().st_mode & _OTHERS:
                file.chmod(OWNER_ONLY)
        except OSError:
            continue


def is_private(path: Path) -> bool | None:
    """Says whether only the owner can read the database; ``None`` where the system cannot tell."""
    if os.name != "posix":
        return None
    return not any(file.stat().st_mode & _OTHERS for file in family(path))


def family(path: Path) -> list[Path]:
    """The database file and those that SQLite keeps beside it, as far as they exist."""
    files = (path.with_name(path.name + suffix) for suffix in _SUFFIXES)
    return [file for file in files if file.exists()]
