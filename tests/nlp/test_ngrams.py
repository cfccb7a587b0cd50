"""The regression on a unit's wording."""

import numpy as np
import pytest

from mi_coach.domain.codes import Code
from mi_coach.nlp.labels import CLASS_OF, CLASSES
from mi_coach.nlp.ngrams import SLOTS, OnnxWording, grams_of
from mi_coach.nlp.persistence import WORDING
from mi_coach.nlp.pinned import MODEL_NAME
from mi_coach.paths import models_dir


@pytest.fixture(scope="module")
def wording() -> OnnxWording:
    return OnnxWording(models_dir() / MODEL_NAME / WORDING)


@pytest.mark.parametrize(
    "unit",
    ["What happened next?", "¿Qué pasó? 😀", "İ am Straße", "a", "don\u2019t dare", "x" * 5000, "why\x00not"],
)
def test_every_gram_stands_where_it_says(unit: str) -> None:
    grams = grams_of(unit, "I went home.")

    assert len(grams.slots) == len(grams.weights) == len(grams.family) == len(grams.spans)
    assert all(0 <= slot < SLOTS for slot in grams.slots)
    assert all(0 <= a < b <= len(unit) for spans in grams.spans for a, b in spans)


def test_the_client_s_words_are_told_from_one_s_own() -> None:
    handed_back = grams_of("The bus was late", "The bus was late")
    own = grams_of("The bus was late", "Nobody came")

    assert set(handed_back.slots[handed_back.family == 2]) != set(own.slots[own.family == 2])
    assert list(handed_back.slots[handed_back.family < 2]) == list(own.slots[own.family < 2])


def test_the_shares_add_up_to_the_logits(wording: OnnxWording) -> None:
    a = wording.read("Have you tried a support group?", "I can't sleep.")
    b = wording.read("Why don't you see your doctor?", "I can't sleep.")

    # Whatever the unit, what is left after its shares is the same: the intercepts.
    np.testing.assert_allclose(a.logits - a.shares.sum(axis=0), b.logits - b.shares.sum(axis=0), atol=1e-3)
    assert CLASSES[int(a.logits.argmax())][0] is Code.RB


def test_nothing_is_said_of_a_unit_without_words(wording: OnnxWording) -> None:
    found = wording.read("...", "Well?")

    assert not found.logits.any()
    assert found.shares.shape == (0, len(CLASSES))


def test_an_open_question_reads_as_one(wording: OnnxWording) -> None:
    found = wording.read("What would you want to be different?", None)

    assert int(found.logits.argmax()) == CLASS_OF[(Code.OQ, None)]
