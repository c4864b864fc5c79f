"""What the software says to a person when something is refused, in Chinese and English.

``ERRORS`` maps the code of a :class:`voting.errors.VotingError` to its two texts; the error's
``values`` fill the braces. Every code raised anywhere stands here (tests/house holds it).
"""

from __future__ import annotations

from voting.errors import VotingError
from voting.language.accounts import ACCOUNTS
from voting.language.forms import FORMS
from voting.language.grades import GRADES
from voting.language.hall import HALL
from voting.language.materials import FIELDS_OF_MATERIALS, MATERIALS
from voting.language.paper import PAPER
from voting.language.protocol import PROTOCOL
from voting.language.scope import SCOPE, SCOPE_FIELDS
from voting.language.trial import TRIAL

LANGUAGES = ("zh", "en")

ERRORS: dict[str, tuple[str, str]] = {
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
    "code-length": (
        "编码应为28位，现在是{symbols}位，请核对纸条。",
        "The code has 28 characters, this has {symbols}. Please check the slip.",
    ),
    "code-symbol": (
        "编码第{group}组有不能用的字符，请核对纸条。",
        "Group {group} of the code has a character that cannot occur. Please check.",
    ),
    "code-check": (
        "编码有误，请逐组核对。",
        "The code is mistyped. Please check it group by group.",
    ),
    "code-padding": (
        "编码有误，请核对最后几组。",
        "The code is mistyped. Please check the last groups.",
    ),
    # services: progress of a round, building all its documents
    "stage-unknown": ("没有“{stage}”这个环节。", "There is no stage {stage}."),
    "deadline-day": (
        "“{day}”不是日期，请按2021-01-10的样子填写。",
        "{day} is no day. Write it like 2021-01-10.",
    ),
    "job-unknown": ("没有这项生成任务，请重新生成。", "There is no such work. Start it again."),
    "job-unfinished": (
        "文件还没有生成完，请稍候。",
        "The documents are not built yet. Please wait.",
    ),
    "job-broken": (
        "生成中断，请重新生成；如再次中断，请联系系统管理员。",
        "The work broke off. Start it again, and tell the administrator if it happens again.",
    ),
    "exports-nowhere": (
        "本系统没有设置存放大文件的文件夹，请联系系统管理员。",
        "This installation has no folder for large documents. Ask the administrator.",
    ),
    # services: rounds, rosters, meetings, proposals
    "conflict": (
        "内容已被他人改动或已存在，请刷新后重试。",
        "Somebody else changed this, or it is stored already. Reload and try again.",
    ),
    "not-permitted": ("您的账号没有这项权限。", "Your account may not do this."),
    "text-missing": ("请填写：{field}。", "Please fill in: {field}."),
    "text-long": (
        "{field}过长，最多{longest}个字符。",
        "{field} is too long: {longest} characters at most.",
    ),
    "text-control": (
        "{field}含有不能显示的字符。",
        "{field} holds characters that cannot be shown.",
    ),
    "number-range": (
        "{field}应为{least}到{most}之间的整数。",
        "{field} is a whole number from {least} to {most}.",
    ),
    "round-unknown": ("没有这个考核批次。", "There is no such round."),
    "keys-in-use": (
        "本批次已有会议开启，密钥不能再更换。",
        "A meeting of this round has opened: its keys cannot be changed.",
    ),
    "settings-incomplete": ("等次设置不完整：{field}。", "The settings for grades lack {field}."),
    "unit-unknown": ("没有这个单位。", "There is no such unit."),
    "roster-faults": (
        "名册有{count}处错误，未导入任何内容。",
        "The roster has {count} faults; nothing was imported.",
    ),
    "roster-cell": ("{zh}", "{en}"),
    "roster-in-use": (
        "“{unit}”已有会议、账号、材料或公示，不能从名册中删去。",
        "{unit} has a meeting, an account, materials or 公示 and cannot leave the roster.",
    ),
    "roster-frozen": (
        "“{unit}”的会议已开启，其班子和干部名单不能再改。",
        "A meeting of {unit} has opened: its team and cadres cannot change.",
    ),
    "roster-decided": (
        "“{unit}”的等次已审定，其名单和干部情况不能再改，没有导入任何内容。",
        "The grades of {unit} are decided: its roster and what is known of its"
        " cadres cannot change; nothing was imported.",
    ),
    "roster-preview-old": (
        "核对之后花名册有了变动，没有导入任何内容。请重新核对。",
        "The roster has changed since the preview; nothing was imported. Please look again.",
    ),
    "roster-removal": (
        "导入会删去单位或干部，请核对后勾选确认。",
        "This import removes units or cadres: look at them and tick the box.",
    ),
    "upload-gone": (
        "没有等待确认的花名册，或已超过30分钟。请重新上传。",
        "No roster is waiting, or its half hour is over. Upload it again.",
    ),
    "meeting-unknown": ("没有这个会议。", "There is no such meeting."),
    "meeting-round": ("会议不能换到别的考核批次。", "A meeting stays in its round."),
    "meeting-unit": ("该单位不在本批次名册中。", "The unit is not on the roster of this round."),
    "meeting-no-subjects": (
        "该单位没有需要测评的班子或干部。",
        "The unit has neither a team nor a cadre to assess.",
    ),
    "meeting-denominator": (
        "百分比的分母只能是有效票数或应参加人数。",
        "The denominator is the valid votes or the people expected.",
    ),
    "meeting-printed": (
        "纸条已打印，单位、票类和纸条数不能再改；如需更改，请另建会议。",
        "The slips are printed: unit, classes and numbers of slips are fixed."
        " Make another meeting instead.",
    ),
    "meeting-frozen": (
        "会议已开启，内容不能再改。",
        "The meeting has opened: nothing can change now.",
    ),
    "classes-number": ("会议应有1到{most}个票类。", "A meeting has 1 to {most} voter classes."),
    "class-id": (
        "票类代号“{class_id}”有误：应以大写字母开头，只含大写字母和数字，最多8位。",
        "{class_id} is no class id: a capital letter, then capital letters and digits, 8 at most.",
    ),
    "class-twice": ("票类“{class_id}”重复。", "Class {class_id} stands there twice."),
    "classes-weights": (
        "各票类权重之和为{total}%，应为100%。",
        "The weights sum to {total}%, not to 100%.",
    ),
    "classes-slips": (
        "纸条共{slips}张，一次会议最多{most}张。",
        "{slips} slips are too many: {most} at most for one meeting.",
    ),
    "class-slips-few": (
        "票类“{class_id}”应到{expected}人，纸条连同备用只有{slips}张。",
        "Class {class_id} expects {expected} people and has only {slips} slips.",
    ),
    "proposal-subject": ("该单位没有这个考核对象。", "This subject does not belong to the unit."),
    "other-unit": ("您只能处理本单位的内容。", "You may act for your own unit only."),
    # assessment: forms, counting, heads, grades
    "form-shape": (
        "表单有误：{where}处缺项、多项或类型不对。",
        "The form is wrong at {where}: something is missing, unknown or of another kind.",
    ),
    "form-id": (
        "表单有误：{where}处的代号只能用小写字母、数字和连字符。",
        "The form is wrong at {where}: an id has small letters, digits and hyphens.",
    ),
    "form-word": (
        "表单有误：{where}处的内容不在可选范围内。",
        "The form is wrong at {where}: this word is not known there.",
    ),
    "form-text": (
        "表单有误：{where}处的文字为空、过长或含有不能显示的字符。",
        "The form is wrong at {where}: the text is empty, too long or not one line.",
    ),
    "form-number": (
        "表单有误：{where}处的数字超出范围。",
        "The form is wrong at {where}: the number is out of range.",
    ),
    "form-flag": ("表单有误：{where}处应为是或否。", "The form is wrong at {where}: yes or no."),
    "form-count": (
        "表单有误：{where}处的条目过少或过多。",
        "The form is wrong at {where}: too few or too many entries.",
    ),
    "form-twice": (
        "表单有误：{where}处的代号重复。",
        "The form is wrong at {where}: an id occurs twice.",
    ),
    "form-overall": (
        "表单有误：一张表至多有一个总体评价。",
        "A form has at most one overall question.",
    ),
    "form-rate": (
        "表单有误：{where}处的选项不在同一道单选题中，或不计入分母。",
        "The form is wrong at {where}: no single-choice question counts all these options.",
    ),
    "form-multiple": (
        "表单有误：{where}可选多项，其选项和弃权须计入分母。",
        "The form is wrong at {where}: where several may be chosen, everything"
        " counts in the denominator.",
    ),
    "scale-unknown": ("没有这套评价选项。", "There is no such scale."),
    "weights-sum": (
        "各票类权重之和为{sum}%，应为100%。",
        "The weights sum to {sum}%, not to 100%.",
    ),
    "class-size": ("票类票数或最少票数有误。", "A number of ballots or the minimum is wrong."),
    "counts-do-not-close": (
        "“{question}”一题的票数与收回票数不符。",
        "The votes of question {question} do not fit the ballots.",
    ),
    "heads-classes": (
        "请逐一填写各票类的人数：{classes}。",
        "Head counts are wanted for every class and no other: {classes}.",
    ),
    "heads-negative": ("人数不能为负数。", "A head count is not negative."),
    "slips-do-not-close": (
        "纸条数不符：打印{printed}张，已用{used}张，作废{voided}张，未用{unused}张。",
        "The slips do not close: {printed} printed, {used} used, {voided} voided, {unused} unused.",
    ),
    "manifest-shape": ("会议清单不完整或已损坏。", "This is not a complete manifest."),
    "paper-shape": ("纸质票与会议清单不符。", "The paper ballots do not fit the manifest."),
    "results-shape": ("测评结果与会议清单不符。", "The results do not fit the manifest."),
    "threshold-invalid": ("阈值设置有误：{field}。", "The threshold is wrong: {field}."),
    "quota-invalid": ("优秀名额设置有误：{field}。", "The quota is wrong: {field}."),
    "ranking-unknown": ("没有这种排名办法。", "There is no such ranking."),
    "kind-without-grades": ("这类对象不评定等次。", "This kind of subject gets no grade."),
    "grade-unknown": ("没有这个等次。", "There is no such grade."),
    "pool-mixed": (
        "“{name}”与同组其他对象的等次标准不同。",
        "{name} is not graded on the scale of the pool.",
    ),
    "pool-twice": ("同一对象在一组中出现两次。", "Somebody stands twice in the pool."),
    "seats-negative": ("优秀名额不能为负数。", "The number of seats is not negative."),
    "note-unknown": ("没有这条说明。", "There is no such note."),
    # documents
    "chart-unknown": ("没有这种图表：{chart}。", "There is no chart {chart}."),
    "subject-unknown": ("本次会议没有这个测评对象。", "This meeting has no such subject."),
    # the voter's phone
    "slip-request": ("请求中没有正确的纸条标识。", "The request does not name a slip."),
    "request-too-large": (
        "数据超过选票长度，没有接收。",
        "More bytes than a ballot has; nothing was accepted.",
    ),
    # the office's pages: the hall's form, voiding, the public record
    "heads-number": (
        "实到和发出请填0到999999的整数，“{text}”不是。",
        "Present and issued are whole numbers from 0 to 999999; “{text}” is not.",
    ),
    "void-shape": (
        "作废声明有误，请重新输入纸条上的编码。",
        "The statement is malformed. Please type the slip's code again.",
    ),
    "trackers-not-yet": ("投票结束后才公布回执号。", "Trackers are published after closing."),
    # papers to file
    "paper-unknown": ("没有这种文书。", "There is no such document."),
    "paper-not-ready": ("现在还没有可以打印的内容。", "There is nothing to print yet."),
    "paper-format": (
        "文书只有xlsx、docx、pdf三种格式。",
        "Documents are written as xlsx, docx or pdf.",
    ),
}

