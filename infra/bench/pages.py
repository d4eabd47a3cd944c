"""What the pages cost at ten thousand matters: server time (median of many) and size, for every line of each role's menu.

The matters are the demo's own, copied; the pages are asked for in the process, so that no network is measured.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from fastapi.testclient import TestClient

from api.app import create_app
from api.pages.menu import ITEMS
from infra.bench import copies
from infra.demo import seed
from infra.demo.people import PASSWORD
from infra.private_postgres import private_postgres
from infra.settings import Settings
from infra.wiring import Services, build
from storage.migrate import migrate

MATTERS = 10_000
TIMES = 9  # of which the median counts
MOST_MS, MOST_KB = 400, 300
TABLES = (*copies.COPIED, "event", "escalation")
PEOPLE = ("juece", "jiaotong", "shencha", "jiandu", "dangan", "zhifa", "juzhang", "fashen", "zhifajiandu")
OF_A_MATTER = ("", "/dossier", "/drafts", "/deadlines", "/timeline", "/plan", "/diagram", "/opinions")
DECISION, PENALTY = "m05", "e03"
MORE = {
    "juece": (*(f"/cases/{DECISION}-7{tab}" for tab in OF_A_MATTER), "/search?q=道路", "/worklist?filter=all&q=规划"),
    "zhifa": tuple(f"/cases/{PENALTY}-7{tab}" for tab in ("", "/dossier", "/papers", "/deadlines", "/timeline", "/diagram")),
    "jiandu": ("/supervision/deadlines", "/supervision/wall"),
}
PUBLIC = ("/portal", "/portal/enforcement")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as one person gets it: milliseconds of server time, kilobytes of HTML."""

    who: str
    path: str
    status: int
    ms: float
    kb: float

    @property
    def fits(self) -> bool:
        return self.status == 200 and self.ms <= MOST_MS and self.kb <= MOST_KB


def main() -> int:
    """Print the slowest pages and the largest; 1 when a page fails, is too slow or too large."""
    with private_postgres() as server, tempfile.TemporaryDirectory() as folder:
        services = _installation(server, Path(folder))
        seen = sorted(_all(services), key=lambda one: -one.ms)
        services.database.close()
    print(f"{MATTERS} 件事项，{len(seen)} 个页面，每页取 {TIMES} 次的中位数；上限 {MOST_MS} 毫秒、{MOST_KB} KB")
    print("账号 | 页面 | 状态 | 毫秒 | KB")
    for one in [*seen[:15], *(one for one in seen[15:] if not one.fits)]:
        print(f"{one.who or '公众'} | {one.path} | {one.status} | {one.ms:.0f} | {one.kb:.0f}")
    print(f"最大页面 {max(one.kb for one in seen):.0f} KB，全部页面中位 {median(one.ms for one in seen):.0f} 毫秒")
    return 0 if all(one.fits for one in seen) else 1


def _installation(server: str, folder: Path) -> Services:
    settings = Settings(data_dir=folder, database_url=server)
    services = build(settings)
    migrate(services.database)
    seed(settings)
    with services.database.reading() as connection:
        models = [row[0] for row in connection.exec_driver_sql("SELECT id FROM case_file ORDER BY id")]
    each = MATTERS // len(models) + 1
    for model in models:
        copies.copy(services.database, model, f"{model}-", 1, each, TABLES)
    copies.settle(services.database)
    return services


def _all(services: Services) -> Iterator[Seen]:
    app = create_app(services)
    for path in PUBLIC:
        yield _seen(TestClient(app), "", path)
    for login in PEOPLE:
        client = TestClient(app)
        token = client.post("/api/session", json={"login": login, "password": PASSWORD}).json()
        desk = services.people.known(token["person"], services.casework.today())
        assert desk is not None
        for path in (*(item.href for item in ITEMS if item.serves(desk)), *MORE.get(login, ())):
            yield _seen(client, login, path)


def _seen(client: TestClient, who: str, path: str) -> Seen:
    spent = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        answer = client.get(path)
        spent.append((time.perf_counter() - begun) * 1000)
    return Seen(who, path, answer.status_code, median(spent), len(answer.content) / 1024)
