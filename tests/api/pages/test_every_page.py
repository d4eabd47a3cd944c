"""Every page for every role, every form of every procedure, and what no page may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.demo.people import PEOPLE
from states.dossier.kinds import KINDS
from states.dossier.vocabulary import Confidentiality
from states.procedures.base import Procedure
from states.procedures.catalogue import PROCEDURES
from tests import calendars
from tests.api.pages.plain_browser import Browser, Sheet
from tests.confirmations import RULE
from tests.offices import OFFICES, STAFF, Office, filled

Browse = Callable[..., Browser]
ROOT = Path(__file__).resolve().parents[3]
PARTS = ("", "/dossier", "/opinions", "/deadlines", "/plan", "/timeline", "/diagram")
MATTERS = tuple(f"m{number:02}" for number in range(1, 18))
STEPS = [(plan.name, step) for plan in PROCEDURES.values() for step in plan.steps.values()]


def clean(page: Sheet) -> list[str]:
    """What the security policy would refuse, or what scripts of strangers would need."""
    faults = []
    for tag, had in page.tags:
        inline = [name for name in had if name == "style" or name.startswith("on")]
        if inline or tag == "style" or (tag == "script" and not had.get("src")):
            faults.append(f"{tag} {inline}")
        for name in ("href", "src", "action"):
            if (had.get(name) or "").lower().startswith(("http", "//", "javascript:", "data:")):
                faults.append(f"{tag} {name}={had[name]}")
    return faults


@pytest.mark.parametrize("person", list(PEOPLE))
def test_every_page_answers_every_role(demo: Browse, person: str) -> None:
    """Every matter of the demo: there for those who may see it, absent for the others; for one role in every part."""
    browser = demo(person)
    listed = {link for link in browser.get("/worklist", filter="all").links() if re.fullmatch(r"/cases/m\d+", link)}
    for matter in MATTERS:
        seen = browser.client.get(f"/api/cases/{matter}").status_code == 200
        assert (f"/cases/{matter}" in listed) == seen
        for part in PARTS if person == "juece" else ("",):
            page = browser.get(f"/cases/{matter}{part}")
            assert page.status == (200 if seen else 404), (matter, part)
            assert clean(page) == [], (matter, part)


@pytest.mark.parametrize("person", ["", *PEOPLE])
def test_the_pages_around_matters_answer_everybody(demo: Browse, person: str) -> None:
    browser = demo(person)
    for path in ("/help", "/law", "/portal", "/law?status=&number=9", "/portal/m10", "/worklist", "/supervision", "/cases/new",
                 "/supervision/overview", "/supervision/overview?office=yx-land", "/supervision/figures?figure=running", "/supervision/wall",
                 "/supervision/map", "/responsibility",
                 "/notices", "/notices/settings", "/channels", "/procedures", "/procedures/penalty"):  # fmt: skip
        page = browser.get(path)
        assert page.status in (200, 403), path
        assert clean(page) == [], path
    assert browser.get("/worklist").path == ("/worklist" if person else "/sign-in")


# Openings that must name something real.
ABOUT: dict[str, dict[str, object]] = {"rule_proposal": {"rule": RULE, "in_force_on": "2018-05-16"}, "calendar_notice": calendars.fields()}


def _opener(procedure: str) -> str:
    """Somebody who may open such a matter; the decision office where it may."""
    roles = KINDS[PROCEDURES[procedure].opening_kind].roles
    return next(person for person, (_, _, held) in STAFF.items() if set(held) & set(roles))


def _opened(office: Office, procedure: str, case: str = "case-1") -> None:
    """A matter of its opener's office; what must stand under another one stands under one that was opened before it."""
    plan, person, above = PROCEDURES[procedure], _opener(procedure), f"{case}-above"
    office.clock.set(calendars.DAY)
    if plan.belongs_to:
        _opened(office, plan.belongs_to, above)
    place = STAFF[person][1]
    office.open(case, person, procedure=procedure, title="二〇二六年度目录", office=place, body=OFFICES[place][1],
                confidentiality=Confidentiality.INTERNAL, parent=above if plan.belongs_to else "", fields=ABOUT.get(plan.opening_kind, {}))  # fmt: skip


def _stands_at_once(plan: Procedure) -> bool:
    """May it be opened under a matter that was only just opened? An evaluation waits until the decision is carried out."""
    above = PROCEDURES.get(plan.belongs_to)
    return above is None or not set(above.evaluated).isdisjoint(above.open())


