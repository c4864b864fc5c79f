"""What the software says to a person when something is refused.

``ERRORS`` maps the code of a :class:`voting.errors.VotingError` to its text, a msgid of the
catalogue; the error's ``values`` fill the braces. Every code raised anywhere stands here (tests/house holds it).
"""

from __future__ import annotations

from voting.errors import VotingError
from voting.language.accounts import ACCOUNTS
from voting.language.catalogue import fill, inline, translate
from voting.language.forms import FORMS
from voting.language.grades import GRADES
from voting.language.hall import HALL
from voting.language.materials import FIELDS_OF_MATERIALS, MATERIALS
from voting.language.paper import PAPER
from voting.language.protocol import PROTOCOL
from voting.language.scope import SCOPE, SCOPE_FIELDS
from voting.language.trial import TRIAL

ERRORS: dict[str, str] = {
    **PROTOCOL,
    **FORMS,
    **GRADES,
    **SCOPE,
    **ACCOUNTS,
    **MATERIALS,
    **HALL,
    **TRIAL,
    **PAPER,
    # slip codes
    "code-length": "编码应为28位，现在是{symbols}位，请核对纸条。",
    "code-symbol": "编码第{group}组有不能用的字符，请核对纸条。",
    "code-check": "编码有误，请逐组核对。",
    "code-padding": "编码有误，请核对最后几组。",
    # services: progress of a round, building all its documents
    "stage-unknown": "没有“{stage}”这个环节。",
    "deadline-day": "“{day}”不是日期，请按2021-01-10的样子填写。",
    "job-unknown": "没有这项生成任务，请重新生成。",
    "job-unfinished": "文件还没有生成完，请稍候。",
    "job-broken": "生成中断，请重新生成；如再次中断，请联系系统管理员。",
    "exports-nowhere": "本系统没有设置存放大文件的文件夹，请联系系统管理员。",
    # services: rounds, rosters, meetings, proposals
    "conflict": "内容已被他人改动或已存在，请刷新后重试。",
    "not-permitted": "您的账号没有这项权限。",
    "text-missing": "请填写：{field}。",
    "text-long": "{field}过长，最多{longest}个字符。",
    "text-control": "{field}含有不能显示的字符。",
    "number-range": "{field}应为{least}到{most}之间的整数。",
    "round-unknown": "没有这个考核批次。",
    "keys-in-use": "本批次已有会议开启，密钥不能再更换。",
    "settings-incomplete": "等次设置不完整：{field}。",
    "unit-unknown": "没有这个单位。",
    "roster-faults": "名册有{count}处错误，未导入任何内容。",
    "roster-cell": "{reason}",
    "roster-in-use": "“{unit}”已有会议、账号、材料或公示，不能从名册中删去。",
    "roster-frozen": "“{unit}”的会议已开启，其班子和干部名单不能再改。",
    "roster-decided": "“{unit}”的等次已审定，其名单和干部情况不能再改，没有导入任何内容。",
    "roster-preview-old": "核对之后花名册有了变动，没有导入任何内容。请重新核对。",
    "roster-removal": "导入会删去单位或干部，请核对后勾选确认。",
    "upload-gone": "没有等待确认的花名册，或已超过30分钟。请重新上传。",
    "meeting-unknown": "没有这个会议。",
    "meeting-round": "会议不能换到别的考核批次。",
    "meeting-unit": "该单位不在本批次名册中。",
    "meeting-no-subjects": "该单位没有需要测评的班子或干部。",
    "meeting-denominator": "百分比的分母只能是有效票数或应参加人数。",
    "meeting-printed": "纸条已打印，单位、票类和纸条数不能再改；如需更改，请另建会议。",
    "meeting-frozen": "会议已开启，内容不能再改。",
    "classes-number": "会议应有1到{most}个票类。",
    "class-id": "票类代号“{class_id}”有误：应以大写字母开头，只含大写字母和数字，最多8位。",
    "class-twice": "票类“{class_id}”重复。",
    "classes-weights": "各票类权重之和为{total}%，应为100%。",
    "classes-slips": "纸条共{slips}张，一次会议最多{most}张。",
    "class-slips-few": "票类“{class_id}”应到{expected}人，纸条连同备用只有{slips}张。",
    "proposal-subject": "该单位没有这个考核对象。",
    "other-unit": "您只能处理本单位的内容。",
    # assessment: forms, counting, heads, grades
    "form-shape": "表单有误：{where}处缺项、多项或类型不对。",
    "form-id": "表单有误：{where}处的代号只能用小写字母、数字和连字符。",
    "form-word": "表单有误：{where}处的内容不在可选范围内。",
    "form-text": "表单有误：{where}处的文字为空、过长或含有不能显示的字符。",
    "form-number": "表单有误：{where}处的数字超出范围。",
    "form-flag": "表单有误：{where}处应为是或否。",
    "form-count": "表单有误：{where}处的条目过少或过多。",
    "form-twice": "表单有误：{where}处的代号重复。",
    "form-overall": "表单有误：一张表至多有一个总体评价。",
    "form-rate": "表单有误：{where}处的选项不在同一道单选题中，或不计入分母。",
    "form-multiple": "表单有误：{where}可选多项，其选项和弃权须计入分母。",
    "scale-unknown": "没有这套评价选项。",
    "weights-sum": "各票类权重之和为{sum}%，应为100%。",
    "class-size": "票类票数或最少票数有误。",
    "counts-do-not-close": "“{question}”一题的票数与收回票数不符。",
    "heads-classes": "请逐一填写各票类的人数：{classes}。",
    "heads-negative": "人数不能为负数。",
    "slips-do-not-close": "纸条数不符：打印{printed}张，已用{used}张，作废{voided}张，未用{unused}张。",
    "manifest-shape": "会议清单不完整或已损坏。",
    "paper-shape": "纸质票与会议清单不符。",
    "results-shape": "测评结果与会议清单不符。",
    "threshold-invalid": "阈值设置有误：{field}。",
    "quota-invalid": "优秀名额设置有误：{field}。",
    "ranking-unknown": "没有这种排名办法。",
    "kind-without-grades": "这类对象不评定等次。",
    "grade-unknown": "没有这个等次。",
    "pool-mixed": "“{name}”与同组其他对象的等次标准不同。",
    "pool-twice": "同一对象在一组中出现两次。",
    "seats-negative": "优秀名额不能为负数。",
    "note-unknown": "没有这条说明。",
    # documents
    "chart-unknown": "没有这种图表：{chart}。",
    "subject-unknown": "本次会议没有这个测评对象。",
    # the voter's phone
    "slip-request": "请求中没有正确的纸条标识。",
    "request-too-large": "数据超过选票长度，没有接收。",
    # the office's pages: the hall's form, voiding, the public record
    "heads-number": "实到和发出请填0到999999的整数，“{text}”不是。",
    "void-shape": "作废声明有误，请重新输入纸条上的编码。",
    "trackers-not-yet": "投票结束后才公布回执号。",
    # papers to file
    "paper-unknown": "没有这种文书。",
    "paper-not-ready": "现在还没有可以打印的内容。",
    "paper-format": "文书只有xlsx、docx、pdf三种格式。",
}

FIELDS: dict[str, str] = {
    **FIELDS_OF_MATERIALS,
    **SCOPE_FIELDS,
    "countdown": "倒计时分钟数",
    "year": "年度",
    "name": "名称",
    "number": "文号",
    "basis": "依据",
    "title": "会议名称",
    "date": "时间",
    "place": "地点",
    "minimum": "票类最少票数",
    "class-name": "票类名称",
    "class-weight": "票类权重",
    "trial-slips": "每个票类的试投纸条数",
    "class-expected": "应到人数",
    "class-slips": "纸条数",
    "class-spares": "备用纸条数",
    "reason": "理由",
    "present": "实到人数",
    "form-title": "表名",
    "rate-name": "比率名称",
    "listed-name": "姓名或名称",
    "listed-post": "职务或说明",
}
"""What a field is called, for texts with ``{field}``."""


def explain(error: VotingError, language: str = "zh") -> str:
    """The error as a sentence in ``language`` (``zh`` or ``en``); English message if unknown."""
    if error.code not in ERRORS:
        return error.message
    values = dict(error.values)
    if values.get("field") in FIELDS:
        values["field"] = inline(FIELDS[str(values["field"])])
    return fill(translate(ERRORS[error.code], language), values, language)
