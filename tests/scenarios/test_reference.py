"""What authors look things up in: the page of each code, and the schemas for editors."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from mi_coach.domain.act_names import ALL_NAMES
from mi_coach.paths import scenarios_dir
from mi_coach.scenarios import CODES, json_schema, plan_schema

PAGES = Path(__file__).parents[2] / "docs" / "reference" / "diagnostics"


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_page(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text("utf-8")

    assert page.startswith(f"# {code}: {CODES[code].title}\n\n{CODES[code].explanation}\n")
    assert page.count("```") == 4
    assert "## Example" in page
    assert "## Mend" in page
    assert f"[{code}]({code}.md): {CODES[code].title}" in (PAGES / "README.md").read_text("utf-8")


def test_there_is_no_page_without_a_code() -> None:
    assert {page.stem for page in PAGES.glob("S*.md")} == set(CODES)


@pytest.mark.parametrize("schema", [json_schema(), plan_schema()], ids=["scenario", "testplan"])
def test_every_key_of_a_schema_is_explained(schema: dict[str, Any]) -> None:
    parts = [schema, *schema["$defs"].values()]
    keys = {name: key for part in parts for name, key in part.get("properties", {}).items()}

    assert schema["$schema"].startswith("https://json-schema.org/")
    assert len(keys) >= 5
    assert [name for name, key in keys.items() if not key.get("description")] == []
    assert all(part.get("additionalProperties") is False for part in parts if "properties" in part)


def test_the_schema_knows_the_names_of_acts_and_the_required_keys() -> None:
    schema = json_schema()

    assert set(schema["$defs"]["LinePart"]["properties"]["to"]["items"]["enum"]) == ALL_NAMES
    assert {"schema", "id", "version", "client", "brief", "start", "topics", "lines"} <= set(schema["required"])
    assert schema["$defs"]["LinePart"]["required"] == ["id", "text"]


def test_the_schema_has_every_key_that_shipped_scenarios_use() -> None:
    schema = json_schema()
    known = set(schema["$defs"]["LinePart"]["properties"])

    for file in scenarios_dir().glob("*/scenario.yaml"):
        data = YAML(typ="safe", pure=True).load(file)
        assert set(data) <= set(schema["properties"])
        assert {key for line in data["lines"] for key in line} <= known
