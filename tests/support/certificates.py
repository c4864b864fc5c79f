"""A certificate authority of our own, as a department's network may have one, and its work."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from cryptography.x509.oid import NameOID

from voting.serving.certificates import Tls


@dataclass(frozen=True)
class Authority:
    """The root: its certificate in a file of ``folder``, and its key."""

    folder: Path
    certificate: x509.Certificate
    key: CertificateIssuerPrivateKeyTypes

    @property
    def file(self) -> Path:
        """The root's certificate, for whoever shall trust it."""
        return self.folder / "root.pem"

    @classmethod
    def found(cls, folder: Path) -> Authority:
        """A new one."""
        key = generate_private_key(SECP256R1())
        name = _name("测试机构")
        certificate = (
            _builder(name, name, timedelta(days=-1), timedelta(days=3650))
            .public_key(key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, SHA256())
        )
        made = cls(folder, certificate, key)
        made.file.write_bytes(certificate.public_bytes(Encoding.PEM))
        return made

    def issue(
        self,
        *hosts: str,
        since: timedelta = timedelta(days=-1),
        until: timedelta = timedelta(days=60),
        chain: bool = True,
        passphrase: bytes = b"",
        name: str = "server",
    ) -> Tls:
        """A certificate for these names and addresses, with its key, in two files."""
        key = generate_private_key(SECP256R1())
        builder = _builder(_name("server"), self.certificate.subject, since, until)
        if hosts:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False
            )
        leaf = builder.public_key(key.public_key()).sign(self.key, SHA256())
        tls = Tls(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        tls.certificate.write_bytes(
            leaf.public_bytes(Encoding.PEM) + (self.file.read_bytes() if chain else b"")
        )
        lock = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
        tls.key.touch(0o600)
        tls.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
        return tls


def key_hash(tls: Tls) -> bytes:
    """SHA-256 of the public key, by which a browser can be told of this one key."""
    leaf = x509.load_pem_x509_certificates(tls.certificate.read_bytes())[0]
    return hashlib.sha256(
        leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    ).digest()


def _builder(
    subject: x509.Name, issuer: x509.Name, since: timedelta, until: timedelta
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + since)
        .not_valid_after(now + until)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _host(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)
