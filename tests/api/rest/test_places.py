"""Programs name offices as people do; identifiers are kept, so that separations between units hold."""

from __future__ import annotations

from api.rest.places import with_office_ids
from tests.offices import Office


def test_registered_names_become_identifiers_also_in_rows(office: Office) -> None:
    sent = {"units": [{"unit": "某市司法局", "task": "实施"}, {"unit": "不在册的公司", "task": "协助"}], "feedback": "季报"}
    kept = with_office_ids(office.people, "execution_assignment", sent)
    assert kept == sent | {"units": [{"unit": "justice", "task": "实施"}, {"unit": "不在册的公司", "task": "协助"}]}
    assert with_office_ids(office.people, "risk_plan", {"assessor": " 某评估公司 ", "ways": 3}) == {"assessor": "assessor", "ways": 3}


def test_what_is_no_entry_is_left_to_its_refusal(office: Office) -> None:
    assert with_office_ids(office.people, "no_such_kind", {"unit": "某市司法局"}) == {"unit": "某市司法局"}
    assert with_office_ids(office.people, "execution_assignment", {"units": "某市司法局"}) == {"units": "某市司法局"}
