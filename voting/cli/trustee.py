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
from voting.language.catalogue import say, translate
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


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The arguments of ``voting trustee``."""
    each = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    init = _step(each, language, "init", _init, translate("生成密钥文件并作出承诺", language))
    init.add_argument("--ceremony", required=True, help=translate("仪式名称，即批次代号", language))
    init.add_argument("--trustees", type=int, default=3)
    init.add_argument("--threshold", type=int, default=2)
    init.add_argument("--index", type=int, required=True, help="1, 2, 3 …")
    init.add_argument(
        "--name", required=True, help=translate("保管部门：组织部、纪检监察…", language)
    )
    _step(each, language, "reveal", _reveal, translate("公开承诺内容", language))
    _step(each, language, "share", _share, translate("发出密封份额", language))
    _step(each, language, "confirm", _confirm, translate("核对份额并确认", language))
    complain = _step(each, language, "complain", _complain, translate("申诉错误份额", language))
    complain.add_argument("--against", type=int, required=True)
    _step(
        each, language, "assemble", _assemble, translate("合成 ceremony.json", language), key=False
    )
    decrypt = _step(each, language, "decrypt", _decrypt, translate("开票：部分解密", language))
    decrypt.add_argument("--record", type=Path, required=True)
    decrypt.add_argument(
        "--sealing", required=True, help=translate("封存指纹，见纸质会议记录", language)
    )
    decrypt.add_argument(
        "--minimum",
        type=int,
        default=5,
        help=translate("可以接受的票类最少票数（默认5）", language),
    )
    decrypt.add_argument(
        "--yes", action="store_true", help=translate("已与会议记录核对，不再询问", language)
    )
    check = _step(
        each, language, "check", _check, translate("投票前核对会议用的是你们的密钥", language)
    )
    check.add_argument("--manifest", type=Path, required=True)


def _step(
    each: argparse._SubParsersAction[argparse.ArgumentParser],
    language: str,
    name: str,
    run: Callable[[argparse.Namespace], None],
    text: str,
    *,
    key: bool = True,
) -> argparse.ArgumentParser:
    parser = each.add_parser(name, help=text, description=text)
    parser.add_argument(
        "--messages",
        type=Path,
        default=Path(),
        help=translate("消息所在文件夹（默认当前文件夹）", language),
    )
    if key:
        parser.add_argument(
            "--key", type=Path, required=True, help=translate("自己的密钥文件", language)
        )
        parser.add_argument(
            "--passphrase-file", type=Path, help=translate("从文件读取口令，不再询问", language)
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
    write_file(args.key, key.seal(_passphrase(args, twice=True)), private=True)
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
    print(
        say(
            "{path}  指纹 {fingerprint}",
            args.language,
            path=target,
            fingerprint=ceremony.fingerprint(),
        )
    )


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
    for line in report(checked, args.language):
        print(line)
    question = translate("与纸质会议记录完全一致吗？一致请输入 yes：", args.language)
    if not args.yes and input(question).strip().lower() != "yes":
        raise Refused("not-confirmed", "not confirmed: nothing was opened")


def _check(args: argparse.Namespace) -> None:
    key, _ = _unseal(args)
    manifest = check_manifest(key, read_file(args.manifest))
    print(
        f"✓ {manifest.meeting.unit} · {manifest.meeting.title}  {fingerprint(manifest.context())}"
    )


def _unseal(args: argparse.Namespace) -> tuple[TrusteeKey, str]:
    passphrase = _passphrase(args)
    return TrusteeKey.unseal(read_file(args.key), passphrase), passphrase


def _passphrase(args: argparse.Namespace, *, twice: bool = False) -> str:
    again = translate("再输一次：", args.language) if twice else ""
    return read_passphrase(args.passphrase_file, translate("口令：", args.language), again)


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
