"""The benchmark: a written test taken before and after training, in two parallel forms."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from mi_coach.domain.exercise import ExerciseKind, ExerciseRecord
from mi_coach.domain.profile import FIRST
from mi_coach.errors import MiCoachError
from mi_coach.exercises.benchmark import result
from mi_coach.exercises.benchmark.result import ItemResult, Score
from mi_coach.exercises.benchmark.rubric import Rubric
from mi_coach.exercises.benchmark.scale import Scale, shipped_scale
from mi_coach.exercises.benchmark.types import Form, Item
from mi_coach.service.drills import checked_reply
from mi_coach.service.ports import Clock, Coder, ExerciseRepository


class Forms(Protocol):
    """Finds forms; ``mi_coach.exercises.benchmark.loader.BenchmarkForms`` is one."""

    def form(self, form_id: str) -> Form:
        """A form by its id.

        Raises:
            MiCoachError: No such form.
        """

    def all(self) -> tuple[Form, ...]:
        """The forms in the order in which they are offered."""


class Sitting:
    """One sitting of a form. Not safe to share between threads without a lock of the caller's.

    Situations are answered in any order and may be answered again until :meth:`finish`. Each answer is stored at once,
    so that a closed window loses nothing; nothing is coded and nothing is said about it before the end.
    """

    def __init__(self, form: Form, record: ExerciseRecord, service: BenchmarkService) -> None:
        self.form = form
        self._record = record
        self._service = service
        given = {str(a["item"]): str(a["reply"]) for a in record.answers}
        self._replies = {item.id: given[item.id] for item in form.items if item.id in given}
        self._half: set[int] = set(record.result.get("half", ()))
        self._results: tuple[ItemResult, ...] = ()

    @property
    def record(self) -> ExerciseRecord:
        """The sitting as it is kept: ``answers`` by situation, and ``result`` once it is finished."""
        return self._record

    @property
    def over(self) -> bool:
        """True when it is finished."""
        return self._record.ended is not None

    @property
    def waiting(self) -> tuple[int, ...]:
        """Numbers, from 1, of the situations that have no reply yet, or only one that was left half written."""
        return tuple(n for n, item in enumerate(self.form.items, 1) if item.id not in self._replies or n in self._half)

    @property
    def next(self) -> int:
        """Number, from 1, of the situation to carry on with: one left half written, else the first that waits."""
        return min(self._half or self.waiting, default=1)

    @property
    def results(self) -> tuple[ItemResult, ...]:
        """What came of each situation; empty before it is finished."""
        return self._results

    def reply(self, number: int) -> str:
        """The reply to a situation so far; empty when there is none.

        Args:
            number: The situation's number, from 1.

        Raises:
            MiCoachError: There is no such situation.
        """
        return self._replies.get(self._item(number).id, "")

    def answer(self, number: int, text: str, half: bool = False) -> None:
        """Answers a situation, in the place of what was answered before.

        Args:
            number: The situation's number, from 1.
            text: The reply as typed; control characters are stripped.
            half: It was left before it was done: it is kept, and the situation still waits.

        Raises:
            MiCoachError: The reply is empty or too long, there is no such situation, or the sitting is finished.
        """
        if self.over:
            raise MiCoachError("this benchmark is finished; its replies stay as they are")
        self._replies[self._item(number).id] = checked_reply(text)
        self._half = self._half | {number} if half else self._half - {number}
        answers = tuple({"item": i.id, "reply": self._replies[i.id]} for i in self.form.items if i.id in self._replies)
        items = len(self.form.items)
        unfinished = {"form": self.form.id, "title": self.form.title, "items": items, "score": None}
        done = {"answered": items - len(self.waiting), "half": sorted(self._half)}
        self._record = replace(self._record, answers=answers, result={**unfinished, **done})
        self._service.keep(self._record)

    def finish(self) -> ExerciseRecord:
        """Codes and scores all replies and ends the sitting.

        Raises:
            MiCoachError: A situation has no reply yet, or a half one.
        """
        if not self.over:
            if self.waiting:
                numbers = ", ".join(map(str, self.waiting))
                raise MiCoachError(f"there is no reply yet to {numbers}; a score needs all {len(self.form.items)}")
            self._results = self._service.rate(self.form, [self._replies[item.id] for item in self.form.items])
            self._record = self._service.ended(self.form, self._record, self._results)
            self._service.keep(self._record)
        return self._record

    def _item(self, number: int) -> Item:
        if not 1 <= number <= len(self.form.items):
            raise MiCoachError(f"there is no situation {number}; they are numbered from 1 to {len(self.form.items)}")
        return self.form.items[number - 1]


class BenchmarkService:
    """Starts sittings and knows the earlier ones.

    Args:
        forms: The forms.
        coder: Codes the replies at the end.
        repository: Keeps the sittings.
        clock: Tells the time.
        profile: Whose sittings they are.
        scale: Puts both forms on one scale; by default the one that ships.
    """

    def __init__(
        self,
        forms: Forms,
        coder: Coder,
        repository: ExerciseRepository,
        clock: Clock,
        profile: str = FIRST,
        scale: Scale | None = None,
    ) -> None:
        self._forms = forms
        self._coder = coder
        self._repository = repository
        self._clock = clock
        self._profile = profile
        self._scale = scale or shipped_scale()
        self._rubric = Rubric(forms.all())

    def taken(self) -> list[ExerciseRecord]:
        """Finished sittings, oldest first."""
        return [record for record in self._all() if record.ended is not None]

    def draft(self, form: str | None = None) -> ExerciseRecord | None:
        """The newest sitting that was begun and neither finished nor followed by a finished one of its form.

        Args:
            form: Only of this form, by its id.
        """
        found: dict[str, ExerciseRecord] = {}
        for record in self._all():
            if record.ended is None:
                found[record.what] = record
            else:
                found.pop(record.what, None)
        drafts = [record for record in found.values() if form in (None, record.what)]
        return max(drafts, key=lambda record: record.started, default=None)

    def due(self) -> str:
        """The form to take next: the first that was not taken yet, else the one that was taken longest ago."""
        last = {record.what: record.started for record in self.taken()}
        forms = [form.id for form in self._forms.all()]
        fresh = [form for form in forms if form not in last]
        return fresh[0] if fresh else min(forms, key=lambda form: last[form])

    def start(self, form: str | None = None, fresh: bool = False) -> Sitting:
        """Starts a sitting, or carries on with one that was left.

        Args:
            form: Which form; by default that of a sitting that was left, else the one that :meth:`due` names.
            fresh: Begin anew even where a sitting was left.

        Raises:
            MiCoachError: No such form.
        """
        wanted = None if form is None else self._forms.form(form).id
        left = None if fresh else self.draft(wanted)
        if left is not None:
            return Sitting(self._forms.form(left.what), left, self)
        chosen = self._forms.form(wanted or self.due())
        now = self._clock.now()
        record = ExerciseRecord(secrets.token_hex(6), self._profile, ExerciseKind.BENCHMARK, chosen.id, None, now)
        return Sitting(chosen, record, self)

    def keep(self, record: ExerciseRecord) -> None:
        """Stores a sitting."""
        self._repository.save(record)

    def rate(self, form: Form, replies: Sequence[str]) -> tuple[ItemResult, ...]:
        """Codes and rates a reply to each situation of a form, in order."""
        pairs = [(reply, item.client) for reply, item in zip(replies, form.items, strict=True)]
        coded = self._coder.code_many(pairs)
        return tuple(
            ItemResult(item, one, self._rubric.rate(item, one)) for item, one in zip(form.items, coded, strict=True)
        )

    def ended(self, form: Form, record: ExerciseRecord, results: Sequence[ItemResult]) -> ExerciseRecord:
        """The sitting with its result, and the change since the finished one before it."""
        found = result.score(self._scale, form, [r.rating for r in results])
        before = next(((r, score) for r in reversed(self.taken()) if (score := self._score_of(r))), None)
        since = result.change(self._scale, before[1], found) if before else None
        told = result.told(found, since, _day(before[0]) if before else "")
        document = result.to_dict(self._scale, form, found, since, told)
        document["made_with"]["model"] = self._coder.sha256
        answers = tuple(r.to_dict() for r in results)
        return replace(record, ended=self._clock.now(), answers=answers, result=document)

    def _score_of(self, record: ExerciseRecord) -> Score | None:
        """The score of an earlier sitting, by today's coder and rules; ``None`` when its form is another by now."""
        made: dict[str, Any] = {"rubric": self._scale.rubric, "model": self._coder.sha256, "forms": self._scale.forms}
        if record.result.get("made_with") == made:
            return result.stored_score(self._scale, record.result)
        form = self._forms.form(record.what)
        replies = {str(a["item"]): str(a["reply"]) for a in record.answers}
        if any(item.id not in replies for item in form.items):
            return None
        rated = self.rate(form, [replies[item.id] for item in form.items])
        return result.score(self._scale, form, [r.rating for r in rated])

    def _all(self) -> list[ExerciseRecord]:
        known = {form.id for form in self._forms.all()}
        return [r for r in self._repository.list(self._profile, ExerciseKind.BENCHMARK) if r.what in known]


def _day(record: ExerciseRecord) -> str:
    local = record.started.astimezone()
    return f"{local.day} {local:%B %Y}"
