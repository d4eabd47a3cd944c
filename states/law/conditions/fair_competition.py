"""公平竞争审查: who reviews, what may not stand, may the measure be issued (公平竞争审查条例 arts. 2, 8-18)."""

from __future__ import annotations

from datetime import date

from states.dossier.kinds.assessment import ExceptionGround, Restriction
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import BodyLevel, CongressMatter, Role
from states.law.conditions.draft_text import changed_since, standing
from states.law.requirement import Finding, Moment, departed, met, not_applicable, requirement, unmet, warned

SPONSOR, REGULATOR = Role.SPONSOR, Role.MARKET_REGULATOR
NOT_MARKET = "经认定不涉及经营者经济活动。"
NO_CONCLUSION = "案卷中没有针对本次草案的公平竞争审查结论。"
PUBLIC_HEARD = ("consultation_closing", "hearing_record", "other_participation")


def review_owed(dossier: Dossier, moment: Moment) -> bool:
    """Whether the matter touches the market and no conclusion is on file; the duty exists since 2024-08-01."""
    touches = moment.law.applies("D-FCR-01") and dossier.flag("matter_profile", "market_activity")
    return touches and not dossier.has("fcr_conclusion")


@requirement("D-FCR-01#skip")
def review_may_be_skipped(dossier: Dossier, moment: Moment) -> Finding:
    """FCR art. 2: a measure that touches undertakings' economic activity is reviewed while it is drafted."""
    profile = dossier.last("matter_profile")
    if profile is None:
        return unmet("尚未认定是否涉及经营者经济活动。", "先登记事项特征认定。", SPONSOR)
    if not profile.flag("market_activity"):
        return met(NOT_MARKET)
    done = standing(dossier, "fcr_conclusion")
    if done and not _fault(dossier, done[-1], moment.today):
        return met(f"{done[-1].on}已作出审查结论，此后草案没有实质性变化。")
    return unmet("本事项涉及经营者经济活动，不能免除公平竞争审查。", "开展公平竞争审查。", SPONSOR)


@requirement("D-FCR-02")
def drafter_is_answerable(dossier: Dossier, moment: Moment) -> Finding:
    """FCR art. 13: a department's own measure is reviewed by its drafter; a joint one by the lead drafter."""
    if _by_regulator(dossier):
        return not_applicable("政府出台（提请人大审议）的政策措施，由市场监管部门会同审查。")
    preliminary = dossier.last("fcr_preliminary")
    if preliminary is None or not preliminary.text("drafter"):
        return unmet("没有写明负责审查的起草单位。", "登记起草单位和初审意见。", SPONSOR)
    if not preliminary.flag("joint"):
        return met(f"由起草单位「{dossier.names.office(preliminary.text('drafter'))}」自行审查。")
    if lead := preliminary.text("lead_drafter"):
        return met(f"多部门联合出台，由牵头起草单位「{dossier.names.office(lead)}」审查。")
    return unmet("多个部门联合出台，没有写明牵头起草单位。", "填写牵头起草单位，由其开展审查。", SPONSOR)


@requirement("D-FCR-03")
def regulator_reviewed(dossier: Dossier, moment: Moment) -> Finding:
    """FCR art. 14: a government's measure, or one for the congress, is reviewed by the market regulator."""
    if not dossier.has("scope_test"):
        return unmet("没有登记决策机关类别，不能确定审查机关。", "补充登记适用判断。", Role.DECISION_OFFICE)
    if not _by_regulator(dossier):
        return not_applicable("部门等出台的政策措施，由（牵头）起草单位自行审查。")
    preliminary, done = dossier.last("fcr_preliminary"), standing(dossier, "fcr_conclusion")
    if preliminary is None:
        return unmet("没有起草单位的初审意见。", "起草单位先作初审，连同草案送本级市场监管部门。", SPONSOR)
    if not done:
        return unmet(NO_CONCLUSION, "由本级市场监管部门会同起草单位审查并登记结论。", REGULATOR)
    if _regulators_own(dossier, done[-1]):
        return met(f"市场监管部门已于{done[-1].on}会同起草单位作出审查结论。")
    return unmet(
        "审查结论由起草一方登记，不能代替市场监管部门的审查。",
        "由本级市场监管部门人员登记审查结论。",
        REGULATOR,
    )


