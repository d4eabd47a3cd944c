"""A decision in execution and its evaluation as a matter of its own, told step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from infra.demo.playing import Player
from states.casework.commands import Actor, OpenCase, RecordEntry, TakeStep
from states.casework.ports import Receipt
from states.dossier.vocabulary import Role
from tests.lives import Town
from tests.offices import CITY

CHILD = "evaluation1"
OFFICE, HEAD, EVALUATOR = Actor("office", Role.DECISION_OFFICE), Actor("head", Role.HEAD), Actor("evaluator", Role.EVALUATOR)
UNIT = "某研究院"


@dataclass
class Evaluated:
    """A town whose matter is being evaluated; ``day`` moves with the story."""

    town: Town
    case: str = CHILD
    _uploader: Player | None = None

    @property
    def day(self) -> date:
        return self.town.life.day

    def later(self, days: int) -> date:
        self.town.clock.to(self.town.life.later(days))
        return self.day

    def order(self, evaluator: str = UNIT) -> None:
        """决策机关决定开展评估: the trigger is many opinions, and they are on file."""
        life, player = self.town.life, self.town.player
        life.later(5)
        player.play([life.record("office", Role.DECISION_OFFICE, "public_feedback", on=life.day, number=46, content="收费标准偏高。")])
        player.play([life.record("executor", Role.EXECUTOR, "execution_report", reported_on=life.day, progress="已完成首批路段改造。")])
        order = {"trigger": "many_opinions", "evidence": "实施以来收到意见46条。", "decided_on": life.day, "evaluator": evaluator, "third_party": True}
        player.play([life.step("office", Role.DECISION_OFFICE, "open_evaluation", evaluation_order=order)])

    def open(self, **more: Any) -> Receipt:
        fields = {"proposed_by": "某市交通运输局", "reason": "公众意见较多。", "proposed_on": self.day.isoformat()}
        sent = {"procedure": "evaluation", "title": "停车收费标准调整决策后评估", "office": "city_office", "body": CITY,
                "parent": self.town.player.case, "fields": fields} | more  # fmt: skip
        actor = sent.pop("actor", OFFICE)
        return self._player().execute(lambda key: OpenCase(actor, self.case, key, **sent))

    def step(self, actor: Actor, name: str, **inputs: Mapping[str, Any]) -> Receipt:
        sent = {kind: _plain(fields) for kind, fields in inputs.items()}
        return self._player().execute(lambda key: TakeStep(actor, self.case, key, step=name, inputs=sent))

    def record(self, actor: Actor, kind: str, **fields: Any) -> Receipt:
        return self._player().execute(lambda key: RecordEntry(actor, self.case, key, kind=kind, fields=_plain(fields)))

    def paper(self, name: str) -> str:
        if self._uploader is None:
            self._uploader = Player(self.town.services, self.town.clock, self.case, "评估", OFFICE, count=10_000)
        return self._uploader._paper(name)

    # The lawful way.

    def start(self) -> None:
        self.later(1)
        self.step(HEAD, "start_evaluation", evaluation_start={
            "decided_by": "某市人民政府", "decided_on": self.day, "finish_by": self.day + timedelta(days=120),
        })  # fmt: skip

    def appoint(self, *members: Mapping[str, Any], **more: Any) -> Receipt:
        self.later(1)
        named = members or (member("evaluator"), member("教授己", "某学院", "expert"))
        fields = {"evaluator": UNIT, "third_party": True, "interested": False, "members": list(named), "decided_on": self.day} | more
        return self.step(OFFICE, "appoint_evaluator", evaluator_appointment=fields)

    def plan(self, **more: Any) -> None:
        self.later(2)
        self.step(OFFICE, "fix_plan", evaluation_plan={
            "objectives": "停车秩序和收费负担。", "indicators": [{"name": "平均周转率", "aim": "提高两成"}, {"name": "投诉量", "aim": "下降三成"}],
            "methods": ["statistics", "field_visit"], "public_ways": ["questionnaire"], "parties": ["public", "deputy"],
            "input_by": self.day + timedelta(days=30), "report_by": self.day + timedelta(days=60), "made_on": self.day, **more,
        })  # fmt: skip

    def gather(self) -> None:
        self.later(10)
        self.record(EVALUATOR, "evaluation_public_input", way="questionnaire", on=self.day, number=312, content="多数认为首小时收费偏高。")
        self.record(EVALUATOR, "evaluation_party_input", party="deputy", on=self.day, number=4, content="建议按时段差别收费。")
        self.record(EVALUATOR, "indicator_result", name="平均周转率", reached="提高百分之二十六", source="停车管理平台", met=True, on=self.day)
        self.record(EVALUATOR, "indicator_result", name="投诉量", reached="上升百分之八", source="政务服务热线", met=False, on=self.day)

    def close_input(self) -> None:
        self.later(1)
        self.step(EVALUATOR, "close_input", evaluation_input_closing={"summary": "问卷、走访均已完成。", "closed_on": self.day})

    def submit(self, result: str = "adjust", **more: Any) -> None:
        self.later(5)
        self.step(EVALUATOR, "submit_report", evaluation_report={
            "evaluator": UNIT, "public_heard": True, "parties": ["public", "deputy"], "findings": "周转率达标，投诉上升。", "result": result,
            "revise_or_repeal": "建议修订收费时段。", "finished_on": self.day, "file": self.paper("评估报告"), **more,
        })  # fmt: skip

    def approve(self) -> None:
        self.later(3)
        self.step(HEAD, "approve_report", evaluation_approval={"approved_by": "某市人民政府", "opinion": "同意。", "approved_on": self.day})

    def apply(self, result: str = "adjust", **more: Any) -> Receipt:
        self.later(2)
        fields = {"result": result, "measures": "调整收费时段。", "decided_on": self.day} | more
        return self.step(OFFICE, "apply_result", evaluation_use=fields)

    def conclude(self, result: str = "adjust") -> None:
        """完成决策后评估 in the evaluated matter."""
        self.later(1)
        report = {"evaluator": UNIT, "public_heard": True, "parties": ["public", "deputy"], "findings": "见评估报告。", "result": result,
                  "revise_or_repeal": "修订收费时段。", "finished_on": self.day}  # fmt: skip
        life = self.town.life
        self.town.player.play([life.step("evaluator", Role.EVALUATOR, "conclude_evaluation", evaluation_report=report)])

    def stage(self, case: str = "") -> str:
        return str(self.town.rows(f"SELECT stage FROM case_file WHERE id = '{case or self.case}'")[0][0])

    def timers(self) -> dict[str, tuple[str, str]]:
        """Clocks of the evaluation: name -> (due day, status)."""
        found = self.town.rows(f"SELECT name, due_on, status FROM timer WHERE case_id = '{self.case}' ORDER BY name")
        return {name: (str(due), status) for name, due, status in found}

    def _player(self) -> Player:
        return self.town.player


def member(person: str, employer: str = UNIT, duty: str = "evaluator", interested: bool = False, **more: Any) -> dict[str, Any]:
    return {"person": person, "employer": employer, "duty": duty, "interested": interested} | more


def evaluated(town: Town) -> Evaluated:
    """The town's matter lived into execution, with its evaluation ordered and opened."""
    town.until("executing")
    found = Evaluated(town)
    found.order()
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
