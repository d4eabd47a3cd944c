"""回执邮件: to whoever gave an opinion or made a complaint and asked to be told by mail; the address lies sealed until it is sent.

Nothing is queued where no mail server is set, and nobody is written to who did not ask for it. What was said, and what
was answered, stands in no mail: it tells the number and where to look.
"""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection

from states.casework.decide import new_id
from states.casework.events import canonical
from storage.database import Database
from storage.driver_sql import run
from storage.notices.posting import DELIVER
from storage.queries.opinion_receipts import number_of
from storage.queries.reading import Reader, look
from storage.vault import Unreadable, Vault

CHANNEL, PURPOSE = "giver", "giver-mail"
RECEIPTS, COMPLAINTS = "/portal/receipts", "/portal/complaints"
GIVERS = """SELECT g.opinion_id, g.sealed, c.title, c.body_id FROM opinion_giver g JOIN case_file c ON c.id = g.case_id
 WHERE g.case_id = :case AND g.contact_mark <> '' AND c.confidentiality = 'public' AND NOT EXISTS (SELECT 1 FROM opinion o WHERE g.opinion_id IN (o.id, o.root)
 AND o.disposition IN ('withdrawn', 'spam'))"""
COMPLAINT = "SELECT sealed, body_id FROM complaint WHERE number = :number"


def mail_of(vault: Vault, sealed: str, purpose: str) -> str:
    """Where to write to; empty for whoever left no address of e-mail or did not ask."""
    try:
        told = json.loads(vault.open(sealed, purpose)) if sealed else {}
    except Unreadable:  # sealed under a key that is lost: nobody can be written to, and nothing else hangs on it
        return ""
    return str(told.get("contact", "")) if told.get("mail") and "@" in str(told.get("contact", "")) else ""


def opinion_received(database: Database, vault: Vault, case: str, opinion: str, number: str, now: datetime) -> None:
    """The number of the receipt, to a giver who asked for it."""
    with database.writing() as connection:
        row = run(database, connection, f"{GIVERS} AND g.opinion_id = :opinion", {"case": case, "opinion": opinion}).first()
        if row is not None and (mail := mail_of(vault, row[1], f"giver:{case}")):
            text = f"您的意见已收到，回执编号：{number}。请凭回执编号和您提交时填写的联系方式或者查询口令，查询、更正、撤回意见。"
            _queue(database, connection, vault, f"received:{opinion}", mail, row[3], ("公众意见回执", row[2], text, RECEIPTS), now)


def opinions_answered(database: Database, vault: Vault, case: str, now: datetime) -> int:
    """Where to look, to every giver who asked, once the feedback of a consultation is on file; how many."""
    with look(database) as reader:
        found = [(row, mail, _receipt(reader, row[0])) for row in reader.all(GIVERS, {"case": case}) if (mail := mail_of(vault, row[1], f"giver:{case}"))]
    with database.writing() as connection:
        for row, mail, number in found:
            text = f"您提出的意见（回执编号：{number}）已有研究处理情况，请凭回执编号和联系方式或者查询口令查询。"
            _queue(database, connection, vault, f"answered:{row[0]}", mail, row[3], ("公众意见研究处理情况", row[2], text, RECEIPTS), now)
    return len(found)


def complaint_told(database: Database, vault: Vault, number: str, key: str, text: str, now: datetime) -> None:
    """The number of a complaint, or that it stands otherwise now, to whoever made it and asked; ``key`` tells one from the other."""
    with database.writing() as connection:
        row = run(database, connection, COMPLAINT, {"number": number}).first()
        if row is not None and (mail := mail_of(vault, row[0], f"giver:complaint:{row[1]}")):
            _queue(database, connection, vault, f"{key}:{number}", mail, row[1], ("投诉举报办理告知", "", text, COMPLAINTS), now)


def _receipt(reader: Reader, opinion: str) -> str:
    row = reader.one("SELECT case_id, event_seq FROM opinion WHERE id = :id", {"id": opinion})
    return number_of(reader, row[0], opinion) if row else ""


def _queue(
    database: Database, connection: Connection, vault: Vault, source: str, mail: str, body: str, said: tuple[str, str, str, str], now: datetime
) -> None:
    topic, matter, text, path = said
    payload = canonical({"topic_label": topic, "number": "", "matter": matter, "text": text, "until": "", "path": path})
    run(database, connection, DELIVER, {
        "id": new_id(now), "source": source, "channel": CHANNEL, "target": body, "address": vault.seal(mail, PURPOSE, source), "payload": payload,
        "now": now,
    })  # fmt: skip
