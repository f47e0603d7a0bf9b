"""What the commands on the record show: tables of at most eighty columns, and the same as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from averment.cli.output import one_line
from averment.errors import DatasetUnknown
from averment.evidence import descriptor as descriptors
from averment.evidence.catalogue import Dataset, dataset_of
from averment.evidence.descriptor import Descriptor
from averment.evidence.origins import PARTY, Origins
from averment.evidence.record import Evidence
from averment.evidence.store import Holding, Store, newest

if TYPE_CHECKING:
    from averment.evidence.adding import Added
    from averment.evidence.intake import Understood

WIDTH = 80


# --- list ----------------------------------------------------------------------------------------


def catalogue(record: Evidence) -> list[dict[str, Any]]:
    """Return every dataset at hand or described: its id, releases, and where it is."""
    found = []
    for name in sorted({*(d.id for d in record.datasets()), *descriptors.shipped_ids()}):
        held = record.vintages(name)
        if not held and name not in record.packed:
            described = descriptors.shipped(name)
            found.append(
                {
                    "id": name,
                    "title": described.title,
                    "publisher": described.publisher,
                    "standing": described.standing,
                    "vintages": [],
                    "at": "not added",
                    "measures": sorted(described.measures),
                }
            )
            continue
        dataset = record.dataset(name)
        found.append(
            {
                "id": name,
                "title": dataset.title,
                "publisher": dataset.publisher,
                "standing": dataset.standing,
                "vintages": _vintages(record, name),
                "at": _at(name in record.packed, bool(held)),
                "measures": record.measures(name),
                "coverage": [str(dataset.coverage_start), str(dataset.coverage_end)],
                "places": list(dataset.places),
            }
        )
    return found


def _at(packed: bool, held: bool) -> str:
    return " and ".join([*(["pack"] if packed else []), *(["store"] if held else [])])


def _vintages(record: Evidence, name: str) -> list[str]:
    packed = [record.packed[name].vintage] if name in record.packed else []
    return list(dict.fromkeys((*packed, *(h.vintage for h in record.vintages(name)))))


def listing(record: Evidence) -> RenderableType:
    """Return the catalogue as a table; what is described and not at hand follows in one line."""
    entries = catalogue(record)
    grid = grid_table()
    for title, width in (("Dataset", 20), ("Where", 7), ("Covers", 19)):
        grid.add_column(title, width=width)
    grid.add_column("Answers", ratio=1)
    for entry in entries:
        if "coverage" not in entry:
            continue
        name = Text(entry["id"], style="bold")
        name.append(f"\n{entry['publisher']}, {entry['standing']}", style="not bold")
        covers = f"{_span(*entry['coverage'])}\n{_places(entry['places'])}"
        answers = Text(", ".join(entry["measures"]).replace("_", " "))
        answers.append(f"\n{'; '.join(entry['vintages'])}", style="italic")
        grid.add_row(name, entry["at"], covers, answers)
    missing = [entry["id"] for entry in entries if "coverage" not in entry]
    parts: list[RenderableType] = [grid]
    if missing:
        parts.append(Text(f"Can be added, or got: {', '.join(missing)}."))
    where = record.store.folder if record.store else record.pack.folder
    parts.append(Text(f"The store is {where}.", overflow="fold"))
    return Group(*parts)


def _span(start: str, end: str) -> str:
    """Say a half-open period of days by its first and last year."""
    last = dt.date.fromisoformat(end) - dt.timedelta(days=1)
    return start[:4] if start[:4] == str(last.year) else f"{start[:4]}–{last.year}"


def _places(places: Sequence[str]) -> str:
    return ", ".join(places) if len(places) <= 3 else f"{len(places)} countries"


# --- who counts from whom ------------------------------------------------------------------------


def origins(record: Evidence) -> Origins:
    """Return who counts from whom, among the datasets at hand and those described."""
    shipped = (descriptors.shipped(name) for name in descriptors.shipped_ids())
    made_of = {described.id: described.collected_from for described in shipped}
    return Origins(made_of | {d.id: d.collected_from for d in record.datasets()})


def source_tree(graph: Origins) -> RenderableType:
    """Return a tree for each thing that is counted from in the end, and what is made of it."""
    trees = []
    for first in graph.firsts():
        tree = Tree(Text(_said(first), style="bold"))
        _grow(tree, graph, first, frozenset())
        trees.append(tree)
    return Group(*trees)


def _grow(tree: Tree, graph: Origins, name: str, above: frozenset[str]) -> None:
    for other in graph.from_(name):
        branch = tree.add(other)
        if other not in above:
            _grow(branch, graph, other, above | {name})


def _said(item: str) -> str:
    """Say what a dataset was made of in words."""
    return f"statements of {item.removeprefix(PARTY)}" if item.startswith(PARTY) else item


# --- show ----------------------------------------------------------------------------------------


def description(record: Evidence, name: str) -> dict[str, Any]:
    """Return all that is known of a dataset, or of one release of it.

    Raises `DatasetUnknown` or `VintageUnknown`.
    """
    id, _, vintage = name.partition("@")
    held = record.store.find(name) if vintage and record.store else record.vintages(id)
    described = newest(held).descriptor if held else _shipped(id)
    dataset = cited(record, name) if held or id in record.packed else None
    if described is None and dataset is None:
        raise DatasetUnknown(
            f"No dataset is called “{id}”.", hint="averment evidence list names them."
        )
    known: Any = dataset or described
    graph = origins(record)
    found = {
        "id": id,
        "title": known.title,
        "publisher": known.publisher_name,
        "standing": known.standing,
        "party": known.party,
        "licence": known.licence,
        "redistributable": known.redistributable,
        "citation": known.citation,
        "url": known.url,
        "counts": known.counts,
        "does_not_count": known.does_not_count,
        "collected_from": [_said(item) for item in graph.of(id)],
        "counting_begins_with": list(graph.roots(id)),
        "counted_from_by": list(graph.from_(id)),
        "measures": _measures(described) or dict.fromkeys(record.measures(id), ""),
        "releases": [
            *([_packed(record.packed[id])] if id in record.packed and not vintage else []),
            *(holding(record.store, one) for one in held if record.store),
        ],
    }
    if described is not None and described.get.get("pointer"):
        found["how_to_get"] = described.get["pointer"]
    return found


def _shipped(id: str) -> Descriptor | None:
    return descriptors.shipped(id) if id in descriptors.shipped_ids() else None


def _measures(described: Descriptor | None) -> dict[str, str]:
    """Return what each measure counts and how, in words."""
    if described is None:
        return {}
    rules = described.measures.items()
    if described.shape != "events":
        return {name: rule.definition for name, rule in rules}
    return {name: f"{rule.definition} ({rule.said})" for name, rule in rules}


def _packed(dataset: Dataset) -> dict[str, Any]:
    return {
        "vintage": dataset.vintage,
        "at": "pack",
        "coverage": [str(dataset.coverage_start), str(dataset.coverage_end)],
        "places": list(dataset.places),
    }


def holding(store: Store, one: Holding) -> dict[str, Any]:
    """Return what is known of a release in the store."""
    return {
        "vintage": one.vintage,
        "at": str(store.path(one).parent),
        "coverage": [str(one.start), str(one.end)],
        "places": [span.place for span in one.spans if span.place],
        "rows": one.rows,
        "rejects": one.rejects,
        "cautions": one.cautions,
        "source": one.source.model_dump(),
        "data": one.data.model_dump(),
    }


def cited(record: Evidence, name: str) -> Dataset:
    """Return a dataset at hand, or one release of it, as it is cited."""
    id, _, vintage = name.partition("@")
    if vintage and record.store:
        return dataset_of(record.store.find(name)[0])
    if all(id != dataset.id for dataset in record.datasets()):
        raise DatasetUnknown(
            f"No dataset at hand is called “{id}”.", hint="averment evidence list names them."
        )
    return record.dataset(id)


def shown(described: dict[str, Any]) -> RenderableType:
    """Return what is known of a dataset as two columns."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=16, style="bold")
    grid.add_column(width=WIDTH - 18, overflow="fold")
    party = f", the word of {described['party']}" if described["party"] else ""
    shared = "may be passed on" if described["redistributable"] else "may not be passed on"
    lines = {
        "Dataset": f"{described['id']}: {described['title']}",
        "Publisher": f"{described['publisher']} ({described['standing']}{party})",
        "Licence": f"{described['licence']}; its rows {shared}",
        "Counts": described["counts"],
        "Leaves out": described["does_not_count"],
        "Collected from": ", ".join(described["collected_from"]),
        "Counting begins": ", ".join(described["counting_begins_with"]),
        "Counted from by": ", ".join(described["counted_from_by"]),
        "Answers": "\n".join(
            f"{name}: {how}" if how else name for name, how in described["measures"].items()
        ),
        "Cite": described["citation"],
        "Page": described["url"],
        "How to get it": described.get("how_to_get", ""),
    }
    for name, value in lines.items():
        if value and value != described["id"]:
            grid.add_row(name, value)
    for release in described["releases"]:
        grid.add_row("Release", _release(release))
    return grid


