"""Sessions as they are played, with every code there is: scripted and generated trainees, coded by chance."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random

from mi_coach.domain.codes import CONDITIONAL_ROADBLOCKS, Code, Roadblock, miti_value
from mi_coach.domain.documents import session_from_dict, session_to_dict
from mi_coach.domain.reply import Alternative, CodedReply, Unit
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.reports import build_report
from mi_coach.scenarios import Library
from mi_coach.service.feedback import document
from mi_coach.service.harness.play import CodedOnce, play_all
from mi_coach.service.harness.trainees import Trainee, generated
from mi_coach.service.ports import Coder
from mi_coach.service.simulation import simulate
from tests.fakes.backend import FakeClock

_PART = re.compile(r"[^.?!]+[.?!]*")


class ChanceCoder:
    """Splits at sentence ends and draws each code from the words themselves: the same words, the same code."""

    name = "chance"
    sha256 = "0" * 64

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        spans = [
            (m.start() + len(m[0]) - len(m[0].lstrip()), m.start() + len(m[0].rstrip())) for m in _PART.finditer(reply)
        ]
        return CodedReply(reply, tuple(_drawn(reply, a, b, client or "") for a, b in spans if a < b))

    def code_many(self, pairs: Sequence[tuple[str, str | None]]) -> list[CodedReply]:
        return [self.code(reply, client) for reply, client in pairs]


def _drawn(reply: str, start: int, end: int, client: str) -> Unit:
    rng = Random(f"{reply[start:end]}|{client}")
    code = rng.choice(list(Code))
    kind = rng.choice(list(Roadblock)) if code is Code.RB else None
    confronting = kind in CONDITIONAL_ROADBLOCKS and rng.random() < 0.5
    other = rng.choice([c for c in Code if c not in (code, Code.RB)])
    return Unit(
        reply[start:end],
        start,
        end,
        code,
        kind,
        miti_value(code, kind, confronting),
        sure=rng.random() < 0.85,
        alternatives=(Alternative(other, None, 0.2),),
        double_sided=code is Code.CR and rng.random() < 0.2,
    )


@cache
def scenarios() -> tuple[Scenario, ...]:
    library = Library()
    return tuple(library.get(card.id) for card in library.cards())


@cache
def scripted() -> tuple[tuple[Session, Scenario], ...]:
    """Every scripted trainee of every shipped scenario, through the session document and back."""
    library, clock, coder = Library(), FakeClock(), ChanceCoder()
    return tuple(
        (through_json(simulate(scenario, plan.replies, plan.seed + 7, coder, clock)), scenario)
        for scenario in scenarios()
        for plan in library.plans(scenario.id).plans.values()
    )


def trainees(scenario: Scenario, personas: Sequence[str], each: int, coder: Coder) -> list[tuple[Trainee, Session]]:
    """Generated trainees of these personas, each with one session, through the session document and back."""
    cast = [t for t in generated(scenario, 200) if t.persona in personas and t.number <= each]
    played = play_all(scenario, [(t, [t.number]) for t in cast], CodedOnce(coder))
    return [(t, through_json(p.session(scenario))) for t, p in zip(cast, played, strict=True)]


def through_json(session: Session) -> Session:
    return session_from_dict(json.loads(json.dumps(session_to_dict(session))))


def reported(session: Session, scenario: Scenario | None = None) -> dict:
    """The session document with its report, as the command line prints it."""
    built = build_report(through_json(session), scenario, "model", "0" * 64)
    found: dict = json.loads(json.dumps(document(session, built)))
    return found


def renumbered(session: Session, turns: Sequence) -> Session:
    return replace(session, turns=tuple(replace(t, n=n) for n, t in enumerate(turns, 1)))
