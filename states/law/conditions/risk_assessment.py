"""风险评估: was the matter screened, what must the report hold, is the risk controllable (L713 arts. 22-24)."""

from __future__ import annotations

from states.dossier.kinds.assessment import AssessmentWay
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import RiskLevel, Role
from states.law.conditions.draft_text import changed_since, standing
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

SPONSOR, ASSESSOR = Role.SPONSOR, Role.RISK_ASSESSOR
ANALYSES = {str(AssessmentWay.QUALITATIVE), str(AssessmentWay.QUANTITATIVE)}
CHAPTERS = {"risk_points": "风险点", "measures": "风险防范措施", "contingency": "风险处置预案"}
NO_REPORT = "案卷中没有针对本次草案的风险评估报告。"


def assessment_owed(dossier: Dossier) -> bool:
    """Whether risk is possible and neither an assessment nor an earlier one of all risks is on file."""
    if not dossier.flag("matter_profile", "risk_possible"):
        return False
    return not dossier.has("risk_assessment") and not any(
        _covering(one) for one in dossier.all("earlier_assessment")
    )


def uncontrolled(dossier: Dossier) -> Entry | None:
    """The assessment that said 不可控 and has not been answered by a new one of a new draft.

    A later correction of its entry does not undo it: the judgement changes only with the draft (art. 24).
    """
    judged = (one for one in reversed(dossier.entries) if one.kind == "risk_assessment")
    bad = next((one for one in judged if not one.flag("controllable")), None)
    if bad is None:
        return None
    new_draft = next(dossier.after(bad, "draft"), None)
    answers = dossier.after(new_draft, "risk_assessment") if new_draft else ()
    return None if any(one.flag("controllable") for one in answers) else bad


