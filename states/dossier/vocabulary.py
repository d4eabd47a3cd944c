"""The words of the trade: every code with its Chinese label, held once."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code (English) with its label (Chinese)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member


class Role(Labelled):
    """Who acts, in the terms of Order 713, of the 行政处罚法 and of the 三员 of a protected system."""

    SPONSOR = "sponsor", "承办单位经办人"
    OFFICE_HEAD = "office_head", "承办单位负责人"
    DECISION_OFFICE = "decision_office", "决策机关办公机构"
    STUDY_UNIT = "study_unit", "研究论证单位"
    LEGAL_REVIEWER = "legal_reviewer", "合法性审查人员"
    LEGAL_ADVISER = "legal_adviser", "法律顾问（公职律师）"
    EXPERT = "expert", "论证专家"
    RISK_ASSESSOR = "risk_assessor", "风险评估单位"
    MARKET_REGULATOR = "market_regulator", "市场监管部门审查人员"
    HEARING_HOST = "hearing_host", "听证主持人"
    MEMBER = "member", "会议组成人员"
    HEAD = "head", "行政首长"
    EXECUTOR = "executor", "决策执行单位"
    EVALUATOR = "evaluator", "决策后评估单位"
    SUPERVISOR = "supervisor", "监督机关"
    ARCHIVIST = "archivist", "档案管理人员"
    OFFICER = "officer", "执法人员"
    AGENCY_HEAD = "agency_head", "行政机关负责人"
    ENFORCEMENT_REVIEWER = "enforcement_reviewer", "法制审核人员"
    FINE_COLLECTOR = "fine_collector", "罚没收缴管理人员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全保密管理员"
    AUDIT_ADMIN = "audit_admin", "安全审计员"
    CLOCK = "clock", "系统时钟"
    PUBLIC = "public", "社会公众"


class Confidentiality(Labelled):
    """密级与公开属性. Matters at 秘密 or above are refused at the door."""

    PUBLIC = "public", "公开"
    INTERNAL = "internal", "内部"
    WITHHELD = "withheld", "依法不予公开"
    SECRET = "secret", "秘密"
    CONFIDENTIAL = "confidential", "机密"
    TOP_SECRET = "top_secret", "绝密"

    @property
    def classified(self) -> bool:
        return self in (Confidentiality.SECRET, Confidentiality.CONFIDENTIAL, Confidentiality.TOP_SECRET)


class Disposition(Labelled):
    """What became of an opinion (L713 art. 18)."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly_adopted", "部分采纳"
    NOT_ADOPTED = "not_adopted", "不采纳"


class OpinionEnd(Labelled):
    """How an opinion ends without an answer; it stays on record all the same."""

    SUPERSEDED = "superseded", "本人已更正"
    WITHDRAWN = "withdrawn", "本人已撤回"
    SPAM = "spam", "不予研究（垃圾信息）"


class Screening(Labelled):
    """What a person does with an opinion that does not look like one. Rejecting it takes two."""

    HOLD = "hold", "暂存核查"
    RELEASE = "release", "恢复正常办理"
    PROPOSE = "propose_spam", "提请按垃圾信息处理"
    CONFIRM = "confirm_spam", "确认按垃圾信息处理"


class MatterClass(Labelled):
    """The five classes of L713 art. 3(1)."""

    PUBLIC_POLICY = "public_policy", "公共服务、市场监管、社会管理、环境保护等方面的重大公共政策和措施"
    PLAN = "plan", "经济和社会发展等方面的重要规划"
    RESOURCES = "resources", "开发利用、保护重要自然资源和文化资源的重大公共政策和措施"
    PROJECT = "project", "在本行政区域实施的重大公共建设项目"
    OTHER = "other", "对经济社会发展有重大影响、涉及重大公共利益或者社会公众切身利益的其他重大事项"
    NONE = "none", "不属于上述五类"


class Exclusion(Labelled):
    """Matters outside the procedure (L713 art. 3(2)); the last three only by Yunnan's wider rule."""

    NONE = "none", "不属于排除事项"
    MACRO_CONTROL = "macro_control", "财政政策、货币政策等宏观调控决策"
    LEGISLATION = "legislation", "政府立法决策"
    EMERGENCY = "emergency", "突发事件应急处置决策"
    SPECIAL_STATUTE = "special_statute", "法律、行政法规另有规定"
    BODY = "body", "决策机关不属于适用范围"
    PERSONNEL = "personnel", "人事任免"
    INTERNAL = "internal", "内部行政管理"
    FOREIGN = "foreign", "外事活动"


class BodyLevel(Labelled):
    """Who decides (L713 arts. 2 and 42)."""

    GOVERNMENT = "government", "县级以上地方人民政府"
    DEPARTMENT = "department", "县级以上地方人民政府部门"
    TOWNSHIP = "township", "乡镇人民政府"
    SUBDISTRICT = "subdistrict", "街道办事处"
    AUTHORISED = "authorised", "法律法规授权的组织"


