"""PLOVER to CAMEO-shaped values that several crosswalks share: actor codes, ids as numbers, quad classes in words."""

from __future__ import annotations

import hashlib

from tocsin.export.countries import cameo_country
from tocsin.records import Actor, Event
from tocsin.vocab import TYPE_TO_CAMEO_ROOT

_SECTOR_TO_TYPE = {
    "COP": "COP", "GOV": "GOV", "JUD": "JUD", "LEG": "LEG", "MIL": "MIL", "PRM": "UAF", "PTY": "PTY", "REB": "REB", "SPY": "SPY", "UAF": "UAF",
    "AGR": "AGR", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "EDU": "EDU", "ELI": "ELI", "JRN": "MED", "LAB": "LAB", "MED": "HLH", "REF": "REF",
    "OPP": "OPP", "PRE": "SEP", "REL": "REL", "SOC": "NGO", "NGO": "NGO", "MNC": "MNC", "ISM": "INS", "IMG": "IMG", "IGO": "IGO", "UNO": "IGO",
    "EUR": "IGO"}
_KNOWN_GROUPS = {"UNO": "UNO", "EUR": "EEC"}
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def type_code(actor: Actor) -> str:
    """The CAMEO role of an actor: `MIL`."""
    return _SECTOR_TO_TYPE.get(actor.sector or "", "")


def group_code(actor: Actor) -> str:
    """The CAMEO code of a known international body: `UNO`."""
    return _KNOWN_GROUPS.get(actor.sector or "", "")


def actor_code(actor: Actor) -> str:
    """General to specific: `ARMMIL`, `IGOUNO`.

    >>> actor_code(Actor("Armenian forces", country="ARM", sector="MIL"))
    'ARMMIL'
    """
    return f"{cameo_country(actor.country)}{type_code(actor)}{group_code(actor)}"


def event_code(event: Event) -> str:
    """The CAMEO code of an event, a string: `010` is not 10."""
    return event.cameo or TYPE_TO_CAMEO_ROOT.get(event.event_type, "")


def number_of(event_id: str) -> int:
    """A stable number for formats whose ids are numbers: 53 bits, so that R and JavaScript hold it exactly."""
    return int(hashlib.sha256(event_id.encode()).hexdigest()[:14], 16) >> 3
