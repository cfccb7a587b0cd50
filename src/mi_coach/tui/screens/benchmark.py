"""The benchmark: eight situations, a written reply to each, and nothing said about them until the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from mi_coach.domain.exercise import ExerciseRecord
from mi_coach.exercises.benchmark.types import HIGHEST, ITEMS, LOWEST
from mi_coach.service.benchmark import BenchmarkService, Sitting
from mi_coach.service.text import clean_reply
from mi_coach.tui.screens.exercise import ExerciseScreen
from mi_coach.tui.widgets.chrome.bullet import Bullet
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.widgets.composer.composer import Composer
from mi_coach.tui.widgets.exercise.person import Person
from mi_coach.tui.wording import moment, plain

_IS = (
    f"{ITEMS} short situations. To each you write what you would say next, in a sentence or a few.",
    "There is no clock, and length earns nothing. Allow about twenty minutes.",
    "Nothing is said about your replies until the end. Then you see a score with how sure it is, and each reply.",
    "There are two forms: one to take before you practise, the other some weeks later.",
)
_IS_NOT = (
    "It is no appraisal, and it stays on this machine.",
    "It is no measure of how you work with people: a written reply is not a conversation.",
)


class BenchmarkScreen(ExerciseScreen):
    """One sitting: carried on where it was left, otherwise of the form that comes next."""

    CSS_PATH = "benchmark.tcss"
    HELP_PART = "Benchmark"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin"),
        Binding("enter", "done", "Done"),
        Binding("f4,ctrl+g", "finish", "See your result", key_display="F4"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sitting: Sitting | None = None
        self._number = 1
        self._refused: str | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar("Benchmark", "a written test, before and after")
        with Horizontal(classes="page"), Vertical(id="column"):
            with VerticalScroll(id="intro", classes="pane"):
                yield Static("Where you are", classes="heading -first")
                yield Static("Looking …", id="text")
                yield Static("What it is", classes="heading")
                yield from (Bullet(Content(line)) for line in _IS)
                yield Static("What it is not", classes="heading")
                yield from (Bullet(Content(line)) for line in _IS_NOT)
            with VerticalScroll(id="work", can_focus=False):
                yield Person()
            yield VerticalScroll(id="end", classes="pane")
            yield Static(id="status")
            yield Composer("What would you say?", id="composer")
        yield Footer()

    # -- before ----------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Looks for a sitting that was left, and for earlier ones."""
        self.run_then(lambda: _standing(self.backend.benchmark()), self._show, self.cannot_be_read)

    def _show(self, standing: str) -> None:
        self.query_one("#text", Static).update(plain(standing))
        self.can_begin()

    def open(self) -> None:
        """Begins, or carries on."""
        self.run_then(lambda: self.backend.benchmark().start(), self._opened, self.cannot_be_opened)

    def _opened(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self.query_one(TitleBar).show(title=f"Benchmark · {sitting.form.title}")
        self.add_class("-working")
        self._show_item(sitting, sitting.next)

    # -- one situation ---------------------------------------------------------------------------------------

    @property
    def _composer(self) -> Composer:
        return self.query_one(Composer)

    def _show_item(self, sitting: Sitting, number: int) -> None:
        item = sitting.form.items[number - 1]
        self._number = number
        self.query_one(TitleBar).show(fact=f"{number} of {len(sitting.form.items)}")
        self.query_one(Person).show(item.who, item.situation, item.client)
        self.query_one("#work").scroll_home(animate=False)
        self._composer.load_text(sitting.reply(number))
        self._composer.move_cursor(self._composer.document.end)
        self._composer.focus()
        self._tell_where(sitting)

    def _tell_where(self, sitting: Sitting) -> None:
        items = len(sitting.form.items)
        if sitting.waiting:
            done = items - len(sitting.waiting)
            self.say(f"{done} of {items} answered. Enter keeps your reply; PgUp and PgDn go to another situation.")
        else:
            self.say(f"All {items} are answered. F4 shows your result; until then PgUp and PgDn go back to them.")
        self.refresh_bindings()

    @on(Composer.Sent)
    def _send(self, message: Composer.Sent) -> None:
        sitting = self._sitting
        if sitting is None or self._busy:
            return
        if not clean_reply(message.text).strip():
            self.say("Type what you would say, then press Enter. PgDn leaves this one for later.")
            return
        number = self._number

        def kept(_: None) -> None:
            waiting = sitting.waiting
            if waiting:
                self._show_item(sitting, next((n for n in waiting if n > number), waiting[0]))
            else:
                self._tell_where(sitting)

        self.run_then(lambda: sitting.answer(number, message.text), kept, self._not_kept)

    def _not_kept(self, problem: str) -> None:
        self.say(f"That could not be kept: {problem}.")

    def action_scroll_talk(self, pages: int) -> None:
        """Goes to the situation before or after; what is in the box is kept with this one."""
        sitting = self._sitting
        if sitting is None or self._busy:
            return
        number = (self._number - 1 + pages) % len(sitting.form.items) + 1
        self.run_then(self._keeping_box(sitting), lambda _: self._show_item(sitting, number), self._not_kept)

    def _keeping_box(self, sitting: Sitting, half: bool = False) -> Callable[[], None]:
        """What keeps the words that are in the box now, if they are new; to be called in a thread."""
        number, text = self._number, self._composer.text

        def keep() -> None:
            if clean_reply(text).strip() and text != sitting.reply(number):
                sitting.answer(number, text, half)

        return keep

    # -- the end ---------------------------------------------------------------------------------------------

    def action_finish(self) -> None:
        """Scores the replies."""
        sitting = self._sitting
        if sitting is None or self._busy:
            return

        keep = self._keeping_box(sitting)

        def finish() -> None:
            keep()
            sitting.finish()

        self.say("Reading your replies …")
        self.run_then(finish, lambda _: self._show_end(sitting), self._not_finished)

    def _not_finished(self, problem: str) -> None:
        self.say(f"That did not work: {problem}. Your replies are kept; F4 tries again.")

    def _show_end(self, sitting: Sitting) -> None:
        result = sitting.record.result
        *told, limits = result["told"]
        end = self.query_one("#end")
        end.mount_all(
            [
                Static("Your result", classes="heading -first"),
                Static(_scale(result["score"], *result["interval"]), id="scale"),
                *(Static(plain(line)) for line in told),
                Static("Your replies", classes="heading"),
            ]
        )
        for n, found in enumerate(sitting.results, 1):
            head = Content.assemble((f"{n} {plain(found.item.name)}, {found.rating.points:.1f}: ", "bold"))
            end.mount_all(
                [
                    Static(Content.assemble(head, plain(found.told)), classes="reply"),
                    Static(Content.assemble("“", plain(found.coded.text), "”"), classes="said"),
                ]
            )
        end.mount(Static(plain(limits), classes="quiet note"))
        self.query_one(TitleBar).show(fact="your result")
        self.remove_class("-working")
        self.add_class("-over")
        end.focus()
        self.say("Kept on this machine; Progress shows it too.")
        self.refresh_bindings()

    def action_done(self) -> None:
        """Goes back to where the benchmark was opened."""
        self.leave()

    def unsent(self) -> bool:
        """Nothing to warn of: what is in the box is kept."""
        return False

    def leave(self) -> None:
        """Goes back; what was written is kept, also what stands in the box."""
        sitting, text = self._sitting, self._composer.text
        if sitting is None or sitting.over or self._busy or text == self._refused:
            self.app.pop_screen()
            return

        def not_kept(problem: str) -> None:
            self._refused = text
            self.say(f"That could not be kept: {problem}. Esc again leaves it.")

        self.run_then(self._keeping_box(sitting, half=True), lambda _: self.app.pop_screen(), not_kept)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Shows only the keys that do something at the moment."""
        match action:
            case "finish":
                return bool(self.has_class("-working") and self._sitting and not self._sitting.waiting)
            case "done":
                return self.has_class("-over")
            case _:
                return super().check_action(action, parameters)


def _standing(service: BenchmarkService) -> str:
    """What was taken already, and what Enter does."""
    taken = [_told(record) for record in service.taken()]
    draft = service.draft()
    if draft is not None:
        answered = f"{draft.result.get('answered', len(draft.answers))} of {draft.result.get('items', ITEMS)}"
        half = ", and another reply begun" if draft.result.get("half") else ""
        opens = f"You left {draft.result.get('title', 'it')} with {answered} answered{half}. Enter carries on there."
    elif not taken:
        opens = "You have not taken it yet. Enter begins with the first form."
    else:
        earlier = service.due() in {record.what for record in service.taken()}
        opens = (
            "You have taken both forms. Enter begins again with the one you took longest ago; remembering it may lift "
            "the score."
            if earlier
            else "Enter begins the other form. It says most after some weeks of practice."
        )
    return "\n".join([*taken, opens])


def _told(record: ExerciseRecord) -> str:
    low, high = record.result["interval"]
    score = record.result["score"]
    return f"{record.result['title']}, {moment(record.started)}: {score:.1f} (between {low:.1f} and {high:.1f})."


_WIDTH = 41


def _scale(score: float, low: float, high: float) -> Content:
    """The score on its scale, with the interval as a heavy line."""

    def at(value: float) -> int:
        return round((value - LOWEST) / (HIGHEST - LOWEST) * (_WIDTH - 1))

    cells = ["━" if at(low) <= n <= at(high) else "─" for n in range(_WIDTH)]
    cells[at(score)] = "●"
    return Content(f"{LOWEST} {''.join(cells)} {HIGHEST}")
