"""A fact with what the record knows of it: what linking, merging and exporting work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from tocsin.records import Place

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Stored(Generic[F]):
    """A fact as it lies in the record, with the report it is from and the run that made it."""

    fact: F
    report_id: str
    run_id: str
    seq: int
    kind: str
    review: str
    """unreviewed (machine output), confirmed, corrected, rejected or unsure."""
    day: str | None
    """The day it is ordered by."""
    dated_by: str | None
    """`fact` if that day is its own, `report` if it is only the day of publication."""
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    voice: str | None
    """The independent source behind the report; wire copies share it."""
    incident: str | None
    corrected: tuple[str, ...] = ()
    """Slots whose values in `fact` are those that a person gave."""
    coded: F | None = None
    """The fact as it was coded, where a person corrected it."""


def sound_coordinates(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude if both are there and on the globe; (0, 0) is a missing value in disguise."""
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180) or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude
