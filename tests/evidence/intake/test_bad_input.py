"""Files that are not what they should be: what is said of them, and what is made of the rest."""

from __future__ import annotations

import errno
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from taken import Taken, gzipped, take, workbook, zipped

from averment.errors import (
    AvermentError,
    EvidenceMissing,
    FileDamaged,
    FileTooLarge,
    FormatMismatch,
    FormatUnknown,
    NoTable,
    StoreUnwritable,
)
from averment.evidence.intake import loading, source, understand
from averment.evidence.intake.tables import _rewrite

Taking = Callable[..., Taken]

COLUMNS = (
    "id,relid,type_of_violence,dyad_new_id,side_a,side_b,number_of_sources,where_prec,adm_1,"
    "latitude,longitude,country,country_id,date_prec,date_start,date_end,deaths_civilians,"
    "deaths_unknown,best,high,low"
)


def event(number: int, **cells: str) -> str:
    """A row as it should be, but for the cells given."""
    row = dict.fromkeys(COLUMNS.split(","), "1") | {
        "id": str(number),
        "side_a": "Government of Mali",
        "side_b": "Café Front",
        "adm_1": "Gao",
        "country": "Mali",
        "country_id": "432",
        "date_start": "2014-03-05",
        "date_end": "2014-03-05",
    }
    return ",".join((row | cells).values())


def table(*rows: str) -> str:
    return "\n".join((COLUMNS, *rows)) + "\n"


GOOD = table(event(1), event(2), event(3))


# --- the file is none ----------------------------------------------------------------------------

HTML = "<!DOCTYPE html><html><body>Please sign in</body></html>"


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("a.csv", b"", NoTable, "is empty"),
        ("a.csv", b"  \n\n", NoTable, "is empty"),
        ("a.csv", HTML.encode(), NoTable, "is a web page"),
        ("a.csv", b"\xef\xbb\xbf\n " + HTML.encode(), NoTable, "is a web page"),
        ("a.csv", b"%PDF-1.7 ...", NoTable, "is a PDF"),
        ("a.csv", b"\x89PNG\r\n\x1a\n....", NoTable, "is a picture"),
        ("a.csv", b"PAR1....", NoTable, "is a Parquet file"),
        ("a.csv", b"abc\x00\x01\x02def", NoTable, "binary data"),
        ("a.csv", b"only one column\nof text\n", NoTable, "one cell each"),
        ("a.json", b'{"error": {"code": 403}}', NoTable, "no list of objects"),
        ("a.json", b'{"items": [{"year": 2020, "coo_iso"', FileDamaged, "not whole JSON"),
        ("a.csv.gz", gzip.compress(GOOD.encode())[:-40], FileDamaged, "damaged or cut off"),
        ("a.csv.gz", gzip.compress(b""), NoTable, "is empty"),
        ("a.csv", b"name,colour\nx,red\ny,blue\n", FormatUnknown, "evidence map"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600, FileDamaged, "as a spreadsheet"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(
    tmp_path: Path, name: str, content: bytes, error: type[AvermentError], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=words) as raised:
        understand(path)
    assert name in str(raised.value)
    assert raised.value.hint


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EvidenceMissing, match="No such file"):
        understand(tmp_path / "none.csv")
    with pytest.raises(EvidenceMissing, match="is a folder"):
        understand(tmp_path)


