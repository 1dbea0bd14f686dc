"""Settings: one frozen record, read from a TOML file and the environment, passed down and never global."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can choose; defaults suit a laptop without network."""

    model: str | None = None
    """Name of the spaCy model; None is the shipped default. TOCSIN_MODEL overrides."""
    lexicons: tuple[str, ...] = ()
    """Folders of the user's own lexicon entries, read after the shipped ones. TOCSIN_LEXICONS, separated by `:`."""
    territory_policy: str = "claimant"
    """Country of disputed territories: `claimant` or `de-facto`. TOCSIN_TERRITORY_POLICY."""
    max_report_bytes: int = 5_000_000
    """Largest report read; bigger ones are refused. TOCSIN_MAX_REPORT_BYTES."""
    max_report_words: int = 50_000
    """Largest report coded, in words."""
    fetch_timeout: float = 15.0
    """Seconds a fetch may take in all. TOCSIN_FETCH_TIMEOUT."""
    allow_private_addresses: bool = False
    """Whether URLs on loopback and private networks may be fetched. TOCSIN_ALLOW_PRIVATE_ADDRESSES."""

    @property
    def digest(self) -> str:
        """A digest of what changes the coding: same digest, same account."""
        coding = (self.territory_policy, self.max_report_words)
        return "sha256:" + hashlib.sha256(repr(coding).encode()).hexdigest()[:16]


def load_settings(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from `path` (TOML) under the environment; raises SettingsError naming the setting.

    Without `path`, the file named by TOCSIN_SETTINGS is read if set.
    """
    environment = os.environ if environment is None else environment
    named = environment.get("TOCSIN_SETTINGS")
    path = path or (Path(named) if named else None)
    values: dict[str, object] = {}
    if path is not None:
        try:
            values.update(tomllib.loads(path.read_text(encoding="utf-8")))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise SettingsError(f"cannot be read: {error}", where=str(path), advice="give a TOML file") from error
    for field in dataclasses.fields(Settings):
        given = environment.get(f"TOCSIN_{field.name.upper()}")
        if given is not None:
            values[field.name] = given
    return _build(values)


def _build(values: Mapping[str, object]) -> Settings:
    fields = {f.name: f for f in dataclasses.fields(Settings)}
    checked: dict[str, object] = {}
    for name, value in values.items():
        if name not in fields:
            raise SettingsError(f"unknown setting {name!r}", advice=f"known: {', '.join(fields)}")
        checked[name] = _converted(name, value)
    settings = Settings(**checked)  # type: ignore[arg-type]  # converted field by field above
    if settings.territory_policy not in ("claimant", "de-facto"):
        raise SettingsError(f"territory_policy is {settings.territory_policy!r}", advice="use claimant or de-facto")
    return settings


def _converted(name: str, value: object) -> object:
    try:
        if name == "lexicons":
            return tuple(value.split(os.pathsep)) if isinstance(value, str) else tuple(str(v) for v in value)  # type: ignore[attr-defined]
        if name in ("max_report_bytes", "max_report_words"):
            return int(str(value))
        if name == "fetch_timeout":
            return float(str(value))
        if name == "allow_private_addresses":
            return str(value).lower() in ("1", "true", "yes")
        return str(value)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{name} = {value!r} is not usable: {error}", advice="see docs/settings.md") from error
