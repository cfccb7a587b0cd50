"""Codes replies with the trained network: units, codes, calibrated confidence, alternatives and evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mi_coach.domain.codes import CONDITIONAL_ROADBLOCKS, REFLECTIONS, Code, Roadblock, miti_value
from mi_coach.domain.reply import Alternative, CodedReply, Evidence, Unit
from mi_coach.nlp.labels import CLASSES, CODE_INDEX, CODES, FLAGS
from mi_coach.nlp.network import Floats, Network, Reading
from mi_coach.nlp.ngrams import Wording, WordingModel
from mi_coach.nlp.plain_cases import sends_off, settled
from mi_coach.nlp.segment import run_on_spans, trimmed, unit_spans
from mi_coach.nlp.tokens import Pieces, Window

_WORD = re.compile(r"\S+")
_STOPS = (".", "?", "!")
_EVIDENCE_WORDS = 3
_EVIDENCE_SHARE = 0.25
_ALTERNATIVE_FLOOR = 0.1
_ALTERNATIVES = 2
_RUN_ON_BOUNDARY = 0.15
"""Probability from which a word begins a unit where thoughts run on without a stop.

There the network is far less sure of every boundary. On the validation voices, twelve replies at a time run together
in small letters without punctuation, the share of words that bear the right code rises from .36 to .55 and the
boundaries' F1 from .31 to .55.
"""
_JUDGING = np.asarray([kind is Roadblock.JUDGING for _, kind in CLASSES], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Numbers fitted on validation voices and kept in the model's manifest.

    Attributes:
        temperature: Divides the class logits, so that confidences are as often right as they say.
        boundary: Probability from which a word begins a new unit.
        after_stop: The same for a word after a full stop, question or exclamation mark, where a new unit is likely.
        sure: Confidence below which a unit is shown as "not sure".
        flags: Probability from which each of ``labels.FLAGS`` is set.
        wording: Weight of the regression on a unit's wording beside the network, whose weight is 1.
        judging: Taken from the logit of judging. The corpus holds twice as many units of it as of other kinds, and a
            kind word taken for a judgement does more harm than a judgement taken for less.
    """

    temperature: float = 1.0
    boundary: float = 0.5
    after_stop: float = 0.3
    sure: float = 0.6
    flags: tuple[float, ...] = (0.5, 0.5, 0.5)
    wording: float = 0.0
    judging: float = 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """What a stretch of a reply adds to the logits of its unit.

    Attributes:
        start: Offset into the reply.
        end: Offset after the last character.
        parts: [classes] what it adds to each class.
    """

    start: int
    end: int
    parts: Floats


