"""How a dataset is had: the table `[get]` of its descriptor."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from averment.errors import DescriptorBroken, VintageUnknown

_FILE = re.compile(r"[A-Za-z0-9][\w-]*(\.[\w-]+)+", re.ASCII)
_VINTAGE = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_OWN_MACHINE = ("localhost", "127.0.0.1")


class Get(BaseModel):
    """How a dataset is had.

    `kind` is `file` (one file at `address`), `ucdp-api` or `unhcr-api` (pages of JSON that become
    one CSV), or `manual`, where `pointer` says where a user finds the export. `address` and `file`,
    the name that the file gets, may hold `{vintage}` ("25.1") and `{digits}` ("251"); `vintage` is
    fetched where no other is asked for. `checksum` gives the SHA-256 of vintages, an empty one for
    a dataset without. A token is sent in `token_header` and taken from the environment variable
    `token_env`; `pointer` then says how to come by one. `licence_note` is said before a download.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["file", "ucdp-api", "unhcr-api", "manual"]
    address: str = ""
    file: str = ""
    vintage: str = ""
    checksum: dict[str, str] = Field(default_factory=dict)
    token_header: str = ""
    token_env: str = ""
    licence_note: str = ""
    pointer: str = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> Get:
        if self.kind == "manual":
            if not self.pointer or self.address:
                raise ValueError("what is had by hand has a pointer and no address")
            return self
        parts = urllib.parse.urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("address: an http or https address is needed")
        if bool(self.token_header) != bool(self.token_env):
            raise ValueError("token_header and token_env go together")
        if self.token_header and parts.scheme != "https" and parts.hostname not in _OWN_MACHINE:
            raise ValueError("address: a token is sent by https only")
        if not _FILE.fullmatch(self._filled(self.file or _last(self.address), "0")):
            raise ValueError("file: the name of a file is needed, such as ged{digits}.csv")
        if any(not re.fullmatch("[0-9a-f]{64}", one) for one in self.checksum.values()):
            raise ValueError("checksum: a SHA-256 has 64 digits 0-9 and a-f")
        return self

    def named(self, vintage: str | None = None) -> str:
        """Return the vintage that a download is for; empty for a dataset without vintages.

        Raises `VintageUnknown` where one is needed or cannot be.
        """
        wanted = vintage or self.vintage
        if "{" in self.address and not wanted:
            raise VintageUnknown("Say which vintage is to be fetched.", hint="Such as 25.1.")
        if wanted and not _VINTAGE.fullmatch(wanted):
            raise VintageUnknown(f"“{wanted}” is no vintage.", hint="Such as 25.1.")
        return wanted

    def address_of(self, vintage: str) -> str:
        """Return the address of a vintage."""
        return self._filled(self.address, vintage)

    def file_of(self, vintage: str) -> str:
        """Return the name that the file of a vintage gets."""
        return self._filled(self.file or _last(self.address), vintage)

    def _filled(self, text: str, vintage: str) -> str:
        digits = "".join(character for character in vintage if character.isdigit())
        return text.replace("{vintage}", vintage).replace("{digits}", digits)


def parse(raw: Mapping[str, Any], where: str) -> Get:
    """Read the table `[get]` of a descriptor. Raises `DescriptorBroken`, which names the fault."""
    try:
        return Get.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(("get", *map(str, first["loc"])))
        raise DescriptorBroken(
            f"{where}: {key}: {first['msg'].removeprefix('Value error, ')}."
        ) from None


def _last(address: str) -> str:
    return urllib.parse.urlsplit(address).path.rpartition("/")[2]
