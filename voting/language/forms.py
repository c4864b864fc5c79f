"""Texts of what the forms of a round and its plan refuse; see ``language``."""

from __future__ import annotations

FORMS: dict[str, tuple[str, str]] = {
    "forms-frozen": (
        "本批次已有会议开始投票，测评表和方案已经固定，不能再改。",
        "A meeting of this round has opened: its forms and plan are fixed.",
    ),
    "form-unknown": (
        "没有这张测评表，可能已被他人删除。请刷新页面。",
        "There is no such form; somebody may have removed it. Reload the page.",
    ),
    "question-unknown": (
        "没有这道题，可能已被他人删除。请刷新页面。",
        "There is no such question; somebody may have removed it. Reload.",
    ),
    "template-unknown": ("没有这种表样。", "There is no such template."),
    "forms-many": ("一张选票最多放{most}张表。", "A ballot holds {most} forms at most."),
    "forms-last": ("选票上至少要有一张表。", "A ballot needs at least one form."),
    "questions-many": ("一张表最多{most}道题。", "A form has {most} questions at most."),
    "questions-last": ("一张表至少要有一道题。", "A form needs at least one question."),
    "form-needs-overall": (
        "“{form}”用来评定等次，要有一道单选的总体评价题。",
        "Grades follow from {form}: it needs a single-choice overall question.",
    ),
    "plan-shape": ("方案有误：{what}。", "The plan is wrong: {what}."),
    "plan-who": ("“{form}”不能选这类测评对象。", "These people cannot stand on {form}."),
    "plan-listed-empty": (
        "“{form}”选了另列名单，请至少填一行。",
        "{form} has a list of its own: write at least one line.",
    ),
    "plan-listed-many": ("名单最多{most}行。", "A list has {most} lines at most."),
    "plan-listed-twice": ("名单中“{name}”出现两次。", "{name} stands on the list twice."),
    "plan-overlap": (
        "“{first}”和“{second}”都用来评定等次，不能测评同一批人。",
        "Grades follow from both {first} and {second}: they cannot rate the same people.",
    ),
    "plan-quota-unknown": (
        "限额对应的题目或选项已不存在，请重新设置。",
        "The limit names a question or option that is gone. Set it again.",
    ),
    "plan-quota-twice": (
        "“{form}”中同一个选项设了两条限额。",
        "{form} has two limits on one option.",
    ),
    "plan-quota-size": (
        "“{form}”的限额应为大于0、小于100的百分比，或0到1000的整数。",
        "The limit on {form} is a percentage between 0 and 100, or a whole number from 0 to 1000.",
    ),
    "plan-table-same": (
        "票类“{class_id}”不用按它自己计票。",
        "Class {class_id} need not count as itself.",
    ),
    "plan-table-twice": (
        "票类“{class_id}”对同一类职位设了两次。",
        "Class {class_id} is set twice for one position.",
    ),
    "plan-table-class": (
        "方案规定票类“{class_id}”在部分职位按票类“{counts_as}”计票，"
        "但本场会议没有票类“{counts_as}”。请修改会议的票类或方案。",
        "The plan counts class {class_id} as {counts_as} for some positions, but"
        " this meeting has no class {counts_as}. Change its classes or the plan.",
    ),
    "preview-nobody": (
        "还没有可测评的对象：请先导入花名册，或检查各表的测评对象。",
        "Nobody stands on any form yet: import the roster, or look at who stands on the forms.",
    ),
}
