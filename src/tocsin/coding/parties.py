"""The parties of one report: names resolved by the lexicon, pronouns and “both sides” by the report itself.

`ReportParties` is made once per report and answers, for the head of any noun phrase, which party or
parties it means. Answers are cached; asking twice costs nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence

from tocsin.coding import grammar
from tocsin.coding.actors import ActorIndex, resolve_phrase
from tocsin.coding.theatre import dateline_countries, named_countries, theatre_of
from tocsin.coding.topic import is_light_report
from tocsin.lexicon.frames import FrameIndex
from tocsin.read import mentions
from tocsin.read.mentions import Introduced
from tocsin.read.sentence import Sentence, child, conjuncts, phrase, subtree
from tocsin.records import Actor, Place, Span

SpeakerAt = Callable[[int], Actor | None]
"""Who speaks at a character offset, when that lies inside a quotation."""

_NAMING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "appos", "conj", "agent", "attr", "ROOT", "dative", "compound", "nmod", "npadvmod"})
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "REB", "PRM", "IGO", "SPY", "PRE", "OPP", "UAF", "IMG", "ISM"})
_NEVER = frozenset({"hand", "condition", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "year", "month", "week",
                    "day", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "time", "date", "occasion", "case", "place", "behalf", "wake", "light", "view", "end", "course", "fact"})
"""Nouns that stand where a party would but never are one."""
_OF_MANY = frozenset({"country", "state", "nation", "power", "neighbour", "neighbor", "peacekeeper", "marine", "delegation"})
"""Plural nouns of several countries or of another one than the report's: “Western states”, “peacekeepers”."""
_ARMED = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "ISM", "IMG", "CRM", "SPY"})
_OF_A_GROUP = frozenset({"REB", "PRM", "UAF", "ISM", "IMG", "PRE"})
_VIOLENT = frozenset("kill shoot fire attack burn torch loot abduct kidnap bomb beat storm raid shell slaughter massacre murder stab rape ambush open seize".split())
"""Verbs whose subject bears arms where the report leaves the choice."""
_SERVICES = {"military": "MIL", "army": "MIL", "navy": "MIL", "naval": "MIL", "force": "MIL", "police": "COP"}
_UNNAMED_MANY = frozenset({"dozens", "hundreds", "thousands", "scores", "others", "several", "many", "another"})
_CREWLESS = frozenset({"drone", "missile", "rocket", "shell", "mortar", "bomb", "projectile", "munition", "landmine", "mine", "grenade", "uav"})
"""Weapons that do not tell whose they are."""
_UNPLACED = frozenset({"all", "no", "any", "other", "foreign", "western", "regional", "international", "humanitarian", "both", "european", "arab", "african"})
"""Words beside a role that no single country goes with."""


