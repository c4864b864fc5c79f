"""What stands on a slip besides its code, in Chinese (the default) and English."""

from __future__ import annotations

from dataclasses import dataclass


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


SLIP_TEXTS = {
    "zh": SlipText(
        heading="票类 {id}",
        number="编号 {number}",
        spare="备 用",
        address="网址",
        code="编码",
        instructions=(
            "1. 微信“扫一扫”左边的码；扫不了的，打开网址，输入下面的编码。",
            "2. 逐项点选，选完点“送出选票”，看到“已计入”才算投完。",
            "3. 不记名，一张票投一次；不要拍照、不要转给别人，投完可撕毁。",
        ),
        page="票类 {id}（{name}） · {part} · 第{page}页，共{pages}页 · "
        "沿虚线裁开，打乱顺序后由参会人员自取",
        ordinary="测评票",
        spares="备用票：更换作废票时使用",
        subject="民主测评票",
        test_title="会场网络测试",
        test_mark="这不是选票，不发给参会人员",
        test_how="请主持人在投票前用几部手机扫上面的码，或打开网址：",
        test_what="试传一次，看这部手机能不能投票；不计票，不留记录。",
        trial="试投：只供演练，不作正式投票",
        trials="试投纸条，只供演练",
    ),
    "en": SlipText(
        heading="Class {id}",
        number="No. {number}",
        spare="SPARE",
        address="Address",
        code="Code",
        instructions=(
            "1. Scan the code with WeChat; or open the address and type the code below.",
            "2. Choose for every item, send, and wait for “counted”.",
            "3. Anonymous, one vote a slip. Do not photograph it or pass it on; tear it up after.",
        ),
        page="Class {id} ({name}) · {part} · page {page} of {pages} · "
        "cut along the dashes, shuffle, let everyone draw",
        ordinary="slips",
        spares="spares, for slips that were voided",
        subject="Voting slips",
        test_title="Network test",
        test_mark="Not a ballot: do not hand it out",
        test_how="Before the vote, scan this code with a few phones, or open the address below.",
        test_what="The phone sends as much as a ballot has and says whether it can vote here;"
        " nothing is counted or kept.",
        trial="TRIAL — for practice only, no real vote",
        trials="TRIAL slips, for practice only",
    ),
}