class NetworkCoder:
    """Turns a network's reading into coded units.

    Args:
        network: Reads windows.
        pieces: The network's tokenizer.
        calibration: Its calibration.
        name: The model's name.
        sha256: Digest of the model file.
        workers: Threads for ``code_many``.
        wording: Judges units by their wording; ``None`` leaves all to the network.
    """

    def __init__(
        self,
        network: Network,
        pieces: Pieces,
        calibration: Calibration,
        name: str = "",
        sha256: str = "",
        workers: int = 2,
        wording: WordingModel | None = None,
    ) -> None:
        self._network = network
        self._pieces = pieces
        self._calibration = calibration
        self._name = name
        self._sha256 = sha256
        self._workers = workers
        self._wording = wording if calibration.wording else None

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def sha256(self) -> str:
        """Digest of the model file, hexadecimal."""
        return self._sha256

    def code(self, reply: str, client: str | None = None) -> CodedReply:
        """Codes one reply.

        Args:
            reply: As typed; offsets in the result are code points into it.
            client: The client line it answers, or ``None``.
        """
        begin, finish = trimmed(reply, 0, len(reply))
        if begin == finish:
            return CodedReply(reply, ())
        units: list[Unit] = []
        windows = self._pieces.windows(reply, client)
        # Each window answers for the text up to the next, so that what the tokenizer does not see is lost nowhere.
        run_on = run_on_spans(reply)
        edges = [0, *(w.offsets[0][0] for w in windows[1:]), len(reply)]
        for window, (start, end) in zip(windows, pairwise(edges), strict=False):
            units += self._units(reply, client, window, run_on, (start, end))
        return CodedReply(reply, _covering(reply, units))

    def code_many(self, pairs: Sequence[tuple[str, str | None]]) -> list[CodedReply]:
        """Codes many (reply, client line) pairs, in order."""
        with ThreadPoolExecutor(max_workers=self._workers) as pool:
            return list(pool.map(lambda pair: self.code(*pair), pairs))

    def code_spans(self, reply: str, client: str | None, spans: Sequence[tuple[int, int]]) -> list[Unit]:
        """Codes given units instead of found ones, for measuring codes apart from segmentation."""
        found: list[Unit] = []
        for window in self._pieces.windows(reply, client):
            reading = self._network.read(window)
            for start, end in spans:
                tokens = [i for i, (a, b) in enumerate(window.offsets) if a >= start and b <= end]
                if tokens:
                    found.append(self._unit(reply, client, window, reading, tokens, start, end))
        return found

    def _units(
        self, reply: str, client: str | None, window: Window, run_on: list[tuple[int, int]], part: tuple[int, int]
    ) -> list[Unit]:
        start, end = part
        reading = self._network.read(window)
        p = 1 / (1 + np.exp(-reading.boundary))
        starts = [
            window.offsets[i][0] - start
            for i in range(1, len(window.offsets))
            if window.starts[i] and p[i] >= self._threshold(reply, window.offsets[i][0], run_on)
        ]
        units = []
        for a, b in unit_spans(reply[start:end], starts):
            tokens = [i for i, (x, y) in enumerate(window.offsets) if x >= a + start and y <= b + start]
            if tokens:
                units.append(self._unit(reply, client, window, reading, tokens, a + start, b + start))
        return units

    def _threshold(self, reply: str, at: int, run_on: list[tuple[int, int]]) -> float:
        before = reply[max(0, at - 40) : at].rstrip()
        stopped = before.endswith(_STOPS) or before.rstrip("\"')\u2019\u201d").endswith(_STOPS)
        if stopped:
            return self._calibration.after_stop
        runs_on = any(a <= at < b for a, b in run_on)
        return min(_RUN_ON_BOUNDARY, self._calibration.boundary) if runs_on else self._calibration.boundary

    def _unit(
        self, reply: str, client: str | None, window: Window, reading: Reading, tokens: list[int], start: int, end: int
    ) -> Unit:
        focus = _softmax(reading.focus[tokens])
        values = reading.values[tokens]
        logits = focus @ values
        wording = self._wording.read(reply[start:end], client) if self._wording else None
        weighed = logits[: len(CLASSES)]
        if wording is not None:
            weighed = weighed + np.float32(self._calibration.wording) * wording.logits
        weighed = weighed - np.float32(self._calibration.judging) * _JUDGING
        text = reply[start:end]
        classes = settled(text, _softmax(weighed / self._calibration.temperature))
        by_code = np.zeros(len(CODES), dtype=np.float32)
        np.add.at(by_code, list(CODE_INDEX), classes)
        order = np.argsort(-by_code, kind="stable")
        top = int(order[0])
        code = CODES[top]
        kind = _kind(classes) if code is Code.RB else None
        flags = 1 / (1 + np.exp(-logits[len(CLASSES) :]))
        on = dict(
            zip(
                FLAGS,
                (float(f) >= t for f, t in zip(flags, self._calibration.flags, strict=True)),
                strict=True,
            )
        )
        confidence = round(float(by_code[top]), 3)
        return Unit(
            text=text,
            start=start,
            end=end,
            code=code,
            kind=kind,
            miti=miti_value(code, kind, (on["confronting"] or sends_off(text)) and kind in CONDITIONAL_ROADBLOCKS),
            confidence=confidence,
            sure=confidence >= self._calibration.sure,
            alternatives=_alternatives(by_code, order, classes, confidence < self._calibration.sure),
            summary=on["summary"] and code in REFLECTIONS,
            double_sided=on["double_sided"] and code is Code.CR,
            evidence=_evidence(reply, self._shares(window, tokens, focus, values, wording, start), classes, code),
        )

    def _shares(
        self, window: Window, tokens: list[int], focus: Floats, values: Floats, wording: Wording | None, start: int
    ) -> list[Share]:
        """What each part of a unit adds to each class: exactly, since both models only add such parts up."""
        found = [
            Share(*window.offsets[token], part)
            for token, part in zip(tokens, focus[:, None] * values[:, : len(CLASSES)], strict=True)
        ]
        if wording is not None:
            weight = np.float32(self._calibration.wording)
            for spans, part in zip(wording.grams.spans, wording.shares, strict=True):
                found += [Share(a + start, b + start, weight * part / len(spans)) for a, b in spans]
        return found


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max())
    result: Floats = e / e.sum()
    return result


