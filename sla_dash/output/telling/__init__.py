"""Telling people: messages by Apprise, each sent once and remembered in the journal right after it was accepted.

What is killed between sending and remembering is told again by the next run, so twice at the most and never not at all.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sla_dash import words
from sla_dash.errors import refusals
from sla_dash.journal import Journal, telling
from sla_dash.output.telling import addresses, due, sending
from sla_dash.output.telling.addresses import Book, NotifyError
from sla_dash.output.telling.due import Due
from sla_dash.output.telling.sending import Message

__all__ = ["Book", "Due", "Message", "NotifyError", "addresses", "alone", "deliver", "due", "sending", "tell_admin"]

ROOM = 2**20
"""Bytes that must be free before anything is sent."""


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
            message = Message(words.alerts.RECORDS, [sentence])
            now = list(due.once(book.admin, "admin", telling.fold(found.entries()), key, message))
            if failed := deliver(found, now, at=at):
                raise NotifyError("; ".join(failed) + ".", advice="They are told at the next try.")
    return book.admin is not None


def deliver(found: Journal, now: Sequence[Due], *, at: datetime) -> list[str]:
    """Send messages one after another, and return why some were not accepted; all the others are sent all the same.

    Raises ``JournalError`` where nothing can be remembered: then nothing more is sent.
    """
    failed = list[str]()
    if now:
        found.refuse_unless_written()
    for one in now:
        if reason := sending.send(one.address, one.message):
            failed.append(f"{one.who}: {reason}")
        else:
            telling.remember(found, one.to, one.remembered, at=at)
    return failed


@contextmanager
def alone(data: Path, name: str) -> Iterator[bool]:
    """Tell whether this is the only one that does something in a data folder, and keep others from it meanwhile.

    The system lets go of it when the process ends, however it ends. Raises ``RecordsError`` where the folder has no
    room to remember what is done.
    """
    said = f"Nothing is sent, as what was sent cannot be remembered in {data}"
    with refusals(said):
        lock = (data / f"{name}.lock").open("ab", buffering=0)
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        with refusals(said):
            lock.write(bytes(ROOM))
            os.fsync(lock.fileno())
            lock.truncate(0)
        yield True
