"""``mi-coach benchmark``: the written test before and after training, line by line; and which forms there are."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from mi_coach.cli.common import (
    at_terminal,
    backend,
    json_option,
    note,
    one_line,
    print_json,
    say,
    shower,
    table,
)
from mi_coach.cli.drilling import Exercise, Show
from mi_coach.errors import MiCoachError

if TYPE_CHECKING:
    from mi_coach.domain.exercise import ExerciseRecord
    from mi_coach.service.benchmark import Sitting

_INTRO = (
    "Eight short situations. To each, write what you would say next, in a sentence or a few, as you would say it.",
    "Nothing is said about your replies until the end. Length earns nothing, and there is no clock.",
)


class FormGroup(click.Group):
    """A group that takes a word which is no command of its own for the form to take."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Shows a form among the commands."""
        formatter.write_usage(ctx.command_path, "[FORM] [OPTIONS]  or  list [ARGS]...")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command, or takes the form that is named."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "FORM", _take, args
        return super().resolve_command(ctx, args)


@click.group(
    "benchmark", cls=FormGroup, invoke_without_command=True, short_help="Take the written test before and after."
)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Take FORM of the benchmark: form-a or form-b; without it, the one that you have not taken yet.

    Eight situations, a written reply to each, and a score with its uncertainty at the end; after the second form also
    what has changed. In a pipe every line that is not empty is the reply to the next situation. At a terminal lines
    that begin with / are commands: /go N /skip /end /finish /help; a line that begins with // is a reply that begins
    with /.
    """
    if ctx.invoked_subcommand is None:
        _run(None, as_json)


@click.command("benchmark")
@click.argument("form", metavar="FORM")
@json_option
@click.pass_context
def _take(ctx: click.Context, form: str, as_json: bool) -> None:
    """Take FORM of the benchmark."""
    _run(form, as_json or bool(ctx.parent and ctx.parent.params.get("as_json")))


@command.command("list", short_help="The forms.")
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """List the forms."""
    forms = backend().benchmark_forms.all()
    if as_json or (ctx.parent and ctx.parent.params.get("as_json")):
        listed = [
            {"id": f.id, "title": f.title, "items": len(f.items), "demands": [i.demand.value for i in f.items]}
            for f in forms
        ]
        print_json({"schema": 1, "forms": listed})
        return
    say("Forms: mi-coach benchmark FORM")
    for row in table([[f.id, f.title, f"{len(f.items)} situations"] for f in forms]):
        click.echo(f"  {row}")


def _run(form: str | None, as_json: bool) -> None:
    from mi_coach.cli.conversation import piped_lines, typed_lines

    if form is not None:
        backend().benchmark_forms.form(form)  # a slip of the pen is told before the model is loaded
    commands = at_terminal() and not as_json
    # A pipe begins anew: the same lines give the same result.
    talk = BenchmarkTalk(backend().benchmark().start(form, fresh=not commands), shower(as_json), commands)
    source = typed_lines() if commands else piped_lines(sys.stdin.buffer)
    try:
        talk.run(source)
    except KeyboardInterrupt:
        click.echo(err=True)
        note("what you wrote is kept; carry on with: mi-coach benchmark")
        raise
    if as_json:
        print_json({"schema": 1, **talk.record.to_dict()})
    sys.stdout.flush()
    if not commands:
        talk.drain(source)
        if talk.missing:
            note(f"{talk.missing} of the situations had no reply, so there is no score")
    if talk.bad_lines:
        click.get_current_context().exit(2)


class BenchmarkTalk(Exercise):
    """A sitting of the benchmark, line by line."""

    help = (
        "Type what you would say and press Enter. Commands:",
        "  /go N    go to situation N, to answer it or to answer it anew",
        "  /skip    leave this one for later",
        "  /finish  see your result, once all are answered",
        "  /end     leave; what you wrote is kept, and the same command carries on",
        "  /help    these lines",
        "A reply that begins with / is typed with //.",
    )

    def __init__(self, sitting: Sitting, show: Show, commands: bool) -> None:
        super().__init__(show, commands)
        self._sitting = sitting
        self._now = sitting.next
        self._left = False

    @property
    def record(self) -> ExerciseRecord:
        """The sitting as it is kept."""
        return self._sitting.record

    @property
    def over(self) -> bool:
        """True when it is finished or left."""
        return self._left or self._sitting.over

    @property
    def missing(self) -> int:
        """How many situations have no reply."""
        return len(self._sitting.waiting)

    def leave(self) -> None:
        """Leaves it here; what was written is kept."""
        self._left = True

    def begin(self) -> None:
        """Shows what it is about and the first situation."""
        form = self._sitting.form
        answered = len(form.items) - self.missing
        self._show(f"Benchmark, {one_line(form.title)}.")
        if answered:
            self._show(f"Carrying on. Answered so far: {answered} of {len(form.items)}.")
        for line in _INTRO:
            self._show(line)
        if self._commands:
            self._show("/help shows the commands.")
        self._item()

    def take(self, text: str) -> None:
        """Takes the reply to the situation that is shown."""
        self._sitting.answer(self._now, text)
        if self._sitting.waiting:
            self._next()
        elif self._commands:
            self._show("\nAll are answered. /finish shows your result; /go N goes back to one of them.")
        else:
            self._sitting.finish()

    def take_line(self, typed: str) -> None:
        """Runs ``/go N``."""
        number = typed.partition(" ")[2].strip()
        if not number.isdecimal() or not 1 <= int(number[:4]) <= len(self._sitting.form.items):
            self._show(f"Type /go and a number from 1 to {len(self._sitting.form.items)}.")
            return
        self._now = int(number)
        self._item()

    def close(self) -> None:
        """Says what came of it."""
        if not self._sitting.over:
            answered = len(self._sitting.form.items) - self.missing
            if answered:
                self._show(f"Answered and kept: {answered} of {len(self._sitting.form.items)}. No score yet.")
            else:
                self._show("You left before the first reply. Nothing was kept.")
            return
        for number, found in enumerate(self._sitting.results, 1):
            self._show(f"\n{number}. {one_line(found.item.name)}: {found.rating.points:.1f}. {one_line(found.told)}")
            self._show(f'   "{one_line(found.coded.text)}"')
        self._show("")
        for line in self._sitting.record.result["told"]:
            self._show(one_line(line))

    def actions(self) -> dict[str, Callable[[], None]]:
        """The commands by name."""
        return {**super().actions(), "/skip": self._next, "/finish": self._finish}

    def _command(self, typed: str) -> None:
        if typed.split(maxsplit=1)[0].lower() == "/go":
            self.take_line(typed)
        else:
            super()._command(typed)

    def _finish(self) -> None:
        try:
            self._sitting.finish()
        except MiCoachError as error:
            self._show(f"{error.message[:1].upper()}{error.message[1:]}.")

    def _next(self) -> None:
        """Goes to the next situation without a reply, after the last from the first on."""
        later = [n for n in self._sitting.waiting if n > self._now]
        found = [*later, *self._sitting.waiting]
        if found:
            self._now = found[0]
            self._item()
        else:
            self._show("All are answered. /finish shows your result.")

    def _item(self) -> None:
        item = self._sitting.form.items[self._now - 1]
        self._show(f"\n{self._now} of {len(self._sitting.form.items)}. {one_line(item.who)}.")
        self._show(one_line(item.situation))
        self._show(f"{one_line(item.name)}: {one_line(item.client)}")
        if before := self._sitting.reply(self._now):
            self._show(f'Your reply so far: "{one_line(before)}"')
