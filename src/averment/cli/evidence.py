"""The commands on the record: `averment evidence list`, `show`, `add`, `rows`, `cite`, …"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from averment.cli.options import Force
from averment.cli.output import (
    check_target,
    console,
    print_json,
    status,
    transfer,
    write_whole,
)

if TYPE_CHECKING:
    from averment.evidence.adding import Added
    from averment.evidence.intake import Understood
    from averment.evidence.record import Evidence
    from averment.evidence.store import Store

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="""List, add, trace and cite the datasets that claims are put before.

    $ averment evidence list

    $ averment evidence add ged251.csv
    """,
)

#: Rows that `rows` shows unless told otherwise.
ROWS = 20
#: Where a download lies in the store until it is added; one that broke off goes on from there.
DOWNLOADS = ".downloads"


class Form(StrEnum):
    """How a citation is written."""

    TEXT = "text"
    BIBTEX = "bibtex"
    CSL = "csl"


Where = Annotated[
    Path | None,
    typer.Option(
        "--evidence",
        metavar="DIR",
        help="The store; without it AVERMENT_EVIDENCE, or your data folder.",
    ),
]
Dataset = Annotated[
    str, typer.Argument(metavar="ID", help="A dataset, or one release of it: ID@VINTAGE.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file as its publisher issues it.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here.")]
Vintage = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The release, where the file does not say it: 25.1."),
]


@app.command("list")
def list_(
    sources: Annotated[
        bool, typer.Option("--sources", help="Show who counts from whom instead.")
    ] = False,
    as_json: AsJson = False,
    evidence: Where = None,
) -> None:
    """List the datasets at hand, and those that Averment can read.

    $ averment evidence list

    $ averment evidence list --sources
    """
    from averment.cli import evidence_views as views

    with _record(evidence) as record:
        if as_json:
            _json(views.catalogue(record))
        elif sources:
            console().print(views.source_tree(views.origins(record)))
        else:
            console().print(views.listing(record))


@app.command()
def show(name: Dataset, as_json: AsJson = False, evidence: Where = None) -> None:
    """Show what is known of a dataset: whose it is, what it counts, its releases.

    $ averment evidence show pips
    """
    from averment.cli import evidence_views as views

    with _record(evidence) as record:
        described = views.description(record, name)
    if as_json:
        _json(described)
    else:
        console().print(views.shown(described))


@app.command()
def add(
    file: File,
    format: Annotated[
        str | None,
        typer.Option("--as", metavar="FORMAT", help="Its format, where it is not recognised."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="A mapping file that says how to read it."),
    ] = None,
    vintage: Vintage = None,
    as_json: AsJson = False,
    evidence: Where = None,
) -> None:
    """Add a file to the store: GED, ACLED, GTD, UNHCR, … or any with a mapping.

    $ averment evidence add ged251.csv

    $ averment evidence add counts.csv --mapping counts.toml --vintage 2025-06
    """
    from averment.evidence.intake import understand

    understood = understand(file, format=format, mapping=mapping)
    _add(understood, _store(evidence), vintage, as_json=as_json)


@app.command()
def get(
    name: Annotated[str, typer.Argument(metavar="ID", help="A dataset that Averment can fetch.")],
    vintage: Annotated[
        str | None, typer.Option(metavar="NAME", help="The release; the newest known.")
    ] = None,
    sha256: Annotated[
        str | None,
        typer.Option("--sha256", metavar="HASH", help="The hash that the file must have."),
    ] = None,
    evidence: Where = None,
) -> None:
    """Fetch a dataset from its publisher's own address, and add it.

    $ averment evidence get ucdp-ged --vintage 25.1
    """
    from averment.evidence import descriptor, download
    from averment.evidence.intake import understand

    described, store = descriptor.shipped(name), _store(evidence)
    terms = download.parse(described.get, f"{name}.toml")
    print(f"{described.title}, {described.publisher_name}. Licence: {described.licence}.")
    if terms.licence_note:
        print(terms.licence_note)
    folder = store.folder / DOWNLOADS
    with transfer(described.title, in_bytes=terms.kind == "file") as progress:
        fetched = download.fetch(terms, folder, vintage=vintage, sha256=sha256, progress=progress)
    print(f"{fetched.address} came whole: {fetched.size:,} bytes, SHA-256 {fetched.sha256}.")
    understood = understand(fetched.path, format=described.format or None)
    # One file format may serve several datasets; which one this is, is known.
    understood = replace(understood, descriptor=described)
    _add(understood, store, fetched.vintage or None, as_json=False)
    fetched.path.unlink()


@app.command()
def rows(
    name: Annotated[
        str,
        typer.Argument(metavar="ID", help="A dataset, or the id of a figure in a report."),
    ],
    where: Annotated[
        str | None,
        typer.Option(metavar="SQL", help="A condition, such as \"place = 'PAK' AND deaths > 9\"."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show this many rows; 0 for all.")
    ] = ROWS,
    rejects: Annotated[
        bool, typer.Option("--rejects", help="Show the rows that could not be used.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: AsJson = False,
    output: Output = None,
    force: Force = False,
    evidence: Where = None,
) -> None:
    """Show rows of a dataset, or the rows behind a figure.

    $ averment evidence rows pips --where "measure = 'attacks'"

    $ averment evidence rows ucdp-country-year-deaths-PAK-2009
    """
    from averment.cli import evidence_rows as views
    from averment.cli.sheets import sheet
    from averment.evidence.selection import select

    if output is not None:
        check_target(output, force=force)
    with _record(evidence) as record:
        chosen = select(record, name, where=where, limit=limit, rejects=rejects)
    if output is not None:
        write_whole(output, sheet(chosen.columns, chosen.rows))
    elif as_json:
        _json(views.selection(chosen))
    elif as_csv:
        sys.stdout.write(sheet(chosen.columns, chosen.rows))
    else:
        console().print(views.selected(chosen))


@app.command()
def verify(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="A dataset; all.")] = None,
    evidence: Where = None,
) -> None:
    """Check every file of the store, and the pack, against its hash.

    $ averment evidence verify
    """
    from averment.errors import StoreBroken
    from averment.evidence.pack import read_pack

    store = _store(evidence)
    if name is None:
        pack = read_pack()
        print(f"{pack.name} {pack.version}: as it was shipped")
    broken = []
    for holding in store.find(name) if name else store.holdings():
        fault = store.verify(holding)
        print(f"{holding.name}: {fault or 'as it was added'}")
        broken += [holding.name] if fault else []
    if broken:
        raise StoreBroken(
            f"{len(broken)} of the store’s releases cannot be trusted: {', '.join(broken)}.",
            hint="Remove them and add their files again.",
        )


@app.command()
def cite(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Datasets; all at hand.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.TEXT,
    evidence: Where = None,
) -> None:
    """Print citations: as text, BibTeX or CSL-JSON.

    $ averment evidence cite unhcr --format bibtex
    """
    from averment.cli import evidence_views as views
    from averment.reference import citations

    with _record(evidence) as record:
        wanted = [views.cited(record, name) for name in names or ()] or list(record.datasets())
    if form is Form.CSL:
        _json([citations.csl(dataset) for dataset in wanted])
    else:
        write = citations.bibtex if form is Form.BIBTEX else citations.text
        print("\n\n".join(write(dataset) for dataset in wanted))


@app.command()
def remove(name: Dataset, evidence: Where = None) -> None:
    """Remove a dataset, or one release of it, from the store.

    $ averment evidence remove ucdp-ged@25.1
    """
    for holding in _store(evidence).remove(name):
        print(f"{holding.name} was removed.")


@app.command("map")
def map_(file: File, output: Output = None, force: Force = False) -> None:
    """Draft a mapping file for a table of your own; edit it, then add the table with --mapping.

    $ averment evidence map counts.csv -o counts.toml
    """
    from averment.evidence.intake import draft

    if output is not None:
        check_target(output, force=force)
    drafted = draft(file)
    if output is None:
        sys.stdout.write(drafted)
    else:
        write_whole(output, drafted)
        print(
            f"The draft is in {output}. Read it, mend it, then: "
            f"averment evidence add {file} --mapping {output}",
            file=sys.stderr,
        )


def _add(understood: Understood, store: Store, vintage: str | None, *, as_json: bool) -> None:
    """Show what was understood, load the file, and say what came of it."""
    from averment.cli import evidence_views as views
    from averment.evidence import adding

    if not as_json:
        console().print(views.understood(understood))
    with status("Loading …", quiet=as_json):
        added: Added = adding.keep(understood, store, vintage)
    if as_json:
        _json({"new": added.new, **views.holding(store, added.holding)})
    else:
        console().print(views.added(store, added))


def _store(folder: Path | None) -> Store:
    from averment.evidence.store import Store, default_store

    return Store(folder or default_store())


def _record(folder: Path | None) -> Evidence:
    """Open the shipped pack and the store, or the pack in a folder."""
    from averment.evidence.opening import open_evidence, open_record
    from averment.evidence.pack import DESCRIPTOR

    if folder is not None and (folder / DESCRIPTOR).is_file():
        return open_evidence(folder)
    return open_record(_store(folder))


def _json(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    print_json(text.encode() + b"\n")
