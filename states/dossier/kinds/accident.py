"""生产安全事故调查: what a case of work safety notes of the inquiry that a government ordered (生产安全事故报告和调查处理条例 arts. 27, 29, 32)."""

from __future__ import annotations

from states.dossier.enforcement_words import AccidentGrade
from states.dossier.kinds.build import count, day, kind, one, text, yes_no
from states.dossier.kinds.penalty_inquiry import RUNNING
from states.dossier.vocabulary import Role

OFFICER = (Role.OFFICER,)
STATES = ("pe_lead", *RUNNING)

KINDS = (
    kind(
        "accident_inquiry",
        "生产安全事故调查（安全生产）",
        one("grade", "事故等级", AccidentGrade, rules=("E-INV-15",)),
        text("government", "负责事故调查的人民政府及事故调查组", rules=("E-INV-14",)),
        day("happened_on", "事故发生日期", rules=("E-INV-14",)),
        roles=OFFICER, states=STATES, effective="happened_on",
    ),
    kind(
        "accident_report",
        "提交事故调查报告（安全生产）",
        count("extension_days", "经负责事故调查的人民政府批准延长的日数", required=False, rules=("E-INV-14",)),
        count("appraisal_days", "技术鉴定所需日数（不计入）", required=False, rules=("E-INV-14",)),
        day("submitted_on", "提交日期", rules=("E-INV-14", "E-INV-15")),
        roles=OFFICER, states=STATES, effective="submitted_on",
    ),
    kind(
        "accident_reply",
        "人民政府对事故调查报告的批复（安全生产）",
        text("document", "批复文号", rules=("E-INV-15",)),
        yes_no("extended", "特别重大事故，批复时间经延长", required=False, rules=("E-INV-15",)),
        day("replied_on", "批复日期", rules=("E-INV-15",)),
        roles=OFFICER, states=STATES, effective="replied_on",
    ),
)  # fmt: skip
