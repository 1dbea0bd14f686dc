"""Where a publisher lives: by our table, or the towns that its own name may mean."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from tocsin.coding.place_lexicon import rows
from tocsin.gazetteer import Entry, Gazetteer, fold

_PAPER_WORDS = frozenset(
    "newspapers newspaper news times post herald globe tribune daily online star gazette journal courier today "
    "press chronicle examiner sun mail argus echo standard observer democrat republican sentinel register record "
    "review advocate leader telegraph telegram dispatch enquirer inquirer independent citizen bee reporter "
    "advertiser patriot eagle evening morning weekly the world business live now tv radio net web my enterprise "
    "monitor messenger bulletin ledger banner union guardian local community free statesman spectator voice "
    "pilot express state item pi progress commercial appeal first media com city area county valley freepress "
    "mercury evangelist index call intelligencer transcript recorder signal tidings light dealer plain info site report headlight clarion lantern pioneer plaindealer".split()
)
_LANDS = {
    "uk": "GBR", "au": "AUS", "ca": "CAN", "nz": "NZL", "ie": "IRL", "za": "ZAF", "in": "IND", "pk": "PAK", "ng": "NGA",
    "ke": "KEN", "gh": "GHA", "ug": "UGA", "jm": "JAM", "ph": "PHL", "sg": "SGP", "my": "MYS", "lk": "LKA", "bd": "BGD",
    "il": "ISR", "lb": "LBN", "eg": "EGY", "ge": "GEO", "az": "AZE", "am": "ARM", "ua": "UKR", "ru": "RUS", "de": "DEU",
    "fr": "FRA", "it": "ITA", "es": "ESP", "jp": "JPN", "cn": "CHN", "kr": "KOR", "tr": "TUR", "ir": "IRN", "iq": "IRQ",
}  # fmt: skip
"""Country of a domain's last part, where papers that write English use it."""
_ENGLISH = frozenset(("USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF", "IND", "NGA", "KEN", "GHA", "JAM", "ZWE", "PHL"))
_SMALLEST = 1_000
_SMALLEST_ABROAD = 50_000
_KEEP = 12


@lru_cache(maxsize=1)
def _publishers() -> Mapping[str, tuple[str, str, str]]:
    found = {}
    for row in rows("publishers.csv"):
        for name in row["names"].split("|"):
            found[_plain(name)] = (row["place"], row["admin1"], row["country"])
    return found


def _plain(name: str) -> str:
    name = name.lower().strip()
    if "://" in name:
        name = name.split("://", 1)[1].split("/", 1)[0]
    return name.removeprefix("www.").removeprefix("the ")


@lru_cache(maxsize=4096)
def homes_of(publisher: str, gazetteer: Gazetteer) -> tuple[tuple[Entry, float], ...]:
    """Where a publisher may live, with the share of each: one place if our table has it, several if only its name says.

    `Le Monde` → Paris; `Athens Review` → Athens in Georgia, Ohio, Texas…; nothing where neither says.
    """
    plain = _plain(publisher)
    for key in (plain, *(plain.split(".", n)[-1] for n in range(1, plain.count(".")))):
        if key in _publishers():
            home = _listed(*_publishers()[key], gazetteer)
            return ((home, 1.0),) if home else ()
    if "." not in plain or " " in plain:
        return _named(plain, None, gazetteer)
    parts = plain.split(".")
    land = _LANDS.get(parts[-1])
    while len(parts) > 1 and (len(parts[-1]) <= 3 or parts[-1] in ("info", "news")):
        parts.pop()
    return _named(parts[-1], land, gazetteer)


def _listed(place: str, admin1: str, country: str, gazetteer: Gazetteer) -> Entry | None:
    found = [e for e in gazetteer.find(place) if e.country == country]
    if admin1:
        area = fold(admin1)
        found = [e for e in found if e.admin1 >= 0 and fold(gazetteer.entry(e.admin1).name) == area]
    return max(found, key=lambda e: (e.kind in ("city", "capital"), e.population)) if found else None


def _named(stem: str, land: str | None, gazetteer: Gazetteer) -> tuple[tuple[Entry, float], ...]:
    """Towns that the name of a paper may hold: `The Newark Advocate`, `newarkadvocate`."""
    words = stem.replace("-", " ").replace("&", " ").split()
    names = [" ".join(w for w in words if w not in _PAPER_WORDS)] if len(words) > 1 else _cuts(stem)
    for name in names:
        if len(name) < 4 or name in _PAPER_WORDS:
            continue
        found = [gazetteer.entry(n) for n, rank in gazetteer.look_up(fold(name)) if rank <= 1]
        towns = [e for e in found if e.kind in ("city", "capital") and e.population >= _smallest(e, land)]
        towns = [e for e in towns if e.country == land] or ([] if land else towns)
        if towns:
            return _shared(towns)
    return ()


def _smallest(town: Entry, land: str | None) -> int:
    """People that a town needs to be thought a paper's home: more where few papers write English."""
    return _SMALLEST if town.country in _ENGLISH or town.country == land else _SMALLEST_ABROAD


def _cuts(stem: str) -> list[str]:
    """What is left of a name run together, words of papers' names taken off: `columbuslocalnews` → columbus; longest first."""
    found, open_ = [stem], [stem]
    seen = {stem}
    while open_:
        rest = open_.pop()
        cuts = [rest.removeprefix(w) for w in _PAPER_WORDS] + [rest.removesuffix(w) for w in _PAPER_WORDS]
        for cut in cuts:
            if len(cut) >= 4 and cut not in seen:
                seen.add(cut)
                open_.append(cut)
                found.append(cut)
    return sorted(found, key=lambda cut: (-len(cut), cut))


def _shared(towns: list[Entry]) -> tuple[tuple[Entry, float], ...]:
    """Papers in English are made where English is read, and more of them in larger towns."""
    weighed = [
        (e, math.sqrt(e.population) * (1.0 if e.country in _ENGLISH else 0.1) * (3.0 if e.country == "USA" else 1.0))
        for e in towns
    ]
    weighed = sorted(weighed, key=lambda pair: (-pair[1], pair[0].number))[:_KEEP]
    total = sum([w for _, w in weighed], 0.0)
    return tuple((e, w / total) for e, w in weighed)
