"""Coders that go by a few plain rules, wait when told to, or fail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from threading import Event

from mi_coach.domain.codes import Code, Roadblock, miti_value
from mi_coach.domain.reply import Alternative, CodedReply, Evidence, Unit

_UNIT = re.compile(r"[^.?!]+[.?!]*")
_RULES: tuple[tuple[str, Code, Roadblock | None], ...] = (
    (r"^(why don't you|have you tried|if i were you)", Code.RB, Roadblock.ADVISING),
    (r"^(well done|good for you)", Code.RB, Roadblock.PRAISING),
    (r"^(what|how|tell me)\b", Code.OQ, None),
    (r"^(do|did|are|is|have)\b.*\?", Code.CQ, None),
    (r"^you kept", Code.AF, None),
    (r"^(you feel|part of you|so )", Code.CR, None),
    (r"^you\b", Code.SR, None),
    (r"^(hello|hi|right)\b", Code.NC, None),
)


class RuleCoder:
    """Splits at sentence ends and goes by the first words; anything else is information, and unsure."""

    name = "rules"
    sha256 = "0" * 64

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        spans = [_trimmed(reply, m.start(), m.end()) for m in _UNIT.finditer(reply)]
        return CodedReply(reply, tuple(_unit(reply, a, b) for a, b in spans if a < b))

    def code_many(self, pairs: Sequence[tuple[str, str | None]]) -> list[CodedReply]:
        return [self.code(reply, client) for reply, client in pairs]


class SlowCoder(RuleCoder):
    """Codes nothing until ``go`` is set."""

    def __init__(self) -> None:
        self.asked = Event()
        self.go = Event()

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        self.asked.set()
        self.go.wait(30)
        return super().code(reply, client)


class FailingCoder(RuleCoder):
    """Raises as long as ``broken`` is true."""

    def __init__(self) -> None:
        self.broken = True

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        if self.broken:
            raise RuntimeError("the coder is broken")
        return super().code(reply, client)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _unit(reply: str, start: int, end: int) -> Unit:
    text = reply[start:end]
    for pattern, code, kind in _RULES:
        found = re.search(pattern, text.lower())
        if found:
            first = Evidence(text[: found.end()], start, start + found.end())
            return Unit(
                text, start, end, code, kind, miti_value(code, kind), 0.9, True, summary=False, evidence=(first,)
            )
    other = Alternative(Code.RB, Roadblock.PERSUADING, 0.41)
    return Unit(text, start, end, Code.GI, None, miti_value(Code.GI), 0.45, False, (other,))
