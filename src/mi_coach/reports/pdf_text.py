"""Text for the PDF's built-in fonts, which know Western European letters and typographic marks, and nothing else."""

from __future__ import annotations

import re
import unicodedata

from mi_coach.scoring.words import clean

MISSING = "[?]"
"""Stands for one or more characters that the fonts do not have."""

_ENCODING = "cp1252"
_ALIKE = str.maketrans(
    {
        "\u200c": "", "\u200d": "", "\ufe0f": "",
        "‐": "-", "‑": "-", "‒": "–", "―": "—", "−": "-", "′": "’", "″": "”", "‛": "‘", "→": "->", "←": "<-",
        "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ŧ": "T", "ŧ": "t", "ŋ": "n", "Ŋ": "N",
    }
)  # fmt: skip
_RUN = re.compile("\ufffd+")


def printable(text: str) -> str:
    """The text as the built-in fonts can print it, each letter as its byte in Windows-1252.

    Letters with marks that the fonts lack lose the mark (``ŵ`` becomes ``w``); what has no likeness becomes
    :data:`MISSING`. Control, escape and direction characters are taken out.
    """
    found = "".join(map(_nearest, _prepared(text)))
    # One byte, one character: what fpdf2 takes for Latin-1 comes out under the font's own encoding.
    return _RUN.sub(MISSING, found).encode(_ENCODING).decode("latin-1")


def lacks(text: str) -> bool:
    """True when :func:`printable` has to leave characters out."""
    return any(_nearest(c) == "\ufffd" for c in _prepared(text))


def _prepared(text: str) -> str:
    # Letters and the marks that follow them become one character where there is one.
    return unicodedata.normalize("NFC", clean(text)).translate(_ALIKE)


def _nearest(character: str) -> str:
    if _known(character):
        return character
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if unicodedata.combining(character):
        return ""
    return plain if plain and _known(plain) else "\ufffd"


def _known(text: str) -> bool:
    try:
        text.encode(_ENCODING)
    except UnicodeEncodeError:
        return False
    return True