@pytest.mark.parametrize("procedure", [name for name, plan in PROCEDURES.items() if _stands_at_once(plan)])
def test_every_step_shows_its_form(browse: Browse, office: Office, procedure: str) -> None:
    """Each field of each kind that the step takes stands in the form, whatever the stage."""
    _opened(office, procedure)
    _every_step(browse(_opener(procedure)), procedure, "case-1")


def test_only_the_evaluation_waits_for_the_matter_above() -> None:
    assert [name for name, plan in PROCEDURES.items() if not _stands_at_once(plan)] == ["evaluation"]


def test_a_matter_under_another_is_opened_from_there(demo: Browse) -> None:
    """From the matter that is being evaluated to the evaluation's own matter, and every form of it."""
    browser = demo("juece")
    link = next(one for one in browser.get("/cases/m03").links() if "procedure=evaluation" in one)
    form = browser.client.get(link)
    assert form.status_code == 200
    page = browser.get("/cases/new", procedure="evaluation", parent="m03")
    fields = {f"evaluation_opening.{name}": value for name, value in _texts("evaluation_opening").items()}
    opened = browser.send(page.form("/cases"), {"_title": "全面禁放通告决策后评估", "_office": "yx-office", **fields})
    assert opened.status == 200 and "决策后评估" in opened.text, opened.text[:2000]
    case = opened.path.rsplit("/", 1)[-1]
    _every_step(browser, "evaluation", case)
    again = browser.send(browser.get("/cases/new", procedure="evaluation", parent="m03").form("/cases"), {"_title": "再次评估", "_office": "yx-office", **fields})
    assert again.status == 422 and "不重复立项" in again.text


def _texts(kind: str) -> dict[str, str]:
    found = filled(kind)
    return {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in found.items() if not isinstance(value, list)}


def _every_step(browser: Browser, procedure: str, case: str) -> None:
    for step in PROCEDURES[procedure].steps.values():
        page = browser.get(f"/cases/{case}/steps/{step.name}")
        form = page.form(f"/cases/{case}/steps/{step.name}")
        wanted = {f"{kind}.{field.name}" for kind in (*step.kinds, *step.optional) for field in KINDS[kind].fields}
        shown = {".".join(name.split(".")[:2]) for name in form.names()}
        assert (page.status, wanted - shown) == (200, set()), step.name
        assert clean(page) == []


def test_every_entry_shows_its_form(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("office")
    for kind in KINDS.values():
        page = browser.get(f"/cases/case-1/record/{kind.name}")
        assert page.status == (200 if kind.states else 409), kind.name
        if kind.states:
            form = page.form(f"/cases/case-1/record/{kind.name}")
            shown = {name.split(".")[1] for name in form.names() if "." in name}
            assert shown == set(kind.by_name)


def test_every_procedure_can_be_opened_from_its_own_form(browse: Browse) -> None:
    for plan in PROCEDURES.values():
        browser = browse(_opener(plan.name))
        form = browser.get("/cases/new", procedure=plan.name).form("/cases")
        wanted = {f"{plan.opening_kind}.{field.name}" for field in KINDS[plan.opening_kind].fields}
        assert wanted <= {".".join(name.split(".")[:2]) for name in form.names()}


def test_pages_name_no_step_and_no_entry() -> None:
    """A new procedure gets its pages on its first day: nothing in their code knows a step, a state or a kind."""
    names = {step.name for _, step in STEPS} | set(KINDS) | {state for plan in PROCEDURES.values() for state in plan.chart.states_map}
    sources = [*(ROOT / "api" / "pages").glob("*.py"), ROOT / "api" / "forms.py", *(ROOT / "api" / "templates").rglob("*.html")]
    known = {f"{path.name}: {name}" for path in sources for name in re.findall(r"""["'](\w+)["']""", path.read_text()) if name in names}
    assert known == set()


def test_text_on_pages_is_chinese_punctuation(demo: Browse) -> None:
    """Own sentences carry full-width marks; what people typed stays as it is."""
    browser = demo("juece")
    for path in ("/help", "/worklist", "/supervision", "/portal", "/notices", "/notices/settings"):
        found = re.findall(r"[\u4e00-\u9fff][,;:][\u4e00-\u9fff]", browser.get(path).text)
        assert found == [], path


@pytest.mark.parametrize("person", list(STAFF))
def test_the_menu_offers_only_what_answers(browse: Browse, person: str) -> None:
    browser = browse(person)
    for link in {one for one in browser.get("/worklist").links() if one.startswith("/") and not one.startswith("/static")}:
        assert browser.get(link).status == 200, link
