"""Reading lengths of time: `five years`, `a two-year truce`, `half an hour`, `six hours and 30 minutes`, `$10 a week`."""

from __future__ import annotations

from tocsin.coding.time_algebra import duration_value
from tocsin.coding.time_neighbours import LENGTH_AFTER
from tocsin.coding.time_reading import Match, Reading, Token
from tocsin.coding.time_relative import count_of, unit_of

_LENGTH = "a length of time"
_MOST = 100_000
"""More of a unit than this is no length that news tells of."""


def duration(match: Match, _context: object) -> Reading | None:
    """`five years`, `two-year`, `a week`, `half an hour`; `a year` after an amount is a SET."""
    unit = unit_of(match)
    if unit is None:
        return None
    words = [t.lower for t in match.tokens]
    if words[-1] in ("old", "age") or [t.lower for t in match.after[:1]] == ["old"]:
        return _age_of_a_thing(match, unit)
    if (whole := _whole(match, unit, words)) is not None:
        return whole
    named = next(t for t in reversed(match.tokens) if t.classes.keys() & {"UNIT", "UNITS"})
    if _no_length(match, unit, words, named):
        return None
    if words[0] in ("each", "every"):
        return Reading("SET", duration_value(unit, 1), rule="a set of times")
    if words[0] in ("a", "an") and len(words) == 2 and match.before and match.before[-1].lower not in LENGTH_AFTER:
        last = match.before[-1]
        if last.text.isalnum():
            return _rate(match, unit)
    return _two_units(match) or _counted(match, unit, words, named)


def _whole(match: Match, unit: str, words: list[str]) -> Reading | None:
    """`weeklong`, `all day`; `one day` of some time to come."""
    long = match.get("LONG")
    if long is not None:
        return Reading("DURATION", duration_value(unit.removesuffix("s"), None if unit.endswith("s") else 1), rule=_LENGTH)
    if words[0] == "all" and words[1] != "-":
        return Reading("DURATION", duration_value(unit, 1), rule=_LENGTH)
    return _some_day(match) if words == ["one", "day"] else None


def _no_length(match: Match, unit: str, words: list[str], named: Token) -> bool:
    """Whether the words look like a length and are none: a name (`60 Minutes`), an ordinal (`second`), an age, `a quarter` of something."""
    figures = [t for t in match.tokens if t is not named and t.classes.keys() & {"DIG", "NW"}]
    if named.text[0].isupper() and not named.text.isupper() and len(match.tokens) < 3:
        return True
    if [t.lower for t in match.after[:2]] == ["-", "old"] or (unit == "second" and not figures):
        return True
    if unit == "quarter":
        one = words[-1] == "quarter" and not any("UNITS" in t.classes for t in match.tokens)
        return one or (match.has("three", "3") and match.has("-"))
    if unit == "night" and not match.tokens[0].classes.keys() & {"DIG", "NW"}:
        return True
    return words[0] in ("a", "an") and len(words) == 2 and words[1] in ("second", "minute")


def _rate(match: Match, unit: str) -> Reading | None:
    """`twice a week`, `$10 million a year`; without a number before, `a week` is a length."""
    last = match.before[-1].text
    if last.isupper() and len(last) == 1:
        return None  # “Schedule A week”
    summed = any(t.classes.keys() & {"DIG", "NW", "BIG", "PILES"} or t.lower in ("million", "billion", "times", "$") for t in match.before)
    if summed:
        return Reading("SET", duration_value(unit, 1), rule="so much for every such time")
    return Reading("DURATION", duration_value(unit, 1), rule=_LENGTH)


def _counted(match: Match, unit: str, words: list[str], named: Token) -> Reading | None:
    """A number of units, or an open one."""
    count = count_of(match)
    if count is not None and not 0 < count <= _MOST:
        return None
    if words[0] == "multi":
        count = None
    if words[0] in ("all", "half") and len(words) > 2 and words[1] == "-":
        count = 0.5 if words[0] == "half" else 1
    if words[-1] == "long" and "UNITS" in named.classes and not any(t.classes.keys() & {"DIG", "NW"} for t in match.tokens):
        count = None
    article = words[0] in ("the", "a", "an") and len(words) > 2 and (words[-1] == "long" or named is not match.tokens[1])
    adjective = article and (words[-1] == "long" or ("UNIT" in named.classes and count != 1 and words[1] not in ("half", "quarter", "few", "couple")))
    return Reading("DURATION", duration_value(unit, count), rule=_LENGTH, trim=(1, 0) if adjective else (0, 0))


def _two_units(match: Match) -> Reading | None:
    """`six hours and 30 minutes`: both lengths in one value."""
    at = [i for i, t in enumerate(match.tokens) if t.classes.keys() & {"UNIT", "UNITS"}]
    if len(at) != 2 or at[1] - at[0] < 2:
        return None
    values = []
    for tokens in (match.tokens[: at[0] + 1], match.tokens[at[0] + 1 : at[1] + 1]):
        part = Match(match.rule, tokens, (), (), ())
        unit, count = unit_of(part), count_of(part)
        if unit is None or count is None:
            return None
        values.append(duration_value(unit, count))
    first, second = values
    second = second[1:] if second.startswith("PT") and "T" not in first else second.removeprefix("PT").removeprefix("P")
    return Reading("DURATION", first + second, rule=_LENGTH)


_AGEING = frozenset(
    "conflict war insurgency rebellion uprising revolt crisis truce ceasefire government regime blockade siege dispute strike "
    "protest protests embargo ban law deal agreement treaty pact alliance campaign occupation rule dictatorship republic nation "
    "state company program programme project case trial investigation inquiry standoff stalemate feud policy movement "
    "offensive operation bombardment fighting".split()
)
"""Things whose age is the length of what goes on; the age of a person or a house is not."""


def _age_of_a_thing(match: Match, unit: str) -> Reading | None:
    """`the two-year-old conflict`."""
    if match.tokens[-1].lower == "age" or not any(t.lower in _AGEING for t in match.after):
        return None
    first = 1 if match.tokens[0].lower in ("the", "a", "an") and len(match.tokens) > 3 else 0
    return Reading("DURATION", duration_value(unit, count_of(match)), rule=_LENGTH, trim=(first, 0))


_MAYBE = frozenset({"will", "would", "may", "might", "could", "can", "'ll", "hopes", "hope", "hoped", "shall", "wants", "to"})


def _some_day(match: Match) -> Reading | None:
    """`will one day return`: some time to come, no length."""
    if any(t.lower in _MAYBE for t in (*match.before[-2:], *match.after)) or any(t.lower in ("will", "would", "may", "might") for t in match.before):
        return Reading("DATE", "FUTURE_REF", rule="the future")
    return None
