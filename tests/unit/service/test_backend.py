"""What front ends call: everything is opened late, once, and also from several threads."""

import sys
import threading
from pathlib import Path

import pytest

from mi_coach.domain.session import Ending
from mi_coach.errors import MiCoachError
from mi_coach.service.backend import Backend
from mi_coach.service.feedback import FORMS, SHEET_FORMS
from mi_coach.store import open_repository
from mi_coach.tui.screens.feedback import FORMS as OFFERED
from mi_coach.tui.wording import form_name
from tests.fakes.coder import RuleCoder

SCENARIO = "driving-disqualified"


@pytest.fixture
def backend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Backend:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MI_COACH_DATABASE_URL", raising=False)
    return Backend(coder=RuleCoder())


def played(backend: Backend, replies: int = 6) -> str:
    practice = backend.practice().start(SCENARIO, 7)
    for n in range(replies):
        practice.reply(f"You feel pushed, {n}. What matters?")
    practice.end()
    return practice.session.id


def test_nothing_is_made_until_it_is_needed(backend: Backend, tmp_path: Path) -> None:
    assert backend.library.cards()
    assert backend.settings.get("theme", "x") == "x"
    assert list(tmp_path.iterdir()) == []


def test_threads_share_one_database(backend: Backend) -> None:
    found: set[int] = set()
    threads = [threading.Thread(target=lambda: found.add(id(backend.repository))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 1
    backend.close()


def test_it_can_be_opened_again_after_closing(backend: Backend) -> None:
    session = played(backend)
    backend.close()

    assert backend.session(session).ending is not None
    backend.close()


def test_a_repository_that_was_brought_is_left_open(tmp_path: Path) -> None:
    with open_repository(f"sqlite:///{tmp_path / 'x.sqlite3'}") as repository:
        backend = Backend(RuleCoder(), repository)
        backend.close()

        assert backend.sessions() == []


def test_the_score_is_kept_when_a_session_ends(backend: Backend) -> None:
    session = played(backend)

    (summary,) = backend.sessions()
    assert summary.overall == backend.report(session)["overall"]
    assert summary.overall is not None


def test_too_few_replies_have_no_score(backend: Backend) -> None:
    played(backend, replies=2)

    (summary,) = backend.sessions()
    assert summary.overall is None
    assert summary.ended is not None


def test_a_session_of_another_version_of_its_scenario_is_still_reported(
    backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = backend.session(played(backend))
    changed = type(session)(
        **{f: getattr(session, f) for f in session.__dataclass_fields__} | {"scenario_version": "0.1"}
    )

    assert backend.scenario_of(session) is not None
    assert backend.scenario_of(changed) is None
    assert backend.report_of(changed)["counts"] == backend.report_of(session)["counts"]


def test_an_ending_in_the_middle_of_a_session_is_reported(backend: Backend) -> None:
    practice = backend.practice().start(SCENARIO, 7)
    practice.reply("What matters?")

    assert backend.report(practice.session.id)["ending"] is None
    assert practice.end(deliberate=False) is Ending.STOPPED
    assert backend.report(practice.session.id)["ending"] == "stopped"


@pytest.mark.parametrize("form", [*FORMS, *SHEET_FORMS])
def test_a_saved_report_takes_the_place_of_the_last(backend: Backend, form: str) -> None:
    session = played(backend)
    path = backend.save_report(session[:6], form)
    path.write_bytes(b"old")

    assert backend.save_report(session, form) == path
    assert path.name == f"{session}.{form}"
    assert len(path.read_bytes()) > 500


@pytest.mark.parametrize(("form", "told"), [("exe", "a report .*html, pdf"), ("sheet.csv", "a feedback sheet .*'csv'")])
def test_no_other_form_is_written(backend: Backend, form: str, told: str) -> None:
    with pytest.raises(MiCoachError, match=told):
        backend.save_report(played(backend), form)


def test_every_form_that_the_app_offers_can_be_written() -> None:
    assert set(OFFERED) <= {*FORMS, *SHEET_FORMS}
    assert all(form_name(form) != form for form in OFFERED)


@pytest.mark.skipif(sys.platform == "win32", reason="other rules for who may read a folder")
def test_saved_reports_are_the_owners_alone(backend: Backend) -> None:
    assert backend.save_report(played(backend), "md").parent.stat().st_mode & 0o077 == 0
