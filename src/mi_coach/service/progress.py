"""How things move from session to session: pure figures over what is stored, and what they say in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from mi_coach.domain.documents import SCHEMA
from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.profile import Profile
from mi_coach.domain.self_rating import PRINCIPLES
from mi_coach.domain.session import Session
from mi_coach.domain.stored import Measured
from mi_coach.errors import MiCoachError
from mi_coach.scoring.phrases import say
from mi_coach.scoring.rules import BANDS
from mi_coach.scoring.trend import Trend, long_trend, trend
from mi_coach.service.next_practice import Suggestion, day
from mi_coach.service.skills import Standing, standings

FORMS = ("html", "json")
"""The forms that progress can be written in, each the ending of its file."""

RATED = 5
"""Most rated sessions that a trend is taken over."""

LOOKED_AT = 40
"""Most sessions that are read to find them, so that a long history does not keep anybody waiting."""


@dataclass(frozen=True, slots=True)
class GapTrend:
    """How far a trainee's own ratings were from the scores, session by session.

    Attributes:
        gaps: The mean size of the gap on the five principles in each rated session, in points, the oldest first.
    """

    gaps: tuple[float, ...]

    def sentence(self) -> str:
        """The first and the last of them in one line; empty for fewer than two."""
        if len(self.gaps) < 2:
            return ""
        from mi_coach.reports.labels import points

        first, last = points(self.gaps[0]), points(self.gaps[-1])
        key = "stayed" if first == last else "moved"
        return say(f"self_gap.trend_{key}", n=say(f"self_gap.n_{len(self.gaps)}"), first=first, last=last)


def gap_trend(sessions: Iterable[Session], report_of: Callable[[Session], Mapping[str, Any]]) -> GapTrend:
    """The trend of the gap over the latest rated sessions.

    Args:
        sessions: Newest first; read one by one, and no further than needed.
        report_of: Gives the report document of a session; asked only for rated ones.
    """
    rated = (report_of(s)["self_gap"] for s in islice(sessions, LOOKED_AT) if s.self_rating)
    found = list(islice((gap["mean"] for gap in rated if gap and gap["mean"] is not None), RATED))
    return GapTrend(tuple(reversed(found)))


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is followed over several conversations.

    Attributes:
        id: Its name in documents.
        better: ``up``, ``down``, or ``None`` where neither is.
        lowest: The least that a chart shows.
        highest: The most that a chart shows, unless a value lies above it.
        digits: Decimals of a middle value.
    """

    id: str
    better: str | None
    lowest: float = 0.0
    highest: float = 100.0
    digits: int = 1


MEASURES = (
    Measure("overall", "up"),
    Measure("reflection_to_question", "up", highest=3.0, digits=2),
    Measure("percent_complex", "up"),
    Measure("percent_open", "up"),
    Measure("mi_adherent", "up", highest=5.0),
    Measure("mi_non_adherent", "down", highest=5.0),
    Measure("talk_share", None),
    *(Measure(principle, "up", 1.0, 5.0) for principle in PRINCIPLES),
    Measure("self_gap", "down", highest=4.0),
    Measure("named", "up"),
    Measure("hints", None, highest=5.0),
)
"""In the order they are shown."""

_OF_TEN = ("mi_adherent", "mi_non_adherent")
_OWN = ("self_gap", "named", "hints")


@dataclass(frozen=True, slots=True)
class Entry:
    """A finished conversation with its figures.

    Attributes:
        measured: Which, and when.
        figures: What :func:`mi_coach.service.figures.figures_of` made of it.
        title: The scenario's title; empty when it is gone, and for a transcript.
        client: The person's first name; empty likewise.
    """

    measured: Measured
    figures: Mapping[str, Any]
    title: str = ""
    client: str = ""


def build_progress(
    profile: Profile,
    entries: Sequence[Entry],
    records: Sequence[ExerciseRecord],
    suggestion: Suggestion | None,
    now: datetime,
) -> dict[str, Any]:
    """The progress of one person as plain JSON-ready data.

    Args:
        profile: Whose.
        entries: Their finished conversations, oldest first.
        records: Their exercises, oldest first.
        suggestion: What to do next.
        now: The present moment.

    Returns:
        ``sessions``; ``measures``, each with a point for each session (``value`` may be ``None``), its ``trend``
        and ``long_trend`` (:class:`mi_coach.scoring.trend.Trend`) and both in words; ``skills`` of the ladder;
        ``benchmarks``; ``next``.
    """
    skills = standings([(e.measured.started, e.figures["skills"]) for e in entries], records)
    return {
        "schema": SCHEMA,
        "profile": {"id": profile.id, "name": profile.name},
        "until": now.isoformat(),
        "sessions": [_session(entry) for entry in entries],
        "measures": [_measure(measure, entries) for measure in MEASURES],
        "skills": [_skill(standing, now) for standing in skills],
        "benchmarks": [_benchmark(r) for r in records if r.kind is ExerciseKind.BENCHMARK and r.ended],
        "next": suggestion.to_dict() if suggestion else None,
        "notes": [say("progress.about"), say("progress.small")] if entries else [say("progress.empty")],
    }


