"""What the terminal says when the server starts: where phones reach it, and what http means."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import qrcode

from voting.language.catalogue import N_, message, say, translate
from voting.services.accounts.administer import FIRST_NAME
from voting.serving.addresses import Address, own
from voting.serving.certificates import SOON_DAYS, Certificate, Tls, readable_by_others

KINDS: Final = {
    "lan": N_("局域网"),
    "public": N_("公网或专网"),
    "virtual": N_("虚拟网卡（容器、虚拟机），手机到不了"),
    "tunnel": N_("VPN，会场的手机一般到不了"),
    "alone": N_("只有本机能访问，手机到不了"),
}
PLAIN_HTTP: Final = (
    N_("现在是普通 http：选票在手机里已经加密，看不到；但同一网络里的人可能换掉手机打开的页面。"),
    N_("用自己的路由器、只供本场使用的 Wi-Fi；正式会议请用 https（docs/https.zh.md）。"),
)


def welcome(
    base_url: str,
    port: int,
    listed: Sequence[Address],
    certificate: Certificate | None,
    language: str,
) -> None:
    """QR and address to print, all other addresses, and what to know about them."""
    code = qrcode.QRCode(border=1)
    code.add_data(base_url)
    print()
    code.print_ascii(out=sys.stdout, invert=True)
    print("\n  " + say("清评   {address}   （印在纸条上）", language, address=base_url) + "\n")
    addresses = address_lines(base_url, port, listed, certificate, language)
    for line in (*addresses, *base_lines(base_url, language)):
        print(f"  {line}")
    print()
    if base_url.startswith("http://"):
        for text in PLAIN_HTTP:
            print(f"  {translate(text, language)}")
        print()


def sign_in(password: str | None, language: str) -> None:
    """Name and password of the first account, once."""
    if password:
        print("  " + say("账号  {name}", language, name=FIRST_NAME))
        print("  " + say("密码  {password}", language, password=password))
        print("  " + translate("只显示这一次，请立即登录并修改。", language) + "\n")
    else:
        shown = say("账号 {name}，密码在首次启动时显示过。", language, name=FIRST_NAME)
        print(f"  {shown}\n")
    print("  " + translate("按 Ctrl+C 结束", language) + "\n", flush=True)


def address_lines(
    base_url: str,
    port: int,
    listed: Sequence[Address],
    certificate: Certificate | None,
    language: str = "zh",
) -> list[str]:
    """A line for each address of this machine."""
    scheme = "http" if certificate is None else "https"
    lines = [translate("本机的地址：", language)]
    host = urlsplit(base_url).hostname or ""
    for one in listed:
        mark = "→" if one.ip == host or (one.likely and own(host)) else " "
        note = message(KINDS[one.kind])
        if certificate is not None and not certificate.covers(one.ip):
            note = message("{kind}；证书里没有它，手机请用上面的地址", kind=note)
        words = note.in_language(language)
        lines.append(f"{mark} {scheme}://{one.host}:{port}   {one.interface}   {words}")
    return lines


def base_lines(base_url: str, language: str = "zh") -> list[str]:
    """What is odd about the address that is printed on slips."""
    host = urlsplit(base_url).hostname or ""
    if host in ("localhost", "127.0.0.1", "::1"):
        return [translate("！印在纸条上的地址只有本机能打开。", language)]
    if not own(host):
        return [say("！{host} 不指向本机：如果前面没有代理，手机会打不开。", language, host=host)]
    return []


def certificate_lines(
    certificate: Certificate, tls: Tls, now: datetime, language: str = "zh"
) -> list[str]:
    """What to know of a certificate that is good today."""
    lines = []
    days, day = certificate.days(now), str(certificate.until.date())
    if days < SOON_DAYS:
        lines.append(message("！证书还有{days}天到期（{day}）。", days=days, day=day))
    if certificate.own:
        lines.append(message("！这是自己签的证书，微信和浏览器会拦住：请换成受信任机构签发的。"))
    elif certificate.chain == 1:
        lines.append(
            message("！证书文件里只有一张证书，没有中间证书，有的手机会打不开：请用完整的证书链。")
        )
    if readable_by_others(tls.key):
        lines.append(message("！别的账户也能读私钥 {name}，请执行 chmod 600。", name=tls.key.name))
    return [line.in_language(language) for line in lines]
