"""执法人员的一天: a photograph taken on the spot, and a signature given there, go into the file and are shown there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.days.conftest import Start

pytestmark = pytest.mark.xdist_group("browser")
MATTER = "某建材有限公司未如实记录教育培训情况案"
PAPER = "责令限期改正通知书 应急责改〔2026〕2号"


def test_an_officer_photographs(walk: Start, tmp_path: Path) -> None:
    photo = tmp_path / "培训档案照片.jpg"
    Image.new("RGB", (640, 480), "#4a6a8a").save(photo)
    one = walk("zhifa")
    one.menu("待办")
    one.go(MATTER)
    one.go("现场")
    one.attach("照片", photo)
    one.press("照片存入案卷")
    assert "材料已上传" in one.said()
    assert one.page.get_by_role("img", name=photo.name).is_visible()
    one.go("案卷")
    assert photo.name in one.text()


def test_a_party_signs_for_a_paper_on_the_screen(walk: Start) -> None:
    """Strokes are drawn by a finger or a pen, whatever else is done by keys; the picture says what was signed for, by whom, when."""
    one = walk("zhifa")
    one.menu("待办")
    one.go(MATTER)
    one.go("现场")
    one.touch("签名存入案卷")
    alert = one.page.locator("[data-wrong]")
    assert "哪份文书" in alert.inner_text()
    one.fill("签收的文书", PAPER)
    one.touch("签名存入案卷")
    assert "请填写签收人" in alert.inner_text()
    one.fill("签收人", "李某（代收人）")
    one.touch("签名存入案卷")
    assert "还没有签名" in alert.inner_text()
    _strokes(one.page)
    one.press("签名存入案卷")
    assert "材料已上传" in one.said()
    picture = one.page.get_by_role("img", name=PAPER)
    assert picture.is_visible()
    address = picture.get_attribute("src")
    drawn = Image.open(BytesIO(one.page.request.get(f"{one.page.url.partition('/cases/')[0]}{address}").body())).convert("L")
    told, signed = drawn.crop((0, 0, drawn.width, 120)), drawn.crop((0, 140, drawn.width, drawn.height))
    assert drawn.width >= 640 and _ink(told) > 500 and _ink(signed) > 500


def _strokes(page: Page) -> None:
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for across, down in ((120, 160), (180, 50), (220, 170), (260, 90)):
        page.mouse.move(box["x"] + across, box["y"] + down, steps=6)
    page.mouse.up()


def _ink(part: Image.Image) -> int:
    """Dark dots of a picture."""
    return sum(part.histogram()[:100])
