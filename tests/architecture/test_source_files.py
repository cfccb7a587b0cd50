"""Rules for the files themselves."""

import re
import sys
from pathlib import Path

from tests.architecture import repository

LONGEST = 400
LARGEST_READ = 5_000_000


def test_modules_hold_one_idea_each() -> None:
    sources = sorted((repository.ROOT / "src").rglob("*.py"))

    lengths = {
        path.relative_to(repository.ROOT).as_posix(): len(path.read_text("utf-8").splitlines()) for path in sources
    }

    assert sources
    assert not {name: length for name, length in lengths.items() if length >= LONGEST}


def test_no_file_names_a_path_of_the_machine_it_was_made_on() -> None:
    here = {repository.ROOT, Path.home(), Path(sys.base_prefix)}
    # A folder at the top, such as a plain "/usr", says nothing about a machine unless it is somebody's home.
    telling = {str(path) for path in here if len(path.parts) > 2 or path == Path.home()} - {"/"}
    machine = re.compile("|".join(rf"(?<![\w.~-]){re.escape(path)}(?![\w-])" for path in sorted(telling)))

    named = [
        path.relative_to(repository.ROOT).as_posix()
        for path in repository.files()
        if path.stat().st_size < LARGEST_READ and machine.search(path.read_bytes().decode("utf-8", "ignore"))
    ]

    assert telling
    assert named == []