class ProposerType(Labelled):
    """Where a proposal comes from (L713 art. 10)."""

    LEADER = "leader", "决策机关领导人员"
    DEPARTMENT = "department", "所属部门或者下一级人民政府"
    DEPUTY = "deputy", "人大代表建议、政协委员提案"
    PUBLIC = "public", "公民、法人或者其他组织"


class CongressMatter(Labelled):
    """Whether the people's congress has a part (L713 art. 8(1))."""

    NONE = "none", "不涉及"
    DECIDE = "decide", "应当提请本级人大或其常委会讨论决定"
    REPORT = "report", "出台前应当向本级人大常委会报告"


class Reply(Labelled):
    """A unit's answer to a consultation (L713 art. 13)."""

    AGREE = "agree", "同意"
    DISAGREE = "disagree", "不同意"
    NO_ANSWER = "no_answer", "逾期未答复"


class Channel(Labelled):
    """Channels of L713 art. 15(1) and art. 32."""

    WEBSITE = "website", "政府网站"
    NEW_MEDIA = "new_media", "政务新媒体"
    NEWSPAPER = "newspaper", "报刊"
    RADIO = "radio", "广播"
    TELEVISION = "television", "电视"
    GAZETTE = "gazette", "政府公报"


class ParticipationWay(Labelled):
    """Ways to hear opinions (L713 art. 14(2))."""

    SYMPOSIUM = "symposium", "座谈会"
    HEARING = "hearing", "听证会"
    FIELD_VISIT = "field_visit", "实地走访"
    WRITTEN = "written", "书面征求意见"
    OPEN = "open", "向社会公开征求意见"
    QUESTIONNAIRE = "questionnaire", "问卷调查"
    POLL = "poll", "民意调查"


class Conclusion(Labelled):
    """Conclusions of the legality review (L713 arts. 25, 27, 28)."""

    LAWFUL = "lawful", "合法"
    LAWFUL_IF_CHANGED = "lawful_if_changed", "修改后合法"
    UNLAWFUL = "unlawful", "不合法"
    RISK_STATED = "risk_stated", "探索性改革，明示法律风险"


class Forum(Labelled):
    """Where a matter was discussed (L713 art. 30(1)); only the first two count."""

    EXECUTIVE = "executive", "常务会议"
    PLENARY = "plenary", "全体会议"
    OFFICE = "office", "部门办公会议（参照执行）"
    SPECIAL = "special", "专题会议"
    CIRCULATION = "circulation", "传阅会签"


class MeetingOutcome(Labelled):
    """What the head decided after the discussion."""

    PASSED = "passed", "通过"
    PASSED_CHANGED = "passed_changed", "修改后通过"
    AGAIN = "again", "再次讨论"
    REJECTED = "rejected", "不予通过"


class Position(Labelled):
    """A member's view on the matter (L713 art. 30(2), (3))."""

    AGREE = "agree", "同意"
    AGREE_IF_CHANGED = "agree_if_changed", "原则同意，提出修改意见"
    DISAGREE = "disagree", "不同意"
    NO_COMMENT = "no_comment", "无意见"
    RECUSED = "recused", "回避"
    ABSENT = "absent", "缺席"


class Signature(Labelled):
    """How a hearing participant left the record (L713 art. 17(3))."""

    SIGNED = "signed", "已签字"
    REFUSED = "refused", "拒绝签字"
    ABSENT = "absent", "未到会、未到场"


class RiskLevel(Labelled):
    """Levels of project rules; Order 713 itself knows only controllable or not."""

    LOW = "low", "低风险"
    MEDIUM = "medium", "中风险"
    HIGH = "high", "高风险"


class EvaluationTrigger(Labelled):
    """When a decision may be evaluated (L713 art. 36(1))."""

    SHORT_OF_AIM = "short_of_aim", "实施后明显未达到预期效果"
    MANY_OPINIONS = "many_opinions", "公民、法人或者其他组织提出较多意见"
    BODY = "body", "决策机关认为有必要"


class EvaluationResult(Labelled):
    """What the evaluation proposes (L713 art. 36(4))."""

    CONTINUE = "continue", "继续执行"
    ADJUST = "adjust", "调整"
    SUSPEND = "suspend", "中止执行"
    ABOLISH = "abolish", "停止执行（废止）"


class Problem(Labelled):
    """Situations of L713 art. 35(1)."""

    DEFECT = "defect", "决策存在问题"
    CHANGED = "changed", "客观情况发生重大变化"
    FORCE_MAJEURE = "force_majeure", "决策执行中发生不可抗力等严重影响决策目标实现"
