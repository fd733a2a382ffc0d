"""How a message leaves: the one place that knows Apprise, which is imported when something is sent."""

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sla_dash import theme
from sla_dash.output.telling.addresses import VARIABLE, resolved

if TYPE_CHECKING:
    from apprise import AppriseAsset, AppriseResult, NotifyBase, NotifyLogEntry

PATIENCE = 10.0
"""Seconds that a service may take to be reached, and to answer; ``cto`` and ``rto`` of an address change it."""
LONGEST = 60.0
"""Seconds that a message may take in all."""
SECRET = 5
"""Characters from which on a part of an address is kept out of what is said."""
REASON = 200
"""Characters of a reason that are shown."""
RAISED = "Socket Exception: "
"""How Apprise begins to say what the network said."""
ANSWERED = re.compile(r"\(([45]\d\d), b'([^']*)'\)")
"""How Python shows what a mail server answered."""
CALLS = re.compile(r"@(?=everyone|here|channel|all)|<(?=[!@#])")
"""What makes chat services call everybody in a channel, whoever wrote it."""
WHY = {
    r"timed out": "no answer in time",
    r"Connection refused": "nothing listens there",
    r"[Cc]ertificate": "its certificate is not trusted",
    r"Name or service not known|name resolution|getaddrinfo": "no such host",
}
"""What the network said, by words of its errors; those themselves would repeat the address."""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody is told: plain text, and HTML for who can show it."""

    title: str
    lines: Sequence[str]
    html: str = ""
    """A whole page; "" where the lines say all."""


def send(address: str, message: Message) -> str:
    """Send a message to one address, and return "" once it was accepted, else why it was not.

    What is returned names the service, and never a part of the address that may be a secret.
    """
    from apprise import Apprise, NotifyFormat

    url = resolved(address)
    if url is None:
        return f"{address} is not set"
    if (service := _service(url)) is None:
        return f"{_called(address)} is no address that Apprise knows"
    name = _where(service)
    mail = message.html and service.secure_protocol in ("mailtos",)
    post = Apprise(asset=_asset())
    post.add(service)
    result = _in_time(
        partial(
            post.notify,
            title=theme.plain(message.title),
            body=message.html if mail else "\n".join(map(_line, message.lines)),
            body_format=NotifyFormat.HTML if mail else NotifyFormat.TEXT,
            log_level=logging.DEBUG,
        )
    )
    if result is None:
        return f"{name}: it did not end within {LONGEST:g} seconds"
    return "" if result else f"{name}: {_without_secrets(_reason(list(result.logs())), url, name)}"


def _line(text: str) -> str:
    """Return one line of text that calls nobody."""
    return CALLS.sub("\\g<0>\N{WORD JOINER}", theme.plain(text))


def _in_time(send: "Callable[[], AppriseResult]") -> "AppriseResult | None":
    """Return what comes of sending, or None where it takes too long.

    A service that answers a letter a second is left to itself, in a thread that ends with the process: Apprise's own
    would keep the process from ending.
    """
    found: list[AppriseResult] = []
    thread = Thread(target=lambda: found.append(send()), daemon=True)
    thread.start()
    thread.join(LONGEST)
    return found[0] if found else None


def _reason(logs: "Sequence[NotifyLogEntry]") -> str:
    """Say why a message was not taken: what the network or a mail server said, else what Apprise makes of it."""
    for error in (entry.message for entry in logs if entry.message.startswith(RAISED)):
        if found := ANSWERED.search(error):
            return f"{found[1]} {found[2]}"
        if said := next((said for words, said in WHY.items() if re.search(words, error)), None):
            return said
        if "url" not in error:
            return error.removeprefix(RAISED)
    told = [entry.message for entry in logs if entry.level in ("WARNING", "ERROR", "CRITICAL")]
    return told[0] if told else "it did not take the message"


def where(address: str) -> str:
    """Name the service of an address, or say what is wrong with it."""
    url = resolved(address)
    if url is None:
        return f"{address}, which is not set"
    service = _service(url)
    return _where(service) if service else f"{_called(address)}, which Apprise does not know"


def _service(url: str) -> "NotifyBase | None":
    from apprise import Apprise, OverflowMode

    found = Apprise.instantiate(url, asset=_asset(), suppress_exceptions=True)
    if found is None or isinstance(found, dict):
        return None
    given = re.findall(r"[?&](\w+)=", url)
    if "cto" not in given:
        found.socket_connect_timeout = PATIENCE
    if "rto" not in given:
        found.socket_read_timeout = PATIENCE
    if "overflow" not in given:
        found.overflow_mode = OverflowMode.SPLIT
    return found


@cache
def _asset() -> "AppriseAsset":
    """Return how messages present themselves; no picture is fetched from anywhere, and no other server sent on to.

    What Apprise logs is kept from the terminal: it holds addresses. What it says of a message comes with its result.
    """
    from apprise import LOGGER_NAME, AppriseAsset

    log = logging.getLogger(LOGGER_NAME)
    log.addHandler(logging.NullHandler())
    log.propagate = False
    log.setLevel(logging.DEBUG)
    return AppriseAsset(
        app_id="SLA stand-up board",
        app_desc="SLA stand-up board",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        http_redirects=False,
        async_mode=False,
        service_timeout=0,
    )


def _called(address: str) -> str:
    """Name an address that is none: by its variable, or by what stands before its ://."""
    return address if VARIABLE.fullmatch(address) else f"{address.partition('://')[0]}://…"


def _where(service: "NotifyBase") -> str:
    """Name a service, with its host where that is no part of a secret."""
    name = str(service.service_name)
    return f"{name} at {service.host}" if "host" in service.template_tokens and service.host else name


def _without_secrets(said: str, url: str, where: str) -> str:
    text = theme.plain(said)
    for part in sorted({unquote(one) for one in re.split(r"[/:@?&=#,+]+", url)}, key=len, reverse=True):
        if len(part) >= SECRET and part not in where:
            text = text.replace(part, "…")
    return text[:REASON].rstrip(". ")
