"""Links that open the stand-up on a wall: made, known again and revoked."""

import hashlib
import hmac
import secrets
from datetime import datetime
from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from sla_dash.access.model import Access, Link
from sla_dash.errors import TypedError

BYTES = 32
"""Of chance in a token."""


def digest(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hex. The token itself stands in the link alone."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(access: Access, token: str) -> Link | None:
    """Return the link that a token belongs to; None for a token that was revoked or never given."""
    asked = digest(token)
    return next((one for one in access.links if hmac.compare_digest(one.sha256, asked)), None)


def add(path: Path, access: Access, name: str, at: datetime) -> str:
    """Write a new link into the file and return its token, which is kept nowhere.

    Raises ``TypedError`` where there is one of that name.
    """
    if any(one.name == name for one in access.links):
        raise TypedError(f"There is a link for {name!r} already.", advice="Revoke it first, or choose another name.")
    token = secrets.token_urlsafe(BYTES)
    document = _document(path)
    entry = tomlkit.table()
    entry.update({"name": name, "sha256": digest(token), "since": at})
    walls = document.get("wall")
    if not isinstance(walls, AoT):
        document["wall"] = walls = tomlkit.aot()
    walls.append(entry)
    _write(path, document)
    return token


def revoke(path: Path, access: Access, name: str) -> None:
    """Take a link out of the file. Raises ``TypedError`` where there is none of that name."""
    document = _document(path)
    walls = document.get("wall")
    if not isinstance(walls, AoT) or all(one.name != name for one in access.links):
        known = ", ".join(repr(one.name) for one in access.links) or "none"
        raise TypedError(f"There is no link for {name!r}.", advice=f"These are open: {known}.")
    for n, entry in enumerate(walls):
        if entry.get("name") == name:
            del walls[n]
            break
    _write(path, document)


def _document(path: Path) -> tomlkit.TOMLDocument:
    return tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.touch(0o600)
    aside.write_text(tomlkit.dumps(document), "utf-8")
    if path.exists():
        aside.chmod(path.stat().st_mode & 0o777)
    aside.replace(path)
