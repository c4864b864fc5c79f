"""What is refused around trials (试投), addresses and certificates, in Chinese and English."""

from __future__ import annotations

TRIAL: dict[str, str] = {
    "trial-unknown": "没有这场试投，可能已经清除。",
    "trial-apart": "这是试投，只供演练：不进批次，不留记录，没有这个页面。",
    "title-trial": "会议名称不能以“【试投】”开头，这是试投的标记。",
    # the server's address, certificate and key
    "tls-half": "https 要同时给出证书（--certificate）和私钥（--key）。",
    "base-url-shape": "{text} 不是网址，应像 https://vote.example 或 http://192.168.1.5:8000。",
    "base-url-http": "给了证书，网址要以 https:// 开头。",
    "base-url-needed": "证书用于 {names}，请用 --base-url 写明手机用哪个网址。",
    "certificate-unreadable": "{path} 里没有证书（PEM 格式）。",
    "certificate-early": "证书从{day}起才有效，请核对本机时间。",
    "certificate-over": "证书已于{day}到期，请更换。",
    "certificate-nameless": "证书里没有写明网址（subjectAltName），浏览器不认。",
    "certificate-names": "证书只用于 {names}，不能用于 {host}。",
    "key-unreadable": "这不是私钥文件（PEM 格式）。",
    "key-locked": "私钥有口令保护，服务器打不开：请用不带口令的私钥，并设为只有本账户可读。",
    "key-other": "{key} 不是 {certificate} 的私钥。",
    "doctor-answer": "{address} 没有应答：{reason}",
    "doctor-trust": "{address} 的证书不被信任：{reason}",
}
