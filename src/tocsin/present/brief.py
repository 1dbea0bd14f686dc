"""The brief: one page on a report or a record, every sentence with numbered sources and the words they quote.

`brief_of` sorts the facts into sections of `Line`s; `as_text` and `as_markdown` write them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.present import words
from tocsin.records import Account, Event, Report, Span, Statement


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the brief with the numbers of its sources."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A numbered source: the words, and the report they stand in."""

    number: int
    quote: str
    report: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Brief:
    """Title, sections of lines, and the sources behind them."""

    title: str
    subtitle: str
    sections: tuple[tuple[str, tuple[Line, ...]], ...]
    sources: tuple[Quoted, ...]


class _Numbering:
    """Hands out source numbers; the same words of the same report keep theirs."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, int, int], Quoted] = {}

    def number(self, report: Report, spans: Iterable[Span]) -> tuple[int, ...]:
        """Numbers of the given spans of `report`."""
        found = []
        for span in spans:
            key = (report.id, span.start, span.end)
            if key not in self.known:
                self.known[key] = Quoted(len(self.known) + 1, span.quote, name_of(report), span.start, span.end)
            found.append(self.known[key].number)
        return tuple(dict.fromkeys(found))


def name_of(report: Report) -> str:
    """How a report is called in a source line: publisher, title, date."""
    parts = [p for p in (report.publisher, report.title, report.published) if p]
    return ", ".join(parts) or report.url or f"report {report.id[2:10]}"


_HAPPENED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID", "COOPERATE", "SANCTION", "CONCEDE"})
_TALK = frozenset({"CONSULT", "AGREE", "SUPPORT", "THREATEN", "REJECT"})


def brief_of(accounts: Sequence[Account], *, title: str | None = None) -> Brief:
    """The brief of one or several accounts."""
    numbering = _Numbering()
    sections = [
        ("What happened", _events(accounts, numbering, _HAPPENED, ("asserted", "historical"))),
        ("The toll, and who says so", _tolls(accounts, numbering)),
        ("What is claimed against whom", _claims(accounts, numbering)),
        ("Who called for what", _events(accounts, numbering, frozenset({"REQUEST"}), ("asserted", "claimed"))),
        ("Who stands where", _positions(accounts, numbering)),
        ("What was said between the parties", _events(accounts, numbering, _TALK, ("asserted",))),
        ("What is planned or threatened", _events(accounts, numbering, _HAPPENED | _TALK, ("planned", "threatened", "conditional"))),
        ("In their words", _quotes(accounts, numbering)),
        ("What the reports leave open", _open(accounts, numbering)),
    ]
    parties = words.join([p.name for a in accounts for p in a.parties])
    days = sorted({e.when.start for a in accounts for e in a.events if e.when and e.when.start and e.when.precision == "day" and e.factuality == "asserted"})
    span = "" if not days else words.day(days[0]) if days[0] == days[-1] else f"{words.day(days[0])} to {words.day(days[-1])}"
    count = "1 report" if len(accounts) == 1 else f"{len(accounts)} reports"
    subtitle = " · ".join(p for p in (span, count, "machine coding, not yet reviewed") if p)
    return Brief(title or (f"Brief: {parties}" if parties else "Brief"), subtitle, tuple((h, ls) for h, ls in sections if ls),
                 tuple(sorted(numbering.known.values(), key=lambda q: q.number)))


def _merged(lines: Iterable[tuple[str, tuple[int, ...]]]) -> tuple[Line, ...]:
    """Lines in order; the same sentence twice becomes one with both sources."""
    found: dict[str, tuple[int, ...]] = {}
    for text, sources in lines:
        found[text] = tuple(dict.fromkeys((*found.get(text, ()), *sources)))
    return tuple(Line(t, s) for t, s in found.items())


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "”")) else ".")


def _events(accounts: Sequence[Account], numbering: _Numbering, types: frozenset[str], factualities: tuple[str, ...]) -> tuple[Line, ...]:
    def lines() -> Iterable[tuple[str, tuple[int, ...]]]:
        for account in accounts:
            inner = {i: e for e in account.events for i in (*e.demands, *e.about) if e.factuality in ("asserted", "claimed")}
            told: list[Event] = []
            for event in account.events:
                if event.event_type not in types or event.factuality not in factualities:
                    continue
                if not (event.actors or event.recipients or event.place or event.when):
                    continue  # “the attack”: told elsewhere, or by nobody
                if event.place is None and event.when is None and any(_repeats(event, known) for known in told):
                    continue
                told.append(event)
                if event.factuality in ("planned", "threatened", "conditional") and event.id in inner and inner[event.id].event_type in types:
                    continue
                text = words.event_words(event) + _content(event, account)
                if event.factuality == "claimed":
                    text = f"According to {words.according(event.attribution)}: {text}"
                yield _sentence(text), numbering.number(account.report, event.evidence[-1:])

    return _merged(lines())


def _repeats(event: Event, known: Event) -> bool:
    """Whether `event` only names again what `known` told: same kind of act, same parties, nothing added."""
    return (event.event_type, event.mode, [a.key for a in event.actors], [a.key for a in event.recipients]) == (
        known.event_type, known.mode, [a.key for a in known.actors], [a.key for a in known.recipients]) and event.event_type not in ("REQUEST",)


def _content(event: Event, account: Account) -> str:
    """What a request, promise or threat is about, in the words of the act inside."""
    by_id = {e.id: e for e in account.events}
    inner = [by_id[i] for i in (*event.demands, *event.about) if i in by_id]
    if not inner or event.event_type in ("ACCUSE",):
        return f": {words.quoted(event.evidence[-1].quote)}" if event.event_type in ("REQUEST", "THREATEN", "REJECT", "AGREE") else ""
    return ": " + "; ".join(dict.fromkeys(words.quoted(e.evidence[-1].quote) for e in inner))


def _tolls(accounts: Sequence[Account], numbering: _Numbering) -> tuple[Line, ...]:
    return _merged((_sentence(f"{words.toll_words(t)} — according to {words.according(t.attribution) or 'the report itself'}"),
                    numbering.number(a.report, t.evidence[-1:])) for a in accounts for t in a.tolls)


def _claims(accounts: Sequence[Account], numbering: _Numbering) -> tuple[Line, ...]:
    def lines() -> Iterable[tuple[str, tuple[int, ...]]]:
        for account in accounts:
            for event in account.events:
                if event.event_type in _HAPPENED | _TALK | {"ACCUSE"} and event.factuality in ("claimed", "denied"):
                    source = words.according(event.attribution)
                    lead = f"Denied by {source}" if event.factuality == "denied" else f"According to {source}"
                    yield _sentence(f"{lead}: {words.event_words(event)}"), numbering.number(account.report, event.evidence[-1:])

    return _merged(lines())


def _positions(accounts: Sequence[Account], numbering: _Numbering) -> tuple[Line, ...]:
    return _merged((_sentence(words.position_words(p)), numbering.number(a.report, p.evidence[-1:]))
                   for a in accounts for p in a.positions)


def _quotes(accounts: Sequence[Account], numbering: _Numbering) -> tuple[Line, ...]:
    def lines() -> Iterable[tuple[str, tuple[int, ...]]]:
        for account in accounts:
            for statement in account.statements:
                if statement.form == "mixed" and any(_encloses(statement, other) for other in account.statements):
                    continue
                if statement.form in ("direct", "mixed") and statement.speaker is not None and len(statement.content.quote.split()) >= 4:
                    yield f"{_speaker(statement)}: {_quoted(statement)}", numbering.number(account.report, (statement.content,))

    return _merged(lines())[:12]


def _encloses(outer: Statement, inner: Statement) -> bool:
    return outer is not inner and outer.content.start <= inner.content.start and inner.content.end <= outer.content.end


def _speaker(statement: Statement) -> str:
    assert statement.speaker is not None  # filtered by the caller
    name = words.party(statement.speaker)
    return name[:1].upper() + name[1:]


def _quoted(statement: Statement) -> str:
    parts = [p.quote for p in statement.parts] or [statement.content.quote]
    text = " … ".join(p.strip().strip("\"“”'‘’,") for p in parts)
    return f"“{' '.join(text.split())}”"


def _open(accounts: Sequence[Account], numbering: _Numbering) -> tuple[Line, ...]:
    return _merged((_sentence(f"{u.what}: {u.reason}"), numbering.number(a.report, (u.span,) if u.span else ())) for a in accounts for u in a.unresolved)


def as_text(brief: Brief, width: int = 96) -> str:
    """The brief as plain text, wrapped, sources at the end."""
    import textwrap

    out = [brief.title, brief.subtitle, ""]
    for heading, lines in brief.sections:
        out += [heading.upper(), ""]
        for line in lines:
            marks = "".join(f"[{n}]" for n in line.sources)
            out += textwrap.wrap(f"{line.text} {marks}".strip(), width, initial_indent="  • ", subsequent_indent="    ")
        out.append("")
    out += ["SOURCES", ""]
    for source in brief.sources:
        quote = " ".join(source.quote.split())
        out += textwrap.wrap(f"[{source.number}] “{quote}” — {source.report}, characters {source.start}–{source.end}", width,
                             initial_indent="  ", subsequent_indent="      ")
    return "\n".join(out) + "\n"


def as_markdown(brief: Brief) -> str:
    """The brief as Markdown with footnotes."""
    out = [f"# {brief.title}", "", f"*{brief.subtitle}*", ""]
    for heading, lines in brief.sections:
        out += [f"## {heading}", ""]
        out += [f"- {line.text} " + "".join(f"[^{n}]" for n in line.sources) for line in lines]
        out.append("")
    for source in brief.sources:
        quote = " ".join(source.quote.split())
        out.append(f"[^{source.number}]: “{quote}” — {source.report}, characters {source.start}–{source.end}")
    return "\n".join(out) + "\n"