def test_a_zip_with_a_choice_names_it(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": GOOD.encode(), "y.csv": GOOD.encode()})
    with pytest.raises(NoTable, match=r"x\.csv, y\.csv"):
        understand(path)
    with pytest.raises(NoTable, match="no table"):
        understand(zipped(tmp_path / "b.zip", {"readme.pdf": b"x"}))


def test_a_zip_cut_off(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": GOOD.encode()})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(FileDamaged, match="cut off"):
        understand(path)


def test_a_zip_with_a_damaged_table(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x.csv": GOOD.encode() * 50})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(FileDamaged, match="damaged"):
        understand(path)


# --- the file breaks off -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (event(4)[:60], "row 5: its last row is not whole"),
        (event(4, side_b='"Front, of the north')[:-20], "a quotation mark is never closed"),
        (event(4, side_b='"Front') + "\n" + event(5) + "\n", "a quotation mark is never closed"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_breaks_off_is_refused(
    tmp_path: Path, ending: str, words: str, packed: bool
) -> None:
    content = (GOOD + ending).encode()
    path = tmp_path / "ged251.csv"
    path = gzipped(path.with_suffix(".csv.gz"), content) if packed else path
    if not packed:
        path.write_bytes(content)
    with pytest.raises(FileDamaged, match=words):
        take(path, tmp_path / "stored")


def test_a_file_without_a_last_line_break_is_whole(taking: Taking) -> None:
    assert taking(GOOD.rstrip("\n"), "ged251.csv").loaded.rows == 3


def test_a_compressed_file_cut_off_past_its_beginning(tmp_path: Path) -> None:
    rows = table(*(event(n, side_b=f"Front {n * 7919}") for n in range(40_000)))
    path = gzipped(tmp_path / "ged251.csv.gz", rows.encode())
    path.write_bytes(path.read_bytes()[:-2_000])
    with pytest.raises(FileDamaged, match="cut off"):
        take(path, tmp_path / "stored")


# --- encodings, delimiters, names ----------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_every_usual_encoding_is_read(taking: Taking, encoding: str) -> None:
    taken = taking(GOOD.encode(encoding), "ged251.csv")
    assert [row["side_b"] for row in taken.rows] == ["Café Front"] * 3
    assert [row["line"] for row in taken.rows] == [2, 3, 4]
    assert taken.rows[0]["id"] == "1"


def test_an_encoding_that_shows_late_is_found(taking: Taking) -> None:
    plain = [event(n, side_b="Front") for n in range(6_000)]
    text = table(*plain, event(9_999, side_b="Café Front"))
    assert len(text) > source.PEEKED // 2
    taken = taking(table(*plain * 2).replace("\n", "\n").encode() + event(9_999).encode("cp1252"))
    assert taken.understood.encoding == "utf-8"
    assert taken.loaded.encoding == "cp1252"
    assert taken.one(id="9999")["side_b"] == "Café Front"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_every_usual_delimiter_is_read(taking: Taking, delimiter: str) -> None:
    taken = taking(GOOD.replace(",", delimiter), "ged251.csv")
    assert taken.understood.delimiter == delimiter
    assert taken.loaded.rows == 3


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_every_usual_line_end_is_read(taking: Taking, line_end: str) -> None:
    assert taking(GOOD.replace("\n", line_end), "ged251.csv").loaded.rows == 3


def test_a_name_says_nothing_of_the_content(tmp_path: Path) -> None:
    rows = [line.split(",") for line in GOOD.splitlines()]
    for name in ("ged251.csv", "ged251.txt", "ged251"):
        assert take(workbook(tmp_path / name, rows), tmp_path / "stored").loaded.rows == 3
    (tmp_path / "ged251.xlsx").write_text(GOOD, "utf-8")
    assert take(tmp_path / "ged251.xlsx", tmp_path / "stored").loaded.rows == 3
    gzipped(tmp_path / "ged251.zip", GOOD.encode())
    assert take(tmp_path / "ged251.zip", tmp_path / "stored").loaded.rows == 3
    zipped(tmp_path / "ged251.gz", {"x.csv": GOOD.encode(), "notes/readme.txt": b"words"})
    assert take(tmp_path / "ged251.gz", tmp_path / "stored").loaded.rows == 3


def test_json_is_read_bare_in_pages_and_line_by_line(tmp_path: Path) -> None:
    names, *rows = [line.split(",") for line in GOOD.splitlines()]
    objects = [dict(zip(names, row, strict=True)) for row in rows]
    texts = {
        "bare": json.dumps(objects),
        "named": json.dumps({"TotalCount": 3, "Result": objects}),
        "pages": json.dumps([{"Result": objects[:2]}, {"Result": objects[2:]}]),
        "lines": "\n".join(map(json.dumps, objects)),
        "marked": "\ufeff" + json.dumps(objects, indent=1),
    }
    for name, text in texts.items():
        path = tmp_path / f"ged251-{name}.json"
        path.write_text(text, "utf-8")
        assert take(path, tmp_path / "stored").loaded.rows == 3, name


def test_a_file_without_a_header_is_known_by_its_cells(taking: Taking) -> None:
    from averment.evidence.intake.formats import shipped

    names = shipped()["ucdp-ged"].recognise.headless
    known = {"year": "2014", "relid": "x", "type_of_violence": "3", "id": "77"}
    cells = dict(zip(COLUMNS.split(","), event(1).split(","), strict=True)) | known
    row = ",".join(cells.get(name, "") for name in names)
    taken = taking(f"{row}\n{row.replace('77', '78', 1)}\n", "GEDEvent_v25_0_4.csv")
    assert not taken.understood.has_header
    assert taken.understood.descriptor.id == "ucdp-ged-candidate"
    assert taken.understood.vintage == "25.0.4"
    assert [(row["id"], row["line"]) for row in taken.rows] == [("77", 1), ("78", 2)]


def test_a_wrong_format_named_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ged251.csv"
    path.write_text(GOOD, "utf-8")
    with pytest.raises(FormatMismatch, match="no column event_id_cnty"):
        understand(path, format="acled")
    with pytest.raises(FormatUnknown, match="There is no file format “geds”"):
        understand(path, format="geds")


# --- rows that cannot be used --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"best": "12.5"}, "best is not a whole number"),
        ({"best": "many"}, "best is not a whole number"),
        ({"best": "70-75"}, "best is not a whole number"),
        ({"best": "-3"}, "best is below zero"),
        ({"low": "-1"}, "low is below zero"),
        ({"best": "99999999999"}, "best is not a whole number"),
        ({"best": "inf"}, "best is not a whole number"),
        ({"latitude": "north"}, "latitude is not a number"),
        ({"date_start": "2014-02-30"}, "date_start is no date"),
        ({"date_end": "soon"}, "date_end is no date"),
        ({"date_start": ""}, "date_start is no date"),
        ({"date_start": "2014-03-07"}, "it ends before it begins"),
        ({"date_start": "1014-03-05"}, "its date cannot be"),
        ({"country_id": "9999"}, "country_id names no known country"),
        ({"country_id": "Atlantis"}, "country_id names no known country"),
        ({"type_of_violence": "7"}, "type_of_violence has a value without a meaning"),
        ({"id": ""}, "it has no id"),
        ({"side_b": "Front,of the north"}, "it has more cells than the header"),
        ({"side_b": '"Front" of the north'}, "a quotation mark stands where none may"),
        ({"best": "\"=cmd|' /C calc'!A0\""}, "best is not a whole number"),
    ],
)
def test_a_row_that_cannot_be_used_is_kept_apart(
    taking: Taking, cells: dict[str, str], reason: str
) -> None:
    taken = taking(table(event(1), event(2, **cells), event(3)), "ged251.csv")
    assert [(row["id"], row["line"]) for row in taken.rows] == [("1", 2), ("3", 4)]
    [(line, found, text)] = taken.rejects
    assert (line, found) == (3, reason)
    for value in cells.values():
        assert value.strip('"') in text.replace('"', "") or '"' in value
    assert taken.loaded.rejects == {reason: 1}


def test_a_row_with_too_few_cells_is_kept_apart(taking: Taking) -> None:
    taken = taking(table(event(1), "2,too,few", event(3)), "ged251.csv")
    assert taken.rejects == [(3, "it has fewer cells than the header", "2,too,few")]
    assert [row["line"] for row in taken.rows] == [2, 4]


@pytest.mark.parametrize(
    ("written", "deaths"),
    [("1,206", 1206), ("1 206", 1206), ("12.0", 12), ("n/a", None), ("", None), ("-", None)],
)
def test_counts_are_read_as_people_write_them(
    taking: Taking, written: str, deaths: int | None
) -> None:
    row = event(1, best=f'"{written}"', high='"2,000"', low="0")
    taken = taking(table(row, event(2)), "ged251.csv")
    assert taken.one(id="1")["deaths"] == deaths
    assert taken.one(id="1")["deaths_high"] == 2000


def test_the_first_of_two_rows_with_one_id_is_taken(taking: Taking) -> None:
    rows = [event(1, best="4", high="9"), event(2), event(1, best="5", high="9"), event(1)]
    taken = taking(table(*rows), "ged251.csv")
    assert taken.one(id="1")["deaths"] == 4
    assert [(line, reason) for line, reason, _ in taken.rejects] == [
        (4, "a row above says the same"),
        (5, "a row above says the same"),
    ]


def test_estimates_out_of_order_are_kept_with_a_word(taking: Taking) -> None:
    taken = taking(table(event(1, low="9", best="5", high="7"), event(2)), "ged251.csv")
    row = taken.one(id="1")
    assert (row["deaths_low"], row["deaths"], row["deaths_high"]) == (9, 5, 7)
    note = "the low, best and high counts are out of order as published"
    assert row["note"] == note
    assert taken.loaded.cautions == {note: 1}
    assert taken.one(id="2")["note"] is None


def test_text_stays_text(taking: Taking) -> None:
    """What a spreadsheet would run is for the export to defuse; nothing here runs it."""
    taken = taking(table(event(1, side_b="=cmd|' /C calc'!A0")), "ged251.csv")
    assert taken.rows[0]["side_b"] == "=cmd|' /C calc'!A0"


def test_names_cannot_leave_their_quotes(taking: Taking) -> None:
    evil = "x'); DROP TABLE t; --"
    taken = taking(table(event(1, side_b=evil, adm_1=evil)), "ged251.csv")
    assert taken.rows[0]["side_b"] == taken.rows[0]["division_name"] == evil


def test_a_header_alone_has_no_rows(taking: Taking) -> None:
    taken = taking(COLUMNS + "\n", "ged251.csv")
    assert (taken.loaded.rows, taken.loaded.rejects) == (0, {})


def test_lines_stay_right_in_a_long_file_with_all_sorts_of_rows(taking: Taking) -> None:
    """Every row says in its id where it stands; what cannot be read shifts nothing."""
    rows = []
    for line in range(2, 20_002):
        kind = {7: "few", 11: "many", 13: "bad", 17: "breaks", 19: "twice"}.get(line % 101)
        cells = {"breaks": {"side_b": '"two\nlines"'}, "bad": {"best": "x"}}.get(kind or "", {})
        number = 1_000_000 + line - (kind == "twice") * 1
        row = event(number, **cells)
        rows.append({"few": row[:30], "many": row + ",1"}.get(kind or "", row))
    taken = taking(table(*rows), "ged251.csv")
    assert [row["line"] for row in taken.rows] == sorted(row["line"] for row in taken.rows)
    assert all(row["line"] == int(row["id"]) - 1_000_000 for row in taken.rows)
    for line, reason, _ in taken.rejects:
        expected = {
            7: "it has fewer cells than the header",
            11: "it has more cells than the header",
            13: "best is not a whole number",
            19: "a row above says the same",
        }
        assert reason == expected[line % 101]
    assert taken.loaded.rows + sum(taken.loaded.rejects.values()) == 20_000


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "ged251.csv"
    path.write_text(table(*(event(n, side_b=f"Front {n % 50}") for n in range(30_000))), "utf-8")
    made = []
    for name in ("a", "b"):
        taken = take(path, tmp_path / name)
        files = (loading.DATA, loading.REJECTS)
        made.append([(taken.folder / file).read_bytes() for file in files])
    assert made[0] == made[1]


# --- what must not happen ------------------------------------------------------------------------


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "LEAST", 1 << 20)
    bomb = GOOD.encode() + b"\n" * (8 << 20)
    for path in (
        zipped(tmp_path / "ged251.zip", {"x.csv": bomb}),
        gzipped(tmp_path / "ged251.csv.gz", bomb),
    ):
        with pytest.raises(FileTooLarge, match="not what tables do"):
            take(path, tmp_path / "stored")


def test_a_zip_that_lies_about_its_size_is_no_bomb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LEAST", 1 << 20)
    path = zipped(tmp_path / "ged251.zip", {"x.csv": GOOD.encode() + b"\n" * (8 << 20)})
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.infolist()[0].file_size
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (9_000).to_bytes(4, "little")))
    with pytest.raises((FileTooLarge, FileDamaged)):
        take(path, tmp_path / "stored")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        duckdb.IOException('Could not write file "x": No space left on device'),
    ],
)
def test_a_full_disk_is_named_and_leaves_nothing_half_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    path = tmp_path / "ged251.csv"
    path.write_text(GOOD, "utf-8")

    def full(*_: object, **__: object) -> None:
        raise error

    for name in ("_stage", "_write"):
        with monkeypatch.context() as patch:
            patch.setattr(loading, name, full)
            with pytest.raises(StoreUnwritable, match="the disk is full"):
                take(path, tmp_path / "stored")
        assert not list((tmp_path / "stored").iterdir())


def test_a_row_swallowed_in_another_encoding_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("é,ü\n".encode("utf-16"))
    found = _rewrite(source.look(path), "utf-16", tmp_path / "y.csv")
    assert found.read_text("utf-8") == "é,ü\n"
