"""What each drill asks of a reply: a table of things to find, the first of which is the heart of the skill.

Each ask answers yes, no, or ``None`` where that cannot be told. The names are those of the sentences in
``data/phrases.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.domain.reply import Unit
from mi_coach.domain.scenario import MeaningKind, Side
from mi_coach.engine.stems import stem
from mi_coach.engine.tables import cues as engine_cues
from mi_coach.exercises.cues import heard
from mi_coach.exercises.depth import CLOSE
from mi_coach.exercises.heard import Heard, asks, clauses, is_open
from mi_coach.exercises.types import Skill, Step
from mi_coach.scoring.cues import speaks_of

Test = Callable[[Heard], "bool | None"]

_BY_ORDER = re.compile(r"\b(order|licence|court|judge|conditions?|rules?|banned)\b", re.IGNORECASE)
_BARRED = re.compile(
    r"\b(?:can't|cannot|can not|mustn't|(?:not|never) (?:allowed|supposed|meant) to|banned from)\s+(\w+)", re.IGNORECASE
)
_OFFERED = re.compile(r"\b(?:whether|if|when) (?:or not )?you(?:'re)? (?:want to |go and )?(\w+)", re.IGNORECASE)
_OFFER = re.compile(r"\b(?:shall|can|could|may|should) (?:I|we)\b|\b(?:want|like) me to\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a drill asks for.

    Attributes:
        name: What is missing when it is not there; the name of a sentence.
        holds: Looks for it.
    """

    name: str
    holds: Test


@dataclass(frozen=True, slots=True)
class Rule:
    """What one drill asks for.

    Attributes:
        heart: The heart of the skill: with it a reply that lacks something else comes near, without it it does not.
        asks: All that is asked for, in the order in which it is told.
    """

    heart: Test
    asks: tuple[Ask, ...]


def _reflects(h: Heard) -> bool:
    return bool(h.reflections)


def _own_words(h: Heard) -> bool:
    return not h.copied


_REFLECTION = (Ask("own_words", _own_words), Ask("reflection", _reflects))
_ON_THE_LINE = Ask("on_the_line", lambda h: h.answers_the_line())
_NO_QUESTION = Ask("no_question", lambda h: not h.asking)
_NO_ROADBLOCK = Ask("no_roadblock", lambda h: not h.hard)
_NO_SOFT = Ask("no_soft", lambda h: not h.soft)
_CLEAN = (_NO_ROADBLOCK, _NO_SOFT)
_MEANING = frozenset({MeaningKind.MEANING, MeaningKind.VALUE})
_FEELING = frozenset({MeaningKind.FEELING, MeaningKind.VALUE})


def _beyond(name: str, kinds: frozenset[MeaningKind]) -> Ask:
    return Ask(name, lambda h: h.goes_beyond(kinds))


def _is_reflection(unit: Unit, h: Heard) -> bool:
    return unit in h.reflections


def _reflects_first(h: Heard) -> bool:
    return bool(h.telling) and _is_reflection(h.telling[0], h)


def _one_open_question(h: Heard) -> bool:
    return len(h.asking) == 1 and is_open(h.asking[0]) and _marks(h.asking[0]) <= 1


def _marks(unit: Unit) -> int:
    return unit.text.rstrip("?! .").count("?") + 1


def _question_last(h: Heard) -> bool:
    return bool(h.telling) and asks(h.telling[-1])


def _one_question(h: Heard) -> bool:
    return len(h.asking) <= 1 and all(_marks(u) <= 1 or _scaling(u) for u in h.asking)


def _scaling(unit: Unit) -> bool:
    return any(p.search(unit.text) for p in engine_cues().scaling)


def _evokes(h: Heard) -> bool:
    """Some question reaches for the person's own case for change, and none asks for the case against."""
    if any(_asks_against(u) for u in h.asking):
        return False
    return any(_invites(u) for u in h.asking)


def _asks_against(unit: Unit) -> bool:
    plain = unit.text.replace("’", "'")
    lower = heard("why_not_lower", plain)
    return not lower and (any(p.search(plain) for p in engine_cues().sustain) or speaks_of("why_not", plain))


