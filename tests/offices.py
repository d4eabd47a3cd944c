"""An office full of people, and short ways to let them act."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Table

from states.casework.casework import Casework
from states.casework.commands import Actor, AddMaterial, OpenCase, RecordEntry, TakeStep
from states.casework.ports import Receipt
from states.dossier.kinds import KINDS
from states.dossier.schema import FieldType
from states.dossier.vocabulary import Confidentiality, Role
from states.procedures.catalogue import PROCEDURES
from storage.case_store import SqlCaseStore
from storage.database import Database
from storage.people import People
from storage.tables import SQLModel
from tests.clocks import HandClock
from tests.states.law.examples.build import PAPER, any_value

SINCE = date(2015, 1, 1)
PASSWORD = "correct horse battery"
CITY = "city"
BUREAU = "bureau"  # a body of its own that enforces
# person -> (name, office, roles)
STAFF: Mapping[str, tuple[str, str, tuple[Role, ...]]] = {
    "office": ("办公机构甲", "city_office", (Role.DECISION_OFFICE,)),
    "study": ("研究甲", "city_office", (Role.STUDY_UNIT,)),
    "sponsor": ("经办甲", "transport", (Role.SPONSOR,)),
    "sponsor2": ("经办乙", "transport", (Role.SPONSOR,)),
    "chief": ("局长甲", "transport", (Role.OFFICE_HEAD,)),
    "reviewer": ("审查甲", "justice", (Role.LEGAL_REVIEWER,)),
    "adviser": ("顾问甲", "justice", (Role.LEGAL_ADVISER,)),
    "expert": ("专家甲", "university", (Role.EXPERT,)),
    "expert2": ("专家乙", "university", (Role.EXPERT,)),
    "assessor": ("评估甲", "assessor", (Role.RISK_ASSESSOR,)),
    "regulator": ("市监甲", "market", (Role.MARKET_REGULATOR,)),
    "host": ("主持甲", "justice", (Role.HEARING_HOST,)),
    "member": ("组成人员甲", "city_office", (Role.MEMBER,)),
    "head": ("行政首长甲", "city_office", (Role.HEAD,)),
    "executor": ("执行甲", "works", (Role.EXECUTOR,)),
    "evaluator": ("后评估甲", "institute", (Role.EVALUATOR,)),
    "supervisor": ("监督甲", "city_office", (Role.SUPERVISOR,)),
    "archivist": ("档案甲", "archive", (Role.ARCHIVIST,)),
    "sysadmin": ("系统甲", "city_office", (Role.SYSTEM_ADMIN,)),
    "secadmin": ("安全甲", "city_office", (Role.SECURITY_ADMIN,)),
    "auditor": ("审计甲", "city_office", (Role.AUDIT_ADMIN,)),
    "officer": ("执法甲", "team", (Role.OFFICER,)),
    "officer2": ("执法乙", "team", (Role.OFFICER,)),
    "team_head": ("大队长甲", "team", (Role.OFFICE_HEAD,)),
    "bureau_head": ("局长乙", "bureau_office", (Role.AGENCY_HEAD,)),
    "bureau_deputy": ("副局长乙", "bureau_office", (Role.AGENCY_HEAD,)),
    "bureau_reviewer": ("法审甲", "bureau_legal", (Role.ENFORCEMENT_REVIEWER,)),
    "bureau_host": ("听证甲", "bureau_legal", (Role.HEARING_HOST,)),
    "collector": ("收缴甲", "bureau_finance", (Role.FINE_COLLECTOR,)),
    "bureau_supervisor": ("监督乙", "bureau_office", (Role.SUPERVISOR,)),
    "bureau_archivist": ("档案乙", "bureau_office", (Role.ARCHIVIST,)),
    "outsider": ("外单位经办", "other_bureau", (Role.SPONSOR,)),
    "foreign_office": ("外市办公机构", "other_office", (Role.DECISION_OFFICE,)),
}
OFFICES = {
    "city_office": ("某市人民政府办公室", CITY), "transport": ("某市交通运输局", CITY), "justice": ("某市司法局", CITY),
    "market": ("某市市场监督管理局", CITY), "works": ("某市城市管理局", CITY), "archive": ("某市档案馆", CITY),
    "university": ("某大学", CITY), "assessor": ("某评估公司", CITY), "institute": ("某研究院", CITY),
    "team": ("某市应急管理综合行政执法支队", BUREAU), "bureau_office": ("某市应急管理局办公室", BUREAU),
    "bureau_legal": ("某市应急管理局政策法规科", BUREAU), "bureau_finance": ("某市应急管理局财务科", BUREAU),
    "other_bureau": ("某市水务局", CITY), "other_office": ("邻市人民政府办公室", "other_city"),
}  # fmt: skip


@dataclass
class Office:
    """People, their Casework and short forms; each act gets a fresh idempotency key."""

    database: Database
    clock: HandClock
    casework: Casework
    people: People
    keys: Any = field(default_factory=lambda: itertools.count(1))

    def actor(self, person: str, role: Role | None = None, represents: str = "") -> Actor:
        return Actor(person, role or STAFF[person][2][0], represents)

    def key(self) -> str:
        return f"k{next(self.keys)}"

    def open(self, case: str = "case-1", person: str = "office", **more: Any) -> Receipt:
        plan = PROCEDURES[more.get("procedure", "major_decision")]
        kind, today = KINDS[plan.opening_kind], self.casework.today().isoformat()
        given = {one.name: today for one in kind.fields if one.required and one.type is FieldType.DATE}
        given |= {"proposer_type": "department"} if kind.name == "proposal" else {}
        fields = filled(kind.name, **given) | more.pop("fields", {})
        defaults: dict[str, Any] = {"procedure": plan.name, "title": "城市道路停车收费标准调整", "office": "transport",
                                    "body": CITY, "confidentiality": Confidentiality.PUBLIC}  # fmt: skip
        receipt = self.casework.execute(OpenCase(self.actor(person), case, self.key(), fields=fields, **(defaults | more)))
        for paper in (PAPER, OTHER_PAPER):
            self.casework.execute(AddMaterial(self.actor(person), case, self.key(), digest=paper, name="草案.docx",
                                              media_type="application/octet-stream", size=10))  # fmt: skip
        return receipt

    def step(
        self, person: str, step: str, inputs: Mapping[str, Mapping[str, Any]] | None = None, *, case: str = "case-1",
        version: int | None = None, key: str = "", role: Role | None = None, represents: str = "",
    ) -> Receipt:  # fmt: skip
        actor = self.actor(person, role, represents)
        return self.casework.execute(TakeStep(actor, case, key or self.key(), version, step=step, inputs=inputs or {}))

    def record(self, person: str, kind: str, *, case: str = "case-1", **fields: Any) -> Receipt:
        command = RecordEntry(self.actor(person), case, self.key(), kind=kind, fields=filled(kind, **fields))
        return self.casework.execute(command)


OTHER_PAPER = "sha256:" + "b" * 64


def filled(kind: str, **fields: Any) -> dict[str, Any]:
    """Fields of that kind: those given, the other required ones filled in lawfully; None leaves one out."""
    raw = {one.name: any_value(one) for one in KINDS[kind].fields if one.required} | fields
    return {name: value for name, value in raw.items() if value is not None}


_REGISTERED: dict[Table, list[dict[str, Any]]] = {}


def open_office(database: Database, clock: HandClock) -> Office:
    """Register everybody and hand over the keys; from the second time on the rows are put in as they were."""
    people = People(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    if _REGISTERED:
        with database.writing() as connection:
            for table, rows in _REGISTERED.items():
                connection.execute(table.insert(), rows)
    else:
        _register(people)
        with database.reading() as connection:
            read = {table: [dict(row._mapping) for row in connection.execute(table.select())] for table in SQLModel.metadata.sorted_tables}
        _REGISTERED.update({table: rows for table, rows in read.items() if rows})
    return Office(database, clock, Casework(SqlCaseStore(database), clock), people)


def _register(people: People) -> None:
    people.add_office(CITY, "某市人民政府", CITY, "body")
    people.add_office(BUREAU, "某市应急管理局", BUREAU, "body")
    people.add_office("other_city", "邻市人民政府", "other_city", "body")
    for office, (name, body) in OFFICES.items():
        people.add_office(office, name, body)
    for person, (name, office, roles) in STAFF.items():
        people.add_person(person, person, name, office, PASSWORD, roles, SINCE)
