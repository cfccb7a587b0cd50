"""The two forms: whole, parallel, of one length and reading age, and nobody else's."""

import json
import re
from pathlib import Path
from statistics import fmean

import pyphen
import pytest

from mi_coach.errors import MiCoachError
from mi_coach.exercises.benchmark.loader import FORMS, BenchmarkForms, load_form
from mi_coach.exercises.benchmark.types import ITEMS, Demand, Form, Item
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.paths import exercises_dir
from mi_coach.scenarios import Library
from tests.architecture import repository

FOLDER = exercises_dir() / "benchmark"
_HYPHENS = pyphen.Pyphen(lang="en_GB")
AMERICAN = re.compile(r"\b(\w+iz(e|es|ed|ing)|behavior|color|favor|gotten|mom|apartment|parole)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def forms() -> tuple[Form, ...]:
    return BenchmarkForms().all()


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text)


def _grade(text: str) -> float:
    """Flesch-Kincaid grade."""
    words = _words(text)
    syllables = sum(len(_HYPHENS.positions(word)) + 1 for word in words)
    sentences = len(re.findall(r"[.?!]+", text))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_both_forms_are_there_and_load_without_a_finding() -> None:
    for form_id in FORMS:
        loaded = load_form(FOLDER / f"{form_id}.yaml")
        assert loaded.diagnostics == ()
        assert loaded.found is not None
        assert loaded.found.id == form_id


def test_both_forms_bring_the_same_demands_in_the_same_order(forms: tuple[Form, ...]) -> None:
    for form in forms:
        assert [item.demand for item in form.items] == list(Demand)
        assert len(form.items) == ITEMS


def test_pairs_are_as_long_and_as_easy_to_read_as_each_other(forms: tuple[Form, ...]) -> None:
    pairs = list(zip(*(form.items for form in forms), strict=True))

    for a, b in pairs:
        assert abs(len(_words(a.client)) - len(_words(b.client))) <= 3
        assert abs(len(_words(a.situation)) - len(_words(b.situation))) <= 4
        assert len(a.prompt.meanings) == len(b.prompt.meanings)
        assert len(a.prompt.strengths) == len(b.prompt.strengths)
        assert all(len(re.findall(r"[.?!]+", item.situation)) == 2 for item in (a, b))
    for part in ("situation", "client"):
        texts = [" ".join(getattr(item, part) for item in form.items) for form in forms]
        lengths = [len(_words(text)) for text in texts]
        assert abs(lengths[0] - lengths[1]) <= 0.03 * lengths[0]
        assert abs(_grade(texts[0]) - _grade(texts[1])) <= 0.5
        assert max(map(_grade, texts)) <= 6


def test_people_and_texts_stand_once_and_nowhere_else(forms: tuple[Form, ...]) -> None:
    items = [item for form in forms for item in form.items]
    mine = [_plain(item.client) for item in items]
    library, exercises = Library(), ExerciseLibrary()
    others = {_plain(line.text) for card in library.cards() for line in library.get(card.id).lines}
    others |= {_plain(prompt.client) for drill in exercises.drills() for prompt in drill.prompts}
    for path in (repository.ROOT / "corpus").rglob("*.jsonl"):
        others |= {_plain(str(json.loads(line).get("client") or "")) for line in path.read_text("utf-8").splitlines()}

    assert len({item.name for item in items}) == len({item.id for item in items}) == len(set(mine)) == 2 * ITEMS
    assert not set(mine) & others
    assert len(others) > 1000


def _plain(text: str) -> str:
    return " ".join(_words(text.lower()))


def test_the_words_are_british_and_without_exclamation_marks() -> None:
    for path in FOLDER.glob("*.yaml"):
        text = path.read_text("utf-8")
        assert not AMERICAN.search(text)
        assert "!" not in text


def test_only_the_limit_has_something_that_must_be_said(forms: tuple[Form, ...]) -> None:
    for item in _items(forms):
        assert bool(item.limits) == (item.demand is Demand.LIMIT)
        assert fmean(len(_words(m.text)) for m in item.prompt.meanings) >= 3


def _items(forms: tuple[Form, ...]) -> list[Item]:
    return [item for form in forms for item in form.items]


@pytest.mark.parametrize("given", ["form-a", "FORM-A", "a", " A "])
def test_a_form_is_found_by_its_id_or_its_letter(given: str) -> None:
    assert BenchmarkForms().form(given).id == "form-a"


def test_a_form_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(MiCoachError, match="form-a"):
        BenchmarkForms().form("form-c")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("demand: success", "demand: limit", "S305"),
        ("id: a8", "id: a1", "S201"),
        ("form: form-a", "form: form-x", "S205"),
        ("text: \"I've never felt better.", 'text: "I have never felt better.', "S301"),
        ("demand: success", "demand: praise", "S104"),
    ],
)
def test_a_broken_form_is_told_at_its_place(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = (FOLDER / "form-a.yaml").read_text("utf-8")
    assert old in text
    broken = tmp_path / "form-a.yaml"
    broken.write_text(text.replace(old, new, 1), "utf-8")

    loaded = load_form(broken)

    assert loaded.found is None
    assert code in {d.code for d in loaded.diagnostics}
    (tmp_path / "form-b.yaml").write_bytes((FOLDER / "form-b.yaml").read_bytes())
    with pytest.raises(MiCoachError, match=r"form-a\.yaml:\d+"):
        BenchmarkForms(tmp_path).all()
