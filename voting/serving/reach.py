"""Asking a server as a phone would: does it answer at the address printed on slips, and how."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from voting.errors import Refused

SECONDS: Final = 10


def ask(base_url: str) -> datetime | None:
    """Fetch the sign-in page there; the end of the server's certificate, None on plain http.

    Refused ``doctor-trust`` where a phone would not trust the certificate, ``doctor-answer`` where
    nothing, or something else, answers.
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    connection = (
        HTTPSConnection(host, parts.port or 443, timeout=SECONDS)
        if secure
        else HTTPConnection(host, parts.port or 80, timeout=SECONDS)
    )
    try:
        connection.connect()
        until = _until(connection.sock)
        connection.request("GET", "/login")
        answer = connection.getresponse()
        ours = answer.status == 200 and "清评".encode() in answer.read()
    except ssl.SSLCertVerificationError as error:
        raise Refused(
            "doctor-trust",
            f"the certificate of {base_url} is not trusted: {error.verify_message}",
            address=base_url,
            reason=error.verify_message,
        ) from error
    except (OSError, HTTPException) as error:
        raise Refused(
            "doctor-answer",
            f"{base_url} does not answer: {error}",
            address=base_url,
            reason=str(error) or type(error).__name__,
        ) from error
    finally:
        connection.close()
    if not ours:
        raise Refused(
            "doctor-answer",
            f"{base_url} answers {answer.status}, and is not this software",
            address=base_url,
            reason=f"HTTP {answer.status}",
        )
    return until


def _until(connected: socket.socket | None) -> datetime | None:
    """The last moment of the certificate a TLS connection was made with."""
    if not isinstance(connected, ssl.SSLSocket):
        return None
    told = connected.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)
