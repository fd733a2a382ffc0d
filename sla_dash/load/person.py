"""Who a lead is, as a keyed hash: one address gives one hash, and without the key nobody can tell which gave it."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from uuid import UUID

import duckdb

from sla_dash.errors import RecordsError
from sla_dash.load import landing

KEY = "privacy.key"
"""File of the data folder that holds the key …"""
ENVIRONMENT = "SLA_DASH_PRIVACY_KEY"
"""… and what holds it instead where several machines share one."""
BYTES = 32
BLOCK = 64
"""Bytes that SHA-256 reads at once."""
INSIDE, OUTSIDE = 0x36, 0x5C
"""What the key is mixed with for the two rounds of an HMAC (RFC 2104)."""
OWN = 0o600


def key(data: Path) -> bytes:
    """Return the key of a data folder, made where there is none yet; two that make it at once get the same.

    Raises ``RecordsError`` for one that is no key of 64 hexadecimal digits.
    """
    if written := os.environ.get(ENVIRONMENT):
        return _read(written, ENVIRONMENT, "Set it to 64 hexadecimal digits, the same on every machine.")
    path = data / KEY
    if not path.exists():
        _make(path)
    return _read(
        path.read_text("utf-8", "replace"),
        str(path),
        "Put back the one that was there; or remove it, and the next load makes another one.",
    )


def lent(data: Path, work: Path) -> bytes:
    """Return the key of a data folder where it has one, else one that goes with a folder of work."""
    return key(data if (data / KEY).exists() else work)


def hashed(address: str, key: bytes) -> UUID:
    """Return the hash of an address as ``person`` of the SQL does: trimmed and in lower case."""
    return UUID(bytes=hmac.digest(key, address.strip().lower().encode(), hashlib.sha256)[:16])


def teach(connection: duckdb.DuckDBPyConnection, key: bytes) -> None:
    """Let the SQL of a connection hash addresses, and tell what may be kept of a text."""
    for name, pad in pads(key).items():
        connection.execute(f"set variable person_{name} = unhex('{pad.hex()}')")
    landing.run(connection, "private")


def pads(key: bytes) -> dict[str, bytes]:
    """Return what goes before an address, and before what was made of it, in the two rounds of its hash."""
    mixed = {"inside": INSIDE, "outside": OUTSIDE}
    return {name: bytes(byte ^ one for byte in key.ljust(BLOCK, b"\0")) for name, one in mixed.items()}


def _read(written: str, where: str, advice: str) -> bytes:
    try:
        found = bytes.fromhex(written)
    except ValueError:
        found = b""
    if len(found) != BYTES:
        raise RecordsError(f"{where} holds no key of {2 * BYTES} hexadecimal digits.", advice=advice)
    return found


def _make(path: Path) -> None:
    """Write a key aside and link it to its place, which fails where another one is there by then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWN), "w") as file:
            file.write(f"{secrets.token_hex(BYTES)}\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(aside)
    except FileExistsError:
        return
    finally:
        aside.unlink(missing_ok=True)
