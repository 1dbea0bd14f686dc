"""Which of the places so called is meant: candidates weighed with the whole report."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tocsin.coding.place_groups import Group, Setting, kilometres
from tocsin.coding.place_support import Support, gather, join, shares
from tocsin.gazetteer import Entry, Gazetteer

SHORT_LIST = 12
CAPITAL = 3.0
"""What a capital is worth over its namesakes; the local news that the weights come from knows few capitals."""
AREA = 2.0
"""What an area is worth over towns of its name beside a word like “province”."""
RIVER = 4.0
"""What a river is worth over its namesakes after “the”; the weights come from news that says “River”."""
FAR = 1001.0
MAX_NEIGHBOURS = 16
HOME = 1.5
"""How many names the publisher's home is worth when lists of candidates are shortened."""


_KIND_KEYS = {k: (k, f"kind {k}", f"people {k}") for k in ("city", "admin2", "admin1", "country", "capital")}
_OWN_KEYS = ("own", "kind own", "people own")
_RANK_KEYS = tuple(f"rank {rank}" for rank in range(5))






















def candidate_table(
    group: Group,
    setting: Setting,
    others: Sequence[tuple[Entry, float]],
    gazetteer: Gazetteer,
    support: Support | None = None,
) -> list[dict[str, float]]:
    """Features of each candidate; `others` are places chosen for other names, with how sure they are.

    `support` is what the other names could mean, all their senses together; None on the first pass.
    """
    named = {e.country for e in map(gazetteer.entry, group.containers) if e.kind == "country"}
    top = math.log10(max([c[0].population for c in group.candidates]) + 1)
    like = any(c[0].kind == "country" for c in group.candidates)
    table = [_candidate_features(group, index, top, like, named, setting, others) for index in range(len(group.candidates))]
    if support is not None:
        for (entry, _), row in zip(group.candidates, table, strict=True):
            _supported(entry, group.own, support, row)
    return table


def _supported(entry: Entry, own: Support, support: Support, found: dict[str, float]) -> None:
    """How much of what the other names may mean lies around the candidate."""
    total = support.total - own.total
    if total <= 0:
        return
    local = 0.0 if entry.kind in ("country", "continent") else 1.0
    country, admin, near = (x - y for x, y in zip(support.around(entry), own.around(entry), strict=True))
    found["support country"] = country / total
    if local:
        found["support admin"] = min(admin, 4.0) / 4
        found["support admin share"] = admin / total
        found["support near"] = min(near, 4.0) / 4
        found["support near share"] = near / total


def _candidate_features(
    group: Group,
    index: int,
    top: float,
    like_country: bool,
    named: set[str | None],
    setting: Setting,
    others: Sequence[tuple[Entry, float]],
) -> dict[str, float]:
    entry, rank = group.candidates[index]
    kind, kind_key, people_key = _KIND_KEYS.get(entry.kind, _OWN_KEYS)
    people = math.log10(entry.population + 1)
    size = people / 7
    found: dict[str, float] = {
        kind_key: 1.0,
        _RANK_KEYS[rank]: 1.0,
        people_key: size,
        "people": size,
        "behind largest": (top - people) / 7,
    }
    if like_country and kind != "country":
        found["named like a country"] = 1.0
    if people == top:
        found["largest"] = 1.0
    if entry.country:
        share = setting.countries.get(entry.country, 0.0)
        if share and entry.kind != "country":
            found["country named"] = 1.0
            found["country share"] = share
    if entry.admin1 >= 0 and entry.admin1 in setting.admins:
        found["admin named"] = 1.0
        found["admin share"] = setting.admins[entry.admin1]
    if group.containers:
        inside = (
            entry.admin1 in group.containers
            or entry.admin2 in group.containers
            or (entry.country in named and entry.kind != "country")
        )
        found["inside named" if inside else "not inside named"] = 1.0
    for sort in group.sorts:
        if sort != "the":
            found[f"sort {sort} {kind}"] = 1.0
    if setting.home is not None:
        _beside("home", setting.home, entry, found)
    if setting.dateline is not None:
        _beside("dateline", setting.dateline, entry, found)
    if others:
        _neighbours(entry, others, found)
    return found


