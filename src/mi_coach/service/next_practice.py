"""What to practise next, one thing at a time, with the reason: pure. A proposal, never an order, and never a streak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.exercises.types import Skill
from mi_coach.scoring.phrases import say
from mi_coach.service.skills import Standing

WEEKLY = timedelta(days=7)
"""Between conversations in the first month."""

BOOSTER = timedelta(days=45)
"""Between them afterwards: three to four in five months."""

FIRST_MONTH = timedelta(days=30)

LONG_GAP = timedelta(days=30)
"""Without any practice; whoever comes back is welcomed and offered something short."""

BENCHMARK_AFTER = timedelta(days=28)
BENCHMARK_PRACTICE = 6
"""Time and conversations or drills between the first benchmark and the second."""

FAIR = 40
"""Overall score from which a case of that difficulty is taken to be within reach."""

CARD_SKILLS = {
    Skill.SIMPLE_REFLECTION: {"simple_reflection", "engaging"},
    Skill.COMPLEX_MEANING: {"complex_reflection"},
    Skill.COMPLEX_FEELING: {"complex_reflection"},
    Skill.REFLECT_AND_ASK: {"open_questions", "engaging"},
    Skill.EVOKING_CHANGE_TALK: {"evoking_change_talk"},
    Skill.REFLECTING_CHANGE_TALK: {"evoking_change_talk"},
    Skill.DOUBLE_SIDED: {"double_sided", "reflecting_sustain_talk"},
    Skill.DISCORD: {"discord"},
    Skill.AFFIRMATION: {"affirming"},
    Skill.AUTONOMY: {"autonomy"},
    Skill.AGENDA: {"engaging", "planning"},
    Skill.ELICIT_PROVIDE_ELICIT: {"giving_information"},
}
"""What a case says it is good for, by the skill of the ladder."""


class Case(Protocol):
    """What is known of a scenario from its card."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def client(self) -> str:
        """The person's first name."""

    @property
    def difficulty(self) -> int:
        """1 (gentle) to 5 (hard)."""

    @property
    def skills(self) -> tuple[str, ...]:
        """Skills it is good for, as slugs."""


