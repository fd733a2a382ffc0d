"""What only people know of a CRM's files, put where it belongs in a mapping; what nobody has said is taken and said."""

from dataclasses import dataclass
from datetime import datetime

from sla_dash import clock
from sla_dash.agreement import Agreements
from sla_dash.errors import MappingError
from sla_dash.load.mapping.model import Column, Mapping, Table

UTC = "UTC"
ONE_STREAM = "Sales"
"""What the revenue stream is called where nobody has named any."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the terms and this machine tell where a mapping does not say it."""

    zone: str | None = None
    """The agreement's time zone; else the machine's, or None."""
    whose: str = "the agreement's"
    """Whose zone that is."""
    streams: tuple[str, ...] = ()
    """The agreement's revenue streams …"""
    lead_types: tuple[str, ...] = ()
    """… and its lead types, each name once."""

    @property
    def only_stream(self) -> str | None:
        """The stream of everything: the agreement's only one, or one where there is no agreement; else None."""
        if not self.streams:
            return ONE_STREAM
        return self.streams[0] if len(self.streams) == 1 else None


def known(agreements: Agreements | None, now: datetime) -> Known:
    """Return what the terms that govern an instant tell, or this machine where there are none."""
    if agreements is None:
        return Known(clock.zone(), "this machine's")
    terms = agreements.governing(now)
    types = dict.fromkeys(kind.name for stream in terms.streams for kind in stream.lead_types)
    return Known(terms.timezone, "the agreement's", tuple(stream.name for stream in terms.streams), tuple(types))


def granted(mapping: Mapping, known: Known) -> tuple[Mapping, tuple[str, ...]]:
    """Return the mapping with the answers of ``known`` for what its preset asks and nobody said, and those in words.

    A mapping without a preset stays as it is: what it does not say, its files say.
    """
    if mapping.preset is None:
        return mapping, ()
    taken, said = {}, []
    if mapping.zone is None:
        taken["zone"] = known.zone or UTC
        whose = known.whose if known.zone else "for want of another"
        said.append(f"times without an offset are in {taken['zone']} ({whose}); zone says otherwise")
    if "streams" not in mapping.model_fields_set and (only := known.only_stream):
        taken["streams"] = only
        whose = "the agreement's only one" if known.streams else "as there is no agreement that names any"
        said.append(f"every lead and deal is of the stream {only}, {whose}; streams says otherwise")
    return mapping.model_copy(update=taken), tuple(said)


def placed(mapping: Mapping) -> Mapping:
    """Return the mapping in which every answer stands at the columns that it is about.

    Raises ``MappingError`` for an answer about a column that the mapping does not have.
    """
    leads = _translated(mapping.leads, "leads", "lead_type", mapping.lead_types, "lead_types")
    deals = mapping.deals and _translated(mapping.deals, "deals", "stage", dict(mapping.stages), "stages")
    tables = {"leads": _streamed(leads, "leads", mapping), "deals": deals and _streamed(deals, "deals", mapping)}
    tables |= {"touches": mapping.touches, "reps": mapping.reps}
    zone = mapping.zone
    return mapping.model_copy(update={name: table and _zoned(table, zone) for name, table in tables.items()})


def _streamed(table: Table, name: str, mapping: Mapping) -> Table:
    if isinstance(mapping.streams, str):
        return _with(table, "stream", Column(constant=mapping.streams))
    if mapping.streams and name == "deals" and "stream" not in table.columns:
        return table
    return _translated(table, name, "stream", mapping.streams, "streams")


def _translated(table: Table, name: str, column: str, values: dict[str, str], key: str) -> Table:
    if not values:
        return table
    origin = table.columns.get(column)
    if origin is None or origin.column is None:
        raise MappingError(
            f"{key} says what words mean, and {name}.{column} is mapped to no column that holds words.",
            advice=f"Map {name}.{column} to a column, or leave {key} out.",
        )
    return _with(table, column, origin.model_copy(update={"values": {**origin.values, **values}}))


def _zoned(table: Table, zone: str | None) -> Table:
    if zone is None:
        return table
    columns = {
        name: origin.model_copy(update={"zone": origin.zone or zone}) if name.endswith("_at") else origin
        for name, origin in table.columns.items()
    }
    return table.model_copy(update={"columns": columns})


def _with(table: Table, name: str, origin: Column) -> Table:
    return table.model_copy(update={"columns": {**table.columns, name: origin}})
