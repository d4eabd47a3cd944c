"""公示: whom nothing may be published of besides those whom the papers name anyway (行政处罚法 art. 50; 政府信息公开条例 art. 15)."""

from __future__ import annotations

from states.dossier.kinds.build import day, kind, rows, text
from states.dossier.kinds.penalty_inquiry import PAUSED
from states.dossier.vocabulary import Role

OFFICER = (Role.OFFICER,)
PENDING = ("pb_pending",)

KINDS = (
    kind("publicity_forwarded", "推送公示信息（市场监管，当事人登记地在外省的）", text("to", "受推送的登记地（住所地）市场监督管理部门", rules=("E-PBL-07",)),
         day("sent_on", "推送日期", rules=("E-PBL-07",)), roles=OFFICER, states=PENDING, effective="sent_on"),
    kind("publicity_received", "登记地收到推送的公示信息（市场监管）", text("by", "收到的部门"), day("received_on", "收到日期", rules=("E-PBL-07",)),
         roles=OFFICER, states=PENDING, effective="received_on"),
    kind(
        "protected_people",
        "应当隐去的人员信息",
        rows("people", "人员", text("name", "姓名"), text("capacity", "身份（证人、受害人等；举报人不得在此登记）"), text("address", "住址", required=False),
             text("identity", "证件号码", required=False), text("telephone", "电话", required=False), text("card", "银行账号", required=False),
             day("born_on", "出生日期", required=False, birth=True), rules=("E-PBL-11",)),
        roles=(Role.OFFICER,),
        states=(*PAUSED, "is_inspecting", "is_correcting", "is_stopped", "sp_deciding"),
    ),
)
