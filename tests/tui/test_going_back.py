"""Saying a reply differently, the paths that come of it, two of them compared, and the client's chair."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from mi_coach.domain.session import Ending, Session
from mi_coach.errors import MiCoachError
from mi_coach.service.practice import Practice
from mi_coach.tui.app import MiCoachApp
from mi_coach.tui.screens.brief import BriefScreen
from mi_coach.tui.screens.chair import ChairScreen, ExampleFeedbackScreen
from mi_coach.tui.screens.compare import CompareScreen
from mi_coach.tui.screens.conversation import ConversationScreen
from mi_coach.tui.screens.feedback import FeedbackScreen
from mi_coach.tui.screens.going_back import ReplyDialog
from mi_coach.tui.screens.history import HistoryScreen
from mi_coach.tui.screens.paths import PathsScreen
from mi_coach.tui.widgets.report.spots import PointSpot, ReplySpot
from mi_coach.tui.widgets.transcript.turns import ClientLine, Note, ReplyLine
from tests.fakes.backend import FakeBackend
from tests.tui.conftest import settle, shown, start_talking, type_and_send

REPLIES = ("You feel nobody listens.", "What would help?", "Why don't you get a bike?")
OTHER = "Part of you wants it behind you."


def paths(backend: FakeBackend) -> list[Session]:
    return list(backend.paths(backend.sessions()[0].id))


def played(backend: FakeBackend, *replies: str) -> Practice:
    practice = backend.practice().start("the-bus")
    for reply in replies or REPLIES:
        practice.reply(reply)
    return practice


async def test_the_last_reply_is_said_differently(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        assert "F8" not in shown(app)
        for reply in REPLIES:
            await type_and_send(pilot, reply)
        assert "F8 Back" in shown(app)
        assert "F1 Help" in shown(app)
        asked = str(app.screen.query(ClientLine).last()._text)

        await pilot.press("f8")
        assert isinstance(app.screen, ReplyDialog)
        assert shown(app).index("Reply 3") < shown(app).index("Reply 2") < shown(app).index("Reply 1")
        await pilot.press("enter")
        await settle(pilot)

        assert isinstance(app.screen, ConversationScreen)
        assert "— Path 2, from reply 3." in shown(app)
        assert len(app.screen.query(ReplyLine)) == 2
        assert "exchange 3 of 20" in shown(app)
        assert "F9" not in shown(app)
        await type_and_send(pilot, OTHER)
        assert "F9 sets this path beside path 1." in shown(app)
        assert "F1 Help" in shown(app)
        await type_and_send(pilot, "What next?")
        assert [str(n.content) for n in app.screen.query(Note)].count("— F9 sets this path beside path 1.") == 1
    first, second = paths(backend)
    assert [t.reply for t in first.turns] == list(REPLIES)
    assert [t.reply for t in second.turns] == [*REPLIES[:2], OTHER, "What next?"]
    assert second.turns[2].client.text == first.turns[2].client.text != asked


async def test_any_earlier_reply_can_be_chosen_and_nothing_happens_on_escape(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        for reply in REPLIES:
            await type_and_send(pilot, reply)
        await pilot.press("ctrl+b", "escape")
        await settle(pilot)
        assert len(paths(backend)) == 1
        await pilot.press("h", "i", "ctrl+b", "down", "down", "enter")
        await settle(pilot)
        assert "Path 2, from reply 1." in shown(app)
    assert paths(backend)[1].from_turn == 1


async def test_a_path_is_carried_on_where_it_was_left(backend: FakeBackend) -> None:
    practice = played(backend)
    again = backend.practice().go_back(practice.session.id, 2)
    again.reply(OTHER)
    app = MiCoachApp(backend, "the-bus", again.session.reference)
    async with app.run_test(size=(80, 60)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        text = shown(app)
        order = [REPLIES[0], "— Path 2, from reply 2.", OTHER]
        assert sorted(order, key=text.index) == order


async def test_going_back_is_possible_when_the_conversation_is_over(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, REPLIES[0])
        await pilot.press("f4", "e")
        await settle(pilot)
        await pilot.press("f8", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
        assert app.screen.query_one(TextArea).display
        await type_and_send(pilot, OTHER)
        await pilot.press("f4", "e")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
        assert "Feedback on path 2 · Once an hour" in shown(app)
    assert [p.ending for p in paths(backend)] == [Ending.UNRESOLVED, Ending.UNRESOLVED]


async def test_the_two_paths_are_seen_side_by_side(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 60)) as pilot:
        await start_talking(pilot)
        for reply in REPLIES:
            await type_and_send(pilot, reply)
        await pilot.press("f8", "enter")
        await settle(pilot)
        await type_and_send(pilot, OTHER)
        await pilot.press("f9")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        text = shown(app)
        first, second = paths(backend)
        row = next(line for line in text.splitlines() if "Path 1, reply 3" in line)
        assert "Path 2, reply 3" in row
        assert "roadblock: advising" in text
        assert "CR complex reflection" in text
        for path in (first, second):
            assert f"Trust {round(path.turns[2].state.trust)}, " in text
        assert "After reply 3, path 2 has trust " in text
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
        await pilot.press("escape", "escape")
        assert isinstance(app.screen, ConversationScreen)


async def test_a_reply_is_tried_again_from_the_feedback(backend: FakeBackend) -> None:
    practice = played(backend)
    practice.end()
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(FeedbackScreen(practice.session.reference))
        await settle(pilot)
        await pilot.press("7", "tab")
        assert isinstance(app.screen.focused, ReplySpot)
        assert app.screen.focused.turn == 2
        await pilot.press("t")
        assert app.screen.query_one(OptionList).highlighted == 1
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
        assert "Path 2, from reply 2." in shown(app)
        await pilot.press("escape", "l")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
    assert [p.from_turn for p in paths(backend)] == [None, 2]


async def test_moments_say_which_reply_they_are_about(backend: FakeBackend) -> None:
    practice = played(backend, *REPLIES, "Well done for coming.")
    practice.end()
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(FeedbackScreen(practice.session.reference))
        await settle(pilot)
        await pilot.press("5")
        assert isinstance(app.screen.focused, PointSpot)
        soft = [spot.turn for spot in app.screen.query(PointSpot)]
        assert soft[-1] == 4  # what could land better
        app.screen.query(PointSpot).last().focus()
        await pilot.press("t")
        assert app.screen.query_one(OptionList).highlighted == 0
        await pilot.press("escape", "1", "t")
        # Nothing is focused that is about a reply, so it begins with the one of the next step.
        assert app.screen.query_one(OptionList).highlighted == 3


async def test_the_tree_of_paths(backend: FakeBackend) -> None:
    practice = played(backend)
    practice.end()
    root = practice.session.id
    for left, turn in ((f"{root}-1", 3), (f"{root}-2", 2), (f"{root}-1", 1)):
        backend.practice().go_back(left, turn).reply(OTHER)
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert "1 reply · 4 paths" in shown(app)
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(app.screen, PathsScreen)
        told = [
            "Path 1 · 3 replies · overall 58 of 100",
            "└─ Path 2, from reply 3 of path 1",
            "   └─ Path 3, from reply 2 of path 2",
            "└─ Path 4, from reply 1 of path 1",
        ]
        assert sorted(told, key=shown(app).index) == told
        assert app.screen.query_one(OptionList).highlighted == 3
        await pilot.press("c")
        await settle(pilot)
        assert "Set path 4 beside" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert "Path 1 and path 4" in shown(app)
        await pilot.press("escape", "up", "up", "enter")
        await settle(pilot)
        assert isinstance(app.screen, FeedbackScreen)
        assert "Feedback on path 2" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
        assert app.screen._practice.session.path == 2
        await pilot.press("escape", "l")
        await settle(pilot)
        await pilot.press("up")
        assert "r Carry on" not in shown(app)
        await pilot.press("t", "enter")
        await settle(pilot)
        assert "Path 5, from reply 3." in shown(app)
        await pilot.press("escape", "l")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)


async def test_one_path_says_how_to_take_another(backend: FakeBackend) -> None:
    practice = played(backend)
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.push_screen(FeedbackScreen(practice.session.id))
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        assert "One path so far." in shown(app)
        assert "c Compare" not in shown(app)
        await pilot.press("c")
        assert isinstance(app.screen, PathsScreen)


class Refusing(FakeBackend):
    """A backend whose coder is gone when it is wanted again."""

    refuse = False

    def practice(self):
        if self.refuse:
            raise MiCoachError("the model is missing")
        return super().practice()

    def example(self, scenario_id: str):
        raise MiCoachError(f"the model is missing for {scenario_id}")


async def test_what_goes_wrong_is_told_and_nothing_is_lost(tmp_path) -> None:
    backend = Refusing(tmp_path)
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await start_talking(pilot)
        await type_and_send(pilot, REPLIES[0])
        backend.refuse = True
        await pilot.press("f8", "enter")
        await settle(pilot)
        assert "That did not work: the model is missing." in shown(app)
        await type_and_send(pilot, REPLIES[1])
        backend.refuse = False
        await pilot.press("f8", "enter")
        await settle(pilot)
        assert "Path 2, from reply 2." in shown(app)
    assert len(backend.paths(backend.sessions()[0].id)[0].turns) == 2
    app = MiCoachApp(backend, "the-bus", chair=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "There is no example to show: the model is missing for the-bus." in shown(app)
        await pilot.press("enter", "a", "f", "escape")
        assert isinstance(app.screen, BriefScreen)
    backend.repository.close()


async def through_the_chair(pilot: Pilot[None]) -> ChairScreen:
    await settle(pilot)
    assert isinstance(pilot.app.screen, ChairScreen)
    return pilot.app.screen


async def test_the_clients_chair_goes_an_exchange_a_key(backend: FakeBackend) -> None:
    app = MiCoachApp(backend)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("e")
        screen = await through_the_chair(pilot)
        assert "You are Danny." in shown(app)
        assert len(screen.query(ClientLine)) == 1
        assert not screen.query(ReplyLine)
        await pilot.press("enter")
        await settle(pilot)
        assert len(screen.query(ReplyLine)) == 1
        assert len(screen.query(ClientLine)) == 2
        assert "Practitioner" in shown(app)
        assert "Why: " in shown(app)
        assert "f Feedback" not in shown(app)
        await pilot.press("f3")
        assert "Discord" in shown(app)
        await pilot.press("a")
        await settle(pilot)
        example = backend.example("the-bus")
        assert len(screen.query(ReplyLine)) == len(example.whys)
        assert "The example ends here" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ExampleFeedbackScreen)
        assert "Feedback on the example" in shown(app)
        await pilot.press("t", "p", "s")
        await settle(pilot)
        assert isinstance(app.screen, ExampleFeedbackScreen)
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(app.screen, BriefScreen)
    assert backend.sessions() == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_app_opens_in_the_clients_chair(backend: FakeBackend, size: tuple[int, int]) -> None:
    app = MiCoachApp(backend, "the-bus", chair=True)
    async with app.run_test(size=size) as pilot:
        await through_the_chair(pilot)
        assert "You are Danny." in shown(app)