@requirement("D-RISK-01#screened")
def matter_is_screened(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 22(1): whether risk is possible is asked for every matter; "no risk" needs a reason."""
    profile = dossier.last("matter_profile")
    if profile is None or not profile.text("risk_reason"):
        return unmet("尚未进行风险初步识别。", "在事项特征认定中填写是否可能造成不利影响及理由。", SPONSOR)
    possible = "可能" if profile.flag("risk_possible") else "不会"
    return met(f"经初步识别，决策实施{possible}对社会稳定、公共安全等造成不利影响。")


@requirement("D-RISK-01")
def risk_was_assessed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 22(1): what is assessed is this draft, so a change in substance asks for a new assessment."""
    if standing(dossier, "risk_assessment"):
        return met("已对本次草案开展风险评估。")
    if dossier.has("risk_assessment"):
        return unmet(
            "风险评估之后草案有实质性变化。", "对新的草案重新评估并登记风险评估报告。", SPONSOR, ASSESSOR
        )
    return unmet(NO_REPORT, "登记风险评估报告。", SPONSOR, ASSESSOR)


@requirement("D-RISK-01#skip")
def assessment_may_be_skipped(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 22: left out only without risk, or when an assessment covers all of it; never after 不可控."""
    profile = dossier.last("matter_profile")
    if profile is None:
        return unmet("尚未进行风险初步识别。", "先在事项特征认定中填写风险初步识别情况。", SPONSOR)
    if bad := uncontrolled(dossier):
        return unmet(
            f"{bad.on}的评估结论为风险不可控，不能免除评估。", "对新的草案重新开展风险评估。", SPONSOR
        )
    if not profile.flag("risk_possible"):
        return met("经初步识别，不会对社会稳定、公共安全等造成不利影响。")
    if standing(dossier, "risk_assessment"):
        return met("前次风险评估之后草案没有实质性变化，原评估仍然有效。")
    if any(_covering(one) for one in standing(dossier, "earlier_assessment")):
        return met("已有的评价评估覆盖本事项全部风险，不重复评估。")
    return unmet(
        "决策实施可能造成不利影响，应当评估决策草案的风险可控性。",
        "开展风险评估；已按有关规定评估的，登记其报告和所覆盖的风险。",
        SPONSOR,
    )


@requirement("D-RISK-01#tabled")
def assessment_was_made(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 22(1), asked again when the matter is tabled: its profile may have changed on the way."""
    if assessment_owed(dossier):
        return unmet(
            "事项可能造成不利影响，案卷中没有风险评估报告。",
            "退回修改草案，完成风险评估后重新送审、提请。",
            SPONSOR,
        )
    if not dossier.flag("matter_profile", "risk_possible"):
        return not_applicable("经初步识别，不会造成不利影响。")
    return met("已开展风险评估或者由已有评价评估覆盖。")


@requirement("D-RISK-02")
def earlier_assessment_covers(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 22(2): no second assessment, but an earlier one counts only for the risks it covers."""
    earlier = dossier.all("earlier_assessment")
    if not earlier or not dossier.flag("matter_profile", "risk_possible"):
        return not_applicable("没有以已有的评价评估代替风险评估。")
    if standing(dossier, "risk_assessment"):
        return met("已有评价评估以外的风险已另行评估。")
    fresh = standing(dossier, "earlier_assessment")
    if any(_covering(one) for one in fresh):
        return met("已有的评价评估覆盖本事项全部风险。")
    if not fresh:
        return unmet(
            "已有评价评估登记之后草案有实质性变化。", "核对其对新草案的覆盖情况，重新登记或者评估。", SPONSOR
        )
    titles = "、".join(f"「{one.text('title')}」" for one in fresh)
    return unmet(f"{titles}没有覆盖本事项全部风险。", "对未覆盖的风险开展风险评估。", SPONSOR)


@requirement("D-RISK-02#start")
def nothing_is_assessed_twice(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 22(2): what was assessed under other rules is not assessed again; more care harms nobody, so an alarm."""
    covering = [one for one in standing(dossier, "earlier_assessment") if _covering(one)]
    if not covering:
        return met("没有覆盖本事项全部风险的已有评价评估。")
    return warned(
        f"「{covering[-1].text('title')}」已覆盖本事项全部风险，不应重复评估。",
        "办理「不开展风险评估」；确有未覆盖的风险的，更正已有评价评估的覆盖情况。",
        SPONSOR,
    )


@requirement("D-RISK-03")
def methods_are_chosen(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 23(1): ways of gathering and qualitative or quantitative analysis; a choice, so only an alarm."""
    plan = dossier.last("risk_plan")
    ways = set(plan.many("ways")) if plan else set()
    if ways & ANALYSES and ways - ANALYSES:
        return met(f"已选择{len(ways)}种调查和分析方法。")
    lacking = "定性或者定量分析方法" if ways - ANALYSES else "舆情跟踪、重点走访、会商分析等调查方式"
    return warned(f"评估方案没有选择{lacking}。", f"建议在评估方案中补充{lacking}。", SPONSOR)


@requirement("D-RISK-04")
def departments_were_heard(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 23(2): the departments concerned are heard in the course of the assessment."""
    heard = standing(dossier, "risk_consultation")
    reports = standing(dossier, "risk_assessment")
    in_time = [one for one in heard if not reports or one.on <= reports[-1].on]
    if in_time:
        return met(f"已听取{len({one.text('unit') for one in in_time})}个部门的意见。")
    if heard:
        return unmet(
            f"部门意见均在评估报告（{reports[-1].on}）完成之后听取。",
            "听取有关部门意见后重新出具评估报告。",
            SPONSOR,
            ASSESSOR,
        )
    return unmet("没有本次风险评估听取有关部门意见的记录。", "听取有关部门意见并登记。", SPONSOR, ASSESSOR)


@requirement("D-RISK-05")
def report_is_complete(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 23(2): the report names risk points, preventive measures and a contingency plan."""
    report = dossier.last("risk_assessment")
    if report is None:
        return unmet(NO_REPORT, "登记列明风险点、风险防范措施和风险处置预案的评估报告。", SPONSOR, ASSESSOR)
    lacking = "、".join(label for name, label in CHAPTERS.items() if not report.text(name))
    if lacking:
        return unmet(f"风险评估报告缺少：{lacking}。", f"补充{lacking}后重新登记报告。", SPONSOR, ASSESSOR)
    return met("报告列明了风险点、风险防范措施和风险处置预案。")


@requirement("D-RISK-06")
def third_party_is_one(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 23(3): a third party may assess; who did is kept, because art. 36(3) bars it from evaluating."""
    plan = dossier.last("risk_plan")
    if plan is None or not plan.flag("third_party"):
        return not_applicable("未委托第三方开展风险评估。")
    if plan.text("assessor") != dossier.office:
        return met(f"委托「{dossier.names.office(plan.text('assessor'))}」评估；其不得再作本事项的决策后评估。")
    return unmet(
        "登记为委托第三方评估，但评估单位是承办单位本身。",
        "填写受委托的第三方，或者取消委托第三方的选项。",
        SPONSOR,
    )


@requirement("D-RISK-07")
def risk_is_controllable(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 24: no decision on an uncontrollable risk before the draft is adjusted and assessed anew."""
    if bad := uncontrolled(dossier):
        return unmet(
            f"{bad.on}的评估结论为风险不可控，此后没有新草案的可控结论。",
            "退回修改草案、采取防控措施，再对新草案重新评估，结论为可控后方可决策。",
            SPONSOR,
            ASSESSOR,
        )
    report = dossier.last("risk_assessment")
    if report is None:
        return not_applicable("本事项没有单独开展风险评估。")
    if changed_since(dossier, report):
        return warned(
            f"{report.on}风险评估之后草案有实质性变化。",
            "请确认风险可控的结论仍然成立，必要时重新评估。",
            SPONSOR,
            ASSESSOR,
        )
    return met(f"{report.on}的评估结论为风险可控。")


@requirement("D-RISK-08")
def conclusion_follows_level(dossier: Dossier, moment: Moment) -> Finding:
    """Chuxiong and Yunnan documents: the level is assessed and the advice to decide follows it."""
    report = dossier.last("risk_assessment")
    if report is None:
        return not_applicable("本事项没有单独开展风险评估。")
    level = _level(report)
    if level is None or not report.text("conclusion"):
        return unmet(
            "风险评估报告没有写明风险等级或者决策建议。",
            "补充风险等级及与之相应的决策建议。",
            SPONSOR,
            ASSESSOR,
        )
    if level is RiskLevel.HIGH and report.flag("controllable"):
        return unmet("评定为高风险，却作出风险可控的结论。", "按风险等级重新作出决策建议。", SPONSOR, ASSESSOR)
    return met(f"评定为{level.label}，已提出决策建议。")


@requirement("D-RISK-09")
def project_risk_is_low_enough(dossier: Dossier, moment: Moment) -> Finding:
    """Rules for major fixed-asset projects: three levels; how many count as controllable is set in the law's data."""
    report = dossier.last("risk_assessment")
    if report is None or not dossier.flag("matter_profile", "fixed_asset_project"):
        return not_applicable("不是开展风险评估的重大固定资产投资项目。")
    levels = tuple(RiskLevel)  # from the lowest
    controllable = levels[: int(moment.law.number("D-RISK-09", "controllable_levels"))]
    level = _level(report)
    if level is None:
        return unmet(
            "重大固定资产投资项目没有评定社会稳定风险等级。",
            "评定高、中、低风险等级并登记。",
            SPONSOR,
            ASSESSOR,
        )
    if report.flag("controllable") and level not in controllable:
        return unmet(
            f"评定为{level.label}，不能作出风险可控的结论。", "采取措施降低风险后重新评估。", SPONSOR, ASSESSOR
        )
    return met(f"评定为{level.label}，与风险可控性结论一致。")


def _covering(earlier: Entry) -> bool:
    return earlier.flag("covers_all")


def _level(report: Entry) -> RiskLevel | None:
    return next((one for one in RiskLevel if one == report.text("level")), None)
