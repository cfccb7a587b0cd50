"""Going back in a conversation line by line: to another path, to the list of paths, to two of them compared."""

from __future__ import annotations

from collections.abc import Callable

from mi_coach.cli.common import backend, one_line
from mi_coach.cli.paths import comparison_lines, path_lines
from mi_coach.errors import MiCoachError
from mi_coach.service.practice import Practice

HELP = (
    "  /back   say your last reply differently; /back 3 goes back to reply 3. What you said stays as it was",
    "  /paths  the ways through this conversation that you have taken",
    "  /compare  this path beside the one it left",
)
"""What ``/help`` says of these commands."""


class GoingBack:
    """What a conversation can do with its paths."""

    _practice: Practice
    _show: Callable[[str], None]
    _name: str
    _told_agreed: bool
    _told_compare = False

    def _client(self, text: str) -> None:
        raise NotImplementedError

    def _back(self, given: str = "") -> None:
        """Goes back to a reply, by its number or else the last one."""
        session = self._practice.session
        if given and not given.isdecimal():
            self._show("Give the number of a reply, such as /back 3; /back alone means the last one.")
            return
        number = int(given[:6]) if given else len(session.turns)
        if not session.turns:
            self._show("There is nothing to go back to yet.")
            return
        try:
            self._practice = backend().practice().go_back(session.reference, number)
        except MiCoachError as error:
            self._show(f"{error.message[:1].upper()}{error.message[1:]}.")
            return
        self._told_agreed, self._told_compare = self._practice.agreed, False
        self._show(f"{self._where()} Path {session.path} is kept as it was.")
        self._show(f'There you said: "{one_line(session.turns[number - 1].reply)}"')
        self._client(self._practice.client.text)

    def _where(self) -> str:
        session = self._practice.session
        return f"Path {session.path}, from reply {session.from_turn}."

    def _offer_compare(self) -> None:
        """Says once, after the first new reply, that the two paths can be compared."""
        session = self._practice.session
        if session.path > 1 and not self._told_compare and len(session.turns) == session.from_turn:
            self._told_compare = True
            self._show("(/compare shows this path beside the one it left.)")

    def _paths(self) -> None:
        behind = backend()
        paths = behind.paths(self._practice.session.reference)
        overall = {path.path: behind.report_of(path)["overall"] for path in paths}
        for line in path_lines(paths, overall, self._name):
            self._show(line)
        self._show(f"You are on path {self._practice.session.path}.")

    def _compare(self) -> None:
        session = self._practice.session
        if session.parent is None:
            self._show("There is one path so far. /back takes you to another one.")
            return
        for line in comparison_lines(backend().comparison(session.root, session.parent, session.path), self._name):
            self._show(line)