def _release(release: dict[str, Any]) -> str:
    start, end = map(dt.date.fromisoformat, release["coverage"])
    said = [f"{release['vintage']} ({release['at']})", days(start, end)]
    said.append(_places(release["places"]) or "no places")
    if "rows" in release:
        said.append(f"{many(release['rows'], 'row')} of {release['source']['name']}")
        said += [f"SHA-256 {release['source']['sha256']}", *_left_out(release)]
    return "\n".join(said)


def _left_out(release: dict[str, Any]) -> Iterable[str]:
    for word, key in (("left out", "rejects"), ("taken with a note", "cautions")):
        for reason, count in release[key].items():
            yield f"{many(count, 'row')} {word}: {reason}"


# --- add -----------------------------------------------------------------------------------------


def understood(found: Understood) -> RenderableType:
    """Say what was understood of a file, and what of it is not taken over."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=12, style="bold")
    grid.add_column(width=WIDTH - 14, overflow="fold")
    header = "with a header" if found.has_header else "without a header"
    grid.add_row("File", one_line(found.source.name))
    grid.add_row("Format", f"{found.format.title} ({found.encoding}, {header})")
    grid.add_row("Dataset", f"{found.descriptor.id}: {found.descriptor.title}")
    grid.add_row("Release", found.vintage or "not said in the file")
    grid.add_row("Read", one_line(", ".join(found.mapped)))
    if found.unmapped:
        grid.add_row("Not read", one_line(", ".join(found.unmapped)))
    for left in found.left_out:
        grid.add_row("Left out", f"{left.what}: {left.why}")
    return grid


def added(store: Store, made: Added) -> RenderableType:
    """Say what came of adding a file."""
    one = made.holding
    state = "was added" if made.new else "was there already, the same"
    lines = [f"{one.name} {state}: {many(one.rows, 'row')}, {days(one.start, one.end)}."]
    lines += [f"{line}." for line in _left_out(holding(store, one))]
    if one.rejects:
        lines.append(f"See them: averment evidence rows {one.name} --rejects")
    return Text("\n".join(map(one_line, lines)))


def days(start: dt.date, end: dt.date) -> str:
    """Say a half-open period of days by its first and its last day."""
    last = end - dt.timedelta(days=1)
    return str(start) if last <= start else f"{start} to {last}"


def many(count: int, word: str) -> str:
    """Say how many of a thing there are."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def grid_table() -> Table:
    """Return an empty table of the terminal's width."""
    return Table(box=box.SIMPLE_HEAD, width=WIDTH, padding=(0, 1, 0, 0), pad_edge=False)
