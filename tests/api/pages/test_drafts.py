"""草案对比, the dossier beside a form, materials looked at in the browser, and the whole file in one download."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from storage.bag import check_bag
from tests.api.pages.plain_browser import Browser
from tests.api.pages.test_papers_and_public import PDF, upload
from tests.offices import Office

Browse = Callable[..., Browser]
CHANGED = "m04"  # the demo's matter whose draft was changed after the legality review
PNG = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
    "0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_the_changed_draft_is_compared_with_the_first(demo: Browse) -> None:
    page = demo("juece").get(f"/cases/{CHANGED}/drafts")
    assert page.status == 200 and "第2稿" in page.text and "改动" in page.text
    assert "<ins>" in page.html and 'class="diff"' in page.html
    assert "合法性审查意见" in page.text, "what came in between, to which the changes go back"


def test_versions_are_chosen_by_number_and_others_do_not_exist(demo: Browse) -> None:
    browser = demo("juece")
    back = browser.get(f"/cases/{CHANGED}/drafts", old="2", new="1")
    assert back.status == 200 and "<del>" in back.html
    assert "两稿文字相同" in browser.get(f"/cases/{CHANGED}/drafts", old="1", new="1").text
    assert browser.get(f"/cases/{CHANGED}/drafts", old="9", new="1").status == 404
    assert "目前只有一稿" in browser.get("/cases/m10/drafts").text


def test_the_dossier_stands_beside_the_form(demo: Browse) -> None:
    browser = demo("juece")
    step = browser.get("/cases/m10").html.split("/cases/m10/steps/")[1].split('"')[0]
    page = browser.get(f"/cases/m10/steps/{step}")
    assert page.status == 200 and 'id="beside-title"' in page.html
    beside = page.html.split('id="beside-title"')[1]
    assert "公开征求意见" in beside and "/cases/m10/materials/sha256:" in beside


def test_pictures_and_pdfs_are_looked_at_and_nothing_else(browse: Browse, office: Office) -> None:
    office.open()
    browser = browse("sponsor")
    for name, content in (("现场.png", PNG), ("报告.pdf", PDF), ("说明.txt", "文字说明".encode())):
        assert upload(browser, name, content).status_code in (200, 303), name
    page = browser.get("/cases/case-1/dossier").html
    links = [one.split('"')[0] for one in page.split('href="')[1:] if "/materials/" in one.split('"')[0]]
    views = sorted({one for one in links if one.endswith("/view")})
    assert len(views) == 2 and '<img src="/cases/case-1/materials/' in page
    for link in views:
        answer = browser.client.get(link)
        assert answer.status_code == 200 and answer.headers["content-disposition"].startswith("inline")
        assert answer.headers["content-security-policy"].startswith("default-src 'none'") and answer.headers["x-content-type-options"] == "nosniff"
    others = [one for one in links if f"{one}/view" not in views and not one.endswith("/view")]
    assert others and all(browser.client.get(f"{one}/view").status_code == 422 for one in others)


def test_the_whole_file_in_one_download_can_be_checked(demo: Browse, tmp_path: Path) -> None:
    answer = demo("juece").client.get(f"/cases/{CHANGED}/package")
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
    place = tmp_path / "whole.zip"
    place.write_bytes(answer.content)
    assert check_bag(place) == []
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert any(one.endswith("dossier.json") for one in names) and any(one.endswith(".docx") for one in names)


def test_what_a_person_may_not_see_is_in_no_download(browse: Browse, office: Office) -> None:
    office.open()
    for path in ("package", "drafts"):
        assert browse("expert").get(f"/cases/case-1/{path}").status == 404, path
