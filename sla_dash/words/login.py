"""What is said to whom the board does not let in."""

from sla_dash.access import Viewer

TITLE = "SLA stand-up"
ASKED = "Log in to see whether sales and marketing keep their promises."
ENDED = "Your session has ended: log in again."
CLOSED = (
    "The list of who may see what has a mistake, so nobody is let in. "
    "Whoever runs the board corrects access.toml: `sla-dash check` says what is wrong."
)
UNNAMED = "You are logged in, but nobody has named you yet. Whoever runs the board adds this address to access.toml:"
UNVERIFIED = (
    "You are logged in, but the login gives no e-mail address of yours that it has verified, and names no group that "
    "may look at the board. Ask whoever runs the login of your company."
)
READS = "You read here. Who may decide, note and sign stands in access.toml."
"""Said to who may not write."""
LOADS = "Records are loaded by who is an admin in access.toml."
SETS_UP = "There is no agreement yet: who is an admin or a manager in access.toml writes the first one here."
"""Said to who may not write the agreement."""


def inside(who: Viewer) -> str:
    """Say who has logged in, and as what."""
    roles = [*sorted(who.roles), *(f"signs for {role}" for role in sorted(who.signs or ()))]
    return f"Logged in as {who.who}: {', '.join(roles)}."


def writes(who: str) -> str:
    """Say under which name something is written down."""
    return f"Written down as {who}."


def no_leads(rep: str) -> str:
    """Say that the records know nothing of a rep, and whom to ask."""
    return f"No lead on record belongs to {rep}. Is that your name in the CRM? It stands in access.toml."
