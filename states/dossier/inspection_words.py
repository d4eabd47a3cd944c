"""The words of inspections and random draws (行政检查、双随机): every code with its Chinese label, held once."""

from __future__ import annotations

from states.dossier.vocabulary import Labelled


class InspectionTrigger(Labelled):
    """Why a subject is inspected (优化营商环境条例 art. 54; 国办发〔2024〕54号)."""

    PLAN = "plan", "年度监督检查计划"
    RANDOM = "random", "双随机抽查"
    KEY = "key", "重点领域全覆盖监管"
    COMPLAINT = "complaint", "投诉举报"
    TRANSFER = "transfer", "转办交办"
    SIGNAL = "signal", "数据监测发现的线索"


class InspectionField(Labelled):
    """The field of the inspection, which decides how subjects are chosen."""

    MARKET = "market", "市场监管领域"
    SAFETY = "safety", "直接涉及公共安全和人民群众生命健康"
    OTHER = "other", "其他领域"


class InspectorKind(Labelled):
    """Who goes along; only officers inspect (国办发〔2024〕54号)."""

    OFFICER = "officer", "行政执法人员"
    EXPERT = "expert", "受邀提供技术支持的专家"
    THIRD = "third", "检验检测、科研院所、外包中介等第三方"
    ASSISTANT = "assistant", "辅助人员、网格员、临时工"


class Hazard(Labelled):
    """What was found on the spot (安全生产法 art. 65)."""

    NONE = "none", "未发现问题"
    VIOLATION = "violation", "违法行为"
    HAZARD = "hazard", "事故隐患"
    MAJOR = "major", "重大事故隐患，排除前或者排除过程中无法保证安全"


class Handling(Labelled):
    """What was done about it (安全生产法 art. 65)."""

    NONE = "none", "无需处理"
    ON_THE_SPOT = "on_the_spot", "当场予以纠正"
    IN_TIME = "in_time", "责令限期改正"
    REMOVE = "remove", "责令立即排除"
    STOP = "stop", "责令撤出人员、暂时停产停业或者停止使用"
    CASE = "case", "移交立案查处"
