"""The canonical tables: what a mapping must produce, column by column."""

from dataclasses import dataclass, field
from typing import Literal

from sla_dash.load.vocabulary import CHANNELS, DIRECTIONS, OUTCOMES, STAGES, Words

LAYOUT = 14
"""Counts up whenever what is prepared of the records changes its columns or its meaning."""
Kind = Literal["name", "names", "address", "text", "word", "instant", "date", "number", "money", "yes_no", "zone"]
"""A name is an id, a person or a kind, by which rows are told apart and put together; a text is only shown. Names are
a list, which a mapping gives in a table of their own. Of an address a keyed hash is kept, and nothing else."""
PERSON = "person"
"""The column of the keyed hash."""


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column and how its text is read."""

    name: str
    kind: Kind
    required: bool = False
    """An empty value rejects its row; a mapping without this column is refused."""
    default: str | None = None
    """Stands in for an empty value and for a column that is not mapped."""
    words: Words = field(default_factory=dict)
    """What the words of a ``word`` mean; one that nobody knows is a doubt …"""
    otherwise: str = ""
    """… and counts as this one, or stays as it is."""
    planned: bool = False
    """An instant that may lie any time ahead, as it may be a plan."""
    by_day: bool = False
    """An instant beside which ``until`` is kept, as it matters whether its hour is known."""
    compared: bool = False
    """An instant whose ``until`` is known while its table is loaded, and not kept."""
    of: str = ""
    """What a name is an id of: ids of one thing are matched, however they are spelled."""
    marked_by: str = ""
    """The amount that says the currency of its row where this column is empty."""
    without: str = ""
    """What the board cannot show when the column is not mapped."""

    @property
    def kept_as(self) -> str:
        """Column of the snapshot that holds what is kept of this one."""
        return PERSON if self.kind == "address" else self.name

    @property
    def ends(self) -> bool:
        """Whether the end of its day is known while it is loaded."""
        return self.by_day or self.compared

    @property
    def costs_itself(self) -> bool:
        """Whether a text that cannot be read leaves the column empty and its row as it is."""
        return self.kind in ("number", "money") or bool(self.of and not self.required)

    @property
    def until(self) -> str:
        """Column with the end, excluded, of the local day of an instant known by that alone; else null."""
        return f"{self.name.removesuffix('_at')}_until"

    @property
    def choices(self) -> tuple[str, ...]:
        """What the value must be in the end; empty where it may be anything."""
        return tuple(self.words) if self.otherwise else ()


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table."""

    name: str
    columns: tuple[Column, ...]
    key: str | None
    """The column that may not repeat; touches have none."""
    without: str
    """What the board cannot show when no file is mapped to the table."""

    @property
    def worded(self) -> tuple[str, ...]:
        """Columns whose words are looked up."""
        return tuple(column.name for column in self.columns if column.words)

    @property
    def ended(self) -> tuple[Column, ...]:
        """Columns beside which the end of a day is known while they are loaded."""
        return tuple(column for column in self.columns if column.ends)

    @property
    def unread(self) -> tuple[str, ...]:
        """Columns that are empty where their text cannot be read."""
        return tuple(column.name for column in self.columns if column.costs_itself)

    @property
    def marked(self) -> tuple[str, ...]:
        """Columns that may say what currency they are in."""
        return tuple(column.name for column in self.columns if column.kind == "money")

    @property
    def stored(self) -> tuple[str, ...]:
        """Columns of the snapshot, in their order."""
        ends = (column.until for column in self.columns if column.by_day)
        return (*(column.kept_as for column in self.columns), *ends)

    def column(self, name: str) -> Column:
        """Return the column of this name, which must exist."""
        return next(column for column in self.columns if column.name == name)


LEADS = Table(
    "leads",
    (
        Column("lead_id", "name", required=True, of="lead"),
        Column("lead_type", "name", without="all leads are without a type"),
        Column("stream", "name", without="all leads are without a stream"),
        Column("owner", "name", of="person", without="late leads cannot be listed by rep"),
        Column("email", "address", without="one person with two lead ids counts twice"),
        Column("name", "text", without="lists name a lead by its id"),
        Column("company", "text", without="lists do not say where a lead works"),
        Column(
            "score",
            "number",
            without="lists cannot begin with the hottest lead, and fast contact and winning cannot be compared within "
            "equal scores",
        ),
        Column("created_at", "instant", required=True, by_day=True),
        Column("assigned_at", "instant", by_day=True, without="routing delay and rep delay cannot be told apart"),
        Column(
            "qualified_at",
            "instant",
            by_day=True,
            without="no lead counts as delivered, and no clock starts at hand-off",
        ),
        Column("accepted_at", "instant", without="the funnel has no step from MQL to SQL"),
        Column("rejected_at", "instant", without="net delivery equals gross: no rejection is known"),
        Column("reject_reason", "text", without="rejections cannot be listed by reason"),
        Column("closed_at", "instant", without="follow-up never ends by closing a lead"),
        Column("disposition", "text", without="why a lead was closed is not known"),
        Column("is_test", "yes_no", default="false", without="no lead is left out as a test"),
        Column("fields", "names", without="minimum information cannot be judged: nobody can tell what a lead carries"),
    ),
    key="lead_id",
    without="there is nothing to show",
)
TOUCHES = Table(
    "touches",
    (
        Column("lead_id", "name", required=True, of="lead"),
        Column("touched_at", "instant", required=True, by_day=True),
        Column("rep", "name", of="person", without="attempts cannot be credited to who made them"),
        Column("channel", "word", default="unknown", words=CHANNELS, without="every touch has the channel unknown"),
        Column(
            "direction",
            "word",
            default="outbound",
            words=DIRECTIONS,
            otherwise="inbound",
            without="every touch counts as outbound",
        ),
        Column("is_automated", "yes_no", default="false", without="every touch counts as made by a person"),
        Column("outcome", "word", words=OUTCOMES, without="conversations cannot be told from attempts"),
    ),
    key=None,
    without="contact and follow-up cannot be judged",
)
DEALS = Table(
    "deals",
    (
        Column("deal_id", "name", required=True, of="deal"),
        Column("lead_id", "name", of="lead", without="no deal can be traced to a lead: the funnel ends at SQL"),
        Column("stream", "name", without="all deals are without a stream"),
        Column("owner", "name", of="person", without="deals cannot be listed by rep"),
        Column("opened_at", "instant", required=True, compared=True),
        Column("closed_at", "instant", planned=True, compared=True, without="time to close is not known"),
        Column("stage", "word", required=True, words=STAGES, otherwise="open"),
        Column("amount", "money", without="won value and average order value are not known"),
        Column("currency", "name", marked_by="amount", without="amounts are taken to be in the agreement's currency"),
    ),
    key="deal_id",
    without="the funnel ends at SQL; wins and won value are not known",
)
REPS = Table(
    "reps",
    (
        Column("rep", "name", required=True, of="person"),
        Column("name", "text", without="reps are listed by their id"),
        Column("team", "name", without="reps cannot be grouped by team"),
        Column("timezone", "zone", without="every rep works in the agreement's time zone"),
        Column("active_from", "date", without="capacity counts every rep from the start"),
        Column("active_to", "date", without="capacity counts every rep to the end"),
    ),
    key="rep",
    without="capacity per rep and reps' own time zones are not known",
)
TABLES = (LEADS, TOUCHES, DEALS, REPS)
"""In loading order: touches are checked against the leads already loaded."""


def stamp(fingerprint: str) -> str:
    """Return what a snapshot says it was prepared for: this layout, and the terms with this fingerprint."""
    return f"{LAYOUT}:{fingerprint}"
