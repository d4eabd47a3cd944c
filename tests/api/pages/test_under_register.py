"""Matters under a body's register, opened from their own form: the register is found, the number says what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Confidentiality
from states.procedures.catalogue import PROCEDURES
from tests.api.pages.plain_browser import Browser, Sheet
from tests.offices import BUREAU, Office, filled

Browse = Callable[..., Browser]
REGISTER = "register1"
MARKS = {"penalty": "罚", "summary_penalty": "简", "inspection": "检", "random_draw": "抽"}
PARTS = ("", "/dossier", "/opinions", "/deadlines", "/timeline")


def registered(office: Office, case: str = REGISTER) -> None:
    office.open(case, "bureau_reviewer", procedure="enforcement_register", title="某市应急管理局执法主体登记", office="bureau_legal", body=BUREAU,
                confidentiality=Confidentiality.INTERNAL)  # fmt: skip


def texts(kind: str, **given: Any) -> dict[str, str]:
    """The single fields of the opening entry as a browser sends them."""
    found = filled(kind, **given)
    return {f"{kind}.{name}": str(value).lower() if isinstance(value, bool) else str(value) for name, value in found.items() if not isinstance(value, list)}


def opened(browser: Browser, procedure: str, today: str, **more: str) -> Sheet:
    """The form is sent as it came, with nothing chosen but what nobody can know."""
    kind = KINDS[PROCEDURES[procedure].opening_kind]
    dates = {one.name: today for one in kind.fields if one.required and one.type.name == "DATE"}
    form = browser.get("/cases/new", procedure=procedure).form("/cases")
    secret = {} if PROCEDURES[procedure].inner else {"_confidentiality": "internal"}  # those with private persons come as 内部
    given = texts(kind.name, **dates) | {"_title": "某工贸有限公司培训记录不实"} | secret | more
    return browser.send(form, given)


def test_there_is_a_mark_for_every_procedure_below() -> None:
    below = {plan.name: plan.mark for plan in PROCEDURES.values() if plan.belongs_to == "enforcement_register"}
    assert below == MARKS and PROCEDURES["enforcement_register"].mark == "登"
    marks = [plan.mark for plan in PROCEDURES.values()]
    assert all(marks.count(one) == 1 for one in (*MARKS.values(), "登")), "a number says which procedure it is of"


@pytest.mark.parametrize("procedure", MARKS)
def test_the_only_register_is_chosen_already(browse: Browse, office: Office, procedure: str) -> None:
    registered(office)
    browser, today = browse("officer"), office.casework.today().isoformat()
    form = browser.get("/cases/new", procedure=procedure).form("/cases")
    sent = dict(form.pairs())
    assert sent["_parent"] == REGISTER and form.offers("_parent") == [REGISTER]
    assert sent["_office"] == "team", "an officer handles the cases of the own office alone"
    page = opened(browser, procedure, today)
    assert page.status == 200, page.text[:1500]
    case = page.path.rsplit("/", 1)[-1]
    row = browser.client.get(f"/api/cases/{case}").json()["row"]
    assert row["number"] == f"{MARKS[procedure]}〔2026〕1号" and row["procedure"] == procedure
    for part in PARTS:
        assert browser.get(f"/cases/{case}{part}").status == 200, part
    assert f"/cases/{case}" in browser.get("/worklist", filter="all").links()


def test_of_several_registers_one_is_chosen_by_hand(browse: Browse, office: Office) -> None:
    registered(office)
    registered(office, "register2")
    form = browse("officer").get("/cases/new", procedure="penalty").form("/cases")
    assert dict(form.pairs())["_parent"] == "" and set(form.offers("_parent")) == {"", REGISTER, "register2"}


def test_without_a_register_the_form_says_what_is_missing(browse: Browse, office: Office) -> None:
    browser, today = browse("officer"), office.casework.today().isoformat()
    form = browser.get("/cases/new", procedure="penalty").form("/cases")
    assert form.offers("_parent") == [""]
    page = opened(browser, "penalty", today)
    assert page.status == 422 and "执法主体和清单登记" in page.text


def test_another_bodys_register_is_not_offered(browse: Browse, office: Office) -> None:
    registered(office)
    assert REGISTER not in browse("office").get("/cases/new").html
    assert browse("office").get(f"/cases/{REGISTER}").status == 404


def test_a_penalty_that_nobody_has_published_is_nowhere_among_the_public_consultations(browse: Browse, office: Office) -> None:
    """Also where the case is called public: what of it may be seen is decided by its own step of publicity."""
    office.open(REGISTER, "bureau_reviewer", procedure="enforcement_register", title="某市应急管理局执法主体登记", office="bureau_legal", body=BUREAU)
    office.open("penalty1", "officer", procedure="penalty", title="某工贸有限公司培训记录不实案", office="team", body=BUREAU, parent=REGISTER)
    stranger = browse()
    assert "培训记录不实" not in stranger.get("/portal").text and "执法主体登记" not in stranger.get("/portal").text
    assert stranger.get("/portal/penalty1").status == 404
    assert stranger.client.get("/api/portal/consultations").json()["items"] == []
    assert stranger.client.get("/api/portal/consultations/penalty1").status_code == 404
    answer = stranger.client.post("/api/portal/consultations/penalty1/opinions", json={"text": "意见"})
    assert answer.status_code in (404, 409), answer.text
