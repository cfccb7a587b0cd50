"""What is wrong with a file is told with its line, and how to mend it; the library finds what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mi_coach.errors import MiCoachError
from mi_coach.exercises.library import ExerciseLibrary
from mi_coach.exercises.loader import load_drill, load_spotting
from mi_coach.exercises.types import Skill

DRILL = """\
schema: 1
skill: simple-reflection
name: Simple reflection
about: "About it."
try: "Try it."
tips: ["A tip."]
levels: {1: "easy", 2: "harder", 3: "hardest"}
prompts:
  - id: sr-1
    level: 1
    who: "Danny, 29, community order"
    client: "I walked here. The bus never came."
    talk: [{code: CT, type: taking_steps, strength: 3, text: "I walked here."}]
    meanings: [{text: "you wanted to be here", kind: value, side: change}]
    models: ["You came on foot.", "No bus, so you walked."]
    near: {reply: "Which bus?", why: "It asks."}
"""

TALK = """\
schema: 1
id: change-talk
kind: change-talk
name: Hear it
about: "About it."
try: "Try it."
items:
  - {id: ct-1, who: "Danny, 29", text: "I want out.", answer: change, shows: "want out", why: "A wish."}
"""

TRANSCRIPT = """\
schema: 1
id: tag-a-transcript
kind: transcript
name: Tag it
about: "About it."
try: "Try it."
passages:
  - id: bus
    title: The bus
    who: "Danny, 29"
    turns:
      - client: "I walked."
      - reply: [{text: "On foot.", answer: SR, why: "It hands it back."}]
      - client: "I did."
      - reply: [{text: "What for?", answer: OQ, why: "It asks."}]
"""


def write(tmp_path: Path, text: str, name: str) -> Path:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_a_good_drill_is_read_whole(tmp_path: Path) -> None:
    loaded = load_drill(write(tmp_path, DRILL, "simple-reflection.yaml"))

    assert loaded.diagnostics == ()
    assert loaded.found is not None
    assert loaded.found.skill is Skill.SIMPLE_REFLECTION
    assert loaded.found.levels[3] == "hardest"
    (prompt,) = loaded.found.at(1)
    assert (prompt.name, prompt.models[0], prompt.near.why) == ("Danny", "You came on foot.", "It asks.")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("level: 1", "level: 4", ":10:12 S104 '4' is not known here. Write one of: 1, 2, 3."),
        ("strength: 3", "strength: 9", ":13:53 S106"),
        ('text: "I walked here."', 'text: "I ran here."', ":13:62 S301 these words are not in the line: 'I ran here.'"),
        ("type: taking_steps, ", "", ":13:19 S302 CT needs a type"),
        ("code: CT", "code: FN", ":13:29 S302 FN takes no type"),
        ('"No bus, so you walked."', '""', "S304"),
        ("near:", "neer:", "S101 there is no key 'neer' here. Did you mean 'near'?"),
        ("skill: simple-reflection", "skill: discord", ":2:8 S205 the skill 'discord' differs from the file"),
        ("skill: simple-reflection", "skill: juggling", ":2:8 S104"),
        ("    level: 1", "    level: 1\n    step: elicit", ":11:5 S101 there is no step in this drill"),
        ("prompts:", "prompts: [", "S001"),
        ('who: "Danny, 29, community order"', "who: 7", ":11:10 S103"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in DRILL

    loaded = load_drill(write(tmp_path, DRILL.replace(old, new), "simple-reflection.yaml"))

    assert loaded.found is None
    assert any(told in str(found) for found in loaded.diagnostics), [str(d) for d in loaded.diagnostics]


def test_prompts_that_stand_twice_are_told(tmp_path: Path) -> None:
    body = DRILL.split("prompts:\n")[1]
    loaded = load_drill(write(tmp_path, DRILL + body, "simple-reflection.yaml"))

    assert [d.code for d in loaded.diagnostics] == ["S201", "S305"]
    assert "line 9" in loaded.diagnostics[0].message


def test_a_step_and_strengths_are_asked_for_where_they_are_needed(tmp_path: Path) -> None:
    for skill, key in (("elicit-provide-elicit", "step"), ("affirmation", "strengths")):
        text = DRILL.replace("simple-reflection", skill)
        loaded = load_drill(write(tmp_path, text, f"{skill}.yaml"))
        assert [d.message for d in loaded.diagnostics] == [f"the key '{key}' is missing"]


@pytest.mark.parametrize(
    ("text", "old", "new", "told"),
    [
        (TALK, "answer: change", "answer: chance", "S104 'chance' is not known here. Did you mean 'change'?"),
        (TALK, 'shows: "want out"', 'shows: "want in"', ":8:78 S301"),
        (TALK, ', shows: "want out"', "", "S102 shows and answer do not go together"),
        (TALK, "kind: change-talk", "kind: sorting", ":3:7 S104"),
        (TALK, "id: change-talk", "id: other", ":2:5 S205"),
        (TRANSCRIPT, '- client: "I did."', "- {}", ":14:9 S102 a turn is either client or reply"),
        (TRANSCRIPT, "answer: SR", "answer: XX", "S104 'XX' is not known here"),
    ],
)
def test_a_slip_in_a_spotting_exercise_is_told_with_its_place(
    tmp_path: Path, text: str, old: str, new: str, told: str
) -> None:
    assert old in text
    name = "change-talk.yaml" if text is TALK else "tag-a-transcript.yaml"

    loaded = load_spotting(write(tmp_path, text.replace(old, new), name))

    assert loaded.found is None
    assert any(told in str(found) for found in loaded.diagnostics), [str(d) for d in loaded.diagnostics]


def test_a_transcript_becomes_items_that_know_what_was_said_before(tmp_path: Path) -> None:
    found = load_spotting(write(tmp_path, TRANSCRIPT, "tag-a-transcript.yaml")).found

    assert found is not None
    first, second = found.items
    assert (first.id, first.before, first.answer, first.also) == ("bus-1", (("client", "I walked."),), "SR", ("CR",))
    assert second.before == (("client", "I walked."), ("you", "On foot."), ("client", "I did."))
    assert second.also == ()
    assert found.passages == {"bus": "The bus"}


def test_the_library_lists_what_is_there_and_suggests(tmp_path: Path) -> None:
    write(tmp_path, DRILL, "drills/simple-reflection.yaml")
    write(tmp_path, TALK, "spotting/change-talk.yaml")
    library = ExerciseLibrary(tmp_path)

    assert library.skills == (Skill.SIMPLE_REFLECTION,)
    assert library.drill("simple-reflection") is library.drill("simple-reflection")
    assert library.spotting("change-talk") is library.spotting("change-talk")
    with pytest.raises(MiCoachError, match="Did you mean 'simple-reflection'"):
        library.drill("simple-reflexion")
    with pytest.raises(MiCoachError, match="Did you mean 'change-talk'"):
        library.spotting("../spotting/change-talk")


def test_a_broken_file_is_refused_in_one_line(tmp_path: Path) -> None:
    write(tmp_path, DRILL.replace("level: 1", "level: 0"), "drills/simple-reflection.yaml")

    with pytest.raises(MiCoachError, match=r"simple-reflection\.yaml:10:12 S104") as caught:
        ExerciseLibrary(tmp_path).drills()

    assert "\n" not in caught.value.message


def test_an_empty_folder_has_nothing(tmp_path: Path) -> None:
    assert ExerciseLibrary(tmp_path).skills == ()
    assert ExerciseLibrary(tmp_path).spotting_names == ()
