"""Opens the database: its engine, what every SQLite connection needs, and the checks before first use."""

from __future__ import annotations

import json
import sqlite3
import time
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from mi_coach.errors import MiCoachError
from mi_coach.store import files, schema
from mi_coach.store.location import Location
from mi_coach.store.problems import explained, is_busy

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""

_POSTGRES_PATIENCE = 10
"""Seconds to wait for a server to answer."""

# Text in its own letters keeps the file half the size; "not a number" is not JSON and PostgreSQL refuses it.
_to_json = partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def make_engine(location: Location, patience: float = PATIENCE) -> Engine:
    """Makes the engine; opens no connection yet.

    Args:
        location: The database.
        patience: Seconds to wait for another program that is writing (SQLite).

    Raises:
        MiCoachError: The driver is not installed.
    """
    if location.path is None:
        try:
            return create_engine(
                location.url,
                json_serializer=_to_json,
                pool_pre_ping=True,
                connect_args={"connect_timeout": _POSTGRES_PATIENCE},
            )
        except ImportError as error:
            raise MiCoachError(
                "PostgreSQL needs the psycopg driver, which is not installed; install it beside MI Coach "
                'with: pip install "psycopg[binary]"'
            ) from error
    engine = create_engine(location.url, json_serializer=_to_json, connect_args={"timeout": patience})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    # Python's own idea of when a transaction begins leaves out reads and changes to tables: switched off.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=ON")
    # A person who deletes their sessions expects the words to be gone from the file too.
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later is refused at once when another wrote in between;
    # one that says from the start that it will write waits for its turn.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def open_database(location: Location, patience: float = PATIENCE) -> Engine:
    """Opens a database ready for use: made if need be, private, in WAL mode and with the latest schema.

    Args:
        location: The database.
        patience: Seconds to wait for another program that is writing (SQLite).

    Raises:
        MiCoachError: It cannot be used; see :func:`mi_coach.store.open_repository`. Nothing was changed then.
    """
    if location.path is not None:
        files.prepare(location.path)
    engine = make_engine(location, patience)
    try:
        with explained(location.name):
            with engine.connect() as connection:
                current = schema.check(connection, location.name)
            if location.path is not None:
                files.protect(location.path)
                _use_wal(engine, patience)
            if current != schema.HEAD:
                schema.upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _use_wal(engine: Engine, patience: float) -> None:
    """Switches to a write-ahead log, so that one window can read while another writes; the file remembers it.

    Some disks cannot do it; SQLite then keeps its older journal, which is as safe.
    """
    deadline = time.monotonic() + patience
    pooled = engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        while True:
            try:
                driver.execute("PRAGMA journal_mode=WAL").fetchone()
                return
            except sqlite3.OperationalError as error:
                # Two programs that switch at the same moment would wait for each other for ever, so SQLite
                # refuses one of them without waiting.
                if not is_busy(error) or time.monotonic() >= deadline:
                    raise
            time.sleep(0.05)
    finally:
        pooled.close()


def checkpoint(engine: Engine) -> None:
    """Empties SQLite's write-ahead log into the file, unless another program is reading from it just now."""
    if engine.dialect.name != "sqlite":
        return
    pooled = engine.raw_connection()
    try:
        driver: Any = pooled.driver_connection
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        pooled.close()
