"""会议、听证 on one page: looked over, refused, done; each through the same steps as from their own pages, without scripts."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from infra.settings import Settings
from infra.wiring import Services
from states.dossier.kinds import KINDS
from states.dossier.rolls import roll
from states.procedures.catalogue import PROCEDURES
from states.procedures.desks import desks
from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_drafts import PNG
from tests.api.pages.test_hearing_registration import NAME, register
from tests.lived import Lived
from tests.lives import CASE, Town, settle_town
from tests.offices import PASSWORD, Office
from tests.penalties import CASE as PENALTY
from tests.penalties import settle_bureau

MEETING, HEARING = f"/cases/{CASE}/desks/meeting", f"/cases/{CASE}/desks/hearing"
MINUTES = "meeting_minutes"


def browser(story: Lived, who: str = "") -> Browser:
    one = story.services
    services = Services(Settings(data_dir=one.settings.data_dir, form_seconds=0), one.database, one.archive, one.clock, one.casework, one.people)
    found = Browser(TestClient(create_app(services)))
    if who:
        found.send(found.get("/sign-in").form("/sign-in"), {"login": who, "password": PASSWORD})
    return found


def rows(story: Lived, sql: str) -> list[tuple[object, ...]]:
    with story.services.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def cells(*people: tuple[str, str, str]) -> dict[str, str | list[str]]:
    """Members as they speak, the order left to the table."""
    found: dict[str, str | list[str]] = {}
    for number, (name, position, statement) in enumerate(people):
        row = f"{MINUTES}.members.{number}."
        found |= {f"{row}name": name, f"{row}position": position, f"{row}statement": statement}
    return found


def act(at: Browser, page: str, name: str, filled: dict[str, str | list[str]], **more: str) -> Sheet:
    return at.send(at.get(page).form(f"{page}?act={name}"), filled, extra=tuple((f"_{key}", value) for key, value in more.items()))


def test_steps_that_share_a_paper_are_told_apart_by_what_stands_in_it() -> None:
    """Else a desk would not know which of them was meant."""
    for plan in PROCEDURES.values():
        for desk in desks(plan):
            known = [one in plan.steps or bool(KINDS[one].states) for one in desk.acts]
            assert all(known) and all(one in KINDS for one in desk.laid)
        for kind in (one for one in KINDS.values() if roll(one)):
            sharing = [one for one in plan.steps.values() if kind.name in one.kinds]
            told = {one.says for one in sharing}
            assert len(told) == len(sharing)
            assert len(sharing) < 2 or all(value in list(kind.by_name[field].options or ()) for field, value in told)


def test_a_meeting_from_the_table_of_members_to_the_printed_record(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("meeting")
    at, held = browser(town, "head"), town.life.minutes()
    head, members, events = held["head"], list(town.life.cast.members), rows(town, "SELECT count(*) FROM event")
    page = at.get(MEETING)
    assert "合法性审查意见" in page.text and "提请讨论材料" in page.text and MEETING in at.get(f"/cases/{CASE}").links()
    form = page.form(f"{MEETING}?act=adopt")
    assert dict(form.pairs())[f"{MINUTES}.forum"] == "executive"  # carried over from the notice of the meeting
    filled = {f"{MINUTES}.held_on": str(town.life.day), f"{MINUTES}.head": head, f"{MINUTES}.outcome": "passed"} | cells(
        (head, "agree", "同意。"), *((one, "disagree", "建议缓办。") for one in members)
    )
    looked = act(at, MEETING, "adopt", filled, check="1")
    assert looked.status == 409 and "最后发言" in looked.text and "多数人的意见不一致" in looked.text and "建议缓办" in looked.html
    assert rows(town, "SELECT count(*) FROM event") == events  # looking over leaves no trace, not even of a refusal
    refused = act(at, MEETING, "adopt", filled)
    assert refused.status == 409 and "不能办理「决定：通过」，尚有" in refused.text and "不同意见" in refused.text and f'value="{members[0]}"' in refused.html
    good = filled | cells(*((one, "agree", "同意。") for one in members[1:]), (members[0], "disagree", "建议缓办。"), (head, "agree", "同意。"))
    good |= {f"{MINUTES}.dissent": f"{members[0]}：建议缓办。", f"{MINUTES}.executor": held["executor"], f"{MINUTES}.feedback": held["feedback"],
             f"{MINUTES}.execute_by": str(held["execute_by"])}  # fmt: skip
    looked = act(at, MEETING, "adopt", good, check="1")
    assert looked.status == 200 and "没有发现缺项，尚未提交" in looked.text and f"应到{len(members) + 1}人" in looked.text
    done = act(at, MEETING, "adopt", good)
    assert done.status == 200 and "已办理「决定：通过」" in done.text
    record = at.get(next(one for one in done.links() if one.startswith(f"{MEETING}/")))
    assert record.text.index("建议缓办") < record.text.index("SHA-256") and "不同意1人" in record.text
    assert rows(town, f"SELECT count(*) FROM entry WHERE kind = '{MINUTES}'") == [(1,)]


def test_the_outcome_of_the_minutes_is_the_step(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("meeting")
    at, head = browser(town, "head"), town.life.cast.head_name
    filled = {f"{MINUTES}.held_on": str(town.life.day), f"{MINUTES}.head": head, f"{MINUTES}.outcome": "again"}
    people = [(one, "no_comment", "") for one in town.life.cast.members]
    done = act(at, MEETING, "adopt", filled | cells(*people, (head, "agree", "再议。")))
    assert done.status == 200 and "已办理「决定：再次讨论」" in done.text
    assert browser(town, "sponsor").get(f"/cases/{CASE}/desks/nowhere").status == 404


def test_a_public_hearing_from_registration_to_the_list(office: Office, tmp_path: Path) -> None:
    town: Town = settle_town(office, tmp_path)
    for _, acts in town.told:
        for one in acts:
            town.player.play([one])
            if one.name == "announce_hearing":
                break
        else:
            continue
        break
    assert register(browser(town)).status == 200
    at = browser(town, "sponsor")
    page = at.get(HEARING)
    assert NAME in page.text and "名额" in page.text and "自愿报名" in page.text and NAME not in browser(town, "office").get(HEARING).html
    chosen = next(had["value"] or "" for _, had in page.tags if had.get("name") == "_chosen")
    filled = act(at, HEARING, "hearing_participants", {}, pick="1", chosen=chosen)
    assert filled.status == 200 and rows(town, "SELECT count(*) FROM entry WHERE kind = 'hearing_participants'") == [(0,)]
    form = filled.form(f"{HEARING}?act=hearing_participants")
    assert dict(form.pairs())["hearing_participants.people.0.name"] == NAME
    missing = at.send(form, {})
    assert missing.status == 422 and f'value="{NAME}"' in missing.html
    listed = at.send(form, {"hearing_participants.published_on": str(town.life.day)})
    assert listed.status == 200 and "已登记「听证参加人名单」" in listed.text


def test_a_hearing_of_the_party_on_one_page(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path, hearing=True)
    bureau.until("notified")
    page, day = f"/cases/{PENALTY}/desks/hearing", bureau.life.day
    officer, host = browser(bureau, "officer"), browser(bureau, "bureau_host")
    first = host.get(page)
    assert "没有当事人的听证要求" in first.text and "当事人进行申辩和质证" not in first.text and "届时核验的法定条件" in first.text
    assert '<details class="desk-form" open>' in officer.get(page).html and '<details class="desk-form" open>' not in first.html
    asked = act(officer, page, "hearing_request", {"hearing_request.party": bureau.life.party, "hearing_request.requested_on": str(day)})
    assert "已登记「要求听证」" in asked.text
    told = {"notified_on": str(day), "hearing_on": str(day + timedelta(days=3)), "time_place": "机关第一会议室", "host": "bureau_host", "public": "true"}
    soon = act(host, page, "announce_penalty_hearing", {f"penalty_hearing_notice.{name}": value for name, value in told.items()})
    assert soon.status == 409 and "第六十四条" in soon.text and "机关第一会议室" in soon.html
    told["hearing_on"] = str(day + timedelta(days=20))
    assert "已办理「通知听证」" in act(host, page, "announce_penalty_hearing", {f"penalty_hearing_notice.{name}": value for name, value in told.items()}).text
    called = host.get(page)
    assert "当事人进行申辩和质证" in called.text
    assert dict(called.form(f"{page}?act=hold_penalty_hearing").pairs())["penalty_hearing_record.host"], "as the notice names"


def test_pictures_stand_on_the_wall_with_who_when_where_and_digest(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path)
    bureau.until("filed")
    at, place, day = browser(bureau, "officer"), f"/cases/{PENALTY}/evidence", bureau.life.day
    assert "还没有图片和音像" in at.get(place).text and place not in at.get(f"/cases/{PENALTY}").links()
    found = at.get(f"/cases/{PENALTY}/dossier").form(f"/cases/{PENALTY}/materials")
    at.client.post(found.action, data=dict(found.pairs()), files={"file": ("配电房.png", PNG, "image/png")})
    page = at.get(place)
    assert "配电房.png" in page.text and "尚未登记" in page.text and "没有写明" in page.text
    assert place in at.get(f"/cases/{PENALTY}").links()
    digest = "sha256:" + sha256(PNG).hexdigest()
    form = f"/cases/{PENALTY}/record/evidence_item"
    told = {"kind": "picture", "name": "配电房照片", "proves": "未封闭。", "obtained_on": str(day), "lawful": "true", "verified": "true", "file": digest}
    told["kind"] = at.get(form).form(form).offers("evidence_item.kind")[1]
    assert at.send(at.get(form).form(form), {f"evidence_item.{name}": value for name, value in told.items()}).path == f"/cases/{PENALTY}"
    page = at.get(place)
    assert digest in page.text and "配电房照片" in page.text and "尚未登记" not in page.text
