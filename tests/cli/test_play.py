"""``play`` in pipes."""

from pathlib import Path
from typing import Any

import pytest

from mi_coach.domain.documents import session_from_dict
from mi_coach.service.practice import MAX_REPLY
from tests.cli.conftest import SCENARIO, Program

FIVE = "Hello.\n\n   \nYou feel pushed into this.\nWhat matters to you?\r\nYou kept coming.\nWell done."


def same_of(document: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in document.items() if k not in ("id", "started", "ended")}
    return kept | {"report": {k: v for k, v in document["report"].items() if k != "session"}}


def test_json_is_the_session_document_and_nothing_else(mi_coach: Program) -> None:
    done = mi_coach("play", SCENARIO, "--plain", "--seed", 7, "--json", stdin=FIVE)

    document = done.document
    assert done.code == 0
    assert done.err == ""
    assert document["schema"] == 1
    assert document["scenario"] == SCENARIO
    assert document["seed"] == 7
    assert document["ending"] == "stopped"
    assert document["self_rating"] is None
    assert [t["n"] for t in document["turns"]] == [1, 2, 3, 4, 5]
    assert document["turns"][1]["reply"] == "You feel pushed into this."
    assert [u["code"] for u in document["turns"][1]["units"]] == ["CR"]
    lines = [t["client"]["line_id"] for t in document["turns"]] + [document["closing"]["line_id"]]
    assert len(set(lines)) == 6
    assert document["report"]["counts"]["CR"] == 1
    assert session_from_dict(document).id == document["id"]


def test_the_same_seed_and_replies_give_the_same_session(mi_coach: Program) -> None:
    first, second = (mi_coach("play", SCENARIO, "--seed", 7, "--json", stdin=FIVE).document for _ in range(2))

    assert first["id"] != second["id"]
    assert same_of(first) == same_of(second)


def test_a_plain_conversation_shows_both_sides_tags_and_feedback(mi_coach: Program) -> None:
    done = mi_coach("play", SCENARIO, "--plain", "--seed", 7, stdin=FIVE)

    assert done.code == 0
    assert done.err == ""
    assert "Your purpose: " in done.out
    assert done.out.count("\nShaun: ") == 6
    assert '  [CR complex reflection (judgement call)] "You feel pushed into this."' in done.out
    assert '  [could land better: praising] "Well done."' in done.out
    assert "Your feedback" in done.out
    assert "The session stopped here." in done.out


def test_a_unit_the_coder_is_not_sure_of_is_shown_so(mi_coach: Program) -> None:
    done = mi_coach("play", SCENARIO, "--plain", stdin="Mondays then\n")

    assert '  [not sure: giving information, or persuading] "Mondays then"' in done.out


def test_coaching_after_shows_tags_only_at_the_end_and_off_not_at_all(mi_coach: Program) -> None:
    after = mi_coach("play", SCENARIO, "--plain", "--coaching", "after", stdin=FIVE).out
    off = mi_coach("play", SCENARIO, "--plain", "--coaching", "off", stdin=FIVE).out

    conversation, _, rest = after.partition("The session stopped here.")
    assert "  [" not in conversation
    assert '  [OQ open question] "What matters to you?"' in rest
    assert "  [" not in off
    assert "Your feedback" in off


def test_the_kept_coaching_setting_is_used(mi_coach: Program) -> None:
    mi_coach.backend.settings.set("coaching", "off")

    assert "  [" not in mi_coach("play", SCENARIO, "--plain", stdin=FIVE).out


def test_in_a_pipe_commands_are_replies(mi_coach: Program) -> None:
    document = mi_coach("play", SCENARIO, "--json", stdin="/end\n//x\nHello.\n").document

    assert [t["reply"] for t in document["turns"]] == ["/end", "//x", "Hello."]


def test_no_reply_at_all_is_a_session_too(mi_coach: Program) -> None:
    done = mi_coach("play", SCENARIO, "--json")

    assert done.code == 0
    assert done.document["turns"] == []
    assert done.document["ending"] == "stopped"
    assert done.document["report"]["overall"] is None


def test_lines_after_an_ending_are_ignored_with_a_note(mi_coach: Program) -> None:
    threats = "".join(f"Why don't you pull yourself together, number {n}?\n" for n in range(80))

    done = mi_coach("play", SCENARIO, "--seed", 1, "--json", stdin=threats)

    taken = len(done.document["turns"])
    assert done.code == 0
    assert done.document["ending"] in ("walked_out", "time_up")
    assert taken >= 6
    assert done.err == f"mi-coach: {80 - taken} lines after the end of the session ignored\n"


def test_strange_bytes_are_cleaned(mi_coach: Program) -> None:
    stdin = b"\xef\xbb\xbfHel\x00lo\x1b[31m there.\n\x00\x07\nYou feel \xff low.\n"

    document = mi_coach("play", SCENARIO, "--json", stdin=stdin).document

    assert [t["reply"] for t in document["turns"]] == ["Hello there.", "You feel \N{REPLACEMENT CHARACTER} low."]


def test_a_reply_that_is_too_long_is_left_out_and_told(mi_coach: Program) -> None:
    done = mi_coach(
        "play", SCENARIO, "--json", stdin=f"Hello.\n{'x' * (MAX_REPLY + 1)}\n{'y' * 3_000_000}\nHello again.\n"
    )

    assert done.code == 2
    assert [t["reply"] for t in done.document["turns"]] == ["Hello.", "Hello again."]
    assert [line.split(":")[1] for line in done.err.splitlines()] == [" line 2 left out", " line 3 left out"]


def test_an_unfinished_session_is_resumed_with_the_reply_that_was_not_coded(mi_coach: Program) -> None:
    practice = mi_coach.backend.practice().start(SCENARIO, 7)
    practice.reply("Hello.")
    client = practice.client
    mi_coach.backend.repository.save_reply(
        practice.session.id,
        2,
        {"line_id": client.line_id, "text": client.text, "talk": [], "topic": None},
        "You feel low.",
    )

    document = mi_coach("play", "--resume", practice.session.id[:8], "--json", stdin="What next?\n").document

    assert document["id"] == practice.session.id
    assert [t["reply"] for t in document["turns"]] == ["Hello.", "You feel low.", "What next?"]
    assert [u["code"] for u in document["turns"][1]["units"]] == ["CR"]


def test_a_new_session_is_always_started_in_a_pipe(mi_coach: Program) -> None:
    left = mi_coach.backend.practice().start(SCENARIO)

    assert mi_coach("play", SCENARIO, "--json", stdin="Hello.\n").document["id"] != left.session.id


@pytest.mark.parametrize("how", ["over", "other scenario"])
def test_what_cannot_be_resumed_is_told(mi_coach: Program, played: dict[str, Any], how: str) -> None:
    arguments = ["play", "--resume", played["id"]] if how == "over" else ["play", "other", "--resume", played["id"]]

    done = mi_coach(*arguments, stdin="Hello.\n")

    assert done.code == 2
    assert done.err.count("\n") == 1


def test_nothing_is_written_outside_the_home(mi_coach: Program, home: Path, played: dict[str, Any]) -> None:
    assert played["id"]
    assert [path.name for path in home.parent.iterdir()] == ["home"]