def _beside(label: str, anchor: Entry, entry: Entry, found: dict[str, float]) -> None:
    if entry.country == anchor.country:
        found[f"{label} country"] = 1.0
        if (entry.admin1 >= 0 and entry.admin1 == anchor.admin1) or entry.number == anchor.admin1:
            found[f"{label} admin"] = 1.0
    else:
        kind = _KIND_KEYS.get(entry.kind, _OWN_KEYS)[0]
        found[f"{label} abroad {kind}"] = 1.0
    if entry.kind != "country":
        away = kilometres(entry, anchor)
        if away < 60:
            found[f"{label} at hand"] = 1.0
        elif away < 300:
            found[f"{label} near"] = 1.0
    if entry.number == anchor.number:
        found[f"is {label}"] = 1.0


def _neighbours(entry: Entry, others: Sequence[tuple[Entry, float]], found: dict[str, float]) -> None:
    """How near the candidate is to the places chosen for other names."""
    if entry.kind == "country":
        total = sum([sure for _, sure in others], 0.0)
        found["share within"] = sum([sure for other, sure in others if other.country == entry.country], 0.0) / max(total, 0.1)
        return
    near = close = same = admin = weight = 0.0
    nearest = 99_999.0
    for other, sure in others:
        weight += sure
        if other.kind == "country" or other.kind == "continent":
            same += sure * (other.country == entry.country)
            continue
        if abs(entry.latitude - other.latitude) > 9.0:  # a thousand kilometres: as far as any feature sees
            same += sure * (other.country == entry.country)
            admin += sure * (entry.admin1 >= 0 and (other.admin1 == entry.admin1 or other.number == entry.admin1))
            nearest = min(nearest, FAR)
            continue
        away = kilometres(entry, other)
        nearest = min(nearest, away / max(sure, 0.2))
        close += sure * (away < 60)
        near += sure * (away < 300)
        same += sure * (other.country == entry.country)
        admin += sure * (entry.admin1 >= 0 and (other.admin1 == entry.admin1 or other.number == entry.admin1))
    if weight:
        found["share close"] = close / weight
        found["share near"] = near / weight
        found["share country"] = same / weight
        found["share admin"] = admin / weight
    if nearest < 99_999:
        found[f"nearest {sum(1 for edge in (30, 100, 300, 1000) if nearest > edge)}"] = 1.0


def pick_neighbours(groups: Sequence[Group], number: int) -> list[tuple[Entry, float]]:
    """What the other names of the report were first taken for, the surest ones."""
    others = [(g.candidates[g.chosen][0], g.sure) for n, g in enumerate(groups) if n != number]
    if len(others) > MAX_NEIGHBOURS:
        others = sorted(others, key=lambda o: -o[1])[:MAX_NEIGHBOURS]
    return others


def choose(
    groups: list[Group], setting: Setting, weights: Mapping[str, Mapping[str, float]], gazetteer: Gazetteer
) -> Entry | None:
    """Pick a candidate for every group: first each for itself, then beside what the others may mean.

    Returns where the publisher lives, if that is known or was settled.
    """
    if len(groups) == 1 and not setting.homes:
        if len(groups[0].candidates) > 1:  # one name and nothing beside it
            _weigh(groups[0], candidate_table(groups[0], setting, (), gazetteer), weights["beside"])
            _order(groups[0], range(len(groups[0].candidates)))
        return None
    setting, support = first_picks(groups, setting, weights["alone"], gazetteer)
    neighbours = [pick_neighbours(groups, n) if len(g.candidates) > 1 else [] for n, g in enumerate(groups)]
    for group, others in zip(groups, neighbours, strict=True):
        if len(group.candidates) > 1:
            _weigh(group, candidate_table(group, setting, others, gazetteer, support), weights["beside"])
    return setting.home


