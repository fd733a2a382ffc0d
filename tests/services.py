"""Services that messages are sent to, for real and on loopback: one that takes mail and one that takes webhooks."""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENT = "&cto=1&rto=1"
"""Written behind an address of a service that is not to be waited for as long as usual."""


@dataclass
class Webhook:
    """What was posted, and what is answered to it."""

    port: int = 0
    status: int = 200
    posted: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    before: Callable[[], object] = lambda: None
    """What happens once a message has come, before it is answered."""

    def address(self, path: str = "hook") -> str:
        return f"json://127.0.0.1:{self.port}/{path}"

    @property
    def told(self) -> list[str]:
        """Title and text of each message."""
        return [f"{one['title']}\n{one['message']}" for one in self.posted]


@contextmanager
def webhook() -> Iterator[Webhook]:
    """Take webhooks until the end."""
    found = Webhook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.posted.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            found.paths.append(self.path)
            found.before()
            self.send_response(found.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def deaf() -> Iterator[int]:
    """Lend a port on which somebody listens and never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@contextmanager
def slow() -> Iterator[int]:
    """Lend a port on which somebody answers one letter at a time, for as long as it is lent."""
    over = threading.Event()

    def answer(server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not over.wait(0.05):
                    connection.sendall(b".")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer, args=(server,), daemon=True)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        thread.join()


@contextmanager
def relay(port: int) -> Iterator[tuple[int, Callable[[], None]]]:
    """Lend a port at which a service of this machine answers too, and what cuts that off for good."""
    ends: list[socket.socket] = []

    def pass_on(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := one.recv(1 << 16):
                other.sendall(said)

    def answer(server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                pair = server.accept()[0], socket.create_connection(("127.0.0.1", port))
                ends.extend(pair)
                for one, other in (pair, pair[::-1]):
                    threading.Thread(target=pass_on, args=(one, other), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        ends.append(server)

        def cut() -> None:
            for one in ends:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()

        threading.Thread(target=answer, args=(server,), daemon=True).start()
        yield server.getsockname()[1], cut
        cut()


@dataclass
class Mailbox:
    """The mail that was taken, and what is answered to it."""

    port: int = 0
    answer: str = "250 OK"
    refused: str = ""
    """Who gets no mail here …"""
    says: str = "550 5.1.1 no such user here"
    """… and what is said about that."""
    mails: list[EmailMessage] = field(default_factory=list)

    def address(self, to: str = "ann@example.com") -> str:
        return f"mailto://127.0.0.1:{self.port}?mode=insecure&from=board@example.com&to={to}"

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, to: str, ___: list[str]) -> str:  # noqa: N802
        if to == self.refused:
            return self.says
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            found = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(found, EmailMessage)
            self.mails.append(found)
        return self.answer


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Take mail until the end."""
    found = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        found.port = free.getsockname()[1]
    server = Controller(found, hostname="127.0.0.1", port=found.port)
    server.start()
    try:
        yield found
    finally:
        server.stop()
