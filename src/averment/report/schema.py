"""The JSON Schema of the verdicts record, which the documentation publishes."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from averment.claim import claims_schema
from averment.verdict import SCHEMA, Analysis, Checked


def verdicts_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the verdicts record, `averment/verdicts/1`.

    It is that of the claims record, with the verdict and what stands beside it on each claim, and
    with the evidence, the weights and the findings on the whole.
    """
    claims = claims_schema()
    _, found = models_json_schema([(Analysis, "serialization")], by_alias=True)
    defs = {**claims["$defs"], **found["$defs"]}
    claim = defs["Claim"] = claims["$defs"]["Claim"]
    beside = defs.pop("Checked")["properties"]
    whole = defs.pop("Analysis")["properties"]
    claim["properties"] |= {name: beside[name] for name in Checked.model_fields if name != "claim"}
    claim["required"] = [*claim["required"], "verdict"]
    for name in ("Document", "Mentions", "Because", *_MENTIONS):
        defs.pop(name, None)
    own = {name: whole[name] for name in whole if name not in ("document", "checked", "version")}
    return {
        "$schema": claims["$schema"],
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "What Averment found on the claims of a text",
        "type": "object",
        "required": ["schema", "averment", "document", "evidence", "weights", "claims"],
        "properties": {
            "schema": {"const": SCHEMA},
            "averment": {"type": "string", "description": "The version that made it."},
            "document": claims["properties"]["document"],
            **own,
            "claims": claims["properties"]["claims"],
        },
        "additionalProperties": False,
        "$defs": defs,
    }


_MENTIONS = (
    "AttributionMention",
    "TimeMention",
    "QuantityMention",
    "NameMention",
    "EventMention",
)
