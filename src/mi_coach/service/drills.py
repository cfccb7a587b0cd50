"""Drills: one skill for about five minutes, one client line at a time, at a level that follows the person."""

from __future__ import annotations

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.profile import FIRST
from mi_coach.errors import MiCoachError
from mi_coach.exercises.judge import Judge, Met, Verdict
from mi_coach.exercises.phrases import say
from mi_coach.exercises.standing import Came, Standing
from mi_coach.exercises.types import LEVELS, Drill, Prompt, Skill
from mi_coach.service.ports import Clock, Coder, ExerciseRepository
from mi_coach.service.practice import MAX_REPLY
from mi_coach.service.text import clean_reply

PROMPTS = 8
"""Most prompts of a round."""

MINUTES = 5
"""After this many minutes a round brings no further prompt."""

TRIES = 2
"""Tries at one prompt, after which better replies are shown."""


class Drills(Protocol):
    """Finds drills; ``mi_coach.exercises.library.ExerciseLibrary`` is one."""

    @property
    def skills(self) -> tuple[Skill, ...]:
        """The skills that there are drills for, in the order of the ladder."""

    def drill(self, skill: str) -> Drill:
        """The drill of a skill.

        Raises:
            MiCoachError: No such skill.
        """


@dataclass(frozen=True, slots=True)
class Try:
    """One answer to a prompt, and its verdict."""

    text: str
    verdict: Verdict


@dataclass(slots=True)
class _Answered:
    prompt: Prompt
    tries: list[Try] = field(default_factory=list)
    skipped: bool = False

    @property
    def came(self) -> Came | None:
        """What came of it; ``None`` while another try is open."""
        verdicts = [t.verdict.met for t in self.tries]
        if Met.YES in verdicts:
            return Came.FIRST if verdicts[0] is Met.YES else Came.SECOND
        if Met.UNSURE in verdicts:
            return Came.UNSURE
        if len(verdicts) >= TRIES:
            return Came.NOT_YET
        if not self.skipped:
            return None
        # A second try that was not wanted leaves the first as it was: passing on is no way to meet a prompt.
        return Came.NOT_YET if self.tries else Came.SKIPPED

    def to_dict(self) -> dict[str, Any]:
        came = self.came or (Came.NOT_YET if self.tries else Came.SKIPPED)
        tries = [{"text": t.text, **t.verdict.to_dict()} for t in self.tries]
        return {"prompt": self.prompt.id, "level": self.prompt.level, "came": came.value, "tries": tries}


class Round:
    """One round of a drill. Not safe to share between threads without a lock of the caller's.

    ``prompt`` stays the same until it is ``settled`` (met, not to be judged, or tried twice) and ``move_on`` is called;
    ``move_on`` before that skips it. Whatever has been answered is stored at once.
    """

    def __init__(
        self, drill: Drill, level: int, fixed: bool, record: ExerciseRecord, seen: Mapping[str, datetime],
        services: tuple[Coder, ExerciseRepository, Clock], seed: int,
    ) -> None:  # fmt: skip
        self.drill = drill
        self._standing = Standing(level, fixed)
        self._record = record
        self._seen = dict(seen)
        self._coder, self._repository, self._clock = services
        self._random = random.Random(seed)
        self._judge = Judge(drill)
        self._done: list[_Answered] = []
        self._now: _Answered | None = _Answered(self._choose())

    @property
    def prompt(self) -> Prompt:
        """The prompt that waits for an answer, or whose verdict is being read; the last one when it is over."""
        return (self._now or self._done[-1]).prompt

    @property
    def task(self) -> str:
        """What is asked for with this prompt: the drill's own line, or the part of elicit-provide-elicit."""
        step = self.prompt.step
        return say(f"step.{step.value}", name=self.prompt.name) if step else self.drill.try_

    @property
    def number(self) -> int:
        """Which prompt this is, from 1."""
        return len(self._done) + (self._now is not None)

    @property
    def most(self) -> int:
        """How many prompts there will be at most."""
        return PROMPTS

    @property
    def level(self) -> int:
        """The level that the next prompt will have, as things stand."""
        return self._standing.level

    @property
    def tries(self) -> tuple[Try, ...]:
        """The answers to this prompt so far, at most two."""
        return tuple((self._now or self._done[-1]).tries)

    @property
    def settled(self) -> bool:
        """True when no further try at this prompt is open."""
        return self._now is None or self._now.came is not None

    @property
    def better(self) -> tuple[str, ...]:
        """Replies that do what is asked, to be shown once this prompt is settled; empty before."""
        return self.prompt.models if self.settled else ()

    @property
    def over(self) -> bool:
        """True when the round has ended."""
        return self._now is None

    @property
    def record(self) -> ExerciseRecord:
        """The round as it is kept: answers by prompt, and figures."""
        return self._record

    def answer(self, text: str) -> Verdict:
        """Answers the prompt.

        Args:
            text: The reply as typed; control characters are stripped.

        Raises:
            MiCoachError: It is empty or too long, the prompt is settled, or the round is over.
        """
        if self._now is None:
            raise MiCoachError("this round is over; start another to go on practising")
        if self._now.came is not None:
            raise MiCoachError("this one is done; go on to the next")
        cleaned = checked_reply(text)
        verdict = self._judge.verdict(self.prompt, self._coder.code(cleaned, self.prompt.client))
        self._now.tries.append(Try(cleaned, verdict))
        if self._now.came is not None:
            self._standing.after(self._now.came)
        self._keep()
        return verdict

    def move_on(self) -> bool:
        """Goes to the next prompt; one that is not settled is skipped.

        Returns:
            True when there is a next prompt; False when the round is over, because all prompts are through or the time
            is up. Time is looked at here alone, so that it never cuts in on an answer.
        """
        if self._now is None:
            return False
        self._now.skipped = self._now.came is None
        self._close()
        late = self._clock.now() - self._record.started >= timedelta(minutes=MINUTES)
        if late or len(self._done) >= PROMPTS:
            self.end()
            return False
        self._now = _Answered(self._choose())
        return True

    def end(self) -> ExerciseRecord:
        """Ends the round, at any time; a round without an answer is not kept."""
        self._close()
        if self._record.ended is None:
            self._keep(self._clock.now())
        return self._record

    def _close(self) -> None:
        if self._now is not None:
            self._done.append(self._now)
            self._now = None

    def _keep(self, ended: datetime | None = None) -> None:
        answered = [a for a in (*self._done, *([self._now] if self._now else [])) if a.tries or a.skipped]
        self._record = ExerciseRecord(
            self._record.id, self._record.profile, self._record.kind, self._record.what, self._standing.level,
            self._record.started, ended, tuple(a.to_dict() for a in answered), _result(answered, self.drill),
        )  # fmt: skip
        if any(a.tries for a in answered):
            self._repository.save(self._record)

    def _choose(self) -> Prompt:
        """A prompt that has not been in this round, of the level or the nearest to it, unseen for longest."""
        used = {a.prompt.id for a in self._done}
        left = [p for p in self.drill.prompts if p.id not in used] or list(self.drill.prompts)
        nearest = min(abs(p.level - self.level) for p in left)
        found = [p for p in left if abs(p.level - self.level) == nearest]
        self._random.shuffle(found)
        never = datetime.min.replace(tzinfo=self._record.started.tzinfo)
        return min(found, key=lambda p: self._seen.get(p.id, never))


