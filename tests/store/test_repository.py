"""What goes in comes out: sessions, replies, endings, and the guards around them."""

import inspect
import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mi_coach.domain.session import ClientState
from mi_coach.errors import MiCoachError
from mi_coach.service.ports import SessionRepository
from mi_coach.store import open_repository
from mi_coach.store.repository import SqlSessionRepository
from tests.store import builders


def test_it_is_the_repository_that_the_service_asks_for() -> None:
    wanted = dict(inspect.getmembers(SessionRepository, inspect.isfunction))
    names = [name for name in wanted if not name.startswith("_")]

    assert {"create", "save_reply", "save_turn", "finish", "get", "list", "unfinished", "delete"} <= set(names)
    for name in names:
        assert inspect.signature(getattr(SqlSessionRepository, name)) == inspect.signature(wanted[name])


def test_a_new_session_comes_back_whole(repository: SqlSessionRepository) -> None:
    stored = builders.opened()

    repository.create(stored)

    assert repository.get("a1b2c3") == stored


def test_times_come_back_in_utc_and_mean_the_same_moment(repository: SqlSessionRepository) -> None:
    repository.create(builders.opened())

    started = repository.get("a1b2c3").session.started

    assert started == builders.STARTED
    assert started.isoformat() == "2026-11-02T08:30:15.250000+00:00"
    assert repository.list()[0].started.utcoffset() == timedelta(0)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change its zone for one program")
def test_the_zone_of_the_machine_has_no_say(repository: SqlSessionRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.create(builders.opened())
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert repository.get("a1b2c3").session.started == builders.STARTED
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_time_without_a_zone_is_refused(repository: SqlSessionRepository) -> None:
    stored = builders.opened()
    local = replace(stored, session=replace(stored.session, started=datetime(2026, 1, 1)))  # noqa: DTZ001

    with pytest.raises(Exception, match="needs its zone"):
        repository.create(local)

    assert repository.list() == []


def test_a_reply_that_was_saved_but_not_coded_is_there_without_units(
    repository: SqlSessionRepository,
) -> None:
    stored = builders.opened()
    repository.create(stored)

    repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, builders.REPLY)

    found = repository.get("a1b2c3")
    (turn,) = found.session.turns
    assert (turn.n, turn.client, turn.reply) == (1, builders.OPENING, builders.REPLY)
    assert (turn.units, turn.state, turn.matches, turn.reason) == (None, None, (), "")
    assert found.session.closing == builders.OPENING
    assert found.engine == stored.engine


def test_a_coded_turn_comes_back_exactly_with_the_next_line_and_the_memory(
    repository: SqlSessionRepository,
) -> None:
    stored = builders.opened()
    repository.create(stored)
    for _ in range(3):
        stored = builders.answered(stored)
        turn = stored.session.turns[-1]
        repository.save_reply("a1b2c3", turn.n, builders.client_to_dict(turn.client), turn.reply)
        repository.save_turn(stored)

    found = repository.get("a1b2c3")

    assert found == stored
    assert found.session.turns[0].state == ClientState(33.3333, 20.01, 40, 51)
    assert found.session.closing == builders.line(3)


def test_a_turn_may_be_stored_in_one_go(repository: SqlSessionRepository) -> None:
    stored = builders.opened()
    repository.create(stored)
    stored = builders.answered(stored)

    repository.save_turn(stored)

    assert repository.get("a1b2c3") == stored


def test_a_session_without_a_turn_has_none_to_store(repository: SqlSessionRepository) -> None:
    repository.create(builders.opened())

    with pytest.raises(ValueError, match="no turn"):
        repository.save_turn(builders.opened())


def test_an_ending_is_kept_with_rating_and_score(repository: SqlSessionRepository) -> None:
    stored = builders.answered(builders.opened())
    repository.create(builders.opened())
    repository.save_turn(stored)
    stored = builders.finished(stored)

    repository.finish(replace(stored, session=replace(stored.session, self_rating=None)), None)
    repository.finish(stored, 64)

    assert repository.get("a1b2c3") == stored
    (summary,) = repository.list()
    assert (summary.ending, summary.overall, summary.replies) == ("summed_up", 64, 1)
    assert summary.ended == stored.session.ended


def test_a_finished_session_with_its_turns_can_be_stored_at_once(repository: SqlSessionRepository) -> None:
    stored = builders.finished(builders.answered(builders.answered(builders.opened(scenario=None))))
    stored = replace(stored, engine=None, session=replace(stored.session, start_state=None, scenario_version=None))

    repository.create(stored)

    assert repository.get("a1b2c3") == stored


def test_lists_run_from_newest_to_oldest_and_unfinished_ones_can_be_asked_for(
    repository: SqlSessionRepository,
) -> None:
    def at(day: int, session_id: str, scenario: str | None) -> None:
        stored = builders.opened(session_id, scenario)
        started = datetime(2026, 3, day, tzinfo=UTC)
        repository.create(replace(stored, session=replace(stored.session, started=started)))

    at(2, "two", "first")
    at(3, "three", "second")
    at(1, "one", "first")
    at(4, "four", None)
    repository.save_reply("one", 1, builders.OPENING_DOCUMENT, "hello")
    repository.finish(builders.finished(builders.opened("two")), None)

    assert [s.id for s in repository.list()] == ["four", "three", "two", "one"]
    assert [s.replies for s in repository.list()] == [0, 0, 0, 1]
    assert [s.id for s in repository.unfinished()] == ["three", "one"]
    assert [s.id for s in repository.unfinished("first")] == ["one"]
    assert repository.unfinished("third") == []


