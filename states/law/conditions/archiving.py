"""归档: the file is complete, sealed after the decision is out, and covers everything (L713 art. 33)."""

from __future__ import annotations

from states.dossier.kinds import KINDS
from states.dossier.minutes import PASSING, outcome
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.law.requirement import Finding, Moment, met, requirement, unmet, warned

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
