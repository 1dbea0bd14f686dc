"""`tocsin explain`: how lexicon authors see what their entries do."""

from __future__ import annotations

import json
import sys

import click


@click.command()
@click.argument("text", nargs=-1, required=True, metavar="TEXT...")
@click.option("--published", metavar="DATE", help="Day on which the sentence was published, YYYY-MM-DD.")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON object.")
@click.option(
    "--all", "all_entries", is_flag=True, help="List every entry that begins with a word, also those far from matching."
)
def explain(text: tuple[str, ...], published: str | None, as_json: bool, all_entries: bool) -> int:
    """Show how a sentence is read and why it is coded as it is.

    The parse as a tree, the parties, which lexicon entry matched and on what conditions, which others did not and
    what they missed, what was dropped and why, and the weights that ranked the events. TEXT - reads standard input.

    \b
    tocsin explain "Turkey announced its support for Azerbaijan on Sunday."
    """
    from tocsin.cli import NOTHING_DONE
    from tocsin.commands.work import checked_day, error_line
    from tocsin.errors import InputError
    from tocsin.pipeline import load_coder
    from tocsin.present.explain import as_dict, print_explanation
    from tocsin.present.explanation import explanation_of
    from tocsin.settings import load_settings

    day = checked_day(published)
    words = sys.stdin.read() if text == ("-",) else " ".join(text)
    try:
        found = explanation_of(words, load_coder(load_settings()), published=day)
    except InputError as error:
        print(error_line("the sentence", error), file=sys.stderr)
        return NOTHING_DONE
    if as_json:
        print(json.dumps(as_dict(found), ensure_ascii=False, indent=2))
    else:
        print_explanation(found, all_entries=all_entries)
    return 0
