"""Hints, names and notes in practice: stored with their reply, on its own path, and never in a score."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mi_coach.domain.notes import MAX_NOTE, HintStep, Named, TurnNotes
from mi_coach.errors import MiCoachError
from mi_coach.reports import build_report
from mi_coach.service.practice import Practice, PracticeService
from mi_coach.store import open_repository
from mi_coach.store.repository import SqlSessionRepository
from tests.fakes.backend import FakeClock, FakeLibrary
from tests.fakes.coder import RuleCoder
from tests.fakes.scenario import tiny_scenario


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[SqlSessionRepository]:
    with open_repository(f"sqlite:///{tmp_path / 'x.sqlite3'}") as opened:
        yield opened


@pytest.fixture
def practice(repository: SqlSessionRepository) -> Practice:
    service = PracticeService(FakeLibrary(tiny_scenario()), RuleCoder(), repository, FakeClock())
    return service.start("the-bus", seed=7)


def test_each_call_opens_one_step_and_after_the_last_they_are_put_away(practice: Practice) -> None:
    trail = practice.hints
    opened = [trail.next() for _ in range(6)]

    assert [hint and hint.step for hint in opened] == [*HintStep, None, HintStep.HEARD]
    assert trail.place == (1, 4)
    assert trail.opened == tuple(HintStep)
    assert "You walked all this way" in opened[3].lines[0]


def test_opened_steps_are_stored_with_the_reply_and_begin_anew_with_the_next_line(
    practice: Practice, repository: SqlSessionRepository
) -> None:
    practice.hints.next()
    practice.hints.next()
    turn = practice.reply("You feel nobody listens.").turn
    practice.reply("What would help?")

    assert turn.notes == TurnNotes(hints=("heard", "skill"))
    stored = repository.get(practice.session.id).session
    assert [t.notes for t in stored.turns] == [turn.notes, None]
    assert practice.hints.opened == ()


def test_steps_are_kept_when_the_reply_could_not_be_coded_at_once(repository: SqlSessionRepository) -> None:
    class Broken(RuleCoder):
        def code(self, reply: str, client: str | None = None) -> None:
            raise RuntimeError

    library = FakeLibrary(tiny_scenario())
    first = PracticeService(library, Broken(), repository, FakeClock()).start("the-bus", seed=7)
    first.hints.next()
    with pytest.raises(RuntimeError):
        first.reply("You feel nobody listens.")

    again = PracticeService(library, RuleCoder(), repository, FakeClock()).resume(first.session.id)
    again.catch_up()
    assert again.session.turns[0].notes == TurnNotes(hints=("heard",))


def test_a_name_and_a_note_are_kept_beside_the_hints(practice: Practice, repository: SqlSessionRepository) -> None:
    practice.hints.next()
    practice.reply("You feel nobody listens.")
    noted = practice.annotate(1, Named.REFLECTION, " to\x1b[2J hear\nhim ")

    assert noted.notes == TurnNotes(("heard",), "reflection", True, "to hear him")
    assert practice.session.turns[0] == noted
    assert repository.get(practice.session.id).session.turns[0].notes == noted.notes
    practice.reply("What would help?")
    assert repository.get(practice.session.id).session.turns[0].notes == noted.notes


def test_names_the_coder_heard_otherwise_or_was_not_sure_of(practice: Practice) -> None:
    practice.reply("What would help?")
    practice.reply("Mondays then")

    assert practice.annotate(1, Named.CLOSED_QUESTION).notes.agreed is False
    assert practice.annotate(2, Named.INFORMATION).notes.agreed is None


def test_saying_nothing_keeps_nothing_and_long_notes_are_cut(practice: Practice) -> None:
    practice.reply("What would help?")

    assert practice.annotate(1, None, " \x07 ").notes is None
    assert len(practice.annotate(1, None, "x" * 2000).notes.note) == MAX_NOTE
    with pytest.raises(MiCoachError, match="not coded"):
        practice.annotate(2, Named.OTHER)


def test_a_note_may_come_after_the_end_and_moves_no_score(practice: Practice) -> None:
    for _ in range(5):
        practice.reply("You feel nobody listens.")
    practice.end()
    plain = practice.session
    practice.annotate(1, Named.ADVICE, "x")

    with_notes, without = (build_report(s, practice.scenario, "m", "0") for s in (practice.session, plain))
    kept = {"named", "own_notes"}
    assert {k: v for k, v in with_notes.items() if k not in kept} == {k: v for k, v in without.items() if k not in kept}
    assert with_notes["named"]["agreed"] == 0


def test_live_coaching_speaks_after_each_reply_and_no_more_when_it_is_over(practice: Practice) -> None:
    assert practice.prompt == ""
    practice.reply("You feel nobody listens.")
    assert practice.why(1)
    assert practice.prompt.endswith("?")
    practice.end()
    assert practice.prompt == ""


def test_an_uncoded_reply_has_no_line_of_why(practice: Practice) -> None:
    practice.reply("You feel nobody listens.")
    raw = replace(practice.session.turns[0], n=2, units=None)
    practice._stored = replace(practice._stored, session=practice.session.with_turn(raw))

    assert practice.why(2) == ""
