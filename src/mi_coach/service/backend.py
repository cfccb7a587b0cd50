"""All that stands behind a front end, put together once: library, coder, store, clock and settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from mi_coach.config import Coaching
from mi_coach.domain.profile import Profile
from mi_coach.domain.session import Session
from mi_coach.errors import MiCoachError
from mi_coach.paths import home_dir
from mi_coach.scenarios.diagnostics import shown
from mi_coach.service.benchmark import BenchmarkService
from mi_coach.service.compare import Comparison, chosen, compare
from mi_coach.service.drills import DrillService
from mi_coach.service.example import SEED, Example, play_example
from mi_coach.service.fading import Chosen, Finished, blocked, fade
from mi_coach.service.next_practice import Suggestion
from mi_coach.service.next_up import Facts, NextUp, next_up
from mi_coach.service.people import People
from mi_coach.service.personal import Personal
from mi_coach.service.ports import SessionSummary
from mi_coach.service.practice import PracticeService
from mi_coach.service.progress import gap_trend
from mi_coach.service.reporting import Reporting
from mi_coach.service.shelf import Shelf, shelf
from mi_coach.service.simulation import simulate
from mi_coach.service.spotting import SpottingService
from mi_coach.service.tracking import Tracking
from mi_coach.service.transfer import Imported, export_document, import_file


class Backend(Reporting):
    """What front ends call. Safe to share between threads; the model and the database are opened when first needed.

    Args:
        coder: Codes replies; by default the model that ships with the product.
        repository: Keeps sessions; by default the database in the data folder.
        library: Finds scenarios; by default the shipped ones and people's own.
        clock: Tells the time; by default the machine's.
    """

    def practice(self) -> PracticeService:
        """The practice service; loads the coder the first time."""
        return PracticeService(self.library, self.coder(), self.repository, self.clock, self.people.current().id)

    def drills(self) -> DrillService:
        """Drills for the current profile; loads the coder the first time."""
        return DrillService(
            self.exercises, self.coder(), self.repository.exercises, self.clock, self.people.current().id
        )

    def spotting(self) -> SpottingService:
        """Spotting exercises for the current profile; needs no coder."""
        return SpottingService(self.exercises, self.repository.exercises, self.clock, self.people.current().id)

    def benchmark(self) -> BenchmarkService:
        """The benchmark for the current profile; loads the coder the first time."""
        return BenchmarkService(
            self.benchmark_forms, self.coder(), self.repository.exercises, self.clock, self.people.current().id
        )

    def shelf(self) -> Shelf:
        """The exercises there are, and where the current profile stands with each; needs no coder."""
        return shelf(self.exercises, self.repository.exercises.list(self.people.current().id))

    @property
    def people(self) -> People:
        """The people who share the machine, and which of them is practising."""
        return People(self.repository.profiles, self.settings, self.clock)

    def unfinished(self, scenario: str | None = None) -> list[SessionSummary]:
        """Sessions of the current profile that can be resumed, newest first."""
        return self.repository.unfinished(scenario, self.people.current().id)

    def sessions(self, profile: str | None = None) -> list[SessionSummary]:
        """All sessions of the current profile, or of another by id or name, newest first.

        Raises:
            MiCoachError: No such profile.
        """
        return self.repository.list(self._person(profile).id)

    @property
    def personal(self) -> Personal:
        """What is kept of each person: their progress, and all their data to take away or to delete."""
        return Personal(
            self.repository,
            self.people,
            self._tracking,
            lambda path: self.report_of(path)["overall"],
            home_dir() / "reports",
        )

    def next_practice(self) -> Suggestion | None:
        """What spaced practice proposes to the current profile; ``None`` when there is nothing to practise with."""
        return self._tracking.next_practice(self.people.current().id)

    @property
    def _tracking(self) -> Tracking:
        return Tracking(self.repository, self.library, self.report_of, self.model()[1], self.clock)

    def _person(self, profile: str | None) -> Profile:
        return self.people.current() if profile is None else self.people.find(profile)

    def delete_session(self, session_id: str) -> None:
        """Deletes a session with all its paths.

        Raises:
            MiCoachError: No such session.
        """
        self.repository.delete(session_id)

    def next_up(self) -> NextUp | None:
        """What to suggest to whoever is practising; ``None`` when there is nothing to practise with."""
        records = self.repository.exercises.list(self.people.current().id)
        toured = self.settings.get("toured", "off") == "on"
        now = self.clock.now()
        return next_up(Facts(self.library.cards(), self.sessions(), records, toured, now), self.next_practice)

    def comparison(self, session_id: str, first: int | None = None, second: int | None = None) -> Comparison:
        """Two paths through a session side by side.

        Args:
            session_id: The session.
            first: Number of the one path.
            second: Number of the other; by default the newest path and the one it left.

        Raises:
            MiCoachError: As for :meth:`session`, or there is nothing to compare.
        """
        return compare(*chosen(self.paths(session_id), first, second))

    def export_sessions(self, session_ids: Sequence[str] = ()) -> dict[str, Any]:
        """Sessions with all their paths and notes as a document that :meth:`import_sessions` takes in.

        Args:
            session_ids: Which; by default all of the current profile.

        Raises:
            MiCoachError: As for :meth:`session`.
        """
        everything = self.repository.list() if session_ids else self.sessions()
        wanted = dict.fromkeys(self.session(i).root for i in session_ids) if session_ids else None
        summaries = [s for s in everything if wanted is None or s.id in wanted]
        return export_document(self.repository, summaries, lambda path: self.report_of(path)["overall"])

    def import_sessions(self, path: Path) -> Imported:
        """Takes in the sessions of an exported file; they become the current profile's.

        Raises:
            MiCoachError: The file cannot be read, is damaged, or is none of this kind; nothing is stored then.
        """
        taken = [s.id for s in self.repository.list()]
        return import_file(path, self.repository, taken, self.people.current().id)

    def simulated(self, scenario_id: str, persona: str, seed: int | None = None) -> Session:
        """A session played with one of a scenario's scripted trainees; it is not stored.

        Args:
            scenario_id: Which scenario.
            persona: Which trainee of its test plan.
            seed: Seed of the conversation; by default the plan's own.

        Raises:
            MiCoachError: No such scenario or persona.
        """
        scenario, plans = self.library.get(scenario_id), self.library.plans(scenario_id).plans
        if persona not in plans:
            told = ", ".join(plans)
            raise MiCoachError(f"{scenario_id} has no scripted trainee called {shown(persona)}; choose one of: {told}")
        plan = plans[persona]
        return simulate(scenario, plan.replies, plan.seed if seed is None else seed, self.coder(), self.clock)

    def example(self, scenario_id: str, seed: int = SEED) -> Example:
        """A session that the scenario's own model replies play, with why each was chosen; it is not stored.

        Raises:
            MiCoachError: No such scenario, or the coder cannot be loaded.
        """
        return play_example(self.library.get(scenario_id), self.coder(), self.clock, seed)

    def gap_trend(self, session: Session) -> str:
        """How the gap between own view and evidence moved up to a rated session, in one line; empty without a trend."""
        if not session.self_rating:
            return ""
        earlier = (s.id for s in self.sessions() if s.started <= session.started and s.id != session.root)
        return gap_trend(chain([session], self._first_paths(earlier)), self.report_of).sentence()

    def _first_paths(self, session_ids: Iterable[str]) -> Iterator[Session]:
        """The conversations as they were first had, which are those that are rated; damaged ones are passed over."""
        for session_id in session_ids:
            with suppress(MiCoachError):
                yield self.session(f"{session_id}-1")

    def coaching(self, chosen: str) -> Chosen:
        """How the next session is coached: as chosen, or with ``fading`` as the current profile's figures say."""
        return fade(self._finished()) if chosen == Coaching.FADING else Chosen(chosen)

    def coached(self, session_id: str) -> str:
        """How a stored session was coached: ``live``, ``after`` or ``off``.

        Raises:
            MiCoachError: As for :meth:`session`.
        """
        return self.repository.get(session_id).coaching

    def _finished(self) -> Iterator[Finished]:
        """The current profile's scored sessions, newest first, each as it was first had; damaged ones are left out."""
        for found in self.sessions():
            first = partial(self.session, f"{found.id}-1")
            overall = found.overall
            with suppress(MiCoachError):
                if found.paths > 1:
                    overall = self.report_of(first())["overall"] if first().ended else None
                if found.scenario is not None and overall is not None:
                    yield Finished(overall, lambda first=first: blocked(first()))  # type: ignore[misc]
