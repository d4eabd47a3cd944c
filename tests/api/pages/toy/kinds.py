"""临时占道许可, a made-up procedure: the papers it puts on file."""

from __future__ import annotations

from states.dossier.kinds.build import day, kind, long, text, yes_no
from states.dossier.vocabulary import Role

KINDS = (
    kind("toy_application", "占道申请", text("applicant", "申请人"), long("use", "占道事由"), day("applied_on", "申请日期"),
         roles=(Role.DECISION_OFFICE,), states=("tp_applied",), effective="applied_on"),
    kind("toy_acceptance", "受理通知", day("accepted_on", "受理日期"), day("due_on", "办结期限", future=True), effective="accepted_on"),
    kind("toy_site_check", "现场核查记录", yes_no("passable", "余下路面可以通行"), long("found", "核查情况"), day("checked_on", "核查日期"), effective="checked_on"),
    kind("toy_paper_check", "材料审核意见", long("found", "审核情况"), day("checked_on", "审核日期"), effective="checked_on"),
    kind("toy_permit", "许可决定", text("place", "占道地点"), day("granted_on", "决定日期"), effective="granted_on"),
    kind("toy_refusal", "不予许可决定", long("reason", "理由"), day("refused_on", "决定日期"), effective="refused_on"),
)  # fmt: skip
