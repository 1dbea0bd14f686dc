"""What the mentions of one report add up to: the same people counted once, in the order of the story.

`victim_groups` folds repeats, details and updates of one kind of toll; `report_total` adds the groups up for a
report that tells of one incident; `split_incidents` parts the groups of a report that tells of several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.coding.tolls import TollMention

_GENERIC = frozenset(
    ("people person victim other others life individual member persons dead body casualty death fatality").split()
)


@dataclass(slots=True)
class VictimGroup:
    """People of one fate counted once; `mentions` in text order, the first of them brought them up."""

    kind: str
    value: int
    mentions: list[TollMention] = field(default_factory=list)
    detailed: int = 0
    """How many of them have been spoken of singly later."""

    @property
    def first(self) -> TollMention:
        """The mention that introduced the group."""
        return self.mentions[0]


def victim_groups(mentions: Iterable[TollMention], *, kinds: Sequence[str], several: bool = False) -> list[VictimGroup]:
    """Distinct groups of people among the mentions of `kinds`, in narrative order.

    Possible, denied, partial and cumulative tolls are left out, those of events mentioned in passing too
    unless there are no others; pronouns bring nobody new. In a report of `several` incidents a second full name is a
    second person; in a report of one it is oftener somebody else who is named.
    """
    usable = [
        m
        for m in mentions
        if m.kind in kinds
        and m.value
        and m.period != "cumulative"
        and not (m.hypothetical or m.negated or m.subset or m.implied)
    ]
    groups = fold([m for m in usable if not m.background] or usable, several=several)
    told = [g for g in groups if not _bare(g.first)]
    return told or groups


def fold(mentions: Iterable[TollMention], *, several: bool = False) -> list[VictimGroup]:
    """The mentions gathered into groups of the same people."""
    groups: list[VictimGroup] = []
    for mention in mentions:
        _place(groups, mention, several)
    return groups


def _place(groups: list[VictimGroup], mention: TollMention, several: bool) -> None:
    value = mention.value or 0
    known = _same_people(groups, mention)
    if known is not None:
        known.mentions.append(mention)
        if mention.total or (known.first.vague and not mention.definite):
            known.value = value if mention.exact else max(value, known.value)
        return
    if groups and (mention.pronoun or (mention.vague and (mention.definite or _bare(mention)))):
        return
    if (
        mention.definite
        and value == 1
        and not mention.name
        and not mention.other
        and any(g.value == 1 for g in groups if g.first.sentence < mention.sentence)
    ):
        return
    if (
        groups
        and not mention.other
        and mention.sentence > groups[-1].first.sentence
        and _sums_up(groups, mention, value)
    ):
        return
    whole = _whole(groups, mention, several)
    if whole is not None:
        whole.detailed += value
        whole.mentions.append(mention)
        return
    groups.append(VictimGroup(mention.kind, value, [mention]))


def _bare(mention: TollMention) -> bool:
    """A plural without a number: `insurgents`."""
    return mention.vague and mention.low == 2


def _generic(mention: TollMention) -> bool:
    return mention.head in _GENERIC or mention.head.isdecimal()


def _sums_up(groups: list[VictimGroup], mention: TollMention, value: int) -> bool:
    """Whether the mention is a later figure for all so far; the groups then become its details."""
    total = sum(g.value for g in groups)
    if not (
        mention.total
        or (_generic(mention) and total <= value <= 4 * total + 10)
        or (value == total and len(groups) > 1)
    ):
        return False
    kept = [m for g in groups for m in g.mentions]
    groups[:] = [VictimGroup(mention.kind, value, [*kept, mention], min(total, value))]
    return True


def _same_people(groups: Sequence[VictimGroup], mention: TollMention) -> VictimGroup | None:
    """The group that this mention repeats, or None."""
    for group in reversed(groups):
        for earlier in group.mentions:
            if _repeats(earlier, mention, opening=group is groups[0] and earlier is group.first):
                return group
    return None


def _repeats(earlier: TollMention, mention: TollMention, *, opening: bool) -> bool:
    if earlier.sentence == mention.sentence:
        return earlier.token == mention.token
    same_noun = mention.head == earlier.head or (mention.group is not None and mention.group == earlier.group)
    same_value = mention.value == earlier.value
    if mention.name and earlier.name:
        return mention.head == earlier.head
    if mention.other:
        return same_noun and (
            (earlier.other and same_value and not opening)
            or (earlier.other and earlier.vague and (mention.value or 0) <= 9)
        )
    if mention.definite and not mention.name:
        return (same_noun or mention.head in _GENERIC or mention.head in earlier.whom.lower().split()) and (
            same_value or mention.vague
        )
    if _bare(mention) or _bare(earlier) or (earlier.vague and not earlier.name):
        return same_noun
    if same_value and (same_noun or _generic(mention) or _generic(earlier)):
        return True
    if mention.name and mention.value == 1 and earlier.value == 1:
        return not earlier.name
    return earlier.name and mention.value == 1 and same_value


def _full_name(mention: TollMention) -> bool:
    """Whether a person is named with more than a surname or a junior's mark."""
    return mention.name and mention.head not in ("jr.", "sr.", "jr", "sr", "ii", "iii") and len(mention.text.split()) > 1


