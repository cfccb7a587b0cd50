"""Takes the pictures of the guide from the real app: real coder, real database, an invented trainee.

Run with ``.venv/bin/python docs/screenshots.py``: it plays through the guide at 80x24 in a data folder of its own and
writes ``docs/images/*.svg``. Clock, seeds and ids are fixed, so that a picture changes only when the app does. Words
that a picture is there for are looked for before it is taken; when they do not come up, it stops and shows the screen.
With ``--into FOLDER`` the pictures go there instead, to be looked at first.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import secrets
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from mi_coach.domain.self_rating import SelfRating
from mi_coach.service.backend import Backend
from mi_coach.tui.app import MiCoachApp

IMAGES = Path(__file__).parent / "images"
SIZE = (80, 24)
SEED = 3
PATIENCE = 30.0
"""Seconds until words that do not come up are given up."""

CASE = "unpaid-work-missed"
REPLIES = (
    "You're worn out, and you've come in braced for a telling-off. What happened with the two Thursdays?",
    "You could see you'd never make it on four pound thirty, and it felt hopeless. Why don't you put the fare by?",
    "I asked as though you hadn't thought of it, and you're tired of questions like that. What happened last Thursday?",
    "You were all set to go, and it was taken out of your hands. What has helped on the Thursdays when you got there?",
    "You need to sort your childcare out.",
    "Sorry, that was an order. You want to get these hours done, and you can't be in two places. What would you try?",
)
"""What the trainee says to Cerys."""

INSTEAD = "You turned out every pocket, and by Friday it felt too late to say. What would have made ringing easier?"
"""What the trainee says instead of the fifth reply."""

NOT_YET = "Well done for going. You must have been nervous."
MET = "You stood out there with everything telling you to go home, and you put your kids first."
"""Two tries at the first prompt of the drill on affirmation."""

WRITTEN = (
    "It settles you at night, and what she said in the car got under your skin.",
    "Being strong keeps you safe, and nobody gets to decide about your body but you. What do you know about the risks?",
    "You trusted somebody with your brother, and then she went. I should have read it. What would you like to tell me?",
    "You sound worn out by starting again. What got you through the good weeks?",
    "It shook you to see yourself like that. What would you have liked to see?",
    "You don't want to lie to her. Have you thought about writing it in a letter?",
    "Thank you for telling me. I have to record where you sleep, and I would rather do it with you than without you.",
    "You felt it come up, and you found your own way to let it pass.",
)
"""Replies to the eight situations of form A."""

HEAVY = ("ex-soldier-drink", "skilled", 9)
"""A conversation in which something heavy is said: the case, whose replies, and how many."""

BEFORE = (
    ("driving-disqualified", "closed_question", 44),
    ("county-lines-college", "mixed", 37),
    ("gambling-fraud", "mixed", 30),
    ("curfew-recall", "mixed", 22),
    ("disclosure-work", "mixed", 15),
    ("literal-autistic", "mixed", 8),
)
"""Earlier conversations: the case, which of its scripted trainees speaks, and how many days before."""

_DROPPED = re.compile(
    r"@font-face \{.*?\}|<!--.*?-->|<clipPath id=\"line-\d+\">.*?</clipPath>|<text [^>]*>\s*</text>", re.DOTALL
)
_CLIPPED = re.compile(r' clip-path="url\(#line-\d+\)"')
_NUMBERED = re.compile(r"terminal-\d+-")


class Calendar:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment


class Camera:
    """The app in a terminal of 80 columns and 24 lines, and what is needed to take its picture."""

    def __init__(self, pilot: Pilot[None], folder: Path) -> None:
        self._pilot = pilot
        self._folder = folder

    async def press(self, *keys: str) -> None:
        """Presses keys, and waits until what they set off is done."""
        for key in keys:
            await self._pilot.press(key)
            await self._settle()

    async def say(self, text: str) -> None:
        """Puts words in the box as a paste would, and sends them."""
        await self.write(text)
        await self.press("enter")

    async def write(self, text: str) -> None:
        """Puts words in the box."""
        box = self._pilot.app.screen.query_one(TextArea)
        box.insert(text)
        await self._settle()

    async def see(self, *words: str) -> None:
        """Waits until all of these words stand on the screen."""
        end = time.monotonic() + PATIENCE
        while missing := [text for text in words if text not in self._screen()]:
            if time.monotonic() > end:
                raise SystemExit(f"not on the screen: {missing}\n\n{self._screen()}")
            await self._settle()
            await asyncio.sleep(0.05)

    async def take(self, name: str, *words: str) -> None:
        """Takes a picture once these words stand on the screen."""
        await self.see(*words)
        app = self._pilot.app
        for box in [*app.screen.query(TextArea), *app.screen.query(Input)]:
            box.cursor_blink = False
        await self._settle()
        (self._folder / f"{name}.svg").write_text(
            _small(app.export_screenshot(title="MI Coach", simplify=True)), "utf-8"
        )

    async def _settle(self) -> None:
        for _ in range(2):
            await self._pilot.pause()
            await self._pilot.app.workers.wait_for_complete()
        await self._pilot.pause()

    def _screen(self) -> str:
        app = self._pilot.app
        return "\n".join(line.text for line in app.screen._compositor.render_strips(app.size))


def _small(svg: str) -> str:
    """The picture without what is not seen, and without fonts, which the renderer names by addresses on the web."""
    svg = _CLIPPED.sub("", _DROPPED.sub("", _NUMBERED.sub("", svg)))
    return "\n".join(line.strip() for line in svg.splitlines() if line.strip()) + "\n"


class Story:
    """An invented trainee's first months, told screen by screen.

    Args:
        folder: Where the pictures go.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._calendar = Calendar()
        self._backend = Backend(clock=self._calendar)

    @asynccontextmanager
    async def _app(
        self, scenario_id: str | None = None, resume: str | None = None, **options: bool
    ) -> AsyncIterator[Camera]:
        app = MiCoachApp(self._backend, scenario_id, resume, **options)
        app.animation_level = "none"
        async with app.run_test(size=SIZE) as pilot:
            yield Camera(pilot, self._folder)

    async def tell(self) -> None:
        """Plays all of it."""
        await self._first_start()
        self._people()
        await self._heavy()
        self._earlier_conversations()
        await self._choosing()
        await self._naming()
        await self._conversation()
        await self._trying_again()
        await self._chair()
        await self._drills()
        await self._spotting()
        await self._benchmark()
        await self._afterwards()
        self._backend.close()

    async def _first_start(self) -> None:
        async with self._app() as camera:
            await camera.take("first-start", "Next: ")
            await camera.press("enter")
            await camera.see("Leave the tour")
            await camera.press("2")
            await camera.take("tour", "Leave the tour")
            await camera.press("escape")
        self._backend.settings.set("toured", "on")

    def _people(self) -> None:
        people = self._backend.people
        made = people.new("Sam"), people.new("Ash")
        people.use(made[0].id)
        for other in people.all():
            if other not in made:
                people.delete(other.id)

    async def _heavy(self) -> None:
        case, persona, replies = HEAVY
        practice = self._backend.practice().start(case, SEED)
        for reply in self._backend.library.plans(case).plans[persona].replies[:replies]:
            practice.reply(reply)
        async with self._app(case, practice.session.id) as camera:
            await camera.press("enter")
            await camera.see("What would you say to")
            await camera.press("f4", "e")
            await camera.see("moment for yourself")
            await camera.press("enter")
            await camera.take("check-in", "nothing is kept")
        self._backend.delete_session(practice.session.id)

    def _earlier_conversations(self) -> None:
        today = self._calendar.moment
        for case, persona, days in BEFORE:
            self._calendar.moment = today - timedelta(days=days)
            self._held(case, self._backend.library.plans(case).plans[persona].replies)
        self._calendar.moment = today

    def _held(self, case: str, replies: tuple[str, ...]) -> None:
        practice = self._backend.practice().start(case, SEED, "live")
        for reply in replies:
            if practice.over:
                break
            practice.reply(reply)
        practice.end()
        if practice.asks_rating:
            practice.rate(SelfRating(contracts=3, empathy=4, desire=3, argument=4, self_belief=3))

    async def _choosing(self) -> None:
        async with self._app() as camera:
            await camera.take("home", "Next: ")
            await camera.press("p")
            await camera.see("Seven pounds ten")
            await camera.press("f", "right", "right", "down", "down", "right")
            await camera.take("filter", "Which conversations to show")
            await camera.press("enter")
            await camera.take("library", "Show all")
            await camera.press("escape", "ctrl+p", *"cerys")
            await camera.take("find", "Cerys")
            await camera.press("escape", "s")
            await camera.see("Name it first")
            await camera.press("down", "enter")
            await camera.take("settings", "(●) Light")
            await camera.press("up", "enter")

    async def _naming(self) -> None:
        for key in ("name_first", "notes"):
            self._backend.settings.set(key, "on")
        async with self._app(CASE) as camera:
            await camera.press("enter")
            await camera.see("What would you say to Cerys?")
            await camera.say(REPLIES[0])
            await camera.take("name-it-first", "Before the tags")
            await camera.press("1")
            await camera.press(*"her mood first", "enter")
            await camera.take("named", "her mood first")
        for key in ("name_first", "notes"):
            self._backend.settings.set(key, "off")
        self._backend.delete_session(self._backend.unfinished()[0].id)

    async def _conversation(self) -> None:
        async with self._app(CASE) as camera:
            await camera.take("case", "Ready: press Enter")
            await camera.press("enter")
            await camera.see("What would you say to Cerys?")
            await camera.say(REPLIES[0])
            await camera.press("f2")
            await camera.take("hint", "F2")
            await camera.press("f2", "f2")
            await camera.take("hint-stem", "F2")
            await camera.say(REPLIES[1])
            await camera.take("conversation", "roadblock")
            for reply in REPLIES[2:]:
                await camera.say(reply)
                await camera.see(reply[-20:])
            await camera.press("f3")
            await camera.take("client-state", "Trust")
            await camera.press("f3", "f4")
            await camera.press("e")
            await camera.see("Press Enter first for your own view")
            await camera.press("enter", "3", "4", "3")
            await camera.take("own-view", "Skip all")
            await camera.press("4", "3", "1", "enter")
            await camera.take("feedback", "What worked")
            await camera.press("4", "enter")
            await camera.take("feedback-behind", "Esc")
            await camera.press("escape", "5")
            await camera.take("feedback-moments", "Moments")

    async def _trying_again(self) -> None:
        async with self._app() as camera:
            await camera.press("h")
            await camera.see("Cerys")
            await camera.press("enter")
            await camera.see("What worked")
            await camera.press("5", "tab", "tab", "t")
            await camera.take("try-again", "Which reply", "Reply 5")
            await camera.press("enter")
            await camera.see("Path 2")
            await camera.say(INSTEAD)
            await camera.see("F9 sets this path beside path 1")
            await camera.press("f9")
            await camera.take("two-paths", "Feedback on the first")
            await camera.press("escape", "f4", "e")
            await camera.see("over")
            await camera.press("enter")
            await camera.see("What worked")
            await camera.press("p")
            await camera.take("paths", "Path 2")

    async def _chair(self) -> None:
        async with self._app(CASE, chair=True) as camera:
            await camera.see("Cerys")
            await camera.press("enter", "enter")
            await camera.take("chair", "reply 2 of")

    async def _drills(self) -> None:
        async with self._app() as camera:
            await camera.press("d")
            await camera.take("drills", "Simple reflection")
            await camera.press(*["down"] * 8, "enter")
            await camera.see("What to do")
            await camera.press("enter")
            await camera.see("food bank")
            await camera.say(NOT_YET)
            await camera.see("Once more")
            await camera.say(MET)
            await camera.take("drill", "Enter goes on")

    async def _spotting(self) -> None:
        async with self._app() as camera:
            await camera.press("d")
            await camera.see("Simple reflection")
            await camera.press("end", "enter")
            await camera.see("1 of 12")
            await camera.press("1")
            await camera.take("spotting", "Enter")

    async def _benchmark(self) -> None:
        async with self._app() as camera:
            await camera.press("b")
            await camera.see("press Enter to begin")
            await camera.press("enter")
            await camera.take("benchmark", "1 of 8")
            for text in WRITTEN:
                await camera.say(text)
            await camera.press("f4")
            await camera.take("benchmark-result", "Your score is")

    async def _afterwards(self) -> None:
        async with self._app() as camera:
            await camera.press("g")
            await camera.take("next-practice", "Progress")
            await camera.press("down")
            await camera.take("progress", "Overall")
            await camera.press("escape", "u")
            await camera.take("people", "Sam")
            await camera.press("escape", "h")
            await camera.take("past-sessions", "Dear Sir or Madam")


def main() -> None:
    """Takes all pictures."""
    parser = argparse.ArgumentParser(description="Takes the pictures of the guide from the real app.")
    parser.add_argument(
        "--into", type=Path, default=IMAGES, metavar="FOLDER", help="where they go; docs/images by default"
    )
    folder: Path = parser.parse_args().into
    folder.mkdir(parents=True, exist_ok=True)
    for variable in [name for name in os.environ if name.startswith("MI_COACH_") or name == "NO_COLOR"]:
        del os.environ[variable]
    number = count(1)
    secrets.randbelow = lambda below: SEED % below
    secrets.token_hex = lambda n=6: f"{next(number):0{2 * n}x}"
    os.environ["TZ"] = "UTC"
    if hasattr(time, "tzset"):
        time.tzset()
    with tempfile.TemporaryDirectory() as home:
        os.environ["MI_COACH_HOME"] = home
        asyncio.run(Story(folder).tell())


if __name__ == "__main__":
    main()
