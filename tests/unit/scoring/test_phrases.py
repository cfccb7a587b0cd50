"""The sentences as a set."""

import re
from pathlib import Path

import pytest

import mi_coach
from mi_coach.domain.codes import SOFT_ROADBLOCKS, Roadblock
from mi_coach.scoring.phrases import phrases, say

GAP = re.compile(r"\{(\w+)\}")


def test_every_named_phrase_exists() -> None:
    sources = Path(mi_coach.__file__).parent
    named = {
        name
        for folder in ("scoring", "reports")
        for path in (sources / folder).rglob("*.*")
        if path.suffix in (".py", ".j2")
        for name in re.findall(r"say\([\"']([\w.]+)[\"']", path.read_text("utf-8"))
    }
    assert len(named) > 10
    assert named <= phrases().keys()
    hard = set(Roadblock) - SOFT_ROADBLOCKS | {Roadblock.INTERPRETING}
    assert {f"{s}.{k}" for s in ("moment", "why") for k in hard} <= phrases().keys()
    assert {f"evidence.{k}" for k in Roadblock} <= phrases().keys()


@pytest.mark.parametrize("name", sorted(phrases()))
def test_wordings_of_a_phrase_are_plain_british_and_distinct(name: str) -> None:
    wordings = phrases()[name]
    assert len(set(wordings)) == len(wordings)
    for text in wordings:
        assert text == text.strip()
        assert not re.search(
            r"offender|\b(color|behavior|recogniz|emphasiz|summariz|practicing)|!|\bshould\b.*\byou\b", text
        )
        assert not GAP.search(GAP.sub("x", text))


def test_the_filling_is_never_parsed() -> None:
    assert "{name}" in say("worked.open", "x", quote="{name} {0} %s", name="n", said="", turn=1)


def test_content_chooses_the_wording() -> None:
    found = {say("worked.open", str(i), quote="q", name="n") for i in range(20)}
    assert len(found) == len(phrases()["worked.open"])
    assert say("worked.open", "same", quote="q") == say("worked.open", "same", quote="q")
