"""What a mapping may say: the shapes of its tables, sources and columns."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sla_dash.load import canonical
from sla_dash.load.address import Crm

Scalar = bool | int | float | str
EVERY = ""
"""Under which a column stands that lists all that a row carries."""
MONTHS = 12


def _as_text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _column_by_name(value: object) -> object:
    return {"column": value} if isinstance(value, str) else value


def _column_that_lists(value: Any) -> Any:
    return {EVERY: value} if isinstance(value, dict) and value.keys() == {"column", "separator"} else value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One text, or a list of them."""
Names = dict[str, Texts]
"""Columns under the names that the SQL has for them, with the headers each may have; the first that is there counts."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """Where one canonical column comes from."""

    column: str | None = None
    """Source column by its header name; this or ``constant``."""
    constant: Scalar | None = None
    format: Texts = ()
    """strptime formats of dates, tried in turn; without one every value must be ISO 8601, year first."""
    zone: str | None = None
    """IANA zone of values that carry no offset of their own; where it is not given, that of the mapping."""
    sign: str | None = None
    """The currency sign that stands with the amounts, where it is none of the usual ones."""
    values: dict[str, Scalar] = {}
    """Source text to canonical text; the key ``""`` stands for an empty value."""
    strict: bool = False
    """Reject a value that ``values`` does not list, or an amount that cannot be read; otherwise the value passes
    through unchanged, and the row is kept without its amount."""
    separator: Annotated[str, Field(min_length=1)] | None = None
    """What parts the names in a column that lists the minimum information of a lead."""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.column is None) == (self.constant is None):
            raise ValueError("give either column or constant")
        if self.constant is not None and (self.values or self.strict):
            raise ValueError("a constant has no values to translate")
        return self

    @property
    def constant_text(self) -> str | None:
        """The constant as the text a file would hold."""
        return None if self.constant is None else _as_text(self.constant)

    @property
    def translations(self) -> dict[str, str]:
        """Source text to the text it stands for."""
        return {source: _as_text(target) for source, target in self.values.items()}


Columns = dict[str, Annotated[Column, BeforeValidator(_column_by_name)]]


class Written(_Strict):
    """Where rows lie, and how they are written."""

    files: Annotated[list[str], Field(min_length=1)] | None = None
    """File names or globs, relative to the folder; loaded in this order, by name within a glob."""
    url: Annotated[str, Field(pattern=r"^env:\w+$")] | None = None
    """A database: the variable of the environment that holds its SQLAlchemy URL, such as ``env:CRM_DATABASE_URL``."""
    query: str | None = None
    """What is asked of a database, be it one by ``url`` or a file of DuckDB or SQLite."""
    sheet: str | None = None
    """Sheet of a workbook; the only one that holds rows where none is named."""
    header: str | None = None
    """A column of the header line, by which it is found below the lines above it; None where it is the first line."""
    delimiter: Annotated[str, Field(pattern=r"^[\x09\x20-\x7e]$")] = ","
    quote: Annotated[str, Field(pattern=r"^[\x21-\x7e]?$")] = '"'
    encoding: str | None = None

    @model_validator(mode="after")
    def _different_marks(self) -> Self:
        if self.delimiter == self.quote:
            raise ValueError("delimiter and quote must differ")
        if self.url is not None and self.files is not None:
            raise ValueError("give either files or url")
        if self.url is not None and self.query is None:
            raise ValueError("a database needs a query, such as select * from contacts")
        return self


class Source(Written):
    """Rows that the SQL of a mapping may ask for under a name, each with its ``_file`` and ``_line``."""

    columns: Names = {}
    """The columns that are staged, under the names that the SQL has for them; every one, as it is called, where none is
    named. Without files, a source is those files of the folder that have all of these columns."""
    optional_columns: Names = {}
    """Columns that are empty where the rows do not have them."""
    optional: bool = False
    """The source may be missing; then it has no row."""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns under the names that the SQL has for them; none where they are called as in their files."""
        return (*self.columns, *self.optional_columns)


class Table(Written):
    """Where the rows of one canonical table come from, and what they mean."""

    source: str | None = None
    """Name of the source whose rows these are."""
    sql: str | None = None
    """A select over the sources, whose rows these are."""
    table: Annotated[str, Field(pattern=r"^[^.`\s]+(\.[^.`\s]+){0,2}$")] | None = None
    """A table of a lake, such as ``crm.leads``; instead of it, ``query`` alone asks the lake."""
    decimal: Literal[".", ","] | None = None
    """Decimal mark. Thousands separators are read only when it is given."""
    months: tuple[str, ...] = ()
    """Names of the months in dates, from the first to the twelfth, once or several times over."""
    columns: Columns
    fields: Annotated[Columns, BeforeValidator(_column_that_lists)] = {}
    """Of leads alone: by the name of each piece of the minimum information, the column that a lead carries it in."""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        given = [name for name in ("files", "url", "source", "sql", "table") if getattr(self, name) is not None]
        if len(given) > 1 or not (given or self.query) or (self.table and self.query):
            raise ValueError("give one of files, url, source and sql, or of a lake table or query")
        if len(self.months) % MONTHS:
            raise ValueError("months lists twelve names, from January on, or twelve and twelve more")
        named = {(name.lower(), place % MONTHS) for place, name in enumerate(self.months)}
        if len(named) > len({name for name, _ in named}):
            raise ValueError("months gives two months one name")
        return self

    @property
    def in_lake(self) -> bool:
        """Whether its rows lie in a lake, and not in files."""
        return all(one is None for one in (self.files, self.url, self.source, self.sql))

    @property
    def sources(self) -> list[Column]:
        """Every column that the files must have, or that is constant."""
        return [*self.columns.values(), *self.fields.values()]

    @property
    def wanted(self) -> tuple[str, ...]:
        """The source columns that are read, each once."""
        return tuple(dict.fromkeys(column.column for column in self.sources if column.column is not None))

    @property
    def given(self) -> set[str]:
        """Names of the canonical columns that the mapping gives."""
        return {*self.columns, *(["fields"] if self.fields else [])}


class Mapping(_Strict):
    """A whole mapping; only leads are required."""

    preset: str | None = None
    """The mapping of the package that this one rests on."""
    zone: str | None = None
    """IANA zone of all times that carry no offset, of columns that name none of their own."""
    streams: str | dict[str, str] = {}
    """The revenue stream of all leads and deals; or, by what the CRM calls them, the stream of each."""
    lead_types: dict[str, str] = {}
    """The agreement's lead types by the CRM's words; others keep theirs."""
    handed_over: tuple[str, ...] = ()
    """Statuses that are the hand-off; the SQL has them as the table ``handed_over (status)``."""
    robots: tuple[str, ...] = ()
    """Users who are no people; the SQL has them as the table ``robots (rep)``."""
    stages: dict[str, Literal["open", "won", "lost"]] = {}
    """What the stages of deals mean, where the usual names do not say it."""
    crm: Crm = Crm()
    source: dict[str, Source] = {}
    leads: Table
    touches: Table | None = None
    deals: Table | None = None
    reps: Table | None = None

    def tables(self) -> Iterator[tuple[canonical.Table, Table | None]]:
        """Yield each canonical table with its mapping, in loading order."""
        for table in canonical.TABLES:
            mapped: Table | None = getattr(self, table.name)
            yield table, mapped

    def zones(self) -> set[str]:
        """Return the time zones that columns name."""
        columns = [column for _, mapped in self.tables() if mapped for column in mapped.sources]
        return {column.zone for column in columns if column.zone is not None}
