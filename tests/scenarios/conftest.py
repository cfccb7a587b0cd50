"""A small valid scenario to change, and a library of temporary folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mi_coach.scenarios import Library

# The fixture for "too few lines" has nothing else wrong with it.
_SAMPLE = Path(__file__).parent / "broken" / "S405" / "scenarios" / "few"

WriteScenario = Callable[..., Path]


@pytest.fixture
def sample() -> str:
    """The text of a valid draft with the id ``few``."""
    return (_SAMPLE / "scenario.yaml").read_text("utf-8")


@pytest.fixture
def write(tmp_path: Path, sample: str) -> WriteScenario:
    """Writes the sample as a scenario of the given id into ``tmp_path/<root>/<id>``, with texts replaced."""

    def _write(scenario_id: str, root: str = "user", replace: dict[str, str] | None = None) -> Path:
        folder = tmp_path / root / scenario_id
        folder.mkdir(parents=True, exist_ok=True)
        text = sample.replace("id: few\n", f"id: {scenario_id}\n")
        for old, new in (replace or {}).items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (folder / "scenario.yaml").write_text(text, "utf-8")
        return folder

    return _write


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library over ``tmp_path/shipped`` and ``tmp_path/user``."""
    return Library(shipped=tmp_path / "shipped", user=tmp_path / "user")
