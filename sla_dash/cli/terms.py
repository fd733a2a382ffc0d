"""``sla-dash agreement …``: whether it is sound, and what it says."""

import typer

from sla_dash import agreement, places
from sla_dash.agreement import Agreements
from sla_dash.cli.shared import AsOf, Data, instant, say
from sla_dash.errors import SlaDashError

app = typer.Typer(help="Read the agreement: is it sound, and what does it say?", no_args_is_help=True)


@app.command("check")
def check_agreement(data: Data = places.DATA) -> None:
    """Name every mistake in the agreement, with its place."""
    from sla_dash.load import holidays

    agreements = agreement.read(data)
    for terms in agreements.versions:
        holidays.named(terms.countries, terms.valid_from.year, terms.valid_from.year)
    say_versions(agreements)


@app.command("show")
def show_agreement(data: Data = places.DATA, as_of: AsOf = None) -> None:
    """Print the targets and promises in force, and the hash that a signature carries."""
    from sla_dash import words

    say(words.agreement.clauses(agreement.read(data), instant(as_of)))


def say_versions(agreements: Agreements) -> None:
    """Print every version that is sound. Raises ``SlaDashError`` at one that was changed after it was signed."""
    from sla_dash import words

    for terms in agreements.versions:
        if terms.signatures and not terms.signed:
            raise SlaDashError(
                f"Version {terms.version} was changed after it was signed.",
                advice=f"Sign it again: the text's hash is now {terms.text_hash}.",
            )
        typer.echo(
            f"Version {terms.version}, from {terms.valid_from}: sound, {'signed' if terms.signed else 'not signed'}."
        )
        for doubt in words.agreement.doubts(terms):
            typer.echo(doubt)
