"""What the statements of one Wikidata entity say, in plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
_YEAR, _MONTH, _DAY = 9, 10, 11


def label(entity: Mapping[str, Any]) -> str | None:
    """The English label; that of all languages (`mul`) stands in; None where there is neither."""
    labels = entity.get("labels") or {}
    found = labels.get("en") or labels.get("mul") or {}
    return str(found["value"]).strip() if found.get("value") else None


def aliases(entity: Mapping[str, Any]) -> list[str]:
    """English aliases in Latin letters, short enough to be names."""
    found = (entity.get("aliases") or {}).get("en") or ()
    names = (" ".join(str(a["value"]).replace("|", " ").split()) for a in found if a.get("value"))
    return [n for n in dict.fromkeys(names) if 2 < len(n) < 60 and n.isprintable() and ord(max(n)) < 0x250]


def rank_of(statement: Mapping[str, Any]) -> bool:
    """Whether the statement is in force: not marked deprecated."""
    return statement.get("rank") != "deprecated"


def entity_values(claims: Mapping[str, Any], key: str) -> list[str]:
    """Items that a property names, preferred ones first: `["Q30"]`."""
    found = [(s.get("rank") != "preferred", _value(s.get("mainsnak"))) for s in claims.get(key) or () if rank_of(s)]
    found.sort(key=lambda pair: pair[0])
    return [str(v["id"]) for _, v in found if isinstance(v, dict) and "id" in v]


def text_values(claims: Mapping[str, Any], key: str) -> list[str]:
    """Strings, or dates as far as they are precise: `["FRA"]`, `["1987-12"]`."""
    values = (_value(s.get("mainsnak")) for s in claims.get(key) or () if rank_of(s))
    texts = (v if isinstance(v, str) else day_of(v) for v in values)
    return [t for t in texts if t]


def span_of(statement: Mapping[str, Any]) -> tuple[str, str]:
    """From when to when a statement holds (P580, P582): `("2018-05-08", "")`."""
    qualifiers = statement.get("qualifiers") or {}
    return _first_day(qualifiers.get("P580")), _first_day(qualifiers.get("P582"))


def _first_day(snaks: Any) -> str:
    return next((d for s in snaks or () if (d := day_of(_value(s)))), "")


def day_of(value: Any) -> str:
    """`2018-05-08`, `2018-05` or `2018`, by the precision of a time value; blank for what is vaguer or before Christ."""
    if not isinstance(value, dict) or not (m := _TIME.match(str(value.get("time", "")))):
        return ""
    precision = value.get("precision", _DAY)
    if precision < _YEAR:
        return ""
    parts = [m[1], *([m[2]] if precision >= _MONTH and m[2] != "00" else [])]
    if precision >= _DAY and len(parts) > 1 and m[3] != "00":
        parts.append(m[3])
    return "-".join(parts)


def _value(snak: Any) -> Any:
    """The value of a snak; None for “no value” and “unknown value”."""
    if not isinstance(snak, dict) or snak.get("snaktype") != "value":
        return None
    return (snak.get("datavalue") or {}).get("value")
