"""Turns: how often one address may ask for what costs others work."""

from collections import OrderedDict, deque
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

MOST, WHILE = 60, 60
"""Questions of one address, and the seconds in which it may ask that many: an office shares an address."""
ADDRESSES = 10_000
"""Addresses that are remembered; the one that has been silent for longest is forgotten first."""


class Turns:
    """Counts the questions of each address in the last ``WHILE`` seconds, in bounded memory."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, address: str, now: float) -> int:
        """Take a turn at a moment in seconds, and return 0; or the whole seconds to wait for one, which takes none."""
        asked = self._asked.setdefault(_whose(address), deque())
        self._asked.move_to_end(_whose(address))
        while len(self._asked) > ADDRESSES:
            self._asked.popitem(last=False)
        while asked and asked[0] <= now - WHILE:
            asked.popleft()
        if len(asked) >= MOST:
            return ceil(asked[0] + WHILE - now)
        asked.append(now)
        return 0


def _whose(address: str) -> str:
    """Return what one caller cannot change at will: of IPv6 the network, of which a household has a whole one."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)
