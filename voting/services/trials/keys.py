"""The keys of a trial (试投): a whole ceremony in one place, by the code that trustees run.

Nothing of a trial is secret: its people are made up and it is thrown away. Its key files are the
trustees' own kind all the same, under a passphrase that everybody may know, so that a trial walks
every step of a real one.
"""

from __future__ import annotations

from typing import Final

from voting.crypto.encoding import canonical, read_canonical
from voting.record.ceremony.finished import Ceremony
from voting.record.fields import Fields, array, octets
from voting.trustee import steps
from voting.trustee.decrypt import partial_decryption
from voting.trustee.key_file import TrusteeKey

FORMAT: Final = "qingping-trial-keys/1"
NAMES: Final = ("示例保管人一", "示例保管人二", "示例保管人三")
THRESHOLD: Final = 2
PASSPHRASE: Final = "nothing of a trial is secret"


def make_keys(round_id: str) -> tuple[Ceremony, bytes]:
    """The ceremony of a trial and its trustees' key files, packed for one column.

    Takes about a second, nearly all of it for the passphrase.
    """
    keys = [
        TrusteeKey.create(round_id, len(NAMES), THRESHOLD, index, name)
        for index, name in enumerate(NAMES, start=1)
    ]
    commits = [steps.commit(key) for key in keys]
    revealed = [steps.reveal(key, commits) for key in keys]
    reveals = [message for _, message in revealed]
    shared = [steps.seal_shares(key, commits, reveals) for key, _ in revealed]
    sealed = [message for _, message in shared]
    done = [steps.confirm(key, commits, reveals, sealed) for key, _ in shared]
    ceremony = steps.assemble(commits, reveals, [message for _, message in done])
    return ceremony, _pack([key for key, _ in done[:THRESHOLD]])


def open_shares(packed: bytes, record: bytes, sealing: str) -> list[bytes]:
    """shares-<j>.json of the trustees needed, each after checking the whole record (protocol §9).

    Takes as long as checking every ballot twice: for a process of its own.
    """
    return [partial_decryption(key, record, sealing)[1].encode() for key in _unpack(packed)]


def _pack(keys: list[TrusteeKey]) -> bytes:
    return canonical({"format": FORMAT, "keys": [key.seal(PASSPHRASE).hex() for key in keys]})


def _unpack(packed: bytes) -> list[TrusteeKey]:
    f = Fields(read_canonical(packed), "trial-keys", "format", "keys")
    f.one_of("format", FORMAT)
    sealed = array(f.values["keys"], "trial-keys.keys", octets)
    return [TrusteeKey.unseal(one, PASSPHRASE) for one in sealed]
