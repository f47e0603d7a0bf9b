"""Measure the analysers and write the model card and the figures beside the weights.

python training/card.py --data FOLDER

The text of the card is `card.md`; the tables and numbers in it come from the evaluation. The work
folder holds the encoder before its weights were rounded (`export.py` leaves it there).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any

import augment
import examples
import fit
import patterns
from evaluate import evaluate
from export import FULL
from scores import COLUMNS, RELATIONS
from texts import TYPOGRAPHIC_SHARE

from averment.extract import analyser

CARD, FIGURES = "MODEL_CARD.md", "figures.json"
#: What is measured, as the tables call it.
ENCODER, BEFORE, FAST = "encoder", "encoder, 32 bits", "fast"


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Lay rows out as a Markdown table, figures to the right."""
    marks = ["---" if isinstance(value, str) else "---:" for value in rows[0]]
    lines = [columns, marks, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def tables(reports: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Lay the figures of the evaluations out as tables, by their names in `card.md`."""
    first = next(iter(reports.values()))
    return {
        "treebanks": table(
            ("test set", "analyser", *COLUMNS),
            [
                (title, name, *report["treebanks"][title].values())
                for title in first["treebanks"]
                for name, report in reports.items()
            ],
        ),
        "relations": table(
            ("PUD, attachment by relation, F1", *reports),
            [
                (relation, *(r["relations"]["PUD"][relation]["F"] for r in reports.values()))
                for relation in RELATIONS
            ],
        ),
        "entities": table(
            ("test set", "label", "analyser", "F1", "precision", "recall"),
            [
                (f"UNER {title}", label, name, *report["entities"][title][label].values())
                for title, rows in first["entities"].items()
                for label in rows
                for name, report in reports.items()
            ],
        ),
    }


def write_card(reports: dict[str, dict[str, Any]], out: Path) -> None:
    """Write `MODEL_CARD.md` and `figures.json` for the weights in the folder *out*."""
    about: dict[str, Any] = {"spacy": version("spacy"), "onnxruntime": version("onnxruntime")}
    for name in (ENCODER, FAST):
        weights = (out / analyser.WEIGHTS[name]).read_bytes()
        about[f"{name}_bytes"] = len(weights)
        about[f"{name}_sha256"] = hashlib.sha256(weights).hexdigest()
    figures = json.dumps(about | {"reports": reports}, indent=2) + "\n"
    (out / FIGURES).write_text(figures, encoding="utf-8")
    template = Template(Path(__file__).with_name("card.md").read_text(encoding="utf-8"))
    card = template.substitute(
        tables(reports),
        **{key: f"{value:,}" if isinstance(value, int) else value for key, value in about.items()},
        encoder_speed=f"{reports[ENCODER]['words_per_second']:,}",
        before_speed=f"{reports[BEFORE]['words_per_second']:,}",
        fast_speed=f"{reports[FAST]['words_per_second']:,}",
        typographic=round(100 * TYPOGRAPHIC_SHARE),
        exchanged=round(100 * augment.DOCUMENTS),
        made=patterns.DOCUMENTS,
        names=round(100 * examples.NAMES),
        capitals=round(100 * examples.CAPITALS),
        small=round(100 * examples.SMALL),
        hidden=round(100 * fit.HIDDEN),
    )
    (out / CARD).write_text(card, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with treebanks/ and ner/")
    parser.add_argument("--work", type=Path, default=fit.WORK, help="scratch folder of the encoder")
    options = parser.parse_args()
    model = analyser.MODEL
    paths = {
        ENCODER: model / analyser.WEIGHTS["encoder"],
        BEFORE: options.work / FULL,
        FAST: model / analyser.WEIGHTS["fast"],
    }
    reports = {name: evaluate(analyser.read(path), options.data) for name, path in paths.items()}
    write_card(reports, model)
    print((model / CARD).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
