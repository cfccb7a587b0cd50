"""The pages: what they point to is there, and their pictures come from the app and need no network."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

CODE = re.compile(r"^(?: {4}|```).*$|`[^`\n]*`", re.MULTILINE)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
TAKEN = re.compile(r"\.take\(\s*\"([a-z-]+)\"")

FEWEST_WORDS = 8
"""Words in which the text beside a picture can say what one sees."""


def text(page: Path) -> str:
    return CODE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """The places within a page, as they are named on the web."""
    headings = HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def named(page: Path) -> list[tuple[str, Path]]:
    """Text and file of each picture on a page."""
    return [(alt, page.parent / path) for alt, path in PICTURE.findall(text(page))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_points_to_is_there(page: Path) -> None:
    missing = []
    for target in LINK.findall(text(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = page.parent / path if path else page
        if not found.exists() or (anchor and anchor not in anchors(found)):
            missing.append(target)

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_picture_is_there_and_told_in_words(page: Path) -> None:
    for alt, path in named(page):
        assert path.is_file(), path
        assert len(alt.split()) >= FEWEST_WORDS, alt


def test_every_picture_is_shown_somewhere_and_taken_by_the_script() -> None:
    kept = {path.name for path in IMAGES.iterdir()}
    shown = {path.name for page in PAGES for _, path in named(page)}
    taken = {f"{name}.svg" for name in TAKEN.findall((ROOT / "docs" / "screenshots.py").read_text("utf-8"))}

    assert kept
    assert kept == shown == taken


def test_no_picture_asks_the_network_for_anything() -> None:
    for path in IMAGES.iterdir():
        addresses = set(re.findall(r"[a-z]+://[^\s\"')]+|url\((?!#)[^)]*\)|<script", path.read_text("utf-8")))

        assert addresses == {"http://www.w3.org/2000/svg"}, path.name
