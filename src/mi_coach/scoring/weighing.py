"""What each reply says for and against a principle: the rules, one function a principle."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mi_coach.domain.codes import Code, Miti, Roadblock
from mi_coach.domain.reply import Unit
from mi_coach.domain.talk import TalkCode
from mi_coach.scoring.cues import speaks_of
from mi_coach.scoring.doubt import creditable, of_oneself
from mi_coach.scoring.evidence import Piece, piece
from mi_coach.scoring.reading import Numbered, Reading
from mi_coach.scoring.rules import LOW_IMPORTANCE

_ARGUES_ANYWHERE = frozenset(
    {Roadblock.PERSUADING, Roadblock.JUDGING, Roadblock.WARNING, Roadblock.MORALISING, Roadblock.LABELLING}
)
_LISTENS = frozenset({Code.OQ, Code.AF, Code.EA, Code.SK})
_ANSWERS = frozenset({Roadblock.PRAISING, Roadblock.REASSURING, Roadblock.INTERPRETING})


@dataclass(frozen=True, slots=True)
class Weighed:
    """One reply weighed for one principle.

    Attributes:
        good: Evidence for it.
        bad: Evidence against it.
        in_good: Counts among the replies over which the share for it is taken.
        in_bad: Counts among the replies over which the share against it is taken.
    """

    good: tuple[Piece, ...] = ()
    bad: tuple[Piece, ...] = ()
    in_good: bool = True
    in_bad: bool = True

    @property
    def share_good(self) -> float:
        """What this reply adds to the share for it, 0 to 1: its best evidence, never a sum."""
        return max((p.weight for p in self.good), default=0.0)

    @property
    def share_bad(self) -> float:
        """What this reply adds to the share against it, 0 to 1."""
        return max((p.weight for p in self.bad), default=0.0)


def _blocks(r: Reading, found: tuple[Numbered, ...], eased: bool) -> tuple[Piece, ...]:
    """Roadblocks as evidence against; half weight beside something that serves the principle."""
    return tuple(piece(r, f"{r.units[i - 1].kind}", 0.5 if eased else 1.0, i) for i, _ in found)


def _sure(found: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    return tuple((i, u) for i, u in found if u.sure)


def _weighed(r: Reading, good: list[Piece], bad: Iterable[Piece], in_good: bool = True, in_bad: bool = True) -> Weighed:
    """Keeps for the score, and so for the page, what may be held up and what the coder was sure of."""
    held = {i for i, _ in creditable(r, r.numbered)}
    kept = tuple(p for p in bad if p.unit is None or r.units[p.unit - 1].sure)
    return Weighed(tuple(p for p in good if p.unit in held), kept, in_good, in_bad)


def contracts(r: Reading) -> Weighed:
    """Clarify contracts: agenda and permission, role and limits stated neutrally; not threats, not a false choice."""
    good = [piece(r, "sought", 1.0, i, f"sought_{sought(u.text)}") for i, u in r.coded(Code.SK)]
    good += [piece(r, "limits", 1.0, i) for i, _ in r.states_rules]
    threats = _sure(r.blocks({Roadblock.WARNING}))
    bad = list(_blocks(r, threats, bool(good)))
    bad += [piece(r, "false_choice", 0.5, i) for i, u in r.coded(Code.EA) if speaks_of("denies_condition", u.text)]
    if _dodges(r):
        bad.append(piece(r, "dodged", 0.5))
    return _weighed(r, good, bad, in_bad=not r.only_blocks_outside(i for i, _ in threats))


def sought(text: str) -> str:
    """What a unit that seeks collaboration asks for: ``permission``, ``agenda`` or ``view``."""
    return next((cue for cue in ("permission", "agenda") if speaks_of(cue, text)), "view")


def _dodges(r: Reading) -> bool:
    # As the part on limits tells it: said shortly before or after is said, and an unsure unit may be what is lacking.
    told = r.told_before or r.told_after or r.may_have({Code.GI, Code.PP})
    return r.limits_left and not told and not all(u.code is Code.RB for u in r.units)


def empathy(r: Reading) -> Weighed:
    """Express empathy: reflections in other words than the client's; not passing by what they said."""
    good = [
        piece(r, "complex" if u.code is Code.CR else "simple", 1.0 if u.code is Code.CR else 0.8, i, _heard(r, i, u))
        for i, u in r.reflections
    ]
    bad = list(_blocks(r, r.blocking, bool(good)))
    if not good and not bad:
        bad = _passes_by(r)
    return _weighed(r, good, bad, in_bad=not r.only_blocks_outside(i for i, _ in r.blocking))


def _heard(r: Reading, number: int, unit: Unit) -> str:
    """The sentence for a reflection where the usual one of its code would say too much; empty for the usual one."""
    if of_oneself(unit):
        return "own_voice"
    if r.gathers(unit):
        return "gathered"
    found = r.match(number)
    stayed = found is not None and found.depth == "words" and found.closeness > 0
    if found is not None and stayed and found.line_id not in (None, r.turn.client.line_id):
        return "came_back"
    return "own_words" if unit.code is Code.CR and stayed else ""


def _passes_by(r: Reading) -> list[Piece]:
    # With nothing said before it (a transcript that opens with the practitioner) there is nothing to pass by.
    if not r.sure or r.has(_LISTENS) or not r.turn.client.text.strip():
        return []
    if r.copies:
        return [piece(r, "copied", 0.4, min(r.copies))]
    if closed := r.coded(Code.CQ):
        # Whether somebody thinks of ending their life is asked outright, whatever else the line held.
        outright = any(speaks_of("asks_of_harm", u.text) for _, u in closed)
        return [] if outright else [piece(r, "closed_only", 0.6, closed[0][0])]
    if r.wants_facts and r.has({Code.GI, Code.PP}):
        return []
    # What a soft roadblock does with a line is not the same as saying nothing to it.
    soft = next((f"passed_by_{u.kind}" for _, u in r.soft if u.kind in _ANSWERS), "")
    return [piece(r, "passed_by", 0.4, None, soft)]