def _whole(groups: Sequence[VictimGroup], mention: TollMention, several: bool) -> VictimGroup | None:
    """The earlier, larger group that this mention tells more about: single people after “five men were killed”."""
    value = mention.value or 0
    for group in groups:
        if several and group.value == 1 and _full_name(mention) and _full_name(group.first):
            continue  # another person, by another name
        if several and group.value == 1 and mention.also and mention.head != group.first.head and not (mention.definite or _generic(mention)):
            continue  # “a technician was also killed”
        last = group.mentions[-1]
        if (last.sentence, last.trigger, last.value) == (mention.sentence, mention.trigger, group.value):
            continue  # told beside each other: “the six priests and two maids”
        if (
            group.first.sentence < mention.sentence
            and group.detailed + value <= group.value
            and (not mention.other or group.detailed)
        ):
            return group
    return None


@dataclass(frozen=True, slots=True)
class ReportTotal:
    """Figures for a report on one incident."""

    killed: int
    injured: int
    captured: int


def report_total(mentions: Sequence[TollMention]) -> ReportTotal:
    """Killed, injured and captured (with detained) of a report that tells of one incident.

    People of whom it is only said that they were shot count as injured unless they are among the dead.
    """
    dead = victim_groups(mentions, kinds=("killed",))
    killed = sum(g.value for g in dead) or int(
        any(m.implied and m.kind == "killed" and not m.hypothetical for m in mentions)
    )
    injured = sum(g.value for g in victim_groups(mentions, kinds=("injured",)) if not _died(g, dead))
    captured = sum(g.value for g in victim_groups(mentions, kinds=("captured", "detained")))
    hit = sum(g.value for g in _hit_groups(mentions))
    if hit:
        injured = max(injured, hit - killed)
    return ReportTotal(killed, injured, captured)


LEADS = (5, 10)
"""Sentences of a lead: its total votes beside that of the whole report, which may go on to other incidents.

Tuned on the first 700 incidents of GVA: .64 without leads, .66 with one, .68 with these two.
"""


def incident_total(reports: Sequence[tuple[str, Sequence[TollMention]]]) -> tuple[int, int]:
    """(killed, injured) of one incident from its dated reports: the figure most often given, of equals the latest.

    Each report votes with its whole text and with its leads.
    """
    votes: Counter[tuple[int, int]] = Counter()
    latest: dict[tuple[int, int], int] = {}
    for order, (_, mentions) in enumerate(sorted(reports, key=lambda r: r[0])):
        for part in (mentions, *([m for m in mentions if m.sentence < lead] for lead in LEADS)):
            total = report_total(part)
            figure = (total.killed, total.injured)
            if any(figure):
                votes[figure] += 1
                latest[figure] = order
    if not votes:
        return 0, 0
    top = max(votes.values())
    return max((f for f in votes if votes[f] == top), key=lambda f: (latest[f], f))


def _died(hurt: VictimGroup, dead: Sequence[VictimGroup]) -> bool:
    """Whether the one hurt person is told to have died later: by name, or as the same man or woman spoken of again."""
    if hurt.value != 1:
        return False
    last = hurt.mentions[-1]
    for mention in (m for g in dead for m in g.mentions):
        if any(m.sentence == mention.sentence and m.token == mention.token for m in hurt.mentions):
            return True
        if any(m.name and mention.name and m.head == mention.head for m in hurt.mentions):
            return True
        if 0 <= mention.sentence - last.sentence <= 3 and (
            mention.pronoun or (mention.definite and not mention.name and mention.head in (last.head, "victim"))
        ):
            return True
    return False


def _hit_groups(mentions: Sequence[TollMention]) -> list[VictimGroup]:
    return fold(
        m
        for m in mentions
        if m.implied
        and m.kind == "injured"
        and m.value
        and not (m.hypothetical or m.negated or m.subset or m.background)
    )


def split_incidents(groups: Sequence[VictimGroup]) -> list[list[VictimGroup]]:
    """The groups of a report on several incidents parted by incident: what one word tells of together belongs together.

    Example: six priests in one sentence and “six priests and two maids” in a later one make one incident of 8.
    """
    parted: list[list[VictimGroup]] = []
    keys: list[set[tuple[int, int]]] = []
    for group in groups:
        told = {(m.sentence, m.trigger) for m in group.mentions}
        near = {(s, -1) for s, _ in told}
        home = next((n for n, seen in enumerate(keys) if seen & told), None)
        if home is None and not group.first.name:
            home = next((n for n, seen in enumerate(keys) if (group.first.sentence, -1) in seen), None)
        if home is None and parted and (group.first.other or group.first.also) and not group.first.name and group.first.sentence - parted[-1][-1].mentions[-1].sentence <= 2:
            home = len(parted) - 1  # “another two were also killed”: beside those just told of
        if home is None:
            parted.append([group])
            keys.append(told | near)
        else:
            parted[home].append(group)
            keys[home] |= told | near
    return parted
