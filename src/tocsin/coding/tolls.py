"""Tolls as a report words them: who was killed, injured, missing, captured, detained or displaced, and how many.

`find_tolls` gives every mention in text order, subsets and repeats included; which mentions speak of the
same people is worked out in `coding.toll_totals`, the event and the claimant are linked by the pipeline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.coding import grammar
from tocsin.coding.clauses import clause_of, path
from tocsin.coding.toll_nearby import Hit
from tocsin.coding.toll_quantity import Quantity, quantity
from tocsin.coding.toll_triggers import triggers
from tocsin.lexicon.tolls import TollWords, load_toll_words
from tocsin.read.sentence import Sentence, child, phrase, subtree


@dataclass(frozen=True, slots=True)
class TollMention:
    """One wording of a toll; offsets are code points into the report's text, bounds that are open are None."""

    kind: str
    low: int | None
    best: int | None
    high: int | None
    text: str
    """The number and its noun: `at least two civilians`."""
    start: int
    end: int
    evidence_start: int
    evidence_end: int
    """From the number to the word that tells the fate (`at least two civilians were killed`)."""
    whom: str
    whom_start: int
    whom_end: int
    group: str | None
    head: str
    """Lemma of the noun, for comparing mentions."""
    sentence: int
    token: int
    """Head token of the people in that sentence."""
    trigger: int
    """Token of the word that tells the fate."""
    period: str = "event"
    since: str | None = None
    negated: bool = False
    hypothetical: bool = False
    """Only threatened, tried, feared or possible."""
    exact: bool = False
    vague: bool = False
    definite: bool = False
    other: bool = False
    subset: bool = False
    """Part of another mention: `including six children`."""
    implied: bool = False
    """The words say that they were hit (`shot`), not how badly."""
    name: bool = False
    pronoun: bool = False
    total: bool = False
    """Worded as a toll: `the death toll rose to 95`."""
    background: bool = False
    """Told of another event mentioned in passing: `linked to the July attack which killed two`."""
    also: bool = False
    """The fate befell them besides others: `was also killed`."""

    @property
    def value(self) -> int | None:
        """One figure for adding up: best, else low, else high."""
        return self.best if self.best is not None else self.low if self.low is not None else self.high


def find_tolls(text: str, sentences: Sequence[Sentence], *, year: int | None = None) -> tuple[TollMention, ...]:
    """All toll mentions of a report in text order; with its `year`, tolls of earlier years are marked as background.

    Example: “Shelling killed at least two civilians and wounded nine.” gives killed 2 (low 2, high open) and injured 9.
    """
    words = load_toll_words()
    found: list[TollMention] = []
    for sentence in sentences:
        hits = triggers(sentence, words)
        if hits:
            mentions = _mentions(text, sentence, hits, words)
            found.extend(mentions if not _earlier(sentence, year) else [replace(m, background=True) for m in mentions])
    return tuple(found)


def _earlier(sentence: Sentence, year: int | None) -> bool:
    """Whether the sentence places itself years before the report: `in 1979`, `10 years ago`."""
    for i, word in enumerate(sentence.words):
        lower = word.lower()
        if lower == "ago" and i and sentence.lemmas[i - 1] in ("year", "decade", "month"):
            return True
        if (
            year is not None
            and len(word) == 4
            and word.isdecimal()
            and 1800 < int(word) < year
            and i
            and sentence.words[i - 1].lower() not in ("since", "than", "about", "nearly", "over")
        ):
            return True
    return False