FIELDS: dict[str, tuple[str, str]] = {
    **FIELDS_OF_MATERIALS,
    **SCOPE_FIELDS,
    "countdown": ("倒计时分钟数", "minutes of the countdown"),
    "year": ("年度", "year"),
    "name": ("名称", "name"),
    "number": ("文号", "document number"),
    "basis": ("依据", "basis"),
    "title": ("会议名称", "title"),
    "date": ("时间", "time"),
    "place": ("地点", "place"),
    "minimum": ("票类最少票数", "minimum of a class"),
    "class-name": ("票类名称", "name of the class"),
    "class-weight": ("票类权重", "weight"),
    "trial-slips": ("每个票类的试投纸条数", "trial slips of each class"),
    "class-expected": ("应到人数", "people expected"),
    "class-slips": ("纸条数", "slips"),
    "class-spares": ("备用纸条数", "spare slips"),
    "reason": ("理由", "reason"),
    "present": ("实到人数", "people present"),
    "form-title": ("表名", "title of the form"),
    "rate-name": ("比率名称", "name of the rate"),
    "listed-name": ("姓名或名称", "name"),
    "listed-post": ("职务或说明", "post"),
}
"""What a field is called, for texts with ``{field}``."""


def explain(error: VotingError, language: str = "zh") -> str:
    """The error as a sentence in ``language`` (``zh`` or ``en``); English message if unknown."""
    texts = ERRORS.get(error.code)
    if texts is None:
        return error.message
    place = LANGUAGES.index(language)
    values = dict(error.values)
    if values.get("field") in FIELDS:
        values["field"] = FIELDS[str(values["field"])][place]
    return texts[place].format(**values)
