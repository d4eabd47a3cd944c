"""The desks of enforcement in the demo: lanes that count what they list, the account of a fine, the site, a paper beside its facts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from infra.demo.people import PEOPLE
from states.dossier.vocabulary import Role
from states.procedures.catalogue import PROCEDURES
from states.procedures.enforcement_desks import DESKS
from tests.api.pages.plain_browser import Browser

Browse = Callable[..., Browser]
FINED, INQUIRY, DRAWN = "e05", "e02", "e11"


def test_every_state_and_step_of_a_desk_is_one_of_a_map() -> None:
    states = {state for plan in PROCEDURES.values() for state in plan.chart.states_map}
    steps = {step for plan in PROCEDURES.values() for step in plan.steps}
    for desk in DESKS:
        assert set(desk.opens) <= set(PROCEDURES)
        for lane in desk.lanes:
            assert set(lane.states) <= states and set(lane.acts) <= steps, (desk.name, lane.name)


@pytest.mark.parametrize("desk", DESKS, ids=lambda one: one.name)
def test_each_lane_lists_what_it_counts(demo: Browse, desk) -> None:  # type: ignore[no-untyped-def]
    browser = demo("zhifa")
    for lane in desk.lanes:
        page = browser.get(f"/enforcement/{desk.name}", lane=lane.name)
        assert page.status == 200
        counted = int(re.search(rf'lane={lane.name}"[^>]*>[^<]*<small>(\d+)</small>', page.html)[1])  # type: ignore[index]
        listed = {link for link in page.links() if re.fullmatch(r"/cases/\w+", link) and link != "/cases/new"}
        assert len(listed) == counted, (desk.name, lane.name)


def test_desks_list_what_the_person_may_see_and_refuse_who_only_runs_the_system(demo: Browse) -> None:
    foreign = demo("jiaotong").get("/enforcement/payments")
    assert foreign.status == 200 and f"/cases/{FINED}" not in foreign.html
    assert demo("xitong").get("/enforcement/payments").status == 403
    assert demo("zhifa").get("/enforcement/payments", lane="nothing").status == 404
    assert demo("zhifa").get("/enforcement/payments", cursor="x").status == 422


def test_a_draw_leads_to_its_public_proof(demo: Browse) -> None:
    browser = demo("zhifa")
    for page in (browser.get("/enforcement/draws", lane="published"), browser.get(f"/cases/{DRAWN}")):
        proof = next(link for link in page.links() if link.startswith("/portal/enforcement/draws/"))
        assert browser.get(proof).status == 200


def test_the_account_of_a_fine(demo: Browse) -> None:
    page = demo("shoujiao").get(f"/cases/{FINED}/dues")
    assert page.status == 200 and "40,000" in page.html and "逐日明细" in page.html
    assert f"/cases/{FINED}/steps/record_payment" in page.links()
    assert f"/cases/{FINED}/steps/record_payment" not in demo("zhifa").get(f"/cases/{FINED}/dues").links()
    assert demo("jiaotong").get(f"/cases/{FINED}/dues").status == 404


def test_the_site_is_for_officers_of_running_matters(demo: Browse) -> None:
    page = demo("zhifa").get(f"/cases/{INQUIRY}/site")
    assert page.status == 200 and page.html.count('capture="') == 3
    for login, (_, _, roles) in PEOPLE.items():
        if login in ("juzhang", "fashen", "jiaotong"):
            assert Role.OFFICER not in roles
            assert demo(login).get(f"/cases/{INQUIRY}/site").status in (403, 404), login
    assert demo("zhifa").get(f"/cases/{DRAWN}/site").status == 403


def test_a_photograph_taken_on_the_spot_is_on_file_and_leads_back(demo: Browse) -> None:
    browser = demo("zhifa")
    form = browser.get(f"/cases/{INQUIRY}/site").form(f"/cases/{INQUIRY}/materials")
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    answer = browser.client.post(f"/cases/{INQUIRY}/materials", data=dict(form.pairs()), files={"file": ("现场.png", png, "image/png")})
    assert answer.status_code == 200 and str(answer.url).endswith(f"/cases/{INQUIRY}/site?done=material")
    assert "现场.png" in answer.text and "材料已上传" in answer.text


def test_a_paper_beside_the_facts_it_comes_from(demo: Browse) -> None:
    browser = demo("zhifa")
    link = next(one for one in browser.get(f"/cases/{FINED}/papers").links() if "/papers/penalty_decision/text" in one)
    page = browser.get(link)
    assert page.status == 200 and 'class="differs"' in page.html.partition("</h2>")[2]  # in the legend
    assert re.search(r'<a class="from" href="#e-[^"]+" title="取自：行政处罚决定">40000元</a>', page.html)
    assert page.html.count('<mark class="differs" title') == 0  # nothing of it is foreign to the file
    assert browser.get(f"/cases/{FINED}/papers/nothing/text").status == 404
    assert demo("jiaotong").get(link).status == 404
