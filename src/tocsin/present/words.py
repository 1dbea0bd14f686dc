"""Facts in plain words: one short sentence for an event, a toll, a position. Templates only, never free text."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.records import Actor, Event, Place, Position, Source, Toll, When

_ONE_SIDED = {
    "AGREE": "agreed or promised to act with", "CONSULT": "met or talked with", "SUPPORT": "backed", "CONCEDE": "yielded to",
    "COOPERATE": "cooperated with", "AID": "gave aid to", "RETREAT": "pulled back before", "REQUEST": "called on", "ACCUSE": "accused",
    "REJECT": "rejected", "THREATEN": "threatened", "PROTEST": "protested against", "SANCTION": "cut relations with or penalised",
    "MOBILIZE": "readied forces against", "COERCE": "used coercion against", "ASSAULT": "attacked"}
_ALONE = {
    "AGREE": "agreed or promised to act", "CONSULT": "held talks", "SUPPORT": "voiced support", "CONCEDE": "yielded", "COOPERATE": "cooperated",
    "AID": "gave aid", "RETREAT": "pulled back", "REQUEST": "made a request", "ACCUSE": "voiced blame", "REJECT": "refused",
    "THREATEN": "issued a threat", "PROTEST": "protested", "SANCTION": "cut relations", "MOBILIZE": "readied forces", "COERCE": "used coercion",
    "ASSAULT": "attacked"}
_MODES = {
    ("CONSULT", "visit"): ("visited", "made a visit"), ("CONSULT", "phone"): ("spoke by telephone with", "spoke by telephone"),
    ("RETREAT", "ceasefire"): ("ceased fire with", "ceased fire"), ("RETREAT", "withdraw"): ("withdrew before", "withdrew"),
    ("RETREAT", "release"): ("released", "released people held"), ("RETREAT", "return"): ("returned people or property to", "returned people or property"),
    ("RETREAT", "resign"): ("resigned before", "resigned"), ("RETREAT", "disarm"): ("disarmed before", "disarmed"),
    ("RETREAT", "access"): ("gave access to", "gave access"), ("ACCUSE", "disapprove"): ("condemned", "voiced condemnation"),
    ("ACCUSE", "investigate"): ("investigated", "opened an investigation"), ("ACCUSE", "allege"): ("accused", "made an accusation"),
    ("MOBILIZE", "troops"): ("mobilised troops against", "mobilised"), ("MOBILIZE", "weapons"): ("moved weapons against", "moved weapons"),
    ("MOBILIZE", "police"): ("deployed police against", "deployed police"), ("MOBILIZE", "militia"): ("raised militia against", "raised militia"),
    ("COERCE", "martial-law"): ("imposed martial law on", "declared martial law"), ("COERCE", "arrest"): ("arrested", "made arrests"),
    ("COERCE", "seize"): ("seized", "seized territory or property"), ("COERCE", "curfew"): ("imposed a curfew on", "imposed a curfew"),
    ("COERCE", "deport"): ("deported", "deported people"), ("COERCE", "censor"): ("censored", "imposed censorship"),
    ("COERCE", "ban"): ("banned", "imposed a ban"), ("COERCE", "restrict"): ("restricted", "imposed restrictions"),
    ("COERCE", "cyber"): ("attacked by computer", "made a cyber attack"), ("SANCTION", "expel"): ("expelled", "expelled people"),
    ("SANCTION", "convict"): ("convicted", "passed a conviction"), ("SANCTION", "withdraw"): ("withdrew from", "withdrew"),
    ("SANCTION", "discontinue"): ("cut off", "cut off dealings"), ("ASSAULT", "abduct"): ("abducted", "abducted people"),
    ("ASSAULT", "aerial"): ("attacked from the air", "carried out air attacks"), ("ASSAULT", "drone"): ("attacked with drones", "carried out drone attacks"),
    ("ASSAULT", "heavy-weapons"): ("shelled", "used heavy weapons"), ("ASSAULT", "explosives"): ("bombed", "set off explosives"),
    ("ASSAULT", "firearms"): ("shot at", "opened fire"), ("ASSAULT", "suicide-attack"): ("attacked by suicide bombing", "carried out a suicide attack"),
    ("ASSAULT", "assassinate"): ("assassinated", "carried out an assassination"), ("ASSAULT", "execute"): ("executed", "carried out executions"),
    ("ASSAULT", "beat"): ("beat", "beat people"), ("ASSAULT", "torture"): ("tortured", "tortured people"),
    ("ASSAULT", "sexual"): ("committed sexual violence against", "committed sexual violence"), ("ASSAULT", "massacre"): ("massacred", "committed a massacre"),
    ("ASSAULT", "destroy"): ("destroyed property of", "destroyed property"), ("ASSAULT", "crowd-control"): ("used crowd-control weapons on", "used crowd-control weapons"),
    ("PROTEST", "demo"): ("demonstrated against", "demonstrated"), ("PROTEST", "riot"): ("rioted against", "rioted"),
    ("PROTEST", "strike"): ("went on strike against", "went on strike"), ("PROTEST", "hunger"): ("went on hunger strike against", "went on hunger strike"),
    ("PROTEST", "boycott"): ("boycotted", "held a boycott"), ("PROTEST", "obstruct"): ("blocked the way of", "blocked the way"),
    ("REQUEST", "yield"): ("demanded a halt of", "demanded a halt"), ("REQUEST", "meet"): ("called for talks by", "called for talks"),
    ("REQUEST", "assist"): ("asked for help from", "asked for help")}
_TOGETHER = {"ASSAULT": "fought each other", "CONSULT": "held talks with each other", "AGREE": "agreed with each other", "COOPERATE": "worked together",
             "RETREAT": "ceased fire", "SUPPORT": "signed an agreement with each other", "SANCTION": "broke off relations"}
_ASIDE = {"planned": "planned", "demanded": "demanded, not reported as done", "threatened": "threatened", "conditional": "only as a possibility",
          "negated": "said not to have happened"}
_PEOPLE_ROLES = ("principal",)


def join(names: Sequence[str]) -> str:
    """`["A", "B", "C"]` → `A, B and C`."""
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def party(actor: Actor) -> str:
    """A party as a reader knows it: name with role, or the report's own words with what they stand for."""
    if actor.private:
        return actor.text
    if actor.name:
        spokes = "spokes" in (actor.role or "").lower() and actor.via is not None  # the principal, reached through a spokesperson
        if actor.via not in _PEOPLE_ROLES and actor.role and not spokes and actor.role.lower() not in actor.name.lower():
            return f"{actor.name} ({actor.role})"
        return actor.name
    where = f" [{actor.country}]" if actor.country and actor.via else ""
    return actor.text + where


