"""What the actions of the table of permissions are called on its page, in the table's order."""

from __future__ import annotations

from voting.assessment import permissions as p
from voting.language.catalogue import N_

ACTION_NAMES = {
    p.MANAGE_ACCOUNTS: N_("管理账号"),
    p.MANAGE_SETTINGS: N_("设置动态验证码要求"),
    p.READ_LOG: N_("查看操作日志"),
    p.EDIT_ROUND: N_("设置考核批次"),
    p.READ_ROUND: N_("查看批次和会议安排"),
    p.READ_PROGRESS: N_("查看各单位进度"),
    p.IMPORT_ROSTER: N_("导入花名册"),
    p.READ_ROSTER: N_("查看花名册"),
    p.EDIT_SCOPE: N_("决定谁在考核范围内"),
    p.READ_SCOPE: N_("查看考核范围"),
    p.READ_DISCIPLINE: N_("查看处分和审查情况"),
    p.EDIT_FORMS: N_("编辑测评表"),
    p.READ_FORMS: N_("查看测评表和方案"),
    p.RUN_CEREMONY: N_("保存密钥仪式文件"),
    p.TAKE_PART_IN_CEREMONY: N_("参加密钥仪式"),
    p.PREPARE_MEETING: N_("安排会议"),
    p.WATCH_MEETING: N_("看会场进度"),
    p.PRINT_SLIPS: N_("印制纸条"),
    p.VOID_SLIP: N_("作废损坏的纸条"),
    p.ENTER_PAPER_BALLOTS: N_("录入纸质票"),
    p.RUN_TRIAL: N_("试投演练"),
    p.OPEN_MEETING: N_("开始投票"),
    p.CLOSE_MEETING: N_("结束投票"),
    p.SUBMIT_SHARES: N_("上交解密份额"),
    p.READ_RESULTS: N_("查看各单位测评结果"),
    p.READ_OWN_RESULTS: N_("查看本单位测评结果"),
    p.READ_RECORD: N_("下载会议档案"),
    p.EDIT_PROPOSALS: N_("提出等次建议"),
    p.READ_PROPOSALS: N_("查看等次建议"),
    p.GIVE_OPINION: N_("填写部门意见"),
    p.DECIDE_GRADES: N_("最后审定等次"),
    p.EXPORT_TABLES: N_("导出整批表格和文件"),
    p.READ_DOCUMENTS: N_("下载表格和文件"),
    p.READ_MATERIALS: N_("查看述职材料和公示"),
    p.EDIT_MATERIALS: N_("填报述职材料"),
    p.UNLOCK_MATERIALS: N_("退回已审定的材料"),
    p.EDIT_PUBLICITY: N_("办理公示"),
    p.EDIT_VISITS: N_("登记谈话和实地考察"),
}
