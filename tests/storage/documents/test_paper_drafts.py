"""A draft can be made again as the case goes on, is marked as one, and has no number; what cannot be known is left blank."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.demo.penalty_remade import RemadePenaltyLife
from storage.documents.enforcement.check import check_own
from storage.documents.enforcement.papers import drawable
from storage.documents.enforcement.printed_sheet import to_pdf
from storage.documents.enforcement.word_sheet import to_docx
from tests.offices import Office
from tests.penalties import settle_bureau
from tests.storage.documents import living
from tests.storage.documents.files import pdf_text, word_text

STAGES = {
    "filed": {"filing_approval": False, "file_cover": True},
    "concluded": {"investigation_report": False, "evidence_list": False, "inquiry_record": False, "prior_notice": True},
    "notified": {"prior_notice": False, "penalty_decision": True},
    "heard": {"hearing_notice": False, "hearing_record": False, "penalty_decision": True},
    "reviewed": {"review_opinion": False, "discussion_minutes": False, "penalty_decision": True},
    "decided": {"penalty_decision": False, "service_proof": True},
    "served": {"service_proof": False},
    "performed": {"closing_report": True, "file_contents": True},
    "closed": {"closing_report": False, "file_contents": False, "file_cover": False},
}


def test_papers_turn_from_drafts_into_final_ones_as_acts_come_on_file(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path)
    for stage, wanted in STAGES.items():
        bureau.until(stage)
        found = living.papers(office.database)
        assert {name: found[name].draft for name in wanted} == wanted, stage
        assert [(name, why) for name, one in found.items() for why in check_own(one)] == [], stage
        assert not any(one.number for one in found.values() if one.draft)


def test_a_draft_says_so_on_every_page_and_leaves_blanks(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path)
    bureau.until("reviewed")
    draft = living.papers(office.database)["penalty_decision"]
    sheet = draft.sheet()
    word, printed = word_text(to_docx(sheet)), pdf_text(to_pdf(sheet))
    for text in (word, printed):
        assert "行政处罚决定书（草稿）" in text and "罚决〔" not in text and "＿＿＿" in text
        assert "罚款40000元（大写：肆万元整）" in text  # as it was told to the party
    assert printed.count("草稿") > 1  # the title, and the head of each page
    again = living.papers(office.database)["penalty_decision"].sheet()
    assert to_docx(again) == to_docx(sheet)
    bureau.until("decided")
    assert to_docx(living.papers(office.database)["penalty_decision"].sheet()) != to_docx(sheet)


def test_whether_there_is_to_be_a_penalty_decides_which_paper_is_drafted(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path, no_penalty=True)
    bureau.until("concluded")
    found = living.papers(office.database)
    assert found["no_penalty_decision"].draft and "prior_notice" not in found and "penalty_decision" not in found


def test_a_decision_made_anew_is_another_paper_under_another_number(office: Office, tmp_path: Path) -> None:
    bureau = settle_bureau(office, tmp_path)
    bureau.told = iter((life := RemadePenaltyLife(bureau.life.day)).stages())
    bureau.until("undone")
    first = [one for one in drawable(*living.read(office.database)) if one.paper.name == "penalty_decision"]
    assert [(one.draft, one.number) for one in first] == [(False, "罚决〔2026〕1号")]
    content = to_docx(first[0].sheet())
    bureau.until("remade")
    found = [one for one in drawable(*living.read(office.database)) if one.paper.name == "penalty_decision"]
    assert [(one.draft, one.number) for one in found] == [(False, "罚决〔2026〕1号"), (False, "罚决〔2026〕2号")]
    assert to_docx(found[0].sheet()) == content  # of what came later it knows nothing
    second = word_text(to_docx(found[1].sheet()))
    assert f"罚款{life.second_fine}元（大写：叁万元整）" in second and "罚告〔2026〕2号" in second and "40000" not in second
    assert check_own(found[0]) == check_own(found[1]) == ()


@pytest.mark.parametrize("name", ["file_cover", "filing_approval"])
def test_a_matter_of_another_procedure_has_no_papers(office: Office, name: str) -> None:
    office.open("d1")
    assert name not in living.papers(office.database, "d1")
