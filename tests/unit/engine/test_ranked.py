"""The lines that come into question for a reply, as authors see them."""

from __future__ import annotations

import pytest

from mi_coach.domain.codes import Code, Roadblock, miti_value
from mi_coach.domain.reply import CodedReply, Unit
from mi_coach.engine import Engine
from mi_coach.scenarios import Library

REPLIES = (
    ("You have paid already.", Code.CR, None),
    ("What matters to you about your dad?", Code.OQ, None),
    ("Would it be all right if I told you something?", Code.SK, None),
    ("You need to grow up.", Code.RB, Roadblock.ORDERING),
    ("Okay.", Code.NC, None),
    ("Do you work?", Code.CQ, None),
    ("", None, None),
)


def coded(text: str, code: Code | None, kind: Roadblock | None) -> CodedReply:
    return CodedReply(text, (Unit(text, 0, len(text), code, kind, miti_value(code, kind)),) if code else ())


@pytest.mark.parametrize("seed", range(4))
def test_the_first_that_fits_is_the_one_that_is_said(seed: int) -> None:
    engine = Engine(Library().get("driving-disqualified"))
    state, _ = engine.start(seed)
    fitted = 0
    for reply in REPLIES * 3:
        made = coded(*reply)
        ranked = engine.ranked(state, made)
        result = engine.step(state, made)
        if result.ending:
            break
        if ranked[0].fits:
            fitted += 1
            assert ranked[0].line.id == result.client.line_id
        fits = [c.fits for c in ranked]
        assert fits == sorted(fits, reverse=True)
        assert all(c.line.id not in state.said for c in ranked)
        state = result.state
    assert fitted >= 12
