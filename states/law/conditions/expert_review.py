"""专家论证: who may sit on the panel, whose opinion it is, may it be left out (L713 arts. 19-21)."""

from __future__ import annotations

from collections.abc import Iterable

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.draft_text import changed_since, standing
from states.law.experts import RECUSAL, Row, declared, interested
from states.law.experts import panel as _panel
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

SPONSOR, EXPERT = Role.SPONSOR, Role.EXPERT
INSIDERS = (Role.SPONSOR, Role.DECISION_OFFICE, Role.HEAD, Role.MEMBER)
NO_PANEL = "案卷中没有在任的专家：没有遴选，或者入选专家均已回避。"
NAMES_SHOWN = 5


def review_owed(dossier: Dossier) -> bool:
    """Whether the matter is technical and no expert review was ever concluded."""
    return dossier.flag("matter_profile", "technical") and not dossier.has("expert_report")


@requirement("D-EXP-01")
def experts_argued(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 19(1): the panel argued necessity, feasibility and soundness, and the report says how."""
    if not dossier.has("expert_panel"):
        return unmet(NO_PANEL, "先遴选专家（专业机构），再组织论证。", SPONSOR)
    opinions = [one for row in _panel(dossier) if (one := _opinion(dossier, row))]
    if not opinions:
        return unmet(
            "入选专家尚未就本次草案提出论证意见。", "由入选专家登记论证意见后再完成论证。", EXPERT, SPONSOR
        )
    if not dossier.has("expert_report"):
        return unmet("尚未形成专家论证报告。", "汇总必要性、可行性、科学性论证情况，登记论证报告。", SPONSOR)
    return met(f"已取得{len(opinions)}份专家论证意见并形成论证报告。")


@requirement("D-EXP-01#skip")
def expert_review_may_be_skipped(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 19(1): a technical matter is argued by experts; a review of the same draft is not asked for twice."""
    profile, report = dossier.last("matter_profile"), dossier.last("expert_report")
    if profile is None:
        return unmet("尚未认定事项特征，不能判断是否需要专家论证。", "先登记事项特征认定。", SPONSOR)
    if not profile.flag("technical"):
        return met("经认定不属于专业性、技术性较强的决策事项。")
    if report is not None and not changed_since(dossier, report):
        return met(f"{report.on}已完成专家论证，此后草案没有实质性变化。")
    past = "原专家论证之后草案有实质性变化" if report else "本事项专业性、技术性较强"
    return unmet(f"{past}，应当组织专家论证，不能免除。", "遴选专家（专业机构）并组织论证。", SPONSOR)


@requirement("D-EXP-01#tabled")
def expert_review_was_held(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 19(1), asked again when the matter is tabled: its profile may have changed on the way."""
    if review_owed(dossier):
        return unmet(
            "本事项专业性、技术性较强，案卷中没有专家论证报告。",
            "退回修改草案，组织专家论证后重新送审、提请。",
            SPONSOR,
        )
    if not dossier.flag("matter_profile", "technical"):
        return not_applicable("不属于专业性、技术性较强的决策事项。")
    return met("已完成专家论证。")


@requirement("D-EXP-02")
def opinions_are_the_experts_own(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 19(2): each expert argues independently, so each opinion is recorded by its own expert."""
    panel = _panel(dossier)
    if not panel:
        return unmet(NO_PANEL, "先遴选专家（专业机构），再由专家登记论证意见。", SPONSOR)
    silent = [row for row in panel if _opinion(dossier, row) is None]
    if silent:
        return unmet(
            f"{_names(dossier, silent)}尚未由本人登记对本次草案的论证意见。",
            "由专家（专业机构）用自己的账号登记论证意见，承办单位不得代填。",
            EXPERT,
        )
    return met(f"{len(panel)}名专家（专业机构）均由本人登记了论证意见。")


@requirement("D-EXP-03")
def experts_promised_secrecy(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 19(2): experts keep state and commercial secrets and privacy."""
    return _every_expert(dossier, "secrecy", "未签署保密承诺", "请其签署保密承诺后再登记，或者另选专家。")


@requirement("D-EXP-04")
def opinions_are_signed(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 19(2): a written opinion is signed by the expert or sealed by the institution."""
    given = [(row, one) for row in _panel(dossier) if (one := _opinion(dossier, row))]
    if not given:
        return not_applicable("没有入选专家的书面论证意见。")
    bare = [
        row for row, one in given if not one.flag("sealed" if row.get("institution") is True else "signed")
    ]
    if bare:
        return unmet(
            f"{_names(dossier, bare)}的书面论证意见没有署名（机构没有盖章）。",
            "由专家署名、专业机构盖章后重新登记意见。",
            EXPERT,
        )
    return met(f"{len(given)}份书面论证意见均已署名或者盖章。")


@requirement("D-EXP-06")
def panel_is_neutral(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 20(2): competence, representativeness, neutrality. Who works on the matter is not neutral.

    Experts of the sponsoring office, or all of one employer, are not forbidden but worth an alarm.
    """
    panel = _panel(dossier)
    if not panel:
        return unmet(NO_PANEL, "登记专家遴选情况。", SPONSOR)
    inside = [row for row in panel if row.get("person") in dossier.people(*INSIDERS)]
    if inside:
        return unmet(
            f"{_names(dossier, inside)}参与本事项办理或者决策，不具有中立性。", "另选与本事项办理无关的专家。", SPONSOR
        )
    employers = [str(row.get("employer", "")) for row in panel]
    if dossier.office in employers:
        return warned(
            "专家名单中有承办单位的人员，请核实其中立性。",
            "另选外单位专家，或者在遴选说明中写明理由。",
            SPONSOR,
        )
    if len(panel) > 1 and employers[0] and len(set(employers)) == 1:
        return warned(
            "入选专家均来自同一单位，请核实代表性。", "增选其他单位的专家，特别是持不同意见的专家。", SPONSOR
        )
    return met("遴选说明和不同意见专家的安排已登记。")


@requirement("D-EXP-07")
def no_direct_interest(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 20(2): no expert or institution with a direct interest in the matter."""
    return _every_expert(
        dossier,
        "no_interest",
        "与决策事项有直接利害关系（未作无利害关系声明）",
        "不得选用，请另选专家（专业机构）。",
    )


@requirement("D-EXP-07#declared")
def who_declared_an_interest_stood_down(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 20(2): an interest that comes to light during the review takes the expert off the panel."""
    if waiting := interested(dossier):
        return unmet(
            f"{_names(dossier, waiting)}声明与决策事项有直接利害关系，尚未回避。",
            "登记「专家回避、更换」，需要的另选专家补充论证。",
            SPONSOR,
        )
    if not declared(dossier):
        return met("没有专家声明与决策事项有直接利害关系。")
    return met(f"声明有利害关系的专家均已回避（{len(dossier.all(RECUSAL))}件），其意见不作为论证意见。")


@requirement("D-EXP-08")
def library_is_named(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 21: a library is the province's duty, others may do without; which one was used is worth knowing."""
    panel = dossier.last("expert_panel")
    chosen = [row for row in _panel(dossier) if row.get("from_library") is True]
    if panel is None or not chosen:
        return not_applicable("没有从专家库选取的专家。")
    if panel.text("library"):
        return met(f"从「{panel.text('library')}」选取{len(chosen)}名专家。")
    return warned(f"{_names(dossier, chosen)}登记为选自专家库，但没有写明专家库。", "写明所使用的专家库名称。", SPONSOR)


@requirement("D-EXP-10")
def enough_experts(dossier: Dossier, moment: Moment) -> Finding:
    """Local rules only: a minimum number of experts; Order 713 sets none."""
    least = moment.law.number("D-EXP-10", "experts_min")
    number = len({row.get("person") for row in _panel(dossier)})
    if number >= least:
        return met(f"共{number}名专家，不少于{least}名。")
    return unmet(f"共{number}名专家，少于{least}名。", f"增选专家至{least}名以上。", SPONSOR)


def _every_expert(dossier: Dossier, promise: str, lacking: str, cure: str) -> Finding:
    panel = _panel(dossier)
    if not panel:
        return unmet(NO_PANEL, "登记专家遴选情况。", SPONSOR)
    without = [row for row in panel if row.get(promise) is not True]
    if without:
        return unmet(f"{_names(dossier, without)}{lacking}。", cure, SPONSOR)
    return met(f"{len(panel)}名专家（专业机构）均已声明或者承诺。")


def _opinion(dossier: Dossier, row: Row) -> Entry | None:
    """The expert's latest own opinion on the draft as it stands: never one that another person wrote."""
    others = {other.get("person") for other in _panel(dossier)} - {row.get("person")}
    barred = others | dossier.people(*INSIDERS)
    own = (
        one
        for one in reversed(standing(dossier, "expert_opinion"))
        if one.role is EXPERT and one.by not in barred and row.get("person") in (one.by, one.text("expert"))
    )
    return next(own, None)


def _names(dossier: Dossier, rows: Iterable[Row]) -> str:
    names = [dossier.names.person(str(row.get("person", ""))) for row in rows]
    more = f"等{len(names)}名专家" if len(names) > NAMES_SHOWN else ""
    return "、".join(f"「{name}」" for name in names[:NAMES_SHOWN]) + more
