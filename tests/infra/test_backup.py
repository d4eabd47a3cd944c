"""Backed up, destroyed, restored, verified: on both databases, from the command line."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from infra.backup import DUMP, LITE, MANIFEST, BackupRefused, backup, restore
from infra.settings import Settings
from infra.wiring import build
from storage.database import Database
from storage.migrate import migrate
from storage.verify import verify
from tests.clocks import HandClock
from tests.conftest import _run
from tests.offices import PASSWORD, open_office
from tests.storage.stepping import dump

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class House:
    """An installation with matters, a paper in the archive, and a secret."""

    settings: Settings
    server: str = ""

    @property
    def database(self) -> Database:
        return Database(self.settings.database)

    def destroy(self) -> None:
        shutil.rmtree(self.settings.data_dir)
        if self.server:
            _run(self.server, "DROP DATABASE backed WITH (FORCE)", "CREATE DATABASE backed")

    def contents(self) -> dict[str, object]:
        database = self.database
        try:
            return dict(dump(database, "login_session"))
        finally:
            database.close()

    def archived(self) -> dict[str, bytes]:
        folder = self.settings.archive_dir
        return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def filled(settings: Settings, server: str = "") -> House:
    settings.data_dir.mkdir(parents=True)
    database = Database(settings.database)
    migrate(database)
    office = open_office(database, HandClock())
    office.open("m1")
    assert office.people.sign_in("sponsor", PASSWORD, office.clock.now())
    build(settings).archive.put(io.BytesIO("草案正文".encode()), max_bytes=1000)
    settings.session_key()
    database.close()
    return House(settings, server)


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    if request.param == "sqlite":
        yield filled(Settings(data_dir=tmp_path / "data"))
        return
    server = request.getfixturevalue("postgres_server")
    _run(server, "CREATE DATABASE backed")
    yield filled(Settings(data_dir=tmp_path / "data", database_url=f"{server.rsplit('/', 1)[0]}/backed"), server)
    _run(server, "DROP DATABASE backed WITH (FORCE)")


def test_what_was_destroyed_is_there_again_and_verified(house: House, tmp_path: Path) -> None:
    before, papers, secret = house.contents(), house.archived(), house.settings.session_key()
    assert papers
    told = backup(house.settings, tmp_path / "copy")
    assert "逐一记有摘要值" in told and (tmp_path / "copy").stat().st_mode & 0o077 == 0
    house.destroy()
    assert not house.settings.data_dir.exists()
    assert "核验通过：1个事项" in restore(house.settings, tmp_path / "copy")
    assert (house.contents(), house.archived(), house.settings.session_key()) == (before, papers, secret)
    database = house.database
    assert verify(database).ok and not dump(database)["login_session"], "nobody is signed in from before"
    with pytest.raises(Exception, match="append-only"), database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM event")
    database.close()


def test_data_that_is_there_is_not_written_over(house: House, tmp_path: Path) -> None:
    backup(house.settings, tmp_path / "copy")
    before = house.contents()
    with pytest.raises(BackupRefused, match="已有数据，没有恢复"):
        restore(house.settings, tmp_path / "copy")
    with pytest.raises(BackupRefused, match="旧的备份不会被覆盖"):
        backup(house.settings, tmp_path / "copy")
    assert house.contents() == before


@pytest.mark.parametrize("damage", ["changed", "missing", "added", "list"])
def test_a_damaged_copy_restores_nothing(house: House, tmp_path: Path, damage: str) -> None:
    copy = tmp_path / "copy"
    backup(house.settings, copy)
    file = copy / (DUMP if house.server else LITE)
    match damage:
        case "changed":
            content = bytearray(file.read_bytes())
            content[len(content) // 2] ^= 1
            file.write_bytes(content)
        case "missing":
            file.unlink()
        case "added":
            (copy / "kept" / "more").write_text("x")
        case _:
            (copy / MANIFEST).write_text(json.dumps({"files": []}))
    house.destroy()
    with pytest.raises(BackupRefused, match=r"没有恢复|不是完整的备份"):
        restore(house.settings, copy)
    assert not house.settings.archive_dir.exists()


def test_the_verbs_of_the_command_line(tmp_path: Path) -> None:
    house = filled(Settings(data_dir=tmp_path / "data"))

    def infra(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"YIFA_DATA_DIR": str(house.settings.data_dir), "PATH": "/usr/bin:/bin"}
        return subprocess.run([sys.executable, "-m", "infra", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert infra("backup", str(tmp_path / "copy")).returncode == 0
    refused = infra("restore", str(tmp_path / "copy"))
    assert refused.returncode == 2 and "没有恢复" in refused.stderr
    house.destroy()
    done = infra("restore", str(tmp_path / "copy"))
    assert done.returncode == 0 and "核验通过" in done.stdout
    assert infra("verify").returncode == 0
    assert infra("backup", "/proc/nowhere").returncode == 2
    founded = infra("found", "--name", "某县人民政府", "--system", "xt=系统乙", "--security", "aq=安全乙", "--audit", "sj=审计乙")
    assert founded.returncode == 0 and founded.stdout.count("初始密码 ") == 3
    same = infra("found", "--name", "某乡人民政府", "--system", "a1=甲", "--security", "A1=乙", "--audit", "a3=丙")
    assert same.returncode == 2 and "不同的人员" in same.stderr
    again = infra("found", "--name", "某县人民政府", "--system", "b1=甲", "--security", "b2=乙", "--audit", "b3=丙")
    assert again.returncode == 2 and "已经设立" in again.stderr
    renewed = infra("password", "aq")
    assert renewed.returncode == 0 and "安全乙" in renewed.stdout
    assert infra("password", "nobody").returncode == 2 and infra("verify").returncode == 0