@requirement("D-FCR-04")
def stakeholders_were_heard(dossier: Dossier, moment: Moment) -> Finding:
    """FCR art. 16: undertakings and associations are heard; the public too where its interests are concerned."""
    heard = standing(dossier, "fcr_stakeholders")
    if not heard:
        return unmet(
            "没有听取经营者、行业协会商会等利害关系人意见的记录。",
            "听取利害关系人关于公平竞争影响的意见并登记。",
            SPONSOR,
            REGULATOR,
        )
    public = any(one.flag("public_heard") for one in heard) or any(dossier.has(kind) for kind in PUBLIC_HEARD)
    if not public and _public_concerned(dossier):
        return unmet(
            "事项涉及社会公众利益，没有听取社会公众意见的记录。",
            "听取社会公众意见并登记。",
            SPONSOR,
            REGULATOR,
        )
    return met(f"已听取利害关系人意见，共{len(heard)}次。")


@requirement("D-FCR-05")
def nothing_forbidden(dossier: Dossier, moment: Moment) -> Finding:
    """FCR arts. 8-11: no restriction of competition, unless the exception of art. 12 holds."""
    conclusion = dossier.last("fcr_conclusion")
    if conclusion is None:
        return unmet(NO_CONCLUSION, "逐项对照审查标准作出审查结论。", REGULATOR, SPONSOR)
    found = _restrictions(conclusion)
    if not found:
        return met("逐项核对，未发现限制竞争内容。")
    labels = "、".join(one.label for one in found)
    if _lacking(conclusion):
        return unmet(
            f"草案含有「{labels}」的内容，不符合例外规定。",
            "退回修改草案删去有关内容；符合例外规定的，补齐其全部条件。",
            SPONSOR,
        )
    return departed(f"含有「{labels}」的内容，适用例外规定。")


@requirement("D-FCR-06")
def exception_is_complete(dossier: Dossier, moment: Moment) -> Finding:
    """FCR art. 12: a listed ground, no less restrictive alternative, and a reasonable term or end."""
    conclusion = dossier.last("fcr_conclusion")
    if conclusion is None or not (_restrictions(conclusion) and conclusion.text("exception")):
        return not_applicable("没有适用例外规定。")
    if lacking := _lacking(conclusion):
        return unmet(
            f"适用例外规定缺少：{lacking}。", f"补充{lacking}后重新登记审查结论。", REGULATOR, SPONSOR
        )
    ends_on = conclusion.day("ends_on")
    if ends_on is not None and ends_on <= conclusion.on:
        return unmet(
            f"实施期限{ends_on}不晚于审查结论日期。", "确定合理的实施期限或者终止条件。", REGULATOR, SPONSOR
        )
    ground = "、".join(one.label for one in ExceptionGround if one == conclusion.text("exception"))
    end = f"期限至{ends_on}" if ends_on else f"终止条件：{conclusion.text('end_condition')}"
    return met(f"{ground}，无影响更小的替代方案，{end}。")


@requirement("D-FCR-07")
def conclusion_is_written(dossier: Dossier, moment: Moment) -> Finding:
    """FCR art. 17: a conclusion whether the measure meets the standards; an exception is explained in detail."""
    done = standing(dossier, "fcr_conclusion")
    if not done:
        return unmet(NO_CONCLUSION, "登记符合或者不符合公平竞争审查标准的结论。", REGULATOR, SPONSOR)
    found, exception = _restrictions(done[-1]), done[-1].text("exception")
    if done[-1].flag("compliant") and found and not exception:
        return unmet(
            "核对出限制竞争内容，结论却为符合标准。",
            "更正审查结论，或者写明适用的例外规定。",
            REGULATOR,
            SPONSOR,
        )
    if not done[-1].flag("compliant") and not found:
        return unmet(
            "结论为不符合标准，但没有指出限制竞争的内容。",
            "在审查标准核对中写明所违反的标准。",
            REGULATOR,
            SPONSOR,
        )
    if exception and not done[-1].text("no_alternative"):
        return unmet(
            "适用例外规定，但审查结论没有详细说明。",
            "说明没有对公平竞争影响更小的替代方案。",
            REGULATOR,
            SPONSOR,
        )
    return met(f"{done[-1].on}已作出书面审查结论。")


