"""Transcripts as speech recognition writes them: small letters, turns of hundreds of words, not one stop."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from mi_coach.domain.codes import QUESTIONS, REFLECTIONS, Code
from mi_coach.domain.session import Session
from mi_coach.nlp.coder import NetworkCoder
from mi_coach.nlp.persistence import load_coder
from mi_coach.nlp.segment import RUN_ON_WORDS, run_on_spans
from mi_coach.paths import models_dir
from mi_coach.service import feedback
from mi_coach.service.practice import MAX_REPLY
from mi_coach.service.transcript_formats import parse
from mi_coach.service.transcripts import to_session, to_transcript

pytestmark = pytest.mark.xdist_group("model")

HEARD = (
    "i dunno i mean i want to see my lad at weekends i do but then the course is on a friday and everyone i know is "
    "out on a friday and my brother says come on just the one and i end up going "
)
LISTENS = (
    "so you want your lad back at weekends and that matters more to you than a friday out it sounds like your brother "
    "makes it hard to say no you are worn out with being pulled both ways what would need to be different for you to "
    "get there you kept coming though three weeks running even with the buses off how did you manage that "
)
TELLS = (
    "you need to stop seeing your brother it is as simple as that if i were you i would get a different phone you "
    "should be thinking about your lad instead of going out drinking if you carry on like this you will be back in "
    "court and it will be your own fault have you tried staying in with a film "
)


@pytest.fixture(scope="module")
def coder() -> NetworkCoder:
    return load_coder(models_dir())


def scored(coder: NetworkCoder, says: str, turns: int = 6, times: int = 8) -> tuple[Session, dict[str, Any]]:
    rows = "".join(f"Client: {HEARD * times}\nPractitioner: {says * times}\n" for _ in range(turns))
    session = to_session(to_transcript(parse(rows, "talk"), "talk"), coder, datetime(2026, 1, 1, tzinfo=UTC))
    return session, feedback.build(session, None, coder.name, coder.sha256)


def test_stretches_without_a_stop_are_found() -> None:
    long = "word " * (RUN_ON_WORDS + 1)

    assert run_on_spans("word " * RUN_ON_WORDS) == []
    assert run_on_spans(f"Well then. {long.strip()}. And on.") == [(11, 11 + len(long.strip()) + 1)]
    assert run_on_spans("A word. " * RUN_ON_WORDS) == []


def test_thoughts_that_run_on_are_told_apart(coder: NetworkCoder) -> None:
    reply = (LISTENS * 8).strip()
    assert len(reply.split()) > 400

    units = coder.code(reply, HEARD).units

    assert max(len(u.text.split()) for u in units) <= RUN_ON_WORDS
    assert len(units) >= 32
    assert {u.code for u in units} & REFLECTIONS
    assert {u.code for u in units} & QUESTIONS
    covered = {i for u in units for i in range(u.start, u.end)}
    assert all(c.isspace() for i, c in enumerate(reply) if i not in covered)


def test_whole_sessions_without_a_stop_are_scored_sensibly(coder: NetworkCoder) -> None:
    (listened, good), (told, poor) = scored(coder, LISTENS), scored(coder, TELLS)

    assert all(len(t.reply.split()) > 400 for t in (*listened.turns, *told.turns))
    assert (good["replies"], poor["replies"]) == (6, 6)
    assert good["bands"]["overall"] != "below"
    assert poor["bands"]["overall"] == "below"
    assert good["miti"]["SR"] + good["miti"]["CR"] == 6
    assert poor["counts"][Code.RB] > poor["counts"][Code.SR] + poor["counts"][Code.CR]
    assert all(len(e["quote"]) <= 161 for p in good["principles"] for e in (*p["for"], *p["against"]))


def test_the_longest_turn_that_is_taken_is_scored_to_its_end(coder: NetworkCoder) -> None:
    reply = (LISTENS * 80)[:MAX_REPLY].rsplit(" ", 1)[0]

    (turn,) = to_session(
        to_transcript(parse(f"Practitioner: {reply}\n", "talk"), "talk"), coder, datetime(2026, 1, 1, tzinfo=UTC)
    ).turns

    assert turn.units is not None
    assert turn.units[-1].end == len(turn.reply)