def _invites(unit: Unit) -> bool:
    plain = unit.text.replace("’", "'")
    if any(p.search(plain) for p in engine_cues().change):
        return True
    return heard("evoking", plain) or any(speaks_of(cue, plain) for cue in ("change", "own_ideas", "past"))


def _open_enough(h: Heard) -> bool:
    return any(is_open(u) for u in h.asking)


def _change_side(h: Heard) -> bool | None:
    found = [h.side(u.text) for u in h.reflections]
    if Side.CHANGE in found:
        return True
    # In words of its own a reflection may be on either side: only one that meets the other side is surely not on it.
    return False if Side.SUSTAIN in found or not h.reflections else None


def _stays_with_change(h: Heard) -> bool:
    """True when no reflection brings the other side along; a single clause has one side, whatever the coder heard."""
    return not any(_brings_the_other(h, u) for u in h.reflections)


def _brings_the_other(h: Heard, unit: Unit) -> bool:
    return h.side(unit.text) is Side.SUSTAIN or (unit.double_sided and len(clauses(unit.text)) > 1)


def _ends_on_change(h: Heard) -> bool:
    """A choice handed back, or an affirmation, that speaks of the change side leaves it the last word as well."""
    if not h.telling:
        return False
    last = h.telling[-1]
    return _is_reflection(last, h) or (last.code in (Code.AF, Code.EA) and h.side(last.text) is Side.CHANGE)


def _meets_strain(h: Heard) -> bool:
    return bool(h.reflections or h.of(Code.EA) or h.owns or h.affirms_what_lies_beneath)


def _answers_the_strain(h: Heard) -> bool | None:
    """A part that is owned, or a choice handed back, needs no words of the client's."""
    return True if h.owns or h.of(Code.EA) or h.affirms_what_lies_beneath else h.answers_the_line()


def _affirms(h: Heard) -> bool:
    return bool(h.of(Code.AF))


def _named_strength(h: Heard) -> bool | None:
    """An affirmation of something that this client showed; in words that nobody foresaw it cannot be told."""
    for unit in h.of(Code.AF):
        close = h.closeness(unit)
        if max(close.strength, close.words, *close.whole.values(), 0.0) >= CLOSE:
            return True
    return None if h.of(Code.AF) else False


def _truthful(h: Heard) -> bool:
    cue = "denies_condition"
    return not any(speaks_of(cue, u.text) or heard(cue, u.text) or _lifts_a_bar(h, u) for u in h.units)


def _lifts_a_bar(h: Heard, unit: Unit) -> bool:
    """True when a unit leaves to the client what they have just said that the order or licence keeps them from."""
    client = h.prompt.client.replace("’", "'")
    if unit.code is not Code.EA or not _BY_ORDER.search(client):
        return False
    barred = {stem(verb.lower()) for verb in _BARRED.findall(client)}
    return any(stem(verb.lower()) in barred for verb in _OFFERED.findall(unit.text.replace("’", "'")))


def _shares(h: Heard) -> bool:
    return bool(h.of(Code.SK)) or any(is_open(u) and _on_agenda(u) for u in h.asking)


def _on_agenda(unit: Unit) -> bool:
    return speaks_of("agenda", unit.text) or heard("agenda", unit.text)


def _informs(unit: Unit) -> bool:
    return unit.code in (Code.GI, Code.PP)


def _elicits_first(h: Heard) -> bool:
    """What they know, or leave to tell, is asked before anything is told."""
    told = next((n for n, u in enumerate(h.telling) if _informs(u)), len(h.telling))
    return any(_draws_out(u) for u in h.telling[:told])


def _draws_out(unit: Unit) -> bool:
    return asks(unit) and (unit.code is Code.SK or is_open(unit))


def _tells_nothing(h: Heard) -> bool:
    return not any(_informs(u) for u in h.units)


def _provides(h: Heard) -> bool:
    return any(_informs(u) for u in h.units)


def _elicits_after(h: Heard) -> bool:
    """What they make of it is asked after it was told, last; an offer to do something for them asks for leave."""
    told = [n for n, u in enumerate(h.telling) if _informs(u)]
    after = h.telling[told[-1] + 1 :] if told else ()
    return any(_draws_out(u) and (is_open(u) or not _OFFER.search(u.text)) for u in after) and asks(after[-1])


