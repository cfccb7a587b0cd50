"""Turns a coded reply into acts: what the reply does, as the client hears it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mi_coach.domain.codes import CONDITIONAL_ROADBLOCKS, QUESTIONS, REFLECTIONS, Code, Miti, miti_value
from mi_coach.domain.reply import CodedReply, Unit
from mi_coach.domain.scenario import Line, MeaningKind
from mi_coach.domain.session import Match
from mi_coach.engine.index import ScenarioIndex
from mi_coach.engine.matching import is_copy, match_unit
from mi_coach.engine.state import EngineState
from mi_coach.engine.stems import question_stems
from mi_coach.engine.tables import cues, effects

_PERMISSION = re.compile(
    r"\b(okay|ok|alright|all right|mind|(can|could|may|shall) i|permission|would you like (me|to hear)|happy for me)\b",
    re.IGNORECASE,
)
_NO_WORDS = " \t\r\n.\u2026-\u2013\u2014_"
_DEEPER = {kind.value for kind in MeaningKind} | {"strength"}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a unit does.

    Attributes:
        name: A name from ``mi_coach.domain.act_names``.
        unit: The unit that does it.
        match: What it connected with.
        weight: How strongly it counts (1 is usual).
    """

    name: str
    unit: Unit
    match: Match
    weight: float = 1.0

    @property
    def hard(self) -> bool:
        """True for a roadblock that a client answers before anything else."""
        return self.unit.code is Code.RB and not self.unit.soft


def acts_of(index: ScenarioIndex, state: EngineState, reply: CodedReply) -> list[Act]:
    """Gives the acts of a reply in the order of its units; a reply without words ("...") is one ``silence``."""
    if not reply.units or not reply.text.strip(_NO_WORDS):
        nothing = Unit(text="", start=0, end=0, code=Code.NC)
        return [Act("silence", nothing, Match(unit=0))]
    current = index.scenario.line(state.current)
    if current and is_copy(reply.text, current.text) and "heard_copy" in state.flags:
        unit = reply.units[0]
        return [Act("copying", unit, match_unit(index, state, unit, 1))]
    return [_act(index, state, current, in_doubt(unit), n) for n, unit in enumerate(reply.units, start=1)]


def in_doubt(unit: Unit) -> Unit:
    """The unit as the client takes it: a roadblock the coder is not sure of is heard as the kinder reading.

    The code book's rule: in doubt between a confronting reading and another one, it is no roadblock. Counts and tags
    keep the top code; only the client's answer follows the doubt.
    """
    if unit.code is not Code.RB or unit.sure:
        return unit
    kinder = next((a.code for a in unit.alternatives if a.code is not Code.RB), None)
    if kinder is None:
        return unit
    return replace(unit, code=kinder, kind=None, miti=miti_value(kinder))


def _act(index: ScenarioIndex, state: EngineState, current: Line | None, unit: Unit, number: int) -> Act:
    match = match_unit(index, state, unit, number)
    return Act(_name(index, current, unit, match), unit, match, _weight(unit, match))


def _weight(unit: Unit, match: Match) -> float:
    rules = effects()["rules"]
    if unit.code in (Code.SR, Code.CR, Code.AF):
        if match.closeness == 0:
            return float(rules["unmatched"])
        deeper = match.depth in _DEEPER and unit.code is not Code.SR
        return float(rules["depth_bonus"]) if deeper else 1.0
    accuses = unit.kind in CONDITIONAL_ROADBLOCKS and unit.miti is Miti.CONFRONT
    return float(rules["confronting"]) if accuses else 1.0


_ACT_OF_CODE = {
    Code.AF: "affirm",
    Code.EA: "autonomy",
    Code.PP: "advise_permitted",
    Code.NC: "neutral",
}


def _name(index: ScenarioIndex, current: Line | None, unit: Unit, match: Match) -> str:
    if unit.code in REFLECTIONS:
        return _reflection_name(unit, match)
    if unit.code in QUESTIONS:
        return question_name(index, unit)
    if unit.code is Code.RB:
        return f"roadblock_{unit.kind}"
    if unit.code is Code.SK:
        return "permission" if _PERMISSION.search(unit.text) else "collaborate"
    if unit.code is Code.GI:
        stated = any(p.search(unit.text) for p in cues().limits)
        return "limits" if stated or (current is not None and current.expects) else "inform"
    return _ACT_OF_CODE[unit.code]


def _reflection_name(unit: Unit, match: Match) -> str:
    if unit.summary:
        return "summary"  # most summaries hold both sides, and it is the summing up that a client answers
    if unit.double_sided:
        return "double_sided"
    return f"reflect_{match.side or 'neutral'}"


def question_name(index: ScenarioIndex, unit: Unit) -> str:
    """Names a question by form, direction and whether it has anything to do with this client."""
    cue = cues()
    touched = question_stems(unit.text)
    if len(touched) > 1 and not touched & index.vocabulary and not touched & cue.generic:
        return "off_topic"
    if any(p.search(unit.text) for p in cue.scaling):
        return "scaling"
    if any(p.search(unit.text) for p in cue.sustain):
        return "ask_sustain" if unit.code is Code.OQ else "ask_closed"
    if any(p.search(unit.text) for p in cue.change):
        return "ask_change" if unit.code is Code.OQ else "ask_closed"
    return "ask_open" if unit.code is Code.OQ else "ask_closed"


def leading(acts: Sequence[Act], harm: dict[str, float], awaited: bool = False) -> Act:
    """The act that the client answers.

    The worst hard roadblock; else a limit that the client had asked for; else the last question; else the last
    telling act.

    Args:
        acts: The reply's acts, at least one.
        harm: How much discord each act adds, to tell which roadblock is the worst.
        awaited: The client's line called for a limit or for information.
    """
    hard = [a for a in acts if a.hard]
    if hard:
        return max(hard, key=lambda a: harm.get(a.name, 0.0) * a.weight)
    answered = [a for a in acts if a.name == "limits"]
    if answered and awaited:
        return answered[-1]  # the client had asked for it, so it is what they answer, whatever came after
    asked = [a for a in acts if a.unit.code in (Code.OQ, Code.CQ, Code.SK)]
    if asked:
        return asked[-1]
    telling = [a for a in acts if a.name not in ("neutral", "inform") and a.unit.code is not Code.RB]
    if telling:
        return telling[-1]
    soft = [a for a in acts if a.unit.code is Code.RB]
    return soft[-1] if soft else acts[-1]
