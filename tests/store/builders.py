"""Sessions to store, and a program that stores them in another process."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from mi_coach.domain.codes import Code, Miti, Roadblock
from mi_coach.domain.documents import client_to_dict
from mi_coach.domain.reply import Alternative, Evidence, Unit
from mi_coach.domain.self_rating import SelfRating
from mi_coach.domain.session import ClientState, ClientTurn, Ending, Match, Session, Turn
from mi_coach.domain.stored import StoredSession
from mi_coach.domain.talk import TalkCode, TalkSegment, TalkType

STARTED = datetime(2026, 11, 2, 9, 30, 15, 250_000, tzinfo=timezone(timedelta(hours=1)))
OPENING = ClientTurn(
    "open-1",
    "“They said I had to come.” It’s your call, isn’t it?",
    (
        TalkSegment(TalkCode.ST, TalkType.REASON, 3, "had to come"),
        TalkSegment(TalkCode.DIS, None, 2, "your call"),
    ),
    "coming-here",
)
REPLY = "You'd rather not be here 🙂\nDon't do it again."


def line(number: int) -> ClientTurn:
    return ClientTurn(f"line-{number}", f"Line {number}", (TalkSegment(TalkCode.FN),), None)


def opened(session_id: str = "a1b2c3", scenario: str | None = "driving-disqualified") -> StoredSession:
    session = Session(
        id=session_id,
        scenario=scenario,
        scenario_version="1.10",
        seed=7,
        started=STARTED,
        closing=OPENING,
        start_state=ClientState(31.25, 20, 40.0625, 55),
    )
    return StoredSession(session, {"seed": 7, "said": ["open-1"], "client": {"trust": 31.25}}, "after")


def coded_turn(number: int, client: ClientTurn, reply: str = REPLY) -> Turn:
    units = (
        Unit(
            text=reply[:26],
            start=0,
            end=26,
            code=Code.CR,
            miti=Miti.CR,
            confidence=0.813,
            alternatives=(Alternative(Code.SR, None, 0.1),),
            summary=True,
            double_sided=True,
        ),
        Unit(
            text=reply[27:],
            start=27,
            end=len(reply),
            code=Code.RB,
            kind=Roadblock.ORDERING,
            miti=Miti.CONFRONT,
            confidence=0.5,
            sure=False,
            alternatives=(Alternative(Code.RB, Roadblock.WARNING, 0.25), Alternative(Code.GI, None, 0.125)),
            evidence=(Evidence(reply[27:32], 27, 32),),
        ),
    )
    matches = (Match(1, "open-1", "sustain", "meaning", "coming-here", 0.123456), Match(2))
    return Turn(number, client, reply, units, ClientState(33.3333, 20.01, 40, 51), matches, "answered the reflection")


def answered(stored: StoredSession, reply: str = REPLY) -> StoredSession:
    """The session after one more coded reply, with the next line waiting."""
    session = stored.session
    assert session.closing is not None
    number = len(session.turns) + 1
    turn = coded_turn(number, session.closing, reply)
    return replace(
        stored,
        session=replace(session.with_turn(turn), closing=line(number)),
        engine={"n": number, "agreed": False},
    )


def finished(stored: StoredSession) -> StoredSession:
    session = replace(
        stored.session,
        ended=STARTED.astimezone(UTC) + timedelta(minutes=20),
        ending=Ending.SUMMED_UP,
        closing=ClientTurn("bye", "See you next week.", None, None),
        self_rating=SelfRating(empathy=4, argument=2, reflection_to_question=0.5),
    )
    return replace(stored, session=session)


OPENING_DOCUMENT = client_to_dict(OPENING)

PROGRAM = """
import sys
from dataclasses import replace
from mi_coach.store import open_repository
from tests.store import builders

session_id, count = sys.argv[2], int(sys.argv[3])
with open_repository("sqlite:///" + sys.argv[1]) as repository:
    repository.create(builders.opened(session_id))
    for number in range(1, count + 1):
        repository.save_reply(
            session_id, number, builders.OPENING_DOCUMENT, f"reply {number} of {session_id}"
        )
        print(number, flush=True)
"""
"""Stores a session and replies, saying each reply's number once it is stored: FILE ID COUNT."""


def start_program(file: Path, session_id: str, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(file), session_id, str(count)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
