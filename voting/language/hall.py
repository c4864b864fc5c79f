"""What is said when something is refused in the hall (see :mod:`voting.language.refusals`)."""

from __future__ import annotations

HALL: dict[str, str] = {
    "void-replacement": "作废后只能换发备用纸条、改用纸质票或不换发。",
    "spare-none": (
        "{class_name}已印的{printed}张纸条都已发出，没有备用纸条可换；"
        "请改用纸质票，或核对发出张数。"
    ),
    "heads-newer": "另一台设备刚刚改了人数，您填的没有保存。请看现在的数字，核对后再保存。",
    "close-numbers": "刚才核对以后，数字又有变化，投票没有结束。请看现在的数字，再核对一次。",
    "close-unconfirmed": "请先核对人数，在“已与现场核对”前打勾，再结束投票。",
    "countdown-number": "倒计时请填0到180的整数分钟，“{text}”不是。",
    "test-length": "测试数据没有完整送到：应为{expected}字节，收到{got}字节。请再测一次。",
    "test-closed": "投票已经结束，不用再测试。",
}
