"""What stands in a transcript: the client's lines, the trainee's replies with their tags, and quiet notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from mi_coach.domain.reply import Unit
from mi_coach.tui.wording import plain, tag, tone


class ClientLine(Vertical):
    """Something the client said: their name, and the words beside a heavy bar at the left."""

    DEFAULT_CSS = """
    ClientLine { height: auto; margin: 0 4 1 0; }
    ClientLine .who { color: $primary; text-style: bold; }
    ClientLine .said { border-left: outer $primary; padding-left: 1; }
    """

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._name_shown = name
        self._text = text

    def compose(self) -> ComposeResult:
        yield Static(plain(self._name_shown), classes="who")
        yield Static(plain(self._text), classes="said")


class UnitTag(Static):
    """One unit of a reply with its label; the tone shows in a mark, in words and in colour."""

    DEFAULT_CSS = """
    UnitTag { color: $foreground; padding-left: 2; }
    UnitTag.-good { color: $success; }
    UnitTag.-neutral { color: $foreground 80%; }
    UnitTag.-soft { color: $warning; }
    UnitTag.-roadblock { color: $error; }
    UnitTag.-unsure { color: $accent; }
    """

    def __init__(self, unit: Unit, brackets: bool) -> None:
        super().__init__(tag(unit, brackets), classes=f"-{tone(unit)}")


class ReplyLine(Vertical):
    """Something the trainee said: indented, labelled "You", with what they said of it and the tags beneath."""

    DEFAULT_CSS = """
    ReplyLine { height: auto; margin: 0 0 1 6; }
    ReplyLine .who { color: $secondary; text-style: bold; }
    ReplyLine .said { border-left: dashed $secondary; padding-left: 1; }
    ReplyLine .beside { padding-left: 2; color: $foreground 75%; }
    ReplyLine .why { padding-left: 2; text-style: italic; }
    """

    def __init__(
        self,
        text: str,
        units: Iterable[Unit] = (),
        brackets: bool = False,
        who: str = "You",
        *,
        beside: Iterable[str] = (),
        why: str = "",
    ) -> None:
        super().__init__()
        self._text = text
        self._units = tuple(units)
        self._brackets = brackets
        self._who = who
        self._beside = tuple(beside)
        self._why = why

    def compose(self) -> ComposeResult:
        yield Static(plain(self._who), classes="who")
        yield Static(plain(self._text), classes="said")
        yield from self._notes(self._beside)
        yield from self._tags(self._units, self._why)

    def show_units(self, units: Iterable[Unit], why: str = "") -> None:
        """Adds the tags once they are known, and a line of why they are what they are."""
        self.mount_all(self._tags(units, why))

    def show_beside(self, lines: Iterable[str]) -> None:
        """Adds what the trainee did beside the reply: a note, a name for it, hints."""
        self.mount_all(self._notes(lines))

    def _tags(self, units: Iterable[Unit], why: str) -> Iterator[Static]:
        yield from (UnitTag(unit, self._brackets) for unit in units)
        if why:
            yield Static(plain(why), classes="why")

    @staticmethod
    def _notes(lines: Iterable[str]) -> Iterator[Static]:
        return (Static(plain(line), classes="beside") for line in lines)


class Note(Static):
    """A quiet line from the app itself."""

    DEFAULT_CSS = """
    Note { color: $accent; padding: 0 2; margin-bottom: 1; text-style: italic; }
    """

    def __init__(self, text: str) -> None:
        super().__init__(plain(f"— {text}"))