def _asks_anything(h: Heard) -> bool:
    return bool(h.asking)


RULES: Mapping[Skill, Rule] = {
    Skill.SIMPLE_REFLECTION: Rule(_reflects, (*_REFLECTION, *_CLEAN, _NO_QUESTION, _ON_THE_LINE)),
    Skill.COMPLEX_MEANING: Rule(_reflects, (*_REFLECTION, *_CLEAN, _NO_QUESTION, _beyond("meaning", _MEANING))),
    Skill.COMPLEX_FEELING: Rule(_reflects, (*_REFLECTION, *_CLEAN, _NO_QUESTION, _beyond("feeling", _FEELING))),
    Skill.REFLECT_AND_ASK: Rule(
        lambda h: bool(h.reflections or h.open_questions),
        (
            *_REFLECTION,
            *_CLEAN,
            Ask("reflection_first", _reflects_first),
            Ask("open_question", _open_enough),
            Ask("one_question", _one_open_question),
            Ask("question_last", _question_last),
            _ON_THE_LINE,
        ),
    ),
    Skill.EVOKING_CHANGE_TALK: Rule(
        _open_enough,
        (
            Ask("question", _asks_anything),
            *_CLEAN,
            Ask("one_question", _one_question),
            Ask("open_question", _open_enough),
            Ask("evoking", _evokes),
        ),
    ),
    Skill.REFLECTING_CHANGE_TALK: Rule(
        _reflects,
        (
            *_REFLECTION,
            *_CLEAN,
            Ask("stays_with_change", _stays_with_change),
            Ask("change_side", _change_side),
            Ask("ends_on_change", _ends_on_change),
        ),
    ),
    Skill.DOUBLE_SIDED: Rule(
        _reflects,
        (
            *_REFLECTION,
            *_CLEAN,
            Ask("both_sides", lambda h: h.both_sides()),
            Ask("and_not_but", lambda h: not h.with_but),
            Ask("change_last", lambda h: h.change_last()),
        ),
    ),
    Skill.DISCORD: Rule(
        _meets_strain,
        (
            _NO_ROADBLOCK,
            Ask("meets_strain", _meets_strain),
            _NO_SOFT,
            Ask("no_explanation", lambda h: not h.explains),
            Ask("no_defence", lambda h: not h.defends),
            Ask("on_the_line", _answers_the_strain),
        ),
    ),
    Skill.AFFIRMATION: Rule(
        lambda h: bool(h.of(Code.AF) or any(u.kind is Roadblock.PRAISING for u in h.soft)),
        (_NO_ROADBLOCK, Ask("no_praise", lambda h: not h.soft), Ask("affirmation", _affirms),
         Ask("strength", _named_strength)),
    ),
    Skill.AUTONOMY: Rule(
        lambda h: bool(h.of(Code.EA)),
        (_NO_ROADBLOCK, Ask("autonomy", lambda h: bool(h.of(Code.EA))), Ask("truthful", _truthful), _NO_SOFT),
    ),
    Skill.AGENDA: Rule(_asks_anything, (_NO_ROADBLOCK, Ask("agenda", _shares), _NO_SOFT)),
}  # fmt: skip

STEPS: Mapping[Step, Rule] = {
    Step.ELICIT: Rule(
        _asks_anything,
        (_NO_ROADBLOCK, Ask("tells_nothing", _tells_nothing), Ask("elicits_first", _elicits_first), _NO_SOFT),
    ),
    Step.PROVIDE_ELICIT: Rule(
        _provides,
        (_NO_ROADBLOCK, Ask("provides", _provides), Ask("elicits_after", _elicits_after), _NO_SOFT),
    ),
    Step.ELICIT_PROVIDE_ELICIT: Rule(
        _provides,
        (
            _NO_ROADBLOCK,
            Ask("provides", _provides),
            Ask("elicits_first", _elicits_first),
            Ask("elicits_after", _elicits_after),
            _NO_SOFT,
        ),
    ),
}


def rule_for(skill: Skill, step: Step | None) -> Rule:
    """The rule of a drill, or of the part of elicit-provide-elicit that a prompt asks for."""
    if skill is Skill.ELICIT_PROVIDE_ELICIT:
        return STEPS[step or Step.ELICIT]
    return RULES[skill]
