"""The drills and spotting exercises that ship with the product, in the order of the ladder."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from mi_coach.errors import MiCoachError
from mi_coach.exercises.loader import Loaded, load_drill, load_spotting
from mi_coach.exercises.types import Drill, Skill, Spotting
from mi_coach.paths import exercises_dir
from mi_coach.scenarios.diagnostics import shown, suggestion

SPOTTING_ORDER = ("tag-a-transcript", "change-talk", "roadblocks")
FoundT = TypeVar("FoundT", Drill, Spotting)


class ExerciseLibrary:
    """Finds exercises. Files are read when they are first wanted and kept.

    Args:
        folder: Where ``drills`` and ``spotting`` lie; by default, the shipped ones.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or exercises_dir()
        self._drills: dict[Skill, Drill] = {}
        self._spotting: dict[str, Spotting] = {}

    @cached_property
    def skills(self) -> tuple[Skill, ...]:
        """The skills that there are drills for, in the order of the ladder."""
        return tuple(skill for skill in Skill if self._file("drills", skill.value).is_file())

    @cached_property
    def spotting_names(self) -> tuple[str, ...]:
        """The spotting exercises, from the broadest to the narrowest."""
        return tuple(name for name in SPOTTING_ORDER if self._file("spotting", name).is_file())

    def drills(self) -> tuple[Drill, ...]:
        """All drills in the order of the ladder.

        Raises:
            MiCoachError: A file has errors.
        """
        return tuple(self.drill(skill.value) for skill in self.skills)

    def drill(self, skill: str) -> Drill:
        """The drill of a skill.

        Raises:
            MiCoachError: No such skill (the message suggests the nearest), or its file has errors.
        """
        names = [known.value for known in self.skills]
        if skill not in names:
            raise MiCoachError(f"there is no drill {shown(skill)}. {suggestion(skill, names)} See: mi-coach drill list")
        key = Skill(skill)
        if key not in self._drills:
            self._drills[key] = _whole(load_drill, self._file("drills", skill))
        return self._drills[key]

    def spotting(self, name: str) -> Spotting:
        """A spotting exercise.

        Raises:
            MiCoachError: No such exercise (the message suggests the nearest), or its file has errors.
        """
        if name not in self.spotting_names:
            hint = suggestion(name, self.spotting_names)
            raise MiCoachError(f"there is no spotting exercise {shown(name)}. {hint} See: mi-coach drill list")
        if name not in self._spotting:
            self._spotting[name] = _whole(load_spotting, self._file("spotting", name))
        return self._spotting[name]

    def _file(self, sort: str, name: str) -> Path:
        return self._folder / sort / f"{name}.yaml"


def _whole(load: Callable[[Path], Loaded[FoundT]], file: Path) -> FoundT:
    loaded = load(file)
    if loaded.found is None:
        raise MiCoachError(f"the exercise cannot be used: {loaded.diagnostics[0]}")
    return loaded.found
