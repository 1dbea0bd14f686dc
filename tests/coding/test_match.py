"""Each sign of the notation at work on sentences: what matches, what does not, and who fills which slot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tocsin.coding.match import Act, match_sentence
from tocsin.coding.parties import ReportParties
from tocsin.lexicon.frames import Entry, FrameIndex, read_frames
from tocsin.read.sentence import Sentence

Parse = Callable[[str], list[Sentence]]
Resolver = Callable[[str], ReportParties]
Match = Callable[..., tuple[Sentence, list[Act]]]
CLASSES = {"weapon": frozenset({"rocket", "mortar"})}


def index_of(tmp_path: Path, *entries: str) -> FrameIndex:
    """A lexicon of frames `f0`, `f1`… with these lines."""
    path = tmp_path / "own.toml"
    path.write_text("\n".join(f'[[frame]]\nid = "f{n}"\ntype = "ASSAULT"\n{e}\n' if "type" not in e else f'[[frame]]\nid = "f{n}"\n{e}\n' for n, e in enumerate(entries)), encoding="utf-8")
    frames = tuple(read_frames(path, CLASSES))
    heads: dict[str, dict[str, list[Entry]]] = {"verb": {}, "noun": {}, "adjective": {}}
    for frame in frames:
        for pattern in frame.patterns:
            for head in pattern.heads:
                heads[pattern.kind].setdefault(head, []).append(Entry(pattern, frame))
    by_head = {k: {h: tuple(sorted(es, key=lambda e: -e.pattern.specificity)) for h, es in v.items()} for k, v in heads.items()}
    return FrameIndex(frames, by_head, "test")


@pytest.fixture
def match(parse: Parse, resolver: Resolver, tmp_path: Path) -> Match:
    """(text, entries…) → the sentence and its acts."""

    def found(text: str, *entries: str) -> tuple[Sentence, list[Act]]:
        (sentence,) = parse(text)
        return sentence, match_sentence(sentence, index_of(tmp_path, *entries), resolver(text).is_party)

    return found


def words(s: Sentence, tokens: tuple[int, ...]) -> list[str]:
    """The words at `tokens`."""
    return [s.words[t] for t in tokens]


@pytest.mark.parametrize(
    ("entry", "text", "actors", "recipients"),
    [
        ('verbs = ["maul"]', "Lions mauled a guard.", ["Lions"], ["guard"]),
        ('verbs = ["maul"]', "A guard was mauled by lions.", ["lions"], ["guard"]),
        ('verbs = ["hold {talk|meeting} ~with"]', "Kenya held talks with Chad.", ["Kenya"], ["Chad"]),
        ('verbs = ["hold {talk|meeting} ~with"]', "Talks were held by Kenya with Chad.", ["Kenya"], ["Chad"]),
        ('verbs = ["fire {$weapon} ~at|on"]', "Rebels fired mortars at the camp.", ["Rebels"], ["camp"]),
        ('verbs = ["declare {martial law}"]\nobject = "theme"', "Kenya declared martial law.", ["Kenya"], []),
        ('verbs = ["ignore {ultimatum}"]', "Kenya ignored the ultimatum.", ["Kenya"], ["ultimatum"]),
        ('verbs = ["attack !{problem|policy}"]', "Kenya attacked Chad.", ["Kenya"], ["Chad"]),
        ('verbs = ["call +off"]', "Kenya called off the raid.", ["Kenya"], ["raid"]),
        ('verbs = ["fall upon"]', "Rebels fell upon the convoy.", ["Rebels"], ["convoy"]),
        ('verbs = ["take to{street}"]', "Students took to the streets.", ["Students"], []),
        ('verbs = ["receive {aid} <from"]\nsubject = "recipient"\nobject = "theme"', "Chad received aid from Kenya.", ["Kenya"], ["Chad"]),
        ('verbs = ["come under{fire}"]\nsubject = "recipient"', "The convoy came under fire.", [], ["convoy"]),
        ('verbs = ["mobilise"]\nobject = "theme"', "Chad mobilised its reserves.", ["Chad"], []),
        ('verbs = ["meet", "meet ~with"]\nmutual = true', "Kenya met Chad.", ["Kenya", "Chad"], []),
        ('verbs = ["erupt subj{fighting}"]\nmutual = true', "Fighting erupted between Kenya and Chad.", ["Kenya"], []),
        ('verbs = ["give {food}"]\nobject = "recipient"', "They gave him food.", ["They"], ["him"]),
        ('nouns = ["[air|drone] strike ~on|against"]', "An Israeli air strike on the port failed.", ["Israeli"], ["port"]),
        ('nouns = ["shelling ~of"]', "The shelling of the port by Chad went on.", ["Chad"], ["port"]),
        ('nouns = ["raid <of"]', "The raid of Chad failed.", ["Chad"], []),
        ('nouns = ["talk"]\nmutual = true', "Talks between Kenya and Chad failed.", ["Kenya"], []),
        ('adjectives = ["hostile ~to"]', "Chad is hostile to the rebels.", ["Chad"], ["rebels"]),
    ],
)
def test_slots_of_a_pattern(match: Match, entry: str, text: str, actors: list[str], recipients: list[str]) -> None:
    """Heads of the parties, as the notation and the keys say."""
    s, acts = match(text, entry)
    assert len(acts) == 1
    assert [w for w in words(s, acts[0].actors) if w not in ("Fighting",)] == actors
    assert words(s, acts[0].recipients) == recipients


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ('verbs = ["hold {talk|meeting}"]', "Kenya held an election."),
        ('verbs = ["declare {martial law}"]', "Kenya declared a law."),
        ('verbs = ["attack !{problem|policy}"]', "Kenya attacked the policy."),
        ('verbs = ["call +off"]', "Kenya called the guards."),
        ('verbs = ["take to{street}"]', "Students took to their heels."),
        ('verbs = ["speak to{@party}"]', "Kenya spoke to reporters."),
        ('verbs = ["break +out subj{fighting}"]', "The prisoners broke out."),
        ('verbs = ["meet ~with"]', "The deadline was met."),
        ('verbs = ["threaten ^to"]', "Kenya threatened Chad."),
        ('nouns = ["[air|drone] strike"]', "The strike of the miners went on."),
        ('adjectives = ["hostile"]', "The hostile groups met."),
        ('adjectives = ["hostile ~to"]', "Chad is hostile."),
        ('verbs = ["back"]', "The UN-backed government met."),
        ('nouns = ["exchange"]', "Shares fell on the New York Stock Exchange on a day of heavy trade."),
    ],
)
def test_conditions_that_are_not_met(match: Match, entry: str, text: str) -> None:
    """A missing object, particle, phrase, subject, modifier, recipient or clause, or a name: no act."""
    assert match(text, entry)[1] == []


@pytest.mark.parametrize("text", ["Kenya spoke to Chad.", "Kenya spoke to the president of Chad."])
def test_a_phrase_may_ask_for_a_party(match: Match, text: str) -> None:
    """`to{@party}`: a country; a noun whose party is only in its own phrase does not count."""
    entry = 'verbs = ["speak to{@party} ~to"]'
    acts = match(text, entry)[1]
    assert len(acts) == (1 if "president" not in text else 0)


@pytest.mark.parametrize(
    ("entry", "text", "content"),
    [
        ('verbs = ["threaten ^to"]', "Kenya threatened to attack Chad.", ["attack"]),
        ('verbs = ["say ^that"]', "Kenya said that rebels fled.", ["fled"]),
        ('verbs = ["accuse ^of"]', "Kenya accused Chad of shelling a town.", ["shelling"]),
        ('verbs = ["call ^for"]', "Kenya called for talks and elections.", ["talks", "elections"]),
        ('verbs = ["admit ^ing"]', "Chad admitted shelling the town.", ["shelling"]),
        ('verbs = ["threaten ^to"]', "Kenya threatened to attack and occupy Chad.", ["attack", "occupy"]),
        ('verbs = ["protest ^to?"]', "Kenya protested.", []),
        ('nouns = ["threat ^to"]', "The threat to attack Chad was real.", ["attack"]),
        ('adjectives = ["ready ^to"]', "Kenya is ready to attack Chad.", ["attack"]),
    ],
)
def test_content_of_a_pattern(match: Match, entry: str, text: str, content: list[str]) -> None:
    """The heads of what is threatened, said, called for; coordinated ones each."""
    s, acts = match(text, entry)
    assert words(s, acts[0].content) == content


def test_an_object_that_is_an_act_can_be_content(match: Match) -> None:
    """`^obj` takes nouns that some frame begins with, not just any object."""
    entries = ('verbs = ["demand ^obj"]', 'nouns = ["withdrawal ~of"]')
    s, acts = match("Kenya demanded a withdrawal.", *entries)
    assert words(s, acts[0].content) == ["withdrawal"]
    assert match("Kenya demanded a table.", *entries)[1] == []


def test_the_more_specific_pattern_wins(match: Match) -> None:
    """And the others are kept as rejected, so that it can be explained."""
    _, acts = match("Rebels fired mortars at the camp.", 'verbs = ["fire"]', 'verbs = ["fire {$weapon} ~at"]')
    assert [a.frame.id for a in acts] == ["f1"]
    assert [e.frame.id for e in acts[0].rejected] == ["f0"]


def test_weight_decides_between_equals(match: Match) -> None:
    """A wording that is often something else gives way."""
    _, acts = match("Lions mauled a guard.", 'verbs = ["maul"]\nweight = 0.5', 'verbs = ["maul"]')
    assert [a.frame.id for a in acts] == ["f1"]


def test_a_second_object_is_an_act_of_its_own(match: Match) -> None:
    """“declared martial law and a general mobilisation”: two frames of one verb."""
    s, acts = match("Sudan declared martial law and a curfew.", 'verbs = ["declare {martial law}"]', 'verbs = ["declare {curfew}"]')
    assert {a.frame.id for a in acts} == {"f0", "f1"}
    assert all(words(s, a.actors) == ["Sudan"] for a in acts)


def test_words_are_the_trigger_and_what_the_pattern_asked_for(match: Match) -> None:
    """They become the evidence, in text order."""
    s, acts = match("Rebels quickly broke off the talks.", 'verbs = ["break {talk} +off"]')
    assert words(s, acts[0].words) == ["broke", "off", "talks"]
    assert s.words[acts[0].trigger] == "broke"


def test_a_condemned_deed_brings_its_doer(match: Match) -> None:
    """“condemned the use of force by Syria”: the one who used it is the recipient."""
    s, acts = match("France condemned the use of force by Azerbaijan.", 'type = "ACCUSE"\nverbs = ["condemn"]')
    assert words(s, acts[0].recipients)[-1] == "Azerbaijan"


def test_a_bare_participle_before_a_noun_tells_no_act(match: Match) -> None:
    """“agreed rules” is a quality; “killed” before a noun still is violence."""
    assert match("The agreed rules hold.", 'type = "AGREE"\nverbs = ["agree"]')[1] == []
