"""A round of a spotting exercise: one line at a time, named with one key, and why at once."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Footer, Static

from mi_coach.exercises.closing import spotting_closing
from mi_coach.exercises.spotting import Spotted
from mi_coach.exercises.types import Item
from mi_coach.service.spotting import SpottingRound
from mi_coach.tui.screens.working import WorkingScreen
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.exercise.numbered import Numbered
from mi_coach.tui.widgets.exercise.spoken import Spoken
from mi_coach.tui.widgets.exercise.verdict import spotting_verdict
from mi_coach.tui.wording import plain


class SpottingScreen(WorkingScreen):
    """One round.

    Args:
        name: Which exercise.
    """

    CSS_PATH = "spotting.tcss"
    HELP_PART = "Spotting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next"),
        Binding("enter", "done", "Done"),
        Binding("r", "again", "Another round"),
        Binding("f4,ctrl+g", "stop", "End round", key_display="F4"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._exercise = name
        self._round: SpottingRound | None = None
        self._item: Item | None = None
        self._named = False

    def compose(self) -> ComposeResult:
        yield TitleBar("Spotting")
        with Horizontal(classes="page"), Vertical(id="column"):
            yield Static("Opening the exercise …", id="task")
            yield VerticalScroll(id="talk")
            yield VerticalScroll(id="end", classes="pane")
            yield Vertical(id="choices")
            yield Static(id="status")
        yield Footer()

    def on_mount(self) -> None:
        self.run_then(lambda: self.backend.spotting().start(self._exercise), self._opened, self._not_opened)

    def _not_opened(self, problem: str) -> None:
        self.query_one("#task", Static).update(plain(f"That could not be opened: {problem}. Esc goes back."))

    def _opened(self, round_: SpottingRound) -> None:
        self._round = round_
        exercise = round_.exercise
        self.query_one(TitleBar).show(title=f"Spotting · {round_.title or exercise.name}")
        self.query_one("#task", Static).update(plain(exercise.try_))
        self.query_one("#choices").mount(Numbered(round_.options))
        self.add_class("-working")
        self._show_item(round_)

    # -- one item --------------------------------------------------------------------------------------------

    def _show_item(self, round_: SpottingRound) -> None:
        item = round_.item
        self._item, self._named = item, False
        self.query_one(TitleBar).show(fact=f"{round_.number} of {len(round_.items)}")
        talk = self.query_one("#talk", VerticalScroll)
        talk.remove_children()
        talk.mount_all(self._lines(item))
        self.call_after_refresh(talk.scroll_end, animate=False)
        self.remove_class("-named")
        choices = self.query_one(Numbered)
        choices.at = 0
        choices.focus()
        self._say(f"What is it? Keys {choices.keys}, or arrows and Enter.")

    @staticmethod
    def _lines(item: Item) -> list[Widget]:
        """What was said before, then the words to name; without anything before, a client said them."""
        lines: list[Widget] = [Static(plain(item.who), classes="quiet")] if item.passage else []
        client = item.who.split(",", 1)[0] or "Client"
        for speaker, words in item.before:
            said = speaker == "client"
            lines.append(Spoken(client if said else "Practitioner", plain(words), said))
        alone = not item.before
        return [*lines, Spoken(item.who if alone else "Practitioner", plain(item.text), alone, to_name=True)]

    @on(Numbered.Chosen)
    def _chosen(self, message: Numbered.Chosen) -> None:
        round_ = self._round
        if round_ is not None and not self._busy and not self._named:
            self.run_then(lambda: round_.answer(message.option.id), self._spotted, self._say)

    def _spotted(self, spotted: Spotted) -> None:
        if self._round is None:
            return
        self._named = True
        talk = self.query_one("#talk", VerticalScroll)
        talk.query(Spoken).last().show(_marked(spotted.item, self.app.no_color))
        chosen = next(o.name for o in self._round.options if o.id == spotted.choice)
        talk.mount_all(
            [
                Static(plain(f"You said: {chosen}"), classes="quiet said"),
                spotting_verdict(spotted, self._round.exercise),
            ]
        )
        self.call_after_refresh(talk.scroll_end, animate=False)
        self.add_class("-named")
        talk.focus()
        self._say("Enter shows what came of it." if self._round.over else "Enter goes on.")

    def action_next(self) -> None:
        """Goes on to the next item, or to the end."""
        if self._round is None or self._busy:
            return
        if self._round.over:
            self._show_end(self._round)
        else:
            self._show_item(self._round)

    def action_scroll_talk(self, pages: int) -> None:
        """Scrolls what was said from the choices."""
        talk = self.query_one("#talk")
        talk.scroll_page_up() if pages < 0 else talk.scroll_page_down()

    # -- the end ---------------------------------------------------------------------------------------------

    def action_stop(self) -> None:
        """Ends the round here and says what came of it."""
        round_ = self._round
        if round_ is not None and not self._busy:
            self.run_then(round_.end, lambda _: self._show_end(round_), self._say)

    def _show_end(self, round_: SpottingRound) -> None:
        told = spotting_closing(round_.exercise, round_.record.result)
        end = self.query_one("#end")
        end.remove_children()
        if told is None:
            end.mount(Static("The round ended before the first answer, so there is nothing to keep."))
        else:
            end.mount_all(
                [
                    Static("What went well", classes="heading -first"),
                    *(Bullet(plain(line), "+") for line in told.well),
                    Static("One thing to listen for", classes="heading"),
                    Bullet(plain(told.thing), "▸"),
                    *self._others(round_),
                    Static("Where next", classes="heading"),
                    *(Bullet(plain(line)) for line in told.onward),
                ]
            )
        self.query_one(TitleBar).show(fact="end of the round")
        self.remove_class("-working", "-named")
        self.add_class("-over")
        end.focus()
        self._say("Kept on this machine." if told else "")
        self.refresh_bindings()

    @staticmethod
    def _others(round_: SpottingRound) -> list[Widget]:
        names = {o.id: o.name.split(":", 1)[0] for o in round_.options}
        found = [s for s in round_.spotted if not s.right]
        if not found:
            return []
        lines = (
            Content.assemble("“", plain(s.item.text), "” ", (names[s.item.answer], "bold"), f" (not {names[s.choice]})")
            for s in found
        )
        return [Static("To hear once more", classes="heading"), *(Bullet(line) for line in lines)]

    def action_again(self) -> None:
        """Another round of the same exercise."""
        self.app.switch_screen(SpottingScreen(self._exercise))

    def action_done(self) -> None:
        """Goes back to where the exercise was opened."""
        self.action_leave()

    def action_leave(self) -> None:
        """Goes back; what was answered is kept."""
        round_ = self._round
        if round_ is not None and not round_.over:
            self.leave_behind(round_.end)
        self.app.pop_screen()

    def _say(self, text: str) -> None:
        self.query_one("#status", Static).update(plain(text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Shows only the keys that do something at the moment."""
        match action:
            case "next":
                return self.has_class("-named") and not self._busy
            case "stop":
                return self.has_class("-working") and not self._busy
            case "again" | "done":
                return self.has_class("-over")
            case _:
                return super().check_action(action, parameters)


def _marked(item: Item, brackets: bool) -> Content:
    """The words to name with those that show it marked."""
    text, shows = plain(item.text).plain, plain(item.shows).plain
    before, found, after = text.partition(shows) if shows and shows != text else (text, "", "")
    if not found:
        return Content(text)
    return Content.assemble(before, (f"[{found}]" if brackets else found, "bold underline"), after)