def _kind(classes: Floats) -> Roadblock:
    kinds = [(float(p), kind) for p, (code, kind) in zip(classes, CLASSES, strict=True) if code is Code.RB and kind]
    return max(kinds, key=lambda pair: pair[0])[1]


def _alternatives(
    by_code: Floats, order: npt.NDArray[np.intp], classes: Floats, unsure: bool
) -> tuple[Alternative, ...]:
    found: list[Alternative] = []
    for index in order[1 : 1 + _ALTERNATIVES]:
        p = float(by_code[index])
        if p >= _ALTERNATIVE_FLOOR or (unsure and not found):
            code = CODES[int(index)]
            found.append(Alternative(code, _kind(classes) if code is Code.RB else None, round(p, 3)))
    return tuple(found)


def _evidence(reply: str, shares: list[Share], classes: Floats, code: Code) -> tuple[Evidence, ...]:
    """The words that pushed the unit towards its code and away from the most likely other one.

    A part that reaches over several words counts for each of them in equal shares.
    """
    own = [i for i, (c, _) in enumerate(CLASSES) if c is code]
    rest = [i for i, (c, _) in enumerate(CLASSES) if c is not code]
    winner = max(own, key=lambda i: float(classes[i]))
    rival = max(rest, key=lambda i: float(classes[i]))
    spans = [m.span() for m in _WORD.finditer(reply, min(s.start for s in shares), max(s.end for s in shares))]
    words: dict[tuple[int, int], float] = {}
    for share in shares:
        touched = [s for s in spans if s[0] < share.end and share.start < s[1]] or [(share.start, share.end)]
        for word in touched:
            words[word] = words.get(word, 0.0) + float(share.parts[winner] - share.parts[rival]) / len(touched)
    ranked = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    best = ranked[0][1] if ranked else 0.0
    kept = [span for span, share in ranked[:_EVIDENCE_WORDS] if share > 0 and share >= _EVIDENCE_SHARE * best]
    return tuple(Evidence(reply[a:b], a, b) for a, b in (_bare(reply, s) for s in kept))


def _bare(reply: str, span: tuple[int, int]) -> tuple[int, int]:
    """The word without punctuation around it, unless it is nothing but punctuation."""
    start, end = span
    while start < end and not reply[start].isalnum():
        start += 1
    while end > start and not reply[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else span


def _covering(reply: str, units: list[Unit]) -> tuple[Unit, ...]:
    """The units; where the tokenizer saw nothing at all, one uncoded and unsure unit so that nothing is lost."""
    if units:
        return tuple(units)
    start, end = trimmed(reply, 0, len(reply))
    return (Unit(text=reply[start:end], start=start, end=end, code=Code.NC, confidence=0.0, sure=False),)
