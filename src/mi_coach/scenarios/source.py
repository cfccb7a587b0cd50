"""Reads a YAML file into plain data and keeps the place of every key and value.

The node graph of ruamel.yaml is walked here rather than its round-trip containers: it costs no more than a
plain safe load, has the exact place of each scalar, and lets all duplicate keys be told, not only the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from mi_coach.scenarios.codes import Severity
from mi_coach.scenarios.diagnostics import Diagnostic, shown

MAX_BYTES = 1_000_000
"""Largest file read; about five times a long scenario."""

Loc = Sequence[str | int]
"""The way to a value: keys and positions in lists, from the top."""

_TAG = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset(_TAG + name for name in ("str", "timestamp", "merge", "value", "yaml"))
_SCALAR_TAGS = frozenset(_TAG + name for name in ("int", "float", "bool", "null"))
_HINTS = {
    "mapping values are not allowed": "Put text that holds a colon in double quotes; check the indentation.",
    "cannot start any token": "Put the text in double quotes; indent with spaces, never with tabs.",
    "unexpected end of stream": "Close the quotation mark that is opened here.",
    "expected <block end>": "Indent this line as its neighbours are; put text in double quotes.",
    "expected ',' or": "Close the bracket, or put a comma between the items; quote text that holds commas.",
    "unknown escape": 'In double quotes write \\\\ for a backslash and \\" for a quotation mark.',
    "undefined alias": "Put text that begins with * in double quotes.",
}
_USUAL_HINT = "Compare it with a line above that is right: indentation, colons, brackets and quotation marks."


@dataclass(slots=True)
class Source:
    """A file as data with places.

    Attributes:
        file: Its name for diagnostics.
        data: Plain dicts, lists and scalars; ``None`` when the file could not be read.
        problems: What was found while reading.
        root: The file's top node, which knows the places.
    """

    file: str
    data: Any = None
    problems: list[Diagnostic] = field(default_factory=list)
    root: Node | None = field(default=None, repr=False)

    def place(self, loc: Loc, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of a value or its key, or of the nearest parent when it is not there."""
        node = self.root
        if node is None:
            return 1, 1
        mark = node.start_mark
        for depth, part in enumerate(loc, start=1):
            found = _child(node, part)
            if found is None:
                break
            key_node, node = found
            mark = key_node.start_mark if key and depth == len(loc) else node.start_mark
        return mark.line + 1, mark.column + 1

    def written(self, loc: Loc) -> str:
        """A scalar as it is written in the file; empty when there is none."""
        node = self.root
        for part in loc:
            found = _child(node, part)
            if found is None:
                return ""
            node = found[1]
        return str(node.value) if isinstance(node, ScalarNode) else ""

    def problem(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        """Notes a problem of reading."""
        self.problems.append(Diagnostic(self.file, line, column, code, message, hint, Severity.ERROR))


def _child(node: Node | None, part: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, MappingNode):
        return next((pair for pair in node.value if _key(pair[0]) == part), None)
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


def _key(node: Node) -> str | None:
    return str(node.value) if isinstance(node, ScalarNode) else None


def read(path: Path, file: str | None = None) -> Source:
    """Reads and parses a file; never raises for what is in it."""
    source = Source(file or str(path))
    text = read_text(path, source)
    return source if text is None else parse(text, source)


def read_text(path: Path, source: Source) -> str | None:
    """The file's text, or ``None`` with the reason noted in ``source``."""
    try:
        if not path.is_file():
            source.problem(
                "S004",
                1,
                1,
                "there is no such file",
                "Check the name, or make one with: mi-coach scenarios new.",
            )
            return None
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            source.problem("S004", 1, 1, f"the file is larger than {MAX_BYTES:,} bytes", "Split it into two scenarios.")
            return None
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        rows = error.object[: error.start].decode("utf-8", "replace").split("\n")
        line, column = len(rows), len(rows[-1]) + 1
        source.problem("S004", line, column, "this is not UTF-8 text", "Save the file as UTF-8 in your editor.")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        source.problem("S004", 1, 1, f"the file cannot be read: {reason}", "Check that you may read it.")
    return None


def parse(text: str, source: Source) -> Source:
    """Parses text into ``source``; what YAML does not allow is noted there."""
    yaml = YAML(typ="safe", pure=True)
    try:
        root = yaml.compose(text)
        if root is None:
            source.problem("S001", 1, 1, "the file is empty", "Begin with: schema: 1")
            return source
        source.root = root
        source.data = Builder(yaml, source).document(root)
        if source.data is None and not source.problems:
            source.problem("S001", 1, 1, "the file is empty", "Begin with: schema: 1")
    except MarkedYAMLError as error:
        _note_syntax(error, source)
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, error.position - (before.rfind("\n") + 1) + 1
        source.problem(
            "S001", line, column, "this character may not stand in YAML", "Delete it and type the text again."
        )
    except RecursionError:
        source.data = None
        source.problem(
            "S001", 1, 1, "brackets or lists are nested too deeply", "Write the file in the documented form."
        )
    except (YAMLError, ValueError) as error:
        source.problem("S001", 1, 1, f"this is not YAML: {shown(error)}", _USUAL_HINT)
    return source


def _note_syntax(error: MarkedYAMLError, source: Source) -> None:
    said = f"{error.problem or error.context or 'it cannot be read'}".split("\n", maxsplit=1)[0]
    at_end = "end of stream" in said and error.context_mark is not None
    mark = error.context_mark if at_end else error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    hint = next((text for part, text in _HINTS.items() if part in said), _USUAL_HINT)
    source.problem("S001", line, column, f"this is not YAML: {said}", hint)


class Builder:
    """Turns nodes into plain data, noting what the format has no use for."""

    def __init__(self, yaml: YAML, source: Source) -> None:
        self._constructor: Any = yaml.constructor
        self._source = source
        self._anchored: set[int] = set()
        self._aliased = False

    def document(self, root: Node) -> Any:
        """The whole file; ``None`` when it has aliases, with which a small file can stand for a huge one."""
        data = self._value(root)
        return None if self._aliased else data

    def _value(self, node: Node) -> Any:
        if node.anchor:
            if id(node) in self._anchored:
                self._aliased = True
                return None
            self._anchored.add(id(node))
        self._plain(node)
        if isinstance(node, MappingNode):
            return self._mapping(node)
        if isinstance(node, SequenceNode):
            return [self._value(item) for item in node.value]
        return self._scalar(node)

    def _note(self, code: str, node: Node, message: str, hint: str) -> None:
        self._source.problem(code, node.start_mark.line + 1, node.start_mark.column + 1, message, hint)

    def _plain(self, node: Node) -> None:
        if node.anchor:
            hint = "Write the text out where it is needed; put text that begins with & in quotes."
            self._note("S003", node, f"the anchor {shown(node.anchor)} is not allowed", hint)
        usual = "map" if isinstance(node, MappingNode) else "seq" if isinstance(node, SequenceNode) else ""
        tag = str(node.tag)
        if tag != f"{_TAG}{usual}" if usual else tag not in _TEXT_TAGS | _SCALAR_TAGS:
            self._note(
                "S003",
                node,
                f"the tag {shown(tag.replace(_TAG, '!!'))} is not allowed",
                "Delete the tag; put text that begins with ! in quotes.",
            )

    def _mapping(self, node: MappingNode) -> dict[str, Any]:
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = _key(key_node)
            if key is None:
                self._note("S103", key_node, "a key must be a word", "Write key: value.")
                continue
            if key in found:
                hint = f"Keep one of the two; the first is in line {lines[key]}."
                self._note("S002", key_node, f"the key {shown(key)} is written twice", hint)
                continue
            self._plain(key_node)
            found[key] = self._value(value_node)
            lines[key] = key_node.start_mark.line + 1
        return found

    def _scalar(self, node: Node) -> Any:
        kind = str(node.tag).removeprefix(_TAG)
        if kind in ("int", "float", "bool"):
            try:
                return getattr(self._constructor, f"construct_yaml_{kind}")(node)
            except (ValueError, OverflowError, KeyError, IndexError):
                return str(node.value)
        return None if kind == "null" else str(node.value)
