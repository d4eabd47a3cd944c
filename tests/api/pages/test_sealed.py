"""封存: the archivist seals by pressing a button, nobody else does; what lies in the archive is compared and handed out as it is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.api.pages.plain_browser import Browser, Sheet
from tests.api.pages.test_desks import browser, rows
from tests.lives import CASE, Town, settle_town
from tests.offices import Office

PLACE = f"/cases/{CASE}/archive"
SEALS = "SELECT person_id FROM entry WHERE kind = 'dossier_seal'"


def published(office: Office, folder: Path) -> Town:
    town = settle_town(office, folder)
    town.until("published")
    return town


def press(at: Browser) -> Sheet:
    return at.send(at.get(PLACE).form(PLACE))


def packages(folder: Path) -> list[Path]:
    return sorted(folder.glob("archive/**/*.zip"))


def test_the_archivist_seals_what_the_step_asks_for(office: Office, tmp_path: Path) -> None:
    town = published(office, tmp_path)
    at = browser(town, "archivist")
    assert "等待封存的事项" in at.get("/lists/archive").text and "等待封存的事项" not in browser(town, "office").get("/lists/archive").text
    assert f"/cases/{CASE}" in at.get("/lists/todo").links()
    page = at.get(f"/cases/{CASE}/steps/seal_dossier")
    assert page.path == PLACE and "案卷还没有封存" in page.text and "封存包摘要" not in page.text
    done = press(at)
    assert "已办理「封存案卷」" in done.text and "卷内材料均已封存" in done.text and rows(town, SEALS) == [("archivist",)]
    again = at.send(page.form(PLACE))
    assert again.status == 409 and "不需要重复封存" in again.text and len(packages(tmp_path)) == 1


def test_nobody_else_puts_anything_into_the_archive(office: Office, tmp_path: Path) -> None:
    town = published(office, tmp_path)
    form = browser(town, "archivist").get(PLACE).form(PLACE)
    at = browser(town, "office")
    page = at.get(PLACE)
    assert PLACE not in page.html.partition("<main")[2].partition("<form")[2] and "由档案管理人员封存" in page.text
    mine = dict(at.get(f"/cases/{CASE}/steps/start_execution").form(f"/cases/{CASE}/steps/start_execution").pairs())
    for role in ("archivist", "decision_office"):
        refused = at.client.post(PLACE, data=dict(form.pairs()) | {"csrf_token": mine["csrf_token"], "_as": role})
        assert refused.status_code == 403
    assert rows(town, SEALS) == [] and packages(tmp_path) == []


def test_a_package_is_compared_and_handed_out_and_a_touched_one_is_told(office: Office, tmp_path: Path) -> None:
    town = published(office, tmp_path)
    at = browser(town, "archivist")
    links = press(at).links()
    check = next(one for one in links if one.startswith(f"{PLACE}?check="))
    fetch = next(one for one in links if one.startswith(f"{PLACE}/"))
    assert "核验相符" in at.get(check).text
    (place,) = packages(tmp_path)
    handed = at.client.get(fetch).content
    assert handed == place.read_bytes() and any(one.endswith("核验说明.txt") for one in zipfile.ZipFile(io.BytesIO(handed)).namelist())
    place.chmod(0o644)
    place.write_bytes(handed[:-1] + bytes([handed[-1] ^ 1]))
    told = at.get(check)
    assert "核验不符" in told.text and "核验相符" not in told.text and "报告系统管理员" in told.text
    assert at.get(f"{PLACE}/nothing").status == at.get(f"{PLACE}?check=nothing").status == 404


def test_before_the_decision_is_out_there_is_no_such_page(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("decided")
    at = browser(town, "archivist")
    assert at.get(PLACE).status == 404 and PLACE not in at.get(f"/cases/{CASE}").links()
