"""The file of a form as a pydantic model."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mi_coach.exercises.benchmark.types import ITEMS, Demand
from mi_coach.exercises.models import Version, Who
from mi_coach.scenarios.models import Id, MeaningPart, Part, Short, Spoken, TalkPart


class ItemPart(Part):
    """One situation."""

    id: Annotated[Id, Field(description="Unique in the file")]
    demand: Annotated[Demand, Field(strict=False, description="What it calls for; each once in a form")]
    who: Who
    situation: Annotated[Short, Field(description="What the reader has to know, in two sentences")]
    client: Annotated[Spoken, Field(description="What the client says")]
    talk: Annotated[list[TalkPart], Field(min_length=1, max_length=6, description="Talk segments of the line")]
    meanings: Annotated[list[MeaningPart], Field(min_length=2, max_length=8, description="What lies beneath the line")]
    strengths: Annotated[list[Short], Field(min_length=1, max_length=8, description="What in it could be affirmed")]
    limits: Annotated[list[Short], Field(default_factory=list, max_length=4, description="What has to be said plainly")]


class FormFile(Part):
    """A form of the benchmark."""

    schema_: Version
    form: Annotated[Id, Field(description="The same as the file's name")]
    title: Annotated[str, Field(min_length=1, max_length=80, description="Shown in lists")]
    items: Annotated[list[ItemPart], Field(min_length=ITEMS, max_length=ITEMS, description="The situations, in order")]
