"""Reads a person's finished conversations for progress; their figures are worked out once and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any, Protocol

from mi_coach.domain.profile import Profile
from mi_coach.domain.session import Session
from mi_coach.domain.stored import Measured
from mi_coach.errors import MiCoachError
from mi_coach.service.figures import figures_of, reckoning
from mi_coach.service.next_practice import Case, Held, Suggestion, next_practice
from mi_coach.service.ports import Clock, Store
from mi_coach.service.progress import Entry, build_progress
from mi_coach.service.skills import standings

AT_ONCE = 5
"""Most conversations whose figures are worked out for a proposal alone."""

_Figures = Mapping[str, Any]
_UNKNOWN: _Figures = {"values": {"overall": None}, "step": None, "skills": {}}


class Cases(Protocol):
    """The scenarios; ``mi_coach.scenarios.Library`` is one."""

    def cards(self) -> Sequence[Case]:
        """Their cards, the gentlest first."""

    def digest(self, scenario_id: str) -> str:
        """Names a scenario's content; empty when it is gone."""


class Tracking:
    """Progress of the people on this machine.

    Args:
        store: Sessions, their kept figures, and exercises.
        cases: The scenarios.
        report_of: Gives the report document of a session.
        model: Digest of the model, which reports depend on.
        clock: Tells the time.
    """

    def __init__(
        self,
        store: Store,
        cases: Cases,
        report_of: Callable[[Session], Mapping[str, Any]],
        model: str,
        clock: Clock,
    ) -> None:
        self._store = store
        self._cases = cases
        self._report_of = report_of
        self._model = model
        self._clock = clock

    def entries(self, profile: str) -> list[Entry]:
        """A person's finished conversations with their figures, oldest first; damaged ones are passed over.

        Raises:
            MiCoachError: The database or the library cannot be read.
        """
        cards = {card.id: card for card in self._cases.cards()}
        found = []
        for measured in self._store.figures.list(profile):
            with suppress(MiCoachError):
                card = cards.get(measured.scenario or "")
                names = (card.title, card.client) if card else ()
                found.append(Entry(measured, self._figures(measured), *names))
        return found

    def progress(self, profile: Profile) -> dict[str, Any]:
        """The progress document of one person (:func:`mi_coach.service.progress.build_progress`)."""
        entries, records = self.entries(profile.id), self._store.exercises.list(profile.id)
        proposed = self._next([(entry.measured, entry.figures) for entry in entries], profile.id)
        return build_progress(profile, entries, records, proposed, self._clock.now())

    def next_practice(self, profile: str) -> Suggestion | None:
        """What a person could practise next; ``None`` when there is nothing to practise with.

        Quick even after an update, when no kept figures hold: of most conversations it then knows only the date.
        """
        waiting = 0
        found: list[tuple[Measured, _Figures]] = []
        for measured in reversed(self._store.figures.list(profile)):
            figures = self._kept(measured)
            if figures is None and waiting < AT_ONCE:
                waiting += 1
                with suppress(MiCoachError):
                    figures = self._figures(measured)
            found.append((measured, figures or _UNKNOWN))
        return self._next(found[::-1], profile)

    def _next(self, found: Sequence[tuple[Measured, _Figures]], profile: str) -> Suggestion | None:
        records = self._store.exercises.list(profile)
        skills = standings([(measured.started, figures["skills"]) for measured, figures in found], records)
        held = [Held(m.started, m.scenario, f["values"]["overall"], f["step"]) for m, f in found]
        return next_practice(self._cases.cards(), held, records, skills, self._clock.now())

    def _kept(self, measured: Measured) -> _Figures | None:
        """The kept figures when they still hold."""
        return measured.figures if (measured.figures or {}).get("stamp") == self._stamp(measured) else None

    def _figures(self, measured: Measured) -> _Figures:
        """The kept figures when they still hold, or fresh ones."""
        if kept := self._kept(measured):
            return kept
        session = self._store.get(f"{measured.root}-{measured.path}").session
        figures = figures_of(session, self._report_of(session)) | {"stamp": self._stamp(measured)}
        with suppress(MiCoachError):  # a store that cannot be written still shows progress, only slower
            self._store.figures.keep(measured.id, figures)
        return figures

    def _stamp(self, measured: Measured) -> str:
        case = self._cases.digest(measured.scenario) if measured.scenario else ""
        return sha256(f"{reckoning()} {self._model} {case}".encode()).hexdigest()[:24]
