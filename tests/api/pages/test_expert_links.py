"""专家个人链接: unguessable, for one expert and one matter, for some days; through it an opinion is written and signed."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from states.casework.commands import Actor, RecordEntry
from states.casework.decide import unmet
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry
from storage.expert_links import issue, opened
from storage.queries.dossiers import open_any
from storage.queries.expert_view import expert_view
from storage.queries.reading import look
from storage.verify import verify
from tests.api.pages.plain_browser import Browser, Sheet
from tests.lives import CASE, Town, settle_town
from tests.offices import PASSWORD, Office


@pytest.fixture
def town(office: Office, tmp_path: Path) -> Town:
    """A matter in which experts have been convened and none has written yet."""
    found = settle_town(office, tmp_path, technical=True)
    for _, acts in found.told:
        for act in acts:
            found.player.play([act])
            if act.name == "convene_experts":
                return found
    raise AssertionError("no experts")


def browser(town: Town, who: str = "") -> Browser:
    found = Browser(TestClient(create_app(town.services)))
    if who:
        found.send(found.get("/sign-in").form("/sign-in"), {"login": who, "password": PASSWORD})
    return found


def link_for(town: Town, person: str, days: int = 14) -> str:
    return f"/expert/{issue(town.services.database, CASE, person, 'sponsor', town.services.clock.now(), days)}"


def expert(town: Town) -> str:
    return str(town.rows(f"SELECT person FROM case_part WHERE case_id = '{CASE}' AND role = 'expert' ORDER BY person")[0][0])


def sign(at: Browser, link: str, **filled: str) -> Sheet:
    form = at.get(link).form(link)
    return at.send(form, {"interest": "no", "opinion": "方案可行。<script>alert(1)</script>", "supports": "true"} | filled)


def record(town: Town, who: str, role: Role, kind: str, **fields: object) -> None:
    town.services.casework.execute(RecordEntry(Actor(who, role), CASE, f"{kind}:{who}:{len(fields)}", kind=kind, fields=fields))


def closed(town: Town) -> list[str]:
    """Why the review of the experts cannot be concluded yet."""
    with look(town.services.database) as reader:
        seen = open_any(reader, town.services.casework.today(), CASE)
    return [one.reason for one in unmet(seen.dossier, seen.plan.steps["conclude_expert_review"], seen.moment) if one.blocks]


def test_the_sponsor_gives_a_link_and_the_expert_signs(town: Town) -> None:
    desk, person = browser(town, "sponsor"), expert(town)
    page = desk.get(f"/cases/{CASE}/experts")
    form = next(one for one in page.forms if one.action == f"/cases/{CASE}/experts" and ("person", person) in one.pairs())
    given = desk.send(form, extra=[("_act", "issue")])
    link = re.search(r"/expert/[\w-]{43}", given.html)
    assert link and link[0] not in desk.get(f"/cases/{CASE}/experts").html, "shown once"
    assert link[0].removeprefix("/expert/") not in str(town.rows("SELECT * FROM expert_link")) + str(town.rows("SELECT * FROM admin_act"))
    at = browser(town)
    page = at.get(link[0])
    assert page.status == 200 and page.headers["referrer-policy"] == "no-referrer" and "退出" not in page.text
    name = str(town.rows(f"SELECT name FROM person WHERE id = '{person}'")[0][0])
    assert sign(at, link[0], signature="别人").status == 422
    done = sign(at, link[0], signature=name)
    assert "已署名提交" in done.text and "<script>alert(1)" not in done.html
    ((by, role),) = town.rows("SELECT person_id, role FROM entry WHERE kind = 'expert_opinion'")
    assert (by, role) == (person, "expert") and verify(town.services.database).ok
    assert "已提交论证意见" in desk.get(f"/cases/{CASE}/experts").text
    assert ("expert_link_issued",) in [tuple(row) for row in town.rows("SELECT act FROM admin_act")]


def test_only_the_papers_meant_for_the_expert_are_handed_out(town: Town) -> None:
    person, at = expert(town), browser(town)
    link = link_for(town, person)
    shown = {one.digest for one in expert_view(town.services.database, CASE, person).materials}
    filed = {row[0] for row in town.rows(f"SELECT digest FROM material WHERE case_id = '{CASE}'")}
    assert shown and shown < filed
    for digest in filed:
        assert at.client.get(f"{link}/materials/{digest}").status_code == (200 if digest in shown else 404)


def test_a_link_runs_out_is_taken_back_and_is_replaced(town: Town) -> None:
    person, database, now = expert(town), town.services.database, town.services.clock.now()
    first = link_for(town, person, 1)
    at = browser(town)
    assert at.get(first).status == 200
    second = link_for(town, person)
    assert (at.get(first).status, at.get(second).status) == (404, 200)
    assert opened(database, second.removeprefix("/expert/"), now + timedelta(days=14, hours=-1)) is not None
    assert opened(database, second.removeprefix("/expert/"), now + timedelta(days=14, hours=1)) is None
    desk = browser(town, "sponsor")
    form = next(one for one in desk.get(f"/cases/{CASE}/experts").forms if ("person", person) in one.pairs())
    assert "链接已收回" in desk.send(form, extra=[("_act", "revoke")]).text and at.get(second).status == 404


def test_a_declared_interest_is_recorded_told_and_takes_the_expert_off_the_panel(town: Town) -> None:
    person, at = expert(town), browser(town)
    link = link_for(town, person)
    name = str(town.rows(f"SELECT name FROM person WHERE id = '{person}'")[0][0])
    assert sign(at, link, interest="yes", signature=name).status == 422, "what the interest is has to be said"
    assert town.rows("SELECT count(*) FROM entry WHERE kind = 'expert_interest'") == [(0,)]
    page = sign(at, link, interest="yes", relation="<b>持有建设单位的股份</b>", opinion="", signature=name)
    assert "已存入案卷" in page.text and "已回避" in page.text and "<b>持有" not in page.html
    ((by, role),) = town.rows("SELECT person_id, role FROM entry WHERE kind = 'expert_interest'")
    assert (by, role) == (person, "expert") and verify(town.services.database).ok
    assert expert_view(town.services.database, CASE, person).materials == (), "no more drafts for whoever stands down"
    assert ("entry_recorded",) in [tuple(row) for row in town.rows("SELECT topic FROM outbox")]
    desk = browser(town, "sponsor")
    assert "声明有直接利害关系" in desk.get(f"/cases/{CASE}/experts").text
    with pytest.raises(InvalidEntry, match="应当回避"):
        record(town, person, Role.EXPERT, "expert_opinion", expert=person, opinion="可行", supports=True, signed=True)
    assert any("尚未回避" in one for one in closed(town))
    record(town, "sponsor", Role.SPONSOR, "expert_recusal", expert=person, reason="本人声明", decided_on=str(town.services.casework.today()))
    assert not any("尚未回避" in one for one in closed(town)) and verify(town.services.database).ok
    page = desk.get(f"/cases/{CASE}/experts")
    assert "已经回避" in page.text and "登记专家回避、更换" not in page.text
    form = next(one for one in page.forms if ("person", person) in one.pairs())
    assert "days" not in dict(form.pairs()) and "链接已收回" in desk.send(form, extra=[("_act", "revoke")]).text


def test_a_form_pressed_twice_gives_one_link(town: Town) -> None:
    desk, person = browser(town, "sponsor"), expert(town)
    form = next(one for one in desk.get(f"/cases/{CASE}/experts").forms if ("person", person) in one.pairs())
    links = {re.search(r"/expert/([\w-]{43})", desk.send(form, extra=[("_act", "issue")]).html)[1] for _ in range(2)}  # type: ignore[index]
    assert len(links) == 1 and browser(town).get(f"/expert/{links.pop()}").status == 200
    for _ in range(2):
        assert "链接已收回" in desk.send(form, extra=[("_act", "revoke")]).text
    assert desk.send(form, extra=[("_act", "issue")]).status == 409, "the form's link was taken back"
    acts = [row[0] for row in town.rows("SELECT act FROM admin_act WHERE act LIKE 'expert_link%' ORDER BY at, id")]
    assert acts == ["expert_link_issued", "expert_link_revoked"] and town.rows("SELECT count(*) FROM expert_link") == [(1,)]


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "..%2fcases"])
def test_what_is_no_link_opens_nothing(town: Town, token: str) -> None:
    at = browser(town)
    page = at.get(f"/expert/{token}")
    assert page.status == 404 and "登录" not in page.text
    assert at.post(f"/expert/{token}", [("interest", "no")]).status == 404


def test_guessing_links_is_slowed_down(town: Town) -> None:
    at = browser(town)
    assert [at.get(f"/expert/{'B' * 40}{one:03}").status for one in range(22)] == [404] * 20 + [429] * 2


def test_nobody_but_the_sponsor_gives_links(town: Town) -> None:
    desk = browser(town, "office")
    assert [one for one in desk.get(f"/cases/{CASE}/experts").forms if one.action.endswith("/experts")] == []
    token = dict(desk.get("/worklist").form("/sign-out").pairs())["csrf_token"]
    assert desk.post(f"/cases/{CASE}/experts", [("csrf_token", token), ("person", expert(town)), ("_act", "issue"), ("days", "14")]).status == 403
