"""The rubric: what each step takes, what never pays, and how the coder that ships rates the bank."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from benchmarks import equating
from hypothesis import given, settings
from hypothesis import strategies as st

from mi_coach.domain.codes import Code, Roadblock, miti_value
from mi_coach.domain.reply import Alternative, CodedReply, Unit
from mi_coach.exercises.benchmark.loader import BenchmarkForms
from mi_coach.exercises.benchmark.rubric import VERSION, Rating, Rubric
from mi_coach.exercises.benchmark.scale import shipped_table
from mi_coach.exercises.benchmark.types import Form, Item
from mi_coach.nlp.coder import NetworkCoder
from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir
from mi_coach.scenarios.source import read

FORMS = BenchmarkForms().all()
RUBRIC = Rubric(FORMS)
ITEMS = {item.id: item for form in FORMS for item in form.items}
Coded = Callable[..., CodedReply]


def unit(code: Code, text: str, kind: Roadblock | None = None, sure: bool = True, **more: object) -> Unit:
    return Unit(text, 0, len(text), code, kind, miti_value(code, kind), 0.9, sure, **more)  # type: ignore[arg-type]


def coded(*units: Unit) -> CodedReply:
    text = " ".join(u.text for u in units)
    placed, at = [], 0
    for one in units:
        placed.append(replace(one, start=at, end=at + len(one.text)))
        at += len(one.text) + 1
    return CodedReply(text, tuple(placed))


def points(item: str, *units: Unit) -> float:
    return RUBRIC.rate(ITEMS[item], coded(*units)).points


WARNING = unit(Code.RB, "Carry on like that and you'll be back in court.", Roadblock.WARNING)
PRAISE = unit(Code.RB, "Well done, I'm pleased.", Roadblock.PRAISING)
FACT = unit(Code.GI, "There is a clinic on Thursdays.")
CLOSED = unit(Code.CQ, "How many a week?")
OPEN = unit(Code.OQ, "What was that like for you?")
BENEATH = unit(Code.CR, "You were ashamed that your daughter noticed.")
BOTH = unit(Code.CR, "You rely on it at night, and you were ashamed that your daughter noticed.", double_sided=True)


def test_each_step_of_the_ladder_takes_what_the_rubric_says() -> None:
    assert points("a1", unit(Code.NC, "Right, okay.")) == 1
    assert points("a1", WARNING) == points("a1", PRAISE) == points("a1", FACT, WARNING) == 1
    assert points("a1", FACT) == points("a1", CLOSED) == points("a1", OPEN, WARNING) == points("a1", BOTH, WARNING) == 2
    assert points("a1", OPEN) == points("a1", BOTH, PRAISE) == points("a1", unit(Code.EA, "That's your decision.")) == 3
    assert points("a1", BENEATH) == 4
    assert points("a1", BOTH) == 5


@pytest.mark.parametrize("item", ITEMS)
def test_handing_the_words_back_earns_two_whatever_they_are_coded_as(item: str) -> None:
    line = ITEMS[item].client

    for code in (Code.SR, Code.CR, Code.AF, Code.OQ):
        assert points(item, unit(code, line)) == 2
    assert points(item, unit(Code.SR, line), WARNING) == 1


def test_a_limit_that_is_waved_away_is_not_stated() -> None:
    heard = unit(Code.CR, "It's lonely in the flat, and being with her keeps you steady.")
    stated = unit(
        Code.GI, "Nights at another address have to be approved under your licence, so it goes in the record."
    )
    waved = unit(Code.GI, "I can leave it out of the notes about where you sleep.")
    denied = unit(Code.GI, "You don't have to get nights at another address approved under your licence.")

    assert points("a7", heard, stated) == 5
    assert points("a7", heard, waved) == points("a7", heard, denied) == 4


def test_an_unsure_tag_gives_a_range_and_the_mean_of_its_readings() -> None:
    doubtful = replace(OPEN, confidence=0.6, sure=False, alternatives=(Alternative(Code.CQ, None, 0.2),))

    rating = RUBRIC.rate(ITEMS["a1"], coded(doubtful))

    assert (rating.low, rating.high) == (2, 3)
    assert rating.points == 2.75
    assert rating.variance == pytest.approx(0.75 * 0.25, abs=0.001)


def test_in_doubt_it_is_no_roadblock() -> None:
    doubtful = replace(WARNING, confidence=0.5, sure=False, alternatives=(Alternative(Code.GI, None, 0.4),))

    assert points("a1", BOTH, doubtful) == 5


def test_a_reflection_in_words_all_its_own_earns_three_and_says_that_it_may_be_more() -> None:
    rating = RUBRIC.rate(ITEMS["a1"], coded(unit(Code.CR, "That landed somewhere deep.")))

    assert (rating.points, rating.low, rating.high, rating.step) == (3, 2, 5, "unplaced")


def test_naming_what_lies_beneath_is_taken_for_it_though_the_coder_heard_an_interpretation() -> None:
    named = unit(Code.RB, "You were ashamed that your daughter noticed.", Roadblock.INTERPRETING)
    promised = unit(Code.RB, "I'm sure you needn't be ashamed before your daughter.", Roadblock.REASSURING)

    assert points("a1", named) == 4
    assert points("a1", promised) == 1


_codes = st.sampled_from([code for code in Code if code is not Code.RB])
_texts = st.sampled_from(
    [t for i in ITEMS.values() for t in (i.client.split(". ")[0], i.prompt.meanings[0].text, i.prompt.strengths[0])]
)
_units = st.lists(
    st.builds(
        lambda code, text, sure, other: replace(
            unit(code, text), sure=sure, confidence=0.9 if sure else 0.5, alternatives=(Alternative(other, None, 0.3),)
        ),
        _codes, _texts, st.booleans(), _codes,
    ),
    max_size=5,
)  # fmt: skip
_hard = st.sampled_from([k for k in Roadblock if miti_value(Code.RB, k) is not None])


@given(item=st.sampled_from(list(ITEMS)), units=_units, kind=_hard, at=st.integers(0, 5), soft=st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_roadblock_never_raises_the_points(
    item: str, units: list[Unit], kind: Roadblock, at: int, soft: bool
) -> None:
    added = PRAISE if soft else unit(Code.RB, "Something that gets in the way.", kind)
    before = RUBRIC.rate(ITEMS[item], coded(*units))

    after = RUBRIC.rate(ITEMS[item], coded(*units[:at], added, *units[at:]))

    assert after.points <= before.points
    assert after.high <= before.high
    assert after.high <= (3 if soft else 2)


@given(item=st.sampled_from(list(ITEMS)), units=_units)
@settings(max_examples=100, deadline=None)
def test_length_earns_nothing(item: str, units: list[Unit]) -> None:
    before = RUBRIC.rate(ITEMS[item], coded(*units))
    filler = [unit(Code.NC, "Right."), unit(Code.NC, "Okay.")]

    assert 1 <= before.low <= before.points <= before.high <= 5
    # What is neither better nor other adds nothing, and what comes after the sixth unit is not counted at all.
    assert RUBRIC.rate(ITEMS[item], coded(*units, *filler)).points == before.points
    full = [*units, *filler * 3][:6]
    assert RUBRIC.rate(ITEMS[item], coded(*full, BOTH, OPEN)).points <= max(
        RUBRIC.rate(ITEMS[item], coded(*full)).points, 2
    )


# ---------------------------------------------------------------- with the coder that ships


@pytest.fixture(scope="module")
def coder() -> NetworkCoder:
    return load_coder(models_dir())


@pytest.fixture(scope="module")
def bank() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = read(equating.BANK).data["items"]
    return found


def rated(coder: NetworkCoder, item: Item, reply: str) -> Rating:
    return RUBRIC.rate(item, coder.code(reply, item.client))


def test_the_bank_has_three_replies_of_each_kind_for_every_situation(bank: dict[str, dict[str, list[str]]]) -> None:
    assert set(bank) == set(ITEMS)
    replies = [reply for kinds in bank.values() for found in kinds.values() for reply in found]
    for kinds in bank.values():
        assert tuple(kinds) == equating.KINDS
        assert all(len(found) == 3 for found in kinds.values())
    assert not any("!" in reply for reply in replies)


@pytest.mark.parametrize("item", ITEMS)
def test_exemplary_replies_earn_four_or_five_and_roadblocks_one(
    coder: NetworkCoder, bank: dict[str, dict[str, list[str]]], item: str
) -> None:
    """The first two of a kind are the clear cases; the third may be one that the coder finds hard."""
    for reply in bank[item]["full"][:2]:
        assert rated(coder, ITEMS[item], reply).points >= 4, reply
    for reply in bank[item]["roadblock"][:2]:
        assert rated(coder, ITEMS[item], reply).points == 1, reply


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_better_kinds_of_replies_earn_more(
    coder: NetworkCoder, bank: dict[str, dict[str, list[str]]], form: Form
) -> None:
    means = [
        sum(rated(coder, i, r).points for i in form.items for r in bank[i.id][kind]) / (3 * len(form.items))
        for kind in equating.KINDS
    ]

    assert means == sorted(means)
    assert means[0] < 1.5
    assert means[-1] > 4.5


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_roadblock_after_a_good_reply_takes_it_down(
    coder: NetworkCoder, bank: dict[str, dict[str, list[str]]], form: Form
) -> None:
    for item in form.items:
        for kind in ("open", "deep", "full"):
            plain = rated(coder, item, bank[item.id][kind][0])
            pushed = rated(coder, item, f"{bank[item.id][kind][0]} If you do it again you'll be breached.")
            assert pushed.points <= min(plain.points, 2), (item.id, kind)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_tricks_do_not_pay(coder: NetworkCoder, form: Form) -> None:
    for item in form.items:
        assert rated(coder, item, item.client).points == 2
        assert rated(coder, item, equating.TEMPLATE).points <= 3
        assert rated(coder, item, "").points == rated(coder, item, "...").points == 1


def test_the_table_that_ships_is_the_one_that_is_measured(coder: NetworkCoder) -> None:
    shipped, measured = shipped_table(), json.loads(json.dumps(equating.made_of(BenchmarkForms(), coder)))

    assert equating.differences(shipped, measured) == []
    assert shipped["made_with"]["rubric"] == VERSION
    page = equating.PAGE.read_text("utf-8")
    assert equating.BEGIN + equating.figures(shipped) + equating.END in page


def test_the_forms_are_alike_enough_to_be_put_on_one_scale() -> None:
    table = shipped_table()
    a, b = (table["forms"][form.id] for form in FORMS)

    assert abs(a["mean"] - b["mean"]) < table["sem"] / 2
    assert abs(b["slope"] - 1) < 0.1
    assert table["correlation"] > 0.75
    assert table["linear_against_equipercentile"] < table["sem"] / 2


def test_a_difference_in_the_table_is_told() -> None:
    table = shipped_table()
    other = json.loads(json.dumps(table))
    other["sem"] += 0.1
    other["forms"]["form-b"]["mean"] += 0.01
    del other["correlation"]

    assert [line.split(":")[0] for line in equating.differences(table, other)] == ["correlation", "sem"]