@requirement("D-FCR-08")
def reviewed_before_tabling(dossier: Dossier, moment: Moment) -> Finding:
    """FCR art. 18, asked when the matter is tabled: not reviewed or in breach, it may not be issued."""
    return _may_be_issued(dossier, moment)


@requirement("D-FCR-08#issue")
def reviewed_before_issue(dossier: Dossier, moment: Moment) -> Finding:
    """FCR art. 18, asked at issue: also an exception whose term has run out no longer carries the measure."""
    return _may_be_issued(dossier, moment)


@requirement("D-FCR-09")
def class_is_named(dossier: Dossier, moment: Moment) -> Finding:
    """Implementing measures art. 2: the class of measure (market access, subsidies, procurement ...) is stated."""
    if not dossier.flag("matter_profile", "market_activity"):
        return not_applicable(NOT_MARKET)
    preliminary = dossier.last("fcr_preliminary")
    if preliminary is not None and preliminary.text("measure_class"):
        return met(f"政策措施类别：{preliminary.text('measure_class')}。")
    return unmet("初审意见没有写明政策措施类别。", "补充市场准入、招商引资、政府采购等类别。", SPONSOR)


def _may_be_issued(dossier: Dossier, moment: Moment) -> Finding:
    profile, conclusion = dossier.last("matter_profile"), dossier.last("fcr_conclusion")
    if profile is None:
        return unmet("尚未认定是否涉及经营者经济活动。", "补充登记事项特征认定。", SPONSOR)
    if not profile.flag("market_activity"):
        return not_applicable(NOT_MARKET)
    if conclusion is None:
        return unmet("未经公平竞争审查，不得出台。", "退回修改草案，完成公平竞争审查后再提请。", SPONSOR)
    if fault := _fault(dossier, conclusion, moment.today):
        return unmet(f"{fault}，不得出台。", "退回修改草案，重新开展公平竞争审查。", SPONSOR, REGULATOR)
    if changed_since(dossier, conclusion):
        return warned(
            f"{conclusion.on}审查结论之后草案有实质性变化。",
            "请确认变化内容不影响公平竞争，必要时重新审查。",
            SPONSOR,
            REGULATOR,
        )
    return met(f"{conclusion.on}的审查结论为可以出台。")


def _fault(dossier: Dossier, conclusion: Entry, today: date) -> str:
    """Why this conclusion does not carry the measure; empty when it does."""
    if _by_regulator(dossier) and not _regulators_own(dossier, conclusion):
        return "政府出台的政策措施没有市场监管部门的审查结论"
    if not _restrictions(conclusion):
        return "" if conclusion.flag("compliant") else "审查结论为不符合公平竞争审查标准"
    if _lacking(conclusion):
        return "含有限制竞争内容，不符合例外规定"
    ends_on = conclusion.day("ends_on")
    return f"例外规定的实施期限已于{ends_on}届满" if ends_on is not None and ends_on < today else ""


def _by_regulator(dossier: Dossier) -> bool:
    scope = dossier.last("scope_test")
    if scope is None:
        return False
    return scope.text("body_level") == BodyLevel.GOVERNMENT or scope.text("congress") == CongressMatter.DECIDE


def _regulators_own(dossier: Dossier, conclusion: Entry) -> bool:
    return conclusion.role is REGULATOR and conclusion.by not in dossier.people(SPONSOR)


def _public_concerned(dossier: Dossier) -> bool:
    profile = dossier.last("matter_profile")
    return profile is not None and (profile.flag("vital_interests") or profile.flag("public_concern"))


def _restrictions(conclusion: Entry) -> tuple[Restriction, ...]:
    found = conclusion.many("restrictions")
    return tuple(one for one in Restriction if one is not Restriction.NONE and one in found)


def _lacking(conclusion: Entry) -> str:
    """Which conditions of the exception are missing; all are needed together."""
    parts = {
        "例外情形": bool(conclusion.text("exception")),
        "没有影响更小的替代方案的说明": bool(conclusion.text("no_alternative")),
        "合理的实施期限或者终止条件": conclusion.day("ends_on") is not None or bool(conclusion.text("end_condition")),
    }
    return "、".join(label for label, present in parts.items() if not present)
