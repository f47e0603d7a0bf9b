"""Settings of all tests: on a build machine the drawn examples are the same on every run.

With `AVERMENT_TESTS=nightly` properties are tried on thousands of fresh examples.

No test asks what the person who runs it has added to the record: their store is not looked at.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import settings

os.environ["AVERMENT_EVIDENCE"] = str(Path(tempfile.gettempdir()) / "averment-tests-no-store")

settings.register_profile("steady", derandomize=True, print_blob=False)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)
if os.environ.get("AVERMENT_TESTS") == "nightly":
    settings.load_profile("nightly")
elif os.environ.get("CI"):
    settings.load_profile("steady")
