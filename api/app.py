"""The web application: routes of programs and of pages, behind the same shield."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import State

from api import refusals
from api.doorbell import Doorbell
from api.limits import Throttles
from api.rest import public_routers, routers
from api.shield import Shield
from infra.wiring import Services

mimetypes.add_type("application/manifest+json", ".webmanifest")
HERE = Path(__file__).parent
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": refusals.Problem, "description": meaning}
    for status, meaning in (
        (401, "未登录"), (403, "无权办理"), (404, "没有或者无权查看"), (409, "不能办理：阶段、法定条件、时间或者版本"),
        (422, "填写有误"), (429, "过于频繁"), (503, "暂时不能使用"),
    )
}  # fmt: skip


def create_app(services: Services) -> FastAPI:
    """The application over these services; pages are there when ``api/pages`` is."""
    app, pages = _assembled(services, routers)
    if pages is not None:
        app.include_router(pages.router)
    return app


def create_portal(services: Services) -> FastAPI:
    """The public's part alone, for an address of its own: no route of a desk is in it, and no sign-in."""
    app, pages = _assembled(services, public_routers)
    if pages is not None:
        app.include_router(pages.public_router)
        app.add_api_route("/", lambda: RedirectResponse("/portal", 303), include_in_schema=False)
    return app


def _assembled(services: Services, given: Iterable[APIRouter]) -> tuple[FastAPI, ModuleType | None]:
    """What both have: the routes for programs, the refusals, the static files; and the pages, where there are any."""
    app = _bare(services)
    for router in given:
        app.include_router(router, prefix="/api", responses=PROBLEMS)
    pages = _pages()
    refusals.install(app, getattr(pages, "refusal_page", None))
    app.mount("/static", StaticFiles(directory=HERE / "static", check_dir=False), name="static")
    return app, pages


def _bare(services: Services) -> FastAPI:
    app = FastAPI(
        title="依法", version="1", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", redirect_slashes=False
    )
    furnish(app, services)
    settings = services.settings
    app.add_middleware(
        Shield, material_limit=settings.material_limit, recording_limit=settings.recording_limit, hsts=settings.cookies_secure
    )
    return app


def furnish(app: FastAPI, services: Services) -> FastAPI:
    """Put the application over these services, with nothing left in it of what it kept before."""
    app.state = State({"services": services, "throttles": Throttles(), "doorbell": Doorbell(services)})
    return app


def _pages() -> ModuleType | None:
    """The pages package gives ``router`` and may give ``refusal_page(request, problem)``."""
    return import_module("api.pages") if (HERE / "pages" / "__init__.py").exists() else None
