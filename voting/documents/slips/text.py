"""What stands on a slip besides its code."""

from __future__ import annotations

from dataclasses import dataclass

from voting.language.catalogue import translate


@dataclass(frozen=True, slots=True)
class SlipText:
    """The words of one language; braces are filled per page or slip."""

    heading: str
    number: str
    spare: str
    address: str
    code: str
    instructions: tuple[str, str, str]
    page: str
    ordinary: str
    spares: str
    subject: str
    test_title: str
    test_mark: str
    test_how: str
    test_what: str
    trial: str
    trials: str


def slip_text(language: str) -> SlipText:
    """The words of a slip for ``zh`` or ``en``."""
    return SlipText(
        heading=translate("票类 {id}", language),
        number=translate("编号 {number}", language),
        spare=translate("备 用", language),
        address=translate("网址", language),
        code=translate("编码", language),
        instructions=(
            translate("1. 微信“扫一扫”左边的码；扫不了的，打开网址，输入下面的编码。", language),
            translate("2. 逐项点选，选完点“送出选票”，看到“已计入”才算投完。", language),
            translate("3. 不记名，一张票投一次；不要拍照、不要转给别人，投完可撕毁。", language),
        ),
        page=translate(
            "票类 {id}（{name}） · {part} · 第{page}页，共{pages}页 · "
            "沿虚线裁开，打乱顺序后由参会人员自取",
            language,
        ),
        ordinary=translate("测评票", language),
        spares=translate("备用票：更换作废票时使用", language),
        subject=translate("民主测评票", language),
        test_title=translate("会场网络测试", language),
        test_mark=translate("这不是选票，不发给参会人员", language),
        test_how=translate("请主持人在投票前用几部手机扫上面的码，或打开网址：", language),
        test_what=translate("试传一次，看这部手机能不能投票；不计票，不留记录。", language),
        trial=translate("试投：只供演练，不作正式投票", language),
        trials=translate("试投纸条，只供演练", language),
    )
