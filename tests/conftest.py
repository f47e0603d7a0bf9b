"""Settings of all tests: on a build machine the drawn examples are the same on every run.

No test asks what the person who runs it has added to the record: their store is not looked at.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import settings

os.environ["AVERMENT_EVIDENCE"] = str(Path(tempfile.gettempdir()) / "averment-tests-no-store")

settings.register_profile("steady", derandomize=True, print_blob=False)
if os.environ.get("CI"):
    settings.load_profile("steady")
