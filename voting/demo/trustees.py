"""The demo plays all three trustees, each with a key file and passphrase of its own.

In a real round they are three people of three offices who never see each other's.
"""

from __future__ import annotations

import secrets
import subprocess
import sys
from pathlib import Path

from voting.demo.stopped import DemoStopped
from voting.files import write_file
from voting.trustee.key_file import TrusteeKey

OFFICES = ("县委组织部", "县纪委监委", "参会代表")
THRESHOLD = 2


class DemoTrustees:
    """Key files and passphrases in ``folder``, messages in ``folder/messages``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._messages = folder / "messages"
        for index in range(1, len(OFFICES) + 1):
            write_file(self._passphrase(index), secrets.token_urlsafe(18).encode(), private=True)

    def ceremony(self, name: str) -> bytes:
        """Run every round of the ceremony with the command line; returns ceremony.json."""
        for index, office in enumerate(OFFICES, start=1):
            self._step(
                "init",
                index,
                "--ceremony",
                name,
                "--trustees",
                str(len(OFFICES)),
                "--threshold",
                str(THRESHOLD),
                "--index",
                str(index),
                "--name",
                office,
            )
        for step in ("reveal", "share", "confirm"):
            for index in range(1, len(OFFICES) + 1):
                self._step(step, index)
        _run("trustee", "assemble", "--messages", str(self._messages))
        return (self._messages / "ceremony.json").read_bytes()

    def decrypt(self, record: Path, sealing: str) -> list[bytes]:
        """Partial decryptions by trustees 1 and 3: any two are enough."""
        shares = []
        for index in (1, 3):
            self._step(
                "decrypt",
                index,
                "--record",
                str(record),
                "--sealing",
                sealing,
                "--yes",
                messages=record.parent,
            )
            shares.append((record.parent / f"shares-{index}.json").read_bytes())
        return shares

    def keys(self) -> tuple[TrusteeKey, ...]:
        """The opened keys of trustees 1 and 3, for many meetings in a row."""
        return tuple(
            TrusteeKey.unseal(
                (self._folder / f"trustee-{index}.key").read_bytes(),
                self._passphrase(index).read_text("utf-8"),
            )
            for index in (1, 3)
        )

    def _passphrase(self, index: int) -> Path:
        return self._folder / f"trustee-{index}.passphrase"

    def _step(self, step: str, index: int, *options: str, messages: Path | None = None) -> None:
        _run(
            "trustee",
            step,
            "--key",
            str(self._folder / f"trustee-{index}.key"),
            "--passphrase-file",
            str(self._passphrase(index)),
            "--messages",
            str(messages or self._messages),
            *options,
        )


def _run(*words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "voting.cli.main", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DemoStopped(words[1], f"voting {' '.join(words[:2])} failed: {done.stderr}")
