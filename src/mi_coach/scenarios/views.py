"""A scenario as far as it can be made out, whatever is wrong with it.

The checks look at these views instead of the models, so that a slip in one line does not hide the problems of
others. What has the wrong type is left out here; ``mi_coach.scenarios.shape`` tells about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mi_coach.domain.scenario import Role


def text_of(value: object) -> str:
    """The value when it is text, without space around it; else nothing."""
    return value.strip() if isinstance(value, str) else ""


def mapping_of(value: object) -> Mapping[str, Any]:
    """The value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def items_of(value: object) -> list[tuple[int, Any]]:
    """Position and value of the items when it is a list, else nothing."""
    return list(enumerate(value)) if isinstance(value, list) else []


def texts_of(value: object) -> list[tuple[int, str]]:
    """Position and text of the items of a list that are text."""
    return [(n, item.strip()) for n, item in items_of(value) if isinstance(item, str)]


@dataclass(frozen=True)
class LineView:
    """One line as far as it can be made out; ``index`` is its position in the file."""

    index: int
    raw: Mapping[str, Any]

    @property
    def loc(self) -> tuple[str | int, ...]:
        """The way to it."""
        return ("lines", self.index)

    @property
    def id(self) -> str:
        """Its id, or nothing."""
        return text_of(self.raw.get("id"))

    @property
    def text(self) -> str:
        """Its words, or nothing."""
        return text_of(self.raw.get("text"))

    @property
    def topic(self) -> str:
        """Its topic, or nothing."""
        return text_of(self.raw.get("topic"))

    @cached_property
    def role(self) -> Role | None:
        """Its role; ``None`` when that is not known."""
        role = self.raw.get("role", Role.LINE.value)
        return next((known for known in Role if known.value == role), None)

    @property
    def when(self) -> Mapping[str, Any]:
        """What must hold before it may be said."""
        return mapping_of(self.raw.get("when"))

    def texts(self, key: str) -> list[tuple[int, str]]:
        """Position and text of the items under one of its keys."""
        return texts_of(self.raw.get(key))

    def when_texts(self, key: str) -> list[tuple[int, str]]:
        """Position and text of the items under one key of ``when``."""
        return texts_of(self.when.get(key))


@dataclass(frozen=True)
class ScenarioView:
    """A scenario as far as it can be made out."""

    raw: Mapping[str, Any]

    @cached_property
    def lines(self) -> list[LineView]:
        """The lines that have keys at all."""
        return [LineView(n, item) for n, item in items_of(self.raw.get("lines")) if isinstance(item, dict)]

    @cached_property
    def topics(self) -> list[tuple[int, Mapping[str, Any]]]:
        """Position and keys of the topics."""
        return [(n, item) for n, item in items_of(self.raw.get("topics")) if isinstance(item, dict)]

    @cached_property
    def line_ids(self) -> list[str]:
        """The ids of all lines, in order."""
        return [line.id for line in self.lines if line.id]

    @cached_property
    def topic_ids(self) -> list[str]:
        """The ids of all topics, in order."""
        return [text_of(topic.get("id")) for _, topic in self.topics if text_of(topic.get("id"))]

    @cached_property
    def opening_ids(self) -> list[str]:
        """The ids of the openings."""
        return [line.id for line in self.with_role(Role.OPENING)]

    @property
    def lists_lines(self) -> bool:
        """True when there is a list of lines, however short."""
        return isinstance(self.raw.get("lines"), list)

    @property
    def lists_topics(self) -> bool:
        """True when there is a list of topics, however short."""
        return isinstance(self.raw.get("topics"), list)

    def with_role(self, *roles: Role) -> list[LineView]:
        """The lines of these roles."""
        return [line for line in self.lines if line.role in roles]
