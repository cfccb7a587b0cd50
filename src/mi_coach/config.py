"""What a person may choose: kept in ``settings.toml`` in the data folder, with environment variables over it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from mi_coach.errors import MiCoachError

FILE_NAME = "settings.toml"
"""The settings file's name in the data folder."""


class Coaching(StrEnum):
    """When the trainee sees how the replies were coded."""

    LIVE = "live"
    AFTER = "after"
    OFF = "off"
    FADING = "fading"


class Switch(StrEnum):
    """Something that is shown or not."""

    ON = "on"
    OFF = "off"


class Settings(BaseSettings):
    """The settings and their defaults. ``MI_COACH_THEME`` and its like win over the file."""

    model_config = SettingsConfigDict(env_prefix="MI_COACH_", extra="ignore")

    theme: str = Field(default="", max_length=60)
    """The app's colours; empty for the app's own choice."""

    coaching: Coaching = Coaching.LIVE
    """When replies are shown with their codes: after each one, at the end, not at all, or as figures hold."""

    profile: str = Field(default="", max_length=64)
    """Whose practice it is; empty for the first profile."""

    meters: Switch = Switch.OFF
    """Whether the app shows where the client stands during the conversation."""

    self_rating: Switch = Switch.ON
    """Whether a finished session asks for the trainee's own view before the feedback."""

    name_first: Switch = Switch.OFF
    """Whether the trainee is asked what a reply was before its tag is shown."""

    notes: Switch = Switch.OFF
    """Whether the trainee is offered a line of their own on a reply before its tag is shown."""

    check_in: Switch = Switch.ON
    """Whether a moment for oneself is offered after a conversation in which something heavy was said."""

    toured: Switch = Switch.OFF
    """Whether the tour was taken, or left, on this machine."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Puts the environment over what the file says, and reads nothing else."""
        return env_settings, init_settings


def read_file(path: Path) -> dict[str, Any]:
    """The settings file as plain data; empty when there is none.

    Raises:
        MiCoachError: It cannot be read.
    """
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise MiCoachError(f"the settings in {path} cannot be read ({reason}); mend or delete the file") from error


def make_settings(values: Mapping[str, Any]) -> Settings:
    """Settings from a file's data and the environment.

    Raises:
        MiCoachError: A value is not one that the setting takes.
    """
    try:
        return Settings(**{key: values[key] for key in Settings.model_fields if key in values})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise MiCoachError(f"the setting {name} has a value that it does not take: {first['msg']}") from error


def to_toml(values: Mapping[str, str]) -> str:
    """Text values as a TOML file."""
    return "".join(f"{key} = {_quoted(value)}\n" for key, value in values.items())


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(c):04x}" if ord(c) < 0x20 or ord(c) == 0x7F else {"\\": "\\\\", '"': '\\"'}.get(c, c) for c in text
    )
    return f'"{escaped}"'
