"""A client's question without its mark, as speech recognition writes it: answering it is not telling unasked."""

import pytest

from mi_coach.scoring.reading import asks, read
from tests.unit.scoring.sessions import session, turn


@pytest.mark.parametrize(
    "said",
    [
        "so what happens if i miss one",
        "yeah but do i have to come every week",
        "right and how long is it for then",
        "can you tell me if i can see him at weekends",
        "Is that it?",
    ],
)
def test_a_question_is_known_without_its_mark(said: str) -> None:
    assert asks(said)
    (reading,) = read(session([turn(1, ["GI"], client=said)]))
    assert not reading.telling


@pytest.mark.parametrize(
    "said",
    [
        "",
        "i dunno what you are on about",
        "that is how it is round ours",
        "and so do i really",
        "i know what i am doing and so does she",
        "I never know what happens if I miss one. It is what it is.",
    ],
)
def test_what_is_no_question_or_has_its_stops_is_not_guessed_at(said: str) -> None:
    assert not asks(said)
    (reading,) = read(session([turn(1, ["GI"], client=said)]))
    assert reading.telling
