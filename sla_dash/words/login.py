"""What is said to whom the board does not let in."""

TITLE = "SLA stand-up"
ASKED = "Log in to see whether sales and marketing keep their promises."
ENDED = "Your session has ended: log in again."
CLOSED = (
    "The list of who may see what has a mistake, so nobody is let in. "
    "Whoever runs the board corrects access.toml: `sla-dash check` says what is wrong."
)
READS = "You read here. Who may decide, note and sign stands in access.toml."
"""Said to who may not write."""
LOADS = "Records are loaded by who is an admin in access.toml."
SETS_UP = "There is no agreement yet: who is an admin or a manager in access.toml writes the first one here."
"""Said to who may not write the agreement."""


def inside(who: str) -> str:
    """Say who has logged in."""
    return f"Logged in as {who}."


def writes(who: str) -> str:
    """Say under which name something is written down."""
    return f"Written down as {who}."


def no_leads(rep: str) -> str:
    """Say that the records know nothing of a rep, and whom to ask."""
    return f"No lead on record belongs to {rep}. Is that your name in the CRM? It stands in access.toml."


def unnamed(who: str) -> str:
    """Say that nobody has named who logged in, and who can."""
    return f"You are logged in as {who}, but nobody has named you yet. Whoever runs the board adds you to access.toml."
