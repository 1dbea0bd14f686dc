"""Every error of a lexicon folder at once; loading itself stops at the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import LexiconError
from tocsin.lexicon import frames
from tocsin.lexicon.actors import check_actors
from tocsin.lexicon.check_places import check_places
from tocsin.lexicon.patterns import Words


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at and what is wrong with it."""

    files: int
    frames: int
    errors: tuple[LexiconError, ...]


def check_folder(folder: Path) -> Checked:
    """All errors in the frames, operators, classes, actor and place tables of `folder`, in the order of the files."""
    if not folder.is_dir():
        return Checked(
            0, 0, (LexiconError("there is no such folder", where=str(folder), advice="give a folder of lexicon files"),)
        )
    errors: list[LexiconError] = []
    classes: dict[str, Words] = dict(frames.load_frames().classes)
    _collect(lambda: classes.update(frames._classes(folder / "classes.toml")), errors)
    seen = (
        {f.id: f.where for f in frames.load_frames().frames}
        if folder.resolve() != frames.lexicon_folder().resolve()
        else {}
    )
    paths = [*sorted((folder / "frames").glob("*.toml")), folder / "operators.toml"]
    paths = [p for p in paths if p.exists()]
    count = sum(_frames_of(path, classes, seen, errors) for path in paths)
    others = int((folder / "classes.toml").exists())
    for tables, wrong in (check_actors(folder), check_places(folder / "places")):
        others += tables
        errors.extend(wrong)
    if not paths and not others:
        advice = "the layout is frames/*.toml, operators.toml, classes.toml, actors/*.csv, places/*.csv"
        errors.append(LexiconError("the folder holds no lexicon files", where=str(folder), advice=advice))
    return Checked(len(paths) + others, count, tuple(errors))


def _collect(work: Callable[[], object], errors: list[LexiconError]) -> None:
    try:
        work()
    except LexiconError as error:
        errors.append(error)


def _frames_of(path: Path, classes: Mapping[str, Words], seen: dict[str, str], errors: list[LexiconError]) -> int:
    """How many frames of the file are right; what is wrong with the others goes to `errors`."""
    try:
        document = frames._toml(path)
    except LexiconError as error:
        errors.append(error)
        return 0
    lines = frames.lines_of_ids(path.read_text(encoding="utf-8"))
    found = 0
    for raw in [*document.get("frame", ()), *document.get("operator", ())]:
        where = f"{path}:{lines.get(str(raw.get('id')), 1)}"
        try:
            frame = frames._frame(raw, document.get("type"), where, classes)
        except LexiconError as error:
            errors.append(error)
            continue
        if frame.id in seen:
            errors.append(LexiconError(f"frame id {frame.id!r} is already used at {seen[frame.id]}", where=where))
            continue
        seen[frame.id] = where
        found += 1
    return found
