"""执法人员的一天: a photograph taken on the spot goes into the file, is shown there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.browser.days.conftest import Start

pytestmark = pytest.mark.xdist_group("browser")
MATTER = "某建材有限公司未如实记录教育培训情况案"


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
