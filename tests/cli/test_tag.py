"""``tag``."""

import json

from mi_coach.service.practice import MAX_REPLY
from tests.cli.conftest import Program


def test_units_come_back_in_order_with_exact_offsets(mi_coach: Program) -> None:
    replies = ["You feel “low” 🙂. What next?", "  Well done.  ", ""]
    stdin = "".join(json.dumps({"id": n, "client": None, "reply": r, "extra": 1}) + "\n" for n, r in enumerate(replies))

    done = mi_coach("tag", "--jsonl", stdin=stdin)

    assert done.code == 0
    assert [d["id"] for d in done.documents] == [0, 1, 2]
    for reply, answer in zip(replies, done.documents, strict=True):
        assert all(reply[u["start"] : u["end"]] == u["text"] for u in answer["units"])
    assert [u["code"] for u in done.documents[0]["units"]] == ["CR", "OQ"]
    assert done.documents[1]["units"][0]["kind"] == "praising"
    assert done.documents[2] == {"id": 2, "units": []}


def test_ids_of_any_kind_are_echoed(mi_coach: Program) -> None:
    ids = ["a\u2028\x9b", 1.5, None, True, [1, {"x": "y"}], {"k": []}]

    done = mi_coach("tag", "--jsonl", stdin="".join(json.dumps({"id": i, "reply": "Hi"}) + "\n" for i in ids))

    assert [d["id"] for d in done.documents] == ids
    assert "\x9b" not in done.out


def test_bad_lines_are_told_in_their_place_and_give_exit_2(mi_coach: Program) -> None:
    lines = [
        b'{"id": 1, "reply": "Hello."}',
        b"",
        b"nonsense",
        b'{"id": 4, "reply": 5}',
        b'{"id": 5}',
        b'["reply"]',
        b'{"id": NaN, "reply": "x"}',
        b'{"id": 1e999, "reply": "x"}',
        b'{"id": 9, "reply": "x", "client": 3}',
        b"\xff",
        b"[" * 100_000,
        json.dumps({"id": 1, "reply": "x" * (MAX_REPLY + 1)}).encode(),
        b'{"reply": "' + b"x" * 2_000_000 + b'"}',
        b'{"id": "last", "reply": "What next?"}',
    ]

    done = mi_coach("tag", "--jsonl", stdin=b"\n".join(lines))

    assert done.code == 2
    first, *bad, last = done.documents
    assert (first["id"], last["id"]) == (1, "last")
    assert [d["line"] for d in bad] == list(range(3, 14))
    assert all(d["id"] is None and d["error"] and set(d) == {"id", "line", "error"} for d in bad)


def test_many_replies_keep_their_order(mi_coach: Program) -> None:
    stdin = "".join(json.dumps({"id": n, "reply": f"What about {n}?"}) + "\n" for n in range(5_000))

    assert [d["id"] for d in mi_coach("tag", "--jsonl", stdin=stdin).documents] == list(range(5_000))


def test_plain_lines_give_a_line_a_unit(mi_coach: Program) -> None:
    done = mi_coach("tag", stdin="\ufeffYou feel low. What next?\r\n\nWell done.\nMondays then")

    assert done.code == 0
    assert done.out.splitlines() == [
        'CR  complex reflection (judgement call)  0.90  "You feel low."',
        'OQ  open question  0.90  "What next?"',
        "",
        'RB  could land better: praising  0.90  "Well done."',
        "",
        'GI  not sure: giving information, or persuading  0.45  "Mondays then"',
    ]


def test_a_plain_line_that_cannot_be_read_is_told_and_the_rest_goes_on(mi_coach: Program) -> None:
    done = mi_coach("tag", stdin=b"\xff\nWhat next?\n")

    assert done.code == 2
    assert done.err == "mi-coach: line 1: byte 1 of the line is not UTF-8 text\n"
    assert done.out.startswith("OQ")


def test_nothing_in_nothing_out(mi_coach: Program) -> None:
    done = mi_coach("tag", "--jsonl")

    assert (done.code, done.out, done.err) == (0, "", "")
