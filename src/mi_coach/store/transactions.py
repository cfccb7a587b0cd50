"""One transaction a call: what every repository does with the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from mi_coach.store.location import Location
from mi_coach.store.problems import explained


class Transactions:
    """Opens a transaction for a call, and tells the database's problems in one line.

    Args:
        engine: A database that :func:`mi_coach.store.database.open_database` opened.
        location: Where it is, for messages.
    """

    def __init__(self, engine: Engine, location: Location) -> None:
        self.location = location
        self._engine = engine

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.location.name), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        writing = self._engine.execution_options(writing=True)
        with explained(self.location.name), writing.begin() as connection:
            yield connection
