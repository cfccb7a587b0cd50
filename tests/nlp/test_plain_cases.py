"""Units whose wording settles what they cannot be: a question about suicide is no advice, a curse is no praise."""

from __future__ import annotations

import numpy as np
import pytest

from mi_coach.domain.codes import Code, Miti
from mi_coach.nlp.coder import NetworkCoder
from mi_coach.nlp.labels import CLASSES
from mi_coach.nlp.persistence import load_coder
from mi_coach.nlp.plain_cases import asks_of_harm, sends_off, settled
from mi_coach.paths import models_dir

pytestmark = pytest.mark.xdist_group("model")

OUTRIGHT = [
    "have u ever thought about killing urself",
    "Have you thought about ending your life?",
    "Are you having thoughts of hurting yourself?",
    "and are you suicidal",
    "Have you ever felt you might harm yourself?",
    "Do you ever feel like ending it all?",
    "Any thoughts of taking your own life?",
]
ROUNDABOUT = [
    "Have you thought about ringing a suicide helpline?",
    "Have you thought about suicide support?",
    "You've had thoughts of ending your life.",
    "Have you thought about killing some time at the gym?",
    "If you have thoughts of hurting yourself, ring 999.",
]
CURSES = ["fuck off", "Piss off, Shaun.", "oh just shut up", "Shut your mouth!", "youre full of shit", "fuck you mate"]
REPORTED = ["You told him to fuck off.", "You wanted them to shut up.", "Fuck off is what you felt like saying."]


@pytest.fixture(scope="module")
def coder() -> NetworkCoder:
    return load_coder(models_dir())


@pytest.mark.parametrize("text", OUTRIGHT)
@pytest.mark.parametrize("client", [None, "So is that a no? I've been told no by bishops."])
def test_to_ask_outright_about_suicide_is_a_question(coder: NetworkCoder, text: str, client: str | None) -> None:
    (unit,) = coder.code(text, client).units
    assert asks_of_harm(text)
    assert unit.code in (Code.CQ, Code.OQ, Code.SK)
    assert unit.sure


@pytest.mark.parametrize("text", ROUNDABOUT)
def test_what_only_speaks_of_it_is_left_to_the_network(text: str) -> None:
    assert not asks_of_harm(text)


@pytest.mark.parametrize("text", CURSES)
def test_a_curse_is_heard_as_one(coder: NetworkCoder, text: str) -> None:
    (unit,) = coder.code(text, "I've not missed one.").units
    assert sends_off(text)
    assert unit.code is Code.RB
    assert unit.miti is Miti.CONFRONT
    assert not unit.soft


@pytest.mark.parametrize("text", REPORTED)
def test_a_curse_that_is_handed_back_is_none(text: str) -> None:
    assert not sends_off(text)


def test_probabilities_add_up_and_only_what_is_ruled_out_goes() -> None:
    even = np.full(len(CLASSES), 1 / len(CLASSES), dtype=np.float32)
    for text in (*OUTRIGHT, *CURSES, *ROUNDABOUT):
        assert settled(text, even).sum() == pytest.approx(1, abs=1e-5)
    assert (settled("What happened?", even) == even).all()