def place_words(place: Place | None) -> str:
    """` at Nagorno-Karabakh (region)`, or nothing."""
    if place is None:
        return ""
    sharp = "" if place.precision in ("exact", "near") else f" ({place.precision})"
    return f" at {place.name or place.text}{sharp}"


def when_words(when: When | None) -> str:
    """` on 27 September 2020`, ` from … to …`, or nothing."""
    if when is None or not when.start:
        return ""
    if when.end == when.start or when.end is None:
        return f" on {day(when.start)}"
    return f" between {day(when.start)} and {day(when.end)}"


_MONTHS = "January February March April May June July August September October November December".split()


def day(iso: str) -> str:
    """`2020-09-27` → `27 September 2020`."""
    year, month, number = (int(p) for p in iso[:10].split("-"))
    return f"{number} {_MONTHS[month - 1]} {year}"


def according(sources: Sequence[Source]) -> str:
    """The chain in words, innermost first: `a resident, quoted by state agencies`."""
    if sources and all(s.actor is None for s in sources):
        unnamed = [s for s in sources if s.kind == "unnamed"]
        if unnamed:
            return f"unnamed sources (“{unnamed[-1].text}”)"
    sources = [s for s in sources if not (s.kind == "unnamed" and s.actor is None)]
    names = [party(s.actor) if s.actor is not None and s.actor.name and s.actor.role and not s.actor.private else s.text for s in reversed(sources)]
    names = list(dict.fromkeys(names))
    if not names:
        return ""
    return names[0] + "".join(f", via {n}" for n in names[1:])


