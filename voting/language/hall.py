"""What is said when something is refused in the hall (see :mod:`voting.language.refusals`)."""

from __future__ import annotations

HALL: dict[str, tuple[str, str]] = {
    "void-replacement": (
        "作废后只能换发备用纸条、改用纸质票或不换发。",
        "A voided slip is replaced by a spare, a paper ballot or nothing.",
    ),
    "spare-none": (
        "{class_name}已印的{printed}张纸条都已发出，没有备用纸条可换；"
        "请改用纸质票，或核对发出张数。",
        "All {printed} printed slips of {class_name} are handed out, no spare is left:"
        " use a paper ballot, or check the numbers handed out.",
    ),
    "heads-newer": (
        "另一台设备刚刚改了人数，您填的没有保存。请看现在的数字，核对后再保存。",
        "Another device has just changed the numbers; yours were not saved. Look at the"
        " numbers as they are, then save again.",
    ),
    "close-numbers": (
        "刚才核对以后，数字又有变化，投票没有结束。请看现在的数字，再核对一次。",
        "The numbers have changed since you confirmed them; the vote is still open."
        " Look at the numbers as they are and confirm again.",
    ),
    "close-unconfirmed": (
        "请先核对人数，在“已与现场核对”前打勾，再结束投票。",
        "Check the numbers and tick that you have done so, then end the vote.",
    ),
    "countdown-number": (
        "倒计时请填0到180的整数分钟，“{text}”不是。",
        "The countdown is a whole number of minutes from 0 to 180; “{text}” is not.",
    ),
    "test-length": (
        "测试数据没有完整送到：应为{expected}字节，收到{got}字节。请再测一次。",
        "The test did not arrive whole: {got} of {expected} bytes. Please test again.",
    ),
    "test-closed": ("投票已经结束，不用再测试。", "The vote is over: there is nothing to test."),
}
