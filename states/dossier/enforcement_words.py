"""The words of law enforcement (行政执法): every code with its Chinese label, held once."""

from __future__ import annotations

from states.dossier.vocabulary import Labelled


class BodyStanding(Labelled):
    """In what standing a body enforces (行政处罚法 arts. 17, 19-21, 24)."""

    ORGAN = "organ", "具有行政处罚权的行政机关"
    AUTHORISED = "authorised", "法律、法规授权的组织"
    ENTRUSTED = "entrusted", "受委托的组织"
    TOWNSHIP = "township", "承接处罚权的乡镇人民政府、街道办事处"


class AccidentGrade(Labelled):
    """生产安全事故报告和调查处理条例 art. 3."""

    EXTRA_SERIOUS = "extra_serious", "特别重大事故"
    SERIOUS = "serious", "重大事故"
    LARGER = "larger", "较大事故"
    ORDINARY = "ordinary", "一般事故"


class CertificateStanding(Labelled):
    """What the holder of a paper may do (行政处罚法 art. 42; 国办发〔2024〕54号)."""

    OFFICER = "officer", "行政执法人员"
    ASSISTANT = "assistant", "执法辅助人员（不得单独执法）"


class CertificateChange(Labelled):
    """What became of a certificate."""

    WITHHELD = "withheld", "暂扣"
    CANCELLED = "cancelled", "注销"
    RESTORED = "restored", "恢复"


class BasisLevel(Labelled):
    """Where a penalty may be written (行政处罚法 arts. 10-14, 16); the last two are no basis."""

    STATUTE = "statute", "法律"
    ADMINISTRATIVE = "administrative", "行政法规"
    LOCAL = "local", "地方性法规"
    RULE = "rule", "规章"
    DOCUMENT = "document", "规范性文件"
    MINUTES = "minutes", "会议纪要"


class LeadSource(Labelled):
    """Where a lead comes from."""

    INSPECTION = "inspection", "监督检查发现"
    REPORT = "report", "投诉、举报"
    TRANSFER = "transfer", "其他机关移送"
    ASSIGNED = "assigned", "上级交办"
    MONITORING = "monitoring", "监测、监控发现"
    OTHER = "other", "其他途径"


class PartyKind(Labelled):
    """Who is dealt with: limits of the summary procedure differ (行政处罚法 art. 51)."""

    CITIZEN = "citizen", "公民"
    ORGANISATION = "organisation", "法人或者其他组织"


class ViolationField(Labelled):
    """Fields in which the time for pursuit may be five years (行政处罚法 art. 36(1))."""

    GENERAL = "general", "一般领域"
    LIFE_SAFETY = "life_safety", "涉及公民生命健康安全"
    FINANCE = "finance", "涉及金融安全"


class EvidenceKind(Labelled):
    """Kinds of evidence (行政处罚法 art. 46(1))."""

    DOCUMENT = "document", "书证"
    OBJECT = "object", "物证"
    AUDIO_VISUAL = "audio_visual", "视听资料"
    ELECTRONIC = "electronic", "电子数据"
    WITNESS = "witness", "证人证言"
    PARTY = "party", "当事人的陈述"
    EXPERT = "expert", "鉴定意见"
    SCENE = "scene", "勘验笔录、现场笔录"


class RegisteredWay(Labelled):
    """What becomes of registered evidence within seven working days (行政处罚法 art. 56)."""

    RETURNED = "returned", "退还、解除登记保存"
    COPIED = "copied", "采取记录、复制、拍照、录像等证据保全措施后返还"
    TESTED = "tested", "送交检测、检验、鉴定"
    SEIZED = "seized", "依法查封、扣押"
    CONFISCATED = "confiscated", "依法没收"
    TRANSFERRED = "transferred", "移送有关部门处理"


