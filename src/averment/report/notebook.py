"""Results in a notebook: as HTML and Markdown, and as tables for Arrow and pandas."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from averment.claim import Claims
from averment.errors import UsageError
from averment.report.words import is_denied, label_name, percent, verdict_words, who_says
from averment.verdict import Analysis, Checked

# Marks that tell labels apart without colour as well.
_MARKS = {"supported": "✓✓", "mostly_supported": "✓", "contested": "≈", "mostly_contradicted": "✗"}
_MARKS |= {"contradicted": "✗✗"}


def html(shown: Any) -> str:
    """Return a table: a row a claim, its verdict and the reason."""
    return _HTML[type(shown)](shown)  # type: ignore[no-any-return]


def markdown(shown: Any) -> str:
    """Return the same in Markdown."""
    return _MARKDOWN[type(shown)](shown)  # type: ignore[no-any-return]


def arrow(analysis: Analysis, table: str) -> Any:
    """Return one of the exports' tables as an Arrow table.

    Raises `UsageError` for a table that there is none of, and where pyarrow is missing.
    """
    from averment.report.exports import rows
    from averment.report.exports.parquet import relation

    tables = {
        "claims": (rows.claims, rows.CLAIMS),
        "readings": (rows.readings, rows.READINGS),
        "figures": (rows.figures, rows.FIGURES),
    }
    if table not in tables:
        raise UsageError(f"There is no table “{table}”.", hint=f"One of: {', '.join(tables)}.")
    make, columns = tables[table]
    try:
        return relation(make(analysis), columns).to_arrow_table()
    except ImportError:
        raise UsageError(
            "pyarrow is needed for this.", hint="pip install 'averment[tables]'"
        ) from None


def _analysis(analysis: Analysis) -> str:
    title = escape(analysis.document.title or "A text")
    body = "".join(_row(number, checked) for number, checked in enumerate(analysis, start=1))
    found = "".join(f"<p>{escape(one.sentence)}</p>" for one in analysis.findings)
    head = "<tr><th></th><th>Claim, who says it</th><th>Verdict</th><th>Why</th></tr>"
    return f"<div><p><strong>{title}</strong></p>{found}<table>{head}{body}</table></div>"


def _row(number: int, checked: Checked) -> str:
    verdict = checked.verdict
    mark = "" if is_denied(checked.claim) else _MARKS.get(verdict.label.value, "")
    said = " ".join(filter(None, (mark, verdict_words(checked))))
    if verdict.weighted_share is not None:
        said += f" ({percent(verdict.weighted_share)})"
    claim = f"“{escape(checked.claim.text)}”<br><small>{escape(who_says(checked.claim))}</small>"
    cells = (str(number), claim, escape(said), escape(verdict.reason))
    return _cells(cells)


def _cells(cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells) + "</tr>"


def _checked(checked: Checked) -> str:
    flags = "".join(f"<li>{escape(flag.sentence)}</li>" for flag in checked.verdict.flags)
    return f"<div><table>{_row(1, checked)}</table>{f'<ul>{flags}</ul>' if flags else ''}</div>"


def _claims(claims: Claims) -> str:
    rows = (
        (claim.id, escape(claim.kind.value), f"“{escape(claim.text)}”", escape(who_says(claim)))
        for claim in claims
    )
    return f"<div><table>{''.join(map(_cells, rows))}</table></div>"


def _markdown(analysis: Analysis) -> str:
    from averment.report.exports.markdown import as_markdown

    return as_markdown(analysis)


_HTML: dict[type[Any], Any] = {Analysis: _analysis, Checked: _checked, Claims: _claims}
_MARKDOWN: dict[type[Any], Any] = {
    Analysis: _markdown,
    Checked: lambda one: f"**{label_name(one.verdict.label)}**: {one.verdict.reason}",
    Claims: lambda claims: "\n".join(f"- ({c.kind.value}) {c.text}" for c in claims),
}