def test_the_beginning_of_an_id_is_enough_when_only_one_session_begins_so(
    repository: SqlSessionRepository,
) -> None:
    for session_id in ("abc1", "abc2", "abd", "ab"):
        repository.create(builders.opened(session_id))

    assert repository.get("abd").session.id == "abd"
    assert repository.get("abc2").session.id == "abc2"
    assert repository.get("ab").session.id == "ab", "a whole id wins over what it begins"
    with pytest.raises(MiCoachError, match="abc1 and abc2"):
        repository.get("abc")


@pytest.mark.parametrize("wanted", ["zz", "A", "%", "_bc1", "abc1x", "a'--"])
def test_an_id_that_is_not_there_is_named(repository: SqlSessionRepository, wanted: str) -> None:
    repository.create(builders.opened("abc1"))

    with pytest.raises(MiCoachError, match="there is no session " + wanted.replace("'", ".")):
        repository.get(wanted)


def test_messages_repeat_ids_safely(repository: SqlSessionRepository) -> None:
    with pytest.raises(MiCoachError) as caught:
        repository.get("\x1b[31mred\n" + "x" * 500)

    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 200
    with pytest.raises(MiCoachError, match="name a session"):
        repository.get("  ")


def test_an_id_is_stored_once(repository: SqlSessionRepository) -> None:
    repository.create(builders.opened())

    with pytest.raises(MiCoachError, match="a1b2c3 is stored already"):
        repository.create(builders.answered(builders.opened()))

    assert repository.get("a1b2c3") == builders.opened()


def test_deleting_takes_the_turns_along_and_only_that_session(repository: SqlSessionRepository) -> None:
    for session_id in ("gone", "kept"):
        repository.create(builders.opened(session_id))
        repository.save_turn(builders.answered(builders.opened(session_id)))

    repository.delete("gone")
    repository.create(builders.opened("gone"))

    assert repository.get("gone").session.turns == ()
    assert len(repository.get("kept").session.turns) == 1
    with pytest.raises(MiCoachError, match="no session kep"):
        repository.delete("kep")
    assert len(repository.list()) == 2


def test_deleted_words_are_gone_from_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "sessions.sqlite3"
    secret = "Marmalade sandwiches " * 500

    def on_disk() -> bool:
        return any(b"Marmalade" in path.read_bytes() for path in tmp_path.iterdir())

    with open_repository(f"sqlite:///{file}") as repository:
        repository.create(builders.opened())
        repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, secret)
        assert on_disk()
        repository.delete("a1b2c3")

        assert not on_disk()


def test_a_reply_is_never_written_over(repository: SqlSessionRepository) -> None:
    repository.create(builders.opened())
    repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, "mine")

    repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, "mine")
    with pytest.raises(MiCoachError, match="moved on"):
        repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, "another window's")
    with pytest.raises(MiCoachError, match="moved on"):
        repository.save_turn(builders.answered(builders.opened(), builders.REPLY + " More."))
    with pytest.raises(MiCoachError, match="moved on"):
        repository.save_reply("a1b2c3", 3, builders.OPENING_DOCUMENT, "two ahead")

    found = repository.get("a1b2c3")
    assert [turn.reply for turn in found.session.turns] == ["mine"]
    assert found.session.closing == builders.OPENING


def test_nothing_is_added_to_a_session_that_is_over_or_gone(repository: SqlSessionRepository) -> None:
    repository.create(builders.finished(builders.opened()))

    with pytest.raises(MiCoachError, match="is over"):
        repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, "late")
    with pytest.raises(MiCoachError, match="is over"):
        repository.save_turn(builders.answered(builders.opened()))
    with pytest.raises(MiCoachError, match="no session gone"):
        repository.save_reply("gone", 1, builders.OPENING_DOCUMENT, "lost")
    with pytest.raises(MiCoachError, match="no session gone"):
        repository.finish(builders.finished(builders.opened("gone")), 50)

    assert repository.get("a1b2c3").session.turns == ()


def test_control_characters_become_spaces_so_that_offsets_hold(repository: SqlSessionRepository) -> None:
    repository.create(builders.opened())

    repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, "a\x1b[31mb\x00c\nd\te\x9bf\udc80g é 🙂")

    assert repository.get("a1b2c3").session.turns[0].reply == "a [31mb c\nd\te f g é 🙂"


def test_texts_and_seeds_are_bounded(repository: SqlSessionRepository) -> None:
    stored = builders.opened()
    repository.create(stored)

    with pytest.raises(MiCoachError, match="too long to store"):
        repository.save_reply("a1b2c3", 1, builders.OPENING_DOCUMENT, "x" * 100_001)
    with pytest.raises(MiCoachError, match="seed has too many digits"):
        repository.create(replace(stored, session=replace(stored.session, id="big", seed=2**63)))
    repository.create(replace(stored, session=replace(stored.session, id="edge", seed=-(2**63))))

    assert repository.get("edge").session.seed == -(2**63)
    assert repository.get("a1b2c3").session.turns == ()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE turns SET units = '[{\"text\": 1}]'",
        "UPDATE turns SET units = '{not json'",
        "UPDATE turns SET client = '[]'",
        "UPDATE sessions SET ending = 'abducted'",
        "UPDATE sessions SET started = 'yesterday'",
    ],
)
def test_a_record_that_makes_no_sense_gives_one_line_and_spares_the_others(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "sessions.sqlite3"
    with open_repository(f"sqlite:///{file}") as repository:
        repository.create(builders.opened("bad"))
        repository.save_turn(builders.answered(builders.opened("bad")))
        with sqlite3.connect(file) as other:
            other.execute(damage)
        other.close()
        repository.create(builders.opened("good"))

        with pytest.raises(MiCoachError, match="record of session bad cannot be read"):
            repository.get("bad")
        assert repository.get("good") == builders.opened("good")
