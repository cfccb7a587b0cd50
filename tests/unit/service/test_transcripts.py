"""Transcripts in every form people have them in, and what is said about those that cannot be read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mi_coach.domain.talk import TalkCode
from mi_coach.errors import MiCoachError
from mi_coach.service.practice import MAX_REPLY
from mi_coach.service.transcripts import MAX_BYTES, Transcript, read_transcript, to_session
from tests.fakes.coder import RuleCoder


def read(tmp_path: Path, content: str | bytes, name: str = "talk") -> Transcript:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_transcript(file)


def talk(transcript: Transcript) -> list[tuple[str, str]]:
    said = [(turn.client.text, turn.reply) for turn in transcript.turns]
    return [*said, (transcript.closing.text, "")] if transcript.closing else said


BOTH = [("I had to come.", "You had no choice.\nWhat next?"), ("Dunno.", "")]


JSON_CLIENT, JSON_LAST = '{"speaker":"Client","text":"I had to come.","n":1}', '{"speaker":"CLIENT","text":"Dunno."}'
JSON_PRACTITIONER = '{"text":"You had no choice.\\nWhat next?","speaker":"practitioner"}'

FORMS = {
    "plain.csv": """speaker,text
client,I had to come.
practitioner,You had no choice.
Practitioner,What next?
client,Dunno.
""",
    "office.csv": """Text;Note;SPEAKER
"I had to come.";x;Client
You had no choice.;;PRACTITIONER
What next?;;practitioner
Dunno.;;client
""",
    "tabs": """speaker\ttext\r
Client\tI had to come.\r
\r
Practitioner\tYou had no choice.\r
Practitioner\tWhat next?\r
Client\tDunno.\r
""",
    "no-head.csv": """Client,I had to come.
Practitioner,You had no choice.
Practitioner,What next?
Client,Dunno.
""",
    "quoted.csv": """
speaker,text
Client,I had to come.
Practitioner,"You had no choice.
What next?"
Client,Dunno.""",
    "lines.jsonl": f"{JSON_CLIENT}\n\n{JSON_PRACTITIONER}\n{JSON_LAST}",
    "unnamed-json": f"{JSON_CLIENT}\n{JSON_PRACTITIONER}\n{JSON_LAST}\n",
    "spoken.txt": """CLIENT: I had to come.

Practitioner: You had no choice.
    What next?
client :Dunno.
""",
    "wrongly-named.csv": (
        "Client: I had to come.\rPractitioner: You had no choice.\rPractitioner: What next?\rClient: Dunno.\r"
    ),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_form_is_read_alike(tmp_path: Path, name: str, mark: str) -> None:
    assert talk(read(tmp_path, mark + FORMS[name], name)) == BOTH


def test_office_programs_unicode_text_is_read(tmp_path: Path) -> None:
    content = "speaker\ttext\nPractitioner\t“Hello” – you’re here.\n".encode("utf-16")

    assert talk(read(tmp_path, content)) == [("", "“Hello” – you’re here.")]


def test_a_transcript_may_begin_with_the_practitioner(tmp_path: Path) -> None:
    found = read(tmp_path, "Practitioner: Hello.\nClient: Hi.\nPractitioner: What next?\n")

    assert talk(found) == [("", "Hello."), ("Hi.", "What next?")]
    assert found.closing is None


def test_talk_codes_are_read_for_the_client_only(tmp_path: Path) -> None:
    content = "speaker,text,talk\nClient,a,ct ST\nClient,b,DIS\nPractitioner,c,nonsense\nClient,d,\nPractitioner,e,\n"

    first, second = read(tmp_path, content).turns

    assert [s.code for s in first.client.talk or ()] == [TalkCode.CT, TalkCode.ST, TalkCode.DIS]
    assert second.client.talk is None


def test_talk_codes_in_json_may_be_a_list_or_as_in_the_documents(tmp_path: Path) -> None:
    content = (
        '{"speaker":"Client","text":"a","talk":["CT"]}\n{"speaker":"Client","text":"b","talk":[{"code":"ST","type":"need"}]}\n'
        '{"speaker":"Practitioner","text":"c","talk":null}\n'
    )

    assert [s.code for s in read(tmp_path, content).turns[0].client.talk or ()] == [TalkCode.CT, TalkCode.ST]


def test_what_a_terminal_would_act_on_is_taken_out(tmp_path: Path) -> None:
    assert talk(read(tmp_path, "Practitioner: He\x1b[31mllo\x00\x07.\n")) == [("", "Hello.")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a", "", ": the file is empty"),
        ("a", "\n \n", ": the file is empty"),
        ("a", "Once upon a time\n", ":1: the first line must begin"),
        ("a", "Practitioner: a\n\nOffender: b\n", ":3: the speaker is 'Offender'"),
        ("a", "Client: a\n", ": nothing here is said by the practitioner"),
        ("a", "Practitioner:   \n", ": nothing here is said by the practitioner"),
        ("a.csv", "who,what\na,b\n", ":1: the first line must name the columns"),
        ("a", "\n\nspeaker,text\n\nclient,a\nmoderator,b\n", ":6: the speaker is 'moderator'"),
        ("a", 'speaker,text\nclient,"a\nb"\nx,c\n', ":4: the speaker is 'x'"),
        ("a", 'speaker,text\nclient,a\nclient,"b\n', ":3: this is not CSV"),
        ("a", "speaker,text\nclient,a,b\n", ":2: 3 columns, 2 named"),
        ("a", "speaker,text,talk\nclient,a,XX\n", ":2: the talk is 'XX'"),
        ("a.jsonl", '{"speaker":"client","text":"a"}\n{"speaker"\n', ":2: this is not JSON"),
        ("a", '{"speaker":"client"}\n', ':1: write one {"speaker"'),
        ("a", '[{"speaker":"client","text":"a"}]\n', ':1: write one {"speaker"'),
        ("a", '{"speaker":"client","text":5}\n', ':1: "text" must be text'),
        ("a", '{"speaker":["x"],"text":"a"}\n', ":1: the speaker is"),
        ("a", '{"speaker":"client","text":"a","talk":{"code":"CT"}}\n', ":1: the talk is"),
        ("a", "[" * 100_000, ":1: this is not JSON"),
        ("a", b"Practitioner: a\nClient: caf\xe9\n", ":2: this is not UTF-8 text"),
        ("a", "Practitioner: a\nClient: b\nPractitioner: " + "x" * (MAX_REPLY + 1), ":3: 20,001 characters"),
        ("a", b"x" * (MAX_BYTES + 1), " is larger than 5,000,000 bytes"),
    ],
)
def test_a_problem_is_told_in_one_line_with_its_place(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    with pytest.raises(MiCoachError) as raised:
        read(tmp_path, content, name)

    assert raised.value.message.startswith(f"{tmp_path / name}{told}")
    assert "\n" not in raised.value.message


def test_a_coded_transcript_has_the_shape_of_a_session(tmp_path: Path) -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)

    session = to_session(read(tmp_path, "Client: a\nPractitioner: You feel low. What next?\n"), RuleCoder(), now)

    assert session.scenario is None
    assert [[u.code for u in t.units or ()] for t in session.turns] == [["CR", "OQ"]]
    assert session.turns[0].state is None
