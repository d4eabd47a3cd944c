"""The first day of a made-up procedure, over HTTP: run by test_first_day in a checkout in which it is registered."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as Xml

from states.procedures.catalogue import PROCEDURES
from tests.api.pages.plain_browser import Browser, Sheet
from tests.offices import Office

Browse = Callable[..., Browser]
NAME, TITLE = "toy_permit", "人民路口临时围挡占道"


def opened(desk: Browser) -> str:
    """From the list of procedures to the matter's own page."""
    assert NAME in desk.get("/cases/new").html
    form = desk.get("/cases/new", procedure=NAME).form("/cases")
    assert {"toy_application.applicant", "toy_application.use", "toy_application.applied_on"} <= form.names()
    given: dict[str, str | list[str]] = {"_title": TITLE, "_office": "transport", "_confidentiality": "public"}
    empty = desk.send(form, given)
    assert empty.status == 422 and "占道事由" in empty.text
    page = desk.send(form, given | {"toy_application.applicant": "某建筑公司", "toy_application.use": "外墙维修。", "toy_application.applied_on": "2026-01-12"})
    assert page.status == 200 and page.path.startswith("/cases/"), page.text[:1500]
    assert "受理申请" in page.text and "决定不予许可" in page.text and "准予占道许可" not in page.text
    return page.path


def take(desk: Browser, case: str, step: str, **fields: str) -> Sheet:
    """The form of a step has its papers' fields; sent with them filled in."""
    action = f"{case}/steps/{step}"
    return desk.send(desk.get(action).form(action), {name.replace("__", "."): value for name, value in fields.items()})


def test_a_made_up_procedure_has_its_pages_on_its_first_day(browse: Browse, office: Office) -> None:
    desk, watch = browse("office"), browse("supervisor")
    office.open()  # a matter of another kind, which its figures leave out
    case = opened(desk)
    assert case in desk.get("/worklist", filter="mine").links() and TITLE in watch.get("/worklist", filter="all").text
    page = take(desk, case, "accept_application", toy_acceptance__accepted_on="2026-01-12", toy_acceptance__due_on="2026-01-16")
    assert page.status == 200 and "已办理「受理申请」" in page.text and "现场核查" in page.text and "材料审核" in page.text
    assert "许可办结期限" in desk.get(f"{case}/deadlines").text and "许可办结期限" in page.text
    _drawn(desk, case, here="待核查", taken="受理申请")
    _pictured(desk, case)
    take(desk, case, "check_papers", toy_paper_check__found="齐全。", toy_paper_check__checked_on="2026-01-12")
    page = take(desk, case, "check_site", toy_site_check__passable="false", toy_site_check__found="占满全部路面。", toy_site_check__checked_on="2026-01-12")
    assert "现处于待决定阶段" in page.text and "余下路面不能通行" in page.text  # why not yet, before anybody asks
    refused = take(desk, case, "grant_permit", toy_permit__place="人民路口", toy_permit__granted_on="2026-01-12")
    assert refused.status == 409 and "余下路面不能通行" in refused.text and "待决定" in desk.get(case).text
    office.clock.set("2026-01-19")
    desk, watch = browse("office"), browse("supervisor")  # a week later one signs in again
    _late(desk, watch, case)
    take(desk, case, "examine_again")
    _drawn(desk, case, here="待审核", taken="重新审查")
    take(desk, case, "check_papers", toy_paper_check__found="齐全。", toy_paper_check__checked_on="2026-01-19")
    take(desk, case, "check_site", toy_site_check__passable="true", toy_site_check__found="留有三米。", toy_site_check__checked_on="2026-01-19")
    page = take(desk, case, "grant_permit", toy_permit__place="人民路口", toy_permit__granted_on="2026-01-19")
    assert page.status == 200 and "已经终结" in page.text
    assert [label for label in ("已申请", "审查", "待决定", "准予许可") if label not in page.text] == []
    _counted(watch, "closed", case)


def _drawn(desk: Browser, case: str, here: str, taken: str) -> None:
    page = desk.get(f"{case}/diagram")
    assert page.status == 200 and re.search(rf"▶ </tspan>{here}", page.html) and re.search(rf'class="step taken[^"]*"[^>]*>{taken}', page.html)


def _pictured(desk: Browser, case: str) -> None:
    """The scale of days: where it stood, its clock until the day on file, and what may be done now."""
    page = desk.get(f"{case}/plan")
    assert page.status == 200 and all(one in page.text for one in ("已经过的环节", "许可办结期限", "现场核查：待核查", "审核材料"))
    assert "许可办结期限：2026年1月12日至2026年1月16日" in desk.client.get(f"{case}/plan.svg").text


def _late(desk: Browser, watch: Browser, case: str) -> None:
    """Past its clock: overdue on the desk, red among the lights, counted with exactly its row."""
    assert case in desk.get("/worklist", filter="overdue").links()
    lights = watch.get("/supervision")
    assert "临时占道许可" in lights.text and "待决定" in lights.text
    _counted(watch, "running", case)
    _counted(watch, "overdue", case)
    page = watch.get("/supervision/overview", procedure=NAME)
    assert "待决定" in page.text and "已申请" in page.text


def _counted(watch: Browser, figure: str, case: str) -> None:
    """The number of the overview opens exactly this matter."""
    page = watch.get("/supervision/overview", procedure=NAME)
    link = next(one for one in page.links() if parse_qs(urlsplit(one).query).get("figure") == [figure])
    assert re.search(rf'href="{re.escape(link).replace("&", "&amp;")}"[^>]*><b>1</b>', page.html), figure
    rows = watch.get(link)
    assert {one for one in rows.links() if one.startswith("/cases/")} - {"/cases/new"} == {case}


def test_it_stands_in_the_help_and_among_the_procedures(browse: Browse) -> None:
    desk, plan = browse("office"), PROCEDURES[NAME]
    assert plan.label in desk.get("/help").text and f"/procedures/{NAME}" in desk.get("/procedures").links()
    page = desk.get(f"/procedures/{NAME}")
    assert all(f'id="s-{one}"' in page.html for one in plan.steps) and "许可办结期限" in page.text
    for form in ("svg", "bpmn"):
        Xml.fromstring(desk.client.get(f"/procedures/{NAME}/chart.{form}").text)
    assert "tp_deciding --> tp_granted : 准予占道许可" in desk.client.get(f"/procedures/{NAME}/chart.mmd").text
