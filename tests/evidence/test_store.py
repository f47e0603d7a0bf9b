"""The store: whole or not at all, whoever is killed; the same twice changes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import pytest
from stored import described, event, keep

import averment
from averment.errors import (
    AvermentError,
    DatasetEmpty,
    DatasetUnknown,
    PackMissing,
    StoreBroken,
    StoreUnwritable,
    VintageTaken,
    VintageUnknown,
)
from averment.evidence import open_evidence
from averment.evidence.opening import open_record
from averment.evidence.store import DATA, DESCRIPTOR, STALE, Store, default_store
from averment.reference import Gazetteer

ROWS = [event("2016-01-30", deaths=3)]
OTHER = [event("2016-01-30", deaths=4)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "new" / "store")


def names(store: Store) -> list[str]:
    return [holding.name for holding in store.holdings()]


def left(store: Store) -> list[str]:
    """Return what lies in the store that is no dataset."""
    return [path.name for path in store.folder.iterdir() if path.name.startswith(".")]


def test_an_empty_store_holds_nothing(store: Store) -> None:
    assert store.holdings() == ()
    assert not store.holds_anything()
    with open_record(store) as record:
        assert record.figures(["attacks"]).figures


def test_what_is_kept_is_read_again(store: Store) -> None:
    kept = keep(store, ROWS)
    assert store.holdings() == (kept,)
    assert (kept.rows, kept.rejects, kept.name) == (1, {"no date": 1}, "made-events@1.0")
    assert [(s.place, str(s.start), str(s.end)) for s in kept.spans] == [
        ("PAK", "2016-01-01", "2017-01-01")
    ]
    assert store.verify(kept) is None
    assert left(store) == []


def test_the_same_twice_changes_nothing(store: Store) -> None:
    first = keep(store, ROWS)
    content = store.path(first, DESCRIPTOR).read_bytes()
    times = [path.stat().st_mtime_ns for path in store.path(first).parent.iterdir()]
    assert keep(store, ROWS) == first
    assert store.path(first, DESCRIPTOR).read_bytes() == content
    assert [path.stat().st_mtime_ns for path in store.path(first).parent.iterdir()] == times


def test_the_same_in_two_stores_is_the_same_to_the_byte(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    first, second = keep(store, ROWS), keep(other, ROWS)
    for file in (DATA, DESCRIPTOR):
        assert store.path(first, file).read_bytes() == other.path(second, file).read_bytes()


def test_another_file_as_the_same_release_is_refused(store: Store) -> None:
    keep(store, ROWS)
    with pytest.raises(VintageTaken, match="made of another file") as caught:
        keep(store, OTHER)
    assert "remove made-events@1.0" in str(caught.value)
    with pytest.raises(VintageTaken, match="description changed"):
        keep(store, ROWS, descriptor=described(title="Another title"))
    assert store.holdings()[0].rows == 1
    assert left(store) == []


def test_vintages_lie_side_by_side(store: Store) -> None:
    known = described(published={"9.1": "2017-01-01", "10.1": "2018-01-01"})
    keep(store, OTHER, "10.1", known)
    keep(store, ROWS, "9.1", known)
    assert names(store) == ["made-events@9.1", "made-events@10.1"]
    assert [h.vintage for h in store.find("made-events@9.1")] == ["9.1"]
    with pytest.raises(VintageUnknown, match="no vintage 8"):
        store.find("made-events@8")


@pytest.mark.parametrize("vintage", ["", "../up", "a/b", ".hidden", "a b", "x" * 65])
def test_names_that_no_vintage_has(store: Store, vintage: str) -> None:
    with pytest.raises(VintageUnknown, match="cannot name a vintage"):
        keep(store, ROWS, vintage)
    assert names(store) == []


def test_nothing_usable_is_not_kept(store: Store) -> None:
    for rows in ([], [event("2016-01-30", place=None)]):
        with pytest.raises(DatasetEmpty):
            keep(store, rows)
    assert names(store) == []
    assert left(store) == []


def test_removing(store: Store) -> None:
    for vintage in ("1.0", "2.0"):
        keep(store, ROWS, vintage)
    keep(store, OTHER, descriptor=described(id="other"))
    assert [h.name for h in store.remove("made-events@1.0")] == ["made-events@1.0"]
    assert names(store) == ["made-events@2.0", "other@1.0"]
    store.remove("other")
    assert sorted(path.name for path in store.folder.iterdir()) == ["made-events"]
    with pytest.raises(DatasetUnknown, match="No dataset “other” was added"):
        store.remove("other")


@pytest.mark.parametrize("damage", [lambda content: content[:-9], lambda content: b"", None])
def test_changed_rows_are_found_out(store: Store, damage: Any) -> None:
    kept = keep(store, ROWS)
    path = store.path(kept)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage(path.read_bytes()))
    assert store.verify(kept)
    with open_record(store) as record:
        assert record.figures(["refugees"], of="AFG").figures
        with pytest.raises(StoreBroken, match=r"data\.parquet") as caught:
            record.figures(["deaths"], place="PAK")
    assert caught.value.slug == "store-broken"
    assert "evidence verify" in str(caught.value)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"vintage": "1"}'])
def test_a_broken_descriptor_is_named(store: Store, content: str) -> None:
    path = store.path(keep(store, ROWS), DESCRIPTOR)
    path.write_text(content)
    with pytest.raises(StoreBroken, match=r"descriptor\.json cannot be read"):
        store.holdings()


def test_what_is_no_dataset_is_left_alone(store: Store) -> None:
    keep(store, ROWS)
    (store.folder / "readme.txt").write_text("mine")
    (store.folder / "made-events" / "empty").mkdir()
    (store.folder / ".downloads").mkdir()
    assert names(store) == ["made-events@1.0"]


def test_a_full_disk_leaves_the_old_state(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(store, ROWS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreUnwritable, match="No space left on device"):
        keep(store, ROWS, "2.0")
    assert names(store) == ["made-events@1.0"]
    assert left(store) == []


def test_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnwritable, match="cannot be written"):
        keep(Store(tmp_path / "file" / "store"), ROWS)


# --- several processes ---------------------------------------------------------------------------

ADDING = """
import sys, time
sys.path.insert(0, {tests!r})
from pathlib import Path
from stored import event, keep
from averment.evidence.store import Store
store = Store(Path({folder!r}))
with store.incoming() as made:
    (made / "data.parquet").write_bytes(b"half")
    print("half", flush=True)
    time.sleep(60)
