"""The benchmark line by line: pipes, JSON, and somebody who types."""

import json
import re

import pytest

from mi_coach.cli.benchmark import BenchmarkTalk
from mi_coach.service.benchmark import Sitting
from mi_coach.service.practice import MAX_REPLY
from tests.cli.conftest import Program

LISTEN = "What was that like for you?\n"


def test_list_names_two_forms_of_eight(mi_coach: Program) -> None:
    document = mi_coach("benchmark", "list", "--json").document

    assert document["schema"] == 1
    assert [(f["id"], f["title"], f["items"]) for f in document["forms"]] == [
        ("form-a", "Form A", 8),
        ("form-b", "Form B", 8),
    ]
    assert "form-b" in mi_coach("benchmark", "list").out


def test_eight_lines_make_a_result_and_the_next_eight_a_change(mi_coach: Program) -> None:
    first = mi_coach("benchmark", "--json", stdin="Well done.\n\n" * 8)
    second = mi_coach("benchmark", "--json", stdin=LISTEN * 8)

    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")
    assert (first.document["what"], second.document["what"]) == ("form-a", "form-b")
    result = second.document["result"]
    assert second.document["schema"] == 1
    assert result["interval"][0] < result["score"] < result["interval"][1]
    assert result["change"]["before"] == first.document["result"]["score"] == 1
    assert len(second.document["answers"]) == 8


def test_the_same_lines_give_the_same_result(mi_coach: Program) -> None:
    runs = [mi_coach("benchmark", "b", "--json", stdin=LISTEN * 8).document for _ in range(2)]

    assert runs[0]["answers"] == runs[1]["answers"]
    assert runs[0]["result"]["score"] == runs[1]["result"]["score"]


def test_nothing_is_said_about_a_reply_before_the_last(mi_coach: Program) -> None:
    out = mi_coach("benchmark", stdin=LISTEN * 8).out

    before, _, after = out.partition("8 of 8.")
    assert before.count("You: ") == 7
    assert not re.search(r"\b(step|score is|reflection|question)\b", before)
    assert "Your score is" in after
    assert "not with people" in after


def test_too_few_lines_give_no_score_and_are_kept(mi_coach: Program) -> None:
    done = mi_coach("benchmark", "form-a", "--json", stdin=LISTEN * 3)

    assert done.code == 0
    assert done.document["ended"] is None
    assert (done.document["result"]["answered"], done.document["result"]["score"]) == (3, None)
    assert "5 of the situations had no reply" in done.err
    assert mi_coach.backend.benchmark().draft() is not None


def test_lines_after_the_end_are_ignored_and_told(mi_coach: Program) -> None:
    done = mi_coach("benchmark", stdin=LISTEN * 10)

    assert done.code == 0
    assert "2 lines after the end" in done.err


def test_a_line_that_is_too_long_is_left_out_and_told(mi_coach: Program) -> None:
    done = mi_coach("benchmark", "--json", stdin="a" * (MAX_REPLY + 1) + "\n" + LISTEN * 8)

    assert done.code == 2
    assert "line 1 left out" in done.err
    assert done.document["result"]["answered"] == 8


@pytest.mark.parametrize("arguments", [("benchmark", "c"), ("benchmark", "form-a", "form-b"), ("benchmark", "--seed")])
def test_bad_usage_is_told_in_one_line(mi_coach: Program, arguments: tuple[str, ...]) -> None:
    done = mi_coach(*arguments)

    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"mi-coach: [^\n]+\n", done.err)


def test_an_escape_sequence_in_a_reply_is_not_printed(mi_coach: Program) -> None:
    done = mi_coach("benchmark", stdin="What \x1b[31m[b]happened[/b]?\n" * 8)

    assert "\x1b" not in done.out
    assert "[b]happened[/b]" in done.out


# ---------------------------------------------------------------- somebody who types


def typed(sitting: Sitting, *lines: str) -> list[str]:
    shown: list[str] = []
    BenchmarkTalk(sitting, shown.append, commands=True).run(iter(enumerate(lines, 1)))
    return shown


def test_somebody_may_skip_go_back_and_finish(mi_coach: Program) -> None:
    sitting = mi_coach.backend.benchmark().start("form-a")
    reply = LISTEN.strip()

    shown = typed(
        sitting, "/skip", reply, "/go 2", "So what helps?", "/finish", *[reply] * 7, "/go 1", "//o", "/finish"
    )

    text = "\n".join(shown)
    assert sitting.over
    assert sitting.reply(2) == "So what helps?"
    assert sitting.reply(1) == "/o"
    assert f'Your reply so far: "{reply}"' in text
    assert "There is no reply yet to 1" in text
    assert "/finish shows your result" in text
    assert "Your score is" in text


def test_somebody_may_leave_and_carry_on(mi_coach: Program) -> None:
    benchmark = mi_coach.backend.benchmark()
    left = "\n".join(typed(benchmark.start(), LISTEN, LISTEN, "/end"))

    again = benchmark.start()
    shown = "\n".join(typed(again, "/help", "/go 12", "/nothing"))

    assert "Answered and kept: 2 of 8." in left
    assert again.waiting == (3, 4, 5, 6, 7, 8)
    assert "Carrying on. Answered so far: 2 of 8." in shown
    assert shown.index("Carrying on") < shown.index("3 of 8.")
    assert "a number from 1 to 8" in shown
    assert "There is no command /nothing" in shown


def test_leaving_at_once_keeps_nothing(mi_coach: Program) -> None:
    shown = "\n".join(typed(mi_coach.backend.benchmark().start(), "/end"))

    assert "Nothing was kept" in shown
    assert mi_coach.backend.repository.exercises.list() == []


def test_what_is_kept_can_be_read_as_it_was_printed(mi_coach: Program) -> None:
    document = mi_coach("benchmark", "--json", stdin=LISTEN * 8).document

    (kept,) = mi_coach.backend.repository.exercises.list()

    assert json.loads(json.dumps({"schema": 1, **kept.to_dict()})) == document
