"""The people who share the database."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from mi_coach.domain.profile import Profile
from mi_coach.errors import MiCoachError
from mi_coach.store import rows
from mi_coach.store.addresses import shown
from mi_coach.store.database import checkpoint
from mi_coach.store.problems import explained
from mi_coach.store.tables import exercises, profiles, sessions
from mi_coach.store.transactions import Transactions


class SqlProfileRepository(Transactions):
    """Keeps profiles. There is always at least one."""

    def add(self, profile: Profile) -> None:
        """Stores a new profile.

        Raises:
            MiCoachError: The id is taken, or the database cannot be written.
        """
        values = {"id": profile.id, "name": rows.tidy(profile.name), "created": profile.created}
        with self._writing() as connection:
            try:
                connection.execute(insert(profiles), values)
            except IntegrityError as error:
                raise MiCoachError(
                    f"there is a profile {shown(profile.id)} already; see: mi-coach profile list"
                ) from error

    def delete(self, profile_id: str) -> None:
        """Deletes a profile with its sessions and exercises, and wipes their words from the file.

        Raises:
            MiCoachError: No such profile, it is the only one, or the database cannot be written.
        """
        with self._writing() as connection:
            count = connection.execute(select(func.count()).select_from(profiles)).scalar_one()
            if not connection.execute(select(profiles.c.id).where(profiles.c.id == profile_id)).first():
                raise MiCoachError(f"there is no profile {shown(profile_id)}; see: mi-coach profile list")
            if count == 1:
                raise MiCoachError(
                    f"{shown(profile_id)} is the only profile and stays; mi-coach data delete empties it"
                )
            _empty(connection, profile_id)
            connection.execute(delete(profiles).where(profiles.c.id == profile_id))
        with explained(self.location.name):
            checkpoint(self._engine)

    def empty(self, profile_id: str) -> None:
        """Deletes all sessions and exercises of a profile, which itself stays, and wipes their words from the file.

        Raises:
            MiCoachError: The database cannot be written.
        """
        with self._writing() as connection:
            _empty(connection, profile_id)
        with explained(self.location.name):
            checkpoint(self._engine)

    # Last, because its name hides the built-in type in all that follows it.
    def list(self) -> list[Profile]:
        """All profiles, oldest first."""
        query = select(profiles).order_by(profiles.c.created, profiles.c.id)
        with self._reading() as connection:
            return [Profile(**row) for row in connection.execute(query).mappings()]


def _empty(connection: Connection, profile_id: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.profile == profile_id))
    connection.execute(delete(exercises).where(exercises.c.profile == profile_id))