def _mentions(text: str, sentence: Sentence, hits: Sequence[Hit], words: TollWords) -> list[TollMention]:
    best: dict[tuple[int, str], TollMention] = {}
    order: list[tuple[int, str]] = []
    since, at = _since(sentence, text)
    beside = None if at is None else clause_of(sentence, at)
    for hit in hits:
        count = hit.quantity or quantity(sentence, hit.victim, words)
        if count is None or not _people(sentence, hit, count, words):
            continue
        if hit.nearby and any(m.trigger == hit.trigger for m in best.values()):
            continue
        key = (hit.victim, hit.kind)
        if key in best and not (best[key].implied and not hit.implied):
            continue
        if key not in best:
            order.append(key)
        whole = since if beside is None or child(sentence, beside, "nsubj", "nsubjpass") is None or beside in path(sentence, hit.trigger) else None  # “… in the worst fighting in decades” counts for its own clause
        best[key] = _mention(text, sentence, hit, count, words, whole)
    dead = {token for token, kind in best if kind == "killed" and not best[token, kind].hypothetical}
    kept = [best[key] for key in order if not (key[1] == "injured" and best[key].implied and key[0] in dead)]
    totals = [m for m in kept if m.total]  # “gave a toll of 11 dead” is one figure
    kept = [m for m in kept if m.total or not any(t.kind == m.kind and t.value == m.value and t.start <= m.end and m.start <= t.end for t in totals)]
    return sorted(kept, key=lambda m: (m.start, m.end))


def _people(sentence: Sentence, hit: Hit, count: Quantity, words: TollWords) -> bool:
    """Whether the counted noun can be people; towns are captured and bills are killed too."""
    lemma, tag = sentence.lemmas[hit.victim], sentence.tags[hit.victim]
    if hit.quantity is not None:
        return (
            not hit.nearby
            or tag == "CD"
            or lemma in words.groups
            or lemma in words.multipliers
            or sentence.words[hit.victim].lower() in words.vague
            or lemma.endswith(("man", "men", "er", "or", "ist", "ian", "an", "ee"))
        )
    itself = count.first <= hit.victim <= count.last  # “Eleven died”, “four million have fled”
    if (lemma in words.not_people and not (itself and tag == "CD")) or sentence.words[hit.victim].startswith("$"):
        return False
    if any(
        sentence.words[c] in ("$", "£", "€") or sentence.lemmas[c] in ("percent", "%")
        for c in sentence.children[hit.victim]
    ):
        return False
    if any(
        sentence.lemmas[o] in words.not_people for n, _, o in grammar.prepositions(sentence, hit.victim) if n == "of"
    ):
        return False
    if tag == "NNP" and count.numbered and not itself and lemma not in words.groups and not lemma.endswith("s"):
        return False
    if (
        lemma in words.groups
        or count.pronoun
        or tag == "CD"
        or lemma in words.multipliers
        or lemma.endswith(("man", "men", "-year-old", "-old"))
    ):
        return True
    if hit.kind in ("captured", "displaced", "affected", "missing"):
        return tag in ("NN", "NNS") and lemma.endswith(("er", "or", "ist", "ian", "ant", "ee"))
    return True


def _mention(
    text: str, sentence: Sentence, hit: Hit, count: Quantity, words: TollWords, since: str | None
) -> TollMention:
    victim = hit.victim
    first, last = phrase(sentence, victim, prepositions=False)
    if count.numbered:
        first, last = min(first, count.first), max(victim, count.last)
    last = max(last, victim)
    start, end = sentence.starts[first], sentence.ends[last]
    trigger_start, trigger_end = sentence.starts[hit.trigger], sentence.ends[hit.trigger]
    whom_first = (
        min(max(first, count.last + 1), victim) if count.numbered and count.last < victim else min(victim, last)
    )
    low, best, high = count.low, count.best, count.high
    negated = hit.negated
    if negated and best != 0:
        low = best = high = 0
    cumulative = hit.total or since is not None
    return TollMention(
        hit.kind,
        low,
        best,
        high,
        text[start:end],
        start,
        end,
        min(start, trigger_start),
        max(end, trigger_end),
        text[sentence.starts[whom_first] : sentence.ends[last]],
        sentence.starts[whom_first],
        sentence.ends[last],
        group_of(sentence, victim, words),
        sentence.lemmas[victim],
        sentence.index,
        victim,
        hit.trigger,
        "cumulative" if cumulative and since is not None else "event",
        since,
        negated or best == 0,
        hit.hypothetical,
        count.exact,
        count.vague,
        count.definite,
        count.other,
        hit.subset,
        hit.implied,
        count.name,
        count.pronoun,
        hit.total,
        hit.background,
        _also(sentence, hit.trigger),
    )