class RecordedAct(Labelled):
    """Acts for which sound and picture are asked (三项制度: 执法全过程记录)."""

    SEIZURE = "seizure", "查封、扣押"
    DESTRUCTION = "destruction", "强制销毁"
    SCENE = "scene", "现场执法"
    INQUIRY = "inquiry", "调查取证"
    REGISTRATION = "registration", "先行登记保存"
    HEARING = "hearing", "听证"
    LEFT_SERVICE = "left_service", "留置送达"
    PUBLIC_SERVICE = "public_service", "公告送达"


class CaseProposal(Labelled):
    """What the inquiry leads to (行政处罚法 art. 57(1))."""

    PENALTY = "penalty", "给予行政处罚"
    NO_PENALTY = "no_penalty", "违法行为轻微等，依法不予行政处罚"
    NOT_PROVEN = "not_proven", "违法事实不能成立，不予行政处罚"
    TRANSFER = "transfer", "涉嫌犯罪，移送司法机关"


class PenaltyKind(Labelled):
    """Kinds of penalty (行政处罚法 art. 9)."""

    WARNING = "warning", "警告"
    CRITICISM = "criticism", "通报批评"
    FINE = "fine", "罚款"
    GAINS = "gains", "没收违法所得"
    GOODS = "goods", "没收非法财物"
    DOWNGRADE = "downgrade", "降低资质等级"
    LICENCE_HELD = "licence_held", "暂扣许可证件"
    LICENCE_REVOKED = "licence_revoked", "吊销许可证件"
    RESTRICTION = "restriction", "限制开展生产经营活动"
    STOP = "stop", "责令停产停业"
    CLOSURE = "closure", "责令关闭"
    BARRED = "barred", "限制从业"
    DETENTION = "detention", "行政拘留"
    NONE = "none", "不予行政处罚"  # what one of several parties may come away with


class StatementResult(Labelled):
    """What became of facts, reasons and evidence that the party put forward (行政处罚法 art. 45)."""

    ADOPTED = "adopted", "成立，予以采纳"
    PARTLY = "partly", "部分成立，部分采纳"
    NOT_ADOPTED = "not_adopted", "不成立，不予采纳"


class HearingEnding(Labelled):
    """Why a hearing ends without being held (行政处罚法 art. 64(6))."""

    WITHDRAWN = "withdrawn", "当事人撤回听证申请"
    ABSENT = "absent", "当事人及其代理人无正当理由拒不出席"
    LEFT = "left", "当事人及其代理人未经许可中途退出"


class ReviewConclusion(Labelled):
    """What the legal review comes to (行政处罚法 art. 58)."""

    PASSED = "passed", "同意，审核通过"
    CHANGE = "change", "退回补正、修改"
    RENOTIFY = "renotify", "应当重新告知"
    REFUSED = "refused", "不同意，审核未通过"


class Mitigation(Labelled):
    """When a penalty must be lighter or below the range (行政处罚法 arts. 30-32)."""

    REMEDIED = "remedied", "主动消除或者减轻违法行为危害后果"
    COERCED = "coerced", "受他人胁迫或者诱骗实施违法行为"
    CONFESSED = "confessed", "主动供述行政机关尚未掌握的违法行为"
    MERIT = "merit", "配合行政机关查处违法行为有立功表现"
    MINOR = "minor", "已满十四周岁不满十八周岁"
    OTHER = "other", "法律、法规、规章规定的其他情形"


class Weight(Labelled):
    """How the discretion was used."""

    LIGHTER = "lighter", "从轻"
    REDUCED = "reduced", "减轻"
    ORDINARY = "ordinary", "一般"
    HEAVIER = "heavier", "从重"


class AppliedLaw(Labelled):
    """Which text is applied where the law changed (行政处罚法 art. 37)."""

    UNCHANGED = "unchanged", "违法行为发生后法律没有变化"
    OLD = "old", "适用违法行为发生时的规定"
    NEW = "new", "适用新规定（处罚较轻或者不认为是违法）"


