"""承办和传阅 for programs: the same authority, refusals and request numbers as everything that is chained."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from states.dossier.vocabulary import Confidentiality
from storage.verify import verify
from tests.api.conftest import Desk, footprint
from tests.api.rest.test_acts import refused
from tests.offices import Office

SignIn = Callable[[str], Desk]
HANDLING, CIRCULATION = "/cases/m1/handling", "/cases/m1/circulation"


@pytest.fixture(autouse=True)
def matter(office: Office) -> None:
    office.open("m1")


def holder(desk: Desk) -> str:
    return str(desk.get(HANDLING).json()["holder"]["person"])


def test_a_matter_is_claimed_passed_on_and_given_back(sign_in: SignIn, office: Office) -> None:
    sponsor, chief = sign_in("sponsor"), sign_in("chief")
    claimed = sponsor.post(HANDLING, {"act": "claim"})
    assert claimed.status_code == 200 and holder(chief) == "sponsor"
    assert {one["id"] for one in chief.get(HANDLING).json()["handlers"]} == {"sponsor", "sponsor2"}
    refused(chief.post(HANDLING, {"act": "assign", "handler": "sponsor2"}), 409, "stale_dossier")
    assert chief.post(HANDLING, {"act": "assign", "handler": "sponsor2", "instead_of": "sponsor", "reason": "出差"}).status_code == 200
    assert holder(sponsor) == "sponsor2"
    assert sign_in("sponsor2").post(HANDLING, {"act": "release", "instead_of": "sponsor2"}).status_code == 200
    assert holder(chief) == "" and verify(office.database).ok


def test_one_request_number_has_one_effect(sign_in: SignIn, office: Office) -> None:
    sponsor = sign_in("sponsor")
    first = sponsor.post(HANDLING, {"act": "claim"}, key="same").json()
    sent = sponsor.post(CIRCULATION, {"readers": ["chief"], "remark": "请阅"}, key="round")
    assert sent.status_code == 201
    before = footprint(office)
    again = sponsor.post(HANDLING, {"act": "claim"}, key="same").json()
    assert (again["seq"], again["hash"], again["replayed"]) == (first["seq"], first["hash"], True)
    assert sponsor.post(CIRCULATION, {"readers": ["chief"], "remark": "请阅"}, key="round").json()["replayed"]
    refused(sponsor.post(CIRCULATION, {"readers": ["sponsor2"]}, key="round"), 422, "invalid_entry")
    without = sponsor.client.post(f"/api{HANDLING}", json={"act": "claim"}, headers={"x-csrf-token": sponsor.csrf})
    assert without.status_code == 422 and footprint(office) == before


@pytest.mark.parametrize(
    ("who", "sent", "status", "name"),
    [("sponsor", {"act": "assign", "handler": "sponsor2"}, 403, "not_permitted"), ("office", {"act": "assign"}, 422, "invalid_entry"),
     ("office", {"act": "assign", "handler": "reviewer"}, 422, "invalid_entry"), ("office", {"act": "seize"}, 422, "invalid_entry"),
     ("supervisor", {"act": "claim"}, 403, "not_permitted")],
)  # fmt: skip
def test_what_may_not_be_is_refused_and_changes_nothing(
    sign_in: SignIn, office: Office, who: str, sent: dict[str, str], status: int, name: str
) -> None:
    before = footprint(office)
    refused(sign_in(who).post(HANDLING, sent), status, name)
    assert footprint(office) == before and holder(sign_in("chief")) == ""


def test_it_is_sent_to_those_who_may_see_it_and_marked_by_them_alone(sign_in: SignIn, office: Office) -> None:
    sponsor, chief = sign_in("sponsor"), sign_in("chief")
    offered = {one["id"] for one in sponsor.get(CIRCULATION).json()["colleagues"]}
    assert "chief" in offered and "sponsor" not in offered and "expert" not in offered
    before = footprint(office)
    refused(sponsor.post(CIRCULATION, {"readers": ["chief", "expert"]}), 422, "invalid_entry")
    assert footprint(office) == before
    seq = sponsor.post(CIRCULATION, {"readers": ["chief"], "remark": "请阅"}).json()["seq"]
    refused(sponsor.post(f"{CIRCULATION}/{seq}/read"), 404, "not_found")
    assert [chief.post(f"{CIRCULATION}/{seq}/read").status_code for _ in range(2)] == [204, 204]
    ((reader,),) = [one["readers"] for one in sponsor.get(CIRCULATION).json()["rounds"]]
    assert reader["name"] == "局长甲" and reader["read_at"] and verify(office.database).ok


def test_who_may_not_see_the_matter_meets_nothing(sign_in: SignIn, office: Office) -> None:
    office.open("m2", confidentiality=Confidentiality.WITHHELD)
    stranger = sign_in("outsider")
    for answer in (stranger.get("/cases/m2/handling"), stranger.get("/cases/m2/circulation"), stranger.post("/cases/m2/handling", {"act": "claim"}),
                   stranger.post("/cases/m2/circulation", {"readers": ["chief"]}), stranger.post("/cases/m2/circulation/1/read")):  # fmt: skip
        refused(answer, 404, "not_found")
