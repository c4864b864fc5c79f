"""``voting trustee …``: a trustee's part of the key ceremony and of the opening, offline too.

Messages are files in one folder that the trustees share (a memory stick will do); key files stay
with their owners. A key file is written back before the message of a step is.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from voting.cli.verify import report
from voting.crypto.base32 import fingerprint
from voting.crypto.encoding import canonical, read_canonical
from voting.errors import BadInput, Refused
from voting.files import read_file, read_passphrase, write_file
from voting.processes import process_map
from voting.record.ceremony.key_shares import SealedShares
from voting.record.ceremony.messages import Commit, Confirm, Reveal
from voting.record.verify import CheckedRecord
from voting.trustee import steps
from voting.trustee.decrypt import check_manifest, partial_decryption
from voting.trustee.key_file import TrusteeKey


class Message(Protocol):
    """A message of the ceremony."""

    def json(self) -> dict[str, object]: ...


M = TypeVar("M")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``voting trustee``."""
    each = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    init = _step(each, "init", _init, "生成密钥文件并作出承诺 / make a key file and commit")
    init.add_argument("--ceremony", required=True, help="name of the ceremony: the round's id")
    init.add_argument("--trustees", type=int, default=3)
    init.add_argument("--threshold", type=int, default=2)
    init.add_argument("--index", type=int, required=True, help="1, 2, 3 …")
    init.add_argument("--name", required=True, help="office: 组织部, 纪检监察 …")
    _step(each, "reveal", _reveal, "公开承诺内容 / reveal, when all commits are in the folder")
    _step(each, "share", _share, "发出密封份额 / seal shares, when all reveals are there")
    _step(each, "confirm", _confirm, "核对份额并确认 / check the shares and confirm")
    complain = _step(each, "complain", _complain, "申诉错误份额 / accuse the sender of a bad share")
    complain.add_argument("--against", type=int, required=True)
    _step(each, "assemble", _assemble, "合成 ceremony.json / put the ceremony together", key=False)
    decrypt = _step(each, "decrypt", _decrypt, "开票：部分解密 / partial decryption of a record")
    decrypt.add_argument("--record", type=Path, required=True)
    decrypt.add_argument("--sealing", required=True, help="封存指纹, from the paper minutes")
    decrypt.add_argument(
        "--minimum", type=int, default=5, help="smallest class size you accept (default: 5)"
    )
    decrypt.add_argument(
        "--yes", action="store_true", help="the numbers were compared with the minutes: do not ask"
    )
    check = _step(
        each, "check", _check, "投票前核对会议用的是你们的密钥 / whose keys a meeting uses"
    )
    check.add_argument("--manifest", type=Path, required=True)


def _step(
    each: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], None],
    text: str,
    *,
    key: bool = True,
) -> argparse.ArgumentParser:
    parser = each.add_parser(name, help=text, description=text)
    parser.add_argument(
        "--messages", type=Path, default=Path(), help="folder of the messages (default: here)"
    )
    if key:
        parser.add_argument("--key", type=Path, required=True, help="your key file")
        parser.add_argument(
            "--passphrase-file", type=Path, help="read the passphrase from a file instead of asking"
        )
    parser.set_defaults(run=run)
    return parser


def _init(args: argparse.Namespace) -> None:
    if args.key.exists():
        raise BadInput(
            "key-exists", f"{args.key} exists already and is not overwritten", path=str(args.key)
        )
    name = f"commit-{args.index}.json"
    if (args.messages / name).exists():  # a colleague's, if the index was copied, too
        raise BadInput(
            "commit-exists",
            f"{args.messages / name} exists already",
            path=str(args.messages / name),
            index=args.index,
        )
    key = TrusteeKey.create(args.ceremony, args.trustees, args.threshold, args.index, args.name)
    write_file(args.key, key.seal(read_passphrase(args.passphrase_file, twice=True)), private=True)
    _publish(args, name, steps.commit(key))


