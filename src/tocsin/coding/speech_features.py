"""What speaks for and against a reading of a sentence as a statement, as named features.

A feature is a short string such as `k=ccomp|L=say` (the content is a clause complement of “say”); its
weight is learned by `scripts/train_speech.py` and stored by that name, so that every score can be explained.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.coding.speech_candidates import Candidate, Group
from tocsin.coding.speech_page import Page, Range
from tocsin.lexicon.speech import SpeechLexicon
from tocsin.read.sentence import Sentence

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_OPENERS = frozenset(
    [
        "that",
        "if",
        "whether",
        "how",
        "why",
        "what",
        "who",
        "when",
        "where",
        "which",
        "to",
        "for",
        "as",
        "because",
        "so",
        "not",
        "no",
        "for",
    ]
)
_LENGTHS = (0, 1, 2, 3, 4, 6, 6, 8, 8, 8, 11, 11, 11, 15, 15, 15, 15)


def cue_features(page: Page, group: Group, lexicon: SpeechLexicon) -> tuple[list[str], tuple[str, ...]]:
    """Features of the cue itself, and the keys that its contents' kinds are crossed with (lemma, class, subject…)."""
    s = page.sentences[group.sentence]
    c = group.token
    if group.kind == "colon":
        return _colon_features(page, group, s)
    lemma, tag, label = s.lemmas[c], s.tags[c], s.deps[c]
    table = lexicon.nouns if group.kind == "noun" else lexicon.verbs
    classes = table.get(lemma, ("-",)) if group.kind != "adjective" else ("adjective",)
    kind = lexicon.kinds.get(classes[0], "-")
    subject, inside = _subject(s, c, lexicon), _inside_quote(page, group)
    mark = group.kind[0] if group.kind != "adjective" else "j"
    head = s.heads[c]
    found = [
        f"{mark}",
        f"{mark}L={lemma}",
        f"{mark}L={lemma}|{tag}",
        f"{mark}L={lemma}|{label}",
        f"{mark}d={label}",
        f"{mark}t={tag}|{label}",
        f"{mark}S={subject}",
        f"{mark}S={subject}|{kind}",
        f"{mark}S={subject}|{lemma}",
        f"{mark}S={subject}|{label}",
        f"in={inside}",
        f"{mark}K={kind}|{tag}",
        f"up={s.lemmas[head]}|{label}" if head != c else "up=",
        f"upt={s.tags[head]}|{label}|{mark}",
    ]
    for one in classes:
        found.append(f"{mark}C={one}")
        found.append(f"{mark}C={one}|{label}")
    for k in s.children[c]:
        below = s.deps[k]
        if below == "aux":
            word = s.lemmas[k]
            found.append(f"aux={word}")
            found.append(f"aux={word}|{kind}")
        elif below == "auxpass":
            found.append("passive")
            found.append(f"passive|{lemma}")
        elif below == "neg":
            found.append("neg")
            found.append(f"neg|{lemma}")
            found.append(f"neg|{kind}")
        elif below == "prt":
            found.append(f"prt={s.lemmas[k]}|{lemma}")
        elif below == "mark":
            found.append(f"mark={s.lemmas[k]}")
        elif below in ("dobj", "acomp", "attr", "oprd"):
            word = s.lemmas[k]
            found.append(f"{below}={word}")
            found.append(f"{below}={word}|{lemma}")
            if word in lexicon.nouns:
                found.append(f"{below}N={lexicon.nouns[word][0]}")
                found.append(f"{below}N|{lemma}")
            elif word in lexicon.adjectives:
                found.append(f"{below}A")
        elif below == "prep":
            found.append(f"p={s.lemmas[k]}|{lemma}")
        elif below == "advmod":
            found.append(f"adv={s.lemmas[k]}")
        elif below in ("poss", "compound", "amod") and mark == "n":
            found.append(f"n{below}")
            found.append(f"n{below}={s.lemmas[k]}")
        elif below == "nsubj":
            found.append(f"sub={s.lemmas[k]}")
            found.append(f"subt={s.tags[k]}|{lemma}")
    quotes = len(page.quoted[group.sentence])
    found.append(f"quotes={min(quotes, 2)}")
    found.append(f"{mark}quotes={min(quotes, 2)}|{kind}")
    if s.paragraph == 0:
        found.append("title")
        found.append(f"title|{tag}")
    return found, (lemma, classes[0], subject, label, mark)


def _colon_features(page: Page, group: Group, s: Sentence) -> tuple[list[str], tuple[str, ...]]:
    c = group.token
    left = page.plain[s.start : group.start].strip()
    verbs = sum(1 for t in s.tags[:c] if t in ("VBD", "VBZ", "VBP", "VB", "MD"))
    shape = (
        "caps"
        if left.isupper()
        else "title"
        if left.istitle()
        else "name"
        if s.tags[max(c - 1, 0)].startswith("NNP")
        else "other"
    )
    found = [
        "c",
        f"c{shape}",
        f"cverbs={min(verbs, 2)}",
        f"cleft={min(c, 6)}",
        f"cleft={min(c, 6)}|{shape}",
        f"cpar={s.paragraph == 0}",
        f"cw={s.lemmas[max(c - 1, 0)]}",
        f"cquotes={min(len(page.quoted[group.sentence]), 2)}",
        f"c{shape}|{min(verbs, 1)}|{s.paragraph == 0}",
        f"cin={_inside_quote(page, group)}",
    ]
    return found, (shape, "colon", str(min(verbs, 1)), "par0" if s.paragraph == 0 else "par", "c")


