"""The table `[get]` of a descriptor: what makes sense in it."""

from __future__ import annotations

from typing import Any

import pytest

from averment.errors import DescriptorBroken
from averment.evidence.download import parse

ADDRESS = "https://example.org/ged{digits}.csv"
TOKEN = {"token_header": "x-token", "token_env": "EXAMPLE_TOKEN"}

FAIR: list[dict[str, Any]] = [
    {"kind": "file", "address": ADDRESS, "vintage": "25.1"},
    {"kind": "file", "address": ADDRESS, "checksum": {"25.1": "0" * 64}},
    {"kind": "file", "address": "http://example.org/?download=true", "file": "table.zip"},
    {
        "kind": "ucdp-api",
        "address": "https://example.org/api/{vintage}",
        "file": "ged.csv",
        **TOKEN,
    },
    {"kind": "manual", "pointer": "Ask there."},
]


@pytest.mark.parametrize("raw", FAIR)
def test_what_makes_sense(raw: dict[str, Any]) -> None:
    assert parse(raw, "here").kind == raw["kind"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "get.kind"),
    ({"kind": "torrent"}, "get.kind"),
    ({"kind": "file", "address": ADDRESS, "adress": "x"}, "get.adress"),
    ({"kind": "manual"}, "pointer"),
    ({"kind": "manual", "pointer": "Ask.", "address": ADDRESS}, "no address"),
    ({"kind": "file"}, "address"),
    ({"kind": "file", "address": "file:///etc/passwd"}, "address"),
    ({"kind": "file", "address": "ftp://example.org/a.csv"}, "address"),
    ({"kind": "file", "address": "https:///a.csv"}, "address"),
    ({"kind": "file", "address": "https://example.org/"}, "file: the name"),
    ({"kind": "file", "address": ADDRESS, "file": "../a.csv"}, "file: the name"),
    ({"kind": "file", "address": ADDRESS, "file": "a/b.csv"}, "file: the name"),
    ({"kind": "file", "address": ADDRESS, "file": ".csv"}, "file: the name"),
    ({"kind": "file", "address": ADDRESS, "token_header": "x-token"}, "go together"),
    ({"kind": "file", "address": "http://example.org/a.csv", **TOKEN}, "https only"),
    ({"kind": "file", "address": ADDRESS, "checksum": {"25.1": "abc"}}, "SHA-256"),
]


@pytest.mark.parametrize(("raw", "said"), WRONG)
def test_what_makes_none(raw: dict[str, Any], said: str) -> None:
    with pytest.raises(DescriptorBroken) as broken:
        parse(raw, "example.toml")
    assert str(broken.value).startswith("example.toml: get")
    assert said in str(broken.value)


def test_vintages_in_addresses_and_names() -> None:
    table = parse(FAIR[0], "here")
    assert table.named() == "25.1"
    assert table.named("26.0.4") == "26.0.4"
    assert table.address_of("26.0.4") == "https://example.org/ged2604.csv"
    assert table.file_of("26.0.4") == "ged2604.csv"
    assert parse(FAIR[2], "here").named() == ""
