"""What is said when a material, an uploaded file, a 公示 or an objection is refused."""

from __future__ import annotations

MATERIALS: dict[str, tuple[str, str]] = {
    "material-unknown": ("没有这份材料。", "There is no such material."),
    "material-empty": ("没有填写内容。", "Nothing is written."),
    "material-items": (
        "内容过多：清单最多{most}条，单段文字最多4万字。",
        "Too much: a list has at most {most} entries, a text 40,000 characters.",
    ),
    "material-section": ("这份材料没有这个部分。", "This material has no such section."),
    "material-long": (
        "共{characters}字，超过{most}字的限额{over}字，未保存。请删减后再保存。",
        "It has {characters} characters, {over} more than the {most} allowed, and was"
        " not saved. Please shorten it.",
    ),
    "material-settled": (
        "已审定并锁定，不能修改；确需修改，请组织部门解锁。",
        "It is settled and locked. The department can unlock it.",
    ),
    "material-newer": (
        "这份材料刚有人保存了新的内容，请打开最新内容核对后再操作。",
        "Somebody saved something newer. Please open that first.",
    ),
    "material-incomplete": (
        "材料不全，不能审定。还缺：{missing}。",
        "It cannot be settled yet. Still missing: {missing}.",
    ),
    "material-open": ("尚未审定，无须解锁。", "It is not settled, so there is nothing to unlock."),
    "materials-frozen": (
        "本单位的测评会议已开始投票，会上阅读的材料不能再解锁。",
        "A meeting of the unit has opened: what its voters read stays.",
    ),
    "statement-kind": ("没有这种情况材料。", "There is no such statement."),
    "statement-days": (
        "收到日期不能早于发函日期；未发函的，请先填写发函日期。",
        "It cannot be received before it was asked for.",
    ),
    "file-empty": ("文件是空的。", "The file is empty."),
    "file-large": (
        "文件超过{most}MB。请去掉图片，只留文字。",
        "The file is larger than {most} MB. Please take pictures out.",
    ),
    "file-word-97": (
        "这是旧版Word（.doc）或WPS文件。请另存为.docx后上传。",
        "This is an old Word or WPS file. Please save it as .docx.",
    ),
    "file-kind": (
        "只能上传Word（.docx）、PDF或纯文本文件。",
        "Only Word (.docx), PDF and plain text can be uploaded.",
    ),
    "file-damaged": (
        "文件已损坏或无法读取。请重新保存后上传，或直接粘贴文字。",
        "The file is damaged or cannot be read. Save it anew, or paste the text.",
    ),
    "file-busy": (
        "正在读取别人上传的文件，请稍后再试。",
        "Files of others are being read. Please try again in a moment.",
    ),
    "file-locked": ("文件有密码，请取消密码后上传。", "The file has a password. Please remove it."),
    "file-no-text": (
        "文件里没有文字（可能是扫描件）。请上传原文档，或直接粘贴文字。",
        "There is no text in the file (scanned pages?). Upload the original or paste the text.",
    ),
    "file-long": (
        "文件的文字超过{most}字，远多于限额，没有读取。",
        "The file holds more than {most} characters and was not read.",
    ),
    "day-invalid": ("{field}不是有效日期。", "The {field} is no valid day."),
    "day-future": ("{field}不能晚于今天。", "The {field} cannot be later than today."),
    "publicity-not-run": (
        "实绩公示尚未期满。确需现在开始投票，请填写理由。",
        "The publication of achievements has not run its days. To open now, give a reason.",
    ),
    "publicity-begun": (
        "公示已经开始，内容不能再改；确需修改，请联系组织部门。",
        "The publication has begun and stays as it is. The department can change it.",
    ),
    "publicity-days": ("公示结束日期不能早于开始日期。", "The last day is before the first."),
    "publicity-none": ("还没有安排公示。", "No publication is planned yet."),
    "objection-unknown": ("没有这条异议。", "There is no such objection."),
    "objection-days": (
        "办理日期不能早于收到日期。",
        "It cannot be dealt with before it was received.",
    ),
    # photos on the ballot
    "photo-kind": (
        "只能上传JPG、PNG或WebP照片，也可以把多张照片打成一个zip。",
        "Only JPEG, PNG and WebP pictures can be uploaded, or a zip of several.",
    ),
    "photo-large": (
        "照片太大：每张最大{most}MB。请缩小后再上传。",
        "The photo is too large: {most} MB at most. Please make it smaller.",
    ),
    "photo-damaged": (
        "照片已损坏或无法读取，请换一张。",
        "The photo is damaged or cannot be read. Please take another.",
    ),
    "photo-none": ("没有照片。", "There is no photo."),
    "photos-many": (
        "一次最多上传{most}张照片，请分几次上传。",
        "At most {most} photos at a time. Please upload them in parts.",
    ),
    "photos-none": ("请选择照片。", "Please choose photos."),
    "photos-frozen": (
        "本单位的测评会议已开始投票，选票上的照片不能再改。",
        "A meeting of the unit has opened: the photos on its ballot stay.",
    ),
    "materials-not-open": (
        "投票期间才能阅读述职材料。",
        "Reports can be read while the vote is open.",
    ),
}

FIELDS_OF_MATERIALS: dict[str, tuple[str, str]] = {
    "version": ("版本", "version"),
    "settled-by": ("审定人", "settled by"),
    "settled-on": ("审定日期", "day of settling"),
    "limit-summary": ("领导班子工作总结字数限额", "limit of the team's report"),
    "limit-report": ("述职述廉述学报告字数限额", "limit of a cadre's report"),
    "section": ("部分名称", "name of the section"),
    "guide": ("写作要求", "what to write"),
    "days": ("公示天数", "days of publication"),
    "starts": ("公示开始日期", "first day"),
    "ends": ("公示结束日期", "last day"),
    "objections-to": ("异议受理方式", "how to object"),
    "published": ("公示内容", "text published"),
    "received-on": ("收到日期", "day received"),
    "sender": ("反映人", "sender"),
    "objection": ("异议内容", "objection"),
    "handled-on": ("办理日期", "day dealt with"),
    "handling": ("办理情况", "what was done"),
    "asked-of": ("出具单位", "asked of"),
    "asked-on": ("发函日期", "day asked"),
    "note": ("备注", "remark"),
    "talks": ("谈话人数", "talks"),
    "visits": ("实地考察次数", "visits"),
    "remark": ("备注", "remark"),
}
