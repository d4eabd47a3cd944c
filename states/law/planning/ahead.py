"""A plan before the matter begins: from its traits and a day (L713 arts. 10-34)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from states.errors import InvalidEntry
from states.law.day_lines import chinese_date
from states.law.planning.model import Plan
from states.law.planning.path import PATH, STEP_LABELS, Floor, holding, walk
from states.law.values import LawView

LATEST_YEAR = 2100  # a setting, not law: nobody plans further, and no calendar reaches there

CONSULTATION = Floor("participation", "D-PUB-06", label="公开征求意见")
REVIEW = Floor("legality_review", "D-LEG-07", label="合法性审查")
# All are counted backwards from the hearing, so they run side by side and the longest decides: a local lead time can
# only lengthen the national one. Sign-up is only asked for where participants are selected.
MATERIALS = (
    Floor("hearing", "D-HEAR-05", label="听证材料送达"),
    Floor("hearing", "D-HEAR-09", label="听证材料送达"),
    Floor("hearing", "D-HEAR-10", "materials", label="听证材料送达"),
)
ANNOUNCEMENT = Floor("hearing", "D-HEAR-10", "announcement", label="听证会公告")
SIGN_UP = Floor("hearing", "D-HEAR-10", "sign_up", label="听证会报名")


TRAIT_LABELS: Mapping[str, str] = {
    "hearing": "举行听证会",
    "experts": "专业性、技术性较强，组织专家论证",
    "risk": "可能造成不利影响，开展风险评估",
    "fair_competition": "涉及经营者经济活动，开展公平竞争审查",
    "project": "重大固定资产投资项目（同时开展风险评估）",
}
PROJECT_RULES = "ndrc_project"  # the overlay of the project's own rules


@dataclass(frozen=True, slots=True)
class Traits:
    """What a matter goes through beyond the steps that every matter takes.

    ``project``: a major fixed-asset project, whose own rules ask for an assessment of social-stability risk.
    """

    hearing: bool = False
    experts: bool = False
    risk: bool = False
    fair_competition: bool = False
    project: bool = False

    @property
    def overlays(self) -> frozenset[str]:
        """The rules of special fields that the traits bring along."""
        return frozenset({PROJECT_RULES}) if self.project else frozenset()

    @property
    def route(self) -> frozenset[str]:
        chosen = {
            "hearing": self.hearing,
            "expert_review": self.experts,
            "risk_assessment": self.risk or self.project,
            "fair_competition": self.fair_competition,
        }
        return frozenset(step for step in STEP_LABELS if chosen.get(step, True))


def plan_ahead(start: date, traits: Traits, law: LawView, first: str | None = None) -> Plan:
    """Plan a matter that begins on ``start`` with the step ``first`` (by default the scope test).

    For a hearing participants are supposed to be selected. InvalidEntry: before Order 713 was in force, too far
    ahead, a step that the matter does not pass through.
    """
    if not law.applies(CONSULTATION.rule):
        instrument = law.rule(CONSULTATION.rule).instrument
        since = f"自{chinese_date(instrument.in_force_from)}起施行" if instrument.in_force_from else "尚未施行"
        raise InvalidEntry({"from_day": f"《{instrument.title}》{since}，{chinese_date(start)}还不能按它计划。"})
    if start.year > LATEST_YEAR:
        raise InvalidEntry({"from_day": f"开始日期不能晚于{LATEST_YEAR}年。"})
    floors = (CONSULTATION, *MATERIALS, ANNOUNCEMENT, SIGN_UP, REVIEW)
    return walk(start, _from(first, traits.route), holding(floors, law), law, law.calendar)


def _from(first: str | None, route: frozenset[str]) -> frozenset[str]:
    if first is None:
        return route
    if first not in STEP_LABELS:
        known = "、".join(f"{step}（{label}）" for step, label in STEP_LABELS.items())
        raise InvalidEntry({"first": f"没有“{first}”这一环节，可选：{known}。"})
    if first not in route:
        raise InvalidEntry({"first": f"按所列情形，本事项不经过“{STEP_LABELS[first]}”环节，不能从该环节开始。"})
    order = [step for group in PATH for step in group]
    return route & frozenset(order[order.index(first) :])
