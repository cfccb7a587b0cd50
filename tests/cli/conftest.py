"""The command line in this process, with a real store and the real scenario; the coder is one of plain rules."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mi_coach.cli.app import cli, run
from mi_coach.service.backend import Backend
from tests.fakes.coder import RuleCoder

SCENARIO = "driving-disqualified"


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def documents(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


class Program:
    """Runs commands one after the other on one store."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    def __call__(self, *arguments: object, stdin: str | bytes = b"") -> Done:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        with CliRunner().isolation(input=given) as (out, err, _):
            code = run(
                lambda: cli.main(
                    args=[str(a) for a in arguments],
                    prog_name="mi-coach",
                    standalone_mode=False,
                    obj=self.backend,
                )
            )
            return Done(code, out.getvalue().decode(), err.getvalue().decode())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "home"))
    variables = "DATABASE_URL COACHING THEME METERS SELF_RATING NAME_FIRST NOTES".split()
    for name in (f"MI_COACH_{variable}" for variable in variables):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "home"


@pytest.fixture
def mi_coach(home: Path) -> Iterator[Program]:
    backend = Backend(coder=RuleCoder())
    yield Program(backend)
    backend.close()


@pytest.fixture
def played(mi_coach: Program) -> dict[str, Any]:
    """A finished session of five replies."""
    replies = "Hello.\nYou feel pushed into this.\nWhat matters to you?\nYou kept coming.\nWell done.\n"
    return mi_coach("play", SCENARIO, "--seed", 3, "--json", stdin=replies).document
