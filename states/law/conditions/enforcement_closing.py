"""结案、立卷 (行政处罚法 art. 47)."""

from __future__ import annotations

from states.dossier.enforcement_words import ClosingGround, RecordedAct, ServiceMethod
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.conditions.archiving import held_by_the_archive
from states.law.conditions.implementing_facts import SUMMARY, decision, since_decision
from states.law.requirement import Finding, Moment, met, requirement, unmet, warned

OFFICER, HEAD, ARCHIVIST = Role.OFFICER, Role.AGENCY_HEAD, Role.ARCHIVIST
# What brings a file to its end: closed, or ended on the way by a paper of its own.
CLOSINGS = ("case_closing", "inspection_closing", "not_filing", "referral", "case_ending", "police_answer", "to_ordinary", "decision_revoked",
            "inspection_dropped")
# Each stage of the process with the papers of which one must be on file (art. 47: 启动、调查取证、审核、决定、送达、执行).
BEFORE = (
    ("立案", ("filing_approval",)),
    ("调查取证", ("evidence_item", "inquiry_record", "scene_record", "sampling")),
    ("调查终结", ("investigation_report",)),
    ("审核", ("enforcement_review", "review_waived")),
)
AFTER = (
    ("送达", ("service_proof", "service_deemed")),
    ("执行", ("performance_report", "execution_ended")),
)


def _missing(dossier: Dossier) -> list[str]:
    """Stages of which nothing is on file. A decision on the spot has no filing, and was served when it was made."""
    made = decision(dossier)
    if made is None:
        return [*(stage for stage, _ in BEFORE), "决定", *(stage for stage, _ in AFTER)]
    on_the_spot = made.kind == SUMMARY
    missing = [] if on_the_spot else [stage for stage, kinds in BEFORE if not any(dossier.has(kind) for kind in kinds)]
    later = AFTER[1:] if on_the_spot else AFTER
    return [*missing, *(stage for stage, kinds in later if not any(since_decision(dossier, kind) for kind in kinds))]


def _unfilmed(dossier: Dossier) -> list[str]:
    """Acts for which sound and picture are asked and of which none is on file."""
    filmed = {one.text("act") for one in dossier.all("av_record")}
    left = any(one.text("way") == ServiceMethod.LEFT and not one.text("witness") for one in dossier.all("service_proof"))
    done = {
        RecordedAct.SEIZURE: dossier.has("seizure_list"),
        RecordedAct.LEFT_SERVICE: left,
        RecordedAct.PUBLIC_SERVICE: dossier.has("service_deemed"),
    }
    return [act.label for act, happened in done.items() if happened and act not in filmed]


@requirement("E-AUT-17")
def whole_process_on_record(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 47: every stage is on record in writing; what must be filmed and was not is an alarm, past mending."""
    if missing := _missing(dossier):
        return unmet(f"案卷没有{'、'.join(missing)}的记录。", "补登记已经形成的记录；没有形成的，书面说明情况。", OFFICER)
    if unfilmed := _unfilmed(dossier):
        return warned(f"{'、'.join(unfilmed)}没有音像记录。", "补登记音像记录；没有形成的，书面说明情况。", OFFICER)
    return met("启动、调查取证、审核、决定、送达、执行均有记录。")


@requirement("E-CLS-04")
def closed_on_a_ground(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 47 (read; the departments' own lists are 待核实): performed, ended, ended by the court, or no penalty; the file bears it out."""
    paper = dossier.last("case_closing")
    if paper is None:
        return unmet("没有结案审批。", "登记「结案审批」。", HEAD)
    if _bears_out(dossier, paper):
        return met("结案情形与案卷一致。")
    known = {one.value: one.label for one in ClosingGround}
    return unmet(f"案卷没有「{known.get(paper.text('ground'), '')}」的记录。", "核对结案情形；没有办结的，继续办理。", HEAD, OFFICER)


def _bears_out(dossier: Dossier, paper: Entry) -> bool:
    ground, made = paper.text("ground"), decision(dossier)
    if ground == ClosingGround.NO_PENALTY:
        return made is not None and made.kind == "no_penalty_decision"
    done, ended = bool(since_decision(dossier, "performance_report")), bool(since_decision(dossier, "execution_ended"))
    if ground == ClosingGround.COURT:
        return bool(since_decision(dossier, "court_answer")) and (done or ended)
    return done if ground == ClosingGround.PERFORMED else ended


@requirement("E-CLS-01")
def file_is_put_together(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 47: what was recorded is filed; the table of contents names every paper once and says what it is."""
    paper = dossier.last("case_closing")
    titles = [str(row.get("title", "")) for row in paper.rows("contents")] if paper else []
    if not titles or not all(titles):
        return unmet("没有卷内文书目录。", "逐件登记卷内文书目录。", OFFICER)
    if twice := sorted({title for title in titles if titles.count(title) > 1}):
        return unmet(f"卷内文书目录重复登记{'、'.join(twice)}。", "按文书逐件登记，同名文书注明文号或者日期。", OFFICER)
    return met(f"卷内文书目录登记{len(titles)}件。")


@requirement("E-CLS-01#held")
def filed_in_the_archive(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 47: the record is kept by the archive; what it does not hold is not filed."""
    return held_by_the_archive(dossier)


@requirement("E-CLS-01#seal")
def filed_whole(dossier: Dossier, moment: Moment) -> Finding:
    """PEN art. 47: the closed file is sealed with everything in it, as the record of the whole process."""
    seal = dossier.last("dossier_seal")
    if not any(dossier.has(kind) for kind in CLOSINGS):
        return unmet("没有结案审批，也没有其他终结本案的文书。", "结案以后再封存案卷。", HEAD)
    if seal is not None and seal.number("events") < dossier.version:
        return unmet(f"封存包只含{seal.number('events')}个事件，本案已有{dossier.version}个。", "重新生成包含全部事件的封存包。", ARCHIVIST)
    if seal is not None and not seal.flag("locked"):
        return warned("本机目录档案库不能锁定，封存包仍可能被改动。", "正式运行应当改用带对象锁的档案库。", ARCHIVIST)
    return met("案卷齐全，封存包已锁定。" if seal else "案卷齐全，可以封存。")
