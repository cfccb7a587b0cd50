"""Loads the forms of the benchmark, with every problem told at its place."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

from mi_coach.domain.scenario import Meaning
from mi_coach.domain.talk import TalkSegment
from mi_coach.errors import MiCoachError
from mi_coach.exercises.benchmark.models import FormFile, ItemPart
from mi_coach.exercises.benchmark.types import Demand, Form, Item
from mi_coach.exercises.loader import Loaded, check_name, check_once, check_talk, parts_of, read_model
from mi_coach.exercises.types import Near, Prompt, Skill
from mi_coach.paths import exercises_dir
from mi_coach.scenarios.diagnostics import shown
from mi_coach.scenarios.findings import Findings
from mi_coach.scenarios.views import text_of, texts_of

FORMS = ("form-a", "form-b")
"""The forms in the order in which they are offered. The scale is that of the first."""


def load_form(path: Path) -> Loaded[Form]:
    """Loads a form; never raises for what is in the file."""
    model, findings = read_model(path, FormFile, _check)
    found = None if model is None else Form(model.form, model.title, tuple(_item(part) for part in model.items))
    return Loaded(found, findings.sorted())


def _item(part: ItemPart) -> Item:
    prompt = Prompt(
        id=part.id,
        skill=Skill.COMPLEX_MEANING,  # the skill that every situation calls for; the rest is its demand
        level=3,
        who=part.who,
        client=part.client,
        talk=tuple(TalkSegment(t.code, t.type, t.strength, t.text) for t in part.talk),
        meanings=tuple(Meaning(m.text, m.kind, m.side) for m in part.meanings),
        strengths=tuple(part.strengths),
        models=(),
        near=Near("", ""),
    )
    return Item(part.id, part.demand, part.situation, prompt, tuple(part.limits))


def _check(data: dict[str, Any], path: Path, findings: Findings) -> None:
    check_name(text_of(data.get("form")), "form", path, findings)
    items = parts_of(data, "items")
    for key, code in (("id", "S201"), ("client", "S305"), ("demand", "S305")):
        check_once(items, key, code, findings)
    for loc, item in items:
        check_talk(item, loc, findings)
        if (item.get("demand") == Demand.LIMIT.value) != bool(texts_of(item.get("limits"))):
            hint = "The situation with demand: limit has limits: with what must be said; the others have none."
            findings.add("S102", loc, "demand and limits do not go together", hint)


class BenchmarkForms:
    """Finds forms. Files are read when they are first wanted and kept.

    Args:
        folder: Where they lie; by default, the shipped ones.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or exercises_dir() / "benchmark"
        self._forms: dict[str, Form] = {}

    def form(self, form_id: str) -> Form:
        """A form by its id, ``form-a``, or only ``a``.

        Raises:
            MiCoachError: No such form, or its file has errors.
        """
        wanted = form_id.strip().casefold()
        wanted = wanted if wanted in FORMS else f"form-{wanted}"
        if wanted not in FORMS:
            raise MiCoachError(f"there is no form {shown(form_id)}; choose {' or '.join(FORMS)}")
        if wanted not in self._forms:
            loaded = load_form(self._folder / f"{wanted}.yaml")
            if loaded.found is None:
                raise MiCoachError(f"the benchmark cannot be used: {loaded.diagnostics[0]}")
            self._forms[wanted] = loaded.found
        return self._forms[wanted]

    def all(self) -> tuple[Form, ...]:
        """Both forms, in the order in which they are offered.

        Raises:
            MiCoachError: A file has errors.
        """
        return tuple(self.form(form_id) for form_id in FORMS)

    @cached_property
    def sha256(self) -> str:
        """Digest of what the forms say: whatever is measured with them holds for this digest."""
        return hashlib.sha256(repr(self.all()).encode()).hexdigest()
