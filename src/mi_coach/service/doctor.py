"""What a support desk asks for: versions, model, paths, database, scenarios, terminal."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable
from typing import Any, TextIO

import mi_coach
from mi_coach import paths
from mi_coach.domain.documents import SCHEMA
from mi_coach.errors import MiCoachError
from mi_coach.service.backend import Backend

_SAMPLE = "You felt pushed into it. What happened next?"


def examine(backend: Backend, stdout: TextIO) -> dict[str, Any]:
    """Looks at everything, changes nothing, and never raises for what it finds.

    Args:
        backend: What the program stands on.
        stdout: Where the program writes, to judge the terminal by.

    Returns:
        A document with ``ok`` and ``problems`` (one line each) beside the facts.
    """
    problems: list[str] = []
    parts: dict[str, Callable[[Backend], dict[str, Any]]] = {
        "model": _model,
        "paths": _paths,
        "database": _database,
        "scenarios": _scenarios,
        "settings": _settings,
    }
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "version": mi_coach.__version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
    }
    for name, look in parts.items():
        try:
            facts = look(backend)
        except MiCoachError as error:
            facts = {"problem": error.message}
        except Exception as error:  # a support desk wants to know what else is wrong
            facts = {"problem": f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"}
        if facts.get("problem"):
            problems.append(f"{name}: {facts['problem']}")
        found[name] = {"ok": not facts.get("problem"), **facts}
    return found | {"terminal": _terminal(stdout), "ok": not problems, "problems": problems}


def _model(backend: Backend) -> dict[str, Any]:
    # Loading checks the digest; coding a line shows that the libraries underneath work on this machine too.
    coder = backend.coder()
    units = coder.code(_SAMPLE).units
    problem = None if units else "the model finds nothing in a plain sentence"
    return {"name": coder.name, "sha256": coder.sha256, "problem": problem}


def _paths(backend: Backend) -> dict[str, Any]:
    home = paths.home_dir()
    nearest = next((p for p in (home, *home.absolute().parents) if p.exists()), home)
    problem = None
    if not nearest.is_dir():
        problem = f"{nearest} is not a folder"
    elif not os.access(nearest, os.W_OK | os.X_OK):
        problem = f"nothing can be written in {nearest}"
    return {
        "home": str(home),
        "program": str(sys.prefix),
        "scenarios": str(paths.scenarios_dir()),
        "own_scenarios": str(paths.user_scenarios_dir()),
        "models": str(paths.models_dir()),
        "settings": str(backend.settings.path),
        "problem": problem,
    }


def _database(_backend: Backend) -> dict[str, Any]:
    from mi_coach.store import describe

    info = describe()
    return {
        "kind": info.kind,
        "url": info.url,
        "path": str(info.path) if info.path else None,
        "exists": info.exists,
        "size": info.size,
        "revision": info.revision,
        "latest": info.latest,
        "leaves_machine": info.leaves_machine,
        "private": info.private,
        "problem": info.problem,
    }


def _scenarios(backend: Backend) -> dict[str, Any]:
    cards = backend.library.cards()
    broken = [str(d) for d in backend.library.problems() if d.severity == "error"]
    shipped = sum(card.shipped for card in cards)
    problem = None if shipped else "no scenario that ships with the product was found"
    if broken:
        problem = f"{broken[0]}" + (f" (and {len(broken) - 1} more)" if len(broken) > 1 else "")
    return {"shipped": shipped, "own": len(cards) - shipped, "problem": problem}


def _settings(backend: Backend) -> dict[str, Any]:
    return {"problem": backend.settings.problem}


def _terminal(stdout: TextIO) -> dict[str, Any]:
    size = shutil.get_terminal_size()
    encoding = (getattr(stdout, "encoding", None) or "").lower().replace("-", "").replace("_", "")
    term = os.environ.get("TERM", "")
    return {
        "interactive": stdout.isatty(),
        "columns": size.columns,
        "lines": size.lines,
        "term": term or None,
        "colour": not os.environ.get("NO_COLOR") and term != "dumb",
        "true_colour": os.environ.get("COLORTERM", "") in ("truecolor", "24bit"),
        "utf8": encoding == "utf8",
    }