def _inside_quote(page: Page, group: Group) -> bool:
    return any(page.quotes[i].start <= group.start < page.quotes[i].end for i in page.quoted[group.sentence])


def _subject(s: Sentence, c: int, lexicon: SpeechLexicon) -> str:
    """What kind of word is the subject: `he`, `name`, `official`, `none`…"""
    for k in s.children[c]:
        if s.deps[k] in _SUBJECTS:
            tag, lemma = s.tags[k], s.lemmas[k]
            if tag in ("PRP", "WP", "WDT", "DT", "EX"):
                return lemma
            if lemma in lexicon.sources:
                return "src"
            if tag.startswith("NNP"):
                return "name"
            return tag
    return "none"


def content_features(page: Page, group: Group, candidate: Candidate, keys: Sequence[str]) -> list[str]:
    """Features of one content, crossed with the keys of its cue."""
    s = page.sentences[group.sentence]
    lemma, name, subject, label, mark = keys
    k, head = candidate.kind, candidate.head
    quoted = _quoted(page, group, candidate.parts)
    start, end = candidate.parts[0][0], candidate.parts[-1][1]
    opener = _opener(page.plain, start, end)
    length = (end - start) // 6
    size = str(_LENGTHS[length] if length < 17 else 16 if length < 40 else 40)
    after = page.plain[end : end + 2].strip()[:1]
    comma = page.plain[start - 2 : start].strip()[-1:] if start >= 2 else ""
    side = "<" if start < group.start else ">"
    many = str(min(len(candidate.parts), 3))
    found = [
        f"k={k}|{mark}",
        f"k={k}|L={lemma}",
        f"k={k}|C={name}",
        f"k={k}|S={subject}",
        f"k={k}|d={label}",
        f"k={k}|q={quoted}",
        f"k={k}|o={opener}",
        f"k={k}|n={size}",
        f"q={quoted}|L={lemma}",
        f"q={quoted}|C={name}",
        f"q={quoted}|S={subject}",
        f"q={quoted}|{side}|d={label}",
        f"o={opener}|C={name}",
        f"o={opener}|L={lemma}",
        f"n={size}|C={name}",
        f"a={after}|k={k}",
        f"b={comma}|k={k}",
        f"m={many}|q={quoted}",
        f"m={many}|k={k}",
    ]
    if head >= 0:
        tag = s.tags[head]
        found.append(f"h={tag}|k={k}")
        found.append(f"hl={s.lemmas[head]}|C={name}")
        if tag in ("PRP", "WDT", "WP", "DT"):
            found.append(f"hp={s.lemmas[head]}|k={k}")
        if k[:4] == "dobj":
            found.append(f"o={s.lemmas[head]}|L={lemma}")
    for note in candidate.notes:
        found.append(note)
        cut = note[:6]
        found.append(f"{cut}|C={name}")
        found.append(f"{cut}|q={quoted}")
    for kind in candidate.also:
        found.append(f"+{kind}|{k}")
        found.append(f"+{kind}|q={quoted}")
        found.append(f"+{kind}|L={lemma}")
        found.append(f"+{kind}|C={name}")
        found.append(f"+{kind}|S={subject}")
    return found


def _opener(plain: str, start: int, end: int) -> str:
    stop = start
    limit = min(end, start + 9)
    while stop < limit and plain[stop].isalpha():
        stop += 1
    word = plain[start:stop].lower()
    if word in _OPENERS:
        return word
    return '"' if plain[start] in "\"'" else "A" if word and plain[start].isupper() else "a" if word else "#"


def _quoted(page: Page, group: Group, parts: tuple[Range, ...]) -> str:
    """How much of the content is quotation: `-` none, `full`, `most`, `some`, `scare` (a few words)."""
    touched = page.quoted[group.sentence]
    if not touched and candidate_free(parts, page, group):
        return "-"
    total = quoted = 0
    longest = 0
    lead = False
    pool = touched
    if parts[-1][1] > page.sentences[group.sentence].end and group.sentence + 1 < len(page.quoted):
        pool = touched + page.quoted[group.sentence + 1]
    for start, end in parts:
        total += end - start
        for i in pool:
            quote = page.quotes[i]
            shared = min(end, quote.end) - max(start, quote.start)
            if shared > 0:
                quoted += shared
                longest = max(longest, quote.words)
                lead = lead or quote.start == parts[0][0]
    if not quoted:
        return "none+"
    if quoted * 10 >= total * 9:
        if longest >= 4:
            return "full5" if longest < 8 else "full8"
        # “Stop!” with its own stop inside is speech, a “stop” without one seldom is.
        return ("full1" if longest < 2 else "full2") + (
            "." if page.plain[parts[0][1] - 1] in "\"'" and page.plain[parts[0][1] - 2] in ",.!?" else ""
        )
    return ("lead" if lead else "most" if quoted * 2 > total else "some") + ("" if longest > 3 else "scare")


def candidate_free(parts: tuple[Range, ...], page: Page, group: Group) -> bool:
    """Whether the content lies within its sentence (then a sentence without quotations has none in it)."""
    s = page.sentences[group.sentence]
    return parts[-1][1] <= s.end and parts[0][0] >= s.start
