"""Mended mistakes of the parser: each on the wording it is for, and on none that looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.read.repair import _runs_in_a_circle, mend
from tocsin.read.sentence import Sentence, child
from tocsin.read.syntax import load_parser
from tocsin.read.text import segments


def parse(text: str) -> Sentence:
    """The one sentence of `text`."""
    return next(load_parser().parse([segments(text)]))[0]


def mended(rows: str) -> list[tuple[str, str, str, int]]:
    """A tree written `word/tag/dep/head …`, after mending."""
    cells = [row.rsplit("/", 3) for row in rows.split()]
    words, tags, deps = ([c[k] for c in cells] for k in range(3))
    heads = [int(c[3]) for c in cells]
    mend(words, tags, deps, heads)
    return list(zip(words, tags, deps, heads, strict=True))


def test_shot_dead_scores_of_protesters() -> None:
    """`dead` belongs to `shot`, not to the noun after it."""
    found = mended("Police/NNP/nsubj/1 shot/VBD/ROOT/1 dead/JJ/amod/3 scores/NNS/dobj/1")
    assert found[2] == ("dead", "JJ", "oprd", 1)


def test_a_dead_soldier_stays_dead() -> None:
    """An adjective before its noun is left alone."""
    rows = "They/PRP/nsubj/1 buried/VBD/ROOT/1 dead/JJ/amod/3 soldiers/NNS/dobj/1"
    assert mended(rows)[2] == ("dead", "JJ", "amod", 3)


def test_leaving_seven_dead_and_79_injured() -> None:
    """`dead` tells how they were left, `injured` belongs to the second number."""
    found = mended("A/DT/det/1 bomb/NN/nsubj/2 exploded/VBD/ROOT/2 leaving/VBG/advcl/2 seven/CD/dobj/3 dead/JJ/amod/4 and/CC/cc/4 79/CD/conj/4 injured/VBN/oprd/3")
    assert found[5] == ("dead", "JJ", "oprd", 3)
    assert found[8] == ("injured", "VBN", "amod", 7)


def test_leaving_a_rapper_dead() -> None:
    """The rapper is left, and dead says how."""
    found = mended("They/PRP/nsubj/1 clashed/VBD/ROOT/1 leaving/VBG/advcl/1 a/DT/det/5 rapper/NN/amod/5 dead/JJ/dobj/2")
    assert found[3:] == [("a", "DT", "det", 4), ("rapper", "NN", "dobj", 2), ("dead", "JJ", "oprd", 2)]


def test_the_verb_behind_a_participle() -> None:
    """Who accompanies the troops kills; the troops are not killed."""
    s = parse("Russian mercenaries accompanying Malian troops killed at least 25 civilians in Tinzaouaten.")
    killed = s.words.index("killed")
    assert s.heads[killed] == killed
    assert s.words[child(s, killed, "nsubj") or 0] == "mercenaries"


def test_the_verb_behind_a_relative_clause() -> None:
    """The minister calls on them, not the body that he chairs."""
    s = parse("Malaysian Prime Minister Anwar Ibrahim, who chairs ASEAN, called on the two sides to keep open channels of communication.")
    called = s.words.index("called")
    assert s.heads[called] == called
    assert s.words[child(s, called, "nsubj") or 0] == "Ibrahim"


def test_called_on_armed_groups() -> None:
    """A particle with an object of its own is a preposition."""
    found = mended("It/PRP/nsubj/1 called/VBD/ROOT/1 on/RP/prt/1 groups/NNS/pobj/2")
    assert found[2] == ("on", "IN", "prep", 1)


def test_who_denies_accuses() -> None:
    """“Denied his men were responsible and accused others”: the men who were responsible accuse nobody."""
    s = parse("The spokesman denied his men were responsible and accused rival fighters of shelling a village.")
    assert s.words[s.heads[s.words.index("accused")]] == "denied"


def test_closed_its_airspace_and_scrambled_jets() -> None:
    """Jets are scrambled, not closed beside the cities."""
    s = parse("Poland briefly closed its airspace near two southeastern cities and scrambled fighter jets until the danger had passed, its military said.")
    scrambled = s.words.index("scrambled")
    assert (s.words[s.heads[scrambled]], s.deps[scrambled]) == ("closed", "conj")
    assert s.heads[s.words.index("jets")] == scrambled


def test_a_tribunal_sentenced_somebody() -> None:
    """A participle with an object is what the noun before it does."""
    s = parse("A special tribunal sentenced ousted prime minister Sheikh Hasina to death last month over a crackdown.")
    verb = s.words.index("sentenced")
    assert s.heads[verb] == verb
    assert s.deps[s.words.index("tribunal")] == "nsubj"


def test_buried_seven_dead_stays() -> None:
    """Only `leave` leaves somebody in a state."""
    rows = "They/PRP/nsubj/1 buried/VBD/ROOT/1 seven/CD/dobj/1 dead/JJ/amod/2"
    assert mended(rows)[3] == ("dead", "JJ", "amod", 2)


def test_a_past_is_not_coordinated_with_a_present() -> None:
    """Who rejects the claim says the rest; those who are being persecuted do not."""
    s = parse("Nigeria rejected the claim that Christians are being persecuted and said it would welcome help.")
    said = s.words.index("said")
    assert s.words[s.heads[said]] == "rejected"
    assert s.words[s.heads[s.words.index("and")]] == "rejected"


def test_talks_urge_nobody() -> None:
    """What is urged in the speaker's tense is urged by the speaker."""
    s = parse("The minister said the talks had reached a critical phase and urged both parties to show flexibility.")
    assert s.words[s.heads[s.words.index("urged")]] == "said"


