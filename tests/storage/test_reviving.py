"""Fields in their stored form say the same of private persons as fields that were read, however JSON wrote them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from states.dossier.model import Dossier
from states.law.private_people import private
from storage.reviving import LazyFields
from tests.states.law.examples.build import entry, given

SENTENCES = (
    "举报人赵铁柱称有人违规，电话：0871-6543210。", "住址：某市翠竹村三组", "身份证 530102197003050011", "见证人郑重在场", "本件没有提到任何人。",
)  # fmt: skip


def _stored(dossier: Dossier, escaped: bool) -> Dossier:
    """The same matter as it comes out of a database."""
    entries = [replace(one, fields=LazyFields(one.kind, json.dumps(dict(one.fields), ensure_ascii=escaped, default=date.isoformat))) for one in dossier.entries]
    return replace(dossier, entries=tuple(entries))


@pytest.mark.parametrize("escaped", [False, True], ids=["plain", "escaped"])
def test_what_is_stored_tells_as_much_as_what_was_read(escaped: bool) -> None:
    parties = [{"name": "王小明", "kind": "citizen", "address": "人民路12号", "born_on": "1970-03-05"}]
    read = given(entry("filing_approval", parties=parties), *(entry("lead", content=one) for one in SENTENCES), procedure="penalty").dossier
    told = private(_stored(read, escaped))
    assert told == private(read)
    assert told.names == ("王小明", "赵铁柱", "郑重") and len(told.addresses) == 2 and len(told.numbers) == 2 and told.births


def test_what_tells_nothing_of_anybody_is_not_read() -> None:
    read = given(*(entry("lead", content=one) for one in SENTENCES), procedure="penalty").dossier
    stored = _stored(read, escaped=False)
    private(stored)
    assert [one.fields._values is None for one in stored.entries] == ["没有提到" in one for one in SENTENCES]  # type: ignore[attr-defined]
