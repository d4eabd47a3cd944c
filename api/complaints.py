"""A complaint as it comes in: checked, its maker sealed, and received once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from api.givers import CONSENT, Told, checked_giver, sealed_text
from infra.wiring import Services
from states.errors import InvalidEntry
from storage import complaints
from storage.complaints import Said, Sort
from storage.notices.givers import complaint_told
from storage.queries.given_opinions import contact_mark, word_mark
from storage.queries.public_enforcement import bodies

TEXT_LIMIT, SUBJECT_LIMIT = 5000, 100
COMPLAINT_CONSENT = (
    "我同意受理机关为核查本件投诉举报处理我填写的姓名和联系方式。两项均加密保存，只有监督机关和行政机关负责人两种岗位的人员写明理由后才能查看，"
    "每次查看都留有记录；不公开，不向被投诉举报人透露。不填写不影响投诉举报；我可以凭受理号查询办理情况。"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written into the form."""

    sort: str
    body: str
    subject: str
    text: str
    told: Told

    @classmethod
    def of(cls, field: Callable[[str], str]) -> Self:
        told = Told(bool(field("named")), field("name"), field("contact"), field("word"), bool(field("consent")), bool(field("mail")))
        return cls(field("sort"), field("body"), field("subject").strip(), field("text").strip(), told)


def receive(parts: Services, written: Written, key: str, now: datetime) -> str:
    """The number of a complaint that was taken; InvalidEntry tells everything that is wrong at once."""
    wrong: dict[str, str] = {}
    sort = next((one for one in Sort if one == written.sort), None)
    if sort is None:
        wrong["sort"] = "请选择投诉或者举报。"
    if written.body not in {one.value for one in bodies(parts.database)}:
        wrong["body"] = "请选择执法机关。"
    if not 1 < len(written.subject) <= SUBJECT_LIMIT:
        wrong["subject"] = f"请写明被投诉举报的单位、人员或者事项，不超过{SUBJECT_LIMIT}字。"
    if not written.text or len(written.text) > TEXT_LIMIT:
        wrong["text"] = f"请填写事实和诉求，不超过{TEXT_LIMIT}字。"
    more, name, contact, word = checked_giver(written.told)
    if wrong | more:
        raise InvalidEntry(wrong | more)
    assert sort is not None
    vault, sealed = parts.vault, ""
    if name or contact:
        sealed = vault.seal(sealed_text(written.told, name, contact), f"giver:complaint:{written.body}", key)
    marks = (contact_mark(vault, contact) if contact else "", word_mark(vault, "complaint", word) if word else "")
    said = Said(sort, written.body, written.subject, written.text, bool(name), sealed, marks, CONSENT if sealed else "", key)
    number = complaints.receive(parts.database, said, now)
    if parts.settings.smtp_host:
        complaint_told(parts.database, vault, number, "received", f"您的{sort.label}已收到，受理号：{number}。请凭受理号和联系方式或者查询口令查询办理情况。", now)
    return number
