"""Loading in sentences: what a person may drop, what the files are, and what became of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sla_dash.load import Report
from sla_dash.load.suggestion import Suggestion

CRMS = {
    "dynamics": "Dynamics 365",
    "hubspot": "HubSpot",
    "odoo": "Odoo",
    "pipedrive": "Pipedrive",
    "salesforce": "Salesforce",
    "zoho": "Zoho",
}
MOST = 12
"""Sentences of one kind that are shown."""


def invitation(most: int) -> str:
    """Say what can be dropped, and what becomes of it."""
    return (
        "Drop what your CRM exports: leads or contacts, and calls, mails, meetings and deals as far as you have them, "
        f"as CSV, Excel, JSON lines, Parquet or a zip of them, up to {most} MB a file. They are tried first: the "
        "records in use stay until you load, and the copies of your files are removed afterwards."
    )


def recognised(suggested: Suggestion) -> str:
    """Say what the files are."""
    if not suggested.text:
        return "These files could be of more than one CRM."
    if suggested.preset is None:
        return "This is how these files look"
    crm, _, landed = suggested.preset.partition("-")
    return f"These are records of {CRMS.get(crm, crm)}{_landed(landed)}"


def _landed(by: str) -> str:
    if by == "report":
        return ", as a report"
    return f", as {by.capitalize()} lands them" if by else ""


def sections(report: Report) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what is to be known of a load, a title with its sentences each."""
    entries = {
        "Rejected": [one.in_words() for one in report.rejects],
        "Kept, but doubtful": [one.in_words() for one in report.quality],
        "Taken for granted": list(report.granted),
        "Missing": list(report.missing),
    }
    for title, found in entries.items():
        if found:
            more = [f"and {len(found) - MOST} more"] if len(found) > MOST else []
            yield f"{title}: {len(found)}", [*found[:MOST], *more]


def done(report: Report, moved: Path | None) -> list[str]:
    """Say that records were loaded, and how many of them."""
    kept = sum(file.rows_kept for file in report.files)
    rejected = sum(file.rows_rejected for file in report.files)
    aside = [f"The made-up company is kept in the folder {moved.name} of the data."] if moved else []
    said = [f"Loaded: {kept:,} rows kept, {rejected:,} rejected.", *aside]
    return [*said, report.unnamed] if report.forgotten else said
