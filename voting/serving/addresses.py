"""Which addresses of this machine phones in the hall can reach, and which only look like it.

Everything is read from this machine's own interfaces and routing table: nothing is sent.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import Final, Literal

import psutil

Kind = Literal["lan", "public", "virtual", "tunnel", "alone"]

LOOPBACK: Final = "127.0.0.1"
VIRTUAL: Final = re.compile(
    r"docker|br-[0-9a-f]{6,}|veth|virbr|vmnet|vboxnet|vnic|lxc|lxd|podman|cni|flannel|cali|"
    r"vethernet|hyper-v|virtualbox|vmware|wsl|bridge1\d\d",
    re.IGNORECASE,
)
"""Names of interfaces that containers and virtual machines make."""
TUNNEL: Final = re.compile(
    r"tun|tap|wg|ppp|utun|ipsec|tailscale|zt|nebula|vpn|wireguard|easyconnect|sangfor",
    re.IGNORECASE,
)
"""Names of interfaces of VPNs."""
SHARED: Final = ipaddress.ip_network("100.64.0.0/10")
"""Carriers' and some VPNs' own range (RFC 6598)."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address with its interface. ``kind``: ``lan`` and ``public`` may be reached; ``virtual``
    (containers, virtual machines), ``tunnel`` (VPN) are not by phones of the hall; ``alone`` is
    this machine only. ``likely``: the one to print."""

    ip: str
    interface: str
    kind: Kind
    likely: bool = False

    @property
    def host(self) -> str:
        """As it stands in a URL."""
        return f"[{self.ip}]" if ":" in self.ip else self.ip


def addresses() -> tuple[Address, ...]:
    """All addresses of the interfaces that are up, the likely one first; loopback and link-local
    ones left out. Only loopback where there is no other."""
    states = psutil.net_if_stats()
    listed = [
        Address(one.address.partition("%")[0], name, _kind(one.address, name))
        for name, all_of in psutil.net_if_addrs().items()
        if name not in states or states[name].isup
        for one in all_of
        if one.family in (socket.AF_INET, socket.AF_INET6) and usable(one.address)
    ]
    return choose(listed, routed())


def choose(listed: list[Address], route: str) -> tuple[Address, ...]:
    """The same in order, with the likely one marked: that of the default route (``route``) if
    phones can reach it, else an IPv4 address of the local network, else whatever there is."""
    if not listed:
        return (Address(LOOPBACK, "lo", "alone", likely=True),)

    def rank(one: Address) -> tuple[int, int, int, str]:
        order = ("lan", "public", "virtual", "tunnel", "alone").index(one.kind)
        reached = one.kind in ("lan", "public")
        return (
            0 if reached else 1,
            0 if reached and one.ip == route else 1,
            order * 2 + (":" in one.ip),
            one.ip,
        )

    first, *others = sorted(listed, key=rank)
    return (Address(first.ip, first.interface, first.kind, likely=True), *others)


def reachable_address() -> Address:
    """The one to print on slips where nobody says another."""
    return addresses()[0]


def routed() -> str:
    """The address this machine would speak to the world with; empty where it has no such way.

    Asks the routing table only: connecting a datagram socket sends nothing.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def usable(text: str) -> bool:
    """Whether an address can stand in a URL for other machines."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast)


def own(host: str) -> bool:
    """Whether a name or address leads to this machine, as this machine itself looks it up."""
    mine = {one.ip for one in addresses()} | {LOOPBACK, "::1"}
    try:
        here = {
            str(info[4][0]).partition("%")[0] for info in socket.getaddrinfo(host.strip("[]"), None)
        }
    except (OSError, UnicodeError):
        return False
    return bool(here & mine)


def _kind(text: str, interface: str) -> Kind:
    ip = ipaddress.ip_address(text.partition("%")[0])
    if VIRTUAL.match(interface):
        return "virtual"
    if TUNNEL.match(interface) or (ip.version == 4 and ip in SHARED):
        return "tunnel"
    return "lan" if ip.is_private else "public"
