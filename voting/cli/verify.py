"""``voting verify RECORD``: every check of a record, from the file alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from voting.crypto.base32 import fingerprint
from voting.files import read_file
from voting.language.catalogue import N_, Message, inline, message, say, translate
from voting.processes import process_map
from voting.record.box_checks import ClassLine
from voting.record.verify import CheckedRecord, verify

CHECKS = {
    "archive": N_("档案文件"),
    "manifest": N_("会议清单"),
    "ceremony": N_("密钥保管人的承诺与证明"),
    "roll": N_("在册纸条"),
    "voids": N_("作废纸条的签名"),
    "ballots": N_("选票：在册、唯一、签名、全部证明"),
    "closing": N_("封存声明"),
    "tally": N_("重新相加的密文和"),
    "paper": N_("纸质票：与封存的一致，票数可能"),
    "shares": N_("部分解密的证明"),
    "results": N_("重新打开的票数"),
}


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The arguments of ``voting verify``."""
    parser.add_argument("record", type=Path)
    parser.add_argument(
        "--processes", type=int, help=translate("进程数（默认每个处理器核心一个）", language)
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    with process_map(args.processes) as mapper:
        checked = verify(read_file(args.record), mapper)
    for line in report(checked, args.language):
        print(line)


def _line(line: ClassLine, language: str) -> str:
    return "  " + say(
        "{id} {name}：在册{slips} 实到{present} 发出{issued} 作废{voided} 收回{ballots} 另收回纸质票{paper}",
        language,
        **{name: getattr(line, name) for name in _COLUMNS},
    )


_COLUMNS = ("id", "name", "slips", "present", "issued", "voided", "ballots", "paper")


def _paper(checked: CheckedRecord, count: int) -> Message:
    if checked.paper is None:
        return message(
            "纸质票共{count}张，由两人分别计票；票数已封存，开票后才进入档案", count=count
        )
    return message(
        "纸质票共{count}张，由两人分别计票；没有密文，票数出自手工，档案只能证明封存后没有改动",
        count=count,
    )


def report(checked: CheckedRecord, language: str) -> list[str]:
    """What was checked, for ``zh`` or ``en``."""
    meeting = checked.manifest.meeting
    lines = [f"{meeting.unit} · {meeting.title} · {meeting.date}"]
    lines += [
        f"  {checked.counts[check]:>7}  {translate(text, language)}"
        for check, text in CHECKS.items()
        if check in checked.counts
    ]
    lines += [_line(line, language) for line in checked.lines]
    if checked.closing.paper is not None:
        lines.append("  " + _paper(checked, checked.closing.paper.count).in_language(language))
    lines.append(f"  {inline('会议指纹').in_language(language)} {fingerprint(checked.context)}")
    sealing = checked.closing.sealing_fingerprint()
    lines.append(f"  {inline('封存指纹').in_language(language)} {sealing}")
    done = N_("全部核验通过。") if checked.results else N_("全部核验通过；尚未开票（没有结果）。")
    lines.append(translate(done, language))
    return lines
