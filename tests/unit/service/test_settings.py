"""What people chose is kept, whatever stands in the file."""

import threading
from pathlib import Path

import pytest

from mi_coach.config import Coaching, make_settings, read_file, to_toml
from mi_coach.errors import MiCoachError
from mi_coach.service.settings import SettingsStore


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "home"))
    for name in ("COACHING", "THEME", "METERS"):
        monkeypatch.delenv(f"MI_COACH_{name}", raising=False)
    return tmp_path / "home"


def test_without_a_file_the_callers_default_holds_and_nothing_is_written(home: Path) -> None:
    store = SettingsStore()

    assert store.get("theme", "dark") == "dark"
    assert store.get("coaching", "after") == "after"
    assert store.problem is None
    assert not home.exists()


def test_what_is_set_is_there_at_the_next_start(home: Path) -> None:
    SettingsStore().set("theme", 'da"rk\\')
    SettingsStore().set("coaching", "off")

    assert SettingsStore().get("theme", "") == 'da"rk\\'
    assert SettingsStore().get("coaching", "live") == "off"


def test_the_environment_wins(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SettingsStore().set("coaching", "off")
    monkeypatch.setenv("MI_COACH_COACHING", "after")

    assert SettingsStore().get("coaching", "live") == "after"


def test_what_this_version_does_not_know_stays_in_the_file(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('later = "x"\n', "utf-8")

    SettingsStore().set("meters", "on")

    assert read_file(home / "settings.toml") == {"later": "x", "meters": "on"}


@pytest.mark.parametrize("text", ["coaching = ", 'coaching = "loud"', "theme = 3", "\x00", "[theme]"])
def test_a_file_that_cannot_be_used_is_told_and_left_alone(home: Path, text: str) -> None:
    home.mkdir()
    file = home / "settings.toml"
    file.write_text(text, "utf-8")
    store = SettingsStore()

    assert store.get("coaching", "live") == "live"
    assert store.problem
    assert "\n" not in store.problem
    with pytest.raises(MiCoachError):
        store.set("meters", "on")
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(("key", "value"), [("coaching", "loud"), ("nothing", "x"), ("theme", "x" * 100)])
def test_what_a_setting_does_not_take_is_refused(home: Path, key: str, value: str) -> None:
    with pytest.raises(MiCoachError):
        SettingsStore().set(key, value)

    assert not (home / "settings.toml").exists()


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "file" / "home"))

    with pytest.raises(MiCoachError):
        SettingsStore().set("meters", "on")


def test_threads_do_not_lose_each_others_choices(home: Path) -> None:
    store = SettingsStore()
    chosen = {"theme": "dark", "coaching": "off", "meters": "on"}
    threads = [threading.Thread(target=store.set, args=item) for item in chosen.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert read_file(home / "settings.toml") == chosen


def test_settings_are_typed() -> None:
    assert make_settings({"coaching": "after", "unknown": 1}).coaching is Coaching.AFTER


def test_toml_escapes(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(to_toml({"a": 'q"\\\n\x1b\x7f“'}), "utf-8")

    assert read_file(file) == {"a": 'q"\\\n\x1b\x7f“'}
