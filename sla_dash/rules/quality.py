"""Quality of leads: whether marketing knew of them what it promised to know before it handed them over."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sla_dash.statistics import proportion
from sla_dash.statistics.proportion import Interval

ENOUGH = 10
"""Leads under which there is no share in words."""


class Standing(StrEnum):
    """Whether the promise is kept."""

    KEPT = "kept"
    NOT_KEPT = "not kept"
    TOO_EARLY = "too early"
    NO_PROMISE = "no promise"
    NOT_KNOWN = "not known"
    """Leads were handed over, and the records do not say of any what was known of it."""


@dataclass(frozen=True, slots=True)
class Required:
    """What one version of the agreement asks of each lead."""

    fields: tuple[str, ...]
    share: Fraction | None
    """Part of the leads that is to carry every one of them, in (0, 1]; None where that is not said."""


@dataclass(frozen=True, slots=True)
class Handed:
    """Leads of one type handed over under one version."""

    stream: str | None
    lead_type: str | None
    version: int | None
    """The version in force at their hand-off; None where it, or no version, asks nothing."""
    leads: int
    known: int
    """Of these the records say what is known of them; none where the version asks nothing."""
    complete: int
    """Of those: the leads that carry every field."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Leads of one type, handed over under one version, that lack one field."""

    stream: str | None
    lead_type: str | None
    version: int
    field: str
    leads: int


@dataclass(frozen=True, slots=True)
class Missing:
    """How often one field is missing."""

    field: str
    leads: int
    of: int
    """Leads that were to carry it and of which it is known."""

    @property
    def share(self) -> Fraction | None:
        """Part of the leads that lacks it; None of none."""
        return Fraction(self.leads, self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Informed:
    """One line of the table of minimum information: a type of lead, or the total."""

    stream: str | None
    lead_type: str | None
    complete: int
    of: int
    """Leads that are judged: known, and handed over under a version that asks something."""
    missing: tuple[Missing, ...]
    """One entry for each field asked for, in the order of the agreement, those that no lead lacks too."""
    promised: Fraction | None
    """Part of the leads that was to be complete: of several versions their mean, weighted by leads."""
    standing: Standing
    could_be_chance: bool
    """The interval of the share contains what was promised."""
    no_promise: int
    """Leads handed over under a version that asks nothing, or under none."""
    not_known: int
    """Leads of which the records do not say what was known of them."""
    total: bool = False

    @property
    def share(self) -> Fraction | None:
        """Part of the leads that carries every field; None of none."""
        return Fraction(self.complete, self.of) if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval of the share; None of none."""
        return proportion.wilson(self.complete, self.of)

    @property
    def told(self) -> Fraction | None:
        """The share where it can be put into words; None under ten leads."""
        return self.share if self.of >= ENOUGH else None

    @property
    def most_missing(self) -> Missing | None:
        """The field that most leads lack, the first of several; None where none is missing."""
        found = max(self.missing, key=lambda one: one.share or Fraction(0), default=None)
        return found if found and found.leads else None


def lacking(carried: Collection[str], required: Sequence[str]) -> tuple[str, ...]:
    """Return what one lead lacks, in the order required: the reference for the SQL that prepares it for all of them."""
    return tuple(field for field in required if field not in carried)


def standing(complete: int, of: int, promised: Fraction | None) -> tuple[Standing, bool]:
    """Return whether the promised share is kept, edge inside, and whether that could be chance.

    Too early under ten leads; could be chance while Wilson's interval contains the promise, its edges included.
    """
    if promised is None:
        return Standing.NO_PROMISE, False
    interval = proportion.wilson(complete, of)
    if of < ENOUGH or interval is None:
        return Standing.TOO_EARLY, False
    kept = Fraction(complete, of) >= promised
    return Standing.KEPT if kept else Standing.NOT_KEPT, interval[0] <= promised <= interval[1]


def informed(
    stream: str | None,
    lead_type: str | None,
    handed: Iterable[Handed],
    lacks: Iterable[Lacking],
    asked: Mapping[int, Required],
    now: Required | None,
) -> Informed:
    """Judge one type of lead; ``asked`` holds what each version asks, ``now`` what is asked of leads still to come."""
    mine = [row for row in handed if (row.stream, row.lead_type) == (stream, lead_type)]
    theirs = [row for row in lacks if (row.stream, row.lead_type) == (stream, lead_type)]
    return _judge(stream, lead_type, mine, theirs, asked, now, total=False)


def total(
    handed: Sequence[Handed], lacks: Sequence[Lacking], asked: Mapping[int, Required], now: Required | None
) -> Informed:
    """Judge all leads together."""
    return _judge(None, None, handed, lacks, asked, now, total=True)


def _judge(
    stream: str | None,
    lead_type: str | None,
    handed: Sequence[Handed],
    lacks: Sequence[Lacking],
    asked: Mapping[int, Required],
    now: Required | None,
    *,
    total: bool,
) -> Informed:
    judged = [(row, asked[row.version]) for row in handed if row.version is not None]
    of, complete = sum(row.known for row, _ in judged), sum(row.complete for row, _ in judged)
    not_known = sum(row.leads for row, _ in judged) - of
    promised = _mean((row.known if of else row.leads, required.share) for row, required in judged)
    if not handed:
        promised = now.share if now else None
    where, chance = standing(complete, of, promised)
    if not_known and not of:
        where = Standing.NOT_KNOWN
    return Informed(
        stream=stream,
        lead_type=lead_type,
        complete=complete,
        of=of,
        missing=_missing(judged, lacks, now),
        promised=promised,
        standing=where,
        could_be_chance=chance,
        no_promise=sum(row.leads for row in handed if row.version is None),
        not_known=not_known,
        total=total,
    )


def _mean(shares: Iterable[tuple[int, Fraction | None]]) -> Fraction | None:
    """Return the mean of shares weighted by leads, of those that are said; None without leads."""
    said = [(n, share) for n, share in shares if share is not None]
    leads = sum(n for n, _ in said)
    return sum((n * share for n, share in said), Fraction(0)) / leads if leads else None


def _missing(
    judged: Sequence[tuple[Handed, Required]], lacks: Sequence[Lacking], now: Required | None
) -> tuple[Missing, ...]:
    """Say of each field that any of the leads was to carry how many lack it; without leads of those asked for now."""
    asked = [required for _, required in judged] or ([now] if now else [])
    found: dict[str, Missing] = {}
    for field in (field for required in asked for field in required.fields):
        leads = sum(row.leads for row in lacks if row.field == field)
        of = sum(row.known for row, required in judged if field in required.fields)
        found[field] = Missing(field, leads, of)
    return tuple(found.values())
