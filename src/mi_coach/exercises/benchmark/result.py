"""What a whole form comes to: a score with its uncertainty, and the change since an earlier one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import Any

from mi_coach.domain.documents import unit_to_dict
from mi_coach.domain.reply import CodedReply
from mi_coach.exercises.benchmark.rubric import Rating
from mi_coach.exercises.benchmark.scale import Scale, Z, bounded
from mi_coach.exercises.benchmark.types import HIGHEST, LOWEST, Form, Item
from mi_coach.exercises.phrases import say


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What came of one situation.

    Attributes:
        item: The situation.
        coded: The reply with its units.
        rating: What it is worth.
    """

    item: Item
    coded: CodedReply
    rating: Rating

    @property
    def told(self) -> str:
        """One or two plain sentences about it."""
        fields = {"name": self.item.name, "demand": say(f"benchmark.demand_{self.item.demand.value}")}
        sentence = say(f"benchmark.step_{self.rating.step}", self.coded.text, **fields)
        if self.rating.low == self.rating.high:
            return sentence
        return f"{sentence} {say('benchmark.range', low=self.rating.low, high=self.rating.high)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data for documents and storage."""
        rating = self.rating
        return {
            "item": self.item.id,
            "demand": self.item.demand.value,
            "reply": self.coded.text,
            "points": rating.points,
            "low": rating.low,
            "high": rating.high,
            "variance": rating.variance,
            "step": rating.step,
            "told": self.told,
            "units": [unit_to_dict(unit) for unit in self.coded.units],
        }


@dataclass(frozen=True, slots=True)
class Score:
    """A score on the scale of form A.

    Attributes:
        form: The form that was taken.
        value: 1 to 5.
        tags: Variance of the form's mean over the readings of unsure tags.
        error: Standard error of the value.
    """

    form: str
    value: float
    tags: float
    error: float

    @property
    def interval(self) -> tuple[float, float]:
        """Where the score lies 95 times in 100."""
        return bounded(self.value - Z * self.error), bounded(self.value + Z * self.error)


@dataclass(frozen=True, slots=True)
class Change:
    """What has become of a score since an earlier one.

    Attributes:
        before: The earlier score.
        after: The later score.
        error: Standard error of their difference.
    """

    before: Score
    after: Score
    error: float

    @property
    def by(self) -> float:
        """Later less earlier."""
        return round(self.after.value - self.before.value, 2)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the difference lies 95 times in 100."""
        most = float(HIGHEST - LOWEST)
        return round(max(self.by - Z * self.error, -most), 2), round(min(self.by + Z * self.error, most), 2)

    @property
    def beyond_chance(self) -> bool:
        """True when chance alone would bring such a difference in fewer than 1 of 20."""
        return abs(self.by) > Z * self.error

    @property
    def same_form(self) -> bool:
        """True when both were taken with the same form."""
        return self.before.form == self.after.form

    def told(self, when: str) -> list[str]:
        """The change in plain sentences; ``when`` is the date of the earlier score."""
        shown = f"{abs(self.by):.1f}"
        way = "same" if shown == "0.0" else "up" if self.by > 0 else "down"
        low, high = self.interval
        told = [say(f"benchmark.{way}", when=when, by=shown, low=f"{low:+.1f}", high=f"{high:+.1f}")]
        if way != "same":
            told.append(say("benchmark.beyond_chance" if self.beyond_chance else "benchmark.within_chance"))
        return [*told, say("benchmark.same_form")] if self.same_form else told


def score(scale: Scale, form: Form, ratings: Sequence[Rating]) -> Score:
    """The score of a form whose every situation was answered."""
    tags = sum(r.variance for r in ratings) / len(ratings) ** 2
    line = scale.lines[form.id]
    value = scale.score(form.id, fmean(r.points for r in ratings))
    on_scale = tags * line.slope**2
    return Score(form.id, value, round(on_scale, 4), scale.error(on_scale))


def stored_score(scale: Scale, result: Mapping[str, Any]) -> Score:
    """The score in a stored result.

    Raises:
        KeyError: It holds none.
    """
    tags = float(result["tags"]) ** 2
    return Score(str(result["form"]), float(result["score"]), tags, scale.error(tags))


def change(scale: Scale, before: Score, after: Score) -> Change:
    """What has become of a score since an earlier one."""
    same_form = before.form == after.form
    return Change(before, after, scale.error_of_change(before.tags, after.tags, same_form))


def told(found: Score, since: Change | None = None, when: str = "") -> list[str]:
    """A result in plain sentences."""
    low, high = found.interval
    lines = [
        say("benchmark.score", score=f"{found.value:.1f}", low=f"{low:.1f}", high=f"{high:.1f}"),
        say(f"benchmark.about_{min(max(int(found.value + 0.5), LOWEST), HIGHEST)}"),
        *(since.told(when) if since else ()),
    ]
    return [*lines, say("benchmark.limits")]


def to_dict(scale: Scale, form: Form, found: Score, since: Change | None, told_: Sequence[str]) -> dict[str, Any]:
    """A result as it is kept."""
    return {
        "form": form.id,
        "title": form.title,
        "items": len(form.items),
        "answered": len(form.items),
        "score": found.value,
        "interval": list(found.interval),
        "lowest": LOWEST,
        "highest": HIGHEST,
        "sem": scale.sem,
        "tags": round(sqrt(found.tags), 3),
        "change": None
        if since is None
        else {
            "before": since.before.value,
            "by": since.by,
            "interval": list(since.interval),
            "beyond_chance": since.beyond_chance,
            "same_form": since.same_form,
        },
        "told": list(told_),
        "made_with": {"rubric": scale.rubric, "model": scale.model, "forms": scale.forms},
    }
