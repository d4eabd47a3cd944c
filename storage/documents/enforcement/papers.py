"""The table of papers: how each is called, where it belongs, what it documents, what it must show of the matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from states.dossier.model import Dossier, Entry
from states.errors import NotFound
from states.law.values import LawView, law_view
from storage.documents.enforcement import (
    coercion,
    decision,
    following,
    inquiry,
    measures,
    notice,
)
from storage.documents.enforcement.marks import MARKS
from storage.documents.enforcement.matter import Matter
from storage.documents.enforcement.sheet import Sheet

PENALTY, SUMMARY, INSPECTION = ("penalty",), ("summary_penalty",), ("inspection",)
DECIDED = (*PENALTY, *SUMMARY)
Shows = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Paper:
    """``anchor``: the kind of entry that documents the act; ``begins``: on which facts a draft can be made before it;
    ``shows``: which fields of which kinds must stand in it, word for word (``rows.column`` for a row's)."""

    name: str
    title: str
    procedures: tuple[str, ...]
    anchor: str
    make: Callable[[Matter], Sheet]
    shows: Shows
    begins: tuple[str, ...] = ()
    numbered: bool = field(default=False)  # issued under a number of its own
    proposals: tuple[str, ...] = ()  # drafted only where the inquiry ended with one of these proposals

    @property
    def mark(self) -> str:
        return MARKS[self.anchor] if self.numbered else ""


OFFICERS = ("officers.person", "officers.certificate")
PARTIES = ("parties.name", "parties.address")
REMEDIES = ("review_body", "review_days", "court", "suit_months")
KEPT = ("items.name", "items.feature", "items.number", "items.place")

PAPERS = (
    Paper("inspection_record", "现场检查记录", INSPECTION, "site_record", inquiry.site_record,
          {"site_record": ("on", "place", "content", "found", "problems", "handling", "signature", *OFFICERS), "inspection_task": ("subject", "address")},
          begins=("inspection_start",)),
    Paper("filing_approval", "行政处罚立案审批表", PENALTY, "filing_approval", inquiry.filing_approval,
          {"filing_approval": (*PARTIES, "facts", "found_on", "standard_met_on", "place", "filed_on", "item", *OFFICERS), "lead": ("received_on", "source")},
          begins=("lead_check",), numbered=True),
    Paper("inquiry_record", "询问笔录", PENALTY, "inquiry_record", inquiry.inquiry_record,
          {"inquiry_record": ("on", "time", "place", "person", "capacity", "content", "signature", "refusal_note", *OFFICERS)}),
    Paper("evidence_list", "证据清单", PENALTY, "investigation_report", inquiry.evidence_list,
          {"evidence_item": ("name", "kind", "proves", "obtained_on")}, begins=("evidence_item",)),
    Paper("correction_order", "责令改正通知书", (*PENALTY, *INSPECTION), "order_to_correct", measures.correction_order,
          {"filing_approval": (*PARTIES, "facts"), "site_record": ("problems",), "inspection_task": ("subject", "address"),
           "order_to_correct": ("content", "basis", "due_on", "review_body", "court", "ordered_on")},
          begins=("filing_approval", "site_record"), numbered=True),
    Paper("preservation_notice", "先行登记保存证据通知书", PENALTY, "evidence_registration", measures.preservation_notice,
          {"evidence_registration": ("approved_by", "approved_on", "registered_on", *KEPT, *OFFICERS), "filing_approval": ("parties.name",)},
          numbered=True),
    Paper("preservation_list", "先行登记保存证据清单", PENALTY, "evidence_registration", measures.preservation_list,
          {"evidence_registration": ("registered_on", *KEPT, *OFFICERS), "filing_approval": ("parties.name",)}),
    Paper("seizure_list", "查封、扣押清单", PENALTY, "seizure_list", measures.seizure_list,
          {"filing_approval": ("parties.name",), "seizure_list": ("decision", "items.name", "items.feature", "items.number", "place", "on", "until")}),
    Paper("investigation_report", "案件调查终结报告", PENALTY, "investigation_report", inquiry.investigation_report,
          {"investigation_report": ("facts", "evidence", "basis", "proposal", "tier", "finished_on", *OFFICERS), "filing_approval": (*PARTIES, "filed_on")},
          begins=("evidence_item",)),
    Paper("prior_notice", "行政处罚告知书", PENALTY, "penalty_notice", notice.prior_notice,
          {"penalty_notice": ("proposed.party", "proposed.penalty", "proposed.amount", "facts", "reasons", "basis", "statement_days", "served_on"),
           "filing_approval": ("parties.name",)}, begins=("investigation_report",), numbered=True, proposals=("penalty",)),
    Paper("hearing_notice", "行政处罚听证通知书", PENALTY, "penalty_hearing_notice", notice.hearing_notice,
          {"penalty_hearing_notice": ("notified_on", "hearing_on", "time_place", "host", "closed_reason"), "hearing_request": ("party", "requested_on")},
          begins=("hearing_request",), numbered=True),
    Paper("hearing_record", "行政处罚听证笔录", PENALTY, "penalty_hearing_record", notice.hearing_record,
          {"penalty_hearing_record": ("held_on", "host", "content", "signature", "opinion", "refusal_note", "agents.name"),
           "penalty_notice": ("proposed.party", "proposed.amount")}, begins=("penalty_hearing_notice",)),
    Paper("review_opinion", "重大行政执法决定法制审核意见书", PENALTY, "enforcement_review", notice.review_opinion,
          {"enforcement_review": ("conclusion", "opinion", "reviewed_on"), "review_submission": ("proposal", "submitted_on")},
          begins=("review_submission",)),
    Paper("discussion_minutes", "行政处罚案件集体讨论记录", PENALTY, "collective_discussion", notice.discussion_minutes,
          {"collective_discussion": ("held_on", "attendees.person", "attendees.position", "attendees.view", "attendees.reason", "record", "conclusion")}),
    Paper("penalty_decision", "行政处罚决定书", PENALTY, "penalty_decision", decision.penalty_decision,
          {"penalty_decision": ("party_details", "outcomes.party", "outcomes.penalty", "outcomes.amount", "outcomes.content", "facts", "evidence", "basis",
                                "tier", "weight", "discretion_reason", "performance", "collector", "pay_days", "review_body", "review_days", "court",
                                "suit_months", "decided_on"),
           "penalty_notice": ("served_on",), "penalty_hearing_record": ("held_on",), "party_statement": ("content", "made_on"),
           "statement_review": ("reason",)}, begins=("penalty_notice",), numbered=True),
    Paper("no_penalty_decision", "不予行政处罚决定书", PENALTY, "no_penalty_decision", decision.no_penalty_decision,
          {"no_penalty_decision": ("ground", "party", "facts", "education", "list_item", "review_body", "review_days", "court", "suit_months",
                                   "decided_on"), "filing_approval": ("parties.address",)},
          begins=("investigation_report",), numbered=True, proposals=("no_penalty", "not_proven")),
    Paper("summary_decision", "当场行政处罚决定书", SUMMARY, "summary_decision", decision.summary_decision,
          {"summary_decision": ("penalty", "amount", "basis", "form_number", "time_place", "review_body", "review_days", "court", "agency", "decided_on",
                                "statement", "signature", "refusal_note", *OFFICERS),
           "summary_case": ("party", "address", "facts", "place")}, begins=("summary_case",)),
    Paper("service_proof", "送达回证", (*DECIDED, *INSPECTION), "service_proof", following.service_proof,
          {"service_proof": ("paper", "way", "receiver", "witness", "post_number", "served_on")},
          begins=("penalty_decision", "no_penalty_decision", "summary_decision")),
    Paper("announcement", "送达公告", DECIDED, "service_announced", following.announcement,
          {"service_announced": ("reason", "published_at", "collect_at", "published_on"),
           "penalty_decision": ("decided_on", "outcomes.party", "outcomes.penalty", "outcomes.amount", "basis", *REMEDIES),
           "no_penalty_decision": ("decided_on", "ground", *REMEDIES), "summary_decision": ("decided_on", "penalty", "amount", "basis")},
          begins=("service_attempt",), numbered=True),
    Paper("late_fine_decision", "加处罚款决定书", DECIDED, "late_fine", coercion.late_fine_decision,
          {"late_fine": ("party", "base", "from_on", "to_on", "days", "amount", "review_body", "court", "on"),
           "penalty_decision": ("decided_on", "collector")}, numbered=True),
    Paper("demand", coercion.DEMAND, DECIDED, "demand", coercion.demand,
          {"demand": ("deadline", "way", "amount", "served_on"), "penalty_decision": ("decided_on", "outcomes.party", "outcomes.amount")}, numbered=True),
    Paper("forced_decision", "行政强制执行决定书", DECIDED, "forced_execution", coercion.forced_decision,
          {"filing_approval": PARTIES, "forced_execution": ("reasons", "way_time", "review_body", "court", "decided_on"),
           "penalty_decision": ("decided_on", "outcomes.party", "outcomes.amount"), "demand": ("served_on", "deadline")},
          begins=("demand",), numbered=True),
    Paper("court_application", "强制执行申请书", DECIDED, "court_application", coercion.court_application,
          {"court_application": ("court", "late_reason", "applied_on"), "penalty_decision": ("decided_on", "outcomes.party", "outcomes.amount"),
           "demand": ("served_on", "deadline")}, begins=("demand",), numbered=True),
    Paper("closing_report", "结案报告", DECIDED, "case_closing", following.closing_report,
          {"case_closing": ("ground", "summary", "keeper", "closed_on"), "service_proof": ("served_on",), "payment": ("paid_on", "amount", "receipt"),
           "penalty_decision": ("decided_on", "outcomes.amount")}, begins=("performance_report", "execution_ended")),
    Paper("file_cover", "行政处罚案卷封面", DECIDED, "case_closing", following.file_cover,
          {"case_closing": ("keeper", "closed_on", "ground")}, begins=("filing_approval", "summary_decision")),
    Paper("file_contents", "卷内文书目录", DECIDED, "case_closing", following.file_contents,
          {"case_closing": ("contents.title",)}, begins=("performance_report", "execution_ended")),
)  # fmt: skip
BY_NAME = {one.name: one for one in PAPERS}
CITED = {  # the articles that the papers' own words name
    "filing_approval": ("E-FIL-01",), "preservation_notice": ("E-INV-08", "E-INV-09"),
    "prior_notice": ("E-NOT-01", "E-NOT-02", "E-HEA-01", "E-HEA-02"),
    "hearing_notice": ("E-HEA-03", "E-HEA-04", "E-HEA-05", "E-HEA-06", "E-HEA-07", "E-HEA-10"),
    "penalty_decision": ("E-LAT-01", "E-PER-08"), "no_penalty_decision": tuple(decision.GROUNDS.values()),
    "correction_order": ("E-INV-10",), "announcement": ("E-SER-04",),
    "late_fine_decision": ("E-LAT-01", "E-LAT-02", "E-LAT-03", "E-PER-08"), "forced_decision": ("E-DEM-03", "E-LAT-04"),
    "demand": ("E-DEM-01", "E-DEM-02", "E-CRT-01"), "court_application": ("E-CRT-02", "E-CRT-04", "E-CRT-08"),
}  # fmt: skip
EVERY = {"evidence_item", "payment"}  # kinds of which a paper shows all entries, not the last


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper of a matter that can be drawn up now: final when the act is on file, otherwise a draft."""

    paper: Paper
    matter: Matter

    @property
    def entry(self) -> Entry | None:
        return self.matter.entry

    @property
    def draft(self) -> bool:
        return self.matter.entry is None

    @property
    def number(self) -> str:
        return self.matter.number(self.paper.anchor) if self.paper.numbered and self.entry else ""

    def sheet(self) -> Sheet:
        made = self.paper.make(self.matter)
        newest = max((one.on for one in self.matter.dossier.entries), default=made.last_on)
        return replace(made, draft=self.draft, number=made.number or self.number, last_on=self.entry.on if self.entry else newest)


def drawable(dossier: Dossier, numbers: Mapping[str, str], law: LawView | None = None) -> Iterator[Drawn]:
    """Every paper that can be drawn up now, in the order of the procedure; of acts done twice each one."""
    law = law or law_view(dossier.law_as_of, dossier.overlays)
    for paper in PAPERS:
        if dossier.procedure in paper.procedures:
            for entry in _acts(dossier, paper):
                yield Drawn(paper, Matter(dossier, paper.anchor, entry, law, numbers))


def _acts(dossier: Dossier, paper: Paper) -> Iterator[Entry | None]:
    """The entries that document the act, and None where new facts since then call for another draft."""
    done = dossier.all(paper.anchor)
    yield from done
    since = dossier.order(done[-1]) if done else -1
    report = dossier.last("investigation_report")
    if paper.proposals and not (report and report.text("proposal") in paper.proposals):
        return
    begun = [dossier.order(one) for kind in paper.begins if kind != paper.anchor for one in dossier.all(kind)]
    if begun and max(begun) > since:
        yield None


def drawn(dossier: Dossier, numbers: Mapping[str, str], name: str, entry: str = "", law: LawView | None = None) -> Drawn:
    """One of them: of the act that ``entry`` documents, otherwise the newest."""
    found = [one for one in drawable(dossier, numbers, law) if one.paper.name == name and (not entry or (one.entry is not None and one.entry.id == entry))]
    if not found:
        raise NotFound("本事项现在没有这份文书。")
    return found[-1]