def test_after_a_semicolon_nobody_of_before_speaks() -> None:
    """“…, officials said; the group denied it”: the officials do not tell what the group said."""
    s = parse("Rebel fighters shelled villages, local officials said; the group denied involvement.")
    assert s.deps[s.words.index("denied")] == "parataxis"


def test_killed_in_police_firing() -> None:
    """A deed read as what the police are doing becomes the noun that it is."""
    found = mended("Two/CD/nsubjpass/2 were/VBD/auxpass/2 killed/VBN/ROOT/2 in/IN/prep/2 police/NNS/pobj/3 firing/VBG/acl/4")
    assert found[4:] == [("police", "NNS", "compound", 5), ("firing", "NN", "pobj", 3)]


def test_police_firing_shots_is_left_alone() -> None:
    """With an object of its own the gerund is a verb."""
    rows = "He/PRP/nsubj/1 ran/VBD/ROOT/1 from/IN/prep/1 police/NNS/pobj/2 firing/VBG/acl/3 shots/NNS/dobj/4"
    assert mended(rows) == [(r[0], r[1], r[2], int(r[3])) for r in (c.rsplit("/", 3) for c in rows.split())]


def test_the_official_after_the_comma_speaks() -> None:
    """“They seized the plant, an official said”: the official is no apposition of the plant."""
    found = mended(
        "They/PRP/nsubj/1 seized/VBD/ccomp/7 the/DT/det/3 plant/NN/dobj/1 ,/,/punct/3 an/DT/det/6 official/NN/appos/3 said/VBD/ROOT/7 ././punct/7"
    )
    assert found[6] == ("official", "NN", "nsubj", 7)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("They seized the plant, an official said.", "official"),
        ("The rebels left the town, the army said.", "army"),
        ("Two guards died in the fire, a doctor told reporters.", "doctor"),
    ],
)
def test_tail_speakers_of_real_sentences(text: str, speaker: str) -> None:
    """The speaker behind the comma is the subject of the word of saying."""
    s = parse(text)
    cue = next(i for i, w in enumerate(s.words) if w in ("said", "told"))
    subject = child(s, cue, "nsubj")
    assert subject is not None
    assert s.words[subject] == speaker


def test_the_doer_and_the_speaker_are_two() -> None:
    """“Gunmen on motorcycles killed 14 people, residents said”: gunmen kill, residents say."""
    found = mended(
        "Gunmen/NNS/nsubj/8 on/IN/prep/0 motorcycles/NNS/pobj/1 killed/VBN/acl/0 14/CD/nummod/5 people/NNS/dobj/3 ,/,/punct/8 residents/NNS/nsubj/8 said/VBD/ROOT/8"
    )
    assert found[0] == ("Gunmen", "NNS", "nsubj", 3)
    assert found[3] == ("killed", "VBD", "ccomp", 8)
    assert found[7] == ("residents", "NNS", "nsubj", 8)


def test_the_verb_is_not_that_of_the_nearest_noun() -> None:
    """It was the gunmen who killed, not their motorcycles."""
    found = mended(
        "Gunmen/NNS/nsubj/8 on/IN/prep/0 motorcycles/NNS/pobj/1 killed/VBN/acl/2 14/CD/nummod/5 people/NNS/dobj/3 ,/,/punct/8 residents/NNS/nsubj/8 said/VBD/ROOT/8"
    )
    assert (found[0][3], found[3][3]) == (3, 8)


