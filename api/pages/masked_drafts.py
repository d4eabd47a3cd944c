"""隐去稿: what a form would make public, as it may be published; offered beside the form, taken over by whoever answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from infra.wiring import Services
from states.dossier.schema import Field, Kind
from states.law.masking import Mask
from storage.queries.guarding import mask_seen
from storage.queries.models import Viewer


@dataclass(frozen=True, slots=True)
class MaskedDraft:
    """A field of the form, its text with everything taken out, and how many places that were."""

    label: str
    text: str
    places: int


def goes_public(kinds: Iterable[Kind]) -> bool:
    return any(one.public or any(column.public for column in one.columns) for kind in kinds for one in kind.fields)


def masked_drafts(
    parts: Services, looking: Viewer, today: date, case: str, kinds: Iterable[Kind], raw: Mapping[str, Mapping[str, Any]]
) -> tuple[MaskedDraft, ...]:
    """The masked text of every public field that was filled in."""
    kinds = tuple(kinds)
    if not goes_public(kinds):
        return ()
    mask = mask_seen(parts.database, looking, today, case)
    return tuple(_draft(label, text, mask) for kind in kinds for label, text in _texts(kind.fields, raw.get(kind.name, {})))


def _texts(fields: Iterable[Field], given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for spec in fields:
        value = given.get(spec.name)
        if spec.public and isinstance(value, str):
            yield spec.label, value
        for number, row in enumerate(value if isinstance(value, list) else (), 1):
            if isinstance(row, Mapping):
                yield from ((f"{spec.label}第{number}行", str(row[one.name])) for one in spec.columns if one.public and row.get(one.name))


def _draft(label: str, text: str, mask: Mask) -> MaskedDraft:
    return MaskedDraft(label, mask.masked(text), len(mask.residue(text)))
