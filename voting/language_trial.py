"""What is refused around trials (试投), addresses and certificates, in Chinese and English."""

from __future__ import annotations

TRIAL: dict[str, tuple[str, str]] = {
    "trial-unknown": ("没有这场试投，可能已经清除。",
                      "There is no such trial; it may have been thrown away."),
    "trial-apart": ("这是试投，只供演练：不进批次，不留记录，没有这个页面。",
                    "This is a trial, for practice only: it is in no round and no record, and has"
                    " no such page."),
    "title-trial": ("会议名称不能以“【试投】”开头，这是试投的标记。",
                    "A meeting's title cannot begin with 【试投】: that marks a trial."),
}
