"""All that is kept of one person: as a document to take away, and gone when they want it gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mi_coach.domain.profile import Profile
from mi_coach.domain.session import Session
from mi_coach.errors import MiCoachError
from mi_coach.service.files import write_bytes
from mi_coach.service.people import People
from mi_coach.service.ports import Store
from mi_coach.service.progress import write_progress
from mi_coach.service.tracking import Tracking
from mi_coach.service.transfer import export_document

_REPORT = re.compile(r"(?P<root>[^.]+?)(?:-[1-9][0-9]*)?\..+")


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is, or was, kept of a person.

    Attributes:
        profile: The profile's id.
        name: What the screen calls it.
        sessions: Conversations and transcripts.
        paths: All ways through them.
        exercises: Drills, spotting rounds and benchmarks.
        reports: Files in the data folder's ``reports``.
    """

    profile: str
    name: str
    sessions: int
    paths: int
    exercises: int
    reports: int

    @property
    def told(self) -> str:
        """In words: ``3 sessions with 4 paths, 2 drills and tests and 1 saved report``; ``nothing yet``."""
        paths = f" with {self.paths} paths" if self.paths > self.sessions else ""
        parts = [
            _counted(self.sessions, "session", "sessions") + paths,
            _counted(self.exercises, "drill or test", "drills and tests"),
            _counted(self.reports, "saved report", "saved reports"),
        ]
        told = [part for part in parts if part]
        return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told) or "nothing yet"

    def to_dict(self) -> dict[str, Any]:
        """Plain data for documents."""
        return asdict(self)


def _counted(n: int, one: str, several: str) -> str:
    return "" if n == 0 else f"1 {one}" if n == 1 else f"{n} {several}"


class Personal:
    """What is kept of the people on this machine, each by profile; by default that of whoever is practising.

    Args:
        store: Where it is kept.
        people: Who they are.
        tracking: Their progress.
        overall_of: Gives the overall score of a path that is not its session's newest.
        folder: Where saved reports lie; it need not exist.
    """

    def __init__(
        self,
        store: Store,
        people: People,
        tracking: Tracking,
        overall_of: Callable[[Session], int | None],
        folder: Path,
    ) -> None:
        self._store = store
        self._people = people
        self._tracking = tracking
        self._overall_of = overall_of
        self._folder = folder

    def progress(self, profile: str | None = None) -> dict[str, Any]:
        """A person's progress as a document (:func:`mi_coach.service.progress.build_progress`).

        Raises:
            MiCoachError: No such profile.
        """
        return self._tracking.progress(self._person(profile))

    def save_progress(self) -> Path:
        """Writes the progress of whoever is practising as a web page among the reports, and gives the file's path.

        Raises:
            MiCoachError: The file cannot be written.
        """
        person = self._person(None)
        content = write_progress(self._tracking.progress(person), "html")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise MiCoachError(f"the folder {self._folder} cannot be made: {error.strerror}") from error
        path = _progress_file(self._folder, person.id)
        write_bytes(path, content, replace=True)
        return path

    def export(self, profile: str | None = None) -> dict[str, Any]:
        """All that is kept of a person as one JSON-ready document; ``sessions import`` reads the sessions in it.

        Raises:
            MiCoachError: No such profile, or something cannot be read.
        """
        person = self._person(profile)
        document = export_document(self._store, self._store.list(person.id), self._overall_of)
        about = {"id": person.id, "name": person.name, "created": person.created.isoformat()}
        records = [record.to_dict() for record in self._store.exercises.list(person.id)]
        return document | {"profile": about, "exercises": records}

    def kept(self, profile: str | None = None) -> Kept:
        """How much is kept of a person.

        Raises:
            MiCoachError: No such profile.
        """
        person = self._person(profile)
        sessions = self._store.list(person.id)
        files = _reports_of(self._folder, person.id, (s.id for s in sessions))
        exercises = len(self._store.exercises.list(person.id))
        return Kept(person.id, person.name, len(sessions), sum(s.paths for s in sessions), exercises, len(files))

    def delete(self, profile: str | None = None, with_profile: bool = False) -> Kept:
        """Deletes all that is kept of a person for good, and says how much it was.

        Args:
            profile: Whose, by id or name.
            with_profile: Delete the profile too.

        Raises:
            MiCoachError: No such profile, the database cannot be written, a file cannot be deleted, or the profile
                was to go and is the only one.
        """
        kept = self.kept(profile)
        files = _reports_of(self._folder, kept.profile, (s.id for s in self._store.list(kept.profile)))
        if with_profile:
            self._people.delete(kept.profile)
        else:
            self._store.profiles.empty(kept.profile)
        for file in files:
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise MiCoachError(f"{file} cannot be deleted ({error.strerror}); delete it yourself") from error
        return kept

    def _person(self, given: str | None) -> Profile:
        return self._people.current() if given is None else self._people.find(given)


def _progress_file(folder: Path, profile: str) -> Path:
    return folder / f"progress-of-{profile}.html"


def _reports_of(folder: Path, profile: str, sessions: Iterable[str]) -> list[Path]:
    """The saved reports on a person's sessions, and their saved progress."""
    wanted = set(sessions)
    found: list[Path] = []
    with suppress(OSError):
        for file in sorted(folder.iterdir()):
            named = _REPORT.fullmatch(file.name)
            if file.is_file() and named and named["root"] in wanted:
                found.append(file)
    mine = _progress_file(folder, profile)
    return [*found, mine] if mine.is_file() else found
