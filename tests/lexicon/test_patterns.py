"""The notation of patterns: what each sign means, and what is refused."""

from __future__ import annotations

import pytest

from tocsin.lexicon.patterns import Pattern, parse_pattern

CLASSES = {"weapon": frozenset({"rocket", "mortar"}), "place": frozenset({"town"})}


def verb(source: str) -> Pattern:
    """A verb pattern with two classes known."""
    return parse_pattern(source, "verb", CLASSES)


def test_a_bare_head_makes_no_condition() -> None:
    """`condemn` matches every form of the verb."""
    pattern = verb("condemn")
    assert pattern.heads == ("condemn",)
    assert pattern.specificity == 0


def test_heads_may_be_alternatives() -> None:
    """`seize|capture` is two heads."""
    assert verb("seize|capture").heads == ("seize", "capture")


@pytest.mark.parametrize(
    ("source", "field", "wanted"),
    [
        ("hold {talk|meeting}", "objects", {"talk", "meeting"}),
        ("declare {martial law}", "objects", {"martial law"}),
        ("attack !{problem|policy}", "objects_not", {"problem", "policy"}),
        ("fire {$weapon}", "objects", {"rocket", "mortar"}),
        ("hit {$weapon|$place|farm}", "objects", {"rocket", "mortar", "town", "farm"}),
        ("break +out subj{fighting|clash}", "subjects", {"fighting", "clash"}),
        ("meet ~with", "recipient", {"with"}),
        ("fire ~on|at", "recipient", {"on", "at"}),
        ("receive {aid} <from|by", "actor", {"from", "by"}),
        ("threaten ^to", "content", {"to"}),
        ("call ^for ^to", "content", {"for", "to"}),
        ("accuse ^of|ing", "content", {"of", "ing"}),
        ("plan ^ing|^to", "content", {"ing", "to"}),
    ],
)
def test_each_sign_fills_its_field(source: str, field: str, wanted: set[str]) -> None:
    """Braces, `!`, classes, `subj`, `~`, `<` and `^`."""
    assert getattr(verb(source), field) == wanted


@pytest.mark.parametrize("source", ["call +off", "call off"])
def test_particles_may_be_bare_words_of_a_verb(source: str) -> None:
    """`call off` is short for `call +off`."""
    assert verb(source).particles == (frozenset({"off"}),)


def test_phrases_that_must_be_there() -> None:
    """`p{a|b}` asks for a preposition with one of these objects; several phrases stay apart."""
    assert verb("come under{fire|attack}").prepositions == ((frozenset({"under"}), frozenset({"fire", "attack"})),)
    assert verb("call for{end} to|of{$weapon}").prepositions == (
        (frozenset({"for"}), frozenset({"end"})),
        (frozenset({"to", "of"}), frozenset({"rocket", "mortar"})),
    )


def test_content_may_be_optional() -> None:
    """`^to?` matches with or without the clause."""
    assert verb("protest ^to?").content_optional
    assert verb("protest ^to?").content == {"to"}
    assert not verb("protest ^to").content_optional


@pytest.mark.parametrize("source", ["[air|drone] strike ~on", "strike [air|drone] ~on"])
def test_modifiers_of_a_noun_may_lead(source: str) -> None:
    """`[air|drone] strike` reads as it is said."""
    pattern = parse_pattern(source, "noun", CLASSES)
    assert pattern.heads == ("strike",)
    assert pattern.modifiers == {"air", "drone"}
    assert pattern.recipient == {"on"}


def test_more_conditions_are_more_specific() -> None:
    """The order in which patterns are tried; optional content counts for nothing."""
    sources = ["fire", "fire ~on", "open +fire ~on", "fire {rocket} ~on", "fire {rocket} subj{army} ~on"]
    found = [verb(s).specificity for s in sources]
    assert found == sorted(found)
    assert len(set(found)) >= 4
    assert verb("fire ^to?").specificity == verb("fire").specificity < verb("fire ^to").specificity


@pytest.mark.parametrize(
    ("source", "kind", "complaint"),
    [
        ("{talk} hold", "verb", "must begin with a lemma"),
        ("", "verb", "must begin with a lemma"),
        ("hold {}", "verb", "empty braces"),
        ("hold { | }", "verb", "empty braces"),
        ("fire {$weapons}", "verb", "no class 'weapons' in classes.toml"),
        ("attack ~", "verb", "cannot read '~'"),
        ("attack &on", "verb", "cannot read '&on'"),
        ("attack on", "noun", "cannot read 'on'"),
    ],
)
def test_what_cannot_be_read_is_named(source: str, kind: str, complaint: str) -> None:
    """The error quotes the pattern and the piece."""
    with pytest.raises(ValueError, match="pattern") as caught:
        parse_pattern(source, kind, CLASSES)
    assert complaint in str(caught.value)
