"""All that the client remembers between two replies, small enough to store after each one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from mi_coach.domain.session import ClientState


@dataclass(frozen=True, slots=True)
class EngineState:
    """The engine's memory.

    Attributes:
        seed: Seed of the session.
        n: Replies answered so far.
        client: The client's state.
        current: Id of the line the trainee is looking at.
        topic: Topic the talk is on, or ``None``.
        said: Ids of all lines said, in order.
        flags: Flags set by lines said and by what was heard (``heard_<act>``), sorted.
        acts: The acts of each reply so far, oldest first.
        puzzled: Fallback lines said in a row.
        agreed: The client has offered a next step.
    """

    seed: int
    n: int
    client: ClientState
    current: str
    topic: str | None
    said: tuple[str, ...]
    flags: tuple[str, ...] = ()
    acts: tuple[tuple[str, ...], ...] = field(default=())
    puzzled: int = 0
    agreed: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Plain data for storage as JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> EngineState:
        """Reads what ``to_dict`` wrote.

        Raises:
            KeyError: A field is missing.
        """
        return cls(
            seed=int(data["seed"]),
            n=int(data["n"]),
            client=ClientState(**data["client"]),
            current=data["current"],
            topic=data["topic"],
            said=tuple(data["said"]),
            flags=tuple(data["flags"]),
            acts=tuple(tuple(a) for a in data["acts"]),
            puzzled=int(data["puzzled"]),
            agreed=bool(data["agreed"]),
        )

    def count(self, act: str) -> int:
        """In how many replies so far the act occurred."""
        return sum(act in acts for acts in self.acts)

    def run_of(self, act: str) -> int:
        """How many of the latest replies in a row contained the act."""
        run = 0
        for acts in reversed(self.acts):
            if act not in acts:
                break
            run += 1
        return run
