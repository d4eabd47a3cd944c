"""年度重大行政决策事项目录: the annual catalogue as a small procedure of its own (L713 art. 3(3))."""

from __future__ import annotations

from statemachine import State

from states.dossier.vocabulary import Role
from states.procedures.base import Procedure, Step, StrictChart

STAGES = (
    ("ca_drafting", "编制"),
    ("ca_published", "已公布"),
    ("ca_adjusting", "调整"),
    ("ca_closed", "年度终结"),
)
OFFICE = (Role.DECISION_OFFICE,)


class AnnualCatalogueChart(StrictChart):
    """编制 → 公布 ⇄ 调整 → 年度终结."""

    ca_drafting = State("编制", initial=True)
    ca_published = State("已公布")
    ca_adjusting = State("调整")
    ca_closed = State("年度终结", final=True)

    publish_catalogue = ca_drafting.to(ca_published)
    adjust_catalogue = ca_published.to(ca_adjusting)
    publish_adjustment = ca_adjusting.to(ca_published)
    close_catalogue = ca_published.to(ca_closed)


STEPS = (
    Step("publish_catalogue", "公布年度目录", OFFICE, ("catalogue_publication",),
         gate=("D-CAT-01", "D-CAT-02", "D-CAT-03", "D-CAT-05", "D-CAT-06", "D-PUB-06#planned"), own_office=False),
    Step("adjust_catalogue", "调整年度目录", OFFICE, ("catalogue_adjustment",), gate=("D-CAT-04",), own_office=False),
    Step("publish_adjustment", "公布调整后的目录", OFFICE, ("catalogue_publication",),
         gate=("D-CAT-01", "D-CAT-02", "D-CAT-03", "D-CAT-06", "D-PUB-06#planned"), own_office=False),
    Step("close_catalogue", "年度终结", OFFICE, ("catalogue_closing",), own_office=False),
)

PROCEDURE = Procedure(
    name="annual_catalogue",
    label="年度决策事项目录",
    chart=AnnualCatalogueChart,
    steps={step.name: step for step in STEPS},
    timers=(),
    opening_kind="catalogue_draft",
    stages=STAGES,
)
