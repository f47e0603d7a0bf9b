"""What a file is: its format, its layout, its release, and which of its columns are taken over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from averment.errors import FormatMismatch, FormatUnknown
from averment.evidence import descriptor as descriptors
from averment.evidence.descriptor import Descriptor
from averment.evidence.intake import formats, tables
from averment.evidence.intake.compiling import compile_format
from averment.evidence.intake.connection import prepared_columns
from averment.evidence.intake.formats import Format, LeftOut
from averment.evidence.intake.forms import Columns
from averment.evidence.intake.layout import Layout
from averment.evidence.intake.mapping import read_mapping
from averment.evidence.intake.source import Source, look
from averment.reference.codes import Codes


@dataclass(frozen=True, slots=True)
class Understood:
    """What Averment understood of a file before loading it.

    `vintage` is empty where neither the file's name nor its content says it. `mapped` are the
    file's columns that are read, `unmapped` those that are not; `left_out` says what else is not
    taken over, and why.
    """

    source: Source
    layout: Layout
    format: Format
    descriptor: Descriptor
    vintage: str
    header: tuple[str, ...]
    mapped: tuple[str, ...]
    unmapped: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def encoding(self) -> str:
        """The encoding that the table's text is in."""
        return self.layout.encoding

    @property
    def delimiter(self) -> str:
        """What parts its cells."""
        return self.layout.delimiter

    @property
    def has_header(self) -> bool:
        """Whether its first row names its columns."""
        return bool(self.layout.header)


def understand(
    path: Path | str, *, format: str | None = None, mapping: Path | str | None = None
) -> Understood:
    """Say what a file is; `format` names its format, `mapping` a mapping file written for it.

    Raises `EvidenceMissing`, `NoTable`, `FileDamaged`, `FileTooLarge` for what cannot be read,
    `FormatUnknown` and `FormatMismatch` for what is not of a known format or of the one named,
    `MappingBroken` for a mapping that does not fit.
    """
    source = look(Path(path))
    layout = tables.lay_out(source)
    vintage = ""
    if mapping is not None:
        chosen, described, vintage = read_mapping(Path(mapping))
    else:
        chosen = _named(format, layout, source) if format else _recognised(layout, source)
        described = _described(chosen, source)
    header = chosen.header(layout) or _numbered(layout)
    read = _read(chosen, header, described)
    return Understood(
        source=source,
        layout=layout,
        format=chosen,
        descriptor=described,
        vintage=vintage or _vintage(described, source, layout, header),
        header=header,
        mapped=tuple(name for name in header if name in read),
        unmapped=tuple(name for name in header if name not in read),
        left_out=chosen.left_out,
    )


def _described(form: Format, source: Source) -> Descriptor:
    """Return the dataset whose vintages are named as the file is, else the format's usual one."""
    usual, *others = (descriptors.shipped(name) for name in (form.dataset, *form.also))
    named = (one for one in (usual, *others) if _vintage_of(one, source))
    return next(named, usual)


def _named(name: str, layout: Layout, source: Source) -> Format:
    known = formats.shipped()
    if name not in known:
        raise FormatUnknown(
            f"There is no file format “{name}”.", hint=f"There are {', '.join(known)}."
        )
    missing = known[name].missing(layout, _countries(layout))
    if missing is None or missing:
        lacks = f"it has no column {', '.join(missing)}" if missing else "its rows look different"
        raise FormatMismatch(
            f"{source.name} is not {known[name].title}: {lacks}.",
            hint="Leave out --as to have the format recognised.",
        )
    return known[name]


def _recognised(layout: Layout, source: Source) -> Format:
    countries = _countries(layout)
    known = (form for form in formats.shipped().values() if not form.recognise.by_name_only)
    fitting = [form for form in known if form.missing(layout, countries) == ()]
    if not fitting:
        shown = ", ".join((layout.header or layout.rows[0])[:8])
        raise FormatUnknown(
            f"{source.name} is of no known format; it begins with {shown}.",
            hint="averment evidence map FILE drafts a mapping file for it.",
        )
    return max(fitting, key=lambda one: len(one.recognise.columns))


def _read(form: Format, header: tuple[str, ...], described: Descriptor) -> set[str]:
    """Return the file's columns that a format reads."""
    columns = prepared_columns(form, header)
    if "COLUMNS(*" in form.prepare:
        return set(header)
    read = compile_format(form, columns, described, "").reads
    return {*read, *Columns(header).among(form.prepare)}


def _countries(layout: Layout) -> frozenset[str]:
    codes = Codes.default()
    return frozenset(name for name in layout.header if name and codes.find(name, "name"))


def _numbered(layout: Layout) -> tuple[str, ...]:
    return formats.unique([""] * layout.width)


def _vintage(described: Descriptor, source: Source, layout: Layout, header: tuple[str, ...]) -> str:
    """Return the release that the file's column `version` says, or else its name."""
    lowered = [name.casefold() for name in header]
    if "version" in lowered and layout.rows:
        place = lowered.index("version")
        said = {row[place].strip() for row in layout.rows if len(row) > place}
        if len(said) == 1 and re.fullmatch(r"[\d.]+", found := said.pop()):
            return found
    return _vintage_of(described, source)


def _vintage_of(described: Descriptor, source: Source) -> str:
    """Return the release that the name of the file says, or of the table in it; else nothing."""
    for name in (source.path.name, source.member):
        if described.vintage_from and (match := re.search(described.vintage_from, name, re.I)):
            return ".".join(group for group in match.groups() if group)
    return ""
