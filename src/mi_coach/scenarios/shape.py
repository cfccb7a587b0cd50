"""Holds data against a file model and tells each difference in an author's words."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mi_coach.scenarios.diagnostics import shown, suggestion
from mi_coach.scenarios.findings import Findings

ModelT = TypeVar("ModelT", bound=BaseModel)
CodeRule = Callable[[tuple[str | int, ...], str], str | None]
"""Gives a more telling code for an error (place, pydantic's error type) than the general one, or ``None``."""

_TYPES = {
    "string_type": ("text", "Write text, in quotes."),
    "int_type": ("a whole number", "Write a whole number, without quotes."),
    "int_from_float": ("a whole number", "Write a whole number."),
    "float_type": ("a number", "Write a number without quotes."),
    "list_type": ("a list", "Write a list: [one, two], or one item a line after a dash."),
    "dict_type": ("keys with values", "Write key: value, indented below."),
    "model_type": ("keys with values", "Write key: value, indented below."),
}
_SORTS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    str: "text",
    list: "a list",
}
_HINTS = {
    "S106": "Write a whole number from 1 (faint) to 5 (strong).",
    "S108": "Write length: 20 or more.",
    "S110": "Write small letters and digits joined by - or _, such as work-2.",
    "S602": "Write at least one reply, and no empty ones.",
}


def validate(model: type[ModelT], data: Any, findings: Findings, rule: CodeRule) -> ModelT | None:
    """Gives the model of the data, or ``None`` with every difference noted.

    Args:
        model: The file model.
        data: Plain data as read.
        findings: Where differences are noted.
        rule: Gives special codes.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for details in error.errors(include_url=False, include_context=True):
            if findings.full:
                break
            _note(model, details, findings, rule)
        return None


def _note(model: type[BaseModel], error: Mapping[str, Any], findings: Findings, rule: CodeRule) -> None:
    loc, kind = error["loc"], error["type"]
    special = rule(loc, kind)
    name = shown(loc[-1]) if loc else "the file"
    if kind == "extra_forbidden":
        names = keys_of(annotation_at(model, loc[:-1]))
        findings.add("S101", loc, f"there is no key {name} here", suggestion(loc[-1], names), key=True)
    elif kind == "missing":
        _note_missing(model, loc, findings, special)
    elif kind in ("enum", "literal_error"):
        options = values_of(annotation_at(model, loc))
        findings.add(
            special or "S104",
            loc,
            f"{shown(error['input'])} is not known here",
            suggestion(error["input"], options),
        )
    elif kind in _TYPES:
        _note_type(error, findings, special)
    else:
        code = special or "S105"
        message, hint = bounds(kind, error.get("ctx", {}))
        what = name if isinstance(loc[-1], str) else "this"
        findings.add(code, loc, f"{what} {message}", _HINTS.get(code, hint))


def _note_missing(model: type[BaseModel], loc: tuple[str | int, ...], findings: Findings, special: str | None) -> None:
    holder = annotation_at(model, loc[:-1])
    field = next(f for key, f in _fields(holder).items() if key == loc[-1])
    hint = f"Add '{loc[-1]}: ...'. {field.description}."
    findings.add(special or "S102", loc[:-1], f"the key {shown(loc[-1])} is missing", hint)


def _note_type(error: Mapping[str, Any], findings: Findings, special: str | None) -> None:
    loc, given = error["loc"], error["input"]
    wanted, hint = _TYPES[error["type"]]
    written = findings.source.written(loc)
    if wanted == "text" and isinstance(given, bool | int | float):
        hint = f'Put it in quotes: "{written}".'
    code = special or "S103"
    what = "there is nothing here" if given is None else f"this is {_sort_of(given)}"
    findings.add(code, loc, f"{what}, where {wanted} is wanted", hint)


def _sort_of(value: object) -> str:
    return next((name for sort, name in _SORTS.items() if isinstance(value, sort)), "a block of keys")


def bounds(kind: str, context: dict[str, Any]) -> tuple[str, str]:
    """What is wrong with a length, number or pattern, and the hint, from pydantic's type and context."""
    if kind in ("string_too_short", "too_short"):
        return "is empty", "Write something here, or leave the key out if it is optional."
    if kind == "string_too_long":
        return "is too long", f"Write at most {context['max_length']} characters."
    if kind == "too_long":
        return "has too many items", f"Write at most {context['max_length']} of them."
    if kind in ("greater_than_equal", "less_than_equal"):
        low = kind == "greater_than_equal"
        limit = f"{context['ge' if low else 'le']:g}"
        return f"is too {'small' if low else 'large'}", f"Write {limit} or {'more' if low else 'less'}."
    return "is not well formed", "Write an ordinary number or word."


def annotation_at(model: Any, loc: Sequence[str | int]) -> Any:
    """The type that a file model has at a place; ``None`` beyond its reach."""
    current = _bare(model)
    for part in loc:
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = _fields(current).get(str(part))
            current = None if field is None else field.annotation
        elif get_origin(current) in (list, dict):
            current = get_args(current)[-1]
        else:
            return None
        current = _bare(current)
    return current


def _bare(annotation: Any) -> Any:
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation


def _fields(model: Any) -> dict[str, Any]:
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return {}
    return {field.alias or name: field for name, field in model.model_fields.items()}


def keys_of(model: Any) -> list[str]:
    """The keys a file model has, as they are written in files."""
    return list(_fields(model))


def values_of(annotation: Any) -> list[str]:
    """The values that an enumeration or a ``Literal`` takes."""
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return [str(value) for value in get_args(annotation)] if get_origin(annotation) is Literal else []
