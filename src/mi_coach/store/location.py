"""Which database: the address as given, what may be shown of it, and whether it lies on another machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from mi_coach import paths
from mi_coach.errors import MiCoachError

VARIABLE = "MI_COACH_DATABASE_URL"
FILE_NAME = "mi-coach.sqlite3"

_SQLITE = {"sqlite", "sqlite+pysqlite"}
_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}
_THIS_MACHINE = {"", "localhost", "ip6-localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Location:
    """Where the database is.

    Attributes:
        url: The address for the database library, password included.
        path: The file, or ``None`` for a server.
        shown: The address fit to be shown: without password or connection options.
        leaves_machine: What is stored goes to another machine, or may do.
    """

    url: URL
    path: Path | None
    shown: str
    leaves_machine: bool

    @property
    def name(self) -> str:
        """The file's path, or the server's address, for messages."""
        return str(self.path) if self.path else self.shown


def locate(address: str | None = None) -> Location:
    """Finds the database to use.

    Args:
        address: A database URL; without it ``MI_COACH_DATABASE_URL``, and without that the file in the data
            folder.

    Raises:
        MiCoachError: The address is not understood. The message never repeats it, for it may hold a password.
    """
    text = (address if address is not None else os.environ.get(VARIABLE, "")).strip()
    if not text:
        return _file(paths.home_dir() / FILE_NAME)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise MiCoachError(
            f"the database address in {VARIABLE} is not a URL; write sqlite:///path or postgresql://user@host/name"
        ) from None
    if url.drivername in _SQLITE:
        return _sqlite(url)
    if url.drivername in _POSTGRES:
        return _postgres(url)
    raise MiCoachError(
        f"a database address must begin with sqlite:/// or postgresql://, not {url.drivername[:40]!a}://; "
        f"look at {VARIABLE}"
    )


def _sqlite(url: URL) -> Location:
    name = url.database
    if not name or name == ":memory:" or name.startswith("file:") or url.query or url.host:
        raise MiCoachError(
            f"an SQLite address must name a file and nothing more, as in sqlite:///path/to/file; look at {VARIABLE}"
        )
    return _file(Path(name).expanduser().absolute())


def _file(path: Path) -> Location:
    url = URL.create("sqlite", database=str(path))
    # On Windows a path such as \\server\share lies on another machine.
    return Location(url, path, url.render_as_string(), leaves_machine=path.drive.startswith("\\\\"))


def _postgres(url: URL) -> Location:
    url = url.set(drivername="postgresql+psycopg")
    hosts = _hosts(url)
    shown = URL.create("postgresql", url.username, host=",".join(hosts) or None, port=url.port, database=url.database)
    return Location(url, None, shown.render_as_string(), not all(_is_here(host) for host in hosts))


def _hosts(url: URL) -> list[str]:
    """Every host that the PostgreSQL client might turn to, by its own rules of precedence."""
    given: list[str] = [url.host or ""]
    for key in ("hostaddr", "host", "service"):
        value = url.query.get(key, ())
        given += [value] if isinstance(value, str) else value
    if not any(given):
        given = [os.environ.get(name, "") for name in ("PGHOSTADDR", "PGHOST", "PGSERVICE")]
    return [host.strip() for value in given for host in value.split(",") if host.strip()]


def _is_here(host: str) -> bool:
    """Says whether a host is this machine: a socket (``/`` or ``@``), a loop-back name or address."""
    return host.lower() in _THIS_MACHINE or host.startswith(("/", "@", "127."))