def event_words(event: Event) -> str:
    """The event in one clause: `Armenia and Azerbaijan fought each other at Nagorno-Karabakh (region) on 27 September 2020`."""
    actors = join([party(a) for a in event.actors])
    recipients = join([party(a) for a in event.recipients])
    aside = _ASIDE.get(event.factuality)
    if aside:
        return f"{actors or recipients or 'nobody named'} — {aside}: {quoted(event.evidence[-1].quote)}{place_words(event.place)}{when_words(event.when)}"
    if not actors:
        told = f"{quoted(event.evidence[0].quote)}: {recipients}" if recipients else quoted(event.evidence[0].quote)
        return f"{told}{place_words(event.place)}{when_words(event.when)}"
    if not recipients and len(event.actors) > 1 and event.event_type in _TOGETHER:
        act = _TOGETHER[event.event_type]
    else:
        with_object, alone = _MODES.get((event.event_type, event.mode or ""), (_ONE_SIDED[event.event_type], _ALONE[event.event_type]))
        act = f"{with_object} {recipients}" if recipients else alone
    place = "" if event.place is not None and any(r.text == event.place.text for r in event.recipients) else place_words(event.place)
    exact = (event.event_type, event.mode or "") in _MODES and event.event_type not in _LOOSE
    said = "" if exact or event.event_type in ("REQUEST", "ASSAULT", "CONSULT", "PROTEST") else f" ({quoted(event.evidence[0].quote)})"
    return f"{actors} {act}{said}{place}{when_words(event.when)}"


_LOOSE = frozenset({"THREATEN", "SANCTION", "COERCE"})
"""Types whose wording matters more than the type says: the trigger is quoted beside it."""


def quoted(words: str) -> str:
    """The report's words in quotation marks, their own outer ones dropped: `“alarmed` → `“alarmed”`."""
    return f"“{' '.join(words.split()).strip(_MARKS)}”"


_MARKS = "\"“”„«»‘’', "


def number_words(toll: Toll) -> str:
    """`23`, `at least 101`, `24 to 99`, `up to 40`, `about 50`."""
    if toll.low is not None and toll.high is not None:
        return str(toll.low) if toll.low == toll.high else f"{toll.low} to {toll.high}"
    if toll.low is not None:
        return f"at least {toll.low}"
    if toll.high is not None:
        return f"up to {toll.high}"
    return f"about {toll.best}" if toll.best is not None else "an unknown number"


def toll_words(toll: Toll) -> str:
    """`23 killed at Nagorno-Karabakh (region), in the words “killing 23”`."""
    whom = f" ({toll.whom.text})" if toll.whom and toll.whom.text else ""
    since = f", in all since {toll.since.removeprefix('since ')}" if toll.period == "cumulative" and toll.since else (", in all" if toll.period == "cumulative" else "")
    among = "among them " if toll.part else ""
    return f"{among}{number_words(toll)} {toll.kind}{whom}{place_words(toll.place)}{since}"


_STANCES = {"supports": "supports", "opposes": "opposes", "condemns": "condemns", "regrets": "voices regret", "concerned": "is concerned",
            "urges": "urges", "offers": "offers", "neutral": "stays neutral"}


def position_words(position: Position) -> str:
    """`Turkey supports Azerbaijan`, `France urges: an immediate ceasefire`."""
    target = join([party(a) for a in position.target])
    strength = f" ({position.strength})" if position.strength else ""
    content = f": {quoted(position.content)}" if position.content else ""
    holder = f"{party(position.holder)} {_STANCES[position.stance]}"
    if position.stance in ("supports", "opposes", "urges"):
        return f"{holder} {target}{strength}{content}" if target else f"{holder}{strength}{content}"
    return f"{holder}{strength}{content}" + (f" (concerning {target})" if target else "")
