"""The notebooks of the docs run from the first cell to the last, and show something."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted(Path(__file__).parents[1].glob("docs/**/*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    known: dict[str, object] = {}
    for number, source in enumerate(sources):
        *body, last = ast.parse(source, f"{path.name}, cell {number}").body
        exec(compile(ast.Module(body, []), path.name, "exec"), known)
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), path.name, "eval"), known)
            assert shown is None or len(repr(shown)) > 20
        else:
            exec(compile(ast.Module([last], []), path.name, "exec"), known)
    assert sources


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS
