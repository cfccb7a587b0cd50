"""Makes a reply fit for the model without moving a single character, so that offsets stay true to what was typed."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u00b4": "'", "`": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u3000": " ", "\t": " ", "\n": " ", "\r": " ",
    }
)  # fmt: skip


def normalise(text: str) -> str:
    """Gives the text with plain quotes, dashes and spaces and in lower case, every character in its old place.

    Returns:
        A string of the same length; control characters and lone surrogates become spaces.
    """
    return "".join(_one(c) for c in text.translate(_PLAIN))


def _one(char: str) -> str:
    if unicodedata.category(char) in ("Cc", "Cs", "Cn"):
        return " "
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char
