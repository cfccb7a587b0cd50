"""What all behind a front end stands on: library, model, database, clock and settings, opened when first needed."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

from mi_coach.exercises.benchmark.loader import BenchmarkForms
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.paths import models_dir
from mi_coach.scenarios import Library
from mi_coach.service.clock import SystemClock
from mi_coach.service.ports import Clock, Coder, Store
from mi_coach.service.settings import SettingsStore


class Opened:
    """The parts that everything else is made of. Safe to share between threads.

    Args:
        coder: Codes replies; by default the model that ships with the product.
        repository: Keeps sessions; by default the database in the data folder.
        library: Finds scenarios; by default the shipped ones and people's own.
        clock: Tells the time; by default the machine's.
    """

    def __init__(
        self,
        coder: Coder | None = None,
        repository: Store | None = None,
        library: Library | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.library = library or Library()
        self.clock = clock or SystemClock()
        self.settings = SettingsStore()
        self.exercises = ExerciseLibrary()
        self.benchmark_forms = BenchmarkForms()
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
    def repository(self) -> Store:
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
