"""Settings: file under environment, each mistake named."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tocsin.errors import SettingsError
from tocsin.settings import Settings, load_settings


def test_defaults_without_file_or_environment() -> None:
    """Nothing given: the defaults."""
    assert load_settings(environment={}) == Settings()


def test_environment_lies_over_the_file(tmp_path: Path) -> None:
    """The file is read, and a variable of the same name wins."""
    path = tmp_path / "tocsin.toml"
    path.write_text('territory_policy = "de-facto"\nfetch_timeout = 3\nlexicons = ["a", "b"]\n', encoding="utf-8")
    found = load_settings(path, {"TOCSIN_FETCH_TIMEOUT": "7.5"})
    assert found == Settings(territory_policy="de-facto", fetch_timeout=7.5, lexicons=("a", "b"))
    assert load_settings(None, {"TOCSIN_SETTINGS": str(path)}).territory_policy == "de-facto"


@pytest.mark.parametrize(
    ("name", "given", "field", "wanted"),
    [
        ("TOCSIN_LEXICONS", "one:two", "lexicons", ("one", "two")),
        ("TOCSIN_MAX_REPORT_BYTES", "1000", "max_report_bytes", 1000),
        ("TOCSIN_ALLOW_PRIVATE_ADDRESSES", "yes", "allow_private_addresses", True),
        ("TOCSIN_ALLOW_PRIVATE_ADDRESSES", "0", "allow_private_addresses", False),
        ("TOCSIN_MODEL", "en_core_web_lg", "model", "en_core_web_lg"),
    ],
)
def test_variables_are_converted(name: str, given: str, field: str, wanted: object) -> None:
    """Numbers, lists and switches from text."""
    assert getattr(load_settings(environment={name: given}), field) == wanted


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("colour = 1\n", "unknown setting 'colour'"),
        ('territory_policy = "both"\n', "territory_policy is 'both'"),
        ('max_report_bytes = "many"\n', "max_report_bytes = 'many' is not usable"),
        ("lexicons = 3\n", "lexicons = 3 is not usable"),
        ("= 1\n", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, content: str, complaint: str) -> None:
    """Unknown names, values out of range, broken files."""
    path = tmp_path / "tocsin.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(path, {})
    assert complaint in str(caught.value)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    """A named file must be there."""
    with pytest.raises(SettingsError, match=r"nowhere\.toml: cannot be read"):
        load_settings(tmp_path / "nowhere.toml", {})


def test_settings_are_frozen() -> None:
    """Passed down, never changed on the way."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().model = "x"  # type: ignore[misc]


def test_the_digest_tells_what_changes_the_coding() -> None:
    """The policy on territories does, the patience with servers does not."""
    assert Settings(territory_policy="de-facto").digest != Settings().digest
    assert Settings(fetch_timeout=1.0).digest == Settings().digest
