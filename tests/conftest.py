"""Settings of all tests: on a build machine the drawn examples are the same on every run."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, print_blob=False)
if os.environ.get("CI"):
    settings.load_profile("steady")
