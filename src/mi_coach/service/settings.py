"""Keeps what a person chose from one start to the next."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from mi_coach.config import FILE_NAME, Settings, make_settings, read_file, to_toml
from mi_coach.errors import MiCoachError
from mi_coach.paths import ensure_home, home_dir
from mi_coach.service.files import write_text


class SettingsStore:
    """The settings file. Safe to use from several threads.

    A file that cannot be read never keeps anybody from practising: the defaults hold, ``problem`` says why, and
    nothing is written over it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._settings: Settings | None = None
        self._problem: str | None = None

    @property
    def path(self) -> Path:
        """Where the settings are, or will be."""
        return home_dir() / FILE_NAME

    @property
    def problem(self) -> str | None:
        """What is wrong with the settings, in one line."""
        with self._lock:
            self._load()
            return self._problem

    def get(self, key: str, default: str) -> str:
        """The value that was chosen, in the file or the environment, or else the default."""
        with self._lock:
            settings = self._load()
            return str(getattr(settings, key)) if key in settings.model_fields_set else default

    def set(self, key: str, value: str) -> None:
        """Keeps a value.

        Raises:
            MiCoachError: No such setting, it does not take the value, or the file cannot be written.
        """
        if key not in Settings.model_fields:
            raise MiCoachError(f"there is no setting {key!a}")
        with self._lock:
            # Read afresh, so that what another window chose meanwhile stays.
            kept = read_file(self.path) | {key: value}
            chosen = make_settings(kept)
            try:
                ensure_home()
            except OSError as error:
                raise MiCoachError(f"the folder {home_dir()} cannot be made: {error.strerror}") from error
            texts = {name: text for name, text in kept.items() if isinstance(text, str)}
            write_text(self.path, to_toml(texts), replace=True)
            self._settings, self._problem = chosen, None

    def _load(self) -> Settings:
        if self._settings is None:
            try:
                self._settings = make_settings(read_file(self.path))
            except MiCoachError as error:
                self._problem = error.message
                self._settings = Settings.model_construct(_fields_set=set())
        return self._settings
