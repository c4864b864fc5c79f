"""Files and passphrases of the command line: whole or not at all, with clear refusals."""

from __future__ import annotations

import getpass
import os
import tempfile
from pathlib import Path

from voting.errors import BadInput


def read_file(path: Path) -> bytes:
    """A file's bytes; :class:`BadInput` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            "file-unreadable",
            f"{path} cannot be read: {error.strerror}",
            path=str(path),
            reason=error.strerror,
        ) from error


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file whole: it is never half there. ``private``: only the owner may read it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        made = Path(name)
        made.chmod(0o600 if private else 0o644)
        made.replace(path)
    except OSError as error:
        raise BadInput(
            "file-unwritable",
            f"{path} cannot be written: {error.strerror}",
            path=str(path),
            reason=error.strerror,
        ) from error


def read_passphrase(path: Path | None, prompt: str, again: str = "") -> str:
    """The passphrase from a file's first line, or asked for on the terminal; a new one, for which
    there is a prompt ``again``, twice."""
    if path is not None:
        try:
            return read_file(path).decode("utf-8").split("\n", 1)[0].rstrip("\r")
        except UnicodeDecodeError as error:
            raise BadInput(
                "file-unreadable", f"{path} is not a text in UTF-8", path=str(path), reason="UTF-8"
            ) from error
    passphrase = getpass.getpass(prompt)
    if again and getpass.getpass(again) != passphrase:
        raise BadInput("passphrase-differs", "the two passphrases differ")
    return passphrase
