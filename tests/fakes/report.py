"""A made-up report in the shape of the real one, for the app in tests."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mi_coach.domain.codes import Miti
from mi_coach.domain.self_rating import PRINCIPLES, RATIO
from mi_coach.domain.session import Session
from mi_coach.reports.labels import GLOBALS
from mi_coach.scoring.conversation import arc
from mi_coach.scoring.phrases import say


def report_of(session: Session) -> dict[str, Any]:
    """A report in the shape of the real one, with the session's own counts and evidence."""
    units = [(t.n, i, u) for t in session.turns for i, u in enumerate(t.units or (), 1)]
    counts = Counter(u.code.value for _, _, u in units)
    kinds = Counter(u.kind.value for _, _, u in units if u.kind)
    good = [{"turn": n, "unit": i, "text": "Picks up what Danny said."} for n, i, u in units if u.code.value == "CR"]
    bad = [{"turn": n, "unit": i, "text": "Advice before he asked."} for n, i, u in units if u.code.value == "RB"]
    ratios: dict[str, float | None] = {
        "reflection_to_question": None,
        "percent_complex": 66.7,
        "percent_open": None,
        "mi_adherent": 1,
        "mi_non_adherent": len(bad),
        "talk_share": 41.2,
    }
    bands = {"reflection_to_question": "too_few", "percent_complex": "good", "percent_open": "too_few"}
    behind: dict[str, Any] = {
        "counts": {c: [{"turn": n, "unit": i} for n, i, u in units if u.code.value == c] for c in counts},
        "roadblocks": {k: [{"turn": n, "unit": i} for n, i, u in units if u.kind == k] for k in kinds},
        "miti": {m.value: [{"turn": n, "unit": i} for n, i, u in units if u.miti is m] for m in Miti},
        "ratios": {**{key: [] for key in ratios}, "mi_non_adherent": bad},
        "overall_parts": {"principles": {"for": [], "against": []}, "listening": {"for": good, "against": bad}},
        "globals": {key: {"for": good, "against": bad} for key in GLOBALS},
    }
    return {
        "schema": 1,
        "counts": dict(counts),
        "roadblocks": dict(kinds),
        "miti": {value: len({place["turn"] for place in places}) for value, places in behind["miti"].items()},
        "ratios": ratios,
        "bands": bands,
        "measures": [
            {
                "id": key,
                "name": say(f"measure.{key}"),
                "value": value,
                "band": bands.get(key),
                "behind": "2 questions" if key == "percent_open" else None,
                "meaning": say(f"meaning.{key}"),
                "units": behind["ratios"][key],
            }
            for key, value in ratios.items()
        ],
        "principles": [
            {"id": "contracts", "name": "clarify contracts", "score": None, "for": [], "against": []},
            {"id": "empathy", "name": "express empathy", "score": 4, "for": good, "against": []},
            {"id": "argument", "name": "avoid argument", "score": 3, "for": [], "against": bad},
        ],
        "overall": 58,
        "overall_parts": {"principles": 60.0, "listening": 55.0},
        "behind": behind,
        "worked": [
            {"turn": None, "unit": None, "quote": "", "kind": "stayed", "text": "You stayed with Danny."},
        ],
        "moments": [
            {
                "turn": 1,
                "unit": 1,
                "sort": "helped",
                "client": "You wanted to see me.",
                "text": "You stayed with it.",
                "why": "Being heard comes before being helped.",
                "led_to": {"client": "My girl asked me.", "text": "Trust rose by 2."},
                "model_reply": {"skill": "complex", "text": "You came all this way."},
            }
        ],
        "next_step": {
            "skill": "simple_reflection",
            "text": "When he gives you something, hand it back before you ask for more.",
            "why": "People go on when they feel heard.",
            "drill": {"skill": "simple-reflection", "name": "Simple reflection"},
            "example": {
                "turn": 1,
                "client": "You wanted to see me.",
                "said": "What would help?",
                "instead": "You did not know where to look.",
                "strength": None,
            },
        },
        "arc": arc(session, True),
        "contingencies": {
            "change_talk": {
                "times": 2,
                "helped": 1,
                "responses": {"reflected": [1], "roadblock": [2]},
                "text": "Something that leans towards change came up twice.",
            },
            "discord": {"times": 0, "helped": 0, "responses": {}, "text": "There was no open strain."},
        },
        "depth": {
            "counts": {"words": 0, "meaning": len(good)},
            "reflections": {"words": [], "meaning": good},
            "text": "Some reflections met a meaning beneath the words.",
        },
        "globals": {
            **dict.fromkeys(GLOBALS, 3),
            "softening_sustain_talk": None,
            "text": "Estimates by rule, not ratings.",
        },
        "client_view": [{"about": "listened", "text": "You got what I meant."}],
        "unsure": {
            "units": 1,
            "total": 5,
            "which": [{"turn": 1, "unit": 1, "quote": "", "code": "CR", "kind": None}],
            "text": "One tag was a close call.",
        },
        "could_land_better": [
            {"turn": n, "unit": i, "quote": u.text, "kind": "praising", "text": "Name what he did.", "instead": None}
            for n, i, u in units
            if u.soft
        ],
        "limits": [
            {
                "turn": 1,
                "unit": None,
                "client": "You wanted to see me.",
                "quote": "",
                "handled": "stated",
                "text": "You said how things stand.",
                "model_reply": "The ban runs to June, and that is not mine to change.",
            }
        ],
        "self_gap": own_view_of(session),
        "notes": ["This is a mirror, not a mark."],
    }


def own_view_of(session: Session) -> dict[str, Any] | None:
    """What was rated, beside made-up scores of 3."""
    if not session.self_rating:
        return None
    rated = [(p, session.self_rating.principle(p)) for p in PRINCIPLES]
    guess = session.self_rating.reflection_to_question
    return {
        "text": "In some things you were kinder to yourself than the evidence, in others harder.",
        "about": "For most people the two differ.",
        "mean": 1.2,
        "compared": len(rated),
        "principles": [
            {"id": p, "name": p, "self": n, "score": 3.0, "gap": n - 3.0, "way": "close", "text": "Much the same."}
            for p, n in rated
            if n is not None
        ],
        RATIO: None
        if guess is None
        else {"name": "Reflections", "self": guess, "value": 0.4, "gap": guess - 0.4, "way": "close", "text": "Near."},
    }
