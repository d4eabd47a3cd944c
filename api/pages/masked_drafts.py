"""隐去稿: what a form would make public, as it may be published; offered beside the form, taken over by whoever answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.released_files import numbers_of
from infra.wiring import Services
from states.dossier.schema import Field, FieldType, Kind
from states.law.masking import Mask, Residue
from storage.queries.guarding import mask_seen
from storage.queries.models import Viewer
from storage.queries.papers import materials_of
from storage.queries.reading import look


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text as it was typed; ``hidden`` says what it is where it may not be published."""

    text: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class MaskedDraft:
    """A field of the form, its text with everything taken out, in how many places, and the original in its pieces (of a file none)."""

    label: str
    text: str
    places: int
    original: tuple[Piece, ...] = ()


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
    texts = [_draft(label, text, mask) for kind in kinds for label, text in _texts(kind.fields, raw.get(kind.name, {}))]
    return (*texts, *_of_files(parts, case, kinds, raw))


def _of_files(parts: Services, case: str, kinds: Iterable[Kind], raw: Mapping[str, Mapping[str, Any]]) -> Iterator[MaskedDraft]:
    """What can be told of the files that would go out with it."""
    with look(parts.database) as reader:
        papers = {one.digest: one for one in materials_of(reader, case)}
    for kind in kinds:
        for spec in kind.fields if goes_public((kind,)) else ():
            found = papers.get(str(raw.get(kind.name, {}).get(spec.name, ""))) if spec.type is FieldType.MATERIAL else None
            if found is not None:
                numbers = numbers_of(parts, found)
                yield MaskedDraft(f"{spec.label}（文件）", _told(numbers), len(numbers or ()))


def _told(numbers: tuple[str, ...] | None) -> str:
    if numbers is None:
        return "图片、扫描件等文件不能自动核对，请逐页人工核对。"
    if numbers:
        return f"文件中有{'、'.join(dict.fromkeys(numbers))}，请屏蔽后重新上传；不屏蔽的，公开页面不提供下载。"
    return "文件中没有发现自然人的证件、电话号码和账号。"


def _texts(fields: Iterable[Field], given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for spec in fields:
        value = given.get(spec.name)
        if spec.public and isinstance(value, str):
            yield spec.label, value
        for number, row in enumerate(value if isinstance(value, list) else (), 1):
            if isinstance(row, Mapping):
                yield from ((f"{spec.label}第{number}行", str(row[one.name])) for one in spec.columns if one.public and row.get(one.name))


def _draft(label: str, text: str, mask: Mask) -> MaskedDraft:
    found = mask.residue(text)
    return MaskedDraft(label, mask.masked(text), len(found), tuple(_pieces(text, found)))


def _pieces(text: str, found: Iterable[Residue]) -> Iterator[Piece]:
    reached = 0
    for one in found:
        if one.start > reached:
            yield Piece(text[reached : one.start])
        yield Piece(text[one.start : one.end], one.label)
        reached = one.end
    if reached < len(text):
        yield Piece(text[reached:])
