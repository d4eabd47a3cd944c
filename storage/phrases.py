"""常用语: sentences that a person keeps for opinions. Nobody else's business, so no record."""

from __future__ import annotations

from datetime import datetime

from states.casework.decide import new_id
from states.dossier.schema import plain
from states.errors import InvalidEntry
from storage.database import Database
from storage.driver_sql import run
from storage.queries.models import Shown
from storage.queries.reading import look

LIMIT = 100  # of one person
LABEL_LIMIT, TEXT_LIMIT = 30, 2000
_OWN = "SELECT id, label, text FROM own_phrase WHERE person_id = :person ORDER BY id DESC"
_ADD = "INSERT INTO own_phrase (id, person_id, label, text) VALUES (:id, :person, :label, :text)"


class Phrase(Shown):
    """A sentence under the name by which its owner finds it."""

    id: str
    label: str
    text: str


def own(database: Database, person: str) -> tuple[Phrase, ...]:
    """The newest first."""
    with look(database) as reader:
        found = reader.all(_OWN, {"person": person})
    return tuple(Phrase(id=row[0], label=row[1], text=row[2]) for row in found)


def keep(database: Database, person: str, label: str, text: str, now: datetime) -> None:
    """InvalidEntry for what is blank, too long, or one too many."""
    label, text = label.strip(), text.replace("\r\n", "\n").strip()
    wrong = {}
    if not 0 < len(label) <= LABEL_LIMIT or not plain(label) or "\n" in label:
        wrong["label"] = f"请填写名称，不超过{LABEL_LIMIT}字。"
    if not 0 < len(text) <= TEXT_LIMIT or not plain(text):
        wrong["text"] = f"请填写内容，不超过{TEXT_LIMIT}字。"
    if not wrong and len(own(database, person)) >= LIMIT:
        wrong["label"] = f"最多保存{LIMIT}条常用语，请先删除不用的。"
    if wrong:
        raise InvalidEntry(wrong)
    with database.writing() as connection:
        run(database, connection, _ADD, {"id": new_id(now), "person": person, "label": label, "text": text})


def forget(database: Database, person: str, phrase: str) -> None:
    """Gone, if it was this person's."""
    with database.writing() as connection:
        run(database, connection, "DELETE FROM own_phrase WHERE id = :id AND person_id = :person", {"id": phrase, "person": person})
