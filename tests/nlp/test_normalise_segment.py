"""Normalising and cutting text: offsets must stay true to what was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mi_coach.nlp.normalise import normalise
from mi_coach.nlp.segment import sentence_spans, unit_spans


@given(st.text())
def test_normalising_moves_no_character(text: str) -> None:
    assert len(normalise(text)) == len(text)


def test_normalising_makes_quotes_dashes_and_case_plain() -> None:
    assert normalise("You\u2019re \u201cFINE\u201d \u2013 really\u00a0") == 'you\'re "fine" - really '


def test_a_letter_whose_lower_case_is_longer_keeps_its_place() -> None:
    assert normalise("\u0130x") == "\u0130x"


@given(st.text(), st.lists(st.integers(min_value=0, max_value=60)))
def test_units_cover_all_but_white_space_in_order(text: str, starts: list[int]) -> None:
    spans = unit_spans(text, starts)
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
    assert spans == sorted(spans)
    assert all(a < b and not text[a].isspace() and not text[b - 1].isspace() for a, b in spans)


def test_sentences_are_cut_at_stops_and_keep_closing_quotes() -> None:
    text = 'You said "enough." What now?!  Right'
    assert [text[a:b] for a, b in sentence_spans(text)] == ['You said "enough."', "What now?!", "Right"]


def test_lone_punctuation_joins_the_sentence_before() -> None:
    text = "Okay... . What next?"
    assert [text[a:b] for a, b in sentence_spans(text)] == ["Okay... .", "What next?"]
