"""A4 paper: headings, paragraphs, points, tables and writing lines, laid out with fpdf2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from fpdf import FPDF, FontFace, ViewerPreferences
from fpdf.enums import Align, TableBordersLayout

from mi_coach.reports.pdf_text import printable
from mi_coach.scoring.phrases import say
from mi_coach.scoring.words import clean

BODY, LINE = 10.5, 5.2
"""Size of the text in points, and from line to line in millimetres."""

_SIZES = {1: 18.0, 2: 13.5, 3: 11.0}
_FONT, _MARGIN, _FOOT = "helvetica", 18, 18
_INDENT, _QUIET, _BLACK = 5.0, 70, 0
_LONGEST_RUNNING = 200  # characters
_PAGES = "\x1dN\x1d"  # no text that is printed can hold these characters


class Part(NamedTuple):
    """A run of text of one style (``B``, ``I``, ``U`` or several), linked to a turn when ``turn`` is given."""

    text: str
    style: str = ""
    turn: int | None = None


class Paper(FPDF):
    """A document on A4 with page numbers, outline and metadata; the same calls give the same bytes.

    Args:
        title: The title, at the top and in the metadata.
        made: The date that stands in the metadata.
        turns: Turns that links may lead to; each must be :meth:`marked <mark>` once.
    """

    def __init__(self, title: str, made: datetime, turns: Iterable[int] = ()) -> None:
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=_FOOT + 4)
        self.alias_nb_pages(_PAGES)
        self.set_title(clean(title))
        self.set_author("MI Coach")
        self.set_creator("MI Coach")
        self.set_lang("en-GB")
        self.set_creation_date(made if made.tzinfo else made.replace(tzinfo=UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        self._running = printable(title)[:_LONGEST_RUNNING]
        self.add_page()
        self._turns = {turn: self.add_link() for turn in turns}
        self.heading(1, title)

    def footer(self) -> None:
        """The title and the number of each page."""
        self.set_y(-_FOOT)
        self.set_font(_FONT, size=8.5)
        self.set_text_color(_QUIET)
        number = say("form.page", page=self.page_no(), pages=_PAGES)
        room = self.epw - self.get_string_width(number) - 10
        title = self._running
        while self.get_string_width(title) > room:
            title = title[:-2].rstrip() + "\x85"  # the ellipsis of Windows-1252
        self.cell(self.epw, LINE, title, align=Align.L)
        self.set_x(self.l_margin)
        self.cell(self.epw, LINE, number, align=Align.R)
        self.set_text_color(_BLACK)

    def heading(self, level: int, text: str) -> None:
        """A heading of level 1, 2 or 3, in the outline too, never alone at the foot of a page."""
        size = _SIZES[level]
        above = {1: 0.0, 2: 5.0, 3: 2.5}[level]
        self.set_font(_FONT, "B", size)
        line = size * 0.45
        lines = 1 + int(self.get_string_width(printable(text)) / self.epw)
        if self.will_page_break(above + lines * line + 4 * LINE):
            self.add_page()
        elif level > 1:
            self.ln(above)
        self.start_section(clean(text), level - 1, strict=False)
        self.multi_cell(self.epw, line, printable(text), align=Align.L, new_x="LMARGIN", new_y="NEXT")
        if level == 2:
            self.set_draw_color(160)
            self.line(self.l_margin, self.y + 0.8, self.w - self.r_margin, self.y + 0.8)
            self.set_draw_color(_BLACK)
        self.ln(1.8)

    def note(self, text: str) -> None:
        """A paragraph of small print."""
        self.set_text_color(_QUIET)
        self.paragraph(Part(text), size=9)
        self.set_text_color(_BLACK)

    def foot(self, text: str) -> None:
        """The last line of the document."""
        self.ln(3)
        self.note(text)

    def paragraph(self, *parts: Part, indent: float = 0.0, size: float = BODY, gap: float = 1.6) -> None:
        """A paragraph of one or more runs."""
        margin = self.l_margin
        self.set_left_margin(margin + indent)
        self.set_x(margin + indent)
        for part in parts:
            link = self._turns.get(part.turn) if part.turn is not None else None
            self.set_font(_FONT, part.style + ("U" if link else ""), size)
            # Cleaning takes the spaces at the ends, which part one run from the next.
            before, after = (" " * part.text.startswith(" "), " " * part.text.endswith(" "))
            shown = before + printable(part.text) + after
            self._whole_word(shown, LINE * size / BODY)
            self.write(LINE * size / BODY, shown, link=link or "")
        self.set_left_margin(margin)
        self.ln(LINE * size / BODY + gap)

    def points(self, items: Iterable[Sequence[Part]], level: int = 0) -> None:
        """A list with bullets."""
        for parts in items:
            self._room(2 * LINE)
            self.set_font(_FONT, size=BODY)
            self.set_x(self.l_margin + level * _INDENT)
            self.cell(_INDENT, LINE, printable("•" if level == 0 else "–"))
            self.paragraph(*parts, indent=(level + 1) * _INDENT, gap=0.8)
        self.ln(0.8)

    def pair(self, label: str, *parts: Part) -> None:
        """A label in bold and what belongs to it."""
        self._room(2 * LINE)
        self.paragraph(Part(f"{label}: ", "B"), *parts, indent=_INDENT, gap=0.6)

    def grid(
        self, caption: str, rows: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[int] = ()
    ) -> None:
        """A table with its caption above; the first row is its head and stands again on every page.

        Args:
            caption: The caption.
            rows: The rows, of equal length.
            widths: Shares of the width by column.
            right: Columns of numbers, from 0.
        """
        self._room(6 * LINE)
        self.paragraph(Part(caption, "B"), size=9.5, gap=0.6)
        self.set_font(_FONT, size=9)
        self.set_draw_color(160)
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            col_widths=tuple(widths),
            text_align=tuple(Align.R if i in right else Align.L for i in range(len(widths))),
            headings_style=FontFace(emphasis="BOLD"),
            line_height=4.4,
            padding=(0.7, 1.2),
            v_align="TOP",
        ) as table:
            for row in rows:
                table.row([printable(cell) for cell in row])
        self.set_draw_color(_BLACK)
        self.ln(2.5)

    def blanks(self, label: str, lines: int) -> None:
        """A label with lines to write on below, all on one page."""
        step = 9.0
        self._room(LINE + lines * step + 3)
        self.paragraph(Part(label, "B"), gap=0)
        self.set_draw_color(110)
        for _ in range(lines):
            self.ln(step)
            self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)
        self.set_draw_color(_BLACK)
        self.ln(4)

    def mark(self, turn: int) -> None:
        """Says that a turn begins here."""
        self.ln(1.2)
        self._room(3 * LINE)
        self.set_link(self._turns[turn], y=self.y)

    def bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.output())

    def _whole_word(self, text: str, line: float) -> None:
        """Begins a new line where the first word does not fit: fpdf2 would break a word at the start of a run."""
        width = self.get_string_width(text.partition(" ")[0]) + 2 * self.c_margin
        if self.x > self.l_margin + self.c_margin and self.w - self.r_margin - self.x < width < self.epw:
            self.ln(line)

    def _room(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()
