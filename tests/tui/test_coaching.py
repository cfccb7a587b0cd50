"""Coaching in the app: hints in steps, what is asked before the tags, the line of why, and coaching that fades."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from mi_coach.domain.notes import TurnNotes
from mi_coach.errors import MiCoachError
from mi_coach.scoring.phrases import phrases
from mi_coach.service.fading import Chosen
from mi_coach.service.practice import Practice
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.conversation import ConversationScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.widgets.coaching.naming import Naming
from mi_coach.tui.widgets.composer.composer import Composer
from mi_coach.tui.widgets.transcript.turns import ClientLine, UnitTag
from tests.fakes.backend import FakeBackend
from tests.fakes.coder import FailingCoder, SlowCoder
from tests.tui.conftest import settle, shown

REPLY = "You feel nobody listens."


def notes(backend: FakeBackend) -> list[TurnNotes | None]:
    (summary,) = backend.sessions()
    return [turn.notes for turn in backend.session(summary.id).turns]


async def talk(pilot: Pilot[None]) -> None:
    """From the brief to the conversation."""
    await settle(pilot)
    await pilot.press("enter")
    await settle(pilot)
    assert isinstance(pilot.app.screen, ConversationScreen)


async def send(pilot: Pilot[None], text: str = REPLY) -> None:
    pilot.app.screen.query_one(TextArea).insert(text)
    await pilot.press("enter")
    await settle(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def open_brief(backend: FakeBackend, **settings: str) -> MiCoachApp:
    for key, value in settings.items():
        backend.settings.set(key, value)
    return MiCoachApp(backend, "the-bus")


# -- hints ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_press_opens_the_next_step_and_the_last_puts_the_hint_away(
    backend: FakeBackend, size: tuple[int, int]
) -> None:
    app = open_brief(backend)
    async with app.run_test(size=size) as pilot:
        await talk(pilot)
        for n, title in enumerate(phrases()[f"hint_title.{k}"][0] for k in ("heard", "skill", "stem", "model")):
            await press(pilot, "f2")
            assert f"Hint {n + 1} of 4: {title}" in shown(app)
            assert shown(app).count("Hint ") == 1 + ("F2 Hint" in shown(app))
        assert "Complex reflection: “You walked all this way" in shown(app)
        assert "F2 puts it away" in shown(app)
        await press(pilot, "f2")
        assert "Hint 4 of 4" not in shown(app)
        assert app.focused is app.screen.query_one(Composer)
        await press(pilot, "f2")
        assert "Hint 1 of 4" in shown(app)


async def test_the_steps_opened_are_stored_with_the_reply_and_told_only_when_looking_back(backend: FakeBackend) -> None:
    app = open_brief(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await press(pilot, "f2", "f2")
        await send(pilot)
        assert not app.screen.has_class("-hint")
        assert "Looked at first" not in shown(app)
        await send(pilot, "What would help?")
        await press(pilot, "f4", "e")
        await press(pilot, "enter")
        await press(pilot, "7")
        assert isinstance(app.screen, FeedbackScreen)
        assert "Looked at first: what just happened, which skill could fit." in shown(app)
    assert notes(backend) == [TurnNotes(hints=("heard", "skill")), None]


# -- live coaching -------------------------------------------------------------------------------------------


async def test_live_coaching_says_why_and_asks_one_thing(backend: FakeBackend) -> None:
    app = open_brief(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        assert not status(app)
        await send(pilot, "You kept every appointment.")
        practice = app.screen._practice
        assert practice.why(1) in flat(app)
        assert status(app) == practice.prompt
        assert practice.prompt in flat(app)


async def test_a_resumed_session_has_its_lines_of_why_again(backend: FakeBackend) -> None:
    practice = backend.practice().start("the-bus")
    practice.reply("You kept every appointment.")
    app = MiCoachApp(backend, "the-bus", practice.session.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        assert practice.why(1) in flat(app)
        assert status(app) == practice.prompt


@pytest.mark.parametrize("mode", ["after", "off"])
async def test_other_modes_leave_the_talk_alone(backend: FakeBackend, mode: str) -> None:
    app = open_brief(backend, coaching=mode, name_first="on", notes="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await send(pilot)
        assert not app.screen.query(UnitTag)
        assert not status(app)
        assert len(app.screen.query(ClientLine)) == 2
        assert "Before the tags" not in shown(app)
    assert notes(backend) == [None]


async def test_after_and_off_differ_in_the_feedback(backend: FakeBackend) -> None:
    sessions = {}
    for mode in ("after", "off"):
        practice = backend.practice().start("the-bus", coaching=mode)
        practice.reply(REPLY)
        practice.end()
        sessions[mode] = practice.session.id
    app = MiCoachApp(backend)
    async with app.run_test(size=(100, 60)) as pilot:
        app.push_screen(FeedbackScreen(sessions["after"]))
        await settle(pilot)
        assert len(app.screen.query(UnitTag)) == 1
        assert "View tags" not in shown(app)
        app.switch_screen(FeedbackScreen(sessions["off"]))
        await settle(pilot)
        assert not app.screen.query(UnitTag)
        await press(pilot, "7")
        assert "The codes are not shown, as you chose. V shows them." in shown(app)
        await press(pilot, "v")
        assert len(app.screen.query(UnitTag)) == 1
        assert "as you chose" not in shown(app)
        await press(pilot, "v")
        assert len(app.screen.query(UnitTag)) == 1


# -- before the tags -----------------------------------------------------------------------------------------


async def test_the_name_and_the_note_come_before_tags_and_answer(backend: FakeBackend) -> None:
    app = open_brief(backend, name_first="on", notes="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await send(pilot)
        assert "what did you mainly just do?" in shown(app)
        assert "6 asking permission or their view" in shown(app)
        assert not app.screen.query(UnitTag)
        assert len(app.screen.query(ClientLine)) == 1
        await press(pilot, "1")
        assert "what were you going for?" in shown(app)
        assert not app.screen.query(UnitTag)
        app.screen.query_one(Input).value = "[b]to hear[/b] him"
        await press(pilot, "enter")
        assert "You called it a reflection, and so did the coder." in shown(app)
        assert "Your note: [b]to hear[/b] him" in shown(app)
        assert len(app.screen.query(UnitTag)) == 1
        assert len(app.screen.query(ClientLine)) == 2
        assert app.focused is app.screen.query_one(Composer)
        await send(pilot, "What would help?")
        assert not app.screen.query_one(Input).value
    assert notes(backend)[0] == TurnNotes((), "reflection", True, "[b]to hear[/b] him")


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        (("down", "enter", "escape"), TurnNotes((), "open_question", False, "")),
        (("right", "right", "enter", "enter"), TurnNotes((), "other", False, "")),
        (("escape", "escape"), None),
        (("escape", "o", "k", "enter"), TurnNotes((), None, None, "ok")),
        (("9", "o", "k", "escape"), TurnNotes((), "other", False, "")),
    ],
)
async def test_keys_choose_and_escape_skips_either(
    backend: FakeBackend, keys: Sequence[str], kept: TurnNotes | None
) -> None:
    app = open_brief(backend, name_first="on", notes="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await send(pilot)
        for key in keys:
            await press(pilot, key)
        assert isinstance(app.screen, ConversationScreen)
        assert len(app.screen.query(ClientLine)) == 2
        assert app.screen.query_one(TextArea).text == ""
    assert notes(backend) == [kept]


async def test_either_may_be_asked_alone(backend: FakeBackend) -> None:
    app = open_brief(backend, notes="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await send(pilot)
        assert "what were you going for?" in shown(app)
        await press(pilot, "escape")
        backend.settings.kept.update(notes="off", name_first="on")
        await send(pilot, "What would help?")
        await press(pilot, "2")
        assert "You called it an open question, and so did the coder." in shown(app)
        assert len(app.screen.query(ClientLine)) == 3


async def test_naming_does_not_wait_for_a_slow_coder(tmp_path) -> None:
    coder = SlowCoder()
    backend = FakeBackend(tmp_path, coder)
    app = open_brief(backend, name_first="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        app.screen.query_one(TextArea).insert(REPLY)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("4")
        await pilot.pause()
        assert not app.screen.query(UnitTag)
        assert "Danny is thinking" in shown(app)
        coder.go.set()
        await settle(pilot)
        assert "You called it an affirmation. The coder heard a reflection." in shown(app)
    assert notes(backend) == [TurnNotes((), "affirmation", False, "")]
    backend.repository.close()


async def test_leaving_in_the_middle_keeps_what_was_said_so_far(backend: FakeBackend) -> None:
    app = open_brief(backend, name_first="on", notes="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await send(pilot)
        await press(pilot, "1")
        await press(pilot, "f4")
        await press(pilot, "e")
        assert "Press Enter for your feedback" in shown(app)
        assert "You called it a reflection" in shown(app)
    assert notes(backend) == [TurnNotes((), "reflection", True, "")]


async def test_the_last_reply_is_named_before_its_end_is_shown(backend: FakeBackend) -> None:
    from tests.fakes.scenario import tiny_scenario

    backend.library.__init__(tiny_scenario(length=1))
    app = open_brief(backend, name_first="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await send(pilot)
        assert "Time is up" not in shown(app)
        await press(pilot, "1")
        assert "Time is up for today." in shown(app)
        assert "Press Enter for your feedback" in status(app)
    assert notes(backend) == [TurnNotes((), "reflection", True, "")]


async def test_a_reply_that_fails_gives_the_box_back(tmp_path) -> None:
    backend = FakeBackend(tmp_path, FailingCoder())
    app = open_brief(backend, name_first="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await send(pilot)
        assert "Ctrl+R tries again" in shown(app)
        assert app.focused is app.screen.query_one(Composer)
        assert not app.screen.query_one(Naming).display or not app.screen.has_class("-asking")
        backend.coder.broken = False
        await press(pilot, "ctrl+r")
        assert len(app.screen.query(UnitTag)) == 1
    backend.repository.close()


async def test_what_cannot_be_kept_is_told_and_the_talk_goes_on(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Practice, *_: object) -> None:
        raise MiCoachError("the disk is [b]full[/b]")

    monkeypatch.setattr(Practice, "annotate", full)
    app = open_brief(backend, name_first="on")
    async with app.run_test(size=(80, 24)) as pilot:
        await talk(pilot)
        await send(pilot)
        await press(pilot, "1")
        (told,) = app._notifications
        assert told.message.endswith("could not be kept: the disk is [b]full[/b]")
        assert len(app.screen.query(UnitTag)) == 1


# -- the brief -----------------------------------------------------------------------------------------------


async def test_the_brief_offers_all_of_it_by_key(backend: FakeBackend) -> None:
    backend.faded = Chosen("after", "Fading: your last sessions have gone well.")
    app = open_brief(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Tags after each reply. C changes this." in flat(app)
        assert "Before tags: N you name the reply (off), O you write a note on it (off)." in flat(app)
        await press(pilot, "n", "o")
        assert "Before tags: N you name the reply (on), O you write a note on it (on)." in flat(app)
        for text in ("Tags at the end.", "No tags unless you ask.", "Fading: your last sessions have gone well."):
            await press(pilot, "c")
            assert f"{text} C changes this." in flat(app)
            assert "Name it first" not in flat(app)
        assert backend.settings.kept["coaching"] == "fading"
        await press(pilot, "enter")
        await send(pilot)
        assert not app.screen.query(UnitTag)
    assert backend.coached(backend.sessions()[0].id) == "after"


async def test_fading_that_cannot_be_told_leaves_the_tags(
    backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: str) -> Chosen:
        raise MiCoachError("damaged")

    monkeypatch.setattr(backend, "coaching", damaged)
    app = open_brief(backend, coaching="fading")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "N you name the reply" in flat(app)


async def test_a_session_carried_on_keeps_its_coaching(backend: FakeBackend) -> None:
    practice = backend.practice().start("the-bus", coaching="off")
    practice.reply(REPLY)
    app = MiCoachApp(backend, "the-bus", practice.session.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "c", "n", "o")
        assert "C changes" not in flat(app)
    assert not {"coaching", "name_first", "notes"} & backend.settings.kept.keys()


def status(app: MiCoachApp) -> str:
    return str(app.screen.query_one("#status").content)


def flat(app: MiCoachApp) -> str:
    """What is on the screen, as running text."""
    return " ".join(shown(app).replace("┃", " ").split())
