"""How things move: each figure over several conversations, skills strong and due, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.reports.labels import figure
from mi_coach.reports.progress import day_of, measure_rows
from mi_coach.scoring.phrases import say
from mi_coach.tui.messages import ProgressRead, ReportSaved, WorkFailed
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.widgets.chart.chart import Chart
from mi_coach.tui.widgets.chart.plot import Plot, bar
from mi_coach.tui.widgets.choice.menu import Menu
from mi_coach.tui.widgets.chrome.title_bar import TitleBar
from mi_coach.tui.wording import describe, plain

_NEXT = "next"
_NAME, _VALUE = 24, 5

_ROOMY = 100
"""Columns from which the rows have bars."""


class ProgressScreen(CoachScreen):
    """Figures on the left; the one the cursor is on, on the right."""

    CSS_PATH = "progress.tcss"
    HELP_PART = "Progress"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "move(-1)", show=False),
        Binding("right_square_bracket", "move(1)", show=False),
        Binding("s", "save", "Save as a web page"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._document: Mapping[str, Any] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar("Progress")
        with Horizontal(classes="page"):
            yield Menu("measures")
            with VerticalScroll(id="shown", classes="pane"):
                yield Static("Putting your figures together …", id="text")
                yield Chart(id="chart")
                yield Static(id="rows")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#chart").display = False
        self.query_one("#measures").focus()

    def on_screen_resume(self) -> None:
        """Reads afresh each time it comes to the front: a drill may have been done meanwhile."""
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        try:
            read = ProgressRead(self.backend.personal.progress())
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(f"Your progress could not be read: {describe(error)}"))
        else:
            self.post_message(read)

    @on(ProgressRead)
    def _show(self, message: ProgressRead) -> None:
        self._document = message.document
        talks = len(message.document["sessions"])
        fact = "nothing yet" if not talks else "1 conversation" if talks == 1 else f"{talks} conversations"
        self.query_one(TitleBar).show(f"Progress · {message.document['profile']['name']}", fact)
        menu = self.query_one(Menu)
        at = menu.highlighted or 0
        menu.clear_options()
        menu.add_option(Option("What to do next, skills", id=_NEXT))
        menu.add_options(Option(_row(measure), id=measure["id"]) for measure in message.document["measures"])
        menu.highlighted = at

    @on(OptionList.OptionHighlighted, "#measures")
    def _highlighted(self) -> None:
        self.query_one("#shown").scroll_home(animate=False)
        self._draw()

    def on_resize(self) -> None:
        """Draws again for the room there is now."""
        self._draw()

    def _draw(self) -> None:
        option = self.query_one(Menu).highlighted_option
        if option is None or not self._document:
            return
        measure = next((m for m in self._document["measures"] if m["id"] == option.id), None)
        chart, text, rows = self.query_one(Chart), self.query_one("#text", Static), self.query_one("#rows", Static)
        chart.plot = _plot(measure, self._document) if measure else None
        chart.display = chart.plot is not None
        if measure is None:
            text.update(_next(self._document))
            rows.update("")
            return
        text.update(Content.assemble((f"{measure['name']}\n", "bold"), measure["text"]))
        told = _rows(measure, self._document, self.app.size.width >= _ROOMY)
        rows.update(Content("\n").join(told))

    @on(OptionList.OptionSelected, "#measures")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == _NEXT:
            self._begin(self._document["next"])
        else:
            self.query_one("#shown").focus()

    def _begin(self, step: Mapping[str, Any] | None) -> None:
        if step is None:
            return
        if step["kind"] == "scenario":
            from mi_coach.tui.screens.brief import BriefScreen

            self.app.push_screen(BriefScreen(step["what"]))
        elif step["kind"] == "drill":
            from mi_coach.tui.screens.drill import DrillScreen

            self.app.push_screen(DrillScreen(step["what"]))
        else:
            self.coach.action_open_place(step["kind"])

    def action_move(self, by: int) -> None:
        """Goes to the figure before or after, from wherever the cursor is."""
        menu = self.query_one(Menu)
        if menu.highlighted is not None:
            menu.highlighted = (menu.highlighted + by) % menu.option_count

    def action_save(self) -> None:
        """Saves the progress as a web page."""
        if self._document:
            self._save()

    @work(thread=True)
    def _save(self) -> None:
        try:
            path = self.backend.personal.save_progress()
        except Exception as error:
            self.log.error(error)
            self.post_message(WorkFailed(f"The page could not be saved: {describe(error)}"))
        else:
            self.post_message(ReportSaved(path))

    @on(ReportSaved)
    def _saved(self, message: ReportSaved) -> None:
        self.notify(str(message.path), title="Progress saved", markup=False, timeout=10)

    @on(WorkFailed)
    def _failed(self, message: WorkFailed) -> None:
        if self._document:
            self.warn(message.problem)
        else:
            self.query_one("#text", Static).update(plain(message.problem))

    def action_back(self) -> None:
        """From the figures shown to the list, and from the list to where one came from."""
        if self.query_one("#shown").has_focus:
            self.query_one("#measures").focus()
            return
        self.app.clear_notifications()
        self.app.pop_screen()


def _row(measure: Mapping[str, Any]) -> Content:
    latest = next((p["value"] for p in reversed(measure["points"]) if p["value"] is not None), None)
    return Content.assemble(f"{measure['short']:<{_NAME}}", (f"{figure(latest):>{_VALUE}}", "bold"))


def _plot(measure: Mapping[str, Any], document: Mapping[str, Any]) -> Plot | None:
    values = [point["value"] for point in measure["points"]]
    if all(value is None for value in values):
        return None
    sessions = document["sessions"]
    marks = [(say(f"band.{name}"), measure[name]) for name in ("fair", "good") if measure[name] is not None]
    return Plot(values, measure["lowest"], measure["highest"], marks, [day_of(s["started"]) for s in sessions])


def _rows(measure: Mapping[str, Any], document: Mapping[str, Any], wide: bool) -> Iterator[Content]:
    """What it means, then the conversations, newest first: date, with whom, value (with room, as a bar too), band."""
    about = measure["meaning"] if measure["fair"] is None else f"{measure['meaning']} {measure['bands']}"
    yield Content.assemble((about, "$foreground 80%"), "\n")
    found = measure_rows(measure, document["sessions"])
    for (date, who, value, band, _), point in zip(reversed(found), reversed(measure["points"]), strict=True):
        filled = "" if point["value"] is None else bar(point["value"], measure["lowest"], measure["highest"])
        told = say("progress.too_few") if point["value"] is None else band if measure["fair"] is not None else ""
        drawn = f" {filled:<10} " if wide else ""
        name = plain(who).plain[:10]
        yield Content.assemble(f"{date:<11} {name:<10} ", (f"{value:>5}", "bold"), f" {drawn}{told}")


def _next(document: Mapping[str, Any]) -> Content:
    """What to do next, with the reason, and how each skill stands."""
    step = document["next"]
    parts: list[str | Content | tuple[str, str]] = []
    if step:
        parts += [(f"{say('progress.next')}\n", "bold"), "▶ ", (plain(step["title"]).plain, "bold")]
        parts += [f"\n{step['why']} Enter begins it.\n\n"]
    parts += [(f"{say('progress.skills')}\n", "bold")]
    if any(skill["last"] for skill in document["skills"]):
        parts += [
            f"{say('progress.skills_about')}\n",
            Content("\n").join(_skill(skill) for skill in document["skills"]),
        ]
    else:
        parts += [say("progress.no_skills")]
    if taken := document["benchmarks"]:
        parts += [(f"\n\n{say('progress.benchmarks')}\n", "bold"), *(f"• {plain(t['text']).plain}\n" for t in taken)]
    parts += ["\n\n", ("\n".join(document["notes"]), "$foreground 80%")]
    return Content.assemble(*parts)


def _skill(skill: Mapping[str, Any]) -> Content:
    name, _, rest = str(skill["text"]).partition(": ")
    return Content.assemble("• ", (name, "bold"), f": {rest}")
