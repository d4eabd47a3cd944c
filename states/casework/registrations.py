"""听证报名: taken while the notice says so; whom the office chooses is published as the list of participants (L713 art. 16)."""

from __future__ import annotations

from states.casework.commands import RegisterForHearing
from states.casework.decide import Context
from states.casework.events import Outcome, digest
from states.casework.smaller import still
from states.dossier.model import Dossier, Entry
from states.dossier.vocabulary import Role
from states.errors import InvalidEntry, NotPermitted, OutOfTime

STATEMENT_LIMIT = 500


def register(dossier: Dossier, command: RegisterForHearing, context: Context) -> Outcome:
    """Somebody asks to take part in a hearing that was announced."""
    if command.actor.role is not Role.PUBLIC:
        raise NotPermitted("听证报名由本人办理。")
    notice = dossier.last("hearing_notice")
    if notice is None or "he_announced" not in dossier.configuration:
        raise OutOfTime("本事项目前没有接受报名的听证会。")
    _in_time(notice, context)
    wrong: dict[str, str] = {}
    groups = tuple(str(row.get("group", "")) for row in notice.rows("seats"))
    if groups and command.group not in groups:
        wrong["group"] = "请选择您所代表的利益群体。"
    if len(command.text.strip()) > STATEMENT_LIMIT:
        wrong["text"] = f"主要观点不超过{STATEMENT_LIMIT}字。"
    if not command.giver:
        wrong["name"] = "报名参加听证会的，请填写姓名和联系方式。"
    if wrong:
        raise InvalidEntry(wrong)
    told = {"sealed": digest(command.giver), "mark": command.mark, "consent": command.consent}
    note = {"id": context.new_ids[0], "group": command.group, "text_digest": digest(command.text.strip()), "giver": told}
    return still(dossier, "registration", "hearing", "收到听证报名", context, note=note)


def _in_time(notice: Entry, context: Context) -> None:
    today, opens = context.moment.today, notice.day("registration_opens_on")
    closes = notice.day("registration_closes_on") or notice.day("hearing_on")
    if opens and today < opens:
        raise OutOfTime(f"听证报名自{opens}开始。")
    if closes is None or today > closes:
        raise OutOfTime(f"听证报名已于{closes}截止。" if closes else "本次听证会不接受网上报名。")