def _also(sentence: Sentence, trigger: int) -> bool:
    """Whether the fate befell these people besides others: “a technician was also killed”."""
    return any(sentence.lemmas[c] in ("also", "too") for c in sentence.children[trigger])


_CIVIL = frozenset("attorney secretary solicitor consul inspector director prosecutor procurator postmaster surgeon controller auditor".split())


def group_of(sentence: Sentence, victim: int, words: TollWords) -> str | None:
    lemma = sentence.lemmas[victim]
    if any(sentence.lemmas[c] == "general" and c and sentence.lemmas[c - 1] in _CIVIL for c in (victim, *sentence.children[victim])):
        return "officials"  # “Attorney General Roberto García” commands nobody
    found = words.groups.get(lemma) or words.groups.get(sentence.words[victim].lower())
    if found is None and lemma.endswith("s"):
        found = words.groups.get(lemma[:-1])
    if found in ("people", "men", None):
        for c in sentence.children[victim]:  # “enemy fighters”, “police officers”, “rebel leader”
            if (
                c < victim
                and sentence.deps[c] in ("compound", "amod", "nmod")
                and words.groups.get(sentence.lemmas[c], "people") not in ("people", "men")
            ):
                return words.groups[sentence.lemmas[c]]
    if sentence.lemmas[victim] == "officer" and any(sentence.lemmas[c] == "police" for c in sentence.children[victim]):
        return "police"
    return found


def _counts_time(sentence: Sentence, i: int) -> bool:
    """Whether `years` at `i` is a stretch over which people were counted: “in nearly 30 years of conflict”."""
    following = sentence.words[i + 1].lower() if i + 1 < len(sentence) else ""
    head = sentence.heads[i]
    return following == "of" or (
        sentence.deps[i] == "pobj"
        and sentence.lemmas[head] in ("in", "over", "during")
        and following not in ("in", "old", "ago", "later")
    )


_SPANS = ("past", "last", "previous", "preceding")
_UNITS = frozenset({"day", "week", "month", "year", "decade", "hour"})


def _since(sentence: Sentence, text: str) -> tuple[str | None, int | None]:
    """The words that make a toll cumulative, with their first token: `since Sunday`, `so far this year`, `in the past three months`."""
    for i, word in enumerate(sentence.words):
        lower = word.lower()
        if lower == "since" and sentence.deps[i] in ("prep", "mark", "advmod"):
            tree = subtree(sentence, i) if sentence.deps[i] == "prep" else [i, *subtree(sentence, sentence.heads[i])]
            last = max(t for t in tree if t >= i)
            last = min(last, i + 8)
            return text[sentence.starts[i] : sentence.ends[last]], i
        if lower == "so" and i + 1 < len(sentence) and sentence.words[i + 1].lower() == "far":
            return text[sentence.starts[i] : sentence.ends[i + 1]], i
        if lower in _SPANS and i > 0 and sentence.words[i - 1].lower() in ("the", "these", "this"):
            for j in range(i + 1, min(i + 4, len(sentence))):
                if sentence.lemmas[j] in _UNITS and (sentence.tags[j] == "NNS" or (j > i + 1)):
                    return text[sentence.starts[i - 1] : sentence.ends[j]], i
        if lower in ("years", "decades", "months") and i > 0 and (_counts_time(sentence, i)):
            return text[sentence.starts[i - 1] : sentence.ends[i]], i
        if lower == "to" and i + 1 < len(sentence) and sentence.words[i + 1].lower() == "date":
            return text[sentence.starts[i] : sentence.ends[i + 1]], i
        if lower == "this" and i + 1 < len(sentence) and sentence.lemmas[i + 1] in ("year", "month"):
            return text[sentence.starts[i] : sentence.ends[i + 1]], i
    return None, None
