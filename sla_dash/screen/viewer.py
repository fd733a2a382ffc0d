"""Who looks at the board at this very moment, by their login and by what ``access.toml`` says now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from sla_dash import access, places
from sla_dash.access import Claims, Sight, Viewer
from sla_dash.errors import AccessError

BEGUN = "viewer"
"""Where it is kept for whom the page was made."""
WALL = "wall"
"""The part of the address by which a screen on a wall is known: a token where people must log in."""
REVOKED = AccessError(
    "This link does not open the board any more.",
    advice="Whoever runs the board makes a new one: `sla-dash wall link`.",
)
NOT_GIVEN = AccessError("These rows are not given to you.", advice="Ask whoever runs the board.")


@cache
def login_is_on() -> bool:
    """Tell whether people must log in, as it was when the board was started."""
    return bool(get_secrets_auth_section())


def claims() -> Claims | None:
    """Return what the login says of who looks; None where nobody has logged in, or no longer."""
    return st.user.to_dict() if st.user.get("is_logged_in") else None


def on_wall() -> bool:
    """Tell whether this is a screen on a wall: it goes round by itself, and nobody writes on it."""
    return st.query_params.get(WALL, "") not in ("", "0")


@dataclass(frozen=True)
class Known:
    """What is known of whoever looks, to ask again what they may do when no page is at hand."""

    token: str | None
    """Of a screen on a wall; None for others."""
    login: bool
    """Whether people must log in."""
    claims: Claims | None

    def viewer(self) -> Viewer | None:
        """Return who it is by the list as it is now; None where nobody has logged in, or nobody named who has.

        Raises ``AccessError`` where the list cannot be used, and where the link of a wall was revoked.
        """
        if not self.login:
            return access.ANYBODY if self.token is None else access.WALL
        if self.token is not None:
            if access.links.find(access.current(places.data()), self.token) is None:
                raise REVOKED
            return access.WALL
        return None if self.claims is None else access.current(places.data()).viewer(self.claims)


def known() -> Known:
    """Return what is known of whoever looks."""
    login = login_is_on()
    return Known(st.query_params[WALL] if on_wall() else None, login, claims() if login else None)


def found() -> Viewer | None:
    """Return who looks; see ``Known.viewer``."""
    return known().viewer()


def now() -> Viewer:
    """Return who looks. Raises ``AccessError`` where that is nobody who is let in."""
    who = found()
    if who is None:
        raise AccessError("Nobody is logged in here.", advice="Reload the page and log in.")
    return who


def sight() -> Sight:
    """Return whom they see by name."""
    return now().sight


def writer() -> Viewer:
    """Return who looks and may write. Raises ``AccessError`` where they may not."""
    who = now()
    if not who.writes:
        raise AccessError("You read here.", advice="Who may decide, note and sign stands in access.toml.")
    return who


def need_drafts() -> None:
    """Raise ``AccessError`` where who looks may not write the agreement."""
    if not now().drafts:
        raise AccessError("You may read the agreement, not write it.", advice="Ask whoever runs the board.")


def begin() -> Viewer | None:
    """Note for whom the page is made now, and return them; None for whom nothing is shown."""
    try:
        who = found()
    except AccessError:
        who = None
    st.session_state[BEGUN] = who
    return who


def hold() -> None:
    """Make the page anew where it was made for somebody else than who looks now: less may be shown, or more.

    A part of a page that runs by itself would go on showing what the whole page was made of. A screen on a wall looks
    for itself.
    """
    made_for = st.session_state.get(BEGUN)
    if (made_for is None or not made_for.on_wall) and made_for != begin():
        st.rerun()
