"""The certificate and key of https: do they fit each other, the address and the day.

Read before the server starts, so that what is wrong is said in a line here and not by a phone.
"""

from __future__ import annotations

import ipaddress
import ssl
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from voting.errors import BadInput, Refused
from voting.files import read_file
from voting.serving.worker import PatientTlsSocket

SOON_DAYS: Final = 21
"""A certificate that ends sooner is spoken of."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands in a certificate: ``names`` (DNS names, ``*.`` for any label) and ``ips`` it is
    good for, ``until`` its end; ``days`` are left. ``own``: signed by itself. ``chain``: how many
    certificates the file holds."""

    names: tuple[str, ...]
    ips: tuple[str, ...]
    since: datetime
    until: datetime
    own: bool
    chain: int

    def days(self, now: datetime) -> int:
        """Whole days left."""
        return (self.until - now).days

    def covers(self, host: str) -> bool:
        """Whether it is good for a host as written in an address."""
        bare = host.strip("[]").rstrip(".").lower()
        try:
            ip = str(ipaddress.ip_address(bare))
        except ValueError:
            return any(_matches(name.lower(), bare) for name in self.names)
        return ip in self.ips


@dataclass(frozen=True, slots=True)
class Tls:
    """The two files a server speaks https with, after :func:`load` has read them."""

    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """TLS 1.2 and later."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.certificate, self.key)
        context.sslsocket_class = PatientTlsSocket
        return context


def load(tls: Tls, now: datetime) -> Certificate:
    """Read and check both files.

    BadInput ``certificate-unreadable``, ``key-unreadable``, ``key-locked``; Refused ``key-other``,
    ``certificate-early``, ``certificate-over``, ``certificate-nameless``.
    """
    chain = read_chain(read_file(tls.certificate), str(tls.certificate))
    leaf = chain[0]
    certificate = describe(chain)
    if _public(read_file(tls.key)) != leaf.public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    ):
        raise Refused(
            "key-other",
            f"{tls.key} is not the key of {tls.certificate}",
            key=str(tls.key),
            certificate=str(tls.certificate),
        )
    check_dates(certificate, now)
    if not certificate.names and not certificate.ips:
        raise Refused("certificate-nameless", "the certificate names no address (subjectAltName)")
    return certificate


def check_dates(certificate: Certificate, now: datetime) -> None:
    """Refused before its first and after its last day."""
    if now < certificate.since:
        raise Refused(
            "certificate-early",
            f"the certificate is good from {_day(certificate.since)} on",
            day=_day(certificate.since),
        )
    if now >= certificate.until:
        raise Refused(
            "certificate-over",
            f"the certificate ended on {_day(certificate.until)}",
            day=_day(certificate.until),
        )


def check_address(certificate: Certificate, base_url: str) -> None:
    """Refused ``certificate-names`` where it is not good for the address printed on slips."""
    host = urlsplit(base_url).hostname or ""
    if not certificate.covers(host):
        names = "、".join((*certificate.names, *certificate.ips))
        raise Refused(
            "certificate-names",
            f"the certificate is for {names}, not for {host}",
            names=names,
            host=host,
        )


def address_of(certificate: Certificate, port: int) -> str:
    """The address to print where nobody says one: the first name, or IP, of the certificate.

    Refused ``base-url-needed`` where it has only names with a ``*``.
    """
    plain = [name for name in certificate.names if "*" not in name]
    plain += [f"[{ip}]" if ":" in ip else ip for ip in certificate.ips]
    if not plain:
        raise Refused(
            "base-url-needed",
            "the certificate is for any name of a domain: say with "
            "--base-url which one phones shall use",
            names="、".join(certificate.names),
        )
    return f"https://{plain[0]}" + ("" if port == 443 else f":{port}")


def read_chain(data: bytes, name: str) -> list[x509.Certificate]:
    """The certificates of a PEM file, the server's own first; BadInput if there is none."""
    try:
        return x509.load_pem_x509_certificates(data)
    except ValueError as error:
        raise BadInput(
            "certificate-unreadable", f"{name} holds no certificate (PEM)", path=name
        ) from error


def describe(chain: Sequence[x509.Certificate]) -> Certificate:
    """What stands in the first certificate of a chain."""
    leaf = chain[0]
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        dns = tuple(names.get_values_for_type(x509.DNSName))
        ips = tuple(str(ip) for ip in names.get_values_for_type(x509.IPAddress))
    except x509.ExtensionNotFound:
        dns, ips = (), ()
    return Certificate(
        dns,
        ips,
        leaf.not_valid_before_utc,
        leaf.not_valid_after_utc,
        leaf.issuer == leaf.subject,
        len(chain),
    )


def readable_by_others(path: Path) -> bool:
    """Whether other accounts of this machine may read a file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def utc_now() -> datetime:
    """The time of the moment."""
    return datetime.now(UTC)


def _public(data: bytes) -> bytes:
    try:
        key = load_pem_private_key(data, None)
    except TypeError as error:
        raise BadInput(
            "key-locked", "the key is locked with a passphrase; the server needs one without"
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadInput("key-unreadable", "this is no private key (PEM)") from error
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _matches(name: str, host: str) -> bool:
    """As browsers match: ``*`` stands for exactly one whole first label."""
    if not name.startswith("*."):
        return name == host
    _, _, rest = host.partition(".")
    return bool(rest) and name[2:] == rest


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
