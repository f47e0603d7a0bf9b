"""Write the JSON Schemas that the documentation publishes: python scripts/write_schemas.py"""

from __future__ import annotations

import json
from pathlib import Path

from averment.claim import claims_schema
from averment.report.schema import verdicts_schema

TARGET = Path(__file__).parent.parent / "docs" / "schemas"


def main() -> None:
    for name, schema in (("claims-1", claims_schema()), ("verdicts-1", verdicts_schema())):
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (TARGET / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
