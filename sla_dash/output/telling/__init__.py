"""Telling people: messages by Apprise, each sent once and remembered in the journal right after it was accepted.

What is killed between sending and remembering is told again by the next run, so twice at the most and never not at all.
"""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sla_dash.errors import refusals
from sla_dash.journal import Journal, telling
from sla_dash.journal.entry import Body
from sla_dash.journal.telling import Address, Told
from sla_dash.output.telling import addresses, sending
from sla_dash.output.telling.addresses import Book, NotifyError
from sla_dash.output.telling.sending import Message

__all__ = ["Due", "Message", "NotifyError", "alone", "deliver", "tell_admin"]


@dataclass(frozen=True, slots=True)
class Due:
    """One message to one address, and what is remembered once it is accepted."""

    to: Address
    address: str
    message: Message
    remembered: Body


def tell_admin(data: Path, key: str, sentence: str, *, at: datetime) -> bool:
    """Tell the ``admin`` addresses of a data folder one sentence, once for each key; quiet hours do not hold it.

    ``key`` stays in the journal for ever: it holds no secret and names nobody. False where nobody is named to be told.
    Raises ``NotifyError`` where the addresses cannot be read or somebody could not be told, who is told at the next
    call, and ``JournalError`` where nothing can be remembered.
    """
    if not (data / addresses.FILE).exists():
        return False
    book = addresses.read(data)
    with alone(data, "telling-admin") as first:
        if first:
            found = Journal.of(data)
            due = to_admin(book, telling.fold(found.entries()), key, sentence)
            if failed := deliver(found, due, at=at):
                raise NotifyError("; ".join(failed) + ".", advice="They are told at the next try.")
    return book.admin is not None


def to_admin(book: Book, told: Told, key: str, sentence: str) -> list[Due]:
    """Return the messages to the ``admin`` addresses that were not told of a key yet."""
    message = Message("Stand-up board: look at the records", [sentence])
    return once(book.admin, "admin", told, key, message)


def once(listed: Sequence[str] | None, role: telling.Role, told: Told, key: str, message: Message) -> list[Due]:
    """Return a message to those addresses of a role that were not told of a key yet."""
    known = telling.of_key(key)
    every: list[tuple[Address, str]] = [((role, n), address) for n, address in enumerate(listed or (), 1)]
    return [Due(to, address, message, known) for to, address in every if (to, known["key"]) not in told.keys]


def deliver(found: Journal, due: Sequence[Due], *, at: datetime) -> list[str]:
    """Send messages one after another, and return why some were not accepted; all the others are sent all the same.

    Raises ``JournalError`` where nothing can be remembered: then nothing more is sent.
    """
    failed = list[str]()
    if due:
        found.refuse_unless_written()
    for one in due:
        if reason := sending.send(one.address, one.message):
            failed.append(f"{one.to[0]} {one.to[1]}: {reason}")
        else:
            telling.remember(found, one.to, one.remembered, at=at)
    return failed


@contextmanager
def alone(data: Path, name: str) -> Iterator[bool]:
    """Tell whether this is the only one that does something in a data folder, and keep others from it meanwhile.

    The system lets go of it when the process ends, however it ends.
    """
    with refusals(f"{data} cannot be written"):
        lock = (data / f"{name}.lock").open("a")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
