"""Write the model card and the figures beside the weights.

The text of the card is `card.md`; the tables and numbers in it come from the evaluation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any

import augment
import patterns
from pack import WEIGHTS
from scores import COLUMNS
from texts import TYPOGRAPHIC_SHARE

CARD, FIGURES = "MODEL_CARD.md", "figures.json"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Lay rows out as a Markdown table, figures to the right."""
    lines = [columns, ["---", *["---:"] * (len(columns) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def tables(report: dict[str, Any]) -> dict[str, str]:
    """Lay the figures of an evaluation out as tables, by their names in `card.md`."""
    scores = report["relations"]["PUD"]
    return {
        "treebanks": table(
            ("test set", *COLUMNS),
            [(title, *row.values()) for title, row in report["treebanks"].items()],
        ),
        "relations": table(
            ("PUD, attachment by relation", "F1", "precision", "recall"),
            [(name, *row.values()) for name, row in scores.items()],
        ),
        "entities": table(
            ("test set", "label", "F1", "precision", "recall"),
            [
                (f"UNER {title}", label, *row.values())
                for title, rows in report["entities"].items()
                for label, row in rows.items()
            ],
        ),
    }


def write_card(report: dict[str, Any], out: Path, seed: int) -> None:
    """Write `MODEL_CARD.md` and `figures.json` for the weights in the folder *out*."""
    weights = (out / WEIGHTS).read_bytes()
    about = {
        "seed": seed,
        "spacy": version("spacy"),
        "bytes": len(weights),
        "sha256": hashlib.sha256(weights).hexdigest(),
    }
    figures = json.dumps(about | report, indent=2) + "\n"
    (out / FIGURES).write_text(figures, encoding="utf-8")
    template = Template(Path(__file__).with_name("card.md").read_text(encoding="utf-8"))
    card = template.substitute(
        tables(report),
        **about | {"bytes": f"{len(weights):,}"},
        words_per_second=f"{report['words_per_second']:,}",
        typographic=round(100 * TYPOGRAPHIC_SHARE),
        exchanged=round(100 * augment.DOCUMENTS),
        made=patterns.DOCUMENTS,
    )
    (out / CARD).write_text(card, encoding="utf-8")
