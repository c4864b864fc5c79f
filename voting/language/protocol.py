"""Texts of what crypto, record, trustee, casting and the command line refuse; see ``language``."""

from __future__ import annotations

_DAMAGED_ZH = "文件已损坏或格式不符，请重新取得原文件。"
_DAMAGED_EN = "The file is damaged or not of the expected format. Please get the original again."
_DAMAGED = (_DAMAGED_ZH, _DAMAGED_EN)
_PROOF = (
    "数学证明不成立，内容已被改动或出自别处。",
    "A proof does not hold: the content was changed or comes from elsewhere.",
)
_BALLOT_ZH = "选票不符合规则，没有计入。请重新扫码投票；如仍如此请告诉主持人。"
_BALLOT_EN = "The ballot breaks the rules and was not counted. Scan again, or tell the host."
_BALLOT = (_BALLOT_ZH, _BALLOT_EN)

CASTING: dict[str, tuple[str, str]] = {
    "ballot-length": (
        "选票不完整，没有计入。请重新发送。",
        "The ballot did not arrive whole and was not counted. Please send it again.",
    ),
    "ballot-magic": _BALLOT,
    "ballot-point": _BALLOT,
    "ballot-scalar": _BALLOT,
    "ballot-proof": _BALLOT,
    "ballot-context": (
        "选票属于另一份会议清单，没有计入。请重新扫码。",
        "The ballot belongs to another manifest and was not counted. Scan again.",
    ),
    "ballot-signature": (
        "选票签名与纸条不符，没有计入。请重新扫码。",
        "The ballot is not signed with this slip and was not counted. Scan again.",
    ),
    "choices": ("有题目的选择不符合要求。", "An answer does not fit the question's limits."),
    "slip-unknown": (
        "这张纸条不属于本次会议，请核对或找主持人换一张。",
        "This slip does not belong to this meeting. Check it or ask the host.",
    ),
    "slip-used": (
        "这张纸条已经投过票，不能再投。",
        "This slip has been used: its ballot is counted.",
    ),
    "slip-busy": (
        "服务器正在处理这张纸条的选票，请稍候。",
        "A ballot of this slip is being checked. Please wait.",
    ),
    "slip-voided": (
        "这张纸条已作废，请找主持人领取备用纸条。",
        "This slip has been voided. Ask the host for a spare one.",
    ),
    "slip-request": ("请求格式不正确。", "The request is malformed."),
    "request-too-large": ("发送的内容过大。", "What was sent is too large."),
    "meeting-not-open": ("投票尚未开始，请稍候。", "The vote has not begun yet. Please wait."),
    "meeting-closed": ("投票已经结束。", "The vote is closed."),
    "meeting-state": (
        "会议当前的状态不能进行这一步。",
        "The meeting is not at the point where this can be done.",
    ),
    "meeting-no-subjects": (
        "该单位没有领导班子也没有干部可测评。",
        "The unit has neither a team nor a cadre to assess.",
    ),
    "keys-missing": (
        "本批次还没有密钥，请先由三位保管人完成密钥仪式。",
        "The round has no keys yet: the trustees' ceremony comes first.",
    ),
    "slips-frozen": (
        "会议已开启，纸条已固定，不能重印。",
        "The meeting has opened: its slips are fixed.",
    ),
    "heads-classes": (
        "票类“{classes}”与会议不符。",
        "The classes {classes} do not fit the meeting.",
    ),
    "heads-issued": (
        "票类{class_id}：发出张数不能超过印制的{printed}张，人数不能为负。",
        "Class {class_id}: at most the {printed} printed slips can be handed out.",
    ),
    "heads-missing": (
        "请先填写票类{class_id}的实到人数和发出张数。",
        "Fill in how many of class {class_id} are present and got a slip.",
    ),
    "heads-returned": (
        "票类{class_id}：收回{returned}张，发出{issued}张，印制{printed}张。请核对发出"
        "张数；如确实收回多于发出，本次投票无效，应重新投票。",
        "Class {class_id}: {returned} ballots, {issued} slips handed out,"
        " {printed} printed. Check the numbers; if more really came back than went"
        " out, the vote is void and is held again.",
    ),
    "record-not-closed": (
        "会议尚未结束，没有可查的档案。",
        "The meeting is not closed: there is no record yet.",
    ),
    "results-missing": (
        "结果尚未打开：还缺保管人的解密份额。",
        "The results are not opened yet: trustees' shares are missing.",
    ),
    "shares-present": (
        "{trustee}号保管人的份额已经收到。",
        "The shares of trustee {trustee} are in already.",
    ),
    "closing-numbers": (
        "选票与作废之和多于在册纸条。",
        "There are more ballots and voids than slips on the roll.",
    ),
}

