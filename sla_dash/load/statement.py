"""The growing pieces of the statement that turns the staged text of one file into typed rows.

Names in the statement: ``t_`` the cleaned and translated text, ``c_`` a date's text with plain spaces, ``p_`` the parts
of an amount, ``r_`` the readings of a date, ``u_`` a word that nobody knows, ``x_`` a text that cannot be read,
``m_`` the currencies that an amount is marked with, ``l_`` the local time, ``z_`` whether the text carries its own
offset, ``o_`` the offsets of the column's zone, ``v_`` the typed value.
Whatever the mapping says reaches the statement as a bound parameter.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sla_dash.load import canonical

Value = str | int | datetime | list[str] | list[list[str]] | None


@dataclass(frozen=True, slots=True)
class Check:
    """A condition under which a row is rejected."""

    column: str
    condition: str
    reason: str
    with_year: bool = False
    """The year of the value comes before the reason."""


@dataclass(slots=True)
class Statement:
    """The pieces, by the stage in which they are selected; each stage sees the columns of those before it."""

    now: datetime
    """Naive UTC."""
    near: str | None = None
    """Zone of the leads' own days: what is known by its day alone ends no earlier than that day ends there."""
    texts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    """Columns of the statement that say how a date could be read in several ways, else null."""
    raw: dict[str, str] = field(default_factory=dict)
    """Staged column of each canonical column that comes from the file."""
    parameters: dict[str, Value] = field(default_factory=dict)
    mark: str = "$"
    """Before the name of a parameter: DuckDB's, or the one of Spark."""

    @property
    def problems(self) -> str:
        """The cases of a row's first problem, by the number of its check."""
        return " ".join(f"when {check.condition} then {number}" for number, check in enumerate(self.checks))

    def bind(self, value: Value) -> str:
        """Add a parameter and return its name in the statement."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"{self.mark}{name}"

    def reject(self, column: canonical.Column, condition: str, reason: str, *, with_year: bool = False) -> None:
        """Reject the rows of a condition, unless an earlier one rejects them already."""
        self.checks.append(Check(column.name, condition, reason, with_year))

    def reject_unread(self, column: canonical.Column, reason: str) -> None:
        """Reject the rows whose text gave no value."""
        self.reject(column, f"t_{column.name} is not null and v_{column.name} is null", reason)
