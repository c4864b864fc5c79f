"""Texts of what crypto, record, trustee, casting and the command line refuse; see ``language``."""

from __future__ import annotations

_DAMAGED = "文件已损坏或格式不符，请重新取得原文件。"
_PROOF = "数学证明不成立，内容已被改动或出自别处。"
_BALLOT = "选票不符合规则，没有计入。请重新扫码投票；如仍如此请告诉主持人。"

CASTING: dict[str, str] = {
    "ballot-length": "选票不完整，没有计入。请重新发送。",
    "ballot-magic": _BALLOT,
    "ballot-point": _BALLOT,
    "ballot-scalar": _BALLOT,
    "ballot-proof": _BALLOT,
    "ballot-context": "选票属于另一份会议清单，没有计入。请重新扫码。",
    "ballot-signature": "选票签名与纸条不符，没有计入。请重新扫码。",
    "choices": "有题目的选择不符合要求。",
    "slip-unknown": "这张纸条不属于本次会议，请核对或找主持人换一张。",
    "slip-used": "这张纸条已经投过票，不能再投。",
    "slip-busy": "服务器正在处理这张纸条的选票，请稍候。",
    "slip-voided": "这张纸条已作废，请找主持人领取备用纸条。",
    "meeting-not-open": "投票尚未开始，请稍候。",
    "meeting-closed": "投票已经结束。",
    "meeting-state": "会议当前的状态不能进行这一步。",
    "keys-missing": "本批次还没有密钥，请先由三位保管人完成密钥仪式。",
    "slips-frozen": "会议已开启，纸条已固定，不能重印。",
    "heads-issued": "票类{class_id}：发出张数不能超过印制的{printed}张，人数不能为负。",
    "heads-missing": "请先填写票类{class_id}的实到人数和发出张数。",
    "heads-returned": (
        "票类{class_id}：收回{returned}张，发出{issued}张，印制{printed}张。请核对发出"
        "张数；如确实收回多于发出，本次投票无效，应重新投票。"
    ),
    "record-not-closed": "会议尚未结束，没有可查的档案。",
    "results-missing": "结果尚未打开：还缺保管人的解密份额。",
    "shares-present": "{trustee}号保管人的份额已经收到。",
    "closing-numbers": "选票与作废之和多于在册纸条。",
}

RECORD: dict[str, str] = {
    "record-failed": "核验未通过：{check}，{place}：{reason}",
    "record-archive": _DAMAGED,
    "record-mismatch": _DAMAGED,
    "record-field": "文件内容不符合格式：{path}（{reason}）。",
    "share-context": "这份解密份额属于另一个会议。",
    "share-tally": "这份解密份额属于另一次计票。",
    "share-slots": "解密份额不完整。",
    "share-trustee": "没有{trustee}号保管人。",
    "share-twice": "同一位保管人的份额出现了两次。",
    "shares-missing": "需要{threshold}位保管人的份额，现有{present}份。",
    "decryption": "{trustee}号保管人的解密证明不成立。",
    "void-signature": "作废声明不是用这张纸条签的。",
    "total": "解密结果超出票数范围。",
    "possession": _PROOF,
    "complaint": _PROOF,
    "share": _PROOF,
    "signature": _PROOF,
    "infinity": _PROOF,
    "draw": _PROOF,
    "box": "密封的份额打不开。",
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

TRUSTEE: dict[str, str] = {
    "wrong-passphrase": "口令不正确，或密钥文件已损坏。",
    "passphrase-short": "口令至少{least}个字符。",
    "passphrase-differs": "两次输入的口令不同。",
    "commit-exists": "{path}已存在：序号{index}有人用了，请用自己的序号；要重做的，先删去它。",
    "key-exists": "{path}已存在，不会覆盖。",
    "foreign-key": "这次会议用的不是您保管的密钥。",
    "minimum-floor": (
        "会议的票类最少票数是{minimum}，低于您要求的{floor}，不予开票："
        "票数越少，越容易看出个人的选择。仍同意的，加上 --minimum {minimum} 再运行。"
    ),
    "not-confirmed": "没有确认，未开票。",
    "second-tally": "您的密钥已为本会议开过另一次计票；一次会议只开一次。",
    "sealing-fingerprint": "档案的封存指纹是{found}，与会议记录上的不同，请先查明原因。",
    "ceremony-numbers": "保管人为1到9人，须半数以上才能开票，编号在其内，名称不能为空。",
    "ceremony-over": "这把密钥已完成仪式。",
    "ceremony-unfinished": "这把密钥还没有完成仪式。",
    "ceremony-own": "文件夹里没有您自己的消息。",
    "ceremony-changed": "消息与您先前见到的不同，仪式须重新开始。",
    "ceremony-incomplete": "有保管人的消息缺失或重复：等每人一份都到公共文件夹里，再运行。",
    "ceremony-terms": "{index}号保管人说的是另一次仪式。",
    "ceremony-commit": "{index}号保管人公开的内容与承诺不符。",
    "ceremony-confirm": "{index}号保管人的确认与仪式不符。",
    "ceremony-share": "{index}号保管人的份额缺失或有误，可用 voting trustee complain 申诉。",
    "complaint-unfounded": "{index}号保管人的份额没有错误。",
    "messages-missing": "{folder} 里没有 {kind}-*.json。",
}

COMMANDS: dict[str, str] = {
    "file-unreadable": "无法读取 {path}：{reason}",
    "file-unwritable": "无法写入 {path}：{reason}",
    "demo-step": "演示在“{step}”一步中断：{reason}",
    "demo-failed": "演示失败：解密结果与明文计数不同。",
    "demo-database": "演示需要一个空的数据库。",
    "server-start": "服务在{seconds}秒内没有启动。",
    "node-missing": "缺少 Node 或页面文件，请运行 scripts/run。",
    "node-failed": "手机端代码运行失败：{reason}",
    "bench-answer": "服务器对 {path} 的回答是 {status}，测速停止。",
    "bench-count": "{phones} 部手机，只计入 {counted} 张选票，或回执不符。",
    "bench-slip": "测速用的纸条已经用过。",
    "bench-readers": "读取二维码需要测试环境，请先运行 scripts/test。",
    "doctor": "有{number}项缺失。",
    "doctor-group": "libsecp256k1 不能正确计算。",
    "doctor-assets": "页面文件未生成：{missing}（请运行 scripts/build-assets）。",
}

PROTOCOL: dict[str, str] = CASTING | RECORD | TRUSTEE | COMMANDS
