"""Every shipped scenario plays a good example of itself, with the coder that ships."""

import pytest

from mi_coach.domain.codes import Code
from mi_coach.domain.session import Ending
from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir
from mi_coach.scenarios import Library
from mi_coach.service import feedback
from mi_coach.service.clock import SystemClock
from mi_coach.service.example import play_example
from mi_coach.service.ports import Coder

LIBRARY = Library()


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder(models_dir())


@pytest.mark.slow
@pytest.mark.xdist_group("examples")
@pytest.mark.parametrize("scenario_id", [card.id for card in LIBRARY.cards()])
def test_the_example_is_a_good_session(scenario_id: str, coder: Coder) -> None:
    example = play_example(LIBRARY.get(scenario_id), coder, SystemClock())

    report = feedback.build(example.session, example.scenario, coder.name, coder.sha256)

    assert report["overall"] >= 85
    assert report["bands"]["overall"] == "good"
    assert example.session.ending is Ending.AGREED
    assert report["ratios"]["mi_non_adherent"] == 0
    assert not any(unit.code is Code.RB for turn in example.session.turns for unit in turn.units or ())
