"""What a field of a person or unit offers while one types; without scripts the exact name is typed."""

from __future__ import annotations

from enum import StrEnum

from fastapi import APIRouter, Request, Response

from api.deps import Desk, Parts
from api.pages.posting import SIGNED_IN
from api.pages.rendering import fragment
from states.dossier.schema import NAME_LIMIT, FieldType
from storage.queries.register import matching

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


class Offered(StrEnum):
    """The two lists there are."""

    PERSON = FieldType.PERSON.value
    OFFICE = FieldType.OFFICE.value


@router.get("/register/{which}")
def offered(request: Request, which: Offered, desk: Desk, parts: Parts) -> Response:
    """The choices for what stands in one field, whatever its name on the page is."""
    typed = next(iter(request.query_params.values()), "")[:NAME_LIMIT]
    return fragment("register.html", found=matching(parts.database, FieldType(which.value), typed))
