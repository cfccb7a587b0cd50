"""The library: what it lists, what it leaves out and says so, and what it costs."""

from pathlib import Path

import pytest

from mi_coach.errors import MiCoachError
from mi_coach.scenarios import Library
from tests.scenarios.conftest import WriteScenario


def test_cards_stand_by_difficulty_then_id(library: Library, write: WriteScenario) -> None:
    write("hard", "shipped", {"difficulty: 2": "difficulty: 5"})
    write("beta", "shipped")
    write("alpha", "user")

    cards = library.cards()

    assert [(card.id, card.shipped) for card in cards] == [("alpha", False), ("beta", True), ("hard", True)]
    first = cards[0]
    assert (first.title, first.client, first.stage, first.skills) == ("Nights", "Sam", "contemplation", ("engaging",))
    assert (first.length, first.content_note, first.setting) == (20, "", "community-order")


def test_a_library_without_folders_is_empty(library: Library) -> None:
    assert library.cards() == []
    assert library.problems() == ()


def test_listing_reads_only_the_head_of_a_file(library: Library, write: WriteScenario) -> None:
    # What follows the head is not YAML at all, so it cannot have been parsed.
    write("broken", "user", {"lines:\n": "lines:\n  - {{{{ ]\n"})

    assert [card.id for card in library.cards()] == ["broken"]


def test_keys_of_the_card_may_stand_after_the_lines(library: Library, write: WriteScenario) -> None:
    folder = write("late", "user", {"stage: contemplation\n": ""})
    with (folder / "scenario.yaml").open("a", encoding="utf-8") as stream:
        stream.write("stage: action\n")

    assert [card.stage for card in library.cards()] == ["action"]
    assert library.get("late").stage == "action"


def test_ones_own_scenario_does_not_stand_in_for_a_shipped_one(library: Library, write: WriteScenario) -> None:
    write("same", "shipped", {'title: "Nights"': 'title: "Shipped"'})
    own = write("same", "user", {'title: "Nights"': 'title: "Mine"'})

    assert [(card.title, card.shipped) for card in library.cards()] == [("Shipped", True)]
    problem = library.problems()[0]
    assert (problem.code, problem.file, problem.line, problem.column) == ("S501", str(own / "scenario.yaml"), 2, 5)


@pytest.mark.parametrize(
    ("replace", "code"),
    [
        ({"id: few\n": ""}, "S102"),
        ({"stage: contemplation": "stage: stuck"}, "S104"),
        ({"title: ": "title: ["}, "S001"),
    ],
)
def test_a_card_that_cannot_be_made_out_is_left_out_and_told(
    library: Library, write: WriteScenario, tmp_path: Path, sample: str, replace: dict[str, str], code: str
) -> None:
    write("fine", "user")
    folder = tmp_path / "user" / "few"
    folder.mkdir()
    for old, new in replace.items():
        sample = sample.replace(old, new)
    (folder / "scenario.yaml").write_text(sample, "utf-8")

    assert [card.id for card in library.cards()] == ["fine"]
    assert [found.code for found in library.problems()] == [code]


def test_a_folder_that_is_not_named_as_its_id_is_left_out_and_told(library: Library, write: WriteScenario) -> None:
    write("one", "user").rename(write("two", "user").parent / "three")

    assert [card.id for card in library.cards()] == ["two"]
    assert [found.code for found in library.problems()] == ["S205"]


def test_an_unknown_id_brings_a_suggestion(library: Library, write: WriteScenario) -> None:
    write("night-work", "shipped")

    with pytest.raises(MiCoachError, match=r"no scenario 'night-wrok'\. Did you mean 'night-work'\?"):
        library.get("night-wrok")


@pytest.mark.parametrize("typed", ["night", "NIGHT-", "name"])
def test_a_beginning_or_the_clients_name_brings_a_suggestion(
    library: Library, write: WriteScenario, typed: str
) -> None:
    write("night-work", "shipped")
    name = library.cards()[0].client

    with pytest.raises(MiCoachError, match=r"Did you mean 'night-work'\?"):
        library.get(name if typed == "name" else typed)


@pytest.mark.parametrize("scenario_id", ["../user/alpha", "", ".", "alpha/", "\x1b[2J"])
def test_ids_are_names_and_never_paths(library: Library, write: WriteScenario, scenario_id: str) -> None:
    write("alpha", "user")

    with pytest.raises(MiCoachError) as caught:
        library.get(scenario_id)

    assert caught.value.message.isprintable()


def test_a_broken_scenario_is_refused_in_one_line(library: Library, write: WriteScenario) -> None:
    write("broken", "user", {"strength: 4": "strength: 7", "role: opening": "role: opener"})

    with pytest.raises(
        MiCoachError, match=r"it has 3 errors\. First: .*scenario\.yaml:21:1 S401 .* scenarios check"
    ) as caught:
        library.get("broken")

    assert "\n" not in caught.value.message


def test_a_scenario_is_kept_until_its_file_changes(library: Library, write: WriteScenario) -> None:
    write("kept", "user")
    first = library.get("kept")
    assert library.get("kept") is first

    write("kept", "user", {'title: "Nights"': 'title: "Night work"'})

    assert library.get("kept").title == "Night work"
    assert library.card("kept").title == "Night work"


def test_plans_come_with_their_scenario(library: Library, write: WriteScenario) -> None:
    folder = write("planned", "user")
    with pytest.raises(MiCoachError, match=r"no testplan\.yaml"):
        library.plans("planned")
    plan = '  {}: {{seed: 7, replies: ["You were up all night."]}}\n'
    plans = "".join(plan.format(name) for name in ("skilled", "mixed", "roadblocking"))
    (folder / "testplan.yaml").write_text(f"schema: 1\nscenario: planned\nplans:\n{plans}", "utf-8")

    found = library.plans("planned").plans["mixed"]

    assert (found.seed, found.replies) == (7, ("You were up all night.",))
    (folder / "testplan.yaml").write_text("schema: 1\n", "utf-8")
    with pytest.raises(MiCoachError, match=r"testplan\.yaml:1:1 S102"):
        library.plans("planned")
