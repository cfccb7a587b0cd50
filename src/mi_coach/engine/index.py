"""A scenario seen as word stems, made once: which lines and topics a piece of text touches, and how closely."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from mi_coach.domain.scenario import Line, Scenario
from mi_coach.engine.stems import question_stems, stems


class ScenarioIndex:
    """Stems, weights and topics of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.line_stems: dict[str, frozenset[str]] = {line.id: stems(line.text) for line in scenario.lines}
        self.ask_stems: dict[str, tuple[frozenset[str], ...]] = {
            line.id: tuple(question_stems(ask) for ask in line.asks) for line in scenario.lines
        }
        self.topic_stems: dict[str, frozenset[str]] = {
            topic.id: frozenset().union(*(stems(word) for word in topic.words)) for topic in scenario.topics
        }
        counts: Counter[str] = Counter()
        for line in scenario.lines:
            counts.update(self.line_stems[line.id].union(*(stems(m.text) for m in line.meanings)))
        lines = max(1, len(scenario.lines))
        self._weights = {stem_: _weight(count, lines) for stem_, count in counts.items()}
        self._unknown = _weight(0, lines)
        self._ask_totals = {key: tuple(self.total(ask) for ask in asks) for key, asks in self.ask_stems.items()}
        self.vocabulary: frozenset[str] = frozenset(counts).union(*self.topic_stems.values(), self._brief_stems())

    def _brief_stems(self) -> frozenset[str]:
        brief = self.scenario.brief
        return frozenset().union(*(stems(t) for t in (*brief.know, brief.purpose, *brief.not_negotiable)))

    def weight(self, stem_: str) -> float:
        """How telling a stem is in this scenario: rare ones weigh more (inverse line frequency, 0.2 to 1)."""
        return self._weights.get(stem_, self._unknown)

    def total(self, stems_: Iterable[str]) -> float:
        """The summed weight of stems, the same in whatever order they come."""
        return math.fsum([self._weights.get(s, self._unknown) for s in stems_])

    def closeness(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Weighted overlap of two sets of stems, 0 to 1, as a share of the smaller one (at least two words' worth)."""
        if not a or not b:
            return 0.0
        smaller = max(1.2, min(self.total(a), self.total(b)))
        return min(1.0, self.total(a & b) / smaller)

    def topic_of(self, text_stems: frozenset[str], current: str | None = None) -> str | None:
        """The topic that a text touches most, the current one on a tie, or ``None``."""
        best: str | None = None
        best_hits = 0
        for topic, topic_stems in self.topic_stems.items():
            hits = len(text_stems & topic_stems)
            if hits > best_hits or (hits and hits == best_hits and topic == current):
                best, best_hits = topic, hits
        return best

    def ask_closeness(self, line: Line, question: frozenset[str]) -> float:
        """How well a line answers a question, 0 to 1: the best overlap with the questions it is written to answer."""
        if not question:
            return 0.0
        best, asked = 0.0, self.total(question)
        for ask, total in zip(self.ask_stems[line.id], self._ask_totals[line.id], strict=True):
            if ask and (shared := ask & question):
                best = max(best, 2 * self.total(shared) / (total + asked))
        return best


def _weight(count: int, lines: int) -> float:
    share = (1 + count) / lines
    return max(0.2, min(1.0, -math.log(share) / math.log(lines + 1)))