@dataclass(frozen=True, slots=True)
class Held:
    """A finished conversation.

    Attributes:
        when: When it began.
        scenario: What was played; ``None`` for a transcript.
        overall: Its overall score, or ``None``.
        step: The skill of the ladder that its next step asks for, or ``None``.
    """

    when: datetime
    scenario: str | None
    overall: int | None
    step: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to practise.

    Attributes:
        kind: ``scenario``, ``drill`` or ``benchmark``.
        what: The scenario's id or the drill's skill; empty for the benchmark.
        title: What to call it, such as ``A conversation with Shaun``.
        why: One or two sentences.
        due: False when it could as well wait.
    """

    kind: str
    what: str
    title: str
    why: str
    due: bool = True

    @property
    def command(self) -> str:
        """The command that begins it."""
        return " ".join(("mi-coach", {"scenario": "play"}.get(self.kind, self.kind), self.what)).strip()

    def to_dict(self) -> dict[str, Any]:
        """Plain data for documents."""
        names = ("kind", "what", "title", "why", "due", "command")
        return {name: getattr(self, name) for name in names}


def next_practice(
    cases: Sequence[Case],
    sessions: Sequence[Held],
    records: Sequence[ExerciseRecord],
    skills: Sequence[Standing],
    now: datetime,
) -> Suggestion | None:
    """What to practise next; ``None`` only when there is nothing to practise with.

    Args:
        cases: The scenarios.
        sessions: Finished conversations, oldest first.
        records: Exercises, oldest first.
        skills: Where the person stands with each skill.
        now: The present moment.
    """
    times = [s.when for s in sessions] + [r.started for r in records]
    if not times:
        return _first(cases)
    away = now - max(times)
    if away >= LONG_GAP:
        back = _drill(min(skills, key=lambda s: (s.last is None, s.strength != "strong", s.due or date.max)))
        return Suggestion(back.kind, back.what, back.title, say("due.back", days=days(away)))
    return (
        _benchmark(sessions, records, now)
        or _last_step(sessions, records)
        or _conversation(cases, sessions, skills, now)
        or _due(skills, now.date())
        or _any(skills)
    )


def _first(cases: Sequence[Case]) -> Suggestion | None:
    gentlest = min(cases, key=lambda c: c.difficulty, default=None)
    return _talk(gentlest, say("due.first")) if gentlest else None


def _benchmark(sessions: Sequence[Held], records: Sequence[ExerciseRecord], now: datetime) -> Suggestion | None:
    taken = [r for r in records if r.kind is ExerciseKind.BENCHMARK and r.ended]
    if len({r.what for r in taken}) != 1 or now - taken[-1].started < BENCHMARK_AFTER:
        return None
    since = sum(s.when > taken[-1].started for s in sessions) + sum(r.started > taken[-1].started for r in records)
    if since < BENCHMARK_PRACTICE:
        return None
    return Suggestion("benchmark", "", say("due.benchmark_title"), say("due.benchmark", date=day(taken[-1].started)))


def _last_step(sessions: Sequence[Held], records: Sequence[ExerciseRecord]) -> Suggestion | None:
    """The drill for what the last conversation pointed to, unless it was done since."""
    if not sessions or not sessions[-1].step:
        return None
    skill = Skill(sessions[-1].step)
    if any(r.what == skill.value and r.started > sessions[-1].when for r in records):
        return None
    return Suggestion("drill", skill.value, title_of(skill), say("due.step"))


def _conversation(
    cases: Sequence[Case], sessions: Sequence[Held], skills: Sequence[Standing], now: datetime
) -> Suggestion | None:
    if not cases:
        return None
    if not sessions:
        first = _first(cases)
        return Suggestion(first.kind, first.what, first.title, say("due.first_talk")) if first else None
    since = now - sessions[-1].when
    early = now - sessions[0].when < FIRST_MONTH
    if since < (WEEKLY if early else BOOSTER):
        return None
    why = say("due.weekly" if early else "due.booster", days=days(since))
    return _talk(_case(cases, sessions, _weakest(skills)), why)


def _case(cases: Sequence[Case], sessions: Sequence[Held], weak: Iterable[Skill]) -> Case:
    """A case within reach, not played yet or longest ago, that is good for what is weakest."""
    by_id = {c.id: c for c in cases}
    managed = [by_id[s.scenario].difficulty for s in sessions if s.scenario in by_id and (s.overall or 0) >= FAIR]
    reach = max(max(managed, default=0) + 1, min(c.difficulty for c in cases))
    within = [c for c in cases if c.difficulty <= reach]
    wanted = [CARD_SKILLS[skill] for skill in weak]
    last = {s.scenario: s.when for s in sessions}

    def rank(case: Case) -> tuple[bool, float, int, int, str]:
        played = last.get(case.id)
        fits = sum(bool(names & set(case.skills)) for names in wanted)
        return played is not None, played.timestamp() if played else 0.0, -fits, case.difficulty, case.id

    return min(within, key=rank)


def _weakest(skills: Sequence[Standing]) -> list[Skill]:
    return [s.skill for s in skills if s.strength == "begun"] or [s.skill for s in skills if s.strength == "growing"]


def _due(skills: Sequence[Standing], today: date) -> Suggestion | None:
    due = [s for s in skills if s.due is not None and s.due <= today]
    return _drill(min(due, key=lambda s: s.due or today)) if due else None


def _any(skills: Sequence[Standing]) -> Suggestion:
    """Nothing is due: the next new skill of the ladder, or else the one that will be due first."""
    fresh = next((s for s in skills if s.last is None), None)
    chosen = fresh or min(skills, key=lambda s: s.due or date.max)
    why = say("due.fresh") if fresh else say("due.nothing", date=day(chosen.due or date.max))
    return Suggestion("drill", chosen.skill.value, title_of(chosen.skill), why, due=False)


def _drill(standing: Standing) -> Suggestion:
    last = standing.last
    why = say("due.fresh") if last is None else say(f"due.again_{last.came}", date=day(last.when))
    return Suggestion("drill", standing.skill.value, title_of(standing.skill), why)


def _talk(case: Case, why: str) -> Suggestion:
    return Suggestion("scenario", case.id, say("due.talk_title", client=case.client, title=case.title), why)


def title_of(skill: Skill) -> str:
    """What a drill is called as a thing to do."""
    return say("due.drill_title", skill=say(f"ladder.{skill}"))


def day(when: date) -> str:
    """A day as people here write it: ``3 May``."""
    return f"{when.day} {when:%b}"


def days(time: timedelta) -> str:
    """A stretch of time in words: ``9 days``, ``3 weeks``, ``2 months``."""
    n = time.days
    if n >= 60:
        return f"{round(n / 30.4)} months"
    if n >= 21:
        return f"{round(n / 7)} weeks"
    return "a day" if n == 1 else f"{n} days"
