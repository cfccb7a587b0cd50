"""Fits the network to own units and AnnoMI turns together."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from mi_coach.domain.codes import Code, Roadblock
from mi_coach.nlp.labels import CLASS_OF, CLASSES
from mi_coach.nlp.tokens import Pieces
from mi_coach.training.annomi import AnnoMiTurn
from mi_coach.training.corpus import LabelledReply
from mi_coach.training.examples import (
    Example,
    TurnLabels,
    batches,
    collate,
    from_reply,
    from_turn,
    roughen,
)
from mi_coach.training.network import UnitCoder


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides how the network is trained.

    Attributes:
        epochs: Passes over all examples.
        batch: Examples a step.
        encoder_rate: Highest learning rate of the encoder.
        head_rate: Highest learning rate of the heads.
        warmup: Share of the steps over which the rates rise.
        smoothing: Label smoothing of the classes.
        rough: Share of own replies shown with their typing roughened.
        without_client: Share of own replies shown without the client's line.
        boundary_weight: Weight of the boundaries' loss.
        flag_weight: Weight of the flags' loss.
        flag_positive: Weight of a flag that is set against one that is not.
        turn_weight: Weight of AnnoMI's turns against own units.
        type_weight: Weight of AnnoMI's question and reflection types.
        averaged: Decay of the running mean of the weights, per step.
        averaged_from: Share of the steps after which the mean begins.
        seed: Seed of all chance.
    """

    epochs: int = 7
    batch: int = 24
    encoder_rate: float = 6e-5
    head_rate: float = 1e-3
    warmup: float = 0.1
    smoothing: float = 0.05
    rough: float = 0.25
    without_client: float = 0.1
    boundary_weight: float = 1.5
    flag_weight: float = 1.0
    flag_positive: float = 4.0
    turn_weight: float = 1.0
    type_weight: float = 0.15
    averaged: float = 0.999
    averaged_from: float = 0.3
    seed: int = 11


_MURMUR = 3
"""Turns of at most this many words are taken once each."""

_REFLECTION = [CLASS_OF[(Code.SR, None)], CLASS_OF[(Code.CR, None)]]
_QUESTION = [CLASS_OF[(Code.OQ, None)], CLASS_OF[(Code.CQ, None)], CLASS_OF[(Code.RB, Roadblock.PROBING)]]
_SEEKING = CLASS_OF[(Code.SK, None)]
_INPUT = [
    CLASS_OF[(Code.GI, None)],
    CLASS_OF[(Code.PP, None)],
    *(
        CLASS_OF[(Code.RB, k)]
        for k in (
            Roadblock.ADVISING,
            Roadblock.PERSUADING,
            Roadblock.ORDERING,
            Roadblock.WARNING,
            Roadblock.MORALISING,
        )
    ),
]


def fit(
    recipe: Recipe,
    weights: Path,
    replies: Sequence[LabelledReply],
    turns: Sequence[AnnoMiTurn],
    say: Callable[[str], None] = print,
) -> tuple[UnitCoder, Pieces]:
    """Trains a network.

    Args:
        recipe: Settings.
        weights: Folder with starting weights and ``tokenizer.json``.
        replies: Own labelled replies.
        turns: AnnoMI turns; may be empty.
        say: Where progress goes.

    Returns:
        The network in evaluation mode and its tokenizer.
    """
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True)
    rng = random.Random(recipe.seed)
    pieces = Pieces(weights / "tokenizer.json")
    model = UnitCoder.from_weights(weights)
    # The word embeddings are half of all weights and the corpus is small: they stay as they were learnt.
    model.encoder.embeddings.requires_grad_(False)
    fixed = [e for e in (from_turn(pieces, t) for t in _distinct(turns)) if e]
    steps = recipe.epochs * ((len(replies) + len(fixed)) // recipe.batch + 1)
    optimiser, schedule = _optimiser(model, recipe, steps)
    model.train()
    # The network that is kept is a running mean over the later steps: it costs nothing when it is used, and it coded
    # unseen voices and unseen videos a little better than the last step did.
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(recipe.averaged))
    step = 0
    for epoch in range(recipe.epochs):
        began = time.monotonic()
        examples = [*fixed, *_own(pieces, replies, recipe, rng)]
        total = 0.0
        chunks = batches(examples, recipe.batch, rng)
        for chunk in chunks:
            loss = _loss(model, chunk, recipe)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
            nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step >= recipe.averaged_from * steps:
                mean.update_parameters(model)
            total += float(loss.detach())
        say(f"epoch {epoch + 1}/{recipe.epochs}: loss {total / len(chunks):.4f}, {time.monotonic() - began:.0f} s")
    kept: UnitCoder = mean.module
    return kept.eval(), pieces