RECORD: dict[str, tuple[str, str]] = {
    "record-failed": (
        "核验未通过：{check}，{place}：{reason}",
        "The record fails the check {check} at {place}: {reason}",
    ),
    "record-archive": _DAMAGED,
    "record-mismatch": _DAMAGED,
    "record-field": (
        "文件内容不符合格式：{path}（{reason}）。",
        "The file is not of its form: {path} ({reason}).",
    ),
    "share-context": ("这份解密份额属于另一个会议。", "These shares belong to another meeting."),
    "share-tally": ("这份解密份额属于另一次计票。", "These shares belong to another tally."),
    "share-slots": ("解密份额不完整。", "The shares do not cover every slot."),
    "share-trustee": ("没有{trustee}号保管人。", "There is no trustee {trustee}."),
    "share-twice": ("同一位保管人的份额出现了两次。", "A trustee's shares stand twice."),
    "shares-missing": (
        "需要{threshold}位保管人的份额，现有{present}份。",
        "{threshold} trustees are needed, {present} are in.",
    ),
    "decryption": (
        "{trustee}号保管人的解密证明不成立。",
        "A proof of trustee {trustee}'s decryption does not hold.",
    ),
    "void-signature": ("作废声明不是用这张纸条签的。", "The slip was not voided with its own key."),
    "total": ("解密结果超出票数范围。", "A decrypted sum is out of range."),
    "possession": _PROOF,
    "complaint": _PROOF,
    "share": _PROOF,
    "signature": _PROOF,
    "infinity": _PROOF,
    "draw": _PROOF,
    "box": ("密封的份额打不开。", "A sealed share cannot be opened."),
    **dict.fromkeys(
        (
            "point",
            "scalar",
            "xonly",
            "length",
            "json",
            "fields",
            "hex",
            "integer",
            "text",
            "list",
            "indices",
            "group",
            "quota",
        ),
        _DAMAGED,
    ),
}

