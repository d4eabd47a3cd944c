"""One decision from proposal to closing, by every officer over HTTP; nothing but requests."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from infra.demo.life import Act, Life, Paper
from infra.demo.playing import DOCX, document
from states.dossier.vocabulary import Role
from storage.sealing import seal_matter
from storage.verify import verify
from tests.lives import Town, settle_town
from tests.offices import CITY, PASSWORD, Office
from tests.slips import slip_for


@dataclass
class Clerks:
    """Acts as requests. Everybody signs in anew for each act: days lie between."""

    app: FastAPI
    town: Town
    case: str = ""
    papers: dict[str, str] = field(default_factory=dict)
    keys: Any = field(default_factory=lambda: itertools.count(1))

    def play(self, act: Act) -> None:
        self.town.clock.to(act.on)
        if act.verb == "opinion":
            sent = {"text": act.inputs["text"], "source": act.inputs["source"]}
            anybody = TestClient(self.app)
            self.send(anybody, f"/api/portal/consultations/{self.case}/opinions", sent | slip_for(anybody, self.case))
            return
        with self.at_desk(act.who) as client:
            inputs = self.resolved(act.inputs)
            match act.verb:
                case "step":
                    path, sent = f"steps/{act.name}", {"inputs": inputs}
                case "record":
                    path, sent = "entries", {"kind": act.name, "fields": inputs}
                case _:
                    path, sent = "opinions/dispositions", {**inputs, "opinions": self.unanswered(client)}
            self.send(client, f"/api/cases/{self.case}/{path}", {"role": act.role, **sent})

    def at_desk(self, person: str) -> TestClient:
        client = TestClient(self.app)
        answer = self.send(client, "/api/session", {"login": person, "password": PASSWORD})
        client.headers["x-csrf-token"] = answer["csrf"]
        return client

    def send(self, client: TestClient, path: str, sent: Any = None, **more: Any) -> Any:
        answer = client.post(path, json=sent, headers={"idempotency-key": f"life-{next(self.keys)}"}, **more)
        assert answer.status_code in (200, 201), f"{path}: {answer.text}"
        return answer.json()

    def read(self, client: TestClient, part: str) -> Any:
        return client.get(f"/api/cases/{self.case}{part}")

    def seal(self, life: Life) -> None:
        """The archivist's package is made by a flow, not by a request."""
        one = self.town.services
        self.town.clock.to(life.later(1))
        seal_matter(one.database, one.archive, one.casework, self.case, one.clock, 3650)

    def unanswered(self, client: TestClient) -> list[str]:
        found = client.get(f"/api/cases/{self.case}/opinions", params={"unanswered": "true", "limit": 100}).json()
        return [one["id"] for one in found["items"]]

    def resolved(self, value: Any) -> Any:
        if isinstance(value, Paper):
            return self.paper(value.name)
        if isinstance(value, Mapping):
            return {name: self.resolved(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.resolved(one) for one in value]
        return value.isoformat() if isinstance(value, date) else value

    def paper(self, name: str) -> str:
        if name not in self.papers:
            with self.at_desk("office") as client:
                file = (f"{name}.docx", document(name, "（测试）"), DOCX)
                self.papers[name] = self.send(client, f"/api/cases/{self.case}/materials", files={"file": file})["digest"]
        return self.papers[name]


@pytest.fixture
def clerks(office: Office, tmp_path: Any) -> Clerks:
    town = settle_town(office, tmp_path)
    return Clerks(create_app(town.services), town)


def test_a_decision_is_lived_to_its_end_over_http(clerks: Clerks, office: Office) -> None:
    life = Life(clerks.town.life.day)
    with clerks.at_desk("office") as client:
        sent = {"title": "城市道路停车收费标准调整（接口）", "office": "transport", "body": CITY, "role": Role.DECISION_OFFICE}
        fields = clerks.resolved(life.proposal())
        clerks.case = clerks.send(client, "/api/cases", {**sent, "fields": fields})["case"]
    for stage, acts in life.stages():
        if stage == "closed":
            clerks.seal(life)
        for act in acts:
            clerks.play(act)
        with clerks.at_desk("head") as client:
            for part in ("", "/steps", "/timeline", "/deadlines", "/materials", "/opinions"):
                assert clerks.read(client, part).status_code == 200, part
    with clerks.at_desk("office") as client:
        seen = clerks.read(client, "").json()
        assert seen["row"]["stage_label"] == "办结" and seen["row"]["ended"] is True
        assert {mark["status"] for mark in seen["stepper"]} == {"done"}
    assert verify(office.database).ok
