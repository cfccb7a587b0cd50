"""Where files live: what ships with the product, and what it writes.

``MI_COACH_HOME`` moves every file the product writes; the default is the platform's data folder. Nothing is
created on import: callers ask for a folder when they are about to write to it.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """Finds a shipped folder: package data in a wheel, the repository's root in a checkout."""
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name


def scenarios_dir() -> Path:
    """The scenarios that ship with the product."""
    return _shipped("scenarios")


def exercises_dir() -> Path:
    """The drills, spotting exercises and benchmark forms that ship with the product."""
    return _shipped("exercises")


def models_dir() -> Path:
    """The trained models that ship with the product."""
    return _shipped("models")


def home_dir() -> Path:
    """The folder for all that the product writes (not created here)."""
    override = os.environ.get("MI_COACH_HOME")
    if override:
        return Path(override).expanduser()
    return Path(platformdirs.user_data_dir("mi-coach", appauthor=False))


def ensure_home() -> Path:
    """Creates the data folder, readable by its owner only, and returns it.

    Raises:
        OSError: The folder cannot be made.
    """
    home = home_dir()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def user_scenarios_dir() -> Path:
    """Scenarios that people wrote themselves (not created here)."""
    return home_dir() / "scenarios"