TRUSTEE: dict[str, tuple[str, str]] = {
    "wrong-passphrase": (
        "口令不正确，或密钥文件已损坏。",
        "The passphrase is wrong, or the key file is damaged.",
    ),
    "passphrase-short": ("口令至少{least}个字符。", "A passphrase has {least} characters or more."),
    "passphrase-differs": ("两次输入的口令不同。", "The two passphrases differ."),
    "commit-exists": (
        "{path}已存在：序号{index}有人用了，请用自己的序号；要重做的，先删去它。",
        "{path} exists already: somebody has index {index}; use your own, or "
        "delete the file to begin again.",
    ),
    "key-exists": ("{path}已存在，不会覆盖。", "{path} exists already and is not overwritten."),
    "foreign-key": ("这次会议用的不是您保管的密钥。", "The meeting was held under other keys."),
    "minimum-floor": (
        "会议的票类最少票数是{minimum}，低于您要求的{floor}，不予开票："
        "票数越少，越容易看出个人的选择。仍同意的，加上 --minimum {minimum} 再运行。",
        "The meeting's minimum class size is {minimum}, below your {floor}: "
        "the fewer ballots, the easier to tell what a person chose. "
        "If you agree all the same, add --minimum {minimum}.",
    ),
    "not-confirmed": ("没有确认，未开票。", "Not confirmed: nothing was opened."),
    "second-tally": (
        "您的密钥已为本会议开过另一次计票；一次会议只开一次。",
        "Your key has opened another tally of this meeting; it is opened once.",
    ),
    "sealing-fingerprint": (
        "档案的封存指纹是{found}，与会议记录上的不同，请先查明原因。",
        "The record's sealing fingerprint is {found}, not the one in the"
        " minutes. Find out why first.",
    ),
    "ceremony-numbers": (
        "保管人为1到9人，须半数以上才能开票，编号在其内，名称不能为空。",
        "1 to 9 trustees, more than half needed, an index within, names given.",
    ),
    "ceremony-over": ("这把密钥已完成仪式。", "This key has finished its ceremony."),
    "ceremony-unfinished": ("这把密钥还没有完成仪式。", "This key has not finished its ceremony."),
    "ceremony-own": ("文件夹里没有您自己的消息。", "Your own message is not in the folder."),
    "ceremony-changed": (
        "消息与您先前见到的不同，仪式须重新开始。",
        "The messages differ from those you saw before: start again.",
    ),
    "ceremony-incomplete": (
        "有保管人的消息缺失或重复：等每人一份都到公共文件夹里，再运行。",
        "Messages of some trustee are missing or double: wait until "
        "everybody's are in the shared folder.",
    ),
    "ceremony-terms": (
        "{index}号保管人说的是另一次仪式。",
        "Trustee {index} speaks of another ceremony.",
    ),
    "ceremony-commit": (
        "{index}号保管人公开的内容与承诺不符。",
        "Trustee {index} revealed something other than it committed to.",
    ),
    "ceremony-confirm": (
        "{index}号保管人的确认与仪式不符。",
        "The confirmation of trustee {index} does not fit.",
    ),
    "ceremony-share": (
        "{index}号保管人的份额缺失或有误，可用 voting trustee complain 申诉。",
        "The share of trustee {index} is missing or wrong; complain about it.",
    ),
    "complaint-unfounded": (
        "{index}号保管人的份额没有错误。",
        "The share of trustee {index} is right.",
    ),
    "messages-missing": (
        "{folder} 里没有 {kind}-*.json。",
        "There is no {kind}-*.json in {folder}.",
    ),
}

COMMANDS: dict[str, tuple[str, str]] = {
    "file-unreadable": ("无法读取 {path}：{reason}", "{path} cannot be read: {reason}"),
    "file-unwritable": ("无法写入 {path}：{reason}", "{path} cannot be written: {reason}"),
    "demo-step": ("演示在“{step}”一步中断：{reason}", "The demo stopped at {step}: {reason}"),
    "demo-failed": (
        "演示失败：解密结果与明文计数不同。",
        "The demo failed: the opened sums differ from the plain count.",
    ),
    "demo-database": ("演示需要一个空的数据库。", "The demo needs an empty database."),
    "server-start": ("服务在{seconds}秒内没有启动。", "The server did not start in {seconds} s."),
    "node-missing": (
        "缺少 Node 或页面文件，请运行 scripts/run。",
        "Node or the built files are missing: run scripts/run.",
    ),
    "node-failed": ("手机端代码运行失败：{reason}", "The phone's code failed: {reason}"),
    "bench-answer": (
        "服务器对 {path} 的回答是 {status}，测速停止。",
        "The server answered {path} with {status}; the measurement stops.",
    ),
    "bench-count": (
        "{phones} 部手机，只计入 {counted} 张选票，或回执不符。",
        "{counted} ballots are counted for {phones} phones, or receipts differ.",
    ),
    "bench-slip": ("测速用的纸条已经用过。", "A slip of the measurement has been used before."),
    "bench-readers": (
        "读取二维码需要测试环境，请先运行 scripts/test。",
        "Reading the codes needs the test environment: run scripts/test first.",
    ),
    "doctor": ("有{number}项缺失。", "{number} things are missing."),
    "doctor-group": ("libsecp256k1 不能正确计算。", "libsecp256k1 does not compute."),
    "doctor-assets": (
        "页面文件未生成：{missing}（请运行 scripts/build-assets）。",
        "Not built: {missing} (run scripts/build-assets).",
    ),
}

PROTOCOL: dict[str, tuple[str, str]] = CASTING | RECORD | TRUSTEE | COMMANDS
