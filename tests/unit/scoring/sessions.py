"""Sessions built straight from units, so that a test says exactly what was coded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from mi_coach.domain.codes import CONDITIONAL_ROADBLOCKS, Code, Roadblock, miti_value
from mi_coach.domain.reply import Unit
from mi_coach.domain.session import ClientState, ClientTurn, Match, Session, Turn
from mi_coach.domain.talk import TalkCode, TalkSegment

START = ClientState(trust=40, importance=30, confidence=40, discord=30)
NEUTRAL = "I went down to the shop and then I came back home again."


def unit(code: str, text: str = "", confronting: bool = False, **fields: object) -> Unit:
    """``unit("SR")`` or ``unit("RB:warning")``."""
    name, _, kind = code.partition(":")
    rb = Roadblock(kind) if kind else None
    words = text or f"Something like {name.lower()} {kind}".strip()
    made = Unit(words, 0, len(words), Code(name), rb, miti_value(Code(name), rb, confronting))
    return replace(made, **fields)


def turn(
    n: int,
    units: Sequence[Unit | str],
    client: str = NEUTRAL,
    talk: Sequence[str] | None = (),
    state: ClientState | None = None,
    sides: dict[int, str] | None = None,
) -> Turn:
    made = tuple(unit(u) if isinstance(u, str) else u for u in units)
    placed, at = [], 0
    for u in made:
        placed.append(replace(u, start=at, end=at + len(u.text)))
        at += len(u.text) + 1
    segments = None if talk is None else tuple(TalkSegment(TalkCode(t), strength=3) for t in talk)
    matches = tuple(Match(unit=i, side=s) for i, s in (sides or {}).items())
    reply = " ".join(u.text for u in made)
    return Turn(n, ClientTurn(None, client, segments), reply, tuple(placed), state, matches)


def session(turns: Sequence[Turn], closing: str | None = None) -> Session:
    return Session(
        id="s1",
        scenario=None,
        seed=1,
        started=datetime(2026, 1, 5, 9, tzinfo=UTC),
        turns=tuple(replace(t, n=n) for n, t in enumerate(turns, start=1)),
        closing=ClientTurn(None, closing, None) if closing else None,
    )


def plain(*replies: Sequence[Unit | str], talk: Sequence[str] | None = ()) -> Session:
    """A session with these replies, each to the same neutral line."""
    return session([turn(1, r, talk=talk) for r in replies])


_CODES = [c.value for c in Code if c is not Code.RB]
_TEXTS = [
    "You felt pushed into it.", "What would help you change that?", "Why not just stop?", "I have to tell the court.",
    "Come if you feel like it.", "What has worked for you before?", "On a scale of nought to ten?", "Right then.",
    "Where would you like to start today?", "What's stopping you?", NEUTRAL,
]  # fmt: skip


@st.composite
def roadblocks(draw: st.DrawFn) -> Unit:
    kind = draw(st.sampled_from(list(Roadblock)))
    confronting = kind in CONDITIONAL_ROADBLOCKS and draw(st.booleans())
    return unit(f"RB:{kind}", draw(st.sampled_from(_TEXTS)), confronting)


@st.composite
def units(draw: st.DrawFn) -> Unit:
    if draw(st.integers(0, 3)) == 0:
        return draw(roadblocks())
    return unit(
        draw(st.sampled_from(_CODES)),
        draw(st.sampled_from(_TEXTS)),
        sure=draw(st.booleans()),
        double_sided=draw(st.integers(0, 5)) == 0,
    )


@st.composite
def turns(draw: st.DrawFn, talk: bool | None = None, most: int = 4) -> Turn:
    known = draw(st.booleans()) if talk is None else talk
    codes = draw(st.lists(st.sampled_from(["CT", "ST", "DIS", "FN"]), max_size=2)) if known else None
    level = st.floats(0, 100).map(lambda v: round(v, 1))
    made = draw(st.lists(units(), max_size=most))
    state = draw(st.none() | st.builds(ClientState, level, level, level, level))
    sides = draw(st.dictionaries(st.integers(1, most), st.sampled_from(["change", "sustain", "discord"]), max_size=2))
    line = draw(st.sampled_from([NEUTRAL, "Are you going to breach me?", "", "I want to stop."]))
    return turn(1, made, line, codes, state, sides)


@st.composite
def sessions(draw: st.DrawFn, least: int = 0, most: int = 12, talk: bool | None = None) -> Session:
    return session(draw(st.lists(turns(talk), min_size=least, max_size=most)))
