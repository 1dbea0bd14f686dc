"""Text in capitals made readable for the parser: `recase` lowers it, keeping the names it knows or must suspect.

The result has the same length, so offsets stay what they were.
"""

from __future__ import annotations

import functools
import re

from tocsin.read.syntax import load_parser

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ENDS = re.compile(r"[.!?][\"')\]]*\s|\n\s*\n|[\])]\s*$")
_ALWAYS = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february april june july august "
        "september october november december san santa el los la las"
    ).split()
)
_NEVER = frozenset({"may", "march", "will", "mark", "bill", "rice", "bush", "turkey"})
_TITLES = frozenset(
    (
        "general gen colonel col president minister senator mr mrs ms dr captain capt major maj lieutenant lt "
        "sergeant sgt judge bishop archbishop father ambassador governor mayor commander"
    ).split()
)


def is_capitals(text: str) -> bool:
    """Whether more than four in five letters are capitals (and there are enough of them to tell)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 20 and sum(c.isupper() for c in letters) * 5 > len(letters) * 4


def recase(text: str) -> str:
    """`text` in ordinary case where it is all capitals, else unchanged.

    `TWO MEN DIED IN SOYAPANGO.` → `Two men died in Soyapango.`
    """
    if not is_capitals(text):
        return text
    out: list[str] = []
    at, opening, titled = 0, True, False
    for match in _WORD.finditer(text):
        gap = text[at : match.start()]
        out.append(gap)
        opening = opening or bool(_ENDS.search(gap))
        word = match.group()
        lower = word.lower()
        name = (
            (lower not in _common() and len(lower) > 1)
            or lower in _ALWAYS
            or (titled and lower not in _function_words())
        )
        initial = len(word) == 1 and text[match.end() : match.end() + 1] == "."
        lowered = lower if len(lower) == len(word) else word
        capital = lowered[:1].upper() if opening or name or initial else lowered[:1]
        out.append((capital if len(capital) == 1 else lowered[:1]) + lowered[1:])  # the capital of ß would be two letters
        titled = lower in _TITLES
        opening = False
        at = match.end()
    out.append(text[at:])
    return "".join(out)


_WORDS_TOO = frozenset(
    (
        "amber an and angel april art at august autumn baker baron bill bishop blessing brother buddy by captain "
        "carter chance charity chase clay cliff constance cooper crystal dale dawn dean deputy destiny diamond "
        "dick do drew duke earl earnest east even ever faith field fields fisher for ford forest frank from gene "
        "general grace grant guy harmony he heath her hill his holly honor hope hunter in iris is ivy jack jade "
        "joy judge june justice king lady lake lance liberty long love major man mark marshal mason may me melody "
        "mercy miles min my nick no noble north not of olive on opal or our page pastor pat patience pearl porter "
        "post power precious price prince prudence queen ray rich river rob robin rocky rose royal ruby sandy see "
        "sergeant she so son south special star sterling stone story sue summer sunny tanner taylor the their to "
        "trinity unity us victor violet wade ward west will win winter wood woods you young your"
    ).split()
)
"""Names that are words as well, and as words much the commoner."""


@functools.lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(
        (
            "a an the of in on at to for from by with and or but who which that was were is are has "
            "have had said will would may can not as it he she they his her their its this "
        ).split()
    )


@functools.lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Words that are written small: the model's dictionary without the names of countries, peoples and persons."""
    index = load_parser().tables["index"]
    words = set().union(*(index[k] for k in ("noun", "verb", "adj", "adv") if k in index)) | _function_words()
    vocabulary = words - _names()
    inflected = {w + e for w in vocabulary for e in ("s", "es", "ed", "d", "ing", "'s", "ly", "n")} | {
        w[:-1] + e for w in vocabulary if w.endswith(("e", "y")) for e in ("ing", "ies", "ied")
    }
    exceptions = {form for table in load_parser().tables["exc"].values() for form in table}
    doubled = {w + w[-1] + e for w in vocabulary if len(w) > 2 for e in ("ed", "ing")}
    more = frozenset(
        (
            "we us our you your i me my him them themselves himself herself itself whom whose when while "
            "where why how if then than been being be do does did am shall could should might must  because "
            "since until although though unless whether during against between among into onto upon about "
            "above below under over after before through across toward towards within without  these those "
            "each every any some such no nor so too very also only just both either neither other another "
            "what whatever everyone anybody somebody nobody "
        ).split()
    )
    return frozenset((vocabulary | inflected | exceptions | doubled | more | _NEVER) - _names() - _ALWAYS | _NEVER)


@functools.lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Single-word names of countries, peoples and cities and common first names, in lower case."""
    import csv

    from tocsin.lexicon.frames import lexicon_folder

    found: set[str] = set()
    for path, columns in (
        ("actors/countries.csv", ("name", "adjectives", "demonyms", "seats", "aliases")),
        ("actors/regions.csv", ("names", "peoples")),
        ("places/first_names.csv", ("names",)),
    ):
        file = lexicon_folder() / path
        if not file.exists():
            continue
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for column in columns:
                    for name in (
                        (row.get(column) or "")
                        .replace(" " if column == "names" and "first_names" in path else "|", "|")
                        .split("|")
                    ):
                        if " " not in name.strip():
                            found.add(name.strip().lower())
    return frozenset(found - _NEVER - _WORDS_TOO - {""})
