"""What the mentions of one report add up to: the same people counted once, in the order of the story.

`victim_groups` folds repeats, details and updates of one kind of toll; `report_total` adds the groups up for a
report that tells of one incident; `split_incidents` parts the groups of a report that tells of several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.coding.tolls import TollMention

_GENERIC = frozenset({"people", "person", "victim", "other", "others", "life", "individual", "member", "persons", "dead", "body", "casualty", "death", "fatality"})


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


def victim_groups(mentions: Iterable[TollMention], *, kinds: Sequence[str]) -> list[VictimGroup]:
    """Distinct groups of people among the mentions of `kinds`, in narrative order.

    Possible, denied, partial and cumulative tolls are left out; pronouns bring nobody new unless they are the first word.
    """
    groups: list[VictimGroup] = []
    for mention in mentions:
        if mention.kind not in kinds or mention.hypothetical or mention.negated or mention.subset or mention.implied:
            continue
        if mention.period == "cumulative" or mention.value is None:
            continue
        _place(groups, mention)
    return groups


def _place(groups: list[VictimGroup], mention: TollMention) -> None:
    value = mention.value or 0
    known = _same_people(groups, mention)
    if known is not None:
        known.mentions.append(mention)
        if mention.total or (not mention.definite and not known.first.exact and mention.exact):
            known.value = value
        return
    if mention.pronoun and (mention.vague or groups):
        return
    if mention.vague and mention.definite and groups:
        return
    if mention.total or (_generic(mention) and not mention.other and groups and mention.sentence > groups[-1].first.sentence):
        total = sum(g.value for g in groups)
        if value >= total or mention.total:
            _merge(groups, mention, value)
            return
    whole = _whole(groups, mention)
    if whole is not None:
        whole.detailed += value
        whole.mentions.append(mention)
        return
    groups.append(VictimGroup(mention.kind, value, [mention]))


def _generic(mention: TollMention) -> bool:
    return mention.head in _GENERIC or mention.head.isdigit()


def _merge(groups: list[VictimGroup], mention: TollMention, value: int) -> None:
    """A later figure for all: it takes the place of the groups so far, which become its details."""
    kept = [m for g in groups for m in g.mentions]
    detailed = sum(g.value for g in groups)
    groups[:] = [VictimGroup(mention.kind, value, [*kept, mention], min(detailed, value))]


def _same_people(groups: Sequence[VictimGroup], mention: TollMention) -> VictimGroup | None:
    """The group that this mention repeats, or None."""
    for group in reversed(groups):
        for earlier in group.mentions:
            if mention.other and earlier.sentence == mention.sentence:
                continue
            if _repeats(earlier, mention):
                return group
    return None


def _repeats(earlier: TollMention, mention: TollMention) -> bool:
    if mention.name and earlier.name:
        return mention.head == earlier.head
    if earlier.sentence == mention.sentence:
        return earlier.value == mention.value and earlier.trigger == mention.trigger and earlier.token == mention.token
    same_noun = mention.head == earlier.head or (mention.group is not None and mention.group == earlier.group)
    if mention.other and not (earlier.other and mention.value == earlier.value and same_noun):
        return False
    if mention.definite and not mention.name and same_noun and (mention.value == earlier.value or mention.vague):
        return True
    if mention.value == earlier.value and (same_noun or _generic(mention) or _generic(earlier)):
        return mention.value is not None and (mention.value > 1 or mention.definite or same_noun or True)
    if mention.name and mention.value == earlier.value == 1:
        return not earlier.name and earlier.kind == mention.kind
    return bool(earlier.name and mention.value == 1 and not mention.other)


def _whole(groups: Sequence[VictimGroup], mention: TollMention) -> VictimGroup | None:
    """The earlier, larger group that this mention tells more about: single people after “five men were killed”."""
    value = mention.value or 0
    if mention.other:
        return None
    for group in groups:
        if group.first.sentence < mention.sentence and group.detailed + value <= group.value:
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
    killed = sum(g.value for g in victim_groups(mentions, kinds=("killed",)))
    injured = sum(g.value for g in victim_groups(mentions, kinds=("injured",)))
    captured = sum(g.value for g in victim_groups(mentions, kinds=("captured", "detained")))
    hit = sum(g.value for g in _hit_groups(mentions))
    if hit:
        injured = max(injured, hit - killed)
    return ReportTotal(killed, injured, captured)


def _hit_groups(mentions: Sequence[TollMention]) -> list[VictimGroup]:
    groups: list[VictimGroup] = []
    for mention in mentions:
        if mention.implied and not (mention.hypothetical or mention.negated or mention.subset) and mention.value is not None:
            _place(groups, mention)
    return groups


def split_incidents(groups: Sequence[VictimGroup], sentences_apart: int = 6) -> list[int]:
    """The toll of each incident: groups brought up in neighbouring sentences belong together."""
    totals: list[int] = []
    last: int | None = None
    for group in groups:
        if last is not None and totals and group.first.sentence == last:
            totals[-1] += group.value
        else:
            totals.append(group.value)
        last = group.first.sentence
    return totals