"""


def adding(store: Store) -> subprocess.Popen[bytes]:
    """Start a process that is in the middle of adding."""
    code = ADDING.format(tests=str(Path(__file__).parent), folder=str(store.folder))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"half\n"
    return process


def test_a_killed_add_leaves_the_old_state_and_is_swept(store: Store) -> None:
    keep(store, ROWS)
    process = adding(store)
    try:
        keep(store, OTHER, "2.0")
        assert len(left(store)) == 1, "one that works is not swept"
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert names(store) == ["made-events@1.0", "made-events@2.0"]
    with open_record(store) as record:
        assert record.figures(["deaths"], place="PAK", datasets=["made-events"]).figures
    (rest,) = store.folder.glob(".incoming-*")
    past = time.time() - STALE - 60
    for path in (*rest.iterdir(), rest):
        os.utime(path, (past, past))
    keep(store, ROWS, "3.0")
    assert left(store) == []


def test_two_read_while_one_adds_and_removes(store: Store) -> None:
    keep(store, ROWS)
    seen: list[set[str]] = []
    wrong: list[object] = []
    done = False

    def read() -> None:
        while not done:
            try:
                with open_record(store) as record:
                    seen.append({h.name for h in record.holdings})
                    found = record.figures(["deaths"], place="PAK", datasets=["made-events"])
                    wrong.extend(f for f in found.figures if f.value not in (0, 3))
            except (AvermentError, duckdb.Error, OSError) as error:
                wrong.append(error)

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(2, 6):
        keep(store, ROWS, f"{number}.0")
    done = True
    for reader in readers:
        reader.join()
    assert not wrong
    assert all("made-events@1.0" in names_ for names_ in seen)


def test_two_add_the_same_at_once(store: Store) -> None:
    made = []
    threads = [Thread(target=lambda: made.append(keep(store, ROWS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len({holding.data.sha256 for holding in made}) == 1
    assert names(store) == ["made-events@1.0"]
    assert left(store) == []


# --- which store, and what opens -----------------------------------------------------------------


def test_the_store_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVERMENT_EVIDENCE", "/somewhere")
    assert default_store() == Path("/somewhere")
    monkeypatch.delenv("AVERMENT_EVIDENCE")
    assert default_store().name == "evidence"
    assert "averment" in str(default_store())


def test_by_default_pack_and_store_are_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(store, ROWS)
    monkeypatch.setenv("AVERMENT_EVIDENCE", str(store.folder))
    for given in (None, store.folder, str(store.folder)):
        with open_evidence(given) as record:
            assert record.dataset("made-events").vintage == "1.0"
            assert record.dataset("pips")


def test_a_folder_that_is_neither_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackMissing, match="Nor is it a store"):
        open_evidence(tmp_path)


def test_a_file_is_opened_only_when_it_is_asked(store: Store) -> None:
    kept = keep(store, ROWS)
    store.path(kept).write_bytes(b"no parquet at all")
    with open_record(store) as record:
        assert record.figures(["deaths"], place="AFG").figures
        assert record.figures(["refugees"], place="PAK", of="AFG").figures
        assert record.dataset("made-events").places == ("PAK",)


def test_parties_that_no_gazetteer_knows_are_names_of_the_record(tmp_path: Path) -> None:
    store = Store(tmp_path)
    rows = [
        event("2016-05-03", side_a="Band of the Blue Hills", deaths=3),
        event("2016-05-04", side_a="Taliban", side_a_id="taliban", deaths=9),
    ]
    keep(store, rows, "1")
    with open_record(store) as record:
        assert record.names == (("band-of-the-blue-hills", "Band of the Blue Hills"),)
        names = Gazetteer.default().with_names(record.names)
    text = "The Band of the Blue Hills killed three people in Chad in 2016."
    claim = averment.read(averment.Document.from_text(text), names=names).claims[0]
    assert [one.id for one in claim.actors.by] == ["band-of-the-blue-hills"]
