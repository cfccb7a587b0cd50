"""What a model has to beat: the commonest code, keyword rules such as anyone would write first, and word statistics."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from mi_coach.domain.codes import FAMILY_OF, Code, Roadblock
from mi_coach.training import metrics
from mi_coach.training.corpus import LabelledReply

_RULES: tuple[tuple[str, Code, Roadblock | None], ...] = (
    (r"\b(up to you|your (choice|call|decision)|you decide|only you)\b", Code.EA, None),
    (r"\b(would it be (ok|okay|all right)|is it (ok|okay|all right) if|do you mind if|shall we)\b", Code.SK, None),
    (r"\b(some people|it's up to you but|you might find)\b", Code.PP, None),
    (r"\b(well done|good for you|proud of you|brilliant|great)\b", Code.RB, Roadblock.PRAISING),
    (r"\b(don't worry|it'll be (fine|ok|okay)|you'll be (fine|all right))\b", Code.RB, Roadblock.REASSURING),
    (r"\b(breach|recall|back to (court|prison)|warning)\b", Code.RB, Roadblock.WARNING),
    (r"\b(should|ought)\b", Code.RB, Roadblock.MORALISING),
    (r"\b(why don't you|have you tried|if i were you|you could)\b", Code.RB, Roadblock.ADVISING),
    (r"^(you need to|you must|you have to|stop|just)\b", Code.RB, Roadblock.ORDERING),
    (r"^(yes,? but|but|the fact is)\b", Code.RB, Roadblock.PERSUADING),
    (r"^why\b", Code.RB, Roadblock.PROBING),
    (r"^anyway\b", Code.RB, Roadblock.WITHDRAWING),
    (r"^(what|how|tell me)\b", Code.OQ, None),
    (r"\?\s*$", Code.CQ, None),
    (r"^(hi|hello|ok|okay|right|thanks|mm)\b", Code.NC, None),
    (r"\b(feels?|feeling|part of you|sounds like|it's as if)\b", Code.CR, None),
    (r"^(so )?(you|you're|you've)\b", Code.SR, None),
    (r"\b(order|licence|court|appointment|hours)\b", Code.GI, None),
)
_COMPILED = tuple((re.compile(p, re.IGNORECASE), code, kind) for p, code, kind in _RULES)


def keyword_code(text: str) -> tuple[Code, Roadblock | None]:
    """The code that the first fitting keyword rule gives; SR when none fits."""
    return next(((code, kind) for pattern, code, kind in _COMPILED if pattern.search(text)), (Code.SR, None))


def baseline_figures(train: Sequence[LabelledReply], held: Sequence[LabelledReply]) -> dict[str, Any]:
    """Macro-F1 over codes and families of the baselines on given units."""
    common = Counter(u.code for r in train for u in r.units).most_common(1)[0][0]
    truth = [u.code for r in held for u in r.units]
    texts = [r.reply[u.start : u.end] for r in held for u in r.units]
    found = {
        "majority": [common for _ in truth],
        "keyword_rules": [keyword_code(t)[0] for t in texts],
        "ngram_logistic_regression": _ngrams(train, texts),
    }
    return {
        name: {
            "codes_macro_f1": round(metrics.macro_f1([c.value for c in truth], [c.value for c in codes]), 4),
            "families_macro_f1": round(
                metrics.macro_f1([FAMILY_OF[c].value for c in truth], [FAMILY_OF[c].value for c in codes]), 4
            ),
        }
        for name, codes in found.items()
    }


def _ngrams(train: Sequence[LabelledReply], texts: list[str]) -> list[Code]:
    """Codes by logistic regression on TF-IDF of words and characters of the unit alone."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\b\w+\b|\?"),  # noqa: S106 - word shape
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
    )
    model = make_pipeline(features, LogisticRegression(C=10, max_iter=2000, class_weight="balanced"))
    model.fit(
        [r.reply[u.start : u.end] for r in train for u in r.units], [u.code.value for r in train for u in r.units]
    )
    return [Code(str(code)) for code in model.predict(texts)]
