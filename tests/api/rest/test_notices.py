"""The same for programs: the inbox, the choices, the calendar's link, the channels."""

from __future__ import annotations

from collections.abc import Callable

from flows import relay
from infra.wiring import Services
from states.dossier.vocabulary import Role
from tests.api.conftest import Desk
from tests.offices import Office

SignIn = Callable[[str], Desk]


def test_one_reads_ones_own_inbox(sign_in: SignIn, office: Office, services: Services) -> None:
    office.people.add_mandate("office", "study", Role.DECISION_OFFICE, office.casework.today(), office.casework.today(), "出差委托")
    office.open("m1")
    relay.work(services)
    desk = sign_in("study")
    (line,) = desk.get("/notices").json()["items"]
    assert (line["case"], line["topic"], line["read"], line["title"]) == ("m1", "waiting", False, "城市道路停车收费标准调整")
    assert desk.get("/notices/unread").json() == {"count": 1}
    assert sign_in("sponsor").post(f"/notices/{line['id']}/read").status_code == 404
    assert desk.post(f"/notices/{line['id']}/read").status_code == 204 == desk.post("/notices/read").status_code
    assert desk.get("/notices", unread=True).json()["items"] == []


def test_choices(sign_in: SignIn) -> None:
    desk = sign_in("sponsor")

    def put(body: object) -> tuple[int, dict[str, object]]:
        answer = desk.client.put("/api/notice-settings", json=body, headers={"x-csrf-token": desk.csrf})
        return answer.status_code, answer.json()

    status, told = put({"choices": [{"topic": "progress", "means": "inbox", "wanted": True}], "mail": "a@city.example"})
    assert status == 200 and told["mail"] == "a@city.example" and told == desk.get("/notice-settings").json()
    status, told = put({"choices": [{"topic": "waiting", "means": "inbox", "wanted": False}], "mail": ""})
    assert status == 422 and "不能关闭" in str(told["detail"]) and desk.get("/notice-settings").json()["mail"] == "a@city.example"


def test_the_link(sign_in: SignIn) -> None:
    desk = sign_in("sponsor")
    assert desk.get("/calendar-link").json() == {"made_at": None}
    url = desk.post("/calendar-link").json()["url"]
    path = url[url.index("/calendar/"):]
    assert desk.client.get(path).status_code == 200 and desk.get("/calendar-link").json()["made_at"]
    assert desk.delete("/calendar-link").status_code == 204 and desk.client.get(path).status_code == 404


def test_channels(sign_in: SignIn) -> None:
    admin = sign_in("sysadmin")
    wanted = {"kind": "wecom", "name": "督查群", "address": "wecombot://abc-123/", "topics": ["waiting", "escalated"]}
    made = admin.post("/notice-channels", wanted)
    assert made.status_code == 201 and made.json()["address"] == "wecombot://…-123"
    assert admin.post("/notice-channels", wanted | {"address": "nonsense"}).status_code == 422
    assert admin.post("/notice-channels", wanted | {"topics": []}).status_code == 422
    off = admin.client.put(f"/api/notice-channels/{made.json()['id']}", json=wanted | {"address": "", "active": False}, headers={"x-csrf-token": admin.csrf})
    assert off.json()["active"] is False and admin.get("/notice-channels").json() == [off.json()]
    assert [one["act"] for one in admin.get("/admin-acts").json()] == ["subscription_changed", "subscription_added"]
    assert admin.get("/dead-letters").json() == [] and admin.post("/dead-letters/x/again").status_code == 404
    sponsor = sign_in("sponsor")
    for path in ("/notice-channels", "/dead-letters", "/admin-acts"):
        assert sponsor.get(path).status_code == 403
    assert sponsor.post("/notice-channels", wanted).status_code == 403
