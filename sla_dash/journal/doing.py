"""What somebody has done about a lead that was listed: a mark beside it, which the next load of records clears."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from sla_dash.agreement import Act
from sla_dash.journal import deciding
from sla_dash.journal.entry import Entry
from sla_dash.journal.store import Journal

List = Literal["late", "due", "follow-up", "nobody", "silent"]
"""A list of who has to act: what is done on one of them is not done on another."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list."""

    listed: List
    record: Literal["lead", "opportunity"]
    record_id: str

    @property
    def subject(self) -> str:
        """What entries about it are about."""
        return f"{self.record} {self.record_id}"


def mark(journal: Journal, item: Item, records: str, *, on: bool, who: str, at: datetime) -> Entry:
    """Write down that something listed is done, or with ``on`` False that it is not.

    ``records`` tells apart the loads: the mark holds while the board shows these. It says how things stand and turns
    nothing over, so that two who tick at once mean the same. Raises ``TypedError`` without a name, and
    ``JournalError`` where nothing can be written.
    """
    body = {"list": item.listed, "record": item.record, "id": item.record_id, "records": records, "on": on}
    return journal.append("done", item.subject, body, who=deciding.writer(who), at=at)


def fold(entries: Iterable[Entry], records: str) -> Mapping[Item, Act]:
    """Return who was the first to say that something is done, of what is done on some records and still said to be.

    Other kinds of entry, marks made on other records, and what makes no sense are passed over.
    """
    found: dict[Item, Act] = {}
    for entry in entries:
        if entry.kind != "done":
            continue
        try:
            said = _Body.model_validate(entry.body)
        except ValidationError:
            continue
        item = Item(said.list, said.record, said.id)
        if said.records != records:
            continue
        if said.on:
            found.setdefault(item, Act(entry.who, entry.verified, entry.at))
        else:
            found.pop(item, None)
    return found


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    list: List
    record: Literal["lead", "opportunity"]
    id: str
    records: str
    on: bool
