"""Beginning a scenario from the template, and opening drafts by id or path."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from mi_coach.errors import MiCoachError
from mi_coach.paths import user_scenarios_dir
from mi_coach.scenarios import Library, check_path, json_schema, load_scenario, load_testplan, plan_schema
from mi_coach.service.drafts import new_scenario, open_draft

SHIPPED = "driving-disqualified"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MI_COACH_HOME", str(tmp_path / "home"))


@pytest.fixture
def library() -> Library:
    return Library()


def keys_of(schema: dict[str, Any]) -> dict[str, set[str]]:
    """The keys that the schema allows in each kind of block."""
    return {name: set(part["properties"]) for name, part in _blocks(schema).items()}


def _blocks(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = {name: part for name, part in schema.get("$defs", {}).items() if "properties" in part}
    return {"": schema, **found}


def used_keys(data: object, schema: dict[str, Any], root: dict[str, Any], name: str = "") -> set[tuple[str, str]]:
    """The (block, key) pairs of a file, found by going along its schema; an unknown key fails."""
    schema, name = _resolved(schema, root, name)
    if isinstance(data, list):
        return {pair for item in data for pair in used_keys(item, schema["items"], root)}
    if not isinstance(data, dict):
        return set()
    if "properties" not in schema:
        return {pair for item in data.values() for pair in used_keys(item, schema["additionalProperties"], root)}
    found = {(name, key) for key in data}
    for key, value in data.items():
        found |= used_keys(value, schema["properties"][key], root)
    return found


def _resolved(schema: dict[str, Any], root: dict[str, Any], name: str) -> tuple[dict[str, Any], str]:
    options = schema.get("anyOf", [schema])
    chosen = next((o for o in options if "$ref" in o), next((o for o in options if o.get("type") != "null"), schema))
    if "$ref" in chosen:
        name = chosen["$ref"].rsplit("/", 1)[-1]
        return root["$defs"][name], name
    return chosen, name


def test_a_new_scenario_has_no_findings_and_its_own_id_and_title(library: Library) -> None:
    folder = new_scenario(library, "late-for-work", 'Five past "nine" \\ é')

    loaded = load_scenario(folder)
    plans = load_testplan(folder).plans
    assert folder == user_scenarios_dir() / "late-for-work"
    assert check_path(folder) == ()
    assert loaded.scenario is not None
    assert (loaded.scenario.id, loaded.scenario.title) == ("late-for-work", 'Five past "nine" \\ é')
    assert plans is not None
    assert set(plans.plans) == {"skilled", "mixed", "closed_question", "roadblocking"}
    assert "late-for-work" in {card.id for card in library.cards()}


def test_the_template_shows_every_key_of_the_format(library: Library) -> None:
    folder = new_scenario(library, "mine")

    for file, schema in (("scenario.yaml", json_schema()), ("testplan.yaml", plan_schema())):
        data = YAML(typ="safe").load(folder / file)
        allowed = {(block, key) for block, keys in keys_of(schema).items() for key in keys}
        used = used_keys(data, schema, schema)
        # One row of effects stands for all; which values it names is the author's choice.
        assert allowed - used <= {("EffectPart", "importance"), ("EffectPart", "confidence")} | {
            ("BoundsPart", name) for name in ("trust", "importance", "confidence", "discord")
        }
        assert used <= allowed


def test_editors_find_the_schemas_beside_the_files(library: Library) -> None:
    folder = new_scenario(library, "mine")

    for file, schema in (("scenario", json_schema()), ("testplan", plan_schema())):
        first = (folder / f"{file}.yaml").read_text("utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=./{file}.schema.json"
        assert json.loads((folder / f"{file}.schema.json").read_text("utf-8")) == schema


def test_nothing_is_ever_written_over(library: Library) -> None:
    folder = user_scenarios_dir() / "mine"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("mine", "utf-8")

    with pytest.raises(MiCoachError, match="is there already"):
        new_scenario(library, "mine")

    assert [(p.name, p.read_text("utf-8")) for p in folder.iterdir()] == [("notes.txt", "mine")]


@pytest.mark.parametrize("bad", ["", "Mine", "a b", "../up", "a--b", "-a", "é", "a" * 61, "con", "a\n", "C:\\x", "a/b"])
def test_an_id_that_will_not_do_is_refused_and_makes_nothing(library: Library, bad: str, tmp_path: Path) -> None:
    with pytest.raises(MiCoachError, match="cannot be"):
        new_scenario(library, bad)

    assert list(tmp_path.rglob("*")) == []


def test_an_id_of_a_shipped_scenario_is_refused_everywhere(library: Library, tmp_path: Path) -> None:
    with pytest.raises(MiCoachError, match=f"shipped.*my-{SHIPPED}"):
        new_scenario(library, SHIPPED, root=tmp_path)

    assert not (tmp_path / SHIPPED).exists()


@pytest.mark.parametrize("bad", ["", "  ", "x" * 81, "two\nlines", "a\x1bb"])
def test_a_title_that_will_not_do_is_refused(library: Library, bad: str) -> None:
    with pytest.raises(MiCoachError, match="title"):
        new_scenario(library, "mine", bad)

    assert not user_scenarios_dir().exists()


def test_another_folder_has_to_be_there(library: Library, tmp_path: Path) -> None:
    with pytest.raises(MiCoachError, match="no folder"):
        new_scenario(library, "mine", root=tmp_path / "none")

    assert new_scenario(library, "mine", root=tmp_path) == tmp_path / "mine"


def test_a_draft_is_opened_by_id_by_folder_and_by_file(library: Library, tmp_path: Path) -> None:
    folder = new_scenario(library, "mine", root=tmp_path)
    own = new_scenario(library, "of-my-own")

    for name in (str(folder), str(folder / "scenario.yaml")):
        draft = open_draft(library, name)
        assert (draft.scenario.id, draft.note) == ("mine", "")
        assert draft.plans() is not None
    assert open_draft(library, "of-my-own").scenario == load_scenario(own).scenario
    assert open_draft(library, SHIPPED).scenario.id == SHIPPED


def test_a_loose_file_is_not_played_with_the_plans_of_another(library: Library, tmp_path: Path) -> None:
    folder = new_scenario(library, "mine", root=tmp_path)
    loose = folder / "second-try.yaml"
    loose.write_text((folder / "scenario.yaml").read_text("utf-8"), "utf-8")

    assert open_draft(library, str(loose)).plans() is None


def test_a_draft_with_errors_is_told_with_the_first(library: Library) -> None:
    folder = new_scenario(library, "mine")
    file = folder / "scenario.yaml"
    file.write_text(
        file.read_text("utf-8").replace("difficulty: 2", "difficulty: 9").replace("pronouns: she", ""), "utf-8"
    )

    with pytest.raises(MiCoachError, match=r"2 errors\. First: .*S102.*scenarios check"):
        open_draft(library, "mine")


def test_a_broken_test_plan_keeps_nobody_from_trying_the_lines(library: Library) -> None:
    folder = new_scenario(library, "mine")
    (folder / "testplan.yaml").write_text("schema: 1\nscenario: other\n", "utf-8")

    draft = open_draft(library, "mine")

    assert draft.scenario.id == "mine"
    with pytest.raises(MiCoachError, match=r"testplan\.yaml has 2 errors"):
        draft.plans()


def test_what_is_not_there_is_told_with_the_nearest_id(library: Library) -> None:
    with pytest.raises(MiCoachError, match=SHIPPED):
        open_draft(library, "driving-disqualifed")


def test_a_scenario_with_a_shipped_id_is_never_taken_for_it_silently(library: Library) -> None:
    folder = new_scenario(library, "mine").rename(user_scenarios_dir() / SHIPPED)
    file = folder / "scenario.yaml"
    file.write_text(file.read_text("utf-8").replace("id: mine ", f"id: {SHIPPED} "), "utf-8")

    by_id, by_path = open_draft(library, SHIPPED), open_draft(library, str(folder))

    assert by_id.scenario == library.get(SHIPPED)
    assert "shipped" in by_id.note
    assert by_path.scenario.title == "The fence"
    assert "shipped" in by_path.note
    assert [d.code for d in library.problems()] == ["S501"]
