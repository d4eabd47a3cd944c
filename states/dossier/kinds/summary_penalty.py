"""行政处罚简易程序: the fine or warning on the spot (行政处罚法 arts. 51-53)."""

from __future__ import annotations

from states.dossier.enforcement_words import BasisLevel, PartyKind, PenaltyKind
from states.dossier.kinds.build import count, day, kind, long, one, person, text, yes_no
from states.dossier.kinds.penalty_filing import OFFICERS
from states.dossier.vocabulary import Role, Signature

OFFICER = (Role.OFFICER,)

KINDS = (
    kind(
        "summary_case",
        "当场处罚案件",
        text("party", "当事人姓名或者名称"),
        one("party_kind", "当事人类别", PartyKind, rules=("E-SUM-01",)),
        text("code", "统一社会信用代码", required=False, rules=("E-FIL-06",)),
        text("address", "住址或者住所"),
        text("item", "执法事项编码", rules=("E-AUT-09",)),
        long("facts", "违法事实"),
        text("place", "违法行为发生地"),
        day("found_on", "发现日期"),
        roles=OFFICER,
        states=("sp_deciding",),
        effective="found_on",
    ),
    kind(
        "summary_decision",
        "当场处罚决定",
        OFFICERS,
        yes_no("certificates_shown", "已出示执法证件", rules=("E-SUM-02",)),
        yes_no("facts_certain", "违法事实确凿并有法定依据", rules=("E-SUM-01",)),
        yes_no("told", "已告知拟处罚内容、事实、理由、依据和陈述、申辩权", rules=("E-SUM-06",)),
        long("statement", "当事人的陈述、申辩和复核情况", required=False, rules=("E-SUM-06",)),
        one("penalty", "处罚种类", PenaltyKind, rules=("E-SUM-01", "E-SUM-02")),
        count("amount", "罚款数额（元）", required=False, rules=("E-SUM-01", "E-SUM-02")),
        long("distinct_act", "与前次罚款不是同一违法行为的理由", required=False, rules=("E-FIL-06",), hint="系统查到对同一当事人的类似罚款时填写"),
        text("basis", "处罚依据（名称和条款）", rules=("E-SUM-02",)),
        one("basis_level", "依据层级", BasisLevel, rules=("E-AUT-07",)),
        text("form_number", "预定格式决定书编号", rules=("E-SUM-02",)),
        text("time_place", "处罚时间、地点", rules=("E-SUM-02",)),
        yes_no("collected_here", "当场收缴罚款", required=False, rules=("E-PER-03",)),
        text("review_body", "行政复议机关", rules=("E-SUM-02",)),
        count("review_days", "申请行政复议的期限（日）", rules=("E-SUM-02",)),
        text("court", "有管辖权的人民法院", rules=("E-SUM-02",)),
        yes_no("review_first", "写明先申请行政复议，对复议决定不服再起诉", rules=("E-SUM-02",)),
        text("agency", "行政机关名称", rules=("E-SUM-02",)),
        yes_no("signed_by_officers", "执法人员签名或者盖章", rules=("E-SUM-02",)),
        yes_no("handed_over", "决定书当场交付当事人", rules=("E-SUM-02",)),
        one("signature", "当事人签收", Signature, rules=("E-SUM-02",)),
        text("refusal_note", "当事人拒绝签收的注明", required=False, rules=("E-SUM-02",)),
        day("decided_on", "决定日期"),
        effective="decided_on",
    ),
    kind("summary_report", "报所属行政机关备案", person("received_by", "备案接收人"), text("number", "备案编号", rules=("E-SUM-03",)),
         day("reported_on", "备案日期", rules=("E-SUM-03",)), effective="reported_on"),
    kind("to_ordinary", "转为普通程序", long("reason", "理由"), text("case_number", "立案编号", required=False), day("on", "日期"), effective="on"),
)