class NoPenaltyGround(Labelled):
    """Why there is no penalty (行政处罚法 arts. 30, 31, 33, 36, 40)."""

    SLIGHT = "slight", "违法行为轻微并及时改正，没有造成危害后果（应当不予处罚）"
    FIRST = "first", "初次违法且危害后果轻微并及时改正（可以不予处罚）"
    NO_FAULT = "no_fault", "当事人有证据足以证明没有主观过错"
    UNDER_AGE = "under_age", "不满十四周岁"
    INCAPABLE = "incapable", "精神病人、智力残疾人不能辨认或者不能控制自己行为"
    TIME_BARRED = "time_barred", "超过追责时效"
    NOT_PROVEN = "not_proven", "违法事实不清、证据不足或者不能成立"


class RevokedBy(Labelled):
    """Who undid a decision."""

    SELF = "self", "本机关自行撤销"
    REVIEW = "review", "行政复议机关决定撤销、变更或者确认违法"
    COURT = "court", "人民法院判决撤销、变更或者确认违法"
    SUPERIOR = "superior", "上级机关责令纠正"


class ServiceMethod(Labelled):
    """How a paper is served (民事诉讼法 arts. 88-95; 行政处罚法 art. 61)."""

    DIRECT = "direct", "直接送达"
    LEFT = "left", "留置送达"
    ELECTRONIC = "electronic", "电子送达"
    ENTRUSTED = "entrusted", "委托送达"
    POST = "post", "邮寄送达"
    FORWARDED = "forwarded", "转交送达"


class CollectedBy(Labelled):
    """Through whom a fine was paid (行政处罚法 arts. 67-69)."""

    BANK = "bank", "指定的银行"
    ELECTRONIC = "electronic", "电子支付系统"
    OFFICER = "officer", "执法人员当场收缴"


class OnTheSpot(Labelled):
    """Why an officer may collect (行政处罚法 arts. 68, 69)."""

    SMALL = "small", "当场处罚，一百元以下的罚款"
    HARD_LATER = "hard_later", "当场处罚，不当场收缴事后难以执行"
    REMOTE = "remote", "边远、水上、交通不便地区，当事人到指定银行或者通过电子支付系统缴纳确有困难并提出要求"


class RemedyKind(Labelled):
    """Which way the party took against a decision."""

    REVIEW = "review", "行政复议"
    SUIT = "suit", "行政诉讼"


class ExecutionEnding(Labelled):
    """Why the execution ends unperformed (行政强制法 art. 40)."""

    DEAD = "dead", "公民死亡，无遗产可供执行，又无义务承受人"
    DISSOLVED = "dissolved", "法人或者其他组织终止，无财产可供执行，又无义务承受人"
    OBJECT_LOST = "object_lost", "执行标的灭失"
    DECISION_REVOKED = "decision_revoked", "据以执行的行政决定被撤销"
    COURT = "court", "人民法院裁定终结执行"
    OTHER = "other", "行政机关认为需要终结执行的其他情形"


class CaseEnding(Labelled):
    """Why a case that was filed ends without a decision."""

    DEAD = "dead", "公民死亡"
    DISSOLVED = "dissolved", "法人或者其他组织终止，无权利义务承受人"
    WRONGLY_FILED = "wrongly_filed", "立案后发现不应当立案"
    OTHER_AGENCY = "other_agency", "不属于本机关管辖"


class ClosingGround(Labelled):
    """When a case may be closed; the Penalty Law has no list, sector rules have (待核实)."""

    PERFORMED = "performed", "行政处罚决定执行完毕"
    ENDED = "ended", "依法终结执行"
    COURT = "court", "人民法院裁定执行后执行完毕或者终结"
    NO_PENALTY = "no_penalty", "不予行政处罚"


class CourtResult(Labelled):
    """What the court answers to the application (行政强制法 arts. 56-58)."""

    ACCEPTED = "accepted", "受理"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    GRANTED = "granted", "裁定准予执行"
    REFUSED = "refused", "裁定不予执行"


class Secret(Labelled):
    """What may not be disclosed (行政处罚法 art. 50)."""

    STATE = "state", "国家秘密"
    BUSINESS = "business", "商业秘密"
    PRIVACY = "privacy", "个人隐私"
    NONE = "none", "不涉及"
