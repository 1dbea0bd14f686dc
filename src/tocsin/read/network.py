"""Tagger and parser of a spaCy model, run by ourselves: the same weights and the same trees in half the time.

Three modules: `vectors` for the words in their context, `arcs` for the transitions, this one for documents. spaCy cuts the text into words;
a model of another make than `en_core_web_sm` is left to spaCy altogether.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tocsin.read.arcs import Transitions, lifted, transitions_of
from tocsin.read.sentence import Parsed
from tocsin.read.vectors import Floats, Vectors


@dataclass(frozen=True, slots=True)
class Network:
    """The layers of one model."""

    vectors: Vectors
    transitions: Transitions
    tagger: Floats
    tagger_bias: Floats
    tags: tuple[str, ...]
    strings: Any

    def parse(self, documents: Sequence[Any], starts: Sequence[Iterable[int]]) -> list[Parsed]:
        """The trees of spaCy documents that hold words only; `starts` are the offsets at which sentences begin."""
        rows, firsts = self.vectors([doc.to_array(self.vectors.columns) for doc in documents])
        is_word, is_start = np.zeros(len(rows), dtype=np.bool_), np.zeros(len(rows), dtype=np.bool_)
        offsets = [doc.to_array("IDX").astype(np.int64) for doc in documents]
        for first, places, begun in zip(firsts, offsets, starts, strict=True):
            is_word[first : first + len(places)] = True
            is_start[first : first + len(places)] = np.isin(places, list(begun))
        tree = self.transitions(rows, is_word, is_start)
        kinds = (rows @ self.tagger + self.tagger_bias).argmax(axis=1)
        labels, tags, strings = self.transitions.labels, self.tags, self.strings
        found = []
        for doc, first, places in zip(documents, firsts, offsets, strict=True):
            here = slice(first, first + len(places))
            heads = (tree.heads[here] - first).tolist()
            deps = [labels[k] for k in tree.labels[here].tolist()]
            words = [strings[x] for x in doc.to_array("ORTH").tolist()]
            lifted(heads, deps, words)
            found.append(Parsed(words, [tags[k] for k in kinds[here].tolist()], deps, heads, places.tolist()))
        return found


_MAKE: dict[str, dict[str, Any]] = {
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed.@architectures": "spacy.MultiHashEmbed.v2",
        "embed.include_static_vectors": False,
        "encode.@architectures": "spacy.MaxoutWindowEncoder.v2",
        "encode.window_size": 1,
    },
    "tagger": {"@architectures": "spacy.Tagger.v2", "tok2vec.@architectures": "spacy.Tok2VecListener.v1"},
    "parser": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "extra_state_tokens": False,
        "use_upper": True,
        "maxout_pieces": 2,
        "tok2vec.@architectures": "spacy.Tok2VecListener.v1",
    },
}
"""The make of model that we can run: what its configuration must say."""


def network_of(nlp: Any) -> Network | None:
    """The layers of a loaded spaCy model; nothing where it is of another make, which spaCy then runs itself."""
    parts = dict(nlp.components)
    for name, wanted in _MAKE.items():
        model = nlp.config["components"].get(name, {}).get("model", {})
        if name not in parts or any(_at(model, path) != value for path, value in wanted.items()):
            return None
    parser, tagger = parts["parser"], parts["tagger"].model.layers[-1].layers[0]
    if parser.cfg["beam_width"] != 1 or parser.cfg["learn_tokens"] or parser.model.attrs["unseen_classes"]:
        return None
    return Network(
        Vectors(parts["tok2vec"].model),
        transitions_of(parser),
        np.ascontiguousarray(tagger.get_param("W").T),
        tagger.get_param("b"),
        tuple(parts["tagger"].labels),
        nlp.vocab.strings,
    )


def _at(config: Any, path: str) -> Any:
    """What a nested configuration holds at `a.b.c`; nothing where there is no such entry."""
    for name in path.split("."):
        config = config.get(name) if isinstance(config, dict) else None
    return config
