"""The demo's matters. Titles (but of m18 and m19, which are invented) and the dates marked as published are those of real
published pages; bodies and persons are invented, and so is every day that no page shows (the screen marks them 演示).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

D = date.fromisoformat


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: its title, sponsor, when it begins, how its life goes, and where the demo leaves it."""

    key: str
    title: str
    office: str
    begins: date
    until: str  # the stage of Life.stages() after which the story stops; "" for right after opening
    then: str = ""  # an ending told by infra.demo.endings
    life: dict[str, Any] = field(default_factory=dict)
    level: str = "public"


def matters(today: date) -> tuple[Matter, ...]:
    """All of them; those without published dates stand relative to ``today``."""

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    plain = {"hearing": False, "technical": False, "risk": False, "market": False}
    return (
        Matter("m01", "阳光大街中修道路工程设计方案", "yx-transport", D("2023-01-20"), "closed", "",
               plain | {"technical": True, "risk": True, "matter_class": "project", "opinions": 2,
                        "consult_from": D("2023-03-06"), "consult_to": D("2023-04-05")}),
        Matter("m02", "关于禁止燃放烟花爆竹的通告", "yx-urban", D("2025-01-20"), "reports", "",
               plain | {"opinions": 0, "risk": True, "consult_from": D("2025-03-07"), "consult_to": D("2025-04-07")}),
        Matter("m03", "关于行政区域内全面禁止燃放烟花爆竹的通告", "yx-emergency", D("2021-03-22"), "executing", "evaluating",
               plain | {"opinions": 5, "risk": True, "consult_from": D("2021-05-08"), "consult_to": D("2021-06-08")}),
        Matter("m04", "禁止燃放烟花爆竹管理规定（修订稿）", "yx-urban", D("2021-08-20"), "executing", "suspended",
               plain | {"opinions": 4, "changed": True, "consult_from": D("2021-10-11"), "consult_to": D("2021-11-11")}),
        Matter("m05", "国土空间总体规划（2021-2035年）", "yx-land", D("2023-01-09"), "decided", "",
               {"market": False, "matter_class": "plan", "consult_from": D("2023-03-01"), "consult_to": D("2023-03-31"),
                "hearing_dates": (D("2023-04-12"), D("2023-04-21"), D("2023-05-12"))}),
        Matter("m06", "小街镇国土空间总体规划（2021-2035）", "yx-land", D("2024-12-20"), "tabled", "",
               {"market": False, "matter_class": "plan", "consult_from": D("2025-02-05"), "consult_to": D("2025-03-10"),
                "hearing_dates": (D("2025-03-12"), D("2025-03-20"), D("2025-04-01"))}),
        Matter("m07", "再生水利用配置试点实施方案", "yx-water", ago(150), "reported", "published", plain | {"technical": True, "opinions": 1}),
        Matter("m08", "消费帮扶工作实施方案", "yx-commerce", ago(75), "sent", "returned",
               plain | {"market": True, "opinions": 2, "planned_on": ago(5), "catalogue_item": "年度目录第1项"}),
        Matter("m09", "城镇基准地价更新", "yx-land", ago(95), "reviewed", "", plain | {"technical": True, "opinions": 1, "changed": True}),
        Matter("m10", "大数据产业集群规划", "yx-commerce", ago(38), "drafting", "consulting",
               {"matter_class": "plan", "planned_on": today + timedelta(days=120), "catalogue_item": "年度目录第2项"}),
        Matter("m11", "河湖岸线保护与利用规划", "yx-water", ago(80), "participation", "arguing",
               {"hearing": False, "matter_class": "resources", "planned_on": today + timedelta(days=20)}),
        Matter("m12", "九乡风景名胜区总体规划（2026年-2040年）", "yx-land", ago(3), "", "", {"matter_class": "resources"}),
        Matter("m13", "新建公共卫生间项目", "yx-urban", ago(12), "started", "", plain | {"matter_class": "project", "risk": True}),
        Matter("m14", "重点区域排水能力提升工程", "yx-urban", ago(22), "started", "drafting", {"matter_class": "project"}),
        Matter("m15", "应急管理“十四五”规划", "yx-emergency", ago(140), "meeting", "", plain | {"technical": True, "matter_class": "plan"}),
        Matter("m16", "新建居住项目基本公共服务设施报审暂行管理办法", "yx-land", ago(60), "started", "terminated", plain, "internal"),
        Matter("m17", "省道改建工程项目", "yx-transport", ago(9), "", "under_study", {"matter_class": "project"}),
        Matter("m18", "农村客运票价补贴办法", "yx-transport", ago(74), "sent", "waiting", plain | {"opinions": 1}),
        Matter("m19", "生活垃圾分类投放管理办法", "yx-urban", ago(77), "sent", "", plain | {"risk": True, "opinions": 1}),
    )  # fmt: skip
