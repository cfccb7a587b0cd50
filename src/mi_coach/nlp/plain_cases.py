"""Two kinds of unit whose wording settles what they cannot be, whatever the network makes of their spelling.

To ask outright about suicide or self-harm is a question in the code book, and taken for advice it would teach people
not to ask. To tell somebody where to go, or to shut up, is never praise or comfort. In the corpus (23,217 units) the
first pattern fits 22, all of them closed questions, and the second fits none.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.nlp.labels import CLASSES
from mi_coach.nlp.normalise import normalise

_SELF = r"(?:your|yr|ur) ?self"
_LIFE = r"(?:your|ur|yr) (?:own )?life"
_HARM = (
    rf"\b(?:suicid\w*(?! \w*(?:line|help|support|prevention|awareness))|(?:kill|hurt|harm)(?:ing|in)? {_SELF}"
    rf"|end(?:ing|in)? (?:{_LIFE}|it all)|tak(?:e|ing|in) {_LIFE})\b"
)
_LEADS = r"(?: (?:any|thoughts?|about|of|like|wanting|to|that|you|u|might|would|could|how))* "
_OPENS = (
    r"(?:(?:have|do|did|are|were) (?:you|u|ya)(?: (?:ever|been|still|just))* "
    rf"(?:had|having|feel\w*|felt|think\w*|thought\w*){_LEADS}|any thoughts? (?:of|about) |(?:are|were) (?:you|u|ya) )"
)
_ASKS_OF_HARM = re.compile(rf"^\W*(?:(?:and|so|but|ok|okay|right) )?{_OPENS}{_HARM}[^.!;]{{0,40}}$")
_SENDS_OFF = re.compile(
    r"^\W*(?:(?:oh|just|well|now|right|please|why don'?t you|you can|u can) )*"
    r"(?:(?:fuck|f\*+k|piss|bugger|sod|eff|naff) off|(?:fuck|f\*+k|screw) (?:you|u|ya)"
    r"|shut (?:it|up|(?:your|ur|yr) (?:mouth|face|gob|trap)))(?:,? \w+){0,2}\W*$"
)
_SCORNS = re.compile(r"^\W*(?:(?:oh|well) )?(?:you'?re|you are|ur|your) (?:just )?full of (?:shit|crap)\W*$")
_ASKING = np.asarray([code in (Code.CQ, Code.OQ, Code.SK) for code, _ in CLASSES], dtype=np.float32)
_ORDERING = np.asarray([kind is Roadblock.ORDERING for _, kind in CLASSES], dtype=np.float32)
_LABELLING = np.asarray([kind is Roadblock.LABELLING for _, kind in CLASSES], dtype=np.float32)


def asks_of_harm(unit: str) -> bool:
    """True for a unit that asks the person outright about suicide or about hurting themselves, and does no more."""
    return bool(_ASKS_OF_HARM.search(normalise(unit)))


def sends_off(unit: str) -> bool:
    """True for a unit that swears the person away, tells them to be quiet or scorns them, and does no more."""
    plain = normalise(unit)
    return bool(_SENDS_OFF.search(plain) or _SCORNS.search(plain))


def settled(unit: str, classes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The probabilities of a unit's classes with those left out that its wording rules out.

    Args:
        unit: Its words.
        classes: [classes] what the network gives; they add up to one, and so does what is returned.
    """
    if asks_of_harm(unit):
        kept = classes * _ASKING
    elif sends_off(unit):
        kept = classes * (_LABELLING if _SCORNS.search(normalise(unit)) else _ORDERING)
    else:
        return classes
    total = kept.sum()
    return kept / total if total > 0 else classes
