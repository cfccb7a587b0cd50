"""The app over real parts and a coder of plain rules; screens as pictures."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

# Read by Textual when it is first imported.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.home import HomeScreen
from tests.fakes.backend import FakeBackend

Compare = Callable[[Pilot[None], str], Awaitable[None]]

_NAMES = re.compile(r"terminal-\d+")
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


class SvgExtension(SingleFileSnapshotExtension):
    """One SVG file for each picture, to be looked at in any browser."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


async def settle(pilot: Pilot[None]) -> None:
    """Waits until workers are done and what they brought is drawn."""
    for _ in range(2):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def type_and_send(pilot: Pilot[None], text: str) -> None:
    """Puts a reply in the box as a paste would, and sends it."""
    pilot.app.screen.query_one(TextArea).insert(text)
    await pilot.press("enter")
    await settle(pilot)


async def open_library(pilot: Pilot[None]) -> None:
    """From the home screen, if that is where the app stands, to the library."""
    await settle(pilot)
    if isinstance(pilot.app.screen, HomeScreen):
        await pilot.press("p")
        await settle(pilot)


async def start_talking(pilot: Pilot[None]) -> None:
    """Library, brief, conversation."""
    await open_library(pilot)
    await pilot.press("enter")
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)


def shown(app: MiCoachApp) -> str:
    """The text of the screen, spaces as typed."""
    return "\n".join(line.text for line in app.screen._compositor.render_strips(app.size))


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[FakeBackend]:
    made = FakeBackend(tmp_path)
    yield made
    made.repository.close()


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> Compare:
    """Compares the screen with the picture kept under a name; ``--snapshot-update`` keeps new ones."""
    pictures = snapshot.use_extension(SvgExtension)

    async def compare(pilot: Pilot[None], name: str) -> None:
        await settle(pilot)
        for area in pilot.app.screen.query(TextArea):
            area.cursor_blink = False
        for box in pilot.app.screen.query(Input):
            box.cursor_blink = False
        await pilot.pause()
        drawn = pilot.app.export_screenshot(title="MI Coach", simplify=True)
        # The renderer names its styles by a number of its own, and its fonts by an address on the web.
        assert pictures(name=name) == _FONTS.sub("", _NAMES.sub("terminal", drawn))

    return compare
