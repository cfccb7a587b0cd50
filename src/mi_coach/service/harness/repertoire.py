"""What each persona can say to each line of one scenario: a few replies, made from the line's own model replies."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from mi_coach.domain.scenario import Line, Role, Scenario
from mi_coach.domain.talk import TalkCode
from mi_coach.service.harness.banks import banks

VARIANTS = 4
"""Most replies that a persona chooses between after one line. Few, because every one of them has to be coded."""

_OPENS = re.compile(r"(what|how|tell me|where would|in what way)\b", re.IGNORECASE)
_STAGE = re.compile(r"^\[[^\]]*\]\s*")
_TO_CLIENT = {"he": "you", "she": "you", "they": "you", "wants": "want", "hopes": "hope", "his": "your", "her": "your",
              "their": "your"}  # fmt: skip
_SWAP = {"i": "you", "i'm": "you're", "i've": "you've", "my": "your", "me": "you", "i'd": "you'd", "i'll": "you'll",
         "am": "are", "mine": "yours"}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)?")


class Repertoire:
    """Replies by persona and line, each made once and always the same.

    Args:
        scenario: What is played.
        corpus: Further replies for the ``random`` persona.
    """

    def __init__(self, scenario: Scenario, corpus: Sequence[str] = ()) -> None:
        self._scenario = scenario
        self._mixed_bag = tuple(reply for kind, replies in banks().items() if kind != "topic" for reply in replies)
        self._corpus = tuple(corpus)
        # Words that stand in small letters somewhere are no names.
        self._common = {word for line in scenario.lines for word in _WORD.findall(line.text) if word.islower()}
        self._kept: dict[tuple[str, str], tuple[str, ...]] = {}
        self._makers: dict[str, Callable[[Line, Random], list[str]]] = {
            "skilled": self._skilled,
            "mixed": self._mixed,
            "closed_question": lambda _, rng: [*rng.sample(banks()["closed"], 3), rng.choice(banks()["murmur"])],
            "roadblocking": lambda _, rng: rng.sample(banks()["roadblock"], 3),
            "hostile": lambda _, rng: [*rng.sample(banks()["hostile"], 2), rng.choice(banks()["roadblock"])],
            "off_topic": lambda _, rng: rng.sample(banks()["off_topic"], 2),
            "silent": lambda _line, _rng: list(banks()["silent"]),
            "copying": lambda line, _: [_spoken(line.text), _to_second_person(_spoken(line.text))],
            "question_free": self._question_free,
            "affirm_only": self._affirm_only,
            "random": self._random,
        }

    def replies(self, persona: str, line: Line) -> tuple[str, ...]:
        """What a persona chooses between after a line, at most ``VARIANTS``."""
        key = (persona, line.id)
        if key not in self._kept:
            made = self._makers[persona](line, self._rng(*key))
            self._kept[key] = tuple(dict.fromkeys(made))[:VARIANTS]
        return self._kept[key]

    def summing_up(self, line: Line, asks: bool) -> str:
        """A summary, alone or with an open question about the next step."""
        rng = self._rng("summary", line.id)
        summary = self._say(line, "summary", rng)
        return f"{summary} {rng.choice(banks()['next_step'])}" if asks else summary

    def asking_leave(self, line: Line) -> str:
        """A short reflection, then a question whether something may be told."""
        rng = self._rng("permission", line.id)
        return f"{self._say(line, 'simple', rng)} {rng.choice(banks()['permission'])}"

    def informing(self, line: Line, asks: bool) -> str:
        """What leave was given for, offered without push, alone or with a question what the client makes of it."""
        told = self._rng("inform", line.id).choice(banks()["inform"])
        return f"{told} What do you make of that?" if asks else told

    def scaling(self, line: Line) -> str:
        """A short reflection and a scaling question."""
        rng = self._rng("scaling", line.id)
        return f"{self._say(line, 'simple', rng)} {rng.choice(banks()['scaling'])}"

    def planning(self, line: Line) -> str:
        """A reflection and a question about how a next step would be gone about."""
        rng = self._rng("planning", line.id)
        return f"{self._say(line, 'simple', rng)} {rng.choice(banks()['planning'])}"

    def agreeing_agenda(self, line: Line) -> str:
        """A reflection, then the choice of where to begin."""
        rng = self._rng("agenda", line.id)
        return f"{self._say(line, 'complex', rng)} {rng.choice(banks()['collaborate'][:1])}"

    def _skilled(self, line: Line, rng: Random) -> list[str]:
        deep, plain = self._say(line, "complex", rng), self._say(line, "simple", rng)
        held = line.replies.get("double") or deep
        asks = self._say(line, "open", rng)
        if line.expects or "limits" in line.replies:
            told = self._say(line, "limits", rng)
            return [f"{told} {asks}", f"{deep} {told}", f"{plain} {self._topic_question(line, rng)}", f"{deep} {asks}"]
        against = line.main_talk in (TalkCode.ST, TalkCode.DIS)
        gives = self._say(line, "autonomy" if against else "affirm", rng)
        return [
            f"{deep} {asks}",
            f"{held} {gives}",
            f"{plain} {self._topic_question(line, rng)}",
            self._fourth(line, deep, gives),
        ]

    def _fourth(self, line: Line, deep: str, gives: str) -> str:
        """One more way to go on: information that the line calls for, a shared decision, or one skill alone."""
        rng = self._rng("fourth", line.id)
        if "inform" in line.replies:
            return line.replies["inform"]
        if line.main_talk is TalkCode.DIS or "collaborate" in line.replies:
            return f"{deep} {self._say(line, 'collaborate', rng)}"
        return rng.choice((gives, deep, f"{deep} {gives}"))

    def _mixed(self, line: Line, rng: Random) -> list[str]:
        good = self.replies("skilled", line)
        if line.expects:
            # Asked about their role, the half-trained often fall back on a threat or talk past it.
            return [good[0], *rng.sample(banks()["threat"], 2), self._say(line, "simple", rng)]
        closed = f"{self._say(line, 'simple', rng)} {self._closed_question(rng)}"
        return [
            good[0],
            good[rng.randrange(1, len(good))] if len(good) > 1 else good[0],
            closed,
            rng.choice(banks()["soft"]),
        ]

    def _question_free(self, line: Line, rng: Random) -> list[str]:
        said = [self._say(line, kind, rng) for kind in ("complex", "simple", "affirm")]
        return [reply for reply in (*said, f"{said[0]} {said[2]}") if "?" not in reply]

    def _affirm_only(self, line: Line, rng: Random) -> list[str]:
        return [self._say(line, "affirm", rng), *rng.sample(banks()["affirm"], 2)]

    def _random(self, _: Line, rng: Random) -> list[str]:
        pools = [self._mixed_bag, self._corpus or self._mixed_bag]
        return [rng.choice(pools[n % 2]) for n in range(VARIANTS)]

    def _say(self, line: Line, kind: str, rng: Random) -> str:
        return line.replies.get(kind) or rng.choice(banks()[kind])

    def _topic_question(self, line: Line, rng: Random) -> str:
        """An open question about another topic: one that some line is written to answer, or a plain one."""
        topic = rng.choice([t for t in self._scenario.topics if t.id != line.topic] or list(self._scenario.topics))
        asks = [a for other in self._scenario.lines if other.topic == topic.id for a in other.asks if _OPENS.match(a)]
        if asks and rng.random() < 0.5:
            return _sentence(rng.choice(asks))
        return rng.choice(banks()["topic"]).format(topic=self._named_to_client(topic.name))

    def _named_to_client(self, name: str) -> str:
        """A topic's name as one says it to the client: "The drink" is "the drink", "What he wants" "what you want"."""
        first, *rest = name.split()
        head = first.lower() if first.lower() in self._common else first
        return " ".join(_TO_CLIENT.get(word, word) for word in (head, *rest))

    def _closed_question(self, rng: Random) -> str:
        """A closed question from the bank, or one that a line is written to answer."""
        lines = self._scenario.with_role(Role.LINE, Role.REACTION)
        asks = [ask for line in lines for ask in line.asks if not _OPENS.match(ask)]
        return _sentence(rng.choice(asks)) if asks and rng.random() < 0.5 else rng.choice(banks()["closed"])

    def _rng(self, *parts: str) -> Random:
        return Random(":".join((self._scenario.id, *parts)))


def _spoken(text: str) -> str:
    return _STAGE.sub("", text)


def _sentence(question: str) -> str:
    text = question[:1].upper() + question[1:].rstrip("?. ")
    return f"{text}{'.' if text.lower().startswith('tell me') else '?'}"


def _to_second_person(text: str) -> str:
    def swapped(match: re.Match[str]) -> str:
        word = match[0].replace("\u2019", "'")
        other = _SWAP.get(word.lower())
        if other is None:
            return match[0]
        begins = text[: match.start()].rstrip()[-1:] in ("", ".", "?", "!")
        return other[:1].upper() + other[1:] if begins else other

    return _WORD.sub(swapped, text)
