"""公开的材料: a file of a decision goes out unless it can be read and holds a number that names a person (政府信息公开条例 art. 15).

Drafts and decisions are scans often enough; what no program can read was reviewed by people before release (art. 17).
"""

from __future__ import annotations

from functools import lru_cache

from fastapi import Response

from api.handing_out import attachment
from infra.wiring import Services
from states.casework.ports import Archive
from states.errors import NotFound
from storage.published_files import LIMIT, personal_numbers
from storage.queries.models import MaterialView

WITHHELD = "这份材料含有不得公开的个人信息，暂停提供，公布机关屏蔽后重新公布。"


def released(parts: Services, found: MaterialView) -> Response:
    """The file; NotFound where it holds numbers of persons."""
    if numbers_of(parts, found):
        raise NotFound(WITHHELD)
    return attachment(parts, found)


def numbers_of(parts: Services, found: MaterialView) -> tuple[str, ...] | None:
    """What the file holds; None where it cannot be read."""
    return None if found.size > LIMIT else _numbers(parts.archive, found.digest, found.media_type)


@lru_cache(maxsize=1000)  # a digest always names the same bytes
def _numbers(archive: Archive, digest: str, media_type: str) -> tuple[str, ...] | None:
    return personal_numbers(archive.open(digest).read(), media_type)
