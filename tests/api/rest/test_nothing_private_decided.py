"""A decision whose file is full of private persons, from the public's opinions to the minutes: none in what anybody may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from infra.demo.acts import Act
from states.casework.commands import Actor, ReceiveOpinion
from states.dossier.kinds import KINDS
from states.dossier.schema import FieldType
from states.dossier.vocabulary import Role
from storage.queries.portal import RELEASES, WITH_DECISION, Release
from tests.api.pages.test_closed_doors import OPEN as OPEN_PAGES
from tests.api.rest.test_default_deny import OPEN as OPEN_ROUTES
from tests.api.rest.test_nothing_private import _filled, leaks, said
from tests.lives import CASE, settle_town
from tests.lives import Town as Installation
from tests.offices import CITY, Office
from tests.planted import Somebody, Town

GIVERS = 190
PORTAL = "/portal"


class Planting:
    """Puts somebody new wherever the file has room for a long text that is not published."""

    def __init__(self) -> None:
        self.town, self.people = Town(), list[Somebody]()

    def told(self) -> str:
        one = self.town.person()
        self.people.append(one)
        return f"涉及{one.name}，住{one.address}，身份证{one.identity}，电话{one.telephone}，账号{one.card}。"

    def into(self, act: Act) -> Act:
        if act.verb == "step":
            return replace(act, inputs={kind: self._fields(kind, fields) for kind, fields in act.inputs.items()})
        return replace(act, inputs=self._fields(act.name, act.inputs)) if act.verb == "record" else act

    def _fields(self, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
        shown = KINDS[kind].by_name if kind in WITH_DECISION else RELEASES[kind].fields if kind in RELEASES else ()
        long = {one.name for one in KINDS[kind].fields if one.type is FieldType.LONG and not one.public} - set(shown)
        return {name: f"{value}{self.told()}" if name in long and isinstance(value, str) else value for name, value in given.items()}


@pytest.fixture
def planting() -> Planting:
    return Planting()


@pytest.fixture
def town(office: Office, tmp_path: Path, planting: Planting) -> Installation:
    """Lived until it is published; while opinions are asked, many give theirs with everything about themselves."""
    made = settle_town(office, tmp_path)
    asked = False
    for stage, acts in made.told:
        for act in acts:
            made.player.play(iter([planting.into(act)]))
            if act.verb == "opinion" and not asked:
                asked = True
                for number in range(GIVERS):
                    given = ReceiveOpinion(Actor("portal", Role.PUBLIC), CASE, f"o{number}", source=act.inputs["source"], text=planting.told())
                    made.services.casework.execute(given)
        if stage == "published":
            return made
    raise AssertionError("the life has no publication")


def surfaces(client: TestClient) -> Iterator[tuple[str, str]]:
    """Everything that is open, for the matter by its identifier and its number."""
    number = client.get("/api/portal/consultations").json()["items"]
    assert number, "the decision is out"
    places = {"case": [CASE], "number": [CASE], "body": [CITY], "secret": ["x"], "digest": ["sha256:" + "a" * 64], "root": ["x"]}
    for method, path in sorted({*OPEN_PAGES, *OPEN_ROUTES}):
        for where in _filled(path, places) if method == "GET" else ():
            yield where, said(client, where)
    for base in (PORTAL, f"/api{PORTAL}/consultations"):
        for query in ("limit=100", "shelf=decisions", "shelf=open", "q=意见", "cursor=x"):
            yield f"{base}?{query}", said(client, f"{base}?{query}")


def test_nothing_private_of_a_decision_is_public(town: Installation, planting: Planting) -> None:
    secrets = tuple(one for person in planting.people for one in person.secrets())
    assert len(set(secrets)) == len(secrets) >= 1000 and len(planting.people) > GIVERS + 3, "in opinions and in papers"
    texts = list(surfaces(TestClient(create_app(town.services))))
    assert sum("城市道路停车收费标准调整" in text for _, text in texts) >= 4, "the decision itself is read here"
    assert leaks(texts, secrets) == []
    with town.services.database.reading() as connection:
        kept = "".join(row[0] for row in connection.exec_driver_sql("SELECT fields FROM entry UNION ALL SELECT text FROM opinion"))
    assert all(one in kept for one in secrets), "all of it is on file"


def test_the_search_sees_what_gets_out(town: Installation, planting: Planting, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the opinion of the legality review comes to be read as a publication; the search turns red at the matter's own pages."""
    monkeypatch.setitem(RELEASES, "legality_opinion", Release("decision", "审查意见", "issued_on", tuple(KINDS["legality_opinion"].by_name)))  # type: ignore[index]
    secrets = tuple(one for person in planting.people for one in person.secrets())
    found = leaks(list(surfaces(TestClient(create_app(town.services)))), secrets)
    assert {where.split("?")[0] for where, _ in found} >= {f"/portal/{CASE}", f"/api/portal/consultations/{CASE}"}
