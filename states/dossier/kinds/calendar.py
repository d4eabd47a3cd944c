"""节假日安排: a published notice of days off, entered by one person and confirmed by another."""

from __future__ import annotations

from states.dossier.kinds.build import count, day, kind, long, paper, rows, text, yes_no
from states.dossier.vocabulary import Role

KINDS = (
    kind(
        "calendar_notice",
        "节假日安排",
        count("year", "年份", hint="安排所属的年份，如2027。"),
        text("title", "通知标题", hint="与公布的通知一致。"),
        text("number", "发文字号", hint="如国办发明电〔2026〕7号。"),
        text("issuer", "发文机关", hint="全国的安排为国务院办公厅；地方假日为自治州等人民政府的办公机构。"),
        day("issued_on", "印发日期"),
        text("place", "适用地方", required=False, hint="全国的安排不填；地方假日填写地方规定的代号，如楚雄彝族自治州填chuxiong。"),
        yes_no("stops", "停止计算全国性期间", required=False,
               hint="只用于地方假日：选“是”的，地方假日不计入国家规定的工作日期间；不填为否，照常计算。"),
        rows("holidays", "放假安排", text("name", "节日"), day("first", "起日", future=True), day("last", "止日", future=True),
             hint="逐个假期填写，起日、止日都放假。"),
        rows("make_up", "调休上班日", day("day", "日期", future=True), required=False, hint="通知列明的周六、周日上班日。"),
        count("extra_days", "增放天数", required=False, hint="通知在法定节假日之外另行增加的假日天数；一般不填。"),
        yes_no("replaces", "更正此前的安排", required=False,
               hint="与系统已有的该年安排不一致、以本通知为准的，选“是”；此前的安排保留备查，不再适用。"),
        roles=(Role.SYSTEM_ADMIN,),
    ),
    kind(
        "calendar_check",
        "核对意见",
        long("reason", "核对情况", hint="写明从何处取得通知原文、是否逐日核对一致。"),
        paper("original", "核对所用的通知原文", required=False, hint="先在案卷中上传，再从清单中选择。"),
    ),
    kind("calendar_return", "不予确认", long("reason", "不予确认的理由")),
    kind("calendar_withdrawal_request", "撤回申请", long("reason", "申请撤回的理由", hint="写明录入有何错误或者通知因何失效。")),
    kind("calendar_withdrawal", "撤回意见", long("reason", "意见")),
)  # fmt: skip
