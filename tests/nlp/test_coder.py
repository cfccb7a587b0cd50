"""The shipped model at work."""

from __future__ import annotations

import pytest

from mi_coach.domain.codes import QUESTIONS, REFLECTIONS, Code
from mi_coach.nlp.coder import NetworkCoder
from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir

pytestmark = pytest.mark.xdist_group("model")

CLIENT = "I only drove because she was going on at me."


@pytest.fixture(scope="module")
def coder() -> NetworkCoder:
    return load_coder(models_dir())


def test_a_reflection_and_an_open_question_with_exact_offsets(coder: NetworkCoder) -> None:
    reply = "You felt pushed into it. What happened next?"
    first, second = coder.code(reply, CLIENT).units
    assert first.code in REFLECTIONS
    assert (first.start, first.end, first.text) == (0, 24, "You felt pushed into it.")
    assert second.code is Code.OQ
    assert (second.start, second.end, second.text) == (25, 44, "What happened next?")


def test_curly_quotes_and_capitals_change_nothing(coder: NetworkCoder) -> None:
    plain = coder.code("You're worn out by it. What would help?", CLIENT)
    fancy = coder.code("YOU\u2019RE WORN OUT BY IT. What would help?", CLIENT)
    assert plain.codes() == fancy.codes()


def test_a_thought_is_found_without_punctuation(coder: NetworkCoder) -> None:
    units = coder.code("youre sick of being told what to do so what would you want instead", CLIENT).units
    assert len(units) == 2
    assert units[0].code in REFLECTIONS
    assert units[1].code in QUESTIONS


@pytest.mark.parametrize("reply", ["", "   ", "\n\t "])
def test_a_blank_reply_has_no_units(coder: NetworkCoder, reply: str) -> None:
    assert coder.code(reply, CLIENT).units == ()


@pytest.mark.parametrize(
    "reply",
    [
        "\U0001f44d",
        "no",
        "Why?",
        "\u200d\u200d",
        "x" * 3000,
        "STOP DOING THAT NOW",
        "Comment vous sentez-vous aujourd'hui ?",
        "\u4f60\u597d\u5417",
        "What\x07 would\x1b[31m help?",
        "\u202eabc",
        "so " * 700,
        "...?!",
    ],
)
def test_strange_replies_are_covered_and_bounded(coder: NetworkCoder, reply: str) -> None:
    coded = coder.code(reply, CLIENT)
    covered = {i for u in coded.units for i in range(u.start, u.end)}
    assert all(c.isspace() for i, c in enumerate(reply) if i not in covered)
    assert all(reply[u.start : u.end] == u.text for u in coded.units)
    assert all(0 <= u.confidence <= 1 for u in coded.units)


def test_a_reply_of_twenty_thousand_characters_is_coded_to_its_end(coder: NetworkCoder) -> None:
    reply = ("You have had a hard week. What helped you through it? " * 400)[:20_000]
    units = coder.code(reply, None).units
    assert units[-1].end == len(reply.rstrip())
    assert len(units) > 500


def test_tags_do_not_depend_on_neighbours_in_a_batch(coder: NetworkCoder) -> None:
    pairs = [("You miss her.", CLIENT), ("What time did you get home? " * 20, None), ("Well done.", CLIENT)]
    assert coder.code_many(pairs) == [coder.code(*pair) for pair in pairs]


def test_evidence_lies_within_its_unit(coder: NetworkCoder) -> None:
    reply = "Only you can decide what happens next. Have you tried leaving the keys with your mum?"
    for unit in coder.code(reply, CLIENT).units:
        assert unit.evidence
        assert all(
            unit.start <= e.start < e.end <= unit.end and reply[e.start : e.end] == e.text for e in unit.evidence
        )


def test_evidence_is_true_to_the_model(coder: NetworkCoder) -> None:
    """Without the words named as evidence the model is less certain of the code they drove."""
    reply = "Why on earth did you do that?"
    unit = coder.code(reply, CLIENT).units[0]
    masked = reply
    for word in unit.evidence:
        masked = masked[: word.start] + "-" * (word.end - word.start) + masked[word.end :]
    again = coder.code(masked, CLIENT).units[0]
    assert again.code is not unit.code or again.confidence < unit.confidence


def test_an_unsure_unit_names_what_else_it_could_be(coder: NetworkCoder) -> None:
    replies = ["hm", "the bus", "right so yeah keys", "that", "and then Friday", "fine", "well", "it is what it is"]
    unsure = [u for reply in replies for u in coder.code(reply, None).units if not u.sure]
    assert unsure
    assert all(u.alternatives for u in unsure)
