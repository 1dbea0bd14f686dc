"""Frames from files: every mistake is named with file and line, and users' folders come after the shipped ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import LexiconError
from tocsin.lexicon.check import check_folder
from tocsin.lexicon.digest import lexicon_digest
from tocsin.lexicon.frames import lexicon_folder, load_frames, read_frames
from tocsin.vocab import EVENT_TYPES

GOOD = """
type = "ASSAULT"

[[frame]]
id = "assault.pelt"
mode = "primitive"
cameo = "180"
contexts = ["military"]
verbs = ["pelt {$missile} ~at", "pelt"]
nouns = ["pelting ~of"]
examples = [{text = "Settlers pelted a convoy."}, "They pelted it."]
not_examples = ["Rain pelted the roof."]
"""


def folder(tmp_path: Path, frames: str = GOOD, **others: str) -> Path:
    """A lexicon folder with these files."""
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "own.toml").write_text(frames, encoding="utf-8")
    (tmp_path / "classes.toml").write_text(others.get("classes", 'missile = ["stone", "bottle"]\n'), encoding="utf-8")
    if "operators" in others:
        (tmp_path / "operators.toml").write_text(others["operators"], encoding="utf-8")
    return tmp_path


def test_a_frame_is_read_whole(tmp_path: Path) -> None:
    """Keys, defaults, classes, examples and the line it begins on."""
    path = folder(tmp_path) / "frames" / "own.toml"
    (frame,) = read_frames(path, {"missile": frozenset({"stone"})})
    assert (frame.id, frame.type, frame.mode, frame.cameo, frame.contexts) == ("assault.pelt", "ASSAULT", "primitive", "180", ("military",))
    assert (frame.subject, frame.object, frame.mutual, frame.weight, frame.content) == ("actor", "recipient", False, 1.0, None)
    assert [p.kind for p in frame.patterns] == ["verb", "verb", "noun"]
    assert frame.patterns[0].objects == {"stone"}
    assert [e.text for e in frame.examples] == ["Settlers pelted a convoy.", "They pelted it."]
    assert frame.where == f"{path}:5"


def test_a_users_folder_adds_to_the_shipped_frames(tmp_path: Path) -> None:
    """Its frames are found by head, its classes known, and the digest tells the difference."""
    own = str(folder(tmp_path))
    index = load_frames((own,))
    assert [e.frame.id for e in index.entries("verb", "pelt")].count("assault.pelt") == 2
    assert len(index.frames) == len(load_frames().frames) + 1
    assert index.classes["missile"] == {"stone", "bottle"}
    assert index.digest != load_frames().digest
    assert lexicon_digest((own,)) != lexicon_digest()


def test_more_specific_patterns_come_first() -> None:
    """For every head of the shipped lexicon."""
    for heads in load_frames().by_head.values():
        for entries in heads.values():
            found = [e.pattern.specificity for e in entries]
            assert found == sorted(found, reverse=True)


def test_shipped_frames_use_their_own_type_in_the_id() -> None:
    """Types and modes are those of the scheme, ids are unique and every frame of a type has a code."""
    frames = load_frames().frames
    assert len({f.id for f in frames}) == len(frames)
    assert {f.type for f in frames if f.type} == set(EVENT_TYPES)
    assert all(f.mode is None or f.mode in EVENT_TYPES[f.type or ""].modes for f in frames)


def test_entries_ask_only_for_words_a_sentence_must_have(tmp_path: Path) -> None:
    """The quick look before matching: particles, required phrases and objects."""
    own = folder(tmp_path, GOOD.replace('"pelt"]', '"pelt +down in{street} subj{crowd}"]'))
    needs = next(e.needs for e in load_frames((str(own),)).entries("verb", "pelt") if e.frame.id == "assault.pelt" and e.pattern.particles)
    assert set(needs) == {frozenset({"down"}), frozenset({"in"}), frozenset({"crowd"})}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('mode = "primitive"', 'mode = "visit"', "mode 'visit' does not belong to ASSAULT"),
        ('type = "ASSAULT"', 'type = "ATTACK"', "type 'ATTACK' is not a PLOVER type"),
        ('cameo = "180"', 'cameo = "18x"', "cameo '18x' is not a code of 2 to 4 digits"),
        ('contexts = ["military"]', 'contexts = ["warfare"]', "context 'warfare' is not in the list"),
        ('cameo = "180"', 'subject = "doer"', "subject must be one of actor, recipient, theme"),
        ('cameo = "180"', 'object = "thing"', "object must be one of recipient, theme, place, actor"),
        ('cameo = "180"', 'content = "maybe"', "content 'maybe' is not one of"),
        ('cameo = "180"', 'colour = "red"', "unknown key 'colour'"),
        ('"pelt {$missile} ~at"', '"pelt {$missiles} ~at"', "no class 'missiles' in classes.toml"),
        ('"pelt {$missile} ~at"', '"pelt ~"', "cannot read '~'"),
        ('{text = "Settlers pelted a convoy."}', '{text = "x", actor = []}', "unknown key 'actor' in an example"),
    ],
)
def test_a_wrong_entry_is_named_with_its_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    """The error says file:line, what is wrong and what to do."""
    own = folder(tmp_path, GOOD.replace(old, new))
    with pytest.raises(LexiconError) as caught:
        load_frames((str(own),))
    assert complaint in str(caught.value)
    assert caught.value.where == f"{own / 'frames' / 'own.toml'}:5"
    assert "tocsin lexicon check" in str(caught.value)


@pytest.mark.parametrize(
    ("frames", "complaint"),
    [
        ('[[frame]]\nverbs = ["pelt"]\n', "an entry has no id"),
        ('type = "ASSAULT"\n[[frame]]\nid = "x"\n', "no verbs, nouns or adjectives"),
        ('[[operator]]\nid = "x"\nverbs = ["pelt ^to"]\n', "an operator needs an effect"),
        ("type = \n", "not valid TOML"),
        (GOOD + GOOD.replace('type = "ASSAULT"', ""), "frame id 'assault.pelt' is already used at"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, frames: str, complaint: str) -> None:
    """Missing ids, patterns, effects; broken TOML; ids used twice."""
    own = folder(tmp_path, frames)
    with pytest.raises(LexiconError) as caught:
        load_frames((str(own),))
    assert complaint in str(caught.value)
    assert str(own) in str(caught.value.where)


def test_classes_must_be_lists(tmp_path: Path) -> None:
    """A class that is no list of lemmas is refused by name."""
    own = folder(tmp_path, classes='missile = "stone"\n')
    with pytest.raises(LexiconError, match="class 'missile' must be a list of lemmas"):
        load_frames((str(own),))


def test_a_users_frame_must_not_take_a_shipped_id(tmp_path: Path) -> None:
    """The error names both places."""
    taken = load_frames().frames[0]
    own = folder(tmp_path, GOOD.replace("assault.pelt", taken.id))
    with pytest.raises(LexiconError, match="is already used at") as caught:
        load_frames((str(own),))
    assert str(lexicon_folder()) in str(caught.value)


def test_checking_lists_every_error_at_once(tmp_path: Path) -> None:
    """Two wrong frames of three, a broken operator file: three errors, one frame right."""
    second = GOOD.replace('type = "ASSAULT"', "").replace("assault.pelt", "assault.two").replace('mode = "primitive"', 'mode = "visit"')
    third = GOOD.replace('type = "ASSAULT"', "").replace("assault.pelt", "assault.three").replace('"180"', '"x"')
    checked = check_folder(folder(tmp_path, GOOD + second + third, operators="= 1"))
    assert checked.frames == 1
    assert len(checked.errors) == 3
    assert [str(e.where).rsplit("/", 1)[-1] for e in checked.errors] == ["own.toml:17", "own.toml:29", "operators.toml"]


def test_checking_a_right_folder_finds_nothing(tmp_path: Path) -> None:
    """A user's own folder, and the shipped one."""
    assert check_folder(folder(tmp_path)).errors == ()
    assert check_folder(lexicon_folder()).errors == ()


def test_checking_an_absent_or_empty_folder_says_so(tmp_path: Path) -> None:
    """Neither passes as right."""
    assert "no such folder" in str(check_folder(tmp_path / "nowhere").errors[0])
    assert "holds no lexicon files" in str(check_folder(tmp_path).errors[0])
