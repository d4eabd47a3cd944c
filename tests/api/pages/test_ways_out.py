"""A form that is refused says by its whole name what was refused, and leads to the entries that are still missing."""

from __future__ import annotations

from pathlib import Path

from tests.api.pages.test_desks import browser
from tests.lives import CASE, settle_town
from tests.offices import Office

STEP, RECORD = f"/cases/{CASE}/steps/publish", f"/cases/{CASE}/record"


def test_a_refused_form_leads_to_what_it_lacks_and_not_to_what_it_brings(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("decided")
    at = browser(town, "office")
    page = at.get(STEP)
    filled = {"published_on": str(town.life.day), "channels": ["website"], "address": "政府网站", "adoption_explained": "已说明。"}
    refused = at.send(page.form(STEP), {f"publication_record.{name}": value for name, value in filled.items()})
    assert refused.status == 409 and "去登记：" in refused.text
    for one in (page, refused):
        assert {f"{RECORD}/release_review", f"{RECORD}/party_report"} <= set(one.links())
        assert f"{RECORD}/interpretation" not in one.links(), "the form at hand has room for it"
