"""Texts of what the forms of a round and its plan refuse; see ``language``."""

from __future__ import annotations

FORMS: dict[str, str] = {
    "forms-frozen": "本批次已有会议开始投票，测评表和方案已经固定，不能再改。",
    "form-unknown": "没有这张测评表，可能已被他人删除。请刷新页面。",
    "question-unknown": "没有这道题，可能已被他人删除。请刷新页面。",
    "template-unknown": "没有这种表样。",
    "forms-many": "一张选票最多放{most}张表。",
    "forms-last": "选票上至少要有一张表。",
    "questions-many": "一张表最多{most}道题。",
    "questions-last": "一张表至少要有一道题。",
    "form-needs-overall": "“{form}”用来评定等次，要有一道单选的总体评价题。",
    "plan-shape": "方案有误：{what}。",
    "plan-who": "“{form}”不能选这类测评对象。",
    "plan-listed-empty": "“{form}”选了另列名单，请至少填一行。",
    "plan-listed-many": "名单最多{most}行。",
    "plan-listed-twice": "名单中“{name}”出现两次。",
    "plan-overlap": "“{first}”和“{second}”都用来评定等次，不能测评同一批人。",
    "plan-quota-unknown": "限额对应的题目或选项已不存在，请重新设置。",
    "plan-quota-twice": "“{form}”中同一个选项设了两条限额。",
    "plan-quota-size": "“{form}”的限额应为大于0、小于100的百分比，或0到1000的整数。",
    "plan-table-same": "票类“{class_id}”不用按它自己计票。",
    "plan-table-twice": "票类“{class_id}”对同一类职位设了两次。",
    "plan-table-class": (
        "方案规定票类“{class_id}”在部分职位按票类“{counts_as}”计票，"
        "但本场会议没有票类“{counts_as}”。请修改会议的票类或方案。"
    ),
    "preview-nobody": "还没有可测评的对象：请先导入花名册，或检查各表的测评对象。",
}
