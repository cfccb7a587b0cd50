"""From the home screen by way of the library to the feedback, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList, Static, TextArea

from mi_coach.domain.session import Ending
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.conversation import ConversationScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.screens.help import HelpScreen
from mi_coach.tui.screens.history import HistoryScreen
from mi_coach.tui.screens.library import LibraryScreen
from mi_coach.tui.widgets.meters.meters import Meters
from mi_coach.tui.widgets.transcript.turns import ClientLine, Note, ReplyLine, UnitTag
from tests.fakes.backend import FakeBackend
from tests.fakes.scenario import tiny_scenario
from tests.tui.conftest import open_library, settle, shown, start_talking, type_and_send

REPLIES = (
    "You feel [b]nobody[/b] listens [/b]. What would help, Danny? 😀",
    "Why don't you get a bike? Well done for coming. " + "The buses are fine, [red]they say[/]. " * 140,
    "You kept every appointment.\x1b[31m Part of you wants it behind you.",
)


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_from_library_to_feedback(backend: FakeBackend, size: tuple[int, int]) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=size) as pilot:
        await open_library(pilot)
        assert "Difficulty: 2 of 5" in shown(app)
        assert "up to 20 exchanges" in shown(app)

        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)
        assert "What is not negotiable" in shown(app)

        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
        assert "You wanted to see me" in shown(app)

        for n, reply in enumerate(REPLIES, 1):
            await type_and_send(pilot, reply)
            assert len(app.screen.query(ReplyLine)) == n
            assert len(app.screen.query(ClientLine)) == n + 1
            assert app.screen.query_one(TextArea).text == ""
        labels = [str(tag.content) for tag in app.screen.query(UnitTag)]
        assert any("CR complex reflection - judgement call" in text for text in labels)
        assert any("! roadblock: advising" in text for text in labels)
        assert any("~ could land better: praising" in text for text in labels)
        assert any("? not sure: giving information, or persuading" in text for text in labels)
        assert any("[b]nobody[/b]" in text for text in labels)

        await pilot.press("f4", "e")
        await settle(pilot)
        assert "Press Enter for your feedback" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
        assert "1  What worked" in shown(app)
        assert "Overall 58 of 100" in shown(app)

        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)

    (summary,) = backend.sessions()
    stored = backend.session(summary.id)
    assert stored.ending is Ending.UNRESOLVED
    assert [turn.reply for turn in stored.turns[:2]] == list(REPLIES[:2])
    assert stored.turns[2].reply == "You kept every appointment. Part of you wants it behind you."


async def test_feedback_comes_in_the_helpful_order(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(100, 400)) as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens. Well done for coming.")
        await pilot.press("f4", "e")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        text = shown(app)

    order = ["What worked", "One next step", "Five principles", "Counts and ratios", "Moments"]
    order += ["How the conversation went", "Transcript"]
    places = [text.index(f"{n}  {part}") for n, part in enumerate(order, 1)]
    assert places == sorted(places)
    assert "too few to say" in text
    assert "Clarify contracts  too few to say" in text
    assert "~ “Well done for coming.” (reply 1)" in text
    assert "Where limits or safety came up" in text
    assert "This is a mirror, not a mark." in text
    assert "Danny: “You wanted to see me.”" in text
    assert "Another way: “You did not know where to look.”" in text


async def test_an_unfinished_session_is_offered_and_carried_on(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens.")
        await pilot.press("ctrl+q")
    (summary,) = backend.unfinished()

    again = MiCoachApp(backend)
    async with again.run_test() as pilot:
        await open_library(pilot)
        assert "Carry on with Danny" in shown(again)
        assert "1 reply, 2 Mar 2026" in shown(again)
        await start_talking(pilot)
        assert isinstance(again.screen, ConversationScreen)
        assert "You feel nobody listens." in shown(again)
        assert "exchange 2 of 20" in shown(again)
        await type_and_send(pilot, "What would help?")
    assert [turn.n for turn in backend.session(summary.id).turns] == [1, 2]


async def test_a_reply_saved_before_a_crash_is_answered_on_resume(backend: FakeBackend) -> None:
    practice = backend.practice().start("the-bus")
    client = {"line_id": "hello", "text": practice.client.text, "talk": [], "topic": "travel"}
    backend.repository.save_reply(practice.session.id, 1, client, "You feel nobody listens.")

    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        assert len(app.screen.query(UnitTag)) == 1
        assert "exchange 2 of 20" in shown(app)


async def test_leaving_keeps_the_session_open(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens.")
        await pilot.press("escape", "l")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.query_one(OptionList).option_count == 2
        assert "Carry on with Danny" in shown(app)
    assert len(backend.unfinished()) == 1


@pytest.mark.parametrize("mode", ["after", "off"])
async def test_without_live_coaching_no_tags_are_shown(backend: FakeBackend, mode: str) -> None:
    backend.settings.set("coaching", mode)
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, "You feel nobody listens.")
        assert len(app.screen.query(ReplyLine)) == 1
        assert not app.screen.query(UnitTag)


async def test_the_brief_changes_and_keeps_the_coaching(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_library(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("c")
        assert backend.settings.kept["coaching"] == "after"
        assert "Tags at the end." in shown(app)


async def test_a_client_who_walks_out_leads_to_the_feedback(backend: FakeBackend) -> None:
    backend.library.__init__(tiny_scenario(walk_out={"discord": 31, "trust": 100}))
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        for _ in range(6):
            await type_and_send(pilot, "Why don't you get a bike?")
        assert "Danny has walked out." in shown(app)
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
    assert backend.sessions()[0].ending == "walked_out"


async def test_time_up_ends_the_conversation(backend: FakeBackend) -> None:
    backend.library.__init__(tiny_scenario(length=2))
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        for _ in range(2):
            await type_and_send(pilot, "What would help?")
        assert "Time is up for today." in shown(app)


async def test_past_sessions_open_their_feedback(backend: FakeBackend) -> None:
    practice = backend.practice().start("the-bus")
    practice.reply("You feel nobody listens.")
    practice.end()
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_library(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert "Danny · Once an hour · 2 Mar 2026, 09:01 · 1 reply" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)


async def test_the_report_is_saved(backend: FakeBackend) -> None:
    practice = backend.practice().start("the-bus")
    practice.reply("You feel nobody listens.")
    practice.end()
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        app.push_screen(FeedbackScreen(practice.session.id))
        await settle(pilot)
        await pilot.press("s", "down", "enter")
        await settle(pilot)
    assert (backend.folder / "report.pdf").is_file()


async def test_help_opens_from_everywhere_and_closes(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await open_library(pilot)
        await pilot.press("?")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, LibraryScreen)
        await start_talking(pilot)
        await pilot.press("?")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("f1")
        assert isinstance(app.screen, ConversationScreen)
        await pilot.press("H", "i", "?")
        assert app.screen.query_one(TextArea).text == "Hi?"
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)


async def test_help_begins_with_the_keys_of_the_screen_it_was_asked_for_on(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)

    async def first_heading() -> str:
        await pilot.press("f1")
        await settle(pilot)
        first = str(app.screen.query(".heading").first(Static).content)
        await pilot.press("escape")
        return first

    async with app.run_test(size=(80, 24)) as pilot:
        await open_library(pilot)
        await pilot.press("h")
        assert await first_heading() == "Past sessions"
        await pilot.press("escape", "enter")
        await settle(pilot)
        assert await first_heading() == "Case"
        await pilot.press("enter")
        await settle(pilot)
        assert await first_heading() == "Conversation"
        await pilot.press("f4")
        assert await first_heading() == "Conversation"


async def test_the_case_can_be_read_again_and_what_was_typed_stays(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        assert "F5 Case" in shown(app)
        await pilot.press("s", "o", "f5")
        await settle(pilot)
        assert "What you know" in shown(app)
        await pilot.press("f5")
        assert isinstance(app.screen, ConversationScreen)
        await pilot.press("!")
        assert app.screen.query_one(TextArea).text == "so!"


async def test_ending_while_scrolled_up_shows_the_farewell(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        for _ in range(3):
            await type_and_send(pilot, "You feel nobody listens. " * 8)
        await pilot.press("pageup", "pageup", "pageup")
        await settle(pilot)
        assert app.screen.query(ReplyLine).last().region.y >= 24
        await pilot.press("f4", "e")
        await settle(pilot)
        assert "You ended here, with things still open." in shown(app)
        assert "over after 3 replies" in shown(app)


async def test_a_hint_does_not_wrap_the_conversation_anew(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        before = app.screen.query(ClientLine).first().size
        await pilot.press("f2")
        await settle(pilot)
        assert app.screen.has_class("-hint")
        assert app.screen.query(ClientLine).first().size == before


async def test_the_meters_forget_a_change_when_nothing_moves(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        await pilot.press("f3")
        meters = app.screen.query_one("#strip", Meters)
        state = meters.state
        assert state is not None
        meters.show_state(replace(state, trust=state.trust + 5))
        await settle(pilot)
        assert "+5" in shown(app)
        meters.show_state(replace(state, trust=state.trust + 5))
        await settle(pilot)
        assert "+5" not in shown(app)


async def test_a_small_screen_shows_what_a_case_is_about_and_its_content_note(backend: FakeBackend) -> None:
    scenario = replace(tiny_scenario(), content_note="Drink, and a parent's death.")
    backend.library.__init__(scenario)
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_library(pilot)
        assert "Before you start: Drink" in shown(app)
        assert scenario.client.about[:20] in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "Drink, and a parent's death." in shown(app)


async def test_hint_meters_and_new_lines(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await pilot.press("f2")
        await settle(pilot)
        assert "Hint 1 of 4" in shown(app)
        await pilot.press("f2", "f2", "f2", "f2")
        await settle(pilot)
        assert "Hint 1 of 4" not in shown(app)
        await pilot.press("f3")
        assert "Discord" in shown(app)
        assert backend.settings.kept["meters"] == "on"
        await pilot.press("a", "ctrl+j", "b")
        assert app.screen.query_one(TextArea).text == "a\nb"
    assert not backend.sessions()[0].replies


async def test_an_offered_next_step_is_noted_once(backend: FakeBackend) -> None:
    practice = backend.practice().start("the-bus")
    practice.reply("You feel nobody listens.")
    stored = backend.repository.get(practice.session.id)
    backend.repository.save_turn(replace(stored, engine={**(stored.engine or {}), "agreed": True}))

    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        assert "Danny has offered a next step. End when you are ready" in shown(app)
        await type_and_send(pilot, "What would help?")
        assert len(app.screen.query(Note)) == 1
        await pilot.press("f4", "e")
        await settle(pilot)
        assert "You ended with a next step from Danny." in shown(app)


async def test_settings_take_effect_and_are_kept(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("s", "down", "space")
        await settle(pilot)
        assert app.theme == "mi-light"
        await pilot.press("tab", "down", "down", "enter", "tab", "enter", "down", "down", "enter")
        await settle(pilot)
        assert "[x] Name it first" in shown(app)
        assert "[x] The client's state" in shown(app)
    assert backend.settings.kept == {"theme": "mi-light", "coaching": "off", "name_first": "on", "meters": "on"}
    assert MiCoachApp(backend).theme == "mi-light"


async def test_an_empty_reply_is_not_sent(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test() as pilot:
        await start_talking(pilot)
        await pilot.press("space", "enter")
        await settle(pilot)
        assert not app.screen.query(ReplyLine)
        assert "Type what you would say" in str(app.screen.query_one("#status", Static).content)
