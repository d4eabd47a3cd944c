"""归档: the file is complete, sealed after the decision is out, and covers everything (L713 art. 33)."""

from __future__ import annotations

from states.dossier.kinds import KINDS
from states.dossier.minutes import PASSING, outcome
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Finding, Moment, met, requirement, unmet, warned

SEAL, SEALING = "dossier_seal", "seal_dossier"  # the paper, and the step that files it
LENDING = ("file_lending", "file_returned")  # kept on the body's register: to a filed dossier nothing is added
ARCHIVIST, OFFICE = Role.ARCHIVIST, Role.DECISION_OFFICE
# What the file of any decision that was made must hold.
FILE_OF_A_DECISION = (
    "start_decision",
    "draft",
    "legality_opinion",
    "submission_package",
    "meeting_minutes",
    "party_report",
)


def _issue(dossier: Dossier) -> Entry | None:
    """The act with which the decision went out or was withheld."""
    return dossier.last("publication_record") or dossier.last("non_disclosure")


def _was_decided(dossier: Dossier) -> bool:
    minutes = dossier.last("meeting_minutes")
    return not dossier.has("termination") and minutes is not None and outcome(minutes) in PASSING


def _missing(dossier: Dossier) -> list[str]:
    missing = [KINDS[kind].label for kind in FILE_OF_A_DECISION if not dossier.has(kind)]
    return missing if _issue(dossier) else [*missing, KINDS["publication_record"].label]


@requirement("D-ARC-01#seal")
def file_is_complete(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 33: what is filed is complete; a matter that ended undecided is filed as far as it went."""
    seal = dossier.last("dossier_seal")
    missing = _missing(dossier) if _was_decided(dossier) else []
    if missing:
        return unmet(f"案卷不完整，缺少：{'、'.join(missing)}。", "补齐所缺材料后再封存。", OFFICE, ARCHIVIST)
    if seal is not None and not seal.flag("locked"):
        return warned("本机目录档案库不能锁定，封存包仍可能被改动。", "正式运行应当改用带对象锁的档案库。", ARCHIVIST)
    return met("案卷材料齐全，封存包已锁定。" if seal else "案卷材料齐全，可以封存。")


def sealed_whole(dossier: Dossier) -> str:
    """Why nothing is to be sealed: everything on file already is; "" otherwise, also where the archive was not asked."""
    return "案卷已经封存，此后没有新的材料，不需要重复封存。" if dossier.kept.sealed and dossier.kept.whole else ""


def held_by_the_archive(dossier: Dossier) -> Finding:
    """What a seal says is what the archive really holds; nobody's word makes a package."""
    seals, held = dossier.all(SEAL), {one.name: one for one in dossier.kept.packages}
    recorded = {one.text("package") for one in seals[:-1]}
    if not seals:
        return _ready(dossier) if held else unmet("档案库还没有本案卷的封存包。", "等待系统自动封存；长时间没有生成的，请系统管理员检查归档任务。", ARCHIVIST)
    seal, package = seals[-1], held.get(seals[-1].text("package"))
    if package is None:
        why = f"档案库没有名为「{seal.text('package')}」的封存包。"
        return unmet(why, "只能登记档案库实际持有的封存包；没有生成的，等待系统自动封存。", ARCHIVIST)
    said = {"摘要": seal.text("digest") == package.digest, "事件数": seal.number("events") == package.events, "锁定情况": seal.flag("locked") is package.locked}
    if wrong := [what for what, right in said.items() if not right]:
        return unmet(f"封存包「{package.name}」登记的{'、'.join(wrong)}与档案库实际持有的不一致。", "按档案库持有的封存包登记。", ARCHIVIST)
    if package.name in recorded:
        return unmet(f"封存包「{package.name}」此前已经登记。", "登记新生成的封存包。", ARCHIVIST)
    return met(f"档案库持有封存包「{package.name}」，摘要、事件数、锁定情况一致。")


def _ready(dossier: Dossier) -> Finding:
    """The packages that are there to be recorded, told so that they can be."""
    told = (f"「{one.name}」（摘要{one.digest}，{one.events}个事件，{'已' if one.locked else '未'}锁定）" for one in dossier.kept.packages)
    return met(f"档案库持有尚未登记的封存包{'、'.join(told)}。")


@requirement("D-ARC-01#held")
def seal_is_of_a_held_package(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 33: filed is what lies in the archive; a name or digest that it does not know files nothing."""
    return held_by_the_archive(dossier)


@requirement("D-ARC-01")
def sealed_after_issue(dossier: Dossier, moment: Moment) -> Finding:
    """L713 art. 33: papers are filed in time, hence sealed after issue and before the matter is closed."""
    issue = _issue(dossier)
    if issue is None:
        return unmet("没有公布或者依法不予公开的记录。", "先办理公布或者不予公开。", OFFICE)
    seals = list(dossier.after(issue, "dossier_seal"))
    if not seals:
        return unmet(
            f"{issue.on}公布（不予公开）后，决策过程材料尚未归档封存。",
            "由档案管理人员办理「封存案卷」，再办结。",
            ARCHIVIST,
        )
    return met(f"案卷已于{seals[-1].on}封存（{seals[-1].text('package')}）。")


@requirement("D-ARC-02")
def seal_covers_the_whole_process(dossier: Dossier, moment: Moment) -> Finding:
    """S0 二(三)2: the whole process is on record, so a seal leaves out no event up to its own making."""
    seal = dossier.last("dossier_seal")
    if seal is None:
        return unmet("尚未生成封存包。", "生成包含全部事件的封存包。", ARCHIVIST)
    if seal.number("events") < dossier.version:
        return unmet(
            f"封存包只含{seal.number('events')}个事件，本事项已有{dossier.version}个。",
            "重新生成包含全部事件的封存包。",
            ARCHIVIST,
        )
    return met(f"封存包含有全部{seal.number('events')}个事件。")
