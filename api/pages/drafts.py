"""草案对比: the versions of a draft that are on file, what changed from one to the next, and what came in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Looking, Parts, SeenCase, Today
from api.limits import MIB
from api.pages.case import case_page, matter
from api.pages.posting import SIGNED_IN
from infra.wiring import Services
from states.dossier.kinds import KINDS
from states.dossier.kinds.opening import DRAFT_TEXT
from states.dossier.schema import FieldType
from states.errors import DomainError, NotFound
from storage.documents.comparing import Comparison, compare
from storage.documents.enforcement.reading_back import text_of
from storage.queries.models import CaseView, EntryView, MaterialView

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)
READ_LIMIT = 20 * MIB  # a longer file is for downloading


@dataclass(frozen=True, slots=True)
class Version:
    """A text of the draft: where it first stood on file."""

    number: int
    digest: str
    name: str
    entry: EntryView
    on: date


def versions(case: CaseView) -> tuple[Version, ...]:
    """Every text of the draft in the order in which it came on file; one that comes back is the same version."""
    names = {one.digest: one.name for one in case.materials}
    found: dict[str, EntryView] = {}
    for entry in case.entries:
        for digest in _drafts_of(entry):
            found.setdefault(digest, entry)
    return tuple(
        Version(number, digest, names.get(digest, ""), entry, entry.on) for number, (digest, entry) in enumerate(found.items(), 1)
    )


def _drafts_of(entry: EntryView) -> Iterator[str]:
    spec = KINDS[entry.kind].by_name.get(DRAFT_TEXT) if entry.kind in KINDS else None
    if spec is not None and spec.type is FieldType.MATERIAL:
        yield from (one.material for one in entry.fields if one.name == DRAFT_TEXT and one.material)


@router.get("/cases/{case}/drafts")
def drafts_page(
    request: Request, case: SeenCase, desk: Desk, parts: Parts, looking: Looking, today: Today, old: str = "", new: str = ""
) -> Response:
    """Without a choice: the last two versions."""
    view = matter(parts, looking, today, case)
    found = versions(view)
    before, after = _chosen(found, old, new)
    told, why = _compared(parts, view, before, after) if before and after else (None, "")
    return case_page(
        request, "case/drafts.html", desk, view, "/drafts", versions=found, before=before, after=after, told=told, why=why,
        between=_between(view, before, after) if before and after else (),
    )  # fmt: skip


def _chosen(found: tuple[Version, ...], old: str, new: str) -> tuple[Version | None, Version | None]:
    by_number = {str(one.number): one for one in found}
    if not old and not new:
        return (found[-2], found[-1]) if len(found) > 1 else (None, None)
    if old not in by_number or new not in by_number:
        raise NotFound("没有这一稿，请从稿次中重新选择。")
    return by_number[old], by_number[new]


def _compared(parts: Services, case: CaseView, before: Version, after: Version) -> tuple[Comparison | None, str]:
    """The comparison, or why there is none."""
    files = {one.digest: one for one in case.materials}
    try:
        texts = [_text(parts, files[one.digest]) for one in (before, after)]
    except DomainError as refused:
        return None, f"这两稿不能逐字比较：{next(iter(getattr(refused, 'fields', {}).values()), refused.message)}"
    return _told(*texts), ""


@lru_cache(maxsize=64)
def _told(before: str, after: str) -> Comparison:
    return compare(before, after)


def _text(parts: Services, file: MaterialView) -> str:
    if file.size > READ_LIMIT:
        raise NotFound(f"《{file.name}》超过{READ_LIMIT // MIB}MB，请下载后比较。")
    if file.media_type.startswith("text/plain"):
        return parts.archive.read(file.digest).decode("utf-8", "replace")
    return text_of(parts.archive.read(file.digest), file.media_type)


def _between(case: CaseView, before: Version, after: Version) -> tuple[EntryView, ...]:
    """What came on file after the one and up to the other: the opinions and reports that the changes go back to."""
    first, last = sorted((before.entry.recorded_at, after.entry.recorded_at))
    return tuple(one for one in case.entries if first < one.recorded_at < last and one.id not in (before.entry.id, after.entry.id))
