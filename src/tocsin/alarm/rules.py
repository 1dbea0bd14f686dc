"""Rules in TOML: what rings, for whom, how loudly. Every error of a file is told at once, each with its rule.

[[rule]]
name = "More than 25 killed in a day"
kind = "toll"
more_than = 25
parties = ["ARM", "AZE"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import SettingsError
from tocsin.vocab import EVENT_TYPES

KINDS: dict[str, frozenset[str]] = {
    "toll": frozenset({"more_than", "within_days"}),
    "first": frozenset({"type", "mode", "after_days"}),
    "turn": frozenset({"after_days"}),
    "ceasefire": frozenset({"within_days"}),
    "change": frozenset({"surprise", "least"}),
}
"""Kind of rule → the fields that only it has."""
LEVELS = ("notice", "alert", "alarm")
_COMMON = frozenset({"name", "kind", "level", "parties", "min_sources", "per", "history_days"})
_NUMBERS = {
    "more_than": (0, 10**7),
    "within_days": (1, 365),
    "after_days": (1, 3650),
    "min_sources": (1, 100),
    "history_days": (0, 365),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, checked; see docs/alarms.md for the kinds."""

    name: str
    kind: str
    level: str = "alert"
    parties: frozenset[str] = frozenset()
    """Rings only where all of these take part: ISO alpha-3 codes or party ids."""
    per: str = "dyad"
    """`dyad` or `crisis`."""
    min_sources: int = 1
    history_days: int = 5
    """Covered days needed before: on the first day of a record everything would be new."""
    more_than: int = 0
    within_days: int = 1
    type: str = "MOBILIZE"
    mode: str | None = None
    after_days: int = 30
    surprise: float = 0.001
    least: float = 2.0


def shipped_rules() -> tuple[Rule, ...]:
    """The rules that ring without a file of one's own."""
    return load_rules(Path(__file__).with_name("rules.toml"))


def load_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a TOML file; raises SettingsError naming every wrong field."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", where=str(path), advice="give a TOML file") from error
    return rules_of(document, str(path))


def rules_of(document: Mapping[str, Any], where: str) -> tuple[Rule, ...]:
    """The rules of a parsed document; without any, the shipped ones."""
    given = document.get("rule")
    if given is None:
        return shipped_rules()
    if not isinstance(given, list):
        raise SettingsError("rules are written as [[rule]]", where=where, advice="see docs/alarms.md")
    rules, errors = [], []
    for number, value in enumerate(given, 1):
        try:
            rules.append(_rule(value))
        except ValueError as error:
            errors.append(
                f"rule {number} ({value.get('name', 'without a name') if isinstance(value, dict) else value!r}): {error}"
            )
    names = [r.name for r in rules]
    errors += [f"two rules are named {n!r}" for n in sorted({n for n in names if names.count(n) > 1})]
    if errors:
        raise SettingsError("; ".join(errors), where=where, advice="see docs/alarms.md")
    return tuple(rules)


def _rule(value: object) -> Rule:
    if not isinstance(value, Mapping):
        raise ValueError("is no table")
    kind = value.get("kind")
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; use one of {', '.join(KINDS)}")
    unknown = sorted(set(value) - _COMMON - KINDS[kind])
    if unknown:
        raise ValueError(
            f"a rule of kind {kind} has no field {unknown[0]!r}; it has {', '.join(sorted(_COMMON | KINDS[kind]))}"
        )
    if not isinstance(value.get("name"), str) or not value["name"].strip():
        raise ValueError("needs a name")
    if kind == "toll" and "more_than" not in value:
        raise ValueError("needs more_than")
    return Rule(**{str(name): _checked(str(name), field) for name, field in value.items()})  # type: ignore[arg-type]


def _checked(name: str, value: Any) -> object:
    if name in _NUMBERS:
        low, high = _NUMBERS[name]
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{name} must be a whole number from {low} to {high:,}")
        return value
    if name in ("surprise", "least"):
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not 0 < value < (0.5 if name == "surprise" else 1e6)
        ):
            raise ValueError(f"{name} must be a number above 0{' and below 0.5' if name == 'surprise' else ''}")
        return float(value)
    if name == "parties":
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise ValueError('parties must be a list like ["ARM", "AZE"]')
        return frozenset(value)
    if not isinstance(value, str):
        raise ValueError(f"{name} must be text")
    choices = {"level": LEVELS, "per": ("dyad", "crisis"), "type": tuple(EVENT_TYPES)}.get(name)
    if choices and value not in choices:
        raise ValueError(f"{name} is {value!r}; use one of {', '.join(choices)}")
    return value