def _distinct(turns: Sequence[AnnoMiTurn]) -> list[AnnoMiTurn]:
    """The turns with the commonest murmurs once each: hundreds of "mm-hm" teach nothing and cost time."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for turn in turns:
        key = ("".join(c for c in turn.text.lower() if c.isalnum()), turn.main)
        if len(turn.text.split()) > _MURMUR or key not in seen:
            kept.append(turn)
        seen.add(key)
    return kept


def _own(pieces: Pieces, replies: Sequence[LabelledReply], recipe: Recipe, rng: random.Random) -> list[Example]:
    found = []
    for reply in replies:
        shown = roughen(reply, rng) if rng.random() < recipe.rough else reply
        client = None if rng.random() < recipe.without_client else reply.client
        found.append(from_reply(pieces, shown, client))
    return [e for e in found if e]


def _optimiser(
    model: UnitCoder, recipe: Recipe, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": model.encoder.encoder.parameters(), "lr": recipe.encoder_rate},
            {"params": heads, "lr": recipe.head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    warm = max(1, int(steps * recipe.warmup))

    def rate(step: int) -> float:
        return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, rate)


def _loss(model: UnitCoder, chunk: list[Example], recipe: Recipe) -> torch.Tensor:
    batch = collate(chunk)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        boundary, values, focus = model(batch.ids, batch.types, batch.mask)
    boundary, values, focus = boundary.float(), values.float(), focus.float()
    units, owner = _pooled(values, focus, chunk)
    own = torch.tensor([e.turn is None for e in chunk])
    loss = torch.zeros(())
    if bool((~own).any()):
        loss = loss + recipe.turn_weight * _turns_loss(units, owner, chunk, recipe) / len(chunk)
    if bool(own.any()):
        share = float(own.float().mean())
        loss = loss + share * _units_loss(units[own[owner]], chunk, recipe)
        loss = loss + share * recipe.boundary_weight * _edges_loss(boundary, chunk)
    return loss


def _pooled(values: torch.Tensor, focus: torch.Tensor, chunk: list[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits of all units of a batch, [units, outputs], and the example each belongs to, [units]."""
    owner = torch.tensor([i for i, e in enumerate(chunk) for _ in e.spans])
    spans = torch.zeros(len(owner), values.shape[1], dtype=torch.bool)
    row = 0
    for example in chunk:
        for start, end in example.spans:
            spans[row, example.window.first + start : example.window.first + end] = True
            row += 1
    scores = focus[owner].masked_fill(~spans, float("-inf"))
    return torch.einsum("ut,uto->uo", torch.softmax(scores, dim=-1), values[owner]), owner


def _units_loss(units: torch.Tensor, chunk: list[Example], recipe: Recipe) -> torch.Tensor:
    classes = torch.tensor([c for e in chunk for c in e.classes])
    flags = torch.tensor([f for e in chunk for f in e.flags])
    n = len(CLASSES)
    return functional.cross_entropy(
        units[:, :n], classes, label_smoothing=recipe.smoothing
    ) + recipe.flag_weight * functional.binary_cross_entropy_with_logits(
        units[:, n:], flags, pos_weight=torch.full((flags.shape[1],), recipe.flag_positive)
    )


def _edges_loss(boundary: torch.Tensor, chunk: list[Example]) -> torch.Tensor:
    rows, columns, targets = [], [], []
    for i, example in enumerate(chunk):
        for j, target in enumerate(example.boundaries):
            if target >= 0:
                rows.append(i)
                columns.append(example.window.first + j)
                targets.append(float(target))
    if not rows:
        return torch.zeros(())
    return functional.binary_cross_entropy_with_logits(boundary[rows, columns], torch.tensor(targets))


def _turns_loss(units: torch.Tensor, owner: torch.Tensor, chunk: list[Example], recipe: Recipe) -> torch.Tensor:
    """Summed loss of the turns: a group is present when any unit belongs to it (noisy-or over units)."""
    p = torch.softmax(units[:, : len(CLASSES)], dim=-1)
    shaped = torch.tensor([float(s) for e in chunk for s in (e.shaped or [False] * len(e.spans))])
    groups = torch.stack(
        [
            p[:, _REFLECTION].sum(-1),
            p[:, _QUESTION].sum(-1) + p[:, _SEEKING] * shaped,
            p[:, _INPUT].sum(-1),
        ],
        dim=-1,
    )
    absent = torch.zeros(len(chunk), 3).index_add(0, owner, torch.log1p(-groups.clamp(max=1 - 1e-4)))
    present = torch.log((1 - absent.exp()).clamp(min=1e-4))
    loss = torch.zeros(())
    for i, example in enumerate(chunk):
        turn = example.turn
        if turn is None:
            continue
        target = torch.tensor([turn.reflection, turn.question, turn.input])
        loss = loss - (target * present[i] + (1 - target) * absent[i]).sum()
        loss = loss + recipe.type_weight * _types_loss(p[owner == i], turn)
    return loss


def _types_loss(p: torch.Tensor, turn: TurnLabels) -> torch.Tensor:
    """Loss of open against closed and complex against simple, where AnnoMI names the type."""
    loss = torch.zeros(())
    for kind, yes, no in ((turn.question_type, Code.OQ, Code.CQ), (turn.reflection_type, Code.CR, Code.SR)):
        if kind >= 0:
            a, b = p[:, CLASS_OF[(yes, None)]].max(), p[:, CLASS_OF[(no, None)]].max()
            share = (a + 1e-4) / (a + b + 2e-4)
            loss = loss - torch.log(share if kind else 1 - share)
    return loss
