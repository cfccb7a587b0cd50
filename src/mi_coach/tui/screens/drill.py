"""A round of a drill: read what it is, reply to one person after another, see at once what came across."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from mi_coach.exercises.closing import Closing, closing, step_told
from mi_coach.exercises.judge import Met, Verdict
from mi_coach.exercises.types import LEVELS
from mi_coach.service.drills import MINUTES, PROMPTS, Round
from mi_coach.service.shelf import ShelvedDrill
from mi_coach.service.text import clean_reply
from mi_coach.tui.screens.exercise import ExerciseScreen
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.composer.composer import Composer
from mi_coach.tui.widgets.exercise.person import Person
from mi_coach.tui.widgets.exercise.verdict import drill_verdict
from mi_coach.tui.widgets.transcript.turns import ReplyLine
from mi_coach.tui.wording import plain


class DrillScreen(ExerciseScreen):
    """One round.

    Args:
        skill: Which skill; by default the one that is due.
        level: 1 to 3, and the round stays there; by default where the person stands, and it follows them.
    """

    CSS_PATH = "drill.tcss"
    HELP_PART = "Drill"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin"),
        Binding("enter", "next", "Next"),
        Binding("enter", "done", "Done"),
        Binding("r", "again", "Another round"),
        Binding("n", "next_skill", "Next skill"),
        Binding("f2,ctrl+t", "tips", "Tips", key_display="F2"),
        Binding("f3,ctrl+n", "skip", "Skip", key_display="F3"),
        Binding("f4,ctrl+g", "stop", "End round", key_display="F4"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self, skill: str | None = None, level: int | None = None) -> None:
        super().__init__()
        self._skill = skill
        self._asked_level = level
        self._round: Round | None = None
        self._shelved: ShelvedDrill | None = None
        self._told: Closing | None = None
        self._pending: ReplyLine | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Drill", f"about {MINUTES} minutes")
        with Horizontal(classes="page"), Vertical(id="column"):
            with VerticalScroll(id="intro", classes="pane"):
                yield Static("Opening the drill …", id="text")
            with Vertical(id="work"):
                yield Person()
                yield VerticalScroll(id="tips", classes="pane", can_focus=False)
                with Container(id="below"):
                    yield VerticalScroll(id="tries")
                    yield VerticalScroll(id="fits")
            yield VerticalScroll(id="end", classes="pane")
            yield Static(id="status")
            yield Composer("What would you say?", id="composer")
        yield Footer()

    # -- before the round ------------------------------------------------------------------------------------

    def read(self) -> None:
        """Reads the drill and where the person stands."""
        skill = self._skill

        def look() -> ShelvedDrill:
            found = self.backend.shelf()
            if skill is not None:
                self.backend.exercises.drill(skill)  # says which skills there are when there is no such one
            return next(d for d in found.drills if d.drill.skill.value == (skill or found.due))

        self.run_then(look, self._show, self.cannot_be_read)

    def _show(self, shelved: ShelvedDrill) -> None:
        drill = shelved.drill
        self._shelved, self._skill = shelved, drill.skill.value
        level = self._asked_level or shelved.level
        stands = "You begin at" if shelved.last is None else "You stand at"
        where = "This round stays at" if self._asked_level else stands
        self.query_one(TitleBar).show(title=f"Drill · {drill.name}")
        self.query_one("#text").remove()
        self.query_one("#intro").mount_all(
            [
                Static(plain(drill.about)),
                Static("What to do", classes="heading"),
                Static(plain(drill.try_)),
                Static("Tips", classes="heading"),
                *(Bullet(plain(tip)) for tip in drill.tips),
                Static(f"{where} level {level} of {LEVELS[-1]}", classes="heading"),
                Static(plain(drill.levels[level])),
                Static(
                    f"Up to {PROMPTS} people, about {MINUTES} minutes, two tries each. Leave whenever you like: what "
                    "you answered is kept.",
                    classes="quiet note",
                ),
            ]
        )
        self.query_one("#tips").mount_all(Bullet(plain(tip)) for tip in drill.tips)
        self.can_begin()

    def open(self) -> None:
        """Starts the round."""
        skill, level = self._skill, self._asked_level
        self.run_then(lambda: self.backend.drills().start(skill, level), self._opened, self.cannot_be_opened)

    def _opened(self, round_: Round) -> None:
        self._round = round_
        self.add_class("-working")
        self._show_prompt("Type what you would say, then press Enter.")

    # -- one person ------------------------------------------------------------------------------------------

    @property
    def _composer(self) -> Composer:
        return self.query_one(Composer)

    def _show_prompt(self, told: str) -> None:
        round_ = self._round
        if round_ is None:
            return
        prompt = round_.prompt
        self.query_one(TitleBar).show(fact=f"{round_.number} of {round_.most} · level {prompt.level}")
        self.query_one(Person).show(prompt.who, round_.task, prompt.client, prompt.facts)
        for id_ in ("#tries", "#fits"):
            self.query_one(id_).remove_children()
        self.remove_class("-settled")
        self._composer.load_text("")
        self._composer.focus()
        self.say(told)

    @on(Composer.Sent)
    def _send(self, message: Composer.Sent) -> None:
        round_, text = self._round, clean_reply(message.text)
        if round_ is None or self._busy:
            self.say("Still listening; your words are kept here until then.")
        elif not text.strip():
            self.say("Type what you would say, then press Enter. F3 goes on without a reply.")
        else:
            self._composer.load_text("")
            self._pending = ReplyLine(text, brackets=self.app.no_color)
            self.query_one("#tries").mount(self._pending)
            self.say("Listening …")
            self.run_then(
                lambda: round_.answer(text), self._heard, lambda problem: self._not_heard(problem, message.text)
            )

    def _not_heard(self, problem: str, text: str) -> None:
        if self._pending is not None:
            self._pending.remove()
        self._composer.give_back(text)
        self.say(f"That was not taken: {problem}.")

    def _heard(self, verdict: Verdict) -> None:
        round_ = self._round
        if round_ is None or self._pending is None:
            return
        tries = self.query_one("#tries", VerticalScroll)
        self.remove_class("-tips")  # where there is little room they would hide the verdict
        self._pending.show_units(verdict.heard)
        tries.mount(drill_verdict(verdict))
        self.call_after_refresh(tries.scroll_end, animate=False)
        if round_.settled:
            self._settle(round_)
        else:
            self.say("Once more, if you like. F3 goes on to the next person.")

    def _settle(self, round_: Round) -> None:
        fits = self.query_one("#fits")
        met = round_.tries[-1].verdict.met is Met.YES
        fits.mount(Static("Others that fit" if met else "Replies that fit", classes="heading -first"))
        fits.mount_all(Bullet(Content.assemble("“", plain(reply), "”")) for reply in round_.better)
        self.add_class("-settled")
        self.query_one("#tries").focus()
        self.say("Enter goes on.")

    def action_next(self) -> None:
        """Goes on to the next person, or to the end."""
        round_ = self._round
        if round_ is None or self._busy:
            return
        before = round_.prompt.level

        def moved(more: bool) -> None:
            if more:
                self._show_prompt(step_told(before, round_.prompt.level))
            else:
                self._show_end(round_)

        self.run_then(round_.move_on, moved, self.say)

    def action_skip(self) -> None:
        """Goes on without a reply, or without a second one."""
        if self._composer.text.strip():
            self.say("There are words in the box that you have not sent. Enter sends them.")
        else:
            self.action_next()

    def action_tips(self) -> None:
        """Opens the tips, or puts them away."""
        self.toggle_class("-tips")

    def action_scroll_talk(self, pages: int) -> None:
        """Scrolls the replies from the input."""
        tries = self.query_one("#tries")
        tries.scroll_page_up() if pages < 0 else tries.scroll_page_down()

    # -- the end ---------------------------------------------------------------------------------------------

    def action_stop(self) -> None:
        """Ends the round here and says what came of it."""
        round_ = self._round
        if round_ is None or self._busy:
            return
        if self.unsent():
            return
        self.run_then(round_.end, lambda _: self._show_end(round_), self.say)

    def _show_end(self, round_: Round) -> None:
        told = closing(round_.drill, round_.record.answers, round_.level)
        self._told = told
        end = self.query_one("#end")
        end.remove_children()
        if told is None:
            end.mount(Static("The round ended before the first reply, so there is nothing to keep."))
        else:
            end.mount_all(
                [
                    Static("What went well", classes="heading -first"),
                    *(Bullet(plain(line), "+") for line in told.well),
                    Static("One thing to try", classes="heading"),
                    Bullet(plain(told.thing), "▸"),
                    Static("Where next", classes="heading"),
                    *(Bullet(plain(line)) for line in told.onward),
                ]
            )
        self.query_one(TitleBar).show(fact="end of the round")
        self.remove_class("-working", "-settled", "-tips")
        self.add_class("-over")
        self.query_one("#end").focus()
        self.say("Kept on this machine." if told else "")

    def action_again(self) -> None:
        """Another round of the same skill."""
        self.app.switch_screen(DrillScreen(self._skill, self._asked_level))

    def action_next_skill(self) -> None:
        """A round of the next skill of the ladder."""
        if self._told and self._told.next_skill:
            self.app.switch_screen(DrillScreen(self._told.next_skill.value))

    def action_done(self) -> None:
        """Goes back to where the drill was opened."""
        self.leave()

    def leave(self) -> None:
        """Goes back; what was answered is kept."""
        round_ = self._round
        if round_ is not None and not round_.over:
            self.leave_behind(round_.end)
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Shows only the keys that do something at the moment."""
        working, over = self.has_class("-working"), self.has_class("-over")
        match action:
            case "next":
                return self.has_class("-settled") and not self._busy
            case "tips" | "stop":
                return working and not self._busy
            case "skip":
                return working and not self.has_class("-settled") and not self._busy
            case "again" | "done":
                return over
            case "next_skill":
                return over and bool(self._told and self._told.next_skill)
            case _:
                return super().check_action(action, parameters)
