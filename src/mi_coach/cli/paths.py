"""Paths through a session in plain lines: which there are, and two of them one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mi_coach.cli import wording
from mi_coach.cli.common import one_line
from mi_coach.domain.session import Session
from mi_coach.service.compare import Comparison, Step, apart_text, moved_text, path_title, tree_order


def path_lines(paths: Sequence[Session], overall: Mapping[int, int | None], name: str) -> Iterator[str]:
    """The tree of a session's paths, a line each.

    Args:
        paths: All of them.
        overall: The overall score by number of the path.
        name: The client's name.
    """
    for depth, path in tree_order(paths):
        score = overall.get(path.path)
        told = [
            path_title(path),
            wording.replies(len(path.turns)),
            wording.ending(path.ending, name).rstrip("."),
            "too few replies for an overall score" if score is None else f"overall {score} of 100",
        ]
        yield f"{'  ' * depth}{'; '.join(told)}. ({path.reference})"


def comparison_lines(comparison: Comparison, name: str) -> Iterator[str]:
    """Two paths from the reply in which they part: what both heard, then reply by reply, one path after the other.

    Args:
        comparison: The two paths.
        name: The client's name.
    """
    first, second = comparison.first, comparison.second
    yield f"Path {first.path} and path {second.path} part at reply {comparison.from_turn}."
    yield f"{name}: {one_line(comparison.client.text)}"
    for at, row in enumerate(comparison.rows):
        for path, step in zip((first, second), row, strict=True):
            if step is not None:
                yield ""
                yield f"Path {path.path}, reply {step.turn.n}"
                yield from _step(step, name)
            elif at == 0:
                yield ""
                yield f"Path {path.path} has no reply here yet."
        if at == 0 and (apart := apart_text(comparison)):
            yield from ("", apart)


def _step(step: Step, name: str) -> Iterator[str]:
    yield f"You: {one_line(step.turn.reply)}"
    if step.turn.units is None:
        yield "  (not coded yet)"
    yield from (wording.tag(unit) for unit in step.turn.units or ())
    if step.answer is not None:
        yield f"{name}: {one_line(step.answer.text)}"
    if moved := step.moved():
        yield f"Where {name} stands: {moved_text(moved)}."
    if step.ending is not None:
        yield wording.ending(step.ending, name)
