"""Stored sessions as they are read again: their paths, their documents, their reports in every form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.errors import MiCoachError
from mi_coach.paths import ensure_home, home_dir
from mi_coach.service import feedback
from mi_coach.service.files import write_bytes
from mi_coach.service.opened import Opened


class Reporting(Opened):
    """Reads sessions and reports on them."""

    def session(self, session_id: str) -> Session:
        """One path through a session, with its turns.

        Args:
            session_id: The session's id or an unambiguous beginning of it, for its newest path; ``ID-1``, ``ID-2``
                and so on for that path.

        Raises:
            MiCoachError: No such session or path, or more than one begins so.
        """
        return self.repository.get(session_id).session

    def paths(self, session_id: str) -> list[Session]:
        """Every path through a session, in the order they were taken.

        Raises:
            MiCoachError: As for :meth:`session`.
        """
        return [stored.session for stored in self.repository.paths(session_id)]

    def scenario_of(self, session: Session) -> Scenario | None:
        """The scenario that a session was played with; ``None`` when it is gone, broken or of another version."""
        if session.scenario is None:
            return None
        try:
            scenario = self.library.get(session.scenario)
        except MiCoachError:
            return None
        return scenario if scenario.version == session.scenario_version else None

    def report(self, session_id: str) -> dict[str, Any]:
        """The report document of a session."""
        return self.report_of(self.session(session_id))

    def report_of(self, session: Session) -> dict[str, Any]:
        """The report document of a session that was read already, or of a transcript."""
        return feedback.build(session, self.scenario_of(session), *self.model())

    def document(self, session: Session) -> dict[str, Any]:
        """The session document with its report, of a session that has no other paths."""
        return feedback.document(session, self.report_of(session))

    def stored_document(self, session_id: str) -> dict[str, Any]:
        """The document of a stored session: the path that was named, and every path with its report.

        Raises:
            MiCoachError: As for :meth:`session`.
        """
        session = self.session(session_id)
        paths = self.paths(session.reference)
        reports = {path.path: self.report_of(path) for path in paths}
        shown = [(path, reports[path.path]) for path in paths] if len(paths) > 1 else []
        return feedback.document(session, reports[session.path], shown)

    def report_file(self, session: Session, form: str) -> bytes:
        """The report on a session, or its sheet, as the bytes of a file.

        Args:
            session: The session.
            form: One of ``mi_coach.service.feedback``'s ``FORMS`` or ``SHEET_FORMS``.

        Raises:
            MiCoachError: No such form.
        """
        return feedback.write(self.report_of(session), form, session)

    def save_report(self, session_id: str, form: str) -> Path:
        """Writes the report into the data folder's ``reports``; a newer one takes the place of an older.

        Args:
            session_id: The session.
            form: One of ``mi_coach.service.feedback``'s ``FORMS`` or ``SHEET_FORMS``.

        Returns:
            The file's path.

        Raises:
            MiCoachError: No such session or form, or the file cannot be written.
        """
        session = self.session(session_id)
        content = self.report_file(session, form)
        folder = home_dir() / "reports"
        try:
            ensure_home()
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise MiCoachError(f"the folder {folder} cannot be made: {error.strerror}") from error
        path = folder / f"{session.id}.{form}"
        write_bytes(path, content, replace=True)
        return path
