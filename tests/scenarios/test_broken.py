"""Every kind of problem has a folder of files that have it, and is told at exactly the place that stands beside them.

Each folder is a data folder of its own: ``broken/<CODE>/scenarios/<id>/``, with what is to be told in ``expected.txt``.
"""

from pathlib import Path

import pytest

from mi_coach.scenarios import CODES, check_path

BROKEN = Path(__file__).parent / "broken"
# The files are short on purpose; that they are is told in folders of its own.
SHORTNESS = {"S405", "S406", "S604"}


@pytest.mark.parametrize("code", CODES)
def test_a_problem_is_told_at_its_place(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    home = BROKEN / code
    monkeypatch.setenv("MI_COACH_HOME", str(home))
    root = home / "scenarios"

    told = [
        f"{Path(d.file).relative_to(root).as_posix()}:{d.line}:{d.column} {d.code}"
        for d in check_path(root)
        if d.code not in SHORTNESS or d.code == code
    ]

    expected = (home / "expected.txt").read_text("utf-8").splitlines()
    assert any(line.endswith(code) for line in expected)
    assert sorted(told) == sorted(expected)


def test_no_folder_is_about_a_code_that_does_not_exist() -> None:
    assert {folder.name for folder in BROKEN.iterdir()} == set(CODES)
