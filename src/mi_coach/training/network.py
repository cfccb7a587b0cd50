"""The network: a small BERT encoder with three heads that share one reading of client line and reply.

- boundary: for each word piece, with the piece before it (often a stop or a comma), whether a new unit begins there;
- values: for each word piece, its say for every class and flag;
- focus: for each word piece, how much it is listened to.

A unit's logits are the focus-weighted mean of its word pieces' values. That makes the words' shares in a tag exact,
so the evidence shown to a trainee is what drove the tag, not a guess made afterwards.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel

from mi_coach.nlp.labels import CLASSES, FLAGS

OUTPUTS = len(CLASSES) + len(FLAGS)


class UnitCoder(nn.Module):  # type: ignore[misc, unused-ignore]
    """Encoder and heads."""

    def __init__(self, config: BertConfig, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(dropout)
        self.boundary = nn.Sequential(nn.Linear(2 * config.hidden_size, 128), nn.GELU(), nn.Linear(128, 1))
        self.values = nn.Linear(config.hidden_size, OUTPUTS)
        self.focus = nn.Linear(config.hidden_size, 1)

    @classmethod
    def from_weights(cls, folder: Path) -> UnitCoder:
        """Starts from a sentence-transformers folder (``config.json``, ``model.safetensors``)."""
        from safetensors.torch import load_file

        config = BertConfig.from_json_file(str(folder / "config.json"))
        # On a processor, drawing dropout masks costs more than the arithmetic; roughened text does its work instead.
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        config._attn_implementation = "eager"
        model = cls(config)
        state = load_file(str(folder / "model.safetensors"))
        state = {k.removeprefix("bert."): v for k, v in state.items() if not k.startswith(("pooler", "bert.pooler"))}
        missing, unexpected = model.encoder.load_state_dict(state, strict=False)
        wrong = [m for m in missing if "position_ids" not in m] + [u for u in unexpected if "position_ids" not in u]
        if wrong:
            raise ValueError(f"{folder}: these weights do not fit: {wrong[:4]}")
        return model

    def forward(
        self, input_ids: torch.Tensor, token_type_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Reads a batch.

        Returns:
            boundary logits [batch, tokens], values [batch, tokens, OUTPUTS], focus scores [batch, tokens].
        """
        hidden = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        hidden = self.dropout(hidden)
        # Position 0 is always [CLS], so what the shift brings to it is never asked about.
        before = torch.cat([hidden[:, :1], hidden[:, :-1]], dim=1)
        boundary = self.boundary(torch.cat([hidden, before], dim=-1)).squeeze(-1)
        return boundary, self.values(hidden), self.focus(hidden).squeeze(-1)