def write_progress(document: Mapping[str, Any], form: str) -> bytes:
    """The progress as the bytes of a file.

    Args:
        document: What :func:`build_progress` gave.
        form: ``html`` or ``json``.

    Raises:
        MiCoachError: No such form.
    """
    if form == "json":
        from mi_coach.reports import to_json

        return to_json(document).encode()
    if form == "html":
        from mi_coach.reports.progress import progress_to_html

        return progress_to_html(document).encode()
    raise MiCoachError(f"progress cannot be written as {form!a}; choose one of: {', '.join(FORMS)}")


def _session(entry: Entry) -> dict[str, Any]:
    kept = entry.measured
    return {
        "session": kept.root,
        "path": kept.path,
        "scenario": kept.scenario,
        "title": entry.title or kept.scenario or say("progress.transcript"),
        "client": entry.client or None,
        "started": kept.started.isoformat(),
        "replies": entry.figures["replies"],
    }


def _measure(measure: Measure, entries: Sequence[Entry]) -> dict[str, Any]:
    values = [e.figures["values"].get(measure.id) for e in entries]
    points = [
        {
            "session": e.measured.root,
            "value": value,
            "band": e.figures["bands"].get(measure.id),
            "behind": e.figures["behind"].get(measure.id),
        }
        for e, value in zip(entries, values, strict=True)
    ]
    fair, good = BANDS.get(measure.id, (None, None))
    found, far = trend(values), long_trend(values)
    return {
        "id": measure.id,
        "name": _name(measure.id),
        "short": say(f"progress_short.{measure.id}"),
        "meaning": _meaning(measure.id),
        "bands": say("progress.fair_at", fair=_figure(fair), good=_figure(good)) if fair else say("progress.no_bands"),
        "fair": fair,
        "good": good,
        "better": measure.better,
        "lowest": measure.lowest,
        "highest": max([measure.highest, *(v for v in values if v is not None)]),
        "points": points,
        "trend": asdict(found),
        "long_trend": asdict(far) if far else None,
        "text": " ".join([sentence(measure, found), *long_sentence(measure, far)]),
    }


def sentence(measure: Measure, found: Trend) -> str:
    """A trend in words, which say no more than the numbers can carry."""
    if found.way == "none":
        return say("progress.none", needs=say(f"progress_needs.{measure.id}"))
    if found.sessions == 1:
        return say("progress.one", last=_figure(found.last, measure.digits))
    numbers = {name: _figure(getattr(found, name), measure.digits) for name in ("first", "last", "middle")}
    told = say(f"progress.{found.way}", n=found.sessions, **numbers)
    if found.way not in ("up", "down") or measure.better is None:
        return told
    return f"{told} {say('progress.wanted' if found.way == measure.better else 'progress.unwanted')}"


def long_sentence(measure: Measure, found: Trend | None) -> list[str]:
    """The long trend in words, or nothing where chance would do."""
    if found is None or found.way == "same":
        return []
    first, last = _figure(found.first, measure.digits), _figure(found.last, measure.digits)
    return [say(f"progress.long_{found.way}", n=found.sessions, first=first, last=last)]


def _name(measure: str) -> str:
    if measure in _OWN:
        return say(f"progress.{measure}")
    name = say(f"principle.{measure}" if measure in PRINCIPLES else f"measure.{measure}")
    return say("progress.of_ten", name=name) if measure in _OF_TEN else name


def _meaning(measure: str) -> str:
    if measure in PRINCIPLES:
        return say("progress_meaning.principle")
    return say(f"progress_meaning.{measure}" if measure in _OWN else f"meaning.{measure}")


def _skill(standing: Standing, now: datetime) -> dict[str, Any]:
    last = standing.last
    name, stands = say(f"ladder.{standing.skill}"), say(f"stands.{standing.strength}")
    is_due = standing.due is not None and standing.due <= now.date()
    if last is None or standing.due is None:
        text = say("stands.line_new", name=name, stands=stands)
    else:
        text = say(
            "stands.line_due" if is_due else "stands.line",
            name=name,
            stands=stands,
            date=day(last.when),
            where=say(f"stands.{last.where}"),
            came=say(f"stands.{last.came}"),
            due=day(standing.due),
        )
    return {
        "id": standing.skill.value,
        "name": name,
        "strength": standing.strength,
        "stands": stands,
        "last": None
        if last is None
        else {"when": last.when.isoformat(), "where": last.where, "came": last.came.value, "level": last.level},
        "times": standing.times,
        "due": standing.due.isoformat() if standing.due else None,
        "is_due": is_due,
        "text": text,
    }


def _benchmark(record: ExerciseRecord) -> dict[str, Any]:
    """A benchmark that was finished; what it says of its own limits stands where it is taken."""
    result = record.result
    told = [str(line) for line in result.get("told", ())][:-1]
    return {
        "form": record.what,
        "started": record.started.isoformat(),
        "score": result.get("score"),
        "interval": result.get("interval"),
        "change": result.get("change"),
        "text": say(
            "progress.benchmark", form=result.get("title", record.what), date=day(record.started), told=" ".join(told)
        ),
    }


def _figure(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{round(value, digits):g}"
