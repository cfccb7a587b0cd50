"""Cleans what people type before it is stored: no control or escape characters, one kind of line break."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")


def clean_reply(text: str) -> str:
    """The text without terminal escapes, control characters and bidirectional overrides; tabs become spaces."""
    text = _ESCAPES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\t", " ")
    return "".join(c for c in text if c == "\n" or not _unwanted(c))


def _unwanted(char: str) -> bool:
    # Cf holds bidirectional overrides as well as the joiners that emoji and some scripts need.
    category = unicodedata.category(char)
    return category in ("Cc", "Cs") or (category == "Cf" and char not in "\u200c\u200d")
