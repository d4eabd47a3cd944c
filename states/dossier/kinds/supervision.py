"""督办单: an issued act of supervision. Whoever sets its last day files the same kind, so that the newest one counts."""

from __future__ import annotations

from states.dossier.kinds.build import day, kind, long, office, one, paper, person, text, yes_no
from states.dossier.vocabulary import Labelled, Role

WATCH = (Role.SUPERVISOR, Role.DECISION_OFFICE)


class Progress(Labelled):
    """How far the addressee says it has come."""

    DONE = "done", "已办结"
    PARTLY = "partly", "部分办结"
    NOT_DONE = "not_done", "尚未办结"


KINDS = (
    kind(
        "order_draft",
        "督办立项",
        long("subject", "督办事项", hint="写明何事逾期、何事未办。"),
        long("basis", "督办依据", hint="写明逾期的法定期限、会议决定事项或者领导批示。"),
        text("escalation", "对应的逾期记录", required=False, hint="从督办清单发起的由系统填写，其他情形留空。"),
        roles=WATCH,
    ),
    kind(
        "order_issue",
        "督办单签发",
        person("signer", "签发人"),
        office("addressee", "承办对象"),
        long("demand", "办理要求", rules=("D-EXE-04",)),
        day("issued_on", "签发日期"),
        effective="issued_on",
        signs=True,
    ),
    kind(
        "order_limit",
        "督办时限",
        day("due_on", "办结时限", future=True, hint="最后一日。须申请延期的，应当在该日届满前提出。"),
    ),
    kind(
        "order_receipt",
        "督办单签收",
        person("recipient", "签收人"),
        day("received_on", "签收日期"),
        effective="received_on",
    ),
    kind(
        "order_feedback",
        "办理情况反馈",
        one("progress", "办理进度", Progress),
        long("report", "办理情况"),
        paper("attachment", "佐证材料", required=False),
        day("reported_on", "反馈日期"),
        effective="reported_on",
    ),
    kind("order_return", "退回重办", long("reason", "退回理由"), day("returned_on", "退回日期"), effective="returned_on"),
    kind("order_pass", "审核通过", long("opinion", "审核意见"), day("passed_on", "审核日期"), effective="passed_on"),
    kind(
        "order_extension_request",
        "延期申请",
        long("reason", "延期理由"),
        day("until", "申请延期至", future=True),
    ),
    kind("order_extension", "延期审批", yes_no("granted", "同意延期"), long("opinion", "审批意见"), signs=True),
    kind("order_closing", "销号", long("result", "督办结果"), day("closed_on", "销号日期"), effective="closed_on"),
    kind("order_withdrawal", "撤销督办单", long("reason", "撤销理由"), day("withdrawn_on", "撤销日期"), effective="withdrawn_on"),
)
