"""Going back to a reply to say it differently: from the conversation, the feedback, and the list of paths."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mi_coach.domain.session import Session, Turn
from mi_coach.service.practice import Practice
from mi_coach.tui.messages import PathNotOpened, PracticeOpened
from mi_coach.tui.screens.base import CoachScreen
from mi_coach.tui.screens.talk import TalkScreen
from mi_coach.tui.wording import describe, plain

_CLIENT, _YOU = 52, 60  # characters of a line that the list shows, so that each fits a row of the smallest screen


class ReplyDialog(ModalScreen[int]):
    """Asks which reply to say differently; gives its number, or nothing.

    Args:
        session: The path with the replies.
        at: The reply to begin with; by default the last one.
        name: The client's name.
    """

    CSS_PATH = "going_back.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f8,ctrl+b", "dismiss(None)", show=False)]

    def __init__(self, session: Session, name: str, at: int | None = None) -> None:
        super().__init__()
        self._turns = tuple(reversed([turn for turn in session.turns if turn.units is not None]))
        self._client_name = name
        self._at = at

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Which reply would you like to say differently?", classes="heading -first")
            yield OptionList(*(Option(_row(turn, self._client_name)) for turn in self._turns), markup=False)
            yield Static("Enter opens another path; what you said is kept. Esc goes back.", classes="quiet")

    def on_mount(self) -> None:
        numbers = [turn.n for turn in self._turns]
        self.query_one(OptionList).highlighted = numbers.index(self._at) if self._at in numbers else 0

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._turns[event.option_index].n)


def _row(turn: Turn, name: str) -> Content:
    return Content.assemble(
        (f"Reply {turn.n}  ", "bold"),
        f"{name}: “{_short(turn.client.text, _CLIENT)}”\n   You: “{_short(turn.reply, _YOU)}”",
    )


def _short(text: str, longest: int) -> str:
    flat = plain(" ".join(text.split())).plain
    return flat if len(flat) <= longest else f"{flat[: longest - 2].rstrip()} …"


class GoingBack(CoachScreen):
    """A screen from which another path through a session can be opened."""

    _on_the_way = False

    def _ask_reply(self, session: Session, name: str, at: int | None = None) -> None:
        """Asks for the reply, then opens the path."""
        if any(turn.units is not None for turn in session.turns):
            self.app.push_screen(
                ReplyDialog(session, name, at), lambda turn: self._go_back(session.reference, turn) if turn else None
            )
        else:
            self._tell("There is no reply yet to go back to.")

    def _go_back(self, reference: str, turn: int) -> None:
        if not self._on_the_way:
            self._on_the_way = True
            self._tell("Opening another path …")
            self._open_path(reference, turn)

    @work(thread=True, group="path")
    def _open_path(self, reference: str, turn: int | None = None) -> None:
        """Goes back to a turn, or without one carries on with the path as it is."""
        try:
            with self.coach.session_lock:
                service = self.backend.practice()
                practice = service.resume(reference) if turn is None else service.go_back(reference, turn)
        except Exception as error:
            self.log.error(error)
            self.post_message(PathNotOpened(describe(error)))
        else:
            self.post_message(PracticeOpened(practice))

    @on(PracticeOpened)
    def _path_opened(self, message: PracticeOpened) -> None:
        self._on_the_way = False
        self._tell("")
        if self.is_current:
            self._talk(message.practice)

    @on(PathNotOpened)
    def _path_not_opened(self, message: PathNotOpened) -> None:
        self._on_the_way = False
        self._tell(f"That did not work: {message.problem}.")

    def _talk(self, practice: Practice) -> None:
        """Opens the conversation on top of this screen, so that its end leads back here."""
        from mi_coach.tui.screens.conversation import ConversationScreen

        self.app.push_screen(ConversationScreen(practice))

    def _tell(self, text: str) -> None:
        """Says how far it has come; an empty text clears what was said."""
        self.app.clear_notifications()
        if text:
            self.notify(text, markup=False, timeout=10)


class GoingBackInTalk(GoingBack, TalkScreen):
    """A conversation in which one can go back, and see the path beside the one it left."""

    def action_go_back(self) -> None:
        """Asks which reply to say differently; the newest stands first, so Enter means the last one."""
        self._ask_reply(self._practice.session, self._client_name)

    def action_compare(self) -> None:
        """Shows this path beside the one that it left."""
        from mi_coach.tui.screens.compare import CompareScreen

        session = self._practice.session
        self.app.push_screen(CompareScreen(session.root, session.parent or 1, session.path))

    def _offer_compare(self) -> None:
        """Says once, when the first new reply was answered, that the paths can be compared."""
        session = self._practice.session
        if len(session.turns) == session.from_turn:
            self._transcript.add_note(f"F9 sets this path beside path {session.parent}.")

    def _talk(self, practice: Practice) -> None:
        from mi_coach.tui.screens.conversation import ConversationScreen

        self._token += 1  # whatever is on its way belongs to the path that is left
        self.app.switch_screen(ConversationScreen(practice))

    def _tell(self, text: str) -> None:
        self._say(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Shows the keys once there is something to go back to or to compare."""
        session = self._practice.session
        if action == "go_back":
            busy = self._waiting or self._stuck or self._on_the_way
            return not busy and any(turn.units is not None for turn in session.turns)
        if action == "compare":
            own = session.turns[(session.from_turn or 1) - 1 :]
            return session.path > 1 and any(turn.units is not None for turn in own)
        return super().check_action(action, parameters)
