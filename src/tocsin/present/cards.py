"""The facts of an account as cards of HTML: a sentence, its labels, and under “Why?” everything that led to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tocsin import vocab
from tocsin.present import words
from tocsin.records import Account, Actor, DateMention, Event, Place, Position, Source, Statement, Toll, When

GROUPS = (("e", "Events"), ("s", "Statements"), ("t", "Tolls"), ("o", "Positions"), ("p", "Places"), ("d", "Dates"))


@dataclass(frozen=True, slots=True)
class Card:
    """One fact ready for the page; `how` is its factuality, for filtering."""

    fact: str
    headline: str
    labels: tuple[str, ...]
    why: tuple[tuple[str, str], ...]
    """(name, HTML) rows."""
    how: str = ""
    quote: str = ""


def cards_of(account: Account) -> list[Card]:
    """The cards of all facts in the order of the text within each kind."""
    keys = {e.id: f"e{n}" for n, e in enumerate(account.events)} | {t.id: f"t{n}" for n, t in enumerate(account.tolls)}
    return [
        *(_event(f"e{n}", e, keys) for n, e in enumerate(account.events)),
        *(_statement(f"s{n}", s, keys) for n, s in enumerate(account.statements)),
        *(_toll(f"t{n}", t, keys) for n, t in enumerate(account.tolls)),
        *(_position(f"o{n}", p, keys) for n, p in enumerate(account.positions)),
        *(_place(f"p{n}", p) for n, p in enumerate(account.places)),
        *(_date(f"d{n}", d) for n, d in enumerate(account.dates)),
    ]


def card_html(card: Card, prefix: str) -> str:
    """The card as a list item; `prefix` sets the facts of one report apart from another's."""
    labels = "".join(f"<span>{escape(label)}</span>" for label in card.labels if label)
    how = f'<span class="how {escape(card.how)}">{escape(card.how)}</span>' if card.how else ""
    quote = f'<p class="quote">{escape(_short(card.quote))}</p>' if card.quote else ""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in card.why if value)
    why = f"<details><summary>Why?</summary><dl>{rows}</dl></details>" if rows else ""
    return (
        f'<li class="card k-{card.fact[0]}" id="{prefix}{card.fact}" data-how="{escape(card.how)}" tabindex="-1">'
        f'<p class="labels">{labels}{how}</p><p class="headline">{escape(card.headline)}</p>{quote}{why}</li>'
    )


def _short(text: str, limit: int = 280) -> str:
    squeezed = " ".join(text.split())
    return squeezed if len(squeezed) <= limit else squeezed[: limit - 1].rsplit(" ", 1)[0] + " …"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _event(fact: str, event: Event, keys: Mapping[str, str]) -> Card:
    kind = vocab.EVENT_TYPES[event.event_type]
    why = (
        ("Type", escape(f"{event.event_type} {kind.gloss}")),
        ("Rule", f"<code>{escape(event.rule)}</code>"),
        ("Confidence", _meter(event.confidence)),
        ("Who", _parties(event.actors)),
        ("To whom", _parties(event.recipients)),
        ("Third parties", _parties(event.third_parties)),
        ("Where", _place_html(event.place)),
        ("When", _when_html(event.when)),
        ("According to", _chain(event.attribution)),
        ("Asks for", _links(event.demands, keys)),
        ("Is about", _links(event.about, keys)),
        ("Codes", escape(_codes(event))),
        ("Contexts", escape(", ".join(event.contexts))),
        ("Left open", _list(f"{slot}: {reason}" for slot, reason in event.unresolved)),
    )
    return Card(
        fact,
        _capital(words.event_words(event)),
        (event.event_type, event.mode or ""),
        why,
        event.factuality,
        event.evidence[-1].quote,
    )


def _codes(event: Event) -> str:
    score = "" if event.goldstein is None else f", score {event.goldstein:+g}"
    return f"CAMEO {event.cameo}, quad class {event.quad_class}{score}, rank {event.rank} in its sentence"


def _statement(fact: str, statement: Statement, keys: Mapping[str, str]) -> Card:
    speaker = words.party(statement.speaker) if statement.speaker else "Somebody not named"
    why = (
        ("Who", _parties([statement.speaker] if statement.speaker else [])),
        ("On behalf of", _parties([statement.principal] if statement.principal else [])),
        ("To whom", _parties(statement.addressees)),
        ("Said by the word", escape(statement.cue.quote) if statement.cue else "no cue: the quotation marks alone"),
        ("According to", _chain(statement.attribution)),
        ("Medium", escape(statement.medium or "")),
        ("Occasion", escape(statement.occasion or "")),
        ("Facts inside", _links(statement.facts, keys)),
    )
    flags = ("denial",) if statement.denial else ("admission",) if statement.admission else ()
    return Card(fact, _capital(speaker), (f"{statement.form} speech", *flags), why, quote=statement.content.quote)


