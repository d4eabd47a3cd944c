"""全卷打包: everything on file in one download, in the same form in which the archive keeps a sealed file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from api.deps import Parts, SeenCase
from api.pages.posting import SIGNED_IN
from storage.sealing import pack_as_it_stands

router = APIRouter(include_in_schema=False, dependencies=SIGNED_IN)


@router.get("/cases/{case}/package")
def package(case: SeenCase, parts: Parts) -> Response:
    """A bag (BagIt) of the whole matter as it stands: entries, events, materials, opinions, and how to check them."""
    return zipped(lambda place: pack_as_it_stands(parts.database, parts.archive, parts.casework, case, place))


def zipped(make: Callable[[Path], str]) -> Response:
    """Hand out the package that ``make`` writes to the place it is given; ``make`` says what it is called."""
    with tempfile.NamedTemporaryFile(prefix="yifa-package-", suffix=".zip", delete=False) as made:
        place = Path(made.name)
    try:
        name = make(place)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}.zip", "cache-control": "no-store"}
    return FileResponse(place, media_type="application/zip", headers=headers, background=BackgroundTask(place.unlink, missing_ok=True))
