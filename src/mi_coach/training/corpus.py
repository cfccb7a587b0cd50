"""The project's own corpus: replies to a client line, labelled by unit: a JSON object a line, a file a voice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.errors import MiCoachError
from mi_coach.nlp.labels import CLASS_OF

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class LabelledUnit:
    """One unit with its settled label.

    Attributes:
        start: Offset into the reply.
        end: Offset after the last character.
        code: Settled code.
        kind: Roadblock kind, ``None`` unless the code is RB.
        summary: Settled flag.
        double_sided: Settled flag.
        confronting: The unit accuses or disapproves (probing, ordering, interpreting).
        first: The writer's own label, as a string such as ``RB:probing!``.
        second: The blind second labeller's label, or ``None``.
    """

    start: int
    end: int
    code: Code
    kind: Roadblock | None
    summary: bool
    double_sided: bool
    confronting: bool
    first: str
    second: str | None

    @property
    def class_index(self) -> int:
        """Class number in ``mi_coach.nlp.labels``."""
        return CLASS_OF[(self.code, self.kind)]


@dataclass(frozen=True, slots=True)
class LabelledReply:
    """One reply of one voice."""

    id: str
    voice: str
    setting: str
    client: str
    reply: str
    units: tuple[LabelledUnit, ...]


def read_split(corpus: Path, split: str) -> list[LabelledReply]:
    """Reads all voices of a split, in the order of their file names.

    Raises:
        MiCoachError: The folder is missing or a line does not hold what it should.
    """
    folder = corpus / split
    if not folder.is_dir():
        raise MiCoachError(f"{folder}: there is no such part of the corpus; parts are {', '.join(SPLITS)}")
    return [reply for path in sorted(folder.glob("*.jsonl")) for reply in read_voice(path)]


def read_voice(path: Path) -> list[LabelledReply]:
    """Reads one voice's file.

    Raises:
        MiCoachError: A line is not valid; the message names file and line.
    """
    replies = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            replies.append(_reply(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise MiCoachError(f"{path}:{number}: not a labelled reply ({error})") from error
    return replies


def _reply(data: dict[str, object]) -> LabelledReply:
    units = data["units"]
    if not isinstance(units, list):
        raise TypeError("units is not a list")
    return LabelledReply(
        id=str(data["id"]),
        voice=str(data["voice"]),
        setting=str(data["setting"]),
        client=str(data["client"]),
        reply=str(data["reply"]),
        units=tuple(_unit(u) for u in units),
    )


def _unit(data: dict[str, object]) -> LabelledUnit:
    kind = data.get("kind")
    second = data.get("second")
    return LabelledUnit(
        start=int(str(data["start"])),
        end=int(str(data["end"])),
        code=Code(str(data["code"])),
        kind=Roadblock(str(kind)) if kind else None,
        summary=bool(data.get("summary", False)),
        double_sided=bool(data.get("double_sided", False)),
        confronting=bool(data.get("confronting", False)),
        first=str(data["first"]),
        second=str(second) if second else None,
    )
