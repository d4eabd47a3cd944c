"""Somebody's own opinions: found again by the number of the receipt and a proof, or by contact and password. Nobody else's."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from states.dossier.vocabulary import OpinionEnd
from storage.database import Database
from storage.queries.opinion_receipts import number_of, opinion_under
from storage.queries.papers import ENDINGS
from storage.queries.portal import published_case
from storage.queries.reading import Reader, look, marks
from storage.reviving import as_moment
from storage.vault import Vault

GIVER = "SELECT contact_mark, word_mark FROM opinion_giver WHERE opinion_id = :root"
BY_CONTACT = "SELECT opinion_id, case_id, word_mark FROM opinion_giver WHERE contact_mark = :contact ORDER BY opinion_id"
VERSIONS = """SELECT o.id, o.text, o.received_at, o.disposition, o.reason, o.case_id, c.title, c.configuration
 FROM opinion o JOIN case_file c ON c.id = o.case_id WHERE o.id = :root OR (o.root = :root AND o.case_id = (
 SELECT r.case_id FROM opinion r WHERE r.id = :root)) ORDER BY o.id"""
WAITING, STUDIED = "已收到，待研究处理", "已收到，正在研究处理"


@dataclass(frozen=True, slots=True)
class Given:
    """An opinion as its giver sees it: every version, how it stands, and the answer once the consultation is over."""

    root: str
    current: str  # the version that stands, or the last one
    case: str
    title: str
    receipt: str
    text: str
    earlier: tuple[tuple[datetime, str], ...]
    given_at: datetime
    state: str
    disposition: str
    reason: str
    open: bool  # it may still be corrected or withdrawn
    summary: str
    summary_on: date | None


def proved(database: Database, vault: Vault, number: str, contact: str, word: str) -> tuple[str, bool]:
    """The first version of the opinion of that number, and whether its giver may change it; empty without proof.

    Who left neither contact nor password can only look: the number alone is no proof that one is the giver.
    """
    with look(database) as reader:
        case, root = opinion_under(reader, number)
        row = reader.one(GIVER, {"root": root}) if root else None
    if not root or row is None:
        return (root, False) if root and not contact and not word else ("", False)
    by_contact = _same(row[0], contact and contact_mark(vault, contact))
    by_word = _same(row[1], word and word_mark(vault, case, word))
    return (root, True) if by_contact or by_word else ("", False)


def recovered(database: Database, vault: Vault, contact: str, word: str) -> tuple[str, ...]:
    """The opinions given with this contact and this password; both must fit."""
    with look(database) as reader:
        rows = reader.all(BY_CONTACT, {"contact": contact_mark(vault, contact)})
    return tuple(row[0] for row in rows if _same(row[2], word_mark(vault, row[1], word)))


def contact_mark(vault: Vault, contact: str) -> str:
    return vault.mark("contact", contact)


def word_mark(vault: Vault, case: str, word: str) -> str:
    return vault.mark(f"word:{case}", word)


def given(database: Database, today: date, roots: Sequence[str]) -> tuple[Given, ...]:
    """These opinions, the newest first."""
    with look(database) as reader:
        found = [_given(reader, database, today, root, rows) for root in roots if (rows := reader.all(VERSIONS, {"root": root}))]
    return tuple(sorted(found, key=lambda one: one.given_at, reverse=True))


def namings(database: Database, vault: Vault, opinions: Iterable[str], case: str) -> dict[str, str]:
    """Under which names opinions were given, of those that were given under a name; for the office that studies them."""
    listed, params = marks("o", tuple(opinions))
    sql = f"""SELECT o.id, g.sealed FROM opinion o JOIN opinion_giver g ON g.opinion_id = CASE WHEN o.root = '' THEN o.id ELSE o.root END
 WHERE o.case_id = :case AND g.named AND o.id IN ({listed})"""
    with look(database) as reader:
        rows = reader.all(sql, params | {"case": case})
    return {row[0]: json.loads(vault.open(row[1], f"giver:{case}"))["name"] for row in rows}


def _given(reader: Reader, database: Database, today: date, root: str, rows: Sequence[Any]) -> Given:
    last, case = rows[-1], rows[0][5]
    items = published_case(database, today, case)
    taking = any(one.open for one in items)
    feedback = next((one for one in items if one.kind == "feedback"), None)
    summary = next((one.text for one in feedback.fields if one.name == "summary"), "") if feedback else ""
    told = "" if "co_open" in json.loads(last[7]) and last[3] not in list(OpinionEnd) else last[3]
    return Given(
        root, last[0], case, last[6], number_of(reader, case, root), last[1],
        tuple((as_moment(one[2]), one[1]) for one in rows[:-1]), as_moment(rows[0][2]),
        ENDINGS[told] if told else (WAITING if taking else STUDIED), told, last[4] if told else "",
        taking and last[3] not in list(OpinionEnd), summary, feedback.on if feedback else None,
    )  # fmt: skip


def _same(kept: str, shown: str) -> bool:
    return bool(kept) and bool(shown) and hmac.compare_digest(kept, shown)
