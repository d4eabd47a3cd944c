"""行政处罚: the lead and the filing of the case (行政处罚法 arts. 22-25, 36, 54; 安全生产法 art. 73)."""

from __future__ import annotations

from states.dossier.enforcement_words import LeadSource, PartyKind, ViolationField
from states.dossier.kinds.build import day, kind, long, one, person, rows, text, yes_no
from states.dossier.vocabulary import Role

OFFICER = (Role.OFFICER,)
OFFICERS = rows("officers", "执法人员", person("person", "姓名"), text("certificate", "执法证件编号"), rules=("E-INV-02", "E-AUT-10"))

KINDS = (
    kind(
        "lead",
        "违法线索登记",
        one("source", "线索来源", LeadSource),
        day("received_on", "收到日期"),
        long("content", "线索内容"),
        text("source_number", "来源编号（检查、移送文书等）", required=False),
        day("happened_on", "线索反映的违法行为发生（终了）之日", required=False, rules=("E-FIL-02",), hint="不清楚或者仍在继续的留空"),
        yes_no("concerns_death", "举报涉及人员死亡", rules=("E-LEAD-02",)),
        text("death_checked_by", "组织核查的县级以上人民政府", required=False, rules=("E-LEAD-02",)),
        roles=OFFICER,
        states=("pe_lead",),
        effective="received_on",
    ),
    kind(
        "lead_check",
        "线索核查",
        day("on", "核查日期"),
        long("result", "核查情况（形成书面材料）", rules=("E-LEAD-01",)),
        yes_no("suspected", "有违法嫌疑，依法应当给予行政处罚"),
        roles=OFFICER,
        states=("pe_lead",),
        effective="on",
    ),
    kind(
        "filing_approval",
        "立案审批",
        rows("parties", "当事人", text("name", "姓名或者名称"), one("kind", "类别", PartyKind), text("code", "统一社会信用代码", required=False),
             text("address", "住址或者住所"),
             yes_no("elsewhere", "登记地（住所地）不在本省、自治区、直辖市", required=False, rules=("E-PBL-07",)),
             text("representative", "法定代表人或者负责人", required=False), day("born_on", "公民出生日期", required=False, birth=True)),
        text("item", "执法事项编码", rules=("E-AUT-01", "E-AUT-07", "E-AUT-09")),
        long("facts", "涉嫌违法的事实"),
        day("ended_on", "违法行为发生之日（连续、继续状态的，终了之日）", required=False, rules=("E-FIL-02",),
            hint="违法行为仍在继续的留空"),
        day("found_on", "发现违法行为的日期", rules=("E-FIL-02",)),
        one("field", "涉及领域", ViolationField, rules=("E-FIL-03",)),
        yes_no("harmful_result", "有危害后果", rules=("E-FIL-03",)),
        text("place", "违法行为发生地", rules=("E-AUT-05",)),
        yes_no("in_area", "发生地在本机关管辖区域", rules=("E-AUT-05",)),
        text("jurisdiction_basis", "不在管辖区域的，管辖依据", required=False, rules=("E-AUT-05",)),
        text("other_agency", "对同一违法行为有管辖权并已立案的机关", required=False, rules=("E-AUT-06",)),
        text("designated_by", "指定本机关管辖的共同上一级机关及文号", required=False, rules=("E-AUT-06",)),
        day("standard_met_on", "符合立案标准的日期", rules=("E-FIL-01",)),
        yes_no("extended", "立案期限经批准延长", required=False, rules=("E-FIL-04",)),
        day("acted_first_on", "立案前紧急处置的日期", required=False, rules=("E-FIL-05",)),
        long("late_reason", "未及时立案的原因", required=False, rules=("E-FIL-01",)),
        OFFICERS,
        day("filed_on", "立案日期"),
        effective="filed_on",
        signs=True,
    ),
    kind("not_filing", "不予立案决定", long("reason", "理由"), day("on", "日期"), effective="on"),
    kind("referral", "移送有管辖权的机关", text("to", "受移送机关"), long("reason", "理由"), day("on", "移送日期"), effective="on",
         rules=("E-AUT-05",)),
)
