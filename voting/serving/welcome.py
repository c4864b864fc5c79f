"""What the terminal says when the server starts: where phones reach it, and what http means."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import qrcode

from voting.services.accounts.administer import FIRST_NAME
from voting.serving.addresses import Address, own
from voting.serving.certificates import SOON_DAYS, Certificate, Tls, readable_by_others

KINDS: Final = {
    "lan": "局域网 / local network",
    "public": "公网或专网 / public or own network",
    "virtual": "虚拟网卡（容器、虚拟机），手机到不了 / virtual, phones cannot reach it",
    "tunnel": "VPN，会场的手机一般到不了 / VPN, phones of the hall usually cannot reach it",
    "alone": "只有本机能访问，手机到不了 / this machine alone, no phone reaches it",
}
PLAIN_HTTP: Final = (
    "现在是普通 http：选票在手机里已经加密，看不到；但同一网络里的人可能换掉手机打开的页面。",
    "用自己的路由器、只供本场使用的 Wi-Fi；正式会议请用 https（docs/https.zh.md）。",
    "Plain http: ballots are encrypted on the phone and cannot be read, but somebody on the same",
    "network could replace the page that phones open. Use a Wi-Fi of your own for this meeting",
    "alone; for a real meeting use https (docs/https.md).",
)


def welcome(
    base_url: str, port: int, listed: Sequence[Address], certificate: Certificate | None
) -> None:
    """QR and address to print, all other addresses, and what to know about them."""
    code = qrcode.QRCode(border=1)
    code.add_data(base_url)
    print()
    code.print_ascii(out=sys.stdout, invert=True)
    print(f"\n  清评 Qingping   {base_url}   （印在纸条上 / printed on slips）\n")
    for line in (*address_lines(base_url, port, listed, certificate), *base_lines(base_url)):
        print(f"  {line}")
    print()
    if base_url.startswith("http://"):
        for line in PLAIN_HTTP:
            print(f"  {line}")
        print()


def sign_in(password: str | None) -> None:
    """Name and password of the first account, once."""
    if password:
        print(f"  账号 / name      {FIRST_NAME}")
        print(f"  密码 / password  {password}")
        print("  只显示这一次，请立即登录并修改。 / Shown only once: sign in and change it now.\n")
    else:
        print(
            f"  账号 {FIRST_NAME}，密码在首次启动时显示过。"
            " / The password was shown at the first start.\n"
        )
    print("  Ctrl+C 结束 / ends it\n", flush=True)


def address_lines(
    base_url: str, port: int, listed: Sequence[Address], certificate: Certificate | None
) -> list[str]:
    """A line for each address of this machine."""
    scheme = "http" if certificate is None else "https"
    lines = ["本机的地址 / addresses of this machine:"]
    host = urlsplit(base_url).hostname or ""
    for one in listed:
        mark = "→" if one.ip == host or (one.likely and own(host)) else " "
        note = KINDS[one.kind]
        if certificate is not None and not certificate.covers(one.ip):
            note += "；证书里没有它，手机请用上面的地址 / not in the certificate: use the one above"
        lines.append(f"{mark} {scheme}://{one.host}:{port}   {one.interface}   {note}")
    return lines


def base_lines(base_url: str) -> list[str]:
    """What is odd about the address that is printed on slips."""
    host = urlsplit(base_url).hostname or ""
    if host in ("localhost", "127.0.0.1", "::1"):
        return [
            "！印在纸条上的地址只有本机能打开。 / The printed address opens on this machine only."
        ]
    if not own(host):
        return [
            f"！{host} 不指向本机：如果前面没有代理，手机会打不开。"
            f" / {host} does not lead here: phones need a proxy in between."
        ]
    return []


def certificate_lines(certificate: Certificate, tls: Tls, now: datetime) -> list[str]:
    """What to know of a certificate that is good today."""
    lines = []
    if certificate.days(now) < SOON_DAYS:
        lines.append(
            f"！证书还有{certificate.days(now)}天到期（{certificate.until.date()}）。"
            f" / The certificate ends in {certificate.days(now)} days."
        )
    if certificate.own:
        lines.append(
            "！这是自己签的证书，微信和浏览器会拦住：请换成受信任机构签发的。"
            " / Signed by itself: WeChat and browsers will block it."
        )
    elif certificate.chain == 1:
        lines.append(
            "！证书文件里只有一张证书，没有中间证书，有的手机会打不开：请用完整的证书链。"
            " / Only one certificate in the file: use the full chain, or some phones"
            " refuse it."
        )
    if readable_by_others(tls.key):
        lines.append(
            f"！别的账户也能读私钥 {tls.key.name}，请执行 chmod 600。"
            " / Other accounts can read the key: chmod 600."
        )
    return lines
