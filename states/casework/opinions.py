"""公众意见: taken, corrected and withdrawn by whoever gave them, screened and answered by the office (L713 arts. 15, 18)."""

from __future__ import annotations

from dataclasses import replace

from states.casework.authority import holding, parts_of, separate
from states.casework.commands import (
    CorrectOpinion,
    DisposeOpinions,
    ReceiveOpinion,
    ScreenOpinions,
    WithdrawOpinion,
)
from states.casework.decide import Context
from states.casework.events import Outcome, digest
from states.casework.smaller import still
from states.dossier.model import Dossier
from states.dossier.vocabulary import Disposition, Role, Screening
from states.errors import InvalidEntry, NotPermitted, OutOfTime, StepUnavailable
from states.law.timekeeping import consultation_end

OPINION_LIMIT = 5000
GROUP_LIMIT = 1000
ANSWERING = frozenset({"arguing", "drafting", "legality_review"})
SCREENERS = (Role.SPONSOR, Role.OFFICE_HEAD)
ENDED = "opinion_end"  # the event of an opinion that ends without an answer


def receive(dossier: Dossier, command: ReceiveOpinion, context: Context) -> Outcome:
    """Take an opinion while the consultation is open (L713 arts. 15, 18)."""
    _open(dossier, context, "提交")
    note: dict[str, object] = {"id": context.new_ids[0], "source": command.source, "text_digest": digest(_text(command.text))}
    if command.giver:
        note["giver"] = {"sealed": digest(command.giver), "marks": command.marks, "named": command.named, "consent": command.consent}
    return still(dossier, "opinion", "receive", "收到公众意见", context, note=note)


def change(dossier: Dossier, command: CorrectOpinion | WithdrawOpinion, context: Context) -> Outcome:
    """Another text, or none, in place of an opinion; who asks has proved to be the one who gave it."""
    if command.actor.role is not Role.PUBLIC:
        raise NotPermitted("意见只能由提出意见的人本人更正或者撤回。")
    _open(dossier, context, "更正或者撤回")
    if isinstance(command, WithdrawOpinion):
        note = {"id": command.opinion}
        return still(dossier, ENDED, "withdraw", "公众撤回意见", context, note=note)
    note = {"id": context.new_ids[0], "supersedes": command.opinion, "text_digest": digest(_text(command.text))}
    return still(dossier, "opinion", "correct", "公众更正意见", context, note=note)


def dispose(dossier: Dossier, command: DisposeOpinions, context: Context) -> Outcome:
    """Answer opinions: the sponsoring office says adopted, partly or not, and why (L713 art. 18)."""
    held = holding(context.credentials, command.actor)
    if command.actor.role is not Role.SPONSOR or held.office != dossier.office:
        raise NotPermitted("公众意见应当由本事项的承办单位研究处理。")
    separate(dossier, command.actor)
    _answering(dossier, command.opinions)
    if command.disposition is not Disposition.ADOPTED and not command.reason.strip():
        raise InvalidEntry({"reason": "部分采纳或者不采纳的，请说明理由。"})
    note = {"disposition": command.disposition.value, "reason": command.reason, "opinions": sorted(command.opinions)}
    done = still(dossier, "opinions", "dispose", f"处理公众意见：{command.disposition.label}", context, note=note)
    return replace(done, parts=parts_of(dossier, command.actor, _employer(context)))


def screen(dossier: Dossier, command: ScreenOpinions, context: Context) -> Outcome:
    """Set opinions aside for a look, or back; what is rejected as spam is rejected by two persons and never deleted."""
    held = holding(context.credentials, command.actor)
    if command.actor.role not in SCREENERS or held.office != dossier.office:
        raise NotPermitted("公众意见应当由本事项的承办单位核查。")
    separate(dossier, command.actor)
    _answering(dossier, command.opinions)
    reason = command.reason.strip()
    if not reason and command.act is not Screening.RELEASE:
        raise InvalidEntry({"screening_reason": "请说明理由，理由留在案卷中备查。"})
    note = {"act": command.act.value, "reason": reason, "opinions": sorted(command.opinions)}
    done = still(dossier, "opinion_screening", command.act.value, f"核查公众意见：{command.act.label}", context, note=note)
    return replace(done, parts=parts_of(dossier, command.actor, _employer(context)))


def _open(dossier: Dossier, context: Context, what: str) -> None:
    if "co_open" not in dossier.configuration or not dossier.has("consultation_notice"):
        raise OutOfTime(f"本事项目前不在公开征求意见期间，不能{what}意见。")
    closes = consultation_end(dossier, context.moment)
    if closes and context.moment.today > closes:
        raise OutOfTime(f"公开征求意见已于{closes}截止。")


def _text(given: str) -> str:
    text = given.strip()
    if not text or len(text) > OPINION_LIMIT:
        raise InvalidEntry({"text": f"请填写意见内容，不超过{OPINION_LIMIT}字。"})
    return text


def _answering(dossier: Dossier, chosen: tuple[str, ...]) -> None:
    if ANSWERING.isdisjoint(dossier.configuration):
        raise StepUnavailable("当前阶段不再处理公众意见。")
    if not 0 < len(chosen) <= GROUP_LIMIT:
        raise InvalidEntry({"opinions": f"请至少选择一条意见，一次不超过{GROUP_LIMIT}条。"})


def _employer(context: Context) -> str:
    return context.credentials.employer if context.credentials else ""
