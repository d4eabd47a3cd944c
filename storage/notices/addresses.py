"""Addresses outside the house that a notice may be sent to: checked when they are given, and again at each sending."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import parse_qs, urlsplit

from states.dossier.vocabulary import Labelled
from states.errors import InvalidEntry

LONGEST = 500
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
_DINGTALK = re.compile(r"dingtalk://(?:(?P<secret>[A-Za-z0-9]{1,128})@)?(?P<token>[A-Za-z0-9]{1,128})/?")
_WECOM = re.compile(r"wecombot://(?P<key>[A-Za-z0-9_-]{1,128})/?")


class Kind(Labelled):
    """Where an administrator can have notices sent."""

    WEBHOOK = "webhook", "网络回调（CloudEvents）"
    DINGTALK = "dingtalk", "钉钉群机器人"
    WECOM = "wecom", "企业微信群机器人"


def checked(kind: Kind, address: str, hosts: Collection[str]) -> str:
    """The address as it is kept; InvalidEntry where it is none. ``hosts``: those inside the house, listed in the settings."""
    text = address.strip()
    if not text or len(text) > LONGEST or not (text.isascii() and text.isprintable()) or " " in text:
        raise _wrong(f"请填写地址，不超过{LONGEST}个字符，只含英文字母、数字和符号。")
    return _CHECKS[kind](text, hosts)


def checked_mail(address: str) -> str:
    """A mail address, or "" for none; InvalidEntry otherwise."""
    text = address.strip()
    if text and (len(text) > 254 or not _MAIL.fullmatch(text)):
        why = "邮箱地址的格式不对，应当类似zhangsan@example.gov.cn。"
        raise InvalidEntry({"mail": why}, why)
    return text


def inside(ip: str) -> bool:
    """Is this an address of the house's own network, of this machine, or of no particular machine?"""
    found = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return not (mapped or found).is_global or (mapped or found).is_multicast


def masked(kind: str, address: str) -> str:
    """As pages show it: whoever knows a robot's address can write to its group."""
    if kind == Kind.WEBHOOK:
        parts = urlsplit(address)
        return f"{parts.scheme}://{parts.netloc}{parts.path}" + ("?…" if parts.query else "")
    scheme, _, rest = address.partition("://")
    return f"{scheme}://…{rest.rstrip('/')[-4:]}"


def _webhook(text: str, hosts: Collection[str]) -> str:
    try:
        parts = urlsplit(text)
        host, _ = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise _wrong("地址的格式不对，应当类似https://oa.example.gov.cn/hooks/yifa。") from None
    if not host or parts.username is not None or parts.fragment or "\\" in text:
        raise _wrong("地址的格式不对，应当类似https://oa.example.gov.cn/hooks/yifa，不含用户名和#。")
    if host in hosts:
        if parts.scheme in ("https", "http"):
            return text
    elif parts.scheme == "https" and not _plainly_inside(host):
        return text
    raise _wrong("地址应当以https://开头，并且不指向本机或者内部网络；确需发往内部地址的，请先由运维人员将该主机列入设置YIFA_NOTICE_HOSTS。")


def _plainly_inside(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or ("." not in host and ":" not in host):
        return True
    try:
        return inside(host)
    except ValueError:
        return bool(re.fullmatch(r"[0-9.]+|0x[0-9a-f.x]+", host))  # a number in another dress


def _dingtalk(text: str, _: Collection[str]) -> str:
    parts = urlsplit(text)
    if parts.scheme == "https" and parts.path == "/robot/send":
        text = f"dingtalk://{''.join(parse_qs(parts.query).get('access_token', ['']))}/"
    if not _DINGTALK.fullmatch(text):
        raise _wrong("请粘贴钉钉群机器人的Webhook地址；设置了加签的，写成dingtalk://加签密钥@access_token/。")
    return text.rstrip("/") + "/"


def _wecom(text: str, _: Collection[str]) -> str:
    parts = urlsplit(text)
    if parts.scheme == "https" and parts.path == "/cgi-bin/webhook/send":
        text = f"wecombot://{''.join(parse_qs(parts.query).get('key', ['']))}/"
    if not _WECOM.fullmatch(text):
        raise _wrong("请粘贴企业微信群机器人的Webhook地址。")
    return text.rstrip("/") + "/"


def _wrong(why: str) -> InvalidEntry:
    return InvalidEntry({"address": why}, why)


_CHECKS: Mapping[Kind, Callable[[str, Collection[str]], str]] = {
    Kind.WEBHOOK: _webhook, Kind.DINGTALK: _dingtalk, Kind.WECOM: _wecom,
}  # fmt: skip