def checked_reply(text: str) -> str:
    """A reply as it is kept.

    Raises:
        MiCoachError: It is empty or too long.
    """
    cleaned = clean_reply(text)
    if not cleaned.strip():
        raise MiCoachError("there is nothing to send yet; type what you would say")
    if len(cleaned) > MAX_REPLY:
        raise MiCoachError(f"that reply has {len(cleaned):,} characters; {MAX_REPLY:,} is the most that can be taken")
    return cleaned


def _result(answered: Sequence[_Answered], drill: Drill) -> dict[str, Any]:
    came = [a.came or Came.NOT_YET for a in answered]
    counts = {kind.value: came.count(kind) for kind in Came}
    levels = [a.prompt.level for a in answered]
    return {"name": drill.name, "prompts": len(answered), **counts, "levels": levels}


def level_of(rounds: Sequence[ExerciseRecord]) -> int:
    """Where a person stands with a skill after their rounds of it, oldest first."""
    return next((r.level for r in reversed(rounds) if r.level is not None), LEVELS[0])


def due(skills: Sequence[Skill], rounds: Sequence[ExerciseRecord]) -> str:
    """The skill to practise next: the first of the ladder not practised yet, else the one left alone for longest.

    Args:
        skills: In the order of the ladder.
        rounds: Rounds of drills, oldest first.

    Raises:
        MiCoachError: There are no drills at all.
    """
    last = {record.what: record.started for record in rounds}
    names = [skill.value for skill in skills]
    if not names:
        raise MiCoachError("there are no drills; the installation is incomplete")
    fresh = [name for name in names if name not in last]
    return fresh[0] if fresh else min(names, key=lambda name: last[name])


class DrillService:
    """Starts rounds of drills.

    Args:
        library: The drills.
        coder: Codes the answers.
        repository: Keeps the rounds.
        clock: Tells the time.
        profile: Whose rounds they are.
    """

    def __init__(
        self, library: Drills, coder: Coder, repository: ExerciseRepository, clock: Clock, profile: str = FIRST
    ) -> None:
        self._library = library
        self._coder = coder
        self._repository = repository
        self._clock = clock
        self._profile = profile

    def start(self, skill: str | None = None, level: int | None = None, seed: int | None = None) -> Round:
        """Starts a round.

        Args:
            skill: Which skill; by default the one that :meth:`due` names.
            level: 1 to 3, and the round stays there; by default where the person stands, and it follows them.
            seed: For a choice of prompts that can be repeated; drawn by chance when not given.

        Raises:
            MiCoachError: No such skill or level.
        """
        if level is not None and level not in LEVELS:
            raise MiCoachError(f"there is no level {level}; choose 1, 2 or 3")
        drill = self._library.drill(skill or self.due())
        earlier = self._earlier(drill.skill)
        standing = level_of(earlier)
        record = ExerciseRecord(
            secrets.token_hex(6),
            self._profile,
            ExerciseKind.DRILL,
            drill.skill.value,
            level or standing,
            self._clock.now(),
        )
        seen = {a["prompt"]: r.started for r in earlier for a in r.answers}
        chosen = secrets.randbelow(1_000_000) if seed is None else seed
        services = (self._coder, self._repository, self._clock)
        return Round(drill, level or standing, level is not None, record, seen, services, chosen)

    def due(self) -> str:
        """The skill to practise next: the first of the ladder not practised yet, else the one left alone for longest.

        Raises:
            MiCoachError: There are no drills at all.
        """
        return due(self._library.skills, self._repository.list(self._profile, ExerciseKind.DRILL))

    def _earlier(self, skill: Skill) -> list[ExerciseRecord]:
        """Earlier rounds of the skill, oldest first."""
        return [r for r in self._repository.list(self._profile, ExerciseKind.DRILL) if r.what == skill.value]