class ReportParties:
    """Resolver for one report; `speaker_at` may be set once its statements are known."""

    def __init__(self, text: str, sentences: Sequence[Sentence], index: ActorIndex, *, on: str | None = None,
                 people: Mapping[str, Actor] | None = None, places: Sequence[Place] = ()) -> None:
        self.text = text
        self.sentences = sentences
        self.index = index
        self.on = on
        self.people = people or {}
        self.places = tuple(p for p in places if p.span is not None and p.country)
        self.speaker_at: SpeakerAt | None = None
        self._positions = {s.index: n for n, s in enumerate(sentences)}
        self._cache: dict[tuple[int, int], tuple[Actor, ...]] = {}
        self._names: dict[tuple[int, int], tuple[Actor, ...]] = {}
        self._introduced: dict[int, list[Introduced]] = {}
        self._pair: tuple[Actor, ...] | None = None
        self._light: bool | None = None
        self.theatre = theatre_of(sentences, self.places, index, {a.key: a.country for a in self.people.values()}.values())
        at_home = dateline_countries(sentences, self.places)
        self._home = next(iter(at_home)) if len(at_home) == 1 else None

    def is_party(self, sentence: Sentence, token: int) -> bool:
        """Whether the token by itself names a country, a nationality, a person in office or a known group."""
        word = sentence.words[token]
        if not word[:1].isupper():
            return False
        if self.index.country_of_word(word) is not None:
            return True
        return any(a.country or a.id for a in self._named(sentence, token))

    def is_seat(self, sentence: Sentence, token: int) -> bool:
        """Whether the token names a capital, which speaks for its country but is also a place: `Kabul`."""
        entries = self.index.names.get((sentence.words[token].lower(),), ())
        return any(e.kind == "seat" for e in entries) and not any(e.kind in ("country", "adjective", "demonym") for e in entries)

    def spots(self, sentence: Sentence) -> frozenset[int]:
        """Tokens of names of places; states of a federation that are only won in elections are left out: `captured Ohio`."""
        spans = [p.span for p in self.places if p.span is not None and sentence.start <= p.span.start < sentence.end and not (p.country == "USA" and p.precision == "admin1")]
        return frozenset(i for i, start in enumerate(sentence.starts) if any(s.start <= start < s.end for s in spans)) if spans else frozenset()

    def parties(self, sentence: Sentence, head: int) -> tuple[Actor, ...]:
        """The parties the phrase at `head` means, each coordinated part on its own; () for what cannot be one."""
        key = (sentence.index, head)
        if key not in self._cache:
            self._cache[key] = ()  # a phrase that refers to itself ends here
            found: dict[tuple[str | None, ...], Actor] = {}
            for token in conjuncts(sentence, head):
                for actor in self._one(sentence, token):
                    found.setdefault(actor.key, actor)
            self._cache[key] = tuple(found.values())
        return self._cache[key]

    def inside(self, sentence: Sentence, head: int, *, towns: bool = True) -> tuple[Actor, ...]:
        """The parties named within a thing that is no party itself: “the ultimatum by Washington”, “Iran's offer”, “Israeli raids”.

        Without `towns`, a town where something is (“talks in Sharm el-Sheikh”) is nobody.
        """
        for token in conjuncts(sentence, head):
            owner = child(sentence, token, "poss")
            if owner is not None and (found := self._known(sentence, owner)):
                return found
            for name, _, obj in sorted(grammar.prepositions(sentence, token), key=lambda p: p[0] != "by"):  # whose deed it is comes first
                if name in ("by", "of", "from", "against", "with", "for", "in", "on", "to", "between", "into") and (found := self._known(sentence, obj)):
                    if name == "in" and not towns and all(a.sector is None for a in found):
                        continue
                    return found
            for modifier in grammar.modifiers(sentence, token):
                if self.is_party(sentence, modifier) and (found := self._known(sentence, modifier)):
                    return self._of_service(sentence, token, found)
        return ()

    def _of_service(self, sentence: Sentence, deed: int, found: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """“a Myanmar military air strike”: the service named before the deed, not the government."""
        service = next((s for c in grammar.modifiers(sentence, deed) if (s := _SERVICES.get(sentence.lemmas[c]))), None)
        if service is None or len(found) != 1 or found[0].sector != "GOV" or found[0].role is not None:
            return found
        return (dataclasses.replace(found[0], sector=service, name=None, id=None),)

    def light_report(self, frames: FrameIndex) -> bool:
        """Whether the whole report is about business, sport or entertainment."""
        if self._light is None:
            self._light = is_light_report(self.sentences, frames)
        return self._light

    def in_public(self, sentence: Sentence) -> bool:
        """Whether the sentence names an organ of a state, an armed group or an international body."""
        return any(i.actor.sector in _OFFICIAL for i in self.introduced(sentence))

    def _known(self, sentence: Sentence, head: int) -> tuple[Actor, ...]:
        return tuple(a for a in self.parties(sentence, head) if a.country or a.id or a.sector)

    def _one(self, sentence: Sentence, token: int) -> tuple[Actor, ...]:
        word = sentence.words[token].lower()
        tag = sentence.tags[token]
        if tag in ("PRP", "PRP$") and (word in mentions.PERSONAL or word in mentions.SPEAKING):
            return self._pronoun(sentence, token, word)
        if tag in ("WP", "WDT", "EX", "WRB") or (tag == "IN" and word == "that"):
            noun = grammar.antecedent(sentence, token)
            return self._one(sentence, noun) if noun != token else ()
        if mentions.means_both(sentence, token):
            pair = self.both() or self._last_two(sentence, token)
            if pair:
                return tuple(self._as(sentence, token, a, "both sides") for a in pair)
            first, last = phrase(sentence, token, prepositions=False)
            span = sentence.span(self.text, first, last)
            return (Actor(span.quote, span=span),)  # whoever they are
        if sentence.lemmas[token] == "force" and tag == "NN" and not grammar.modifiers(sentence, token):
            return ()  # “the use of force”; a party would be “forces” or “a force of …”
        if word in _UNNAMED_MANY or (tag == "CD" and not sentence.children[token]):
            return self._many(sentence, token)
        if sentence.lemmas[token] in _NEVER or (tag in ("CD", "RB") and not sentence.children[token]):
            return ()
        if grammar.head_is_verbal(sentence, token) and tag != "VBG":
            return ()
        core = grammar.core(sentence, token)
        if core is not None and core != token:
            return self._one(sentence, core)
        return self._noun(sentence, token)

    def _many(self, sentence: Sentence, token: int) -> tuple[Actor, ...]:
        """People told by their number alone: “abducted dozens of others”, “killing 12”; () where no harm is done to them."""
        head = sentence.heads[token]
        inner = next((o for name, _, o in grammar.prepositions(sentence, token) if name == "of"), None)
        if inner is not None and sentence.lemmas[inner] != "other":
            return self._noun(sentence, token)
        if sentence.deps[token] not in ("dobj", "nsubjpass") or sentence.lemmas[head] not in grammar.HARM_TO_PEOPLE:
            return () if sentence.tags[token] == "CD" else self._noun(sentence, token)
        told = grammar.direct_object(sentence, sentence.heads[head]) if sentence.deps[head] == "conj" and inner is None else None
        if told is not None and told != token and sentence.lemmas[sentence.heads[head]] in grammar.HARM_TO_PEOPLE and (same := self._one(sentence, told)):
            return (self._as(sentence, token, same[0], "coreference"),)  # “killed seven soldiers and wounded 13”
        first, last = phrase(sentence, token)
        span = sentence.span(self.text, first, last)
        return self._placed_all(sentence, token, (Actor(span.quote, sector="CVL", span=span),))

    def _placed_all(self, sentence: Sentence, token: int, found: tuple[Actor, ...]) -> tuple[Actor, ...]:
        return tuple(self._placed(sentence, token, a) for a in found)

    def _noun(self, sentence: Sentence, token: int) -> tuple[Actor, ...]:
        found = self._named(sentence, token)
        if sentence.lemmas[token] in mentions.OPPOSED and tag_singular(sentence, token) and (opposed := self._owned(sentence, token, found)):
            return opposed
        each = self._of_both(sentence, token, found)
        if each:
            return each
        if any(a.country or a.id for a in found):
            return (*found, *self._shared(sentence, token, found))
        owned = self._owned(sentence, token, found)
        if owned:
            return owned
        lemma = sentence.lemmas[token]
        definite = any(sentence.lemmas[c] in ("the", "that", "this") for c in sentence.children[token])
        if definite or lemma in ("general",):
            known = mentions.same_role(self.before(sentence, token), lemma, sentence.index)
            if known is not None and (known.role or "").strip():
                return (self._as(sentence, token, known, "coreference"),)
            if lemma in ("country", "nation", "republic", "state", "kingdom") and tag_singular(sentence, token):
                country = self._the_country(sentence, token)
                if country is not None:
                    return (self._as(sentence, token, country, "coreference"),)
            again = mentions.named_before(self.before(sentence, token), lemma, found[0].sector if found else None)
            if again is not None:
                return (self._as(sentence, token, again, "coreference"),)
        if found and found[0].sector in _OFFICIAL and found[0].country is None and self._of_unknown_body(sentence, token):
            first, last = phrase(sentence, token, prepositions=False)
            span = sentence.span(self.text, first, last)
            return (Actor(span.quote, span=span),)  # “Crane officials”: officials of a firm, not of a state
        if found and found[0].sector and found[0].country is None:
            return self._placed_all(sentence, token, found)
        if not found and sentence.tags[token] in ("NNP", "NNPS"):
            first, last = phrase(sentence, token, prepositions=False)
            span = sentence.span(self.text, first, last)
            return (Actor(span.quote, span=span),)  # a name the lexicon does not know: kept in the report's words
        if token == 0 and sentence.tags[token] in ("NN", "NNS") and not any(a.sector for a in found):
            return ()  # “Airstrikes hit Aleppo”: a capital that only opens the sentence makes no name
        return found

    def _of_unknown_body(self, sentence: Sentence, token: int) -> bool:
        """Whether the role belongs to a name that the lexicon does not know: `Crane` in “Crane officials”."""
        return any(sentence.deps[c] in ("compound", "poss") and sentence.tags[c] in ("NNP", "NNPS") and c == token - 1 and sentence.tags[token] in ("NN", "NNS")
                   and not any(a.country or a.id or a.sector for a in self._named(sentence, c)) for c in sentence.children[token])

    def _of_both(self, sentence: Sentence, token: int, found: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """“the foreign ministers of the two countries”: the role for each of the two parties of the report."""
        if not any(name == "of" and mentions.means_both(sentence, obj) for name, _, obj in grammar.prepositions(sentence, token)):
            return ()
        first, last = phrase(sentence, token)
        span = sentence.span(self.text, first, last)
        sector = found[0].sector if found and found[0].sector else None
        return tuple(Actor(span.quote, None, a.country, sector or a.sector, sentence.lemmas[token], None, span, via="both sides") for a in self.both())

    def _shared(self, sentence: Sentence, token: int, found: tuple[Actor, ...]) -> Iterator[Actor]:
        """“the leaders of Kenya and Somalia”: the same role for each further country named."""
        if len(found) != 1 or sentence.tags[token] != "NNS":
            return
        for name, _, obj in grammar.prepositions(sentence, token):
            if name != "of":
                continue
            for other in conjuncts(sentence, obj)[1:]:
                for actor in self._named(sentence, other):
                    if actor.country and actor.country != found[0].country and actor.role is None:
                        first, _ = phrase(sentence, token, prepositions=False)
                        span = sentence.span(self.text, first, other)
                        yield dataclasses.replace(found[0], text=span.quote, span=span, country=actor.country, name=None, id=None)

    def _owned(self, sentence: Sentence, token: int, found: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """“his people”, “its army”, “Israel's raid”, “the shelling of Aleppo”: the owner's country, with the noun's own sector."""
        owner = child(sentence, token, "poss")
        if owner is None:
            return ()
        of = [a for a in self._one(sentence, owner) if a.country or a.id]
        if not of:
            return ()
        if sentence.lemmas[token] in mentions.OPPOSED and tag_singular(sentence, token):
            return self._opposed(sentence, token, of[0])
        sector = found[0].sector if found and found[0].sector else ("CVL" if sentence.lemmas[token] in ("people", "citizen", "population") else of[0].sector)
        if sector in _ARMED and of[0].sector in _OF_A_GROUP:
            sector = of[0].sector  # the forces of a rebel leader are rebels
        first, last = phrase(sentence, token, prepositions=sentence.lemmas[sentence.heads[token]] != "accuse")
        span = sentence.span(self.text, first, last)
        same = sector == of[0].sector and not (of[0].role and sentence.lemmas[token] in _OFFICES)  # “Kiir dismissed his deputy”: another person
        return (Actor(span.quote, of[0].name if same else None, of[0].country, sector, None, of[0].id if same else None, span, via="possessor"),)

    def _opposed(self, sentence: Sentence, token: int, owner: Actor) -> tuple[Actor, ...]:
        """“His rival, General Hemedti”, “its foe”: the one named beside it, else the other of the two sides; never the owner."""
        named = child(sentence, token, "appos")
        if named is not None and (found := self._named(sentence, named)):
            return tuple(self._placed(sentence, named, a) if a.country is None and a.id is None and a.sector else a for a in found)
        sides = {mentions.party_key(a): a for a in self.both()}
        own = mentions.party_key(owner)
        if len(sides) == 2 and own in sides:
            return tuple(self._as(sentence, token, a, "both sides") for key, a in sides.items() if key != own)
        first, last = phrase(sentence, token)
        span = sentence.span(self.text, first, last)
        return (Actor(span.quote, span=span),)

    def _placed(self, sentence: Sentence, token: int, actor: Actor) -> Actor:
        """A role without a country (“the army”, “police”) given the country its sentence, else its paragraph, speaks of."""
        if actor.sector in ("IGO", "NGO", "MNC", "ISM", "IMG", "UNK") or _of_nowhere(sentence, token):
            return actor
        if actor.sector == "MIL" and sentence.lemmas[token] == "officer" and self._of_police(sentence):
            actor = dataclasses.replace(actor, sector="COP")
        country = self._forces_before(sentence, token, actor) or self._context_country(sentence, token)
        return actor if country is None else dataclasses.replace(actor, country=country, via="context")

    def _of_police(self, sentence: Sentence) -> bool:
        """Whether “officers” here are police: the words nearby speak of police and of no army."""
        at = self._positions[sentence.index]
        lemmas = {lemma for s in self.sentences[max(0, at - 4):at + 1] for lemma in s.lemmas}
        return "police" in lemmas and lemmas.isdisjoint({"army", "military", "soldier", "troop", "navy", "general"})

    def _placed_near(self, sentence: Sentence, token: int, actor: Actor) -> Actor:
        """A role without a country given the one country that its sentence names; used while parties are still being introduced."""
        if actor.sector in ("IGO", "NGO", "MNC", "ISM", "IMG", "UNK"):
            return actor
        named = named_countries(sentence, self.places, self.index)
        if self.theatre is not None and self.theatre not in {c for _, c in named}:
            return actor  # “Defense Secretary X spoke of Iran”: another country named far from the role is not its own
        countries = {self.index.country_of_word(sentence.words[i]) for i, _ in named} - {None}
        return dataclasses.replace(actor, country=next(iter(countries)), via="context") if len(countries) == 1 else actor

    def _context_country(self, sentence: Sentence, token: int) -> str | None:
        if self.theatre is not None or (self._home is not None and _speaks(sentence, token)):
            return self._country_here(sentence, token) or self.theatre or self._home
        named = {p.country for p in self.places if p.span is not None and sentence.start <= p.span.start < sentence.end}
        if len(named) == 1:
            return next(iter(named))
        here = [i for i in self.introduced(sentence) if not _at_another_time(sentence, token, i.token)]
        countries = {i.actor.country for i in here if i.actor.country and i.actor.sector != "JRN"}  # whom a witness told lends nobody its country
        located = [i.actor.country for i in here if i.actor.country and _is_located(sentence, i.token)]
        if located:
            return min((abs(i.token - token), i.actor.country) for i in here if i.actor.country and _is_located(sentence, i.token))[1]
        if len(countries) == 1:
            return next(iter(countries))
        if countries:
            return None
        at = self._positions[sentence.index]
        for earlier in reversed(self.sentences[max(0, at - 3):at]):
            named = {i.actor.country for i in self.introduced(earlier) if i.actor.country and i.actor.sector != "JRN"}
            if len(named) == 1:
                return next(iter(named))
            if named:
                return None
        return None

    def _forces_before(self, sentence: Sentence, token: int, actor: Actor) -> str | None:
        """“The army” after “Israeli troops”: theirs, unless its own sentence says whose."""
        if self.theatre is None or actor.sector != "MIL" or not any(sentence.lemmas[c] == "the" for c in sentence.children[token]) or self._country_here(
                sentence, token):
            return None
        telling = _speaks(sentence, token)
        return next((i.actor.country for i in reversed(self.before(sentence, token)) if i.actor.sector == "MIL" and i.actor.country
                     and not (telling and i.sentence == sentence.index)), None)

    def _country_here(self, sentence: Sentence, token: int) -> str | None:
        """The country that the sentence itself gives to a role: where its clause plays, or whose word or deed it is."""
        named = named_countries(sentence, self.places, self.index)
        content = child(sentence, sentence.heads[token], "ccomp") if _speaks(sentence, token) else None
        if content is not None:  # what a speaker tells of is not where the speaker belongs
            under = set(subtree(sentence, content))
            named = [(i, c) for i, c in named if i not in under]
        located = [(abs(i - token), c) for i, c in named if _is_located(sentence, i) and not _elsewhere(sentence, token, i) and not _where_told(sentence, token, i)]
        if located:
            return min(located)[1]
        above, told = token, False
        while sentence.heads[above] != above:
            told = told or sentence.deps[above] == "ccomp"
            above = sentence.heads[above]
            subject = child(sentence, above, "nsubj")
            if told and subject is not None and sentence.tags[above][0] == "V":  # “Israel said troops …”
                first, last = phrase(sentence, subject, prepositions=False)
                owners = {a.country for a in self._named(sentence, subject) if a.country and a.sector not in ("JRN", "NGO", "MNC", "BUS")}
                if len(owners := owners or {c for i, c in named if first <= i <= last}) == 1:
                    return next(iter(owners))
        return None

    def _pronoun(self, sentence: Sentence, token: int, word: str) -> tuple[Actor, ...]:
        if word in mentions.SPEAKING:
            speaker = self.speaker_at(sentence.starts[token]) if self.speaker_at else None
            return (self._as(sentence, token, speaker, "speaker"),) if speaker is not None else ()
        before = [i for i in self.before(sentence, token) if i.sentence != sentence.index or not _quoted_before(sentence, i.token, token)]
        taken = any(sentence.tags[t] == "PRP" and sentence.deps[t] in ("nsubj", "nsubjpass") for t in range(token))
        doer = self._doer_over(sentence, token)
        if doer is not None:  # “broke off talks with the ELN, accusing it of …”: nobody accuses himself
            before = [i for i in before if mentions.party_key(i.actor) != doer]
        known = self._armed_before(sentence, token, before) or mentions.referent(word, before, sentence.index, token, here_first=not taken, done_to=doer is not None)
        if known is not None and known.sector and not (known.country or known.id):
            at = next(i for i in reversed(before) if i.actor is known)
            known = self._placed(self.sentences[self._positions[at.sentence]], at.token, known)
        if known is None:
            span = sentence.span(self.text, token, token)
            return (Actor(span.quote, span=span),) if word not in ("it", "its", "itself") else ()
        return (self._as(sentence, token, known, "coreference"),)

    def _doer_over(self, sentence: Sentence, token: int) -> str | None:
        """The party that does what is done to the pronoun at `token`, where it is an object; None elsewhere or where nobody is named."""
        head = sentence.heads[token]
        if sentence.deps[token] not in ("dobj", "dative") or sentence.words[token].lower().endswith(("self", "selves")) or not grammar.head_is_verbal(sentence, head):
            return None
        subject = grammar.subject(sentence, head)
        if subject is None or subject == token or sentence.tags[subject] == "PRP":
            return None
        return next((mentions.party_key(a) for a in self.parties(sentence, subject)), None)

    def _armed_before(self, sentence: Sentence, token: int, before: Sequence[Introduced]) -> Actor | None:
        """Those who bear arms, for the `they` that attacks: “They came at midnight and shot at everybody”."""
        if sentence.words[token].lower() != "they" or sentence.deps[token] != "nsubj":
            return None
        if not any(sentence.lemmas[v] in _VIOLENT and not grammar.is_passive(sentence, v) for v in conjuncts(sentence, sentence.heads[token])):
            return None
        fitting = [i for i in before if i.kind in ("plural", "body") and i.sentence >= sentence.index - 4]
        nearest = next((i for i in reversed(fitting) if i.sentence < sentence.index or i.subject), None)
        if nearest is None or nearest.actor.sector in _ARMED:
            return None
        return next((i.actor for i in reversed(fitting) if i.actor.sector in _ARMED), None)

    def _as(self, sentence: Sentence, token: int, actor: Actor, via: str) -> Actor:
        """`actor` meant by other words: those of the phrase at `token`."""
        first, last = phrase(sentence, token, prepositions=False)
        span = sentence.span(self.text, first, last)
        return dataclasses.replace(actor, text=span.quote, span=span, via=via)

    def _named(self, sentence: Sentence, token: int) -> tuple[Actor, ...]:
        key = (sentence.index, token)
        if key not in self._names:
            found = resolve_phrase(sentence, token, self.index, on=self.on, people=self.people, text=self.text)
            self._names[key] = tuple(self._with_at(a) for a in found)
        return self._names[key]

    def _with_at(self, actor: Actor) -> Actor:
        """“at least 56 civilians” whole, which the parse cuts after `at`."""
        span = actor.span
        if span is None or not span.quote.startswith(("least ", "most ")) or self.text[max(0, span.start - 3):span.start].lower() != "at ":
            return actor
        span = Span.of(self.text, span.start - 3, span.end)
        return dataclasses.replace(actor, text=span.quote, span=span)

    def introduced(self, sentence: Sentence) -> list[Introduced]:
        """The parties named in `sentence`, in text order."""
        if sentence.index not in self._introduced:
            self._introduced[sentence.index] = list(self._introductions(sentence))
        return self._introduced[sentence.index]

    def _introductions(self, sentence: Sentence) -> Iterator[Introduced]:
        for token, tag in enumerate(sentence.tags):
            if tag not in grammar.NOUN_TAGS and not (tag[0] == "J" and sentence.words[token][0].isupper()):
                continue
            if sentence.deps[token] not in _NAMING or (sentence.deps[token] in ("compound", "nmod") and not self.index.country_of_word(sentence.words[token])):
                continue
            for actor in self._named(sentence, token):
                if actor.country is None and actor.id is None and sentence.tags[token] in ("NN", "NNP"):
                    at = self._positions[sentence.index]
                    earlier = [i for s in self.sentences[max(0, at - 6):at] for i in self.introduced(s)]
                    actor = mentions.same_role(earlier, sentence.lemmas[token], sentence.index) or actor
                if actor.sector and actor.country is None and actor.id is None:
                    actor = self._placed_near(sentence, token, actor)
                if actor.country or actor.id or actor.sector:
                    yield Introduced(sentence.index, token, actor, _kind(sentence, token, actor), sentence.deps[token] in ("nsubj", "nsubjpass"),
                                     sentence.lemmas[token])

    def before(self, sentence: Sentence, token: int) -> list[Introduced]:
        """What is introduced before (`sentence`, `token`), up to six sentences back."""
        at = self._positions[sentence.index]
        found = [i for s in self.sentences[max(0, at - 6):at] for i in self.introduced(s)]
        return found + [i for i in self.introduced(sentence) if i.token < token]

    def _the_country(self, sentence: Sentence, token: int) -> Actor | None:
        """Which state “the country” is: that of whoever speaks in its sentence, else the one the report plays in, else the last one named."""
        before = [i for i in self.before(sentence, token) if i.actor.country and i.actor.sector not in ("JRN", "NGO", "MNC", "BUS")]
        speaking = next((i.actor for i in before if i.sentence == sentence.index and i.subject and i.kind == "person" and i.actor.country), None)
        country = speaking.country if speaking is not None else self.theatre
        if country is not None:
            return next((i.actor for i in reversed(before) if i.kind == "body" and i.actor.country == country and i.actor.role is None and i.actor.sector == "GOV"),
                        Actor("", self.index.country_name(country), country, "GOV"))
        return next((i.actor for i in reversed(before) if i.kind == "body"), None)

    def both(self) -> tuple[Actor, ...]:
        """The two parties that “both sides” means in this report; () when no two stand out."""
        if self._pair is None:
            named = [i for s in self.sentences for i in self.introduced(s)]
            self._pair = mentions.principal_pair(self._coordinated(), [i.actor for i in named if i.kind == "body"])
            self._pair = tuple(self._as_country(_as_side(a)) for a in self._pair)
        return self._pair

    def _as_country(self, side: Actor) -> Actor:
        """A side that is a state, under the state's name."""
        if side.sector != "GOV" or side.country is None:
            return side
        return dataclasses.replace(side, name=self.index.country_name(side.country) or side.name)

    def _last_two(self, sentence: Sentence, token: int) -> tuple[Actor, ...]:
        """The only two sides named before the phrase, where the report never names them together; () otherwise."""
        here = {mentions.party_key(i.actor) for i in self.introduced(sentence) if i.subject}
        sides: dict[str, Actor] = {}
        for introduced in self.before(sentence, token):
            key = mentions.party_key(introduced.actor)
            if key and key not in here:
                sides.setdefault(key, introduced.actor)
        return tuple(_as_side(a) for a in sides.values()) if len(sides) == 2 else ()

    def _coordinated(self) -> Iterator[tuple[Actor, Actor]]:
        for sentence in self.sentences:
            for token in range(len(sentence)):
                if sentence.deps[token] != "conj" or sentence.tags[token] not in grammar.NOUN_TAGS or _of_one_camp(sentence, token):
                    continue
                left, right = self._named(sentence, sentence.heads[token]), self._named(sentence, token)
                if left and right and _is_side(left[0]) and _is_side(right[0]):
                    yield left[0], right[0]


def _of_one_camp(sentence: Sentence, token: int) -> bool:
    """Whether coordinated parties stand on one side of an act: “slogans against Israel and America”."""
    first = sentence.heads[token]
    return sentence.deps[first] == "pobj" and sentence.lemmas[sentence.heads[first]] in ("against", "to", "from", "for", "on", "at")


def _quoted_before(sentence: Sentence, token: int, pronoun: int) -> bool:
    """Whether a quotation ends between the two: in “I am the commander,” he said, he is nobody named inside it."""
    return any(sentence.tags[t] == "''" for t in range(token, pronoun))


def _speaks(sentence: Sentence, token: int) -> bool:
    """Whether the phrase is the subject of a verb that tells something: “…, the defence ministry said”."""
    return sentence.deps[token] == "nsubj" and child(sentence, sentence.heads[token], "ccomp") is not None


def _of_nowhere(sentence: Sentence, token: int) -> bool:
    """Whether a role belongs to several countries or to none: “Western states”, “all parties”, “no group”, “foreign powers”."""
    if sentence.lemmas[token] in _CREWLESS or (sentence.lemmas[token] in _OF_MANY and sentence.tags[token] in ("NNS", "NNPS")):
        return True
    return any(sentence.lemmas[c].lower() in _UNPLACED for c in sentence.children[token])


def tag_singular(sentence: Sentence, token: int) -> bool:
    """Whether the noun at `token` is singular."""
    return sentence.tags[token] in ("NN", "NNP")


def _is_side(actor: Actor) -> bool:
    return mentions.party_key(actor) is not None


def _as_side(actor: Actor) -> Actor:
    """A party as a side of the conflict: a person or ministry gives way to its country."""
    if actor.country and actor.sector in ("GOV", "MIL", "CVL", "LEG", "JUD", "COP", "SPY", None):
        return dataclasses.replace(actor, sector="GOV", role=None, id=actor.id if actor.id and actor.role is None else None)
    return actor


def _where_told(sentence: Sentence, token: int, place: int) -> bool:
    """Whether the place only says where somebody told of it: “ECOWAS said in Abuja that the juntas …”."""
    saying = sentence.heads[sentence.heads[place]]
    content = child(sentence, saying, "ccomp")
    return content is not None and place not in (under := set(subtree(sentence, content))) and token in under


def _elsewhere(sentence: Sentence, token: int, place: int) -> bool:
    """Whether the place stands in a clause of its own subject beside that of the role: “…, while Qatar called for talks in Jeddah”."""
    above, apart = {token}, set[int]()
    while sentence.heads[token] != token:
        apart |= above if sentence.deps[token] == "relcl" else set()
        token = sentence.heads[token]
        above.add(token)
    while place not in above:
        if sentence.deps[place] in ("advcl", "conj", "parataxis") and sentence.tags[place][0] == "V" and child(sentence, place, "nsubj", "nsubjpass") is not None:
            return True
        if sentence.heads[place] == place:
            return False
        place = sentence.heads[place]
    return bool(apart) and place not in apart  # “…, which the army accuses of it, called for talks in Jeddah”


_OFFICES = frozenset("president minister premier chancellor governor general mayor ambassador commander chief judge prosecutor deputy secretary adviser aide envoy "
                     "predecessor successor ally rival officer colleague brother son nephew cousin wife".split())
"""Whom a person has beside himself."""


def _at_another_time(sentence: Sentence, token: int, other: int) -> bool:
    """Whether a party acts in a clause of another time than that of the role: “48 people were killed before Trump intervened”."""
    above = {token}
    while sentence.heads[token] != token:
        token = sentence.heads[token]
        above.add(token)
    while other not in above:
        if sentence.deps[other] == "advcl" and any(sentence.deps[c] == "mark" and sentence.lemmas[c] in ("before", "until", "while", "whereas", "although")
                                                   for c in sentence.children[other]):
            return True
        if sentence.heads[other] == other:
            return False
        other = sentence.heads[other]
    return False


def _is_located(sentence: Sentence, token: int) -> bool:
    head = sentence.heads[token]
    return sentence.deps[token] == "pobj" and sentence.lemmas[head] in ("in", "at", "near", "across", "inside", "outside", "throughout", "around", "along")


def _kind(sentence: Sentence, token: int, actor: Actor) -> str:
    if sentence.tags[token] == "NNS":
        return "plural"
    if actor.role or (actor.private and sentence.tags[token] in ("NN", "NNP")):
        return "person"
    return "body"


