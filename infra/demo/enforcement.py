"""The demo's bureau: its register and its inspections, draws and cases, told relative to today; everything in it is invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from infra.demo.discretion import discretion_entries
from infra.demo.draw_life import DrawLife
from infra.demo.inspection_life import InspectionLife
from infra.demo.penalty_life import PenaltyLife, Squad, register_entries
from infra.demo.penalty_remade import RemadePenaltyLife
from infra.demo.people import BUREAU
from infra.demo.playing import MovedClock, Player
from infra.demo.summary_life import SummaryLife
from infra.wiring import Services
from states.casework.commands import Actor, OpenCase, RecordEntry
from states.dossier.vocabulary import Confidentiality, Role

REGISTER = "e00"
KEEPER, OFFICER = Actor("fashen", Role.ENFORCEMENT_REVIEWER), Actor("zhifa", Role.OFFICER)
SQUAD = Squad(
    officer="zhifa", second="zhifa2", team_head="dadui", head="juzhang", deputy="fujuzhang", reviewer="fashen", host="tingzheng",
    collector="shoujiao", supervisor="zhifajiandu", archivist="yjdangan", court="云溪县人民法院（演示）", review_body="云溪县人民政府（演示）",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One matter of the bureau: whose life it lives, since how many days, and where the demo leaves it."""

    key: str
    title: str
    life: Callable[..., Any]
    ago: int  # days before today on which it begins
    until: str = ""  # the stage after which the story stops; "" for its end, or today
    special: Mapping[str, Any] = field(default_factory=dict)
    overlays: tuple[str, ...] = ("work_safety",)
    last: str = ""  # the act of that stage after which it stops already


CASES = (
    Case("e01", "某工贸有限公司未如实记录教育培训情况案", PenaltyLife, 190),
    Case("e02", "某建材有限公司未如实记录教育培训情况案", PenaltyLife, 25, "filed", {"party": "某建材有限公司"}),
    Case("e03", "某食品有限公司未如实记录教育培训情况案", PenaltyLife, 50, "notified", {"party": "某食品有限公司"}),
    Case("e04", "某纺织有限公司未如实记录教育培训情况案", PenaltyLife, 70, "heard", {"party": "某纺织有限公司"}),
    Case("e05", "某化工有限公司未如实记录教育培训情况案", PenaltyLife, 120, "served", {"party": "某化工有限公司", "instalments": False}),
    Case("e06", "某商贸有限公司轻微违法不予处罚案", PenaltyLife, 110, "", {"party": "某商贸有限公司", "no_penalty": True}),
    Case("e07", "某木业有限公司未如实记录教育培训情况案（重新作出决定）", RemadePenaltyLife, 300, "", {"party": "某木业有限公司"}),
    Case("e08", "张某未按规定佩戴劳动防护用品案", SummaryLife, 30),
    Case("e09", "某工贸有限公司年度监督检查", InspectionLife, 40),
    Case("e10", "某矿业有限公司专项监督检查", InspectionLife, 45, "", {"subject": "某矿业有限公司", "ending": "stopped"}),
    Case("e11", "工贸行业双随机抽查", DrawLife, 20, "", overlays=()),
    Case("e12", "某印刷有限公司未如实记录教育培训情况案", PenaltyLife, 75, "reviewed", {"party": "某印刷有限公司"}, last="submit_enforcement_review"),
)


def told_since(today: date) -> date:
    """The day on which the register was set up: before everything that the demo tells."""
    return today - timedelta(days=480)


def keep_register(services: Services, clock: MovedClock, today: date) -> None:
    """The bureau's register, filled before its first case."""
    since = told_since(today)
    player = Player(services, clock, REGISTER, "云溪县应急管理局执法主体和清单登记", KEEPER)
    clock.to(since)
    fields = player.sent({"standing": "organ", "powers_basis": "《行政处罚法》第十七条、《安全生产法》第一百一十五条", "area": "云溪县行政区域（演示）",
                          "registered_on": since})  # fmt: skip
    player.execute(lambda key: OpenCase(KEEPER, REGISTER, key, procedure="enforcement_register", title=player.title, office="yj-legal", body=BUREAU,
                                        fields=fields))  # fmt: skip
    for kind, entry in (*register_entries(SQUAD, since), *discretion_entries(since)):
        _record(player, kind, entry)
    clock.to(today - timedelta(days=400))
    _record(player, "inspection_plan", {"year": today.year, "document": f"{today.year}年度监督检查计划（演示）", "graded": True,
                                        "approved_on": today - timedelta(days=400), "published_at": "机关网站"})  # fmt: skip


def _record(player: Player, kind: str, entry: Mapping[str, Any]) -> None:
    sent = player.sent(entry)
    player.execute(lambda key: RecordEntry(KEEPER, REGISTER, key, kind=kind, fields=sent))


def begin(services: Services, clock: MovedClock, case: Case, today: date) -> tuple[Player, Any]:
    """Open the matter under the register; what is still to be told of it."""
    life = case.life(today - timedelta(days=case.ago), squad=SQUAD, **case.special)
    life.later(0)  # begins on a working day
    player = Player(services, clock, case.key, case.title, OFFICER)
    clock.to(life.day)
    fields = player.sent(life.opening())
    player.execute(lambda key: OpenCase(OFFICER, case.key, key, procedure=life.procedure, title=case.title, office="yj-team", body=BUREAU, parent=REGISTER,
                                        confidentiality=Confidentiality.INTERNAL, overlays=case.overlays, fields=fields))  # fmt: skip
    return player, life
