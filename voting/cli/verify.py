"""``voting verify RECORD``: every check of a record, from the file alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from voting.crypto.base32 import fingerprint
from voting.files import read_file
from voting.processes import process_map
from voting.record.box_checks import ClassLine
from voting.record.verify import CheckedRecord, verify

CHECKS = {
    "archive": ("档案文件", "files of the archive"),
    "manifest": ("会议清单", "manifest"),
    "ceremony": ("密钥保管人的承诺与证明", "trustees' commitments and proofs"),
    "roll": ("在册纸条", "slips on the roll"),
    "voids": ("作废纸条的签名", "signatures of voided slips"),
    "ballots": ("选票：在册、唯一、签名、全部证明", "ballots: on the roll, once, signed, proven"),
    "closing": ("封存声明", "closing statement"),
    "tally": ("重新相加的密文和", "encrypted sums added up again"),
    "paper": ("纸质票：与封存的一致，票数可能", "sums of paper ballots: as sealed, and possible"),
    "shares": ("部分解密的证明", "proofs of partial decryption"),
    "results": ("重新打开的票数", "totals opened again"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``voting verify``."""
    parser.add_argument("record", type=Path)
    parser.add_argument("--processes", type=int, help="default: one a core")
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> None:
    with process_map(args.processes) as mapper:
        checked = verify(read_file(args.record), mapper)
    language = 0 if args.language == "zh" else 1
    for line in report(checked, language):
        print(line)


def _line(line: ClassLine, language: int) -> str:
    text = (
        "{c.id} {c.name}：在册{c.slips} 实到{c.present} 发出{c.issued} 作废{c.voided} 收回{c.ballots}"
        " 另收回纸质票{c.paper}",
        "{c.id} {c.name}: roll {c.slips}, present {c.present}, issued {c.issued},"
        " voided {c.voided}, ballots {c.ballots}, paper ballots besides {c.paper}",
    )
    return "  " + text[language].format(c=line)


def _paper(checked: CheckedRecord, count: int) -> tuple[str, str]:
    if checked.paper is None:
        return (
            f"纸质票共{count}张，由两人分别计票；票数已封存，开票后才进入档案",
            f"{count} paper ballots, counted by two people; the counts are sealed and come into"
            " the record with the results",
        )
    return (
        f"纸质票共{count}张，由两人分别计票；没有密文，票数出自手工，档案只能证明封存后没有改动",
        f"{count} paper ballots, counted by two people by hand: the record proves that the"
        " counts did not change after closing, not that they are right",
    )


def report(checked: CheckedRecord, language: int) -> list[str]:
    """What was checked, in Chinese (0) or English (1)."""
    meeting = checked.manifest.meeting
    lines = [f"{meeting.unit} · {meeting.title} · {meeting.date}"]
    lines += [
        f"  {checked.counts[check]:>7}  {texts[language]}"
        for check, texts in CHECKS.items()
        if check in checked.counts
    ]
    lines += [_line(line, language) for line in checked.lines]
    if checked.closing.paper is not None:
        lines.append("  " + _paper(checked, checked.closing.paper.count)[language])
    marks = (("会议指纹", "fingerprint of the meeting"), ("封存指纹", "sealing fingerprint"))
    lines.append(f"  {marks[0][language]} {fingerprint(checked.context)}")
    lines.append(f"  {marks[1][language]} {checked.closing.sealing_fingerprint()}")
    done = ("全部核验通过。", "Every check passed.")
    closed = (
        "全部核验通过；尚未开票（没有结果）。",
        "Every check passed; not opened yet (no results).",
    )
    lines.append((done if checked.results else closed)[language])
    return lines
