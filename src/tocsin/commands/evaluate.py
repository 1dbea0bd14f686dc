"""`tocsin evaluate`: how good the coding is, measured on labelled sets made by others."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("areas", nargs=-1, metavar="[AREA]...")
@click.option("--data", metavar="FOLDER", help="The labelled data; TOCSIN_DATA if not given, else ../shared/data.")
@click.option(
    "--write", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures as Markdown."
)
@click.option("--errors", metavar="N", type=click.IntRange(0), help="Show N sampled errors of an event set with their traces.")
@click.option("--set", "name", default="plv", show_default=True, metavar="NAME", help="With --errors: plover_gsr, plv or conflibert.")
@click.option("--seed", default=0, metavar="N", help="With --errors: another sample.")
@click.option("--judged", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Measure against what people decided in the desk: a file saved from its /api/v1/labels.")
@click.option("--gate", is_flag=True, help="Exit with 1 where a figure is under its pinned floor.")
@click.option("--pin", "raise_floors", is_flag=True, help="Raise the floors to these figures; never lowers one.")
@click.option("--allow-regression", is_flag=True, help="With --pin: lower floors too.")
def evaluate(
    areas: tuple[str, ...],
    data: str | None,
    write: Path | None,
    errors: int | None,
    name: str,
    seed: int,
    judged: Path | None,
    gate: bool,
    raise_floors: bool,
    allow_regression: bool,
) -> int:
    """Measure the coding on public labelled sets, beside the best peers known.

    AREA is one or more of the areas of facts (events, statements, tolls, …); all if none is given.
    """
    from tocsin.cli import OK, SOME_FAILED
    from tocsin.evaluate import command
    from tocsin.evaluate.measures import AREAS

    if unknown := [a for a in areas if a not in AREAS]:
        raise click.BadParameter(f"{unknown[0]!r} is not one of {', '.join(AREAS)}", param_hint="AREA")
    if judged is not None:
        _against_people(judged)
        return OK
    folder = command.data_folder(data)
    if errors is not None:
        from tocsin.evaluate.errors import report

        for line in report(folder, name, errors, seed):
            print(line)
        return OK
    figures = command.measure(areas, folder)
    for f in figures:
        value, peer, reach = map(command.number, (f.value, f.peer, f.reach))
        print(f"{f.area:<12} {f.set:<28} {f.name:<28} {value:>6}  peer {peer:>6}  reach {reach:>6}")
    if write is not None:
        write.write_text(command.as_markdown(figures, folder), encoding="utf-8")
    if raise_floors:
        print(f"{command.pin(figures, folder, allow_regression=allow_regression)} floors changed", file=sys.stderr)
    low = command.fallen(figures, folder) if gate else []
    for sentence in low:
        print(f"tocsin: {sentence}", file=sys.stderr)
    return SOME_FAILED if low else OK


def _against_people(path: Path) -> None:
    """Codes the judged reports anew and prints how often the coder is where people want it."""
    from tocsin.evaluate.judged import read_labels, shares
    from tocsin.pipeline import load_coder
    from tocsin.read.report import make_report

    labels = read_labels(path)
    reports = {label["report"]["id"]: label["report"] for label in labels}
    made = [make_report(r["text"], **{k: r.get(k) for k in ("published", "title", "publisher")}) for r in reports.values()]
    accounts = dict(zip(reports, load_coder().code_reports(made), strict=True))
    for share in shares(labels, accounts):
        print(f"{share.name:<44} {share.right:>5} of {share.total:>5}")
    if not labels:
        print("tocsin: the file holds no judged fact", file=sys.stderr)