def desire(r: Reading) -> Weighed:
    """Develop desire to change: draw out and take up the client's own reasons; do not argue for them."""
    good = [
        piece(r, "double_sided" if r.both_sides(u) else "change_side", 1.0, i, _change_side(r, i, u))
        for i, u in r.reflections
        if r.takes_change(i, u)
    ]
    good += [piece(r, "ask_change", 0.7, i) for i, u in r.coded(Code.OQ, Code.CQ) if _asks_change(u.code, u.text)]
    taken = {p.unit for p in good}
    good += [piece(r, "value", 0.7, i) for i, _ in r.reflections if i not in taken and _values(r, i)]
    argued = _sure(r.blocks({Roadblock.PERSUADING, Roadblock.MORALISING}))
    bad = [*_blocks(r, argued, bool(good)), *_away_from_change(r, bool(good))]
    idle = all(i in r.copies for i, _ in r.numbered)
    outside = all(u.code is Code.RB or i in r.copies for i, u in r.numbered) and not argued
    return _weighed(r, good, bad, in_good=not idle, in_bad=not outside)


def _change_side(r: Reading, number: int, unit: Unit) -> str:
    """The sentence for it: that a side was taken up is said only where it is known what was picked up."""
    if of_oneself(unit):
        return "own_voice"
    if r.both_sides(unit):
        return "double_sided"
    if r.line is None or r.took_change(number, unit):
        return "change_side"
    return "change_side_near" if TalkCode.CT in r.talk else "change_side_far"


def _asks_change(code: Code, text: str) -> bool:
    scaling = code is Code.CQ and speaks_of("scaling", text)
    return scaling or (code is Code.OQ and speaks_of("change", text) and not speaks_of("sustain", text))


def _values(r: Reading, number: int) -> bool:
    found = r.match(number)
    return found is not None and found.depth == "value" and r.side(number) not in ("sustain", "discord")


def _away_from_change(r: Reading, good: bool) -> list[Piece]:
    bad = [piece(r, "why_not", 0.5, i) for i, u in r.coded(Code.OQ, Code.CQ) if speaks_of("why_not", u.text)]
    state = r.turn.state
    if state is not None and state.importance < LOW_IMPORTANCE:
        bad += [piece(r, "early_advice", 0.5, i) for i, _ in r.coded(Code.PP)]
    if TalkCode.CT in r.talk and not good:
        kept = [i for i, _ in r.reflections if r.kept_sustain(i)]
        if kept and not r.has(_LISTENS):
            bad.append(piece(r, "kept_sustain", 0.5, kept[0]))
        elif missed_change(r):
            bad.append(piece(r, "missed_change", 0.4))
    return bad


def missed_change(r: Reading) -> bool:
    """True when the line held change talk and the reply surely neither reflected, opened, affirmed nor shared power."""
    return TalkCode.CT in r.talk and r.sure and not r.reflections and not r.has(_LISTENS)


def argument(r: Reading) -> Weighed:
    """Avoid argument: meet sustain talk and discord with a reflection or autonomy; do not push against them."""
    good: list[Piece] = []
    if r.resisting and not r.hard:
        good = [piece(r, "rolled", 1.0, i) for i, _ in r.reflections]
        good += [piece(r, "left_choice", 1.0, i) for i, _ in choices(r)]
        if not good:
            good = [piece(r, "stayed_open", 0.5, i) for i, _ in r.coded(Code.OQ, Code.SK, Code.AF)]
    pushes = r.blocking if r.resisting else tuple(
        (i, u) for i, u in r.blocking if u.kind in _ARGUES_ANYWHERE or u.miti is Miti.CONFRONT
    )  # fmt: skip
    bad = _blocks(r, pushes, bool(r.reflections))
    outside = r.only_blocks_outside(i for i, _ in pushes)
    return _weighed(r, good, bad, in_good=r.resisting, in_bad=not outside)


def choices(r: Reading) -> tuple[Numbered, ...]:
    """Autonomy that denies no condition, and does not stand in for one that was asked about."""
    if r.limits_left:
        return ()
    return tuple((i, u) for i, u in r.coded(Code.EA) if not speaks_of("denies_condition", u.text))


def self_belief(r: Reading) -> Weighed:
    """Support self-belief and responsibility: affirm, leave the choice, ask for their ideas; not rescue or advice."""
    good = [piece(r, "affirmed", 1.0, i) for i, _ in r.coded(Code.AF)]
    good += [piece(r, "choice", 1.0, i) for i, _ in choices(r)]
    good += [
        piece(r, "own_ideas", 0.7, i, "own_past" if speaks_of("past", u.text) else "own_ideas")
        for i, u in r.coded(Code.OQ)
        if speaks_of("own_ideas", u.text)
    ]
    takes_over = _sure(r.blocks({Roadblock.LABELLING, Roadblock.ADVISING, Roadblock.ORDERING}))
    bad = _blocks(r, takes_over, bool(good))
    return _weighed(r, good, bad, in_bad=not r.only_blocks_outside(i for i, _ in takes_over))


WEIGH: dict[str, Callable[[Reading], Weighed]] = {
    "contracts": contracts,
    "empathy": empathy,
    "desire": desire,
    "argument": argument,
    "self_belief": self_belief,
}
