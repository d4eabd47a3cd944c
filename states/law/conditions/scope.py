"""适用判断: is this body, is this matter under the procedure, and may it leave (L713 arts. 2, 3, 8, 42).

To leave the procedure takes one recorded ground. Each ground is judged by one requirement; a test that
names no ground at all is refused by ``D-SCOPE-05#out``.
"""

from __future__ import annotations

from datetime import date

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import BodyLevel, CongressMatter, Exclusion, MatterClass, Role
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned

OFFICE = Role.DECISION_OFFICE
NATIONAL_EXCLUSIONS = (Exclusion.MACRO_CONTROL, Exclusion.LEGISLATION, Exclusion.EMERGENCY)
WIDER_EXCLUSIONS = (Exclusion.PERSONNEL, Exclusion.INTERNAL, Exclusion.FOREIGN)
BY_REFERENCE = (BodyLevel.DEPARTMENT, BodyLevel.TOWNSHIP)
LOCAL_BY_REFERENCE = (BodyLevel.SUBDISTRICT, BodyLevel.AUTHORISED)
CLASSES = frozenset(MatterClass) - {MatterClass.NONE}


def scope_test(dossier: Dossier) -> Entry | None:
    """The standing classification of the matter."""
    return dossier.last("scope_test")


def _untested() -> Finding:
    return unmet("尚未作适用判断。", "登记适用判断：决策机关类别、事项类别及理由、排除情形。", OFFICE)


def _field(dossier: Dossier, name: str) -> str:
    test = scope_test(dossier)
    return test.text(name) if test else ""


def _label(options: type[BodyLevel] | type[Exclusion], code: str) -> str:
    return next((one.label for one in options if one == code), "未填写")