def test_a_participle_without_an_object_stays_one() -> None:
    """“The men killed there, residents and police said …”: nobody is killed by the men."""
    rows = "men/NNS/nsubj/4 killed/VBN/acl/0 ,/,/punct/4 residents/NNS/nsubj/4 said/VBD/ROOT/4 nothing/NN/dobj/4"
    assert mended(rows) == [(r[0], r[1], r[2], int(r[3])) for r in (c.rsplit("/", 3) for c in rows.split())]


@pytest.mark.parametrize(
    ("text", "verb", "head"),
    [
        ("The president ordered the army to deploy troops and declared martial law.", "declared", "ordered"),
        ("He refused to leave and was arrested by police.", "arrested", "refused"),
        ("They agreed to stop the raids and free the captives.", "free", "stop"),
    ],
)
def test_no_past_tense_joins_an_infinitive(text: str, verb: str, head: str) -> None:
    """What was done after an order was done, not ordered."""
    sentence = parse(text)
    assert sentence.words[sentence.heads[sentence.words.index(verb)]] == head


def test_semicolons_part_the_clauses_of_a_headline() -> None:
    """“Russia shells Kyiv; Ukraine appeals”: neither clause is told by the other."""
    found = parse("Russia launches biggest drone barrage on Kyiv; Zelenskiy appeals for Patriots")
    assert found.deps[found.words.index("launches")] != "ccomp"


def test_who_is_in_a_state_does_not_promise() -> None:
    """The speaker promises, not the officers who are missing."""
    found = parse("Police chief Vladimir Paraison said three officers were missing and promised an operation to retake the town.")
    assert found.heads[found.words.index("promised")] == found.words.index("said")


def test_to_ceasefire_is_no_verb() -> None:
    """Headlines agree “to ceasefire”."""
    found = parse("Pakistan, Afghanistan agree to ceasefire after deadliest clashes in years")
    assert found.tags[found.words.index("ceasefire")] == "NN"


def test_a_call_to_a_people_is_no_headline() -> None:
    """“Attention, Salvadoran people:” has no verb that two peoples could share; its words once hung on each other in a circle."""
    rows = "Attention/NN/ROOT/0 ,/,/punct/0 Salvadoran/JJ/amod/3 people/NNS/appos/0 :/:/punct/0"
    assert [cell[3] for cell in mended(rows)] == [0, 0, 3, 0, 0]
    assert len(parse("Attention, Salvadoran people: the army has shelled the town."))


_WORDS = ("Attention", "Thai", ",", "Cambodian", "troops", "said", "shot", "dead", "police", "firing", "to", "ceasefire", "denied", "put", "denounced", "who", ";", "retook")
_TAGS = ("NN", "NNP", "NNS", "JJ", "VBD", "VBZ", "VBP", "VB", "VBN", "VBG", "IN", "TO", ",", "WP")
_DEPS = ("ROOT", "nsubj", "dobj", "amod", "compound", "conj", "appos", "ccomp", "pobj", "prep", "acl", "advcl", "relcl", "punct", "xcomp", "npadvmod")


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[str], list[str], list[str], list[int]]:
    """Any tree over any words: each word but the root hangs on one that was there before it."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    heads = [0] * size
    for n, i in enumerate(order):
        heads[i] = i if n == 0 else order[draw(st.integers(0, n - 1))]
    words, tags = ([draw(st.sampled_from(of)) for _ in range(size)] for of in (_WORDS, _TAGS))
    deps = ["ROOT" if heads[i] == i else draw(st.sampled_from(_DEPS[1:])) for i in range(size)]
    return words, tags, deps, heads


@given(trees())
@settings(max_examples=400, deadline=None)
def test_no_mend_leads_in_a_circle(tree: tuple[list[str], list[str], list[str], list[int]]) -> None:
    """From every word of a mended tree the way up ends at a root, whatever the words."""
    words, tags, deps, heads = tree
    mend(words, tags, deps, heads)
    for i in range(len(heads)):
        at, steps = i, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            assert steps <= len(heads)


def test_a_circle_is_seen() -> None:
    """Trees end at a root; two words that hang on each other do not."""
    assert not _runs_in_a_circle([1, 1, 1, 2])
    assert _runs_in_a_circle([0, 2, 1])
    assert _runs_in_a_circle([3, 1, 0, 2])
