"""The examples that formats and datasets carry."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from taken import Taken, take, workbook

from averment.evidence import descriptor as descriptors
from averment.evidence.descriptor import Descriptor, Rule
from averment.evidence.intake import formats
from averment.evidence.shapes import SHAPES

FORMATS = formats.shipped()
EXAMPLES = [
    pytest.param(form, example, id=f"{form.id}-{number}")
    for form in FORMATS.values()
    for number, example in enumerate(form.example, start=1)
]


def write(example: dict[str, Any], folder: Path) -> Path:
    path = folder / example["file"]
    table = example["table"].removeprefix("\n")
    path.write_bytes(table.encode(example.get("encoding", "utf-8")))
    return path


def named(form: formats.Format) -> str | None:
    return form.id if form.recognise.by_name_only else None


def check(taken: Taken, example: dict[str, Any]) -> None:
    assert len(taken.rows) == len(example["rows"])
    for found, wanted in zip(taken.rows, example["rows"], strict=True):
        assert {name: found[name] for name in wanted} == wanted
    found_rejects = [[line, reason] for line, reason, _ in taken.rejects]
    assert found_rejects == example.get("rejects", [])
    assert all(text for _, _, text in taken.rejects)


def test_every_format_has_an_example_and_a_dataset_of_its_shape() -> None:
    for form in FORMATS.values():
        assert form.example, form.id
        for dataset in (form.dataset, *form.also):
            described = descriptors.shipped(dataset)
            assert (described.format, described.shape) == (form.id, form.shape)
            assert described.citation
            assert described.licence


@pytest.mark.parametrize(("form", "example"), EXAMPLES)
def test_the_rows_of_a_format_become_what_it_says(
    form: formats.Format, example: dict[str, Any], tmp_path: Path
) -> None:
    taken = take(write(example, tmp_path), tmp_path / "stored", format=named(form))
    assert taken.understood.format == form
    assert list(taken.rows[0]) == [column.name for column in SHAPES[form.shape]]
    check(taken, example)


@pytest.mark.parametrize(("form", "example"), EXAMPLES)
def test_a_spreadsheet_says_what_the_text_says(
    form: formats.Format, example: dict[str, Any], tmp_path: Path
) -> None:
    rows = list(csv.reader(io.StringIO(example["table"].removeprefix("\n"))))
    name = Path(example["file"]).with_suffix(".xlsx").name
    path = workbook(tmp_path / name, [row or [""] for row in rows])
    check(take(path, tmp_path / "stored", format=named(form)), example)


@pytest.mark.parametrize("dataset", descriptors.shipped_ids())
def test_a_dataset_answers_its_example(dataset: str, tmp_path: Path) -> None:
    described = descriptors.shipped(dataset)
    if described.shape not in ("events", "figures"):
        assert not described.example
        return
    form = FORMATS[described.format]
    taken = take(write(form.example[0], tmp_path), tmp_path / "stored", format=named(form))
    asked = {example["measure"] for example in described.example}
    assert asked == set(described.measures), "each measure has an example"
    for example in described.example:
        assert answer(taken, described, example) == (
            example["value"],
            example.get("low"),
            example.get("high"),
        )


def answer(taken: Taken, described: Descriptor, example: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Answer a question by the plainest SQL."""
    where = (
        f"place = '{example['place']}' AND \"start\" >= DATE '{example['start']}' "
        f"AND \"end\" <= DATE '{example['end']}'"
    )
    if described.shape == "figures":
        where += f" AND measure = '{example['measure']}' AND \"of\" = '{example.get('of', '')}'"
        [row] = taken.sql(f"SELECT value, low, high FROM data WHERE {where}")
        return row
    rule = described.measures[example["measure"]]
    [row] = taken.sql(
        f"SELECT {_sum(rule.value)}, {_sum(rule.low)}, {_sum(rule.high)} FROM data "
        f"WHERE {where} AND {_where(rule)}"
    )
    return row


def _sum(value: str | None) -> str:
    if value is None:
        return "NULL"
    if value == "count":
        return "count(*)"
    columns = value.removeprefix("sum:").split("+")
    return f"sum({' + '.join(f'coalesce({column}, 0)' for column in columns)})"


def _where(rule: Rule) -> str:
    parts = ["true"]
    for column, wanted in rule.where.items():
        values = [wanted] if isinstance(wanted, bool) else list(wanted)
        parts.append(f"{column} IN ({', '.join(map(repr, values))})")
    return " AND ".join(parts)
