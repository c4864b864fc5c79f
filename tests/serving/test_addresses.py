"""Which address is printed: what phones can reach comes before what only looks like it."""

from __future__ import annotations

import ipaddress
import socket
from types import SimpleNamespace

import psutil
import pytest

from voting.serving import addresses as module
from voting.serving.addresses import Address, addresses, choose, own, usable

LAN = Address("192.168.1.5", "wlan0", "lan")
OTHER = Address("10.20.0.4", "eth0", "lan")
SIX = Address("fd00::5", "wlan0", "lan")
WORLD = Address("203.0.113.9", "eth1", "public")
DOCKER = Address("172.17.0.1", "docker0", "virtual")
VPN = Address("10.8.0.2", "tun0", "tunnel")


@pytest.mark.parametrize(
    ("found", "route", "likely"),
    [
        ([DOCKER, VPN, LAN], "192.168.1.5", "192.168.1.5"),
        ([OTHER, LAN], "192.168.1.5", "192.168.1.5"),
        ([OTHER, LAN], "10.20.0.4", "10.20.0.4"),
        ([VPN, LAN, DOCKER], "10.8.0.2", "192.168.1.5"),  # everything goes through the VPN
        ([SIX, LAN], "", "192.168.1.5"),
        ([DOCKER, SIX], "", "fd00::5"),
        ([WORLD, LAN], "203.0.113.9", "203.0.113.9"),
        ([WORLD, LAN], "", "192.168.1.5"),
        ([DOCKER], "172.17.0.1", "172.17.0.1"),
        ([], "", "127.0.0.1"),
    ],
)
def test_the_likely_one(found: list[Address], route: str, likely: str) -> None:
    ordered = choose(found, route)
    assert ordered[0].ip == likely and ordered[0].likely
    assert not any(one.likely for one in ordered[1:])
    assert {one.ip for one in ordered} == ({one.ip for one in found} or {"127.0.0.1"})


@pytest.mark.parametrize(
    ("interface", "ip", "kind"),
    [
        ("wlan0", "192.168.31.7", "lan"),
        ("eth0", "10.1.2.3", "lan"),
        ("en0", "172.20.3.4", "lan"),
        ("eth0", "8.8.8.8", "public"),
        ("eth0", "240e::1", "public"),
        ("wlan0", "fd12::1", "lan"),
        ("docker0", "172.17.0.1", "virtual"),
        ("br-4f1c2d3e4a5b", "172.18.0.1", "virtual"),
        ("virbr0", "192.168.122.1", "virtual"),
        ("vEthernet (WSL)", "172.29.0.1", "virtual"),
        ("VMware Network Adapter VMnet8", "192.168.44.1", "virtual"),
        ("tun0", "10.8.0.6", "tunnel"),
        ("wg0", "10.9.0.2", "tunnel"),
        ("utun3", "10.0.9.1", "tunnel"),
        ("tailscale0", "100.101.102.103", "tunnel"),
        ("eth0", "100.64.3.1", "tunnel"),
    ],
)
def test_kinds(monkeypatch: pytest.MonkeyPatch, interface: str, ip: str, kind: str) -> None:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    monkeypatch.setattr(
        psutil, "net_if_addrs", lambda: {interface: [SimpleNamespace(family=family, address=ip)]}
    )
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {interface: SimpleNamespace(isup=True)})
    monkeypatch.setattr(module, "routed", lambda: "")
    (found,) = addresses()
    assert (found.ip, found.kind) == (ip, kind)


def test_what_is_down_or_local_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = {"lo": "127.0.0.1", "eth0": "192.168.9.9", "eth1": "169.254.3.3", "eth2": "192.168.8.8"}
    monkeypatch.setattr(
        psutil,
        "net_if_addrs",
        lambda: {
            name: [
                SimpleNamespace(family=socket.AF_INET, address=ip),
                SimpleNamespace(family=socket.AF_INET6, address=f"fe80::1%{name}"),
            ]
            for name, ip in lines.items()
        },
    )
    monkeypatch.setattr(
        psutil,
        "net_if_stats",
        lambda: {name: SimpleNamespace(isup=name != "eth0") for name in lines},
    )
    assert [one.ip for one in addresses()] == ["192.168.8.8"]


def test_this_machine() -> None:
    for one in addresses():
        assert ipaddress.ip_address(one.ip)
        assert own(one.host) or one.kind == "alone"
    assert own("localhost") and own("[::1]") and own("127.0.0.1")
    assert not own("203.0.113.77") and not own("no-such-name.invalid") and not own("")
    assert not usable("::") and Address("fd00::5", "x", "lan").host == "[fd00::5]"
