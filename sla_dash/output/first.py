"""A first agreement from the records, as a draft beside the versions."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sla_dash import agreement, load, words
from sla_dash.agreement import History
from sla_dash.agreement.fields import is_zone
from sla_dash.board import first as asking
from sla_dash.board import refuse_older
from sla_dash.calendar import local_day
from sla_dash.errors import AgreementError, refusals
from sla_dash.load import holidays, snapshot
from sla_dash.records import queries, store
from sla_dash.rules import first, provisional
from sla_dash.rules.evidence import Found
from sla_dash.rules.provisional import Because, Place
from sla_dash.words.first import Version

FIRST = "agreement.toml"
"""The file of a first agreement that is used without a signature."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is not written yet."""

    file: Path
    """Where it belongs."""
    text: str
    found: Found
    """What it says the records show."""


def drafted(
    data: Path,
    known: History,
    now: datetime,
    here: Place,
    *,
    country: str | None = None,
    force: bool = False,
    progress: Callable[[str, float], None] = load.silent,
) -> Draft:
    """Write a draft of the version after all that are known, from the newest records alone.

    ``country`` names whose public holidays are no working days, None for none. Raises ``AgreementError`` where it is
    not known, where no lead can be promised by a name, and where there is a draft already, unless by ``force``.
    """
    number = known.next_number
    file = agreement.draft_file(data, number)
    _refuse_another(file, force=force)
    if country:
        holidays.named({(country, "")}, now.year, now.year)
    with asking.prepared(data, here.zone, now, progress=progress) as board:
        found = asking.found(board, here)
    last = known.agreements.versions[-1] if known.holds else None
    begins, revised = first.dates(found.months, local_day(now, board.now_terms.zone), last)
    text = words.first.text(found, Version(number, begins, revised, country))
    return Draft(file, text, found)


def place(data: Path, known: History, asked: str | None, machine: str | None) -> Place:
    """Choose the time zone: the one asked for, that of an agreement, the mapping's, the machine's, or UTC."""
    if asked and not is_zone(asked):
        raise AgreementError(f"{asked!r} is not a time zone.", advice="Write one like Europe/Warsaw.")
    if not asked and known.holds:
        return Place(known.agreements.versions[-1].timezone, Because.AGREED)
    with closing(store.open_file(store.newest(data))) as records:
        refuse_older(records)
        return provisional.place(asked, queries.first.zones(records), machine)


def write(draft: Draft, *, force: bool = False) -> None:
    """Write a draft into its file. Raises ``AgreementError`` where there is one, unless by ``force``."""
    with refusals("The draft cannot be written"), snapshot.workplace(draft.file.parent, "drafting") as aside:
        _refuse_another(draft.file, force=force)
        (aside / draft.file.name).write_text(draft.text, "utf-8")
        (aside / draft.file.name).replace(draft.file)


def _refuse_another(file: Path, *, force: bool) -> None:
    if file.exists() and not force:
        raise AgreementError(
            f"There is a draft already: {file.name}.", advice="Go on with that one, or write over it with --force."
        )


def read(draft: Path) -> str:
    """Return the text of a draft that is written."""
    with refusals("The draft cannot be read", (OSError, UnicodeDecodeError)):
        return draft.read_text("utf-8-sig")


def take_back(draft: Path) -> None:
    """Make room for another draft; the one that was there stays beside it, for whoever has written in it."""
    with refusals("The draft cannot be taken back"), snapshot.workplace(draft.parent, "drafting"):
        draft.rename(draft.with_name(f"{draft.name}.before"))


def use(data: Path, draft: Path) -> None:
    """Let a draft be the agreement, as nobody has signed it. Raises ``AgreementError`` for every mistake in it."""
    agreement.parse(read(draft), draft.name)
    with refusals("The draft cannot be used"), snapshot.workplace(data, "drafting"):
        used = data / FIRST
        if used.exists():
            raise AgreementError(f"There is an {FIRST} already.", advice="Reload the page: the board goes by that one.")
        draft.rename(used)
