"""What must hold of every score, on generated sessions."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mi_coach.domain.codes import Code
from mi_coach.domain.reply import Unit
from mi_coach.domain.session import Match, Session, Turn
from mi_coach.scoring.counts import count
from mi_coach.scoring.overall import Overall, overall
from mi_coach.scoring.principles import Principle, principles
from mi_coach.scoring.reading import knows_talk, read
from mi_coach.scoring.rules import FULL_SESSION
from tests.unit.scoring import sessions as make

MANY = settings(max_examples=100, deadline=None)


def five(session: Session) -> dict[str, Principle]:
    return {p.id: p for p in principles(read(session), knows_talk(session))}


def whole(session: Session) -> Overall:
    readings = read(session)
    known = knows_talk(session)
    return overall(readings, count(r.units for r in readings), principles(readings, known), known)


@st.composite
def with_added(draw: st.DrawFn, added: st.SearchStrategy[Unit], side: str | None = None) -> tuple[Session, Session]:
    """A session, and the same with a unit added to a reply or as a reply of its own."""
    known = draw(st.booleans())
    before = draw(make.sessions(least=5, most=14, talk=known))
    extra = draw(added)
    at = draw(st.integers(0, len(before.turns) - 1))
    changed = list(before.turns)
    if draw(st.booleans()):
        changed[at] = _joined(changed[at], extra, side)
    else:
        blank = replace(draw(make.turns(known)), units=(), matches=())
        changed.insert(at, _joined(blank, extra, side))
    return before, make.session(changed)


def _joined(turn: Turn, extra: Unit, side: str | None) -> Turn:
    units = (*(turn.units or ()), extra)
    kept = tuple(m for m in turn.matches if m.unit < len(units))
    matches = (*kept, Match(unit=len(units), side=side)) if side else kept
    return replace(turn, units=units, matches=matches, reply=" ".join(u.text for u in units))


def _not_lower(before: float | None, after: float | None) -> None:
    if before is not None and after is not None:
        assert after >= before - 1e-9


@MANY
@given(with_added(st.just(make.unit("AF", "You came in on the bus in that weather."))))
def test_an_affirmation_never_lowers_self_belief(pair: tuple[Session, Session]) -> None:
    before, after = (five(s)["self_belief"].exact for s in pair)
    _not_lower(before, after)


@MANY
@given(
    with_added(
        st.sampled_from(
            [make.unit("SR", "You want it to be different."), make.unit("CR", "Part of you is done with it.")]
        ),
        "change",
    )
)
def test_a_change_side_reflection_never_lowers_desire(pair: tuple[Session, Session]) -> None:
    before, after = (five(s)["desire"].exact for s in pair)
    _not_lower(before, after)


@MANY
@given(with_added(st.sampled_from([make.unit("SR", "You're tired."), make.unit("CR", "It has worn you down.")])))
def test_a_reflection_never_lowers_empathy(pair: tuple[Session, Session]) -> None:
    before, after = (five(s)["empathy"].exact for s in pair)
    _not_lower(before, after)


@settings(max_examples=300, deadline=None)
@given(with_added(make.roadblocks()))
def test_a_roadblock_never_raises_the_overall_score(pair: tuple[Session, Session]) -> None:
    before, after = (whole(s).score for s in pair)
    if before is not None and after is not None:
        assert after <= before


@MANY
@given(make.sessions(), st.randoms(use_true_random=False))
def test_the_order_of_units_in_a_reply_does_not_change_the_counts(session: Session, chance: st.randoms) -> None:
    shuffled = []
    for t in session.turns:
        units = list(t.units or ())
        chance.shuffle(units)
        shuffled.append(replace(t, units=tuple(units)))
    assert count(t.units for t in shuffled) == count(t.units or () for t in session.turns)


@MANY
@given(make.sessions(least=9))
def test_saying_the_whole_session_twice_changes_no_score(session: Session) -> None:
    """Scores rest on rates, once a session is long enough not to be filled up. Only the purpose looks at when something
    was said, so it is agreed at the outset here."""
    agreed = make.turn(1, ["SK"], talk=session.turns[0].client.talk and ["FN"])
    once = make.session([*[agreed] * FULL_SESSION, *session.turns])
    twice = make.session([*once.turns, *once.turns])
    assert whole(once).score == whole(twice).score
    for name, p in five(once).items():
        other = five(twice)[name].exact
        assert (p.exact is None) == (other is None)
        if p.exact is not None and other is not None:
            assert abs(p.exact - other) < 1e-9


@MANY
@given(make.sessions(least=5))
def test_a_session_without_questions_is_never_above_fair(session: Session) -> None:
    silent = [
        replace(t, units=tuple(u for u in t.units or () if u.code not in (Code.OQ, Code.CQ))) for t in session.turns
    ]
    score = whole(make.session(silent)).score
    assert score is None or score < 70


@MANY
@given(make.sessions())
def test_scores_stay_within_their_bounds(session: Session) -> None:
    score = whole(session).score
    coded = sum(bool(t.units) for t in session.turns)
    assert (score is None) == (coded < 5)
    assert score is None or 0 <= score <= 100
    for p in five(session).values():
        assert p.exact is None or 1 <= p.exact <= 5
        if not knows_talk(session) and p.id in ("desire", "argument"):
            assert p.exact is None
            assert not p.good
