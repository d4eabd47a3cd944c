"""合法性审查、提请、集体讨论决定 (L713 arts. 25-30)."""

from __future__ import annotations

from states.dossier.kinds.build import count, day, kind, long, one, paper, person, rows, text, yes_no
from states.dossier.vocabulary import (
    Conclusion,
    CongressMatter,
    Forum,
    Labelled,
    MeetingOutcome,
    Position,
    Role,
)

REVIEWER = (Role.LEGAL_REVIEWER,)
SPONSOR = (Role.SPONSOR,)


class Response(Labelled):
    """What the sponsor did with a point of the review opinion (L713 art. 28)."""

    ADOPTED = "adopted", "已修改"
    NOT_ADOPTED = "not_adopted", "未采纳并说明理由"


KINDS = (
    kind(
        "legality_submission",
        "合法性审查送审",
        day("sent_on", "送审日期"),
        paper("draft", "决策草案", rules=("D-LEG-05",)),
        long("related", "相关材料清单", rules=("D-LEG-05",)),
        long("basis", "法律、法规、规章等依据", rules=("D-LEG-05",)),
        long("procedure_note", "履行决策法定程序的说明", rules=("D-LEG-05",)),
        paper("own_opinion", "本部门法制机构意见（盖章）", required=False, rules=("D-LEG-12",)),
        yes_no("sender_is_department", "由部门送审", required=False, rules=("D-LEG-12",)),
        effective="sent_on",
    ),
    kind(
        "review_receipt",
        "送审材料齐备确认",
        day("complete_on", "材料齐备日期", rules=("D-LEG-07",)),
        long("note", "说明", required=False),
        effective="complete_on",
    ),
    kind(
        "supplement_request",
        "退回补正通知",
        long("missing", "需要补充的材料", rules=("D-LEG-06",)),
        day("on", "日期"),
        effective="on",
    ),
    kind(
        "adviser_opinion",
        "法律顾问（公职律师）意见",
        person("adviser", "法律顾问或者公职律师", rules=("D-LEG-10",)),
        long("opinion", "意见", rules=("D-LEG-10",)),
        yes_no("supports", "认为合法"),
        roles=(Role.LEGAL_ADVISER,),
        states=("le_checking", "le_reviewing", "le_changing"),
    ),
    kind(
        "legality_opinion",
        "合法性审查意见",
        one("conclusion", "审查结论", Conclusion, rules=("D-LEG-03",)),
        text("form", "出具形式", rules=("D-LEG-02",), hint="应为合法性审查意见书；会签、征求意见复函不得代替"),
        yes_no("is_review_opinion", "系合法性审查意见书（不是会签、征求意见复函或者参会意见）", rules=("D-LEG-02",)),
        long("competence", "是否符合法定权限", rules=("D-LEG-08",)),
        long("procedure", "草案形成是否履行法定程序", rules=("D-LEG-08",)),
        long("content", "内容是否符合法律、法规、规章和国家政策", rules=("D-LEG-08",)),
        paper("draft", "所审查的草案文本", rules=("D-LEG-14",)),
        rows("points", "修改意见", text("number", "编号"), long("advice", "意见"), required=False, rules=("D-LEG-11",)),
        long("risk_statement", "明示的法律风险", required=False, rules=("D-LEG-04",)),
        long("no_adviser_reason", "未组织法律顾问、公职律师提出意见的理由", required=False, rules=("D-LEG-10",)),
        text("responsible", "审查责任部门", rules=("D-LEG-09",)),
        day("issued_on", "出具日期", rules=("D-LEG-09",)),
        effective="issued_on",
    ),
    kind(
        "review_response",
        "审查意见采纳情况",
        rows(
            "responses",
            "逐条答复",
            text("number", "编号"),
            one("response", "处理", Response),
            long("reason", "理由", required=False),
            rules=("D-LEG-11",),
        ),
        paper("draft", "修改后的草案", rules=("D-LEG-14",)),
        roles=SPONSOR,
        states=("le_changing", "le_passed"),
    ),
    kind(
        "changes_checked",
        "修改核对意见",
        yes_no("all_made", "应当修改的内容均已修改或者说明理由", rules=("D-LEG-11",)),
        paper("draft", "核对的草案文本", rules=("D-LEG-14",)),
        long("note", "核对说明"),
    ),
    kind(
        "short_review_reason",
        "审查时间不足的说明",
        long("reason", "少于法定审查时间的理由", rules=("D-LEG-07",)),
        roles=SPONSOR,
        states=("legality_review",),
    ),
    kind(
        "submission_package",
        "提请讨论材料",
        day("submitted_on", "提请日期"),
        paper("draft", "决策草案", rules=("D-SUB-01",)),
        long("related", "相关材料清单", rules=("D-SUB-01",)),
        long("fair_competition", "公平竞争审查有关情况", required=False, rules=("D-SUB-02",)),
        long("public_opinions", "社会公众主要意见研究采纳情况", required=False, rules=("D-SUB-03",)),
        long("expert_opinions", "专家论证意见研究采纳情况", required=False, rules=("D-SUB-04",)),
        long("risk_report", "风险评估报告等有关材料", required=False, rules=("D-SUB-05",)),
        text("legality_opinion", "合法性审查意见文号", rules=("D-SUB-06",)),
        long("other", "需要报送的其他材料", required=False, rules=("D-SUB-07",)),
        effective="submitted_on",
    ),
    kind(
        "legal_advice_heard",
        "主要负责人决策前听取法律意见",
        day("on", "日期"),
        text("from_whom", "法律顾问机构或者合法性审查机构"),
        long("advice", "意见"),
        roles=(Role.HEAD, Role.DECISION_OFFICE),
        states=("tabled", "deliberating"),
        effective="on",
        rules=("D-LEG-13",),
    ),
    kind(
        "meeting_notice",
        "会议安排",
        one("forum", "会议类型", Forum, rules=("D-DEL-01", "D-DEL-07")),
        text("number", "会议名称及届次"),
        day("meeting_on", "会议日期", future=True),
    ),
    kind(
        "meeting_minutes",
        "会议讨论决定记录",
        one("forum", "会议类型", Forum, rules=("D-DEL-01", "D-DEL-07")),
        day("held_on", "会议日期"),
        text("head", "行政首长", chair=True, rules=("D-DEL-02",)),
        rows(
            "members",
            "组成人员发言（按发言顺序）",
            text("name", "姓名"),
            count("order", "发言次序"),
            one("position", "意见", Position),
            text("statement", "发言要点", required=False),
            rules=("D-DEL-03", "D-DEL-04", "D-DEL-06"),
        ),
        one("outcome", "决定", MeetingOutcome, rules=("D-DEL-08",)),
        long("head_reason", "决定与多数人意见不一致的理由（会上说明）", required=False, rules=("D-DEL-05",)),
        long("dissent", "不同意见", required=False, rules=("D-DEL-06", "D-LIA-04")),
        paper("draft", "会议讨论的草案文本", rules=("D-LEG-14",)),
        long("changes", "会议提出的修改", required=False),
        yes_no("changes_substantial", "属于重大修改", required=False, rules=("D-DEL-08", "D-LEG-14")),
        text("executor", "执行单位", required=False, rules=("D-EXE-02",)),
        day("execute_by", "执行时限", required=False, future=True, rules=("D-EXE-02",)),
        text("feedback", "执行反馈要求", required=False, rules=("D-EXE-02",)),
        effective="held_on",
        laid=("meeting_notice", "submission_package", "legality_opinion", "changes_checked", "legal_advice_heard", "risk_assessment", "opinion_summary"),
    ),
    kind(
        "party_report",
        "向同级党委请示报告",
        text("document", "请示报告文号", rules=("D-PARTY-01",)),
        day("reported_on", "请示报告日期"),
        text("reply", "批复或者答复文号", rules=("D-PARTY-01",)),
        day("replied_on", "答复日期"),
        yes_no("agreed", "党委同意", rules=("D-PARTY-01",)),
        roles=(Role.DECISION_OFFICE,),
        states=("tabled", "deliberating", "decided"),
        effective="replied_on",
    ),
    kind(
        "congress_act",
        "人大讨论决定或者报告回执",
        text("document", "决定文号或者报告回执", rules=("D-SCOPE-08",)),
        one("act", "人大讨论决定或者报告", CongressMatter, rules=("D-SCOPE-08",)),
        yes_no("approved", "讨论决定的结果为同意", required=False, rules=("D-SCOPE-08",)),
        day("on", "日期"),
        roles=(Role.DECISION_OFFICE,),
        states=("tabled", "deliberating", "decided"),
        effective="on",
    ),
)

