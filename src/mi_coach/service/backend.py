"""All that stands behind a front end, put together once: library, coder, store, clock and settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import Any

from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.errors import MiCoachError
from mi_coach.paths import ensure_home, home_dir, models_dir
from mi_coach.scenarios import Library
from mi_coach.scenarios.diagnostics import shown
from mi_coach.service import feedback
from mi_coach.service.clock import SystemClock
from mi_coach.service.files import write_bytes
from mi_coach.service.ports import Clock, Coder, SessionRepository, SessionSummary
from mi_coach.service.practice import PracticeService
from mi_coach.service.settings import SettingsStore
from mi_coach.service.simulation import simulate


class Backend:
    """What front ends call. Safe to share between threads; the model and the database are opened when first needed.

    Args:
        coder: Codes replies; by default the model that ships with the product.
        repository: Keeps sessions; by default the database in the data folder.
        library: Finds scenarios; by default the shipped ones and people's own.
        clock: Tells the time; by default the machine's.
    """

    def __init__(
        self,
        coder: Coder | None = None,
        repository: SessionRepository | None = None,
        library: Library | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.library = library or Library()
        self.clock = clock or SystemClock()
        self.settings = SettingsStore()
        self._coder = coder
        self._repository = repository
        self._close: Callable[[], None] | None = None
        self._coder_lock = RLock()
        self._store_lock = RLock()

    def close(self) -> None:
        """Lets go of the database if this object opened it."""
        with self._store_lock:
            if self._close is not None:
                self._close()
                self._close = self._repository = None

    def coder(self) -> Coder:
        """The coder; the first call loads it, which may take a second or two.

        Raises:
            MiCoachError: The model is missing or not the one that this version was made with.
        """
        with self._coder_lock:
            if self._coder is None:
                from mi_coach.nlp.persistence import load_coder

                self._coder = load_coder(models_dir())
            return self._coder

    def model(self) -> tuple[str, str]:
        """The model's name and digest; reads them from its manifest rather than load it.

        Raises:
            MiCoachError: The manifest is missing or not the one that this version was made with.
        """
        with self._coder_lock:
            if self._coder is not None:
                return self._coder.name, self._coder.sha256
            from mi_coach.nlp.persistence import NETWORK, read_manifest
            from mi_coach.nlp.pinned import MANIFEST_SHA256, MODEL_NAME

            manifest = read_manifest(models_dir() / MODEL_NAME, MANIFEST_SHA256)
            return manifest.name, manifest.files[NETWORK]

    @property
    def repository(self) -> SessionRepository:
        """The stored sessions; the first call opens the database.

        Raises:
            MiCoachError: The database cannot be used.
        """
        with self._store_lock:
            if self._repository is None:
                from mi_coach.store import open_repository

                opened = open_repository()
                self._repository, self._close = opened, opened.close
            return self._repository

    def practice(self) -> PracticeService:
        """The practice service; loads the coder the first time."""
        return PracticeService(self.library, self.coder(), self.repository, self.clock)

    def unfinished(self, scenario: str | None = None) -> list[SessionSummary]:
        """Sessions that can be resumed, newest first."""
        return self.repository.unfinished(scenario)

    def sessions(self) -> list[SessionSummary]:
        """All sessions, newest first."""
        return self.repository.list()

    def session(self, session_id: str) -> Session:
        """One session with its turns, by its id or an unambiguous beginning of it.

        Raises:
            MiCoachError: No such session, or more than one begins so.
        """
        return self.repository.get(session_id).session

    def scenario_of(self, session: Session) -> Scenario | None:
        """The scenario that a session was played with; ``None`` when it is gone, broken or of another version."""
        if session.scenario is None:
            return None
        try:
            scenario = self.library.get(session.scenario)
        except MiCoachError:
            return None
        return scenario if scenario.version == session.scenario_version else None

    def simulated(self, scenario_id: str, persona: str, seed: int | None = None) -> Session:
        """A session played with one of a scenario's scripted trainees; it is not stored.

        Args:
            scenario_id: Which scenario.
            persona: Which trainee of its test plan.
            seed: Seed of the conversation; by default the plan's own.

        Raises:
            MiCoachError: No such scenario or persona.
        """
        scenario, plans = self.library.get(scenario_id), self.library.plans(scenario_id).plans
        if persona not in plans:
            told = ", ".join(plans)
            raise MiCoachError(f"{scenario_id} has no scripted trainee called {shown(persona)}; choose one of: {told}")
        plan = plans[persona]
        return simulate(scenario, plan.replies, plan.seed if seed is None else seed, self.coder(), self.clock)

    def report(self, session_id: str) -> dict[str, Any]:
        """The report document of a session."""
        return self.report_of(self.session(session_id))

    def report_of(self, session: Session) -> dict[str, Any]:
        """The report document of a session that was read already, or of a transcript."""
        return feedback.build(session, self.scenario_of(session), *self.model())

    def document(self, session: Session) -> dict[str, Any]:
        """The session document with its report."""
        return feedback.document(session, self.report_of(session))

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
