"""What is said when accounts, links, the second factor or the log refuse something."""

from __future__ import annotations

ACCOUNTS: dict[str, tuple[str, str]] = {
    "login-failed": (
        "账号或密码不正确；连续输错10次，账号将锁定15分钟。",
        "Wrong name or password. Ten failures in a row lock an account for 15 minutes.",
    ),
    "account-name": ("账号名称为1到60个可见字符。", "A name has 1 to 60 printable characters."),
    "account-role": ("没有“{role}”这种角色。", "There is no role {role}."),
    "account-unit": (
        "单位账号须指定所属单位，其他账号不指定单位。",
        "A unit's account needs its unit; other accounts have none.",
    ),
    "account-taken": ("账号“{name}”已存在。", "The name {name} is taken."),
    "account-unknown": ("没有这个账号。", "There is no such account."),
    "account-self": (
        "不能对自己的账号这样做，请由另一位系统管理员操作。",
        "This cannot be done to one's own account; another administrator can.",
    ),
    "account-last": (
        "停用后将没有系统管理员，未停用。",
        "No administrator would be left; the account was not disabled.",
    ),
    "account-disabled": ("账号已停用，请先启用。", "The account is disabled. Enable it first."),
    "password-length": (
        "密码长度应为{minimum}到{maximum}个字符。",
        "A password has {minimum} to {maximum} characters.",
    ),
    "password-simple": ("密码过于简单。", "This password is too easy to guess."),
    "password-same": ("新密码不能与原密码相同。", "The new password is the old one."),
    "link-invalid": (
        "一次性链接无效：可能已用过、已过期或已换新。请向管理员要一个新的。",
        "This link does not work: it was used, has expired or was replaced. Ask the"
        " administrator for a new one.",
    ),
    "second-wrong": (
        "验证码不正确，或已用过。请等手机显示下一个再试；连续输错10次，账号将锁定15分钟。",
        "Wrong code, or one that was used. Wait for the next one. Ten failures in a"
        " row lock an account for 15 minutes.",
    ),
    "second-expired": ("等待验证已超时，请重新登录。", "This took too long. Please sign in again."),
    "second-there": ("本账号已设置动态验证码。", "This account has a second factor already."),
    "second-none": ("本账号没有设置动态验证码。", "This account has no second factor."),
    "session-unknown": ("该次登录已经结束。", "This session has ended already."),
    "log-broken": (
        "操作日志第{number}条起与原记录不符。",
        "The log was changed at entry {number}.",
    ),
    "log-rewritten": (
        "操作日志与当时抄录的不符：第{number}条不存在，或已不是原来那一条。",
        "The log is not the one that was noted: entry {number} is missing or another one.",
    ),
    "log-noted": (
        "请填抄录的条数和指纹，例如 120 和 ABCD-EFGH-JKMN-PQRS。",
        "Give the number of entries and the fingerprint as noted, for example 120 and"
        " ABCD-EFGH-JKMN-PQRS.",
    ),
    "instance-none": (
        "“{folder}”中没有系统的数据库。",
        "There is no database of an instance in {folder}.",
    ),
}
