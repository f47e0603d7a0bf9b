"""Write a trained pipeline in the compact form that the package ships, weights in half precision.

Only what inference needs is kept: the settings of the components, their labels and their weights.
The tokenizer is spaCy's own for English, so it is not stored. Rounding to half precision halves
the size; the accuracy tables are measured on the rounded weights.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language

from averment.extract.analyser import WEIGHTS


def halved(value: Any) -> Any:
    """Round every 32-bit float array inside a nested value to 16 bits."""
    if isinstance(value, np.ndarray):
        return value.astype(np.float16) if value.dtype == np.float32 else value
    if isinstance(value, dict):
        return {key: halved(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [halved(item) for item in value]
    return value


def tree_strings(nlp: Language, trees: bytes) -> set[str]:
    """Collect the strings that a lemmatizer's edit trees name by number."""
    found: set[str] = set()
    for tree in srsly.msgpack_loads(trees)["trees"]:
        for key in ("orig", "subst"):
            if key in tree:
                found.add(nlp.vocab.strings[tree[key]])
    return found


def label_strings(nlp: Language) -> set[str]:
    """Collect the strings that the components' labels and lemma rules name by number."""
    strings: set[str] = set()
    for _, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            strings.add(str(label))
            strings.update(str(label).split("-", 1))
    morph = nlp.vocab.morphology
    if nlp.has_pipe("morphologizer"):
        for label in nlp.get_pipe("morphologizer").labels:
            feats = morph.feats_to_dict(label)
            strings.update(feats.keys())
            strings.update(feats.values())
    return strings


def pack(nlp: Language, out: Path, lexicon: dict[str, Any]) -> int:
    """Write the pipeline into the folder *out*; return the size in bytes."""
    config = nlp.config.interpolate()
    pipes: dict[str, Any] = {}
    strings = label_strings(nlp)
    for name, pipe in nlp.pipeline:
        parts = srsly.msgpack_loads(pipe.to_bytes(exclude=["vocab"]))
        parts.pop("vocab", None)
        if "trees" in parts:
            strings |= tree_strings(nlp, parts["trees"])
        parts["model"] = halved(srsly.msgpack_loads(parts["model"]))
        pipes[name] = parts
    content = {
        "nlp": dict(config["nlp"]),
        "components": {name: dict(config["components"][name]) for name in nlp.pipe_names},
        "strings": sorted(strings),
        "pipes": pipes,
        "lexicon": lexicon,
    }
    out.mkdir(parents=True, exist_ok=True)
    payload = srsly.msgpack_dumps(content)
    (out / WEIGHTS["fast"]).write_bytes(payload)
    return len(payload)
