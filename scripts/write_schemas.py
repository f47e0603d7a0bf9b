"""Write the JSON Schemas that the documentation publishes: python scripts/write_schemas.py"""

from __future__ import annotations

import json
from pathlib import Path

from averment.claim import claims_schema

TARGET = Path(__file__).parent.parent / "docs" / "schemas"


def main() -> None:
    text = json.dumps(claims_schema(), indent=2, ensure_ascii=False) + "\n"
    (TARGET / "claims-1.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
