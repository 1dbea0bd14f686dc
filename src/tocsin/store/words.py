"""Words as the full-text search sees them: letters folded, phrases told apart.

SQLite's `unicode61` tokenizer is the measure. PostgreSQL has none like it, so words are folded here before they go
there, by asking SQLite for each character once: the same query finds the same facts in both.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 500
"""Characters of a word that are kept: PostgreSQL takes 2,046 bytes."""
_MOST_BYTES = 1_000_000
"""Bytes of different words of a text that are kept: PostgreSQL takes 1,048,575 in all."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other; with `beginning` the last is only the start of one."""

    words: tuple[str, ...]
    beginning: bool = False


class _Folding(dict[int, str]):
    """Code point → what SQLite makes of it inside a word: other letters, nothing (a mark), or a blank (it parts words)."""

    def __init__(self) -> None:
        super().__init__({0: " "})
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.execute("CREATE VIRTUAL TABLE one USING fts5(word, tokenize='unicode61 remove_diacritics 2')")
        self._connection.execute("CREATE VIRTUAL TABLE term USING fts5vocab(one, 'row')")

    def __missing__(self, code: int) -> str:
        with self._lock:
            self._connection.execute("DELETE FROM one")
            self._connection.execute("INSERT INTO one VALUES (?)", (f"x{chr(code)}y",))
            found = [row[0] for row in self._connection.execute("SELECT term FROM term")]
        self[code] = found[0][1:-1] if len(found) == 1 else " "
        return self[code]


@lru_cache(maxsize=1)
def _folding() -> _Folding:
    return _Folding()


def folded(text: str) -> str:
    """The words of a text, folded, with one blank between them.

    >>> folded("Çatışma: the “Tärtär” front-line")
    'catısma the tartar front line'
    """
    words = text.encode(errors="replace").decode().translate(_folding()).split(" ")
    return " ".join(w[:_LONGEST] for w in words if w)


def indexable(text: str) -> str:
    """Folded words of a text, as many as PostgreSQL can index; only texts beyond a megabyte lose any."""
    words = folded(text)
    if len(words) * 4 < _MOST_BYTES:
        return words
    kept, room, seen = [], _MOST_BYTES, set[str]()
    for word in words.split(" "):
        if word not in seen:
            seen.add(word)
            room -= len(word.encode()) + 1
            if room < 0:
                break
        kept.append(word)
    return " ".join(kept)


def phrases(text: str) -> list[Phrase]:
    """What a user's words ask for: all phrases must be there; nothing but quotes and a trailing star is syntax.

    >>> phrases('"Tartar town" artill* front-line')
    [Phrase(words=('tartar', 'town'), beginning=False), Phrase(words=('artill',), beginning=True), Phrase(words=('front', 'line'), beginning=False)]
    """
    found = []
    for bare, star in _parts(text):
        words = tuple(folded(bare).split())
        if words:
            found.append(Phrase(words, star))
    return found


def match_query(text: str) -> str:
    """User words as an FTS5 query: all words wanted, phrases in quotes, a trailing star kept; nothing else is syntax.

    >>> match_query('shelling of "Tartar town" artill*')
    '"shelling" "of" "Tartar town" "artill"*'
    """
    return " ".join(f'"{bare}"' + ("*" if star else "") for bare, star in _parts(text)) or '""'


def _parts(text: str) -> list[tuple[str, bool]]:
    parts = []
    for phrase, word in re.findall(r'"([^"]+)"|(\S+)', text):
        bare = (phrase or word).replace('"', " ").rstrip("*")
        if re.search(r"\w", bare):
            parts.append((bare, word.endswith("*")))
    return parts


def lower_ascii(text: str) -> str:
    """A to Z in small letters and nothing else changed: names are compared so in both back ends.

    >>> lower_ascii("TÄRTÄR")
    'tÄrtÄr'
    """
    return text.translate(_SMALL)


_SMALL = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
