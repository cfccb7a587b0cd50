"""Who is practising: profiles over a real database and a real settings file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mi_coach.domain.profile import MAX_NAME
from mi_coach.errors import MiCoachError
from mi_coach.service.people import People
from mi_coach.service.settings import SettingsStore
from mi_coach.store import open_repository
from tests.fakes.backend import FakeClock


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[People]:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path))
    with open_repository(f"sqlite:///{tmp_path / 'x.sqlite3'}") as repository:
        yield People(repository.profiles, SettingsStore(), FakeClock())


def test_there_is_somebody_from_the_start_and_new_people_need_no_name(people: People) -> None:
    assert people.current().name == "Trainee 1"

    assert [people.new().id, people.new().name] == ["trainee-2", "Trainee 3"]
    assert people.current().id == "trainee-1"
    assert len(people.all()) == 3


def test_a_choice_holds_until_that_profile_is_gone(people: People) -> None:
    jo = people.new("  Jo\x1b   from  Leeds ")
    assert (jo.id, jo.name) == ("jo-from-leeds", "Jo from Leeds")

    people.use("jo FROM leeds")
    assert people.current() == jo

    people.delete("jo-from-leeds")
    assert people.current().id == "trainee-1"


def test_names_that_make_the_same_id_stay_apart(people: People) -> None:
    assert [people.new(name).id for name in ("José", "Jose", "!!!")] == ["jose", "jose-2", "trainee"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("trainee 1", "called 'trainee 1' already"), ("x" * (MAX_NAME + 1), "61 characters; 60 is the most")],
)
def test_a_name_that_cannot_be_taken_is_told_in_one_line(people: People, name: str, message: str) -> None:
    with pytest.raises(MiCoachError, match=message):
        people.new(name)


def test_nobody_of_that_name_names_those_there_are(people: People) -> None:
    with pytest.raises(MiCoachError, match="no profile 'sam'; choose one of: trainee-1"):
        people.use("sam")
    with pytest.raises(MiCoachError, match="the only profile"):
        people.delete("trainee-1")
