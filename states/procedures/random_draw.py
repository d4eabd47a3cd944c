"""双随机、一公开 (优化营商环境条例 art. 54(1)): committed, frozen, disclosed, published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from statemachine import State

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from states.law.requirement import Moment
from states.procedures import implementing as follows
from states.procedures.base import Procedure, Step, StrictChart

STAGES = (
    ("rd_prepared", "抽查准备"),
    ("rd_committed", "随机数已承诺"),
    ("rd_frozen", "名单已冻结"),
    ("rd_drawn", "已抽取"),
    ("rd_published", "已公布"),
)


class RandomDrawChart(StrictChart):
    """准备 → 承诺随机数 → 冻结名单 → 公开随机数（即抽取） → 公布结果."""

    rd_prepared = State("抽查准备", initial=True)
    rd_committed = State("随机数已承诺")
    rd_frozen = State("名单已冻结")
    rd_drawn = State("已抽取")
    rd_published = State("已公布", final=True)
    rd_dropped = State("取消抽取", final=True)

    commit_seed = rd_prepared.to(rd_committed)
    freeze_lists = rd_committed.to(rd_frozen)
    disclose_seed = rd_frozen.to(rd_drawn)
    publish_draw = rd_drawn.to(rd_published)
    drop_draw = rd_prepared.to(rd_dropped) | rd_committed.to(rd_dropped) | rd_frozen.to(rd_dropped)


STEPS = (
    Step("commit_seed", "承诺随机数", (Role.SUPERVISOR,), ("draw_commitment",), gate=("E-INS-02#committed",), own_office=False),
    Step("freeze_lists", "冻结抽取名单", (Role.OFFICER,), ("draw_lists",), gate=("E-INS-02#frozen",)),
    Step("disclose_seed", "公开随机数并抽取", (Role.SUPERVISOR,), ("draw_seed",), gate=("E-INS-02#disclosed",), own_office=False),
    Step("publish_draw", "公布抽取结果", (Role.OFFICER,), ("draw_publication",), gate=("E-INS-02#published",)),
    Step("drop_draw", "取消抽取", (Role.AGENCY_HEAD,), ("draw_dropped",), own_office=False),
)
SEED, LISTS = ("draw_commitment", "draw_seed"), ("draw_lists",)


def vet(dossier: Dossier, step: Step, entries: Sequence[Entry], moment: Moment) -> None:
    """Who knows the seed could make lists for it, so seed and lists come from different people (优化营商环境条例 art. 54(1))."""
    kinds = {entry.kind for entry in entries}
    other = SEED if kinds.intersection(LISTS) else LISTS if kinds.intersection(SEED) else ()
    if _hands(entries) & _hands(entry for kind in other for entry in dossier.all(kind)):
        raise NotPermitted("承诺、公开随机数的人不得冻结抽取名单（包括代理关系），否则名单可以对照随机数编排。请改由其他人员办理。")


def _hands(entries: Iterable[Entry]) -> frozenset[str]:
    """Who put them on file, and for whom."""
    return frozenset(person for entry in entries for person in (entry.by, entry.represented) if person)


PROCEDURE = Procedure(
    name="random_draw",
    label="双随机抽查",
    chart=RandomDrawChart,
    steps={step.name: step for step in STEPS},
    timers=(),
    opening_kind="draw_plan",
    stages=STAGES,
    mark="抽",
    vet=vet,
    fixed=(*SEED, *LISTS),  # once the seed is known a corrected list would be another draw
    **follows.UNDER_REGISTER,
)
