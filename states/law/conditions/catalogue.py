"""年度目录: consent before publication, what the catalogue says, and whether its plan can be kept (L713 art. 3(3)).

The catalogue declares; it does not decide what is major (``D-CAT-07``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from states.dossier.kinds.catalogue import PlannedStep
from states.dossier.model import Dossier
from states.dossier.schema import Value
from states.dossier.vocabulary import MatterClass, Role
from states.law.requirement import Finding, Moment, met, not_applicable, requirement, unmet, warned
from states.law.values import LawView

OFFICE = Role.DECISION_OFFICE
# A setting, not law: a plan with no more spare days than this still deserves an alarm.
PLAN_SLACK_DAYS = 14


def earliest_decision(published_on: date, steps: Collection[PlannedStep] | None, law: LawView) -> date:
    """The end of the shortest lawful path from the catalogue to a decision.

    Public consultation (L713 art. 15, calendar days), then legality review (art. 26, working days). ``steps``
    is what the item says it will go through; a step it leaves out takes no time, ``None`` means all of them.
    """
    day = published_on
    if steps is None or PlannedStep.PARTICIPATION in steps:
        day = law.period("D-PUB-06").due(day, law.calendar).on
    if steps is None or PlannedStep.LEGALITY in steps:
        day = law.period("D-LEG-07").due(day, law.calendar).on
    return day


def days_to_spare(
    planned_on: date, published_on: date, steps: Collection[PlannedStep] | None, law: LawView
) -> int:
    """Calendar days between the earliest lawful decision and the planned one; negative: it cannot be kept."""
    return (planned_on - earliest_decision(published_on, steps, law)).days


def _items(dossier: Dossier) -> tuple[Mapping[str, Value], ...]:
    draft = dossier.last("catalogue_draft")
    return draft.rows("items") if draft else ()


def _numbers(items: Collection[Mapping[str, Value]]) -> str:
    return "、".join(str(item.get("number", "?")) for item in items)


def _published_on(dossier: Dossier, moment: Moment) -> date:
    record = dossier.last("catalogue_publication")
    return (record.day("published_on") if record else None) or moment.today


@requirement("D-CAT-01")
def catalogue_rests_on_classes(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(3): items and criteria, drawn from the classes of art. 3(1)."""
    items = _items(dossier)
    if not items:
        return unmet("没有年度目录草案或者目录中没有事项。", "登记目录草案，逐项填写事项和承办单位。", OFFICE)
    outside = [item for item in items if item.get("matter_class") == MatterClass.NONE]
    if outside:
        return unmet(f"第{_numbers(outside)}项不属于五类决策事项。", "改正归类，或者将该项移出目录。", OFFICE)
    draft = dossier.last("catalogue_draft")
    if draft is None or not draft.text("criteria"):
        return warned("目录没有写明决策事项的标准。", "结合职责权限和本地实际写明目录标准。", OFFICE)
    return met(f"目录列有{len(items)}项，已写明标准。")


