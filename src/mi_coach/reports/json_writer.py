"""Writes the report document as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def to_json(document: Mapping[str, Any]) -> str:
    """The document as indented JSON in UTF-8 with a final line break."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