def _reveal(args: argparse.Namespace) -> None:
    key, passphrase = _unseal(args)
    key, message = steps.reveal(key, _all(args, "commit", Commit.read))
    write_file(args.key, key.seal(passphrase), private=True)
    _publish(args, f"reveal-{key.terms.index}.json", message)


def _share(args: argparse.Namespace) -> None:
    key, passphrase = _unseal(args)
    key, message = steps.seal_shares(
        key, _all(args, "commit", Commit.read), _all(args, "reveal", Reveal.read)
    )
    write_file(args.key, key.seal(passphrase), private=True)
    _publish(args, f"sealed-shares-{key.terms.index}.json", message)


def _confirm(args: argparse.Namespace) -> None:
    key, passphrase = _unseal(args)
    key, message = steps.confirm(
        key,
        _all(args, "commit", Commit.read),
        _all(args, "reveal", Reveal.read),
        _all(args, "sealed-shares", SealedShares.read),
    )
    write_file(args.key, key.seal(passphrase), private=True)
    _publish(args, f"confirm-{key.terms.index}.json", message)


def _complain(args: argparse.Namespace) -> None:
    key, passphrase = _unseal(args)
    sealed = SealedShares.read(_message(args.messages / f"sealed-shares-{args.against}.json"))
    key, complaint = steps.complain(key, _all(args, "reveal", Reveal.read), sealed)
    write_file(args.key, key.seal(passphrase), private=True)
    _publish(args, f"complaint-{key.terms.index}-{args.against}.json", complaint)


def _assemble(args: argparse.Namespace) -> None:
    ceremony = steps.assemble(
        _all(args, "commit", Commit.read),
        _all(args, "reveal", Reveal.read),
        _all(args, "confirm", Confirm.read),
    )
    target = args.messages / "ceremony.json"
    write_file(target, ceremony.encode())
    print(f"{target}  指纹 / fingerprint {ceremony.fingerprint()}")


def _decrypt(args: argparse.Namespace) -> None:
    key, passphrase = _unseal(args)
    with process_map() as mapper:
        key, shares = partial_decryption(
            key,
            read_file(args.record),
            args.sealing,
            mapper,
            floor=args.minimum,
            confirm=partial(_compare, args),
        )
    write_file(args.key, key.seal(passphrase), private=True)
    target = args.messages / f"shares-{shares.trustee}.json"
    write_file(target, shares.encode())
    print(target)


def _compare(args: argparse.Namespace, checked: CheckedRecord) -> None:
    """Show what will be opened; the person compares it with the paper minutes."""
    for line in report(checked, 0 if args.language == "zh" else 1):
        print(line)
    question = "与纸质会议记录完全一致吗？一致请输入 yes：/ All as in the paper minutes? Type yes: "
    if not args.yes and input(question).strip().lower() != "yes":
        raise Refused("not-confirmed", "not confirmed: nothing was opened")


def _check(args: argparse.Namespace) -> None:
    key, _ = _unseal(args)
    manifest = check_manifest(key, read_file(args.manifest))
    print(
        f"✓ {manifest.meeting.unit} · {manifest.meeting.title}  {fingerprint(manifest.context())}"
    )


def _unseal(args: argparse.Namespace) -> tuple[TrusteeKey, str]:
    passphrase = read_passphrase(args.passphrase_file)
    return TrusteeKey.unseal(read_file(args.key), passphrase), passphrase


def _all(args: argparse.Namespace, kind: str, read: Callable[[object], M]) -> tuple[M, ...]:
    """Every ``<kind>-<index>.json`` of the folder, by index."""
    paths = sorted(args.messages.glob(f"{kind}-[1-9].json"))
    if not paths:
        raise BadInput(
            "messages-missing",
            f"there is no {kind}-*.json in {args.messages}",
            kind=kind,
            folder=str(args.messages),
        )
    return tuple(read(_message(path)) for path in paths)


def _message(path: Path) -> object:
    return read_canonical(read_file(path))


def _publish(args: argparse.Namespace, name: str, message: Message) -> None:
    write_file(args.messages / name, canonical(message.json()))
    print(args.messages / name)
