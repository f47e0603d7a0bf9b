"""Measure the figures that the reader finds on two public sets of cases.

    python benchmarks/reader_quantities.py --data FOLDER [--errors N]

FOLDER holds `recognizers-supported.jsonl` (Microsoft Recognizers-Text, MIT) and `quantulum3.jsonl`
(quantulum3, MIT). Of Recognizers-Text a case is right if the figures read are those expected, value
for value and in order, none missing and none beside them; of quantulum3 if every value expected is
read (a range by its middle, as quantulum3 gives it; a pair "from … to …" by both ends or by its
middle). A part of a whole is read in percent to one decimal, and compared so. Dates are figures in
both sets, so figures are read here without looking for dates first. `LEFT_OUT` names the classes of
cases whose notion is not that of a text about conflicts; figures with and without them are printed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from averment.claim import Document
from averment.extract.lexicon import lexicon
from averment.extract.notes import Notes
from averment.extract.quantities import quantities
from averment.extract.segments import segments
from averment.reference import Gazetteer

MODELS = ("NumberModel", "PercentModel", "CurrencyModel")
MONEY = frozenset(lexicon("numbers")["currency"])
LEFT_OUT = {
    "powers": r"\^",
    "'n over m' (in prose a period begins there: 12 over three days)": r"\bover (?:\d+$|\w+$|one )",
    "fractions of composed numbers (three twenty-firsts, thirty-two fifths)": (
        r"(?:ty|hundred|thousand|three)[ -](?:fifth|first|\w+ fifth|trillionth)|ty[- ]\w+ fifths"
        r"|one hundred (?:and )?fifth"
    ),
    "addresses (192.168.1.2)": r"\d+\.\d+\.\d+",
    "minor money (cents, pence) and sums of dollars and cents": (
        r"\b(?:cents?|pence|penny|kuai)\b|dollars? (?:and|forty|fifty)|and fifty"
    ),
}
NUMBER = re.compile(r"-?[\d,.]+(?:E[+-]?\d+)?")


def read(text: str) -> Notes:
    notes = Notes(Document.from_text(text), Gazetteer.default())
    return quantities(segments(notes))


def values(notes: Notes, money: bool) -> list[float]:
    """The figures read (or the sums of money), in order; of a range both ends."""
    found: list[float] = []
    for one in notes.quantities:
        if money and one.unit not in MONEY:
            continue
        ends = (one.from_, one.to) if one.from_ is not None else (one.low, one.high)
        plain = [one.number] if one.number is not None else list(ends)
        found += [value for value in plain if value is not None]
    return found


def middles(notes: Notes) -> list[float]:
    """The figures read, in order; of a range its middle."""
    found = []
    for one in notes.quantities:
        if one.number is not None:
            found.append(one.number)
        elif one.low is not None and one.high is not None:
            found.append((one.low + one.high) / 2)
        elif one.from_ is not None and one.to is not None:
            found += [one.from_, one.to, (one.from_ + one.to) / 2]
    return found


def close(wanted: float, found: float) -> bool:
    """Say whether two values are the same; a part of a whole is read in percent."""
    if abs(wanted - found) <= 1e-6 * max(1, abs(wanted)):
        return True
    return 0 < wanted < 1 and abs(round(100 * wanted, 1) - found) < 1e-6


def same(wanted: list[float], found: list[float]) -> bool:
    return len(wanted) == len(found) and all(map(close, wanted, found))


def expected(case: dict[str, Any]) -> list[float] | None:
    """The values of a case of Recognizers-Text; none where one of them is no number."""
    found = []
    for result in case["results"]:
        match = NUMBER.fullmatch(str((result["Resolution"] or {}).get("value", "")).rstrip("%"))
        if match is None:
            return None
        found.append(float(match[0].replace(",", "")))
    return found


def recognizers(path: Path) -> Iterator[tuple[str, str, list[float], list[float], bool]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["model"] in MODELS and (wanted := expected(case)) is not None:
            found = values(read(case["text"]), case["model"] == "CurrencyModel")
            yield case["model"], case["text"], wanted, found, same(wanted, found)


def quantulum(path: Path) -> Iterator[tuple[str, str, list[float], list[float], bool]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wanted = [float(one["value"]) for one in case["res"]]
        found = middles(read(case["req"]))
        left = list(found)
        for value in wanted:
            hit = next((other for other in left if close(value, other)), None)
            if hit is not None:
                left.remove(hit)
        right = len(left) == len(found) - len(wanted)
        yield "quantulum3", case["req"], wanted, found, right


def left_out(text: str) -> str | None:
    """The class of a case that is left out, or none."""
    return next((why for why, marks in LEFT_OUT.items() if re.search(marks, text)), None)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each set")
    options = parser.parse_args()
    rows = [
        *recognizers(options.data / "recognizers-supported.jsonl"),
        *quantulum(options.data / "quantulum3.jsonl"),
    ]
    for name in (*MODELS, "quantulum3"):
        own = [row for row in rows if row[0] == name]
        right = sum(row[4] for row in own)
        fit = [row for row in own if left_out(row[1]) is None]
        fits = sum(row[4] for row in fit)
        print(
            f"{name}: {fits} of {len(fit)} fitting cases right, {100 * fits / len(fit):.1f} %; "
            f"{right} of all {len(own)}, {100 * right / len(own):.1f} %"
        )
        for reason, number in Counter(left_out(row[1]) for row in own).items():
            if reason:
                print(f"  left out: {number} of {reason}")
        for _, text, wanted, found, _ in [row for row in fit if not row[4]][: options.errors]:
            print(f"  {text!r}\n    wanted {wanted}\n    found  {found}")


if __name__ == "__main__":
    main()
