"""Whether a text is in English, by its script and its small words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

#: Fewer words than this say nothing of the language.
LEAST_WORDS = 12
#: So many characters of a text are looked at, from its beginning.
LOOKED_AT = 20_000
ENGLISH = "English"

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def language_of(text: str) -> str | None:
    """Name the language a text is in; none where it is too short to say.

    Of scripts other than Latin only the script is named ("Arabic script").
    """
    words = _WORD.findall(text[:LOOKED_AT].lower())
    if len(words) < LEAST_WORDS:
        return None
    scripts: Counter[str] = Counter()
    for letter, times in Counter("".join(words)).items():
        scripts[_script(letter)] += times
    script, most = scripts.most_common(1)[0]
    if script != "Latin" and 2 * most > scripts.total():
        return f"{script} script"
    said = Counter(words)
    counts = {name: sum(said[word] for word in known) for name, known in _languages().items()}
    best = max(counts, key=lambda name: (counts[name], name == ENGLISH))
    # Foreign names and quotations hold small words too: only a clear lead counts.
    return best if counts[best] > 1.5 * counts[ENGLISH] + 2 else ENGLISH


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(" ")[0].split("-")[0].capitalize()


@cache
def _languages() -> dict[str, frozenset[str]]:
    path = Path(__file__).with_name("languages.toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return {entry["name"]: frozenset(entry["words"].split()) for entry in content.values()}
