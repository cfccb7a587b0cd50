"""What each situation calls for beyond a reflection that gets beneath the words, in terms of what the drills ask.

Each test answers yes, no, or ``None`` where that cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from mi_coach.domain.codes import Code
from mi_coach.domain.scenario import Line, Meaning, Side
from mi_coach.engine.stems import stem, words
from mi_coach.exercises.benchmark.types import Demand, Item
from mi_coach.exercises.depth import CLOSE, Closeness, DepthIndex, telling
from mi_coach.exercises.heard import Heard
from mi_coach.exercises.rules import Rule, Test, rule_for
from mi_coach.exercises.types import Skill, Step

_LIMITS = "{}-limits"
_BINDING = re.compile(
    r"\b(can't|cannot|can not|couldn't|won't|not able|(have|has|had|'ve|'s|need|needs) (got )?to|must|"
    r"goes? (in|down|on)|required?|requirement|condition|approv|part of (my job|the order))",
    re.IGNORECASE,
)
_UNBOUND = re.compile(
    r"\b(don't|doesn't|do not|does not|won't|needn't|no) (have to|need to|need)\b|\bneedn't\b", re.IGNORECASE
)


def lines_of(item: Item) -> tuple[Line, ...]:
    """A situation as lines of a ``DepthIndex``: the client's words with what lies beneath, and what must be said."""
    prompt = item.prompt
    line = Line(item.id, prompt.client, talk=prompt.talk, meanings=prompt.meanings, strengths=prompt.strengths)
    limits = tuple(Meaning(text) for text in item.limits)
    return (line, Line(_LIMITS.format(item.id), "", meanings=limits)) if limits else (line,)


def _ask(rule: Rule, name: str) -> Test:
    return next(ask.holds for ask in rule.asks if ask.name == name)


_evokes = _ask(rule_for(Skill.EVOKING_CHANGE_TALK, None), "evoking")
_no_explanation = _ask(rule_for(Skill.DISCORD, None), "no_explanation")
_no_defence = _ask(rule_for(Skill.DISCORD, None), "no_defence")
_named_strength = _ask(rule_for(Skill.AFFIRMATION, None), "strength")
_truthful = _ask(rule_for(Skill.AUTONOMY, None), "truthful")
_elicits_first = _ask(rule_for(Skill.ELICIT_PROVIDE_ELICIT, Step.ELICIT), "elicits_first")


def _invites_change(h: Heard) -> bool:
    return bool(h.open_questions) and bool(_evokes(h))


def _reflects_change(h: Heard) -> bool:
    return any(h.side(unit.text) is Side.CHANGE for unit in h.reflections)


def _meets_sustain_talk(h: Heard) -> bool:
    return bool(h.of(Code.EA)) or _invites_change(h) or _reflects_change(h)


def _meets_discord(h: Heard) -> bool:
    stays = bool(_no_explanation(h)) and bool(_no_defence(h))
    return stays and bool(h.owns or h.of(Code.EA, Code.SK) or h.open_questions)


def _lends_hope(h: Heard) -> bool | None:
    if _invites_change(h):
        return True
    return _named_strength(h)


def _asks_for_more(h: Heard) -> bool:
    against = bool(h.open_questions) and not _evokes(h) and any("why" in u.text.lower() for u in h.open_questions)
    return bool(h.open_questions) and not against


def _answers_advice(h: Heard) -> bool:
    return bool(_elicits_first(h)) or bool(h.of(Code.PP) and h.of(Code.EA))


def _states_limit(h: Heard) -> bool:
    """Information that binds and is about the limit; a promise to look away is about it and does not bind."""
    if not _truthful(h):
        return False
    return any(_binds(h, unit.text) for unit in h.of(Code.GI))


def _binds(h: Heard, text: str) -> bool:
    plain = text.replace("’", "'")
    if not _BINDING.search(plain) or _UNBOUND.search(plain):
        return False
    return max(h.index.read(_LIMITS.format(h.prompt.id), plain).whole.values(), default=0.0) >= CLOSE


def _holds_both_sides(h: Heard) -> bool | None:
    return h.both_sides()


DEMANDS: Mapping[Demand, Callable[[Heard], bool | None]] = {
    Demand.AMBIVALENCE: _holds_both_sides,
    Demand.SUSTAIN_TALK: _meets_sustain_talk,
    Demand.DISCORD: _meets_discord,
    Demand.HOPELESSNESS: _lends_hope,
    Demand.EARLY_CHANGE_TALK: _asks_for_more,
    Demand.ADVICE: _answers_advice,
    Demand.LIMIT: _states_limit,
    Demand.SUCCESS: _named_strength,
}


_ANYBODY = frozenset(
    stem(word)
    for word in """
    want need wish change part side hard tough difficult matter important feel happen help time way make come take give
    keep see know think look start stay mean life different good bad deal cope situation lot much next step day week
    people person talk hear understand work try
    """.split()
)
"""Stems that could be said to anybody: a reply that shares only these with a client has nothing of theirs in it."""


_WORDS_IN_COMMON = 2


class SituationIndex(DepthIndex):
    """Reads replies to these situations. What could be said to anybody is left out of them.

    Args:
        items: The situations; a word that many of them hold tells little.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        lines = [line for item in items for line in lines_of(item)]
        super().__init__(lines)
        self._text = {line.id: line.text for line in lines}

    def read(self, line_id: str, text: str) -> Closeness:
        """What the text picks up of the line with this id.

        Raises:
            KeyError: No such line.
        """
        return super().read(line_id, " ".join(word for word in words(text) if stem(word) not in _ANYBODY))

    def speaks_of(self, line_id: str, text: str) -> bool:
        """True when the text has to do with the line: what lies beneath it, its strengths, or two of its words.

        Raises:
            KeyError: No such line.
        """
        close = self.read(line_id, text)
        if max(close.words, close.strength, *close.whole.values(), 0.0) >= CLOSE:
            return True
        return len(telling(text) & telling(self._text[line_id])) >= _WORDS_IN_COMMON
