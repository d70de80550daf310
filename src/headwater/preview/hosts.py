"""Which names the preview answers to.

A web page anywhere can make its own name resolve to 127.0.0.1 and then read what is served there as if it
were its own (DNS rebinding). The browser still says in the Host header which name it believes to talk to, so
only names that nobody else can own are answered to.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]/@\s]+)(?::([0-9]{1,5}))?")
_EVERY_ADDRESS = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to


@dataclass(frozen=True, slots=True)
class HostRule:
    """The Host headers that are accepted."""

    names: frozenset[str]
    """Names and addresses, as they stand in a URL, that are accepted with our port."""

    port: int
    """Our port."""

    addresses: bool = False
    """Whether every literal IP address is accepted with our port; nobody can point one elsewhere."""

    allowed: frozenset[str] = frozenset()
    """What the user allows beside: a name with any port (there may be a proxy), or name and port."""

    def accepts(self, header: str | None) -> bool:
        """Say whether a request with this Host header may be answered; None if it has none."""
        match = _HOST.fullmatch((header or "").lower())
        if not match:
            return False
        name, port = match[1], int(match[2] or 80)
        if not self.allowed.isdisjoint({name, f"{name}:{port}"}):
            return True
        return port == self.port and (name in self.names or (self.addresses and is_address(name)))


def host_rule(host: str, port: int, allowed: Iterable[str] = ()) -> HostRule:
    """The rule for a server bound to this host (a name or an address) and port."""
    names = {in_url(host)}
    if is_loopback(host):
        names |= {"localhost", "127.0.0.1", "[::1]"}
    elif host in _EVERY_ADDRESS:
        own = socket.gethostname().lower()
        names = {"localhost", own, f"{own}.local"}
    return HostRule(
        frozenset(name.lower() for name in names),
        port,
        addresses=host in _EVERY_ADDRESS,
        allowed=frozenset(name.lower() for name in allowed),
    )


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server bound to this host."""
    return host == "localhost" or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def is_address(name: str) -> bool:
    """Say whether this is an IP address, with the brackets of a URL or without."""
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def in_url(host: str) -> str:
    """The host as it stands in a URL: IPv6 in brackets, and a name for what means every address."""
    if host in _EVERY_ADDRESS:
        return "localhost"
    return f"[{host}]" if ":" in host else host
