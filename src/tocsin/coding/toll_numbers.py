"""Numbers as words and figures: `one hundred and twenty` → 120, `between 20 and 30`."""

from __future__ import annotations

import re

from tocsin.lexicon.tolls import TollWords
from tocsin.read.sentence import Sentence

DIGITS = re.compile(r"^\d{1,3}(?:[,.]\d{3})+$|^\d+$")
DECIMAL = re.compile(r"^\d+\.\d+$")
RANGE = re.compile(r"^(\d+)[-/](\d+)$")
YEAR = re.compile(r"^(?:19|20)\d\d$")


def number_at(sentence: Sentence, first: int, last: int, words: TollWords) -> int | None:
    """The number that tokens `first..last` write out: `one hundred and twenty` → 120."""
    total, current, seen = 0, 0.0, False
    for i in range(first, last + 1):
        word = sentence.words[i].lower()
        if DIGITS.match(word):
            current += int(re.sub(r"[,.]", "", word))
        elif DECIMAL.match(word):
            current += float(word)
        elif word in words.numbers:
            current += words.numbers[word]
        elif word == "half":
            current = 0.5
        elif word in words.multipliers:
            factor = words.multipliers[word]
            if factor >= 1000:
                total += int((current or 1) * factor)
                current = 0.0
            else:
                current = (current or 1) * factor
        elif "-" in word and all(p in words.numbers for p in word.split("-")):
            current += sum(words.numbers[p] for p in word.split("-"))
        elif word in ("and", "a", "an", "-"):
            continue
        else:
            return None
        seen = True
    return int(total + current) if seen else None


def is_number(sentence: Sentence, i: int, words: TollWords) -> bool:
    """Whether token `i` is a number word or figure (not a year, an ordinal or a plural like `dozens`)."""
    word = sentence.words[i].lower()
    return bool(
        DIGITS.match(word)
        or DECIMAL.match(word)
        or RANGE.match(word)
        or word in words.numbers
        or word in words.multipliers
        or ("-" in word and all(p in words.numbers for p in word.split("-")))
    )


def joins(sentence: Sentence, i: int, words: TollWords) -> bool:
    """`and` or a hyphen inside a number: “one hundred and twenty”, “twenty-three”."""
    if not 0 < i < len(sentence) - 1:
        return False
    if sentence.words[i] == "-":
        return (
            words.numbers.get(sentence.words[i - 1].lower(), 0) >= 20
            and words.numbers.get(sentence.words[i + 1].lower(), 99) < 10
            and sentence.starts[i] == sentence.ends[i - 1]
        )
    return (
        sentence.words[i].lower() == "and"
        and sentence.words[i - 1].lower() in words.multipliers
        and sentence.words[i + 1].lower() in words.numbers
    )


def range_after(sentence: Sentence, last: int, words: TollWords) -> tuple[int, int] | None:
    """The upper end of a range that begins before: (number, its last token)."""
    if last + 2 >= len(sentence) or sentence.words[last + 1].lower() not in ("to", "and", "or", "-"):
        return None
    end = last + 2
    if not is_number(sentence, end, words):
        return None
    while end + 1 < len(sentence) and is_number(sentence, end + 1, words):
        end += 1
    if sentence.words[last + 1].lower() == "and" and "between" not in [
        w.lower() for w in sentence.words[max(0, last - 3) : last]
    ]:
        return None
    low, high = number_at(sentence, last, last, words), number_at(sentence, last + 2, end, words)
    return (high, end) if low is not None and high is not None and low < high else None


def range_before(sentence: Sentence, first: int, words: TollWords) -> tuple[int, int] | None:
    """The lower end of “between 20 and 30”, “20 to 30”, “four or five”: (number, its first token)."""
    if first < 2 or sentence.words[first - 1].lower() not in ("to", "and", "or", "-"):
        return None
    start = end = first - 2
    if not is_number(sentence, end, words):
        return None
    while start > 0 and is_number(sentence, start - 1, words):
        start -= 1
    before = sentence.words[start - 1].lower() if start else ""
    if sentence.words[first - 1].lower() == "and" and before != "between":
        return None
    number = number_at(sentence, start, end, words)
    return None if number is None else (number, start - 1 if before in ("between", "from") else start)
