"""What may call for an evaluation is put before the decision body once, and nothing is decided for it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from docx import Document
from pypdf import PdfReader

from flows import deadlines, evaluation
from states.casework.commands import Actor, AddMaterial
from states.dossier.vocabulary import Role
from states.errors import NotPermitted
from storage import evaluations
from storage.documents.word import DOCX, to_docx
from storage.reviving import as_date
from storage.verify import verify
from tests.evaluations import EVALUATOR, Evaluated, evaluated
from tests.flows.conftest import House
from tests.lives import CASE, Town
from tests.states.procedures.wandering import with_inputs

PROPOSALS = "SELECT trigger_key, evidence FROM evaluation_proposal ORDER BY trigger_key"


@pytest.fixture
def town(settle: Callable[..., Town]) -> Town:
    found = settle()
    found.until("executing")
    found.life.later(5)
    return found


def feedback(town: Town, number: int) -> None:
    town.player.play([town.life.record("office", Role.DECISION_OFFICE, "public_feedback", on=town.life.day, number=number, content="收费偏高。")])


def test_no_ground_no_proposal(town: Town) -> None:
    feedback(town, 19)
    assert evaluation.sweep(town.services) == {}
    assert town.rows(PROPOSALS) == []


def test_many_opinions_are_proposed_once(town: Town) -> None:
    feedback(town, 12)
    feedback(town, 8)
    assert evaluation.sweep(town.services) == {"proposed": 1}
    feedback(town, 30)
    assert evaluation.sweep(town.services) == {}
    assert town.rows(PROPOSALS) == [("many_opinions", "决策实施中已登记公众意见20条。")]
    assert town.rows("SELECT stage FROM case_file") == [("executing",)]
    assert verify(town.services.database).ok


def test_a_reported_problem_is_proposed(town: Town) -> None:
    day = town.life.day
    report = {"problem": "defect", "found_on": day, "reported_on": day, "content": "标准偏高，投诉较多。"}
    town.player.play([town.life.step("executor", Role.EXECUTOR, "report_problem", problem_report=report)])
    assert evaluation.sweep(town.services) == {"proposed": 1}
    assert [row[0] for row in town.rows(PROPOSALS)] == ["short_of_aim"]


def test_the_end_of_the_time_for_execution_is_proposed(town: Town) -> None:
    town.clock.to(town.life.later(200))
    assert evaluation.sweep(town.services) == {"proposed": 1}
    assert [row[0] for row in town.rows(PROPOSALS)] == ["body"]
    before = town.rows("SELECT * FROM event")
    assert evaluation.sweep(town.services) == {}
    assert town.rows("SELECT * FROM event") == before


def test_a_matter_not_in_execution_is_left_alone(house: House) -> None:
    house.office.open()
    assert house.run(evaluation.evaluation) == {}
    assert house.rows(PROPOSALS) == [] and CASE not in {row[0] for row in house.rows("SELECT id FROM case_file")}


def reporting(town: Town) -> Evaluated:
    """An evaluation that has come to its report."""
    one = evaluated(town)
    one.open()
    for act in (one.start, one.appoint, one.plan, one.gather, one.close_input):
        act()
    return one


DRAFTS = "SELECT name, media_type, digest, person_id FROM material WHERE case_id = 'evaluation1' AND person_id = 'clock' ORDER BY id"


def texts(town: Town) -> tuple[str, str]:
    """What the Word and the PDF draft say, without spaces and line ends."""
    (_, _, word, _), (_, _, portable, _) = town.rows(DRAFTS)[-2:]
    document = Document(io.BytesIO(town.services.archive.read(word)))
    lines = [one.text for one in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    pages = PdfReader(io.BytesIO(town.services.archive.read(portable))).pages
    return "".join(lines), "".join("".join(page.extract_text().split()) for page in pages)


def test_the_draft_gathers_figures_opinions_and_reports(settle: Callable[..., Town]) -> None:
    town = settle()
    reporting(town)
    assert evaluation.work(town.services) == {"drafted": 2, "proposed": 1}
    assert [(row[0][:11], row[0].rpartition(".")[2]) for row in town.rows(DRAFTS)] == [("决策后评估报告（草稿）", one) for one in ("docx", "pdf")]
    expected = (
        "关于“城市道路停车收费标准调整”的决策后评估报告（草稿）", "公民、法人或者其他组织提出较多意见", "受决策机关委托，由某研究院开展评估",
        "方案确定指标2项，达到预期目标1项", "平均周转率", "提高百分之二十六", "政务服务热线", "决策作出前收到公众意见3条", "决策实施中登记公众意见46条",
        "评估期间听取社会公众意见312条", "人大代表4人", "已完成首批路段改造", "（由评估单位填写）", "某市人民政府",
    )  # fmt: skip
    for text in texts(town):
        assert [one for one in expected if one not in text] == []
    assert verify(town.services.database).ok


def test_the_same_facts_are_drafted_once_and_new_facts_again(settle: Callable[..., Town]) -> None:
    town = settle()
    one = reporting(town)
    evaluation.work(town.services)
    before = town.rows("SELECT * FROM event"), town.rows(DRAFTS)
    assert evaluation.work(town.services) == {}
    assert (town.rows("SELECT * FROM event"), town.rows(DRAFTS)) == before
    one.record(EVALUATOR, "indicator_result", name="投诉量", reached="下降百分之三十一", source="热线复核", met=True, on=one.day)
    assert evaluation.work(town.services) == {"drafted": 2}
    assert all("达到预期目标2项" in text for text in texts(town))
    one.submit()
    assert evaluation.work(town.services) == {}


def test_word_files_of_the_same_facts_are_the_same_bytes(settle: Callable[..., Town]) -> None:
    town = settle()
    reporting(town)
    found = evaluations.drafted(town.services.database, "evaluation1")
    assert found is not None
    assert to_docx(found.document) == to_docx(found.document)
    page = Document(io.BytesIO(to_docx(found.document))).sections[0]
    assert [round(one.mm) for one in (page.page_width, page.page_height, page.top_margin, page.left_margin)] == [210, 297, 37, 28]


def test_without_the_system_libraries_there_is_a_word_file_and_a_clear_word(
    settle: Callable[..., Town], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    town = settle()
    reporting(town)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert evaluation.write_drafts(town.services) == {"drafted": 1, "without_pdf": 1}
    assert [row[1] for row in town.rows(DRAFTS)] == [DOCX]
    assert "libpango" in caplog.text and "Word 文件不受影响" in caplog.text


def test_the_clock_files_nothing_but_drafts(settle: Callable[..., Town]) -> None:
    town = settle()
    one = reporting(town)
    paper = {"digest": "sha256:" + "c" * 64, "name": "其他.docx", "media_type": "x", "size": 1}
    with pytest.raises(NotPermitted):
        town.services.casework.execute(AddMaterial(Actor("clock", Role.CLOCK), "life", "k1", **paper))
    one.submit()
    with pytest.raises(NotPermitted):
        town.services.casework.execute(AddMaterial(Actor("clock", Role.CLOCK), "evaluation1", "k2", **paper))


def test_a_late_interim_report_is_on_the_supervisors_list_until_it_comes(settle: Callable[..., Town]) -> None:
    town = settle()
    for name, acts in town.told:
        town.player.play(with_inputs(acts, "start_execution", execution_assignment={"report_months": 2}))
        if name == "executing":
            break
    (due,) = town.rows("SELECT due_on FROM timer WHERE name = 'interim_report'")[0]
    late = as_date(due) + timedelta(days=1)
    town.life.day = late
    town.clock.to(late)
    deadlines.sweep(town.services)
    open_rows = "SELECT rule, status FROM escalation WHERE timer_name = 'interim_report'"
    assert [(row[0], row[1]) for row in town.rows(open_rows)] == [("D-EXE-05", "open")]
    town.player.play([town.life.record("executor", Role.EXECUTOR, "execution_report", reported_on=late, progress="正常。")])
    assert [row[1] for row in town.rows(open_rows)] == ["closed"]
    (again,) = town.rows("SELECT due_on FROM timer WHERE name = 'interim_report' AND status = 'armed'")[0]
    assert as_date(again) > late + timedelta(days=50)
