"""行政检查: plan, approval, the record on the spot, correction, stop and release (安全生产法 arts. 62-69; 国办发〔2024〕54号)."""

from __future__ import annotations

from states.dossier.inspection_words import (
    Handling,
    Hazard,
    InspectionField,
    InspectionTrigger,
    InspectorKind,
)
from states.dossier.kinds.build import count, day, kind, long, one, person, rows, text, yes_no
from states.dossier.kinds.penalty_filing import OFFICERS
from states.dossier.vocabulary import Role, Signature

OFFICER = (Role.OFFICER,)

KINDS = (
    kind(
        "inspection_plan",
        "年度监督检查计划",
        count("year", "年度", rules=("E-INS-01",)),
        text("document", "计划名称和文号"),
        yes_no("graded", "分类分级确定检查对象、事项和频次", rules=("E-INS-01", "E-INS-11")),
        day("approved_on", "批准日期", rules=("E-INS-01",)),
        text("published_at", "公布途径", rules=("E-INS-11",)),
        roles=(Role.ENFORCEMENT_REVIEWER, Role.AGENCY_HEAD),
        states=("er_kept",),
        effective="approved_on",
    ),
    kind(
        "inspection_task",
        "检查任务",
        text("subject", "检查对象"),
        text("address", "地址"),
        yes_no("enterprise", "检查对象是企业", rules=("E-INS-09",)),
        one("trigger", "检查来由", InspectionTrigger, rules=("E-INS-01", "E-INS-02", "E-INS-03")),
        one("field", "领域", InspectionField, rules=("E-INS-02", "E-INS-03")),
        text("items", "检查事项编码（以顿号分开）", rules=("E-INS-11",)),
        text("plan", "年度检查计划名称和文号", required=False, rules=("E-INS-01",)),
        text("draw", "双随机抽查编号", required=False, rules=("E-INS-02",)),
        count("times_this_year", "本年度已对该对象检查次数", rules=("E-INS-11",)),
        yes_no("licensed", "检查对象为被许可人", rules=("E-INS-15",)),
        yes_no("outside", "检查对象不在本机关管辖区域", rules=("E-INS-12",)),
        text("assistance", "异地协助的协商或者指定文书", required=False, rules=("E-INS-12",)),
        day("planned_on", "拟检查日期", future=True),
        roles=OFFICER,
        states=("is_planned",),
    ),
    kind(
        "inspection_approval",
        "检查审批",
        yes_no("urgent", "情况紧急，当场启动后补办", rules=("E-INS-09",)),
        day("started_on", "紧急启动的日期", required=False, rules=("E-INS-09",)),
        text("joint", "联合检查的部门", required=False, rules=("E-INS-07",)),
        day("approved_on", "批准日期", rules=("E-INS-09",)),
        effective="approved_on",
        signs=True,
    ),
    kind(
        "inspection_start",
        "开始检查",
        rows("inspectors", "到场人员", person("person", "姓名"), one("kind", "身份", InspectorKind), text("certificate", "执法证件编号", required=False),
             rules=("E-INS-10", "E-INS-14")),
        yes_no("certificates_shown", "已主动出示执法证件", rules=("E-INS-04", "E-AUT-20")),
        yes_no("told", "已告知检查事由、依据、权利义务和救济渠道", rules=("E-AUT-20",)),
        yes_no("normal_business", "不影响检查对象的正常生产经营", rules=("E-INS-06",)),
        day("on", "检查日期"),
        effective="on",
    ),
    kind(
        "site_record",
        "检查记录",
        day("on", "检查日期", rules=("E-INS-05",)),
        text("place", "检查地点", rules=("E-INS-05",)),
        long("content", "检查内容", rules=("E-INS-05",)),
        one("found", "发现的问题", Hazard, rules=("E-INS-05", "E-INS-08")),
        long("problems", "问题描述", required=False, rules=("E-INS-05",)),
        one("handling", "处理情况", Handling, rules=("E-INS-05", "E-INS-08")),
        OFFICERS,
        one("signature", "被检查单位负责人签字", Signature, rules=("E-INS-05",)),
        yes_no("refusal_reported", "拒绝签字的，已记录并向负责人报告", required=False, rules=("E-INS-05",)),
        yes_no("licence_record", "许可监督检查情况和处理结果已归档，公众可以查阅", required=False, rules=("E-INS-15",)),
        yes_no("improper", "有妨碍经营、收取费用、谋取利益等禁止行为", rules=("E-INS-06", "E-INS-13")),
        long("improper_handled", "对禁止行为的纠正和报告情况", required=False, rules=("E-INS-13",)),
        effective="on",
    ),
    kind("lead_passed_on", "移送其他部门", text("to", "受移送部门"), long("content", "线索和记录", rules=("E-INS-07",)), day("on", "日期"),
         roles=OFFICER, states=("is_inspecting", "is_correcting", "is_stopped"), effective="on", rules=("E-INS-07",)),
    kind("stop_order", "责令停产停业、停止使用或者撤出人员", count("major_hazards", "重大事故隐患数", rules=("E-INS-08",)),
         long("content", "内容和理由", rules=("E-INS-08",)), day("on", "日期"), effective="on"),
    kind("stop_lifted", "同意恢复", yes_no("reviewed", "重大事故隐患排除后经审查", rules=("E-INS-08",)), long("result", "审查情况"),
         day("on", "日期"), effective="on", signs=True),
    kind("case_handover", "移交立案", text("case_number", "案件编号", required=False), long("reason", "移交理由"), day("on", "日期"),
         effective="on", rules=("E-INS-07",)),
    kind("inspection_dropped", "取消检查", long("reason", "理由"), day("on", "日期"), effective="on"),
    kind("inspection_closing", "检查办结", long("summary", "结论", rules=("E-PBL-02",)), day("closed_on", "办结日期"), effective="closed_on"),
)
