"""Moves the client's state by the effects table, which is data (``data/effects.toml``) with its sources beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mi_coach.domain.session import ClientState
from mi_coach.engine.acts import Act
from mi_coach.engine.state import EngineState
from mi_coach.engine.tables import effects as table

FIELDS = ("trust", "importance", "confidence", "discord")


@dataclass(frozen=True, slots=True)
class Effects:
    """The table with a scenario's own rows laid over it."""

    overrides: Mapping[str, Mapping[str, float]]

    def row(self, act: str) -> dict[str, float]:
        """The four deltas of an act; fields a scenario leaves out keep the shipped value."""
        base = {f: float(table()["acts"][act][f]) for f in FIELDS}
        base.update({k: float(v) for k, v in self.overrides.get(act, {}).items()})
        return base

    def apply(self, state: EngineState, acts: Sequence[Act]) -> ClientState:
        """Gives the client's state after a reply.

        Each kind of act counts once a reply, as MITI counts codes. Gains shrink as a value nears its end, and when
        the same act comes again and again. While discord is high, importance and confidence hardly rise.
        """
        rules = table()["rules"]
        total = dict.fromkeys(FIELDS, 0.0)
        for name in dict.fromkeys(act.name for act in acts):
            best = max((a for a in acts if a.name == name), key=lambda a: a.weight)
            row = self._row_for(state, name)
            factor = best.weight * _repeat_factor(state, name, rules["repeat"])
            for field in FIELDS:
                total[field] += row[field] * factor
        cap = rules["reply_cap"]
        client = state.client
        for field in FIELDS:
            limit = cap * 2 if field == "discord" else cap
            total[field] = max(-limit, min(limit, total[field]))
            total[field] *= _headroom(getattr(client, field), total[field])
        if client.discord >= rules["discord_gate"]:
            for field in ("importance", "confidence"):
                if total[field] > 0:
                    total[field] *= rules["discord_gate_factor"]
        return client.moved(**total)

    def _row_for(self, state: EngineState, name: str) -> dict[str, float]:
        if name == "reflect_sustain" and state.run_of(name) >= 1:
            return {f: float(table()["sustain_streak"][f]) for f in FIELDS}
        return self.row(name)


def _repeat_factor(state: EngineState, name: str, repeat: float) -> float:
    run = state.run_of(name)
    if name.startswith(("reflect", "roadblock", "ask_open", "ask_change")) or run < 2:
        return 1.0
    return float(repeat ** (run - 1))


def _headroom(value: float, delta: float) -> float:
    """Full effect in the middle of the scale, less near the end towards which the value moves."""
    room = (100 - value) if delta > 0 else value
    return min(1.0, room / 55)
