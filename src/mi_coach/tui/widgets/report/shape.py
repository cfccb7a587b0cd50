"""Takes parts of a report document as they should be; what is missing or of another shape becomes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def text_of(data: Mapping[str, Any], key: str) -> str:
    """The text under a key."""
    value = data.get(key)
    return value if isinstance(value, str) else ""


def mapping(data: object) -> Mapping[str, Any]:
    """A mapping."""
    return data if isinstance(data, Mapping) else {}


def mappings(data: object) -> list[Mapping[str, Any]]:
    """Mappings in a list."""
    return [d for d in data if isinstance(d, Mapping)] if isinstance(data, list | tuple) else []


def texts(data: object) -> tuple[str, ...]:
    """Texts in a list, alone, or under ``text`` in mappings."""
    items = data if isinstance(data, list | tuple) else [data] if data else []
    found = (text_of(i, "text") if isinstance(i, Mapping) else str(i) for i in items)
    return tuple(text for text in found if text)
