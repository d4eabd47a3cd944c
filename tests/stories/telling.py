"""Stories are told over HTTP: who sends what on which day. Nothing here writes but requests and the seal's flow."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import httpx
from fastapi import FastAPI

from api.limits import Throttles
from flows.archiving import seal
from infra.demo.life import Act, Life, Paper
from infra.demo.playing import DOCX, MovedClock, document
from infra.wiring import Services
from states.dossier.vocabulary import Role
from storage.verify import verify
from tests.offices import PASSWORD, STAFF
from tests.slips import worked
from tests.stories.tales import GOVERNMENT, Here, House

SIGNED = re.compile(r"^/cases/[^/]+/(steps/[^/]+|entries)$")
_keys = itertools.count(1)


class Wire:
    """A program's connection to the application with no network between. It keeps no cookies: every request says whose it is."""

    def __init__(self, app: FastAPI) -> None:
        self._loop = asyncio.new_event_loop()
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver")

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        answer = self._loop.run_until_complete(self._client.request(method, path, **more))
        self._client.cookies.clear()
        return answer

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()


@dataclass
class Story:
    """One matter of one installation, the requests of its people, and the lawful acts that are still to come."""

    app: FastAPI
    http: Wire
    services: Services
    clock: MovedClock
    life: Any  # the life that is told, by whatever tale
    rest: Iterator[Act]
    case: str = ""
    other: str = ""  # the matter above this one, or the evaluation below it
    papers: dict[str, str] = field(default_factory=dict)
    omitted: list[Act] = field(default_factory=list)
    sessions: dict[str, tuple[date, dict[str, str]]] = field(default_factory=dict)
    house: House = GOVERNMENT

    # -- requests

    def send(self, who: str, path: str, sent: Any = None, method: str = "POST", **more: Any) -> httpx.Response:
        """One request of that person ("": of anybody) on the day on which the story stands."""
        self.app.state.services = self.services
        headers = {**self._session(who), "idempotency-key": f"s{next(_keys)}"}
        if sent is not None:
            more["json"] = self.resolved(sent)
            if isinstance(more["json"], dict) and SIGNED.search(path):  # a day of a story is longer than a proof holds
                more["json"] = {"password": PASSWORD} | more["json"]
        return self.http.request(method, f"/api{path}", headers=headers, **more)

    def done(self, who: str, path: str, sent: Any = None, **more: Any) -> Any:
        answer = self.send(who, path, sent, **more)
        assert answer.status_code in (200, 201), f"{who} {path}: {answer.text}"
        return answer.json()

    def read(self, part: str = "", who: str = "", **params: Any) -> Any:
        """What an officer sees of the matter: any that is at work today, unless it matters who."""
        return self.done(who or self._reader(), f"/cases/{self.case}{part}", method="GET", params=params)

    def _reader(self) -> str:
        today = self.services.casework.today()
        readers = self.house.readers
        return next((who for who in readers if self.sessions.get(who, (None,))[0] == today), readers[0])

    def _session(self, who: str) -> dict[str, str]:
        if not who:
            return {}
        today = self.services.casework.today()
        known = self.sessions.get(who)
        if known is None or known[0] != today:
            self.app.state.throttles = Throttles()
            answer = self.http.request("POST", "/api/session", json={"login": who, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
            known = self.sessions[who] = (today, {"cookie": cookie, "x-csrf-token": answer.json()["csrf"]})
        return known[1]

    # -- acts

    def step(self, who: str, name: str, /, **inputs: Mapping[str, Any]) -> Any:
        return self.done(who, f"/cases/{self.case}/steps/{name}", {"role": role(who), "inputs": inputs})

    def record(self, who: str, kind: str, /, **fields: Any) -> Any:
        return self.done(who, f"/cases/{self.case}/entries", {"role": role(who), "kind": kind, "fields": fields})

    def refuses(self, status: int, who: str, name: str, /, *, as_role: str = "", **inputs: Any) -> Any:
        """The step is refused with that status, and the matter stays where it was."""
        before = self.standing()
        answer = self.send(who, f"/cases/{self.case}/steps/{name}", {"role": as_role or role(who), "inputs": inputs})
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert self.standing() == before
        return answer.json()

    def standing(self) -> tuple[Any, ...]:
        """What a refusal may not change: version, place, and everything on file."""
        seen = self.read()
        return seen["row"]["version"], seen["configuration"], seen["entries"], seen["parts"], seen["opinions"]

    def at(self) -> list[str]:
        return list(self.read()["configuration"])

    def later(self, days: int = 1) -> date:
        """Move on by that many days, to a working day."""
        self.clock.to(self.life.later(days))
        return self.life.day

    def play(self, acts: Iterable[Act]) -> None:
        """Lawful acts as they are told; the story then stands at the last one's day."""
        for act in acts:
            self.clock.to(act.on)
            self._act(act)

    def until(self, name: str) -> Act:
        """Live on lawfully until that act is the next; it is handed over, not yet done."""
        for act in self.rest:
            self.clock.to(act.on)
            if act.name == name:
                return act
            self._act(act)
        raise AssertionError(f"the life has no {name}")

    def pass_over(self, name: str) -> None:
        """Leave out what the life would have done until that act."""
        for act in self.rest:
            if act.name == name:
                self.rest = itertools.chain([act], self.rest)
                return
        raise AssertionError(f"the life has no {name}")

    def redraft(self, who: str, **why: Any) -> None:
        """Back to drafting, and a new lawful round with a text changed in substance: it is all still to come."""
        self.step(who, "return_to_drafting", return_to_drafting={"reason": "草案需要修改。", **why})
        self.rest = (_second(act) for act in _round(self.life))

    def opens(self, title: str, **more: Any) -> Story:
        """Another matter of the same installation, with a lawful life of its own from today on."""
        life = Life(self.life.day)
        sent = {"title": title, "office": "transport", "fields": life.proposal(), **more}
        case = self.done("office", "/cases", sent)["case"]
        rest = (act for _, acts in life.stages() for act in acts)
        return replace(self, life=life, case=case, rest=rest, papers={}, omitted=[])

    def live_on(self) -> None:
        """The rest of the lawful life."""
        self.play(self.rest)

    def make_good(self) -> None:
        """What was left out so far, put on file today."""
        for act in self.omitted:
            self._act(act)
        self.omitted.clear()

    def correct(self, kind: str, /, **changes: Any) -> dict[str, Any]:
        """The last standing entry of that kind corrected by two people; returns what it said before."""
        entry = next(one for one in reversed(self.read()["entries"]) if one["kind"] == kind and not one["superseded_by"])
        held = {one["name"]: one["value"] for one in entry["fields"]}
        fields = {name: value for name, value in (held | changes).items() if value is not None}
        asked = {"role": entry["role"], "fields": fields, "reason": "登记有误，申请更正。"}
        self.done(entry["by"], f"/cases/{self.case}/entries/{entry['id']}/correction", asked)
        (waiting,) = self.read()["corrections"]
        self.done(self.house.second, f"/cases/{self.case}/corrections/{waiting['id']}/confirmation", {})
        return {name: held.get(name) for name in changes}

    def seal(self) -> str:
        """The archivist's package is made by a flow, not by a request."""
        return seal(self.services, self.case)

    def fields(self, kind: str) -> dict[str, Any]:
        """The last standing entry of that kind."""
        entry = next(one for one in reversed(self.read()["entries"]) if one["kind"] == kind and not one["superseded_by"])
        return {one["name"]: one["value"] for one in entry["fields"]}

    def ends(self, stage: str, *, ended: bool) -> None:
        """Where the story leaves the matter; the records hold."""
        row = self.read()["row"]
        assert (row["stage_label"], row["ended"]) == (stage, ended)
        self.holds()

    def holds(self) -> None:
        verdict = verify(self.services.database)
        assert verdict.ok, verdict

    def _act(self, act: Act) -> None:
        match act.verb:
            case "open":
                opened = self.done(act.who, "/cases", {"role": act.role, **act.inputs})["case"]
                self.case, self.other = opened, self.case
            case "step":
                self.done(act.who, f"/cases/{self.case}/steps/{act.name}", {"role": act.role, "inputs": act.inputs})
            case "record":
                sent = {"role": act.role, "kind": act.name, "fields": act.inputs}
                self.done(act.who, f"/cases/{self.case}/entries", sent)
            case "opinion":
                sent = {"text": act.inputs["text"], "source": act.inputs["source"]}
                slip = self.done("", f"/portal/consultations/{self.case}/slip", method="GET")
                self.done("", f"/portal/consultations/{self.case}/opinions", sent | worked(slip))
            case "dispose":
                chosen = [one["id"] for one in self.read("/opinions", unanswered="true", limit=100)["items"]]
                sent = {"role": act.role, "opinions": chosen, **act.inputs}
                self.done(act.who, f"/cases/{self.case}/opinions/dispositions", sent)
            case "seal":
                assert self.seal() == "sealed"

    def resolved(self, value: Any) -> Any:
        if isinstance(value, Here):
            return self.case
        if isinstance(value, Paper):
            return self._paper(value.name)
        if isinstance(value, Mapping):
            return {name: self.resolved(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.resolved(one) for one in value]
        return value.isoformat() if isinstance(value, date) else value

    def _paper(self, name: str) -> str:
        if name not in self.papers:
            files = {"file": (f"{name}.docx", document(name, "（测试）"), DOCX)}
            self.papers[name] = self.done(self.house.uploader, f"/cases/{self.case}/materials", files=files)["digest"]
        return self.papers[name]


def _round(life: Life) -> Iterator[Act]:
    life.later(3)
    draft = {"title": "决策草案（重拟）", "version": 3, "file": Paper("草案第1版"), "substance_changed": True, "change_note": "重新拟订。"}
    yield life.step("sponsor", Role.SPONSOR, "begin_argument", draft=draft)
    for stage, acts in life.stages():
        if stage not in ("started", "drafting"):
            yield from acts
        if stage in ("published", "reports"):
            yield Act(life.later(1), "archivist", Role.ARCHIVIST, "seal", "seal")


def _second(act: Act) -> Act:
    """The same act on the text of the second round."""
    return replace(act, inputs=_renamed(act.inputs))


def _renamed(value: Any) -> Any:
    if isinstance(value, Paper):
        return Paper(value.name.replace("草案第", "重拟草案第"))
    if isinstance(value, Mapping):
        return {name: _renamed(one) for name, one in value.items()}
    return value


def role(who: str) -> Role:
    return STAFF[who][2][0]
