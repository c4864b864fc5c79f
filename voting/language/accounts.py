"""What is said when accounts, links, the second factor or the log refuse something."""

from __future__ import annotations

ACCOUNTS: dict[str, str] = {
    "login-failed": "账号或密码不正确；连续输错10次，账号将锁定15分钟。",
    "account-name": "账号名称为1到60个可见字符。",
    "account-role": "没有“{role}”这种角色。",
    "account-unit": "单位账号须指定所属单位，其他账号不指定单位。",
    "account-taken": "账号“{name}”已存在。",
    "account-unknown": "没有这个账号。",
    "account-self": "不能对自己的账号这样做，请由另一位系统管理员操作。",
    "account-last": "停用后将没有系统管理员，未停用。",
    "account-disabled": "账号已停用，请先启用。",
    "password-length": "密码长度应为{minimum}到{maximum}个字符。",
    "password-simple": "密码过于简单。",
    "password-same": "新密码不能与原密码相同。",
    "link-invalid": "一次性链接无效：可能已用过、已过期或已换新。请向管理员要一个新的。",
    "second-wrong": "验证码不正确，或已用过。请等手机显示下一个再试；连续输错10次，账号将锁定15分钟。",
    "second-expired": "等待验证已超时，请重新登录。",
    "second-there": "本账号已设置动态验证码。",
    "second-none": "本账号没有设置动态验证码。",
    "session-unknown": "该次登录已经结束。",
    "log-broken": "操作日志第{number}条起与原记录不符。",
    "log-rewritten": "操作日志与当时抄录的不符：第{number}条不存在，或已不是原来那一条。",
    "log-noted": "请填抄录的条数和指纹，例如 120 和 ABCD-EFGH-JKMN-PQRS。",
    "instance-none": "“{folder}”中没有系统的数据库。",
}