def first_picks(
    groups: list[Group], setting: Setting, weights: Mapping[str, float], gazetteer: Gazetteer
) -> tuple[Setting, Support]:
    """Weigh each name for itself and shorten its list; out come what all may mean, and the setting with one home."""
    for group in groups:
        if len(group.candidates) == 1:
            group.scores = [0.0]
        else:
            _weigh(group, candidate_table(group, setting, (), gazetteer), weights)
        group.own = gather(zip((e for e, _ in group.candidates), shares(group.scores), strict=True))
    support = join([g.own for g in groups])
    setting = settle_home(setting, support)
    around = join([support, gather([(setting.home, HOME)])]) if setting.home else support
    for group in groups:
        if len(group.candidates) > SHORT_LIST:
            _shorten(group, around)
    return setting, support


def _shorten(group: Group, support: Support) -> None:
    """Keep the likeliest candidates, those that stand among the other names' senses included."""
    hopes = []
    for (entry, _), score in zip(group.candidates, group.scores, strict=True):
        _, admin, near = (x - y for x, y in zip(support.around(entry), group.own.around(entry), strict=True))
        hopes.append(score + 2.0 * min(admin, 3.0) + 2.0 * min(near, 3.0))
    order = sorted(range(len(hopes)), key=lambda i: -hopes[i])[:SHORT_LIST]
    if group.chosen not in order:
        order[-1] = group.chosen
    _order(group, order)


def _order(group: Group, kept: Iterable[int]) -> None:
    """Leave only the candidates of these numbers, the best first."""
    order = sorted(kept, key=lambda i: (i != group.chosen, -group.scores[i]))
    group.candidates = [group.candidates[i] for i in order]
    group.scores = [group.scores[i] for i in order]
    group.chosen = 0


def settle_home(setting: Setting, support: Support) -> Setting:
    """Of the towns that the publisher may be named for, the one that the report's names lie around."""
    if setting.home is not None or not setting.homes:
        return setting

    def worth(candidate: tuple[Entry, float]) -> float:
        _, admin, near = support.around(candidate[0])
        return math.log(candidate[1]) + min(admin, 3.0) + 1.5 * min(near, 3.0)

    return replace(setting, home=max(setting.homes, key=worth)[0])


def _prefer_seat(group: Group) -> None:
    """“Kherson” alone is the city, whose main name it is, before the Khersonska oblast around it."""
    winner, rank = group.candidates[group.chosen]
    if winner.kind != "admin1" or rank == 0 or "admin" in group.sorts:
        return
    for number, (entry, its_rank) in enumerate(group.candidates):
        if entry.kind in ("city", "capital") and its_rank == 0 and entry.admin1 == winner.number:
            group.scores[number] = group.scores[group.chosen] + 0.01
            group.chosen = number
            return


def _weigh(group: Group, table: list[dict[str, float]], weights: Mapping[str, float]) -> None:
    group.scores = [sum([weights.get(k, 0.0) * v for k, v in row.items()], 0.0) for row in table]
    local = any("is home" in row or "home at hand" in row for row in table)
    for number, (entry, rank) in enumerate(group.candidates):
        if entry.kind == "capital" and not local and rank < 2 and "admin" not in group.sorts and not group.containers:
            group.scores[number] += CAPITAL
    if "admin" in group.sorts and "city" not in group.sorts:  # “the Donetsk region”, “Idlib province”
        for number, (entry, rank) in enumerate(group.candidates):
            if entry.kind in ("admin1", "admin2", "region", "disputed") and rank < 2:
                group.scores[number] += AREA
    if group.sorts == {"the"}:  # “crossed the Dnipro” is the river, not the city
        for number, (entry, rank) in enumerate(group.candidates):
            if entry.kind in ("water", "line") and rank < 2:
                group.scores[number] += RIVER
    group.chosen = max(range(len(group.scores)), key=lambda i: (group.scores[i], -i))
    _prefer_seat(group)
    top = group.scores[group.chosen]
    winner = group.candidates[group.chosen][0]
    if winner.kind != "country" and not group.sorts - {"the"} and not group.containers:
        for number, (entry, rank) in enumerate(group.candidates):
            if entry.kind == "country" and entry.country == winner.country and rank < 2:
                group.scores[number] = top + 0.01  # “Mexico” is the country before its state or city of that name
                group.chosen = number
    group.sure = 1.0 / sum([math.exp(max(-30.0, s - top)) for s in group.scores], 0.0)
