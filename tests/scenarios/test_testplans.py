"""Every shipped test plan, played with the real coder: skill must pay and roadblocks must cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from mi_coach.domain.session import ClientState, Ending, Session, Turn
from mi_coach.engine import Engine
from mi_coach.nlp.coder import NetworkCoder
from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir
from mi_coach.reports.builder import build_report
from mi_coach.scenarios import Library

pytestmark = pytest.mark.xdist_group("model")

SHIPPED = [card.id for card in Library().cards()]


@dataclass(frozen=True)
class Played:
    state: ClientState
    overall: float
    said: list[str]
    ending: Ending | None


@pytest.fixture(scope="module")
def coder() -> NetworkCoder:
    return load_coder(models_dir())


def play(coder: NetworkCoder, scenario_id: str, plan: str) -> Played:
    library = Library()
    scenario = library.get(scenario_id)
    script = library.plans(scenario_id).plans[plan]
    engine = Engine(scenario)
    state, client = engine.start(script.seed)
    turns, said, ending = [], [client.text], None
    for n, reply in enumerate(script.replies, start=1):
        coded = coder.code(reply, client.text)
        result = engine.step(state, coded)
        turns.append(Turn(n, client, reply, coded.units, result.state.client, result.matches))
        state, client, ending = result.state, result.client, result.ending
        said.append(client.text)
        if ending:
            break
    session = Session(
        id="test",
        scenario=scenario_id,
        seed=script.seed,
        started=datetime(2026, 1, 1, tzinfo=UTC),
        turns=tuple(turns),
        closing=client,
        start_state=scenario.start,
        scenario_version=scenario.version,
    )
    overall = build_report(session, scenario, coder.name, coder.sha256)["overall"]
    return Played(state.client, overall, said, ending)


@pytest.mark.parametrize("scenario_id", SHIPPED)
def test_skill_pays(coder: NetworkCoder, scenario_id: str) -> None:
    skilled, mixed, bad = (play(coder, scenario_id, plan) for plan in ("skilled", "mixed", "roadblocking"))
    assert skilled.overall > mixed.overall > bad.overall
    assert skilled.state.trust > mixed.state.trust > bad.state.trust
    assert skilled.state.importance > mixed.state.importance > bad.state.importance
    assert skilled.state.discord < mixed.state.discord < bad.state.discord


@pytest.mark.parametrize("scenario_id", SHIPPED)
@pytest.mark.parametrize("plan", ["skilled", "mixed", "roadblocking"])
def test_no_line_comes_twice(coder: NetworkCoder, scenario_id: str, plan: str) -> None:
    said = play(coder, scenario_id, plan).said
    assert len(said) == len(set(said))