@requirement("D-CAT-02")
def party_has_consented(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(3): consent of the Party committee at the same level, to this text, before publication."""
    consent = dossier.last("catalogue_consent")
    if consent is None or not consent.text("document"):
        return unmet("没有同级党委同意的文件。", "报同级党委同意后，登记同意文件的文号和日期。", OFFICE)
    if not consent.flag("agreed"):
        return unmet(
            f"同级党委没有同意（{consent.text('document')}）。", "按党委意见修改目录，重新报请同意。", OFFICE
        )
    later = [*dossier.after(consent, "catalogue_draft"), *dossier.after(consent, "catalogue_adjustment")]
    if later:
        return unmet("党委同意之后目录又有变动。", "将变动后的目录重新报请同级党委同意。", OFFICE)
    published = _published_on(dossier, moment)
    if consent.on > published:
        return unmet(
            f"党委同意日期{consent.on}晚于公布日期{published}。",
            f"在{consent.on}当日或者以后公布。",
            OFFICE,
            earliest=consent.on,
        )
    return met(f"已于{consent.on}经同级党委同意（{consent.text('document')}）。")


@requirement("D-CAT-03")
def catalogue_is_public(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(3): published to society, provably: day, channel, address."""
    record = dossier.last("catalogue_publication")
    lacking = ["公布记录"] if record is None else []
    if record is not None:
        shown = {
            "公布日期": record.day("published_on"),
            "公布途径": record.many("channels"),
            "公布网址": record.text("address"),
        }
        lacking = [name for name, value in shown.items() if not value]
    if lacking:
        return unmet(
            f"目录公布缺少{'、'.join(lacking)}。", "向社会公布目录，登记公布日期、途径和网址。", OFFICE
        )
    return met(f"已于{_published_on(dossier, moment)}向社会公布。")


@requirement("D-CAT-04")
def adjustment_has_reason(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(3): the catalogue follows the facts; why is recorded."""
    adjustment = dossier.last("catalogue_adjustment")
    if adjustment is None or not adjustment.text("reason"):
        return unmet("没有写明调整目录的理由。", "写明客观情况的变化和调整的理由。", OFFICE)
    return met("已写明调整理由。")


@requirement("D-CAT-05")
def catalogue_of_the_year(dossier: Dossier, moment: Moment) -> Finding:
    """Local plans (Chuxiong plan 2(3)2 and others): drawn up and published every year."""
    draft = dossier.last("catalogue_draft")
    if draft is None:
        return unmet("没有年度目录草案。", "编制本年度目录草案。", OFFICE)
    year, published = draft.number("year"), _published_on(dossier, moment)
    if published.year > year:
        return unmet(
            f"{year}年度目录到{published}才公布。", "在当年公布年度目录；逾期的，向上级说明并公布。", OFFICE
        )
    return met(f"{year}年度目录于{published}公布。")


@requirement("D-CAT-06")
def hearing_is_marked(dossier: Dossier, moment: Moment) -> Finding:
    """Guangdong order 303 art. 3: the catalogue may say which matters get a hearing; it need not, so only an alarm."""
    items = _items(dossier)
    silent = [item for item in items if "hearing" not in item]
    if silent or not items:
        return warned(
            f"第{_numbers(silent) or '?'}项没有标明是否举行听证会。", "逐项标明是否举行听证会。", OFFICE
        )
    return met("各项均已标明是否举行听证会。")


@requirement("D-CAT-07")
def absence_does_not_decide(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 3(1), (3), by inference: a matter outside the catalogue is still tested and then added."""
    test = dossier.last("scope_test")
    if test is not None and test.flag("in_catalogue"):
        return met(f"已列入年度目录{test.text('catalogue_item')}。")
    if test is not None and test.text("catalogue_note"):
        return met(f"未列入年度目录，处理意见：{test.text('catalogue_note')}")
    return unmet(
        "未列入年度目录，没有处理意见；未列入不影响适用本程序。",
        "调整年度目录将其列入，或者填写未列入目录的处理意见。",
        OFFICE,
    )


@requirement("D-PUB-06#planned")
def plan_can_be_kept(dossier: Dossier, moment: Moment) -> Finding:
    """L713 arts. 15(1), 26(2): an item planned before its shortest lawful path ends invites a breach.

    Only an alarm: an item may have been under way before the catalogue came out.
    """
    published = _published_on(dossier, moment)
    spare = [(item, _spare(item, published, moment.law)) for item in _items(dossier)]
    if all(days is None for _, days in spare):
        return not_applicable("目录没有写明计划决策日期。")
    late = [item for item, days in spare if days is not None and days < 0]
    tight = [item for item, days in spare if days is not None and 0 <= days <= PLAN_SLACK_DAYS]
    if late:
        return warned(
            f"第{_numbers(late)}项的计划决策日期早于法定程序最短所需时间。",
            "推迟计划决策日期，或者确认该项的程序已在目录公布前开展。",
            OFFICE,
        )
    if tight:
        return warned(
            f"第{_numbers(tight)}项的计划决策日期余量不超过{PLAN_SLACK_DAYS}日。",
            "尽早启动，或者推迟计划决策日期。",
            OFFICE,
        )
    return met("各项计划决策日期均可容纳法定程序的最短时间。")


def _spare(item: Mapping[str, Value], published: date, law: LawView) -> int | None:
    planned = item.get("planned_on")
    return days_to_spare(planned, published, _steps(item), law) if isinstance(planned, date) else None


def _steps(item: Mapping[str, Value]) -> Collection[PlannedStep] | None:
    named = item.get("steps")
    return tuple(PlannedStep(str(one)) for one in named) if isinstance(named, tuple) and named else None
