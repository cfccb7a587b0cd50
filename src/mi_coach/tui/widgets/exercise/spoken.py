"""Words somebody said, on one line with who said them."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from mi_coach.tui.wording import plain


class Spoken(Static):
    """A client's words stand at the left, a practitioner's are indented; those to name stand out.

    Args:
        who: Who said it.
        text: The words.
        client: Whether a client said it.
        to_name: Whether these are the words to name.
    """

    DEFAULT_CSS = """
    Spoken { border-left: outer $primary; padding-left: 1; margin: 0 4 1 0; color: $foreground 80%; }
    Spoken.-practitioner { border-left: dashed $secondary; margin: 0 0 1 4; }
    Spoken.-to-name { border-left: outer $accent; color: $foreground; }
    """

    def __init__(self, who: str, text: Content, client: bool, to_name: bool = False) -> None:
        super().__init__()
        self._who = plain(who).plain
        self._to_name = to_name
        self.set_class(not client, "-practitioner")
        self.set_class(to_name, "-to-name")
        self.show(text)

    def show(self, text: Content) -> None:
        """Shows the words, perhaps with some of them marked."""
        who = f"▸ {self._who}: " if self._to_name else f"{self._who}: "
        self.update(Content.assemble((who, "bold"), text))
