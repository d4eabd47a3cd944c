"""Entries put on file before a field was asked for stay readable; what came after an act is not in its paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Confidentiality
from storage.documents.enforcement.check import check, check_own
from storage.documents.enforcement.papers import Drawn, drawable
from storage.documents.enforcement.printed_sheet import to_pdf
from storage.documents.enforcement.reading_back import text_of
from storage.documents.enforcement.word_sheet import to_docx
from storage.documents.portable import PDF
from storage.documents.word import DOCX
from tests.states.law.examples.build import entry
from tests.storage.documents.files import pdf_text, word_text

PARTY = "某工贸有限公司"
FILED = entry("filing_approval", parties=[{"name": PARTY, "kind": "organisation", "address": "某市工业园区1号"}], facts="记录不实。", filed_on="2026-03-06",
              officers=[{"person": "执法甲", "certificate": "演示000001"}])  # fmt: skip
BODIES: Mapping[str, object] = {"review_body": None, "court": None}
DAYS: Mapping[str, object] = {"review_days": None, "suit_months": None}
DECIDED = entry("penalty_decision", outcomes=[{"party": PARTY, "penalty": "fine", "amount": 30000}], basis="《安全生产法》第九十七条", decided_on="2026-04-01",
                review_body="某市人民政府", review_days=60, court="某市人民法院", suit_months=6)  # fmt: skip
OLD = (
    ("inquiry_record", entry("inquiry_record", place=None, on="2026-03-09"), "＿＿＿"),
    ("no_penalty_decision", entry("no_penalty_decision", party=PARTY, decided_on="2026-04-01", **BODIES, **DAYS),
     "对本决定书不服的，可以依法申请行政复议或者提起行政诉讼。"),
    ("correction_order", entry("order_to_correct", basis=None, immediate=True, ordered_on="2026-03-10", **BODIES),
     "对本通知书不服的，可以依法申请行政复议或者提起行政诉讼。"),
    ("late_fine_decision", entry("late_fine", party=PARTY, base=30000, amount=900, days=1, on="2026-05-20", **BODIES),
     "对本决定书不服的，可以依法申请行政复议或者提起行政诉讼。"),
)  # fmt: skip


def drawn(name: str, *entries: Entry, procedure: str = "penalty") -> Drawn:
    """The first paper of that name in a matter with these entries."""
    dossier = Dossier(id="c1", number="罚〔2026〕1号", procedure=procedure, title="某案", office="o1", body="b1",
                      confidentiality=Confidentiality.INTERNAL, law_as_of=date(2026, 3, 2), entries=entries)  # fmt: skip
    return next(one for one in drawable(dossier, {}) if one.paper.name == name and not one.draft)


def texts(one: Drawn) -> tuple[str, str]:
    return word_text(to_docx(one.sheet())), pdf_text(to_pdf(one.sheet()))


@pytest.mark.parametrize(("name", "old", "says"), OLD)
def test_an_old_entry_is_drawn_and_checked(name: str, old: Entry, says: str) -> None:
    one = drawn(name, FILED, DECIDED, old)
    assert check_own(one) == () and one.number == ""
    assert check(one, text_of(to_docx(one.sheet()), DOCX)) == check(one, text_of(to_pdf(one.sheet()), PDF)) == ()
    assert all(says in text and "None" not in text for text in texts(one))


def test_a_correction_on_the_spot_names_no_day() -> None:
    """行政处罚法 art. 28(1): 责令改正 or 限期改正."""
    order = entry("order_to_correct", content="撤出人员。", immediate=True, ordered_on="2026-03-10")
    assert all("责令你（单位）当场改正。" in text and "改正完毕" not in text for text in texts(drawn("correction_order", FILED, order)))


def test_a_correction_after_an_inspection_tells_what_was_found_there() -> None:
    task = entry("inspection_task", subject=PARTY, address="某市工业园区1号")
    site = entry("site_record", problems="培训档案签名不实。", officers=[{"person": "执法甲", "certificate": "演示000001"}], on="2026-03-10")
    order = entry("order_to_correct", due_on="2026-03-25", immediate=False, basis="《安全生产法》第二十八条第四款", ordered_on="2026-03-10")
    one = drawn("correction_order", task, site, order, procedure="inspection")
    wanted = (f"当事人：{PARTY}", "住址（住所）：某市工业园区1号", "培训档案签名不实。", "2026年3月25日前（含当日）", "执法甲（执法证号演示000001）")
    assert all(said in text for text in texts(one) for said in wanted) and check_own(one) == ()


def test_officers_are_those_of_the_day_of_the_paper() -> None:
    later = entry("officers_assigned", officers=[{"person": "执法丙", "certificate": "演示000003"}], on="2026-03-12")
    order = entry("order_to_correct", ordered_on="2026-03-10")
    before, after = (texts(drawn("correction_order", *entries)) for entries in ((FILED, order, later), (FILED, later, order)))
    assert all("执法甲" in text and "执法丙" not in text for text in before) and all("执法丙" in text for text in after)


def test_a_demand_tells_every_late_fine_before_it_and_none_after() -> None:
    fines = [entry("late_fine", party=PARTY, base=30000, amount=amount, days=1, from_on=f"2026-05-{day}", to_on=f"2026-05-{day}", on="2026-05-20")
             for amount, day in ((901, 11), (902, 12), (903, 13))]  # fmt: skip
    paid = entry("payment", party=PARTY, amount=500, late_fine=True, paid_on="2026-05-21")
    demand = entry("demand", deadline="2026-06-20", served_on="2026-05-22")
    one = drawn("demand", FILED, DECIDED, *fines[:2], paid, demand, fines[2])
    for text in texts(one):
        assert all(said in text for said in ("加处罚款901元（大写：玖佰零壹元整）", "加处罚款902元（大写：玖佰零贰元整）", "2026年5月21日缴纳加处罚款500元"))
        assert "903" not in text
    assert check_own(one) == ()


def test_a_late_fine_is_of_one_party_only() -> None:
    both = entry("filing_approval", filed_on="2026-03-06", parties=[{"name": name, "kind": "organisation", "address": f"{name}住所"} for name in (PARTY, "某乙公司")])
    late = entry("late_fine", party="某乙公司", base=30000, amount=900, days=1, on="2026-05-20")
    assert all("某乙公司住所" in text and f"{PARTY}住所" not in text for text in texts(drawn("late_fine_decision", both, DECIDED, late)))


NOTICE = entry("service_announced", published_on="2026-04-10", collect_at="某市中心路9号")
ORDERED = entry("order_to_correct", ordered_on="2022-03-10")
SPARED = entry("no_penalty_decision", party=PARTY, ground="slight", decided_on="2026-04-01", review_body="某市人民政府", review_days=60, court="某市人民法院",
               suit_months=6)  # fmt: skip
ON_THE_SPOT = entry("summary_decision", penalty="fine", amount=100, form_number="当罚1号", review_first=True, decided_on="2026-04-01", court="某市人民法院",
                    review_days=60)  # fmt: skip


@pytest.mark.parametrize(("procedure", "entries", "says"), [
    ("penalty", (FILED, DECIDED), "对某工贸有限公司：罚款30000元（大写：叁万元整）。"),
    ("penalty", (FILED, SPARED), "决定不予行政处罚，理由：违法行为轻微并及时改正"),
    ("summary_penalty", (entry("summary_case", party="张某"), ON_THE_SPOT), "对复议决定不服的，可以向某市人民法院提起行政诉讼。"),
])  # fmt: skip
def test_an_announcement_says_what_was_decided_and_where_to_turn(procedure: str, entries: tuple[Entry, ...], says: str) -> None:
    one = drawn("announcement", *entries, NOTICE, procedure=procedure)
    wanted = (says, "30日内到某市中心路9号领取", "经过30日，即视为送达", "自视为送达之日起60日内")
    assert check_own(one) == () and all(said in text for text in texts(one) for said in wanted)


def test_a_matter_under_an_older_law_is_drawn_without_the_days_of_a_later_one() -> None:
    dossier = replace(drawn("announcement", FILED, DECIDED, NOTICE).matter.dossier, law_as_of=date(2022, 3, 2), entries=(FILED, DECIDED, ORDERED, NOTICE))
    found = {one.paper.name: one for one in drawable(dossier, {})}
    assert check_own(found["correction_order"]) == check_own(found["announcement"]) == ()
    assert all("在法定期限内向" in text and "60日" not in text for text in texts(found["correction_order"]))
    assert all("30日内" not in text for text in texts(found["announcement"]))


def test_of_two_decisions_the_paper_is_held_against_the_one_that_stands() -> None:
    revoked = entry("decision_revoked", effective_on="2026-04-05")
    one = drawn("announcement", FILED, DECIDED, revoked, SPARED, NOTICE)
    assert check_own(one) == () and all("30000" not in text and "决定不予行政处罚" in text for text in texts(one))


def test_a_forced_execution_at_once_says_why() -> None:
    """行政强制法 art. 37(3)."""
    demand = entry("demand", deadline="2026-06-20", served_on="2026-05-22")
    forced = entry("forced_execution", immediate=True, decided_on="2026-05-25")
    assert all("转移或者隐匿财物迹象" in text and "第四十六条" not in text for text in texts(drawn("forced_decision", FILED, DECIDED, demand, forced)))