@requirement("D-SCOPE-01")
def body_tested(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 2: making and adjusting by governments from the county upwards, so both are recorded."""
    test = scope_test(dossier)
    if test is None or not test.text("body_level"):
        return _untested()
    if dossier.parent and not test.flag("adjusting"):
        return unmet(
            "本事项由已有决策调整而来，适用判断没有注明。",
            "在适用判断中勾选「属于对已有决策的重大调整」。",
            OFFICE,
        )
    level = _label(BodyLevel, test.text("body_level"))
    if test.text("exclusion") == Exclusion.BODY:
        return warned(
            f"适用判断认为{level}不属于适用机关，仍按本程序办理。", "确属自愿参照的，可以继续办理。", OFFICE
        )
    return met(f"决策机关为{level}，已作适用判断。")


@requirement("D-SCOPE-01#out")
def government_cannot_leave(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 2: a local government from the county upwards is always bound."""
    if _field(dossier, "exclusion") != Exclusion.BODY:
        return not_applicable("不是以决策机关类别为由排除。")
    if _field(dossier, "body_level") == BodyLevel.GOVERNMENT:
        return unmet(
            "县级以上地方人民政府应当适用本程序。",
            "改正排除情形；没有其他排除情形的，交有关单位研究论证。",
            OFFICE,
        )
    return met("决策机关不是县级以上地方人民政府。")


@requirement("D-SCOPE-02")
def department_cannot_leave(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 42: departments and township governments apply the Regulations by reference."""
    level = _field(dossier, "body_level")
    if _field(dossier, "exclusion") != Exclusion.BODY:
        return not_applicable("不是以决策机关类别为由排除。")
    if level in BY_REFERENCE:
        return unmet(
            f"{_label(BodyLevel, level)}应当参照执行，不能因机关类别排除。",
            "改正排除情形；集体讨论可以采用部门办公会议等相应形式。",
            OFFICE,
        )
    return met("决策机关不是县级以上政府部门或者乡镇人民政府。")


@requirement("D-SCOPE-07")
def local_body_cannot_leave(dossier: Dossier, moment: Moment) -> Finding:
    """Yunnan order 200 art. 2(2): sub-districts and authorised organisations apply it by reference too."""
    level = _field(dossier, "body_level")
    if _field(dossier, "exclusion") != Exclusion.BODY:
        return not_applicable("不是以决策机关类别为由排除。")
    if level in (*BY_REFERENCE, *LOCAL_BY_REFERENCE):
        return unmet(
            f"云南省规定{_label(BodyLevel, level)}参照执行。",
            "改正排除情形，或者由合法性审查人员核实省的规定。",
            OFFICE,
        )
    return met("决策机关不属于云南省规定的参照执行单位。")


@requirement("D-SCOPE-03")
def matter_classified(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(1): one of the five classes, with a reason."""
    test = scope_test(dossier)
    if test is None or not test.text("matter_class"):
        return _untested()
    if test.text("matter_class") not in CLASSES:
        return unmet(
            "适用判断认为不属于五类决策事项。",
            "办理「认定不适用本程序」；归类有误的，重新作出适用判断。",
            OFFICE,
        )
    if not test.text("class_reason"):
        return unmet("已归类，没有写明归类理由。", "补充归类理由。", OFFICE)
    return met("属于五类决策事项，已写明归类理由。")


@requirement("D-SCOPE-03#out")
def classification_recorded(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(1): the classification is recorded even where the answer is "not covered"."""
    test = scope_test(dossier)
    if test is None or not test.text("matter_class") or not test.text("class_reason"):
        return unmet(
            "没有事项归类及理由，不能认定不适用。", "登记适用判断：事项类别、归类理由和排除情形。", OFFICE
        )
    if test.text("matter_class") == MatterClass.NONE and test.flag("in_catalogue"):
        return unmet(
            "事项已列入年度目录，不能认定不属于五类。", "先按规定调整年度目录，或者改正归类后继续办理。", OFFICE
        )
    return met("已登记事项归类及理由。")


@requirement("D-SCOPE-04")
def no_special_statute(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(2): where a statute sets its own procedure, that one is followed instead of this."""
    if _field(dossier, "exclusion") != Exclusion.SPECIAL_STATUTE:
        return not_applicable("没有另有规定的法律、行政法规。")
    if _prevails(scope_test(dossier)):
        return unmet(
            "法律、行政法规对本事项的决策程序另有规定。",
            "办理「认定不适用本程序」，按特别规定的程序办理。",
            OFFICE,
        )
    return met("所引规定不是法律或者行政法规，本程序照常适用。")


@requirement("D-SCOPE-04#out")
def special_statute_cited(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(2): only a law or administrative regulation prevails; a rule or a document does not."""
    if _field(dossier, "exclusion") != Exclusion.SPECIAL_STATUTE:
        return not_applicable("不是以法律、行政法规另有规定为由排除。")
    test = scope_test(dossier)
    citation = test.text("special_citation") if test else ""
    if _prevails(test):
        return met(f"依照{citation}规定的程序办理。")
    if citation:
        return unmet(
            f"「{citation}」未确认为法律或者行政法规。",
            "规章和规范性文件不能排除本程序；确属法律、行政法规的，请勾选确认。",
            OFFICE,
        )
    return unmet("没有写明另有规定的法律、行政法规。", "填写法律或者行政法规的名称及条款。", OFFICE)


def _prevails(test: Entry | None) -> bool:
    return test is not None and bool(test.text("special_citation")) and test.flag("special_is_statute")


@requirement("D-SCOPE-05")
def not_excluded(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(2): macro-control, law-making and emergency response go other ways."""
    if scope_test(dossier) is None:
        return _untested()
    exclusion = _field(dossier, "exclusion")
    if exclusion in NATIONAL_EXCLUSIONS:
        return unmet(
            f"属于{_label(Exclusion, exclusion)}，不适用本程序。",
            "办理「认定不适用本程序」；判断有误的，重新作出适用判断。",
            OFFICE,
        )
    return met("不属于三类不适用事项。")


@requirement("D-SCOPE-05#out")
def exclusion_stands(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3: without one of the grounds the matter stays; a wider local ground needs confirmation."""
    test = scope_test(dossier)
    if test is None:
        return _untested()
    exclusion = test.text("exclusion")
    if exclusion in NATIONAL_EXCLUSIONS:
        return met(f"属于{_label(Exclusion, exclusion)}。")
    if exclusion in WIDER_EXCLUSIONS:
        return _wider(dossier, moment, exclusion)
    if exclusion == Exclusion.SPECIAL_STATUTE:
        return not_applicable("以法律、行政法规另有规定为由排除。")
    if exclusion == Exclusion.BODY:
        return not_applicable("以决策机关不属于适用范围为由排除。")
    if test.text("matter_class") == MatterClass.NONE:
        return not_applicable("认定不属于五类决策事项。")
    return unmet(
        "适用判断没有任何排除情形，应当适用本程序。",
        "交有关单位研究论证；确有排除情形的，重新作出适用判断。",
        OFFICE,
    )


def _wider(dossier: Dossier, moment: Moment, exclusion: str) -> Finding:
    label = _label(Exclusion, exclusion)
    if label not in moment.law.wider_exclusions():
        return unmet(
            f"{label}不是国家规定的排除情形，本地也没有此项规定。", "按本程序办理，或者改正排除情形。", OFFICE
        )
    if _confirmed(dossier, exclusion):
        return met(f"{label}属于本地规定的排除情形，已经合法性审查人员确认。")
    return unmet(
        f"{label}只是本地规定的排除情形，尚未经合法性审查人员确认。",
        "由合法性审查人员登记「排除事项确认」。",
        Role.LEGAL_REVIEWER,
    )


def _confirmed(dossier: Dossier, exclusion: str) -> bool:
    """Whether a legal reviewer has confirmed the very exclusion that was claimed when the reviewer looked."""
    verdict = dossier.last("exclusion_confirmation")
    if verdict is None or verdict.role is not Role.LEGAL_REVIEWER or not verdict.flag("confirmed"):
        return False
    before = [one for one in dossier.all("scope_test") if dossier.order(one) < dossier.order(verdict)]
    seen = before[-1] if before else None
    # A claim corrected after the verdict stands before it on file; the reviewer never saw it.
    return seen is not None and seen.text("exclusion") == exclusion and seen.recorded_at <= verdict.recorded_at


@requirement("D-SCOPE-06")
def wider_exclusion_confirmed(dossier: Dossier, moment: Moment) -> Finding:
    """Yunnan order 200 art. 2(3): personnel, internal and foreign matters; each use is confirmed."""
    exclusion = _field(dossier, "exclusion")
    if exclusion not in WIDER_EXCLUSIONS:
        return not_applicable("不是以云南省的额外排除情形为由排除。")
    return _wider(dossier, moment, exclusion)


@requirement("D-SCOPE-08")
def congress_had_its_part(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 8(1): decided by or reported to the people's congress before issue."""
    asked = _field(dossier, "congress")
    if asked not in (CongressMatter.DECIDE, CongressMatter.REPORT):
        return not_applicable("适用判断认为不涉及人大讨论决定或者事前报告。")
    what = CongressMatter(asked).label
    act = next((one for one in reversed(dossier.all("congress_act")) if one.text("document")), None)
    if act is None:
        return unmet(f"本事项{what}，没有决定或者报告回执。", "登记人大决定文号或者报告回执后再出台。", OFFICE)
    if act.text("act") != asked:
        return unmet(
            f"本事项{what}，登记的却是其他处理方式。", f"登记与「{what}」相符的决定或者报告回执。", OFFICE
        )
    if asked == CongressMatter.DECIDE and not act.flag("approved"):
        return unmet(
            "人大讨论决定的结果不是同意，或者没有写明结果。", "写明讨论决定的结果；未获同意的，不得出台。", OFFICE
        )
    issued = _issued_on(dossier, moment)
    if act.on > issued:
        return unmet(
            f"人大决定或者报告在{act.on}，晚于出台日期{issued}。",
            f"将出台日期改为{act.on}或者以后。",
            OFFICE,
            earliest=act.on,
        )
    return met(f"已于{act.on}办理人大决定或者报告（{act.text('document')}）。")


def _issued_on(dossier: Dossier, moment: Moment) -> date:
    record = dossier.last("publication_record")
    return (record.day("published_on") if record else None) or moment.today
