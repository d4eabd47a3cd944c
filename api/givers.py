"""What somebody who gives an opinion tells about themselves: checked, made comparable, and sealed before anything else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import orjson

from infra.wiring import Services
from states.errors import InvalidEntry
from storage.queries.given_opinions import contact_mark, word_mark

CONSENT = "2026-1"  # of the text below; a new text gets a new mark
CONSENT_TEXT = (
    "我同意本事项的承办单位为办理本次征求意见处理我填写的姓名和联系方式。姓名仅供承办单位经办人员研究意见时查看；"
    "联系方式仅用于由系统核对本人身份，供本人查询、更正、撤回意见和找回回执，工作人员不能查看。两项均加密保存，不公开，"
    "不向他人提供，保存期限与本事项案卷相同。不填写不影响提出意见；我可以随时查询、更正，或者向承办单位要求查阅、删除。"
)
HEARING_CONSENT = (
    "我同意本事项的承办单位为组织听证会处理我填写的姓名和联系方式，仅供承办单位经办人员遴选、通知听证参加人时查看，加密保存。"
    "被确定为听证参加人的，姓名（或者代号）和所代表的利益群体将依法公布；联系方式不公布，不向他人提供。"
)
NAME_LIMIT, WORD_LEAST, WORD_LIMIT, CONTACT_LIMIT = 40, 6, 40, 100
MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})", re.ASCII)
LANDLINE = re.compile(r"0\d{2,3}\d{7,8}", re.ASCII)
MAIL = re.compile(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """As the form sends it."""

    named: bool = False
    name: str = ""
    contact: str = ""
    word: str = ""
    consent: bool = False
    mail: bool = False  # asks to be told by mail


@dataclass(frozen=True, slots=True)
class Giver:
    """As it is handed on: sealed, with marks by which the giver is known again."""

    named: bool = False
    sealed: str = ""
    marks: tuple[str, str] = ("", "")
    consent: str = ""


def contact_of(text: str) -> str:
    """A telephone number or an e-mail address in the one form that is compared; empty for anything else."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    digits = re.sub(r"[-()]", "", plain)
    mobile = MOBILE.fullmatch(digits)
    if mobile:
        return mobile[1]
    return digits if LANDLINE.fullmatch(digits) else plain if len(plain) <= CONTACT_LIMIT and MAIL.fullmatch(plain) else ""


def word_of(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def sealed_giver(parts: Services, case: str, told: Told, key: str) -> Giver:
    """Nothing for whoever told nothing; InvalidEntry for what cannot be used, or was told without consent."""
    wrong, name, contact, word = checked_giver(told)
    if wrong:
        raise InvalidEntry(wrong)
    if not (name or contact or word):
        return Giver()
    text = sealed_text(told, name, contact)
    vault = parts.vault
    marks = (contact_mark(vault, contact) if contact else "", word_mark(vault, case, word) if word else "")
    return Giver(told.named, vault.seal(text, f"giver:{case}", key), marks, CONSENT if told.consent else "")


def sealed_text(told: Told, name: str, contact: str) -> str:
    """What is sealed of a giver; whether they want mail is sealed with it."""
    return orjson.dumps({"name": name, "contact": contact} | ({"mail": True} if told.mail else {})).decode()


def checked_giver(told: Told) -> tuple[dict[str, str], str, str, str]:
    """What is wrong, and name, contact and password in the form in which they are compared."""
    name, contact, word = told.name.strip() if told.named else "", contact_of(told.contact), word_of(told.word)
    wrong: dict[str, str] = {}
    if told.named and not 1 < len(name) <= NAME_LIMIT:
        wrong["name"] = f"实名提出意见的，请填写姓名或者单位名称，不超过{NAME_LIMIT}字。"
    if told.contact.strip() and not contact:
        wrong["contact"] = "请填写手机号码、带区号的固定电话或者电子邮箱。"
    if told.word.strip() and not WORD_LEAST <= len(word) <= WORD_LIMIT:
        wrong["word"] = f"查询口令应当为{WORD_LEAST}至{WORD_LIMIT}个字符。"
    if told.mail and not wrong and "@" not in contact:
        wrong["mail"] = "要求用电子邮件告知的，请在「联系方式」填写电子邮箱。"
    if (name or contact) and not told.consent:
        wrong["consent"] = "填写姓名或者联系方式的，请阅读并勾选同意；不同意的，请清空这两项后匿名提交。"
    return wrong, name, contact, word
