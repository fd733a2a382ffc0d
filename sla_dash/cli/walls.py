"""``sla-dash wall``: the links that open the stand-up on a wall where people must log in."""

from typing import Annotated

import typer

from sla_dash import clock, places
from sla_dash.cli.shared import Data, say

app = typer.Typer(help="Links that open the stand-up on a wall without a login.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="What the screen is called, like 'floor 2'.")]


@app.command()
def link(
    name: Name,
    data: Data = places.DATA,
    address: Annotated[
        str, typer.Option(envvar="SLA_DASH_LOGIN_ADDRESS", help="Where people open the board.")
    ] = "http://localhost:8501",
) -> None:
    """Make a link for one screen. It is shown once: who has it sees the stand-up until it is revoked."""
    from sla_dash import access

    token = access.links.add(data / access.FILE, access.read(data), name, clock.now())
    say([f"{address.rstrip('/')}/?wall={token}"])


@app.command()
def revoke(name: Name, data: Data = places.DATA) -> None:
    """Close the link of one screen; within a minute that shows nothing any more."""
    from sla_dash import access

    access.links.revoke(data / access.FILE, access.read(data), name)
    say([f"The link of {name} does not open the board any more."])


@app.command("list")
def list_links(data: Data = places.DATA) -> None:
    """Name the screens that have a link."""
    from sla_dash import access

    found = access.read(data).links
    say([f"{one.name}{f', since {one.since:%Y-%m-%d}' if one.since else ''}" for one in found] or ["There are none."])