def _toll(fact: str, toll: Toll, keys: Mapping[str, str]) -> Card:
    bounds = " · ".join(
        f"{n} {'open' if v is None else v}" for n, v in (("low", toll.low), ("best", toll.best), ("high", toll.high))
    )
    why = (
        ("In the words", escape(f"“{toll.text}”")),
        ("Bounds", escape(bounds)),
        ("According to", _chain(toll.attribution) or "the report itself"),
        ("Counts", escape(_counted(toll))),
        ("Of", _links([toll.event] if toll.event else [], keys)),
        ("Where", _place_html(toll.place)),
        ("When", _when_html(toll.when)),
    )
    by = words.according(toll.attribution)
    return Card(
        fact,
        _capital(words.toll_words(toll)),
        ("toll", f"according to {by}" if by else "according to the report"),
        why,
        toll.factuality,
        toll.evidence[-1].quote,
    )


def _counted(toll: Toll) -> str:
    """`all, since Sunday`, or `this event alone`."""
    since = (toll.since or "").removeprefix("since ")
    return ("all" if toll.period == "cumulative" else "this event alone") + (f", since {since}" if since else "")


def _position(fact: str, position: Position, keys: Mapping[str, str]) -> Card:
    why = (
        ("Who", _parties([position.holder])),
        ("Towards", _parties(position.target)),
        ("From the event", _links([position.event] if position.event else [], keys)),
        ("When", _when_html(position.when)),
    )
    return Card(
        fact, _capital(words.position_words(position)), (position.stance,), why, quote=position.evidence[-1].quote
    )


def _place(fact: str, place: Place) -> Card:
    where = ", ".join(p for p in (place.admin1, place.country) if p)
    why = (
        ("Coordinates", escape(_coordinates(place))),
        ("Gazetteer", escape(place.gazetteer_id or "")),
        ("Could also be", escape(", ".join(place.candidates))),
    )
    name = place.name or place.text
    said = f" — “{place.text}”" if place.text != name else ""
    return Card(fact, f"{name}{said}", (place.precision, where), why)


def _coordinates(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return "none: the report is not sharp enough, or the place is unknown"
    return f"{place.latitude:.3f}, {place.longitude:.3f}"


def _date(fact: str, date: DateMention) -> Card:
    why = (
        ("Rule", escape(date.rule)),
        ("TIMEX3", escape(f"{date.type} {date.timex or ''}".strip())),
        ("Could also be", escape(", ".join(date.candidates))),
    )
    return Card(fact, f"“{date.text}” — {_days(date.start, date.end) or 'no day'}", (date.precision,), why)


def _days(start: str | None, end: str | None) -> str:
    if not start:
        return f"until {words.day(end)}" if end else ""
    if end == start:
        return words.day(start)
    return f"{words.day(start)} to {words.day(end)}" if end else f"from {words.day(start)}"


def _parties(actors: Iterable[Actor]) -> str:
    return "<br>".join(_party(a) for a in actors)


def _party(actor: Actor) -> str:
    codes = " ".join(c for c in (actor.country, actor.sector) if c)
    told = f" <small>{escape(codes)}</small>" if codes else ' <small class="gap">not resolved</small>'
    role = f", {actor.role}" if actor.role and not actor.private else ""
    words_used = f" ← “{_short(actor.text, 80)}”" if actor.name and actor.name != actor.text else ""
    via = f" <small>by {escape(actor.via)}</small>" if actor.via else ""
    return f"{escape((actor.name or _short(actor.text, 80)) + role)}{told}{escape(words_used)}{via}"


def _chain(sources: Sequence[Source]) -> str:
    """The sources from the outermost to the innermost, each with its cue."""
    return " → ".join(
        escape(_short(s.text, 80))
        + (f" <small>{escape(' '.join(x for x in (s.cue, s.kind) if x))}</small>" if s.cue or s.kind else "")
        for s in sources
    )


def _place_html(place: Place | None) -> str:
    if place is None:
        return ""
    link = f" <small>by {escape(place.link)}</small>" if place.link else ""
    sharp = " ".join(p for p in (place.precision, place.country) if p)
    return f"{escape(place.name or place.text)} <small>{escape(sharp)}</small>{link}"


def _when_html(when: When | None) -> str:
    if when is None:
        return ""
    return (
        f"{escape(_days(when.start, when.end) or when.text or '')} <small>{escape(when.rule or when.precision)}</small>"
    )


def _links(ids: Iterable[str], keys: Mapping[str, str]) -> str:
    return " ".join(
        f'<a class="to" data-to="{keys[i]}" href="#{keys[i]}">{_NAMES[keys[i][0]]} {int(keys[i][1:]) + 1}</a>'
        for i in ids
        if i in keys
    )


_NAMES = {"e": "event", "t": "toll"}


def _list(lines: Iterable[str]) -> str:
    return "<br>".join(escape(line) for line in lines)


def _meter(value: float) -> str:
    return f'<meter min="0" max="1" value="{value:.2f}">{value:.2f}</meter> {value:.2f}'
