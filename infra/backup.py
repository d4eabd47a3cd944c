"""python -m infra backup DIR and restore DIR: everything an installation cannot do without, and back again.

The database first, the archive after it: content is put into the archive before the database speaks of it, so that
whatever the copy of the database names lies in the copy of the archive. Works while people are at work.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from infra.settings import Settings
from storage.database import Database
from storage.migrate import migrate
from storage.verify import Verdict, verify

LITE, DUMP, ARCHIVE, KEPT, MANIFEST = "yifa.db", "yifa.dump", "archive", "kept", "manifest.json"
ROLE = """DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'yifa_app') THEN CREATE ROLE yifa_app NOLOGIN; END IF; END $$"""
LEFT_OUT = ("launch.lock",)


class BackupRefused(Exception):
    """Why nothing was written; Chinese."""


def main(given: Namespace) -> int:
    """0 when done, 2 with a Chinese sentence when refused."""
    settings, folder = Settings.load(), Path(given.folder).expanduser().absolute()
    try:
        print(backup(settings, folder) if given.verb == "backup" else restore(settings, folder))
    except BackupRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except OSError as fault:
        print(f"不能读写：{fault.filename or folder}（{fault.strerror}）。", file=sys.stderr)
        return 2
    return 0


def backup(settings: Settings, folder: Path) -> str:
    """Write a whole copy into a new folder, which nobody but its owner may read, and check it."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(f"{folder}已有内容。请为每次备份另设一个新的目录，旧的备份不会被覆盖。")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    if settings.database.startswith("sqlite"):
        _copy_lite(_lite_file(settings), folder / LITE)
        _ensure_sound(_checked(f"sqlite:///{folder / LITE}"))
    else:
        _run(settings, "pg_dump", "--format=custom", f"--file={folder / DUMP}")
    if settings.archive == "folder" and settings.archive_dir.exists():
        shutil.copytree(settings.archive_dir, folder / ARCHIVE)
    for file in _kept(settings):
        (folder / KEPT).mkdir(exist_ok=True, mode=0o700)
        shutil.copy2(file, folder / KEPT / file.name)
    found = {str(file.relative_to(folder)): _digest(file) for file in _files(folder)}
    manifest = {"made_at": datetime.now(UTC).isoformat(), "files": found, "archive": settings.archive}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    elsewhere = "" if settings.archive == "folder" else "档案在对象存储中，不在此备份内，请按对象存储的办法复制。"
    return f"已备份到{folder}：数据库和{len(found)}个文件，逐一记有摘要值。{elsewhere}请另存一份到其他机器，并定期试行恢复。"


def restore(settings: Settings, folder: Path) -> str:
    """Put a backup in the place of nothing: an installation with data is refused. Ends with the verification of all chains."""
    manifest = _manifest(folder)
    lite = settings.database.startswith("sqlite")
    if not (folder / (LITE if lite else DUMP)).exists():
        raise BackupRefused(f"{folder}中没有{'SQLite' if lite else 'PostgreSQL'}数据库的备份，请核对YIFA_DATABASE_URL。")
    _ensure_empty(settings, lite, manifest)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if manifest["archive"] == "folder" and (folder / ARCHIVE).exists():
        shutil.copytree(folder / ARCHIVE, settings.archive_dir, dirs_exist_ok=True)
    for file in sorted((folder / KEPT).glob("*")):
        shutil.copy2(file, settings.data_dir / file.name)
    if lite:
        _copy_lite(folder / LITE, _lite_file(settings))
    else:
        _create_role(settings)
        _run(settings, "pg_restore", "--exit-on-error", "--no-owner", f"--dbname={_plain_url(settings)}", str(folder / DUMP), named=False)
    database = Database(settings.database)
    try:
        migrate(database)
        with database.writing() as connection:  # who was signed in when the copy was made is not any more
            connection.exec_driver_sql("DELETE FROM login_session")
        found = _ensure_sound(verify(database))
    finally:
        database.close()
    return f"已恢复并核验通过：{found.cases}个事项、{found.events}个事件，逐一相符。登录的人员需要重新登录。"


def _ensure_empty(settings: Settings, lite: bool, manifest: dict[str, Any]) -> None:
    taken = (lite and _lite_file(settings).exists()) or (not lite and _tables(settings))
    if taken or (manifest["archive"] == "folder" and settings.archive_dir.exists() and any(settings.archive_dir.iterdir())):
        raise BackupRefused("当前的数据库或者档案目录已有数据，没有恢复。请先停止全部服务，把现有数据移到别处，或者另设YIFA_DATA_DIR、YIFA_DATABASE_URL。")


def _manifest(folder: Path) -> dict[str, Any]:
    """What the backup says of itself; every file must still be as it was written."""
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = dict(found["files"])
        found["archive"]
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupRefused(f"{folder}不是完整的备份：没有清单，或者清单不能读取。") from None
    there = {str(file.relative_to(folder)) for file in _files(folder)}
    wrong = sorted(there ^ set(files)) or [name for name, digest in files.items() if _digest(folder / name) != digest]
    if wrong:
        raise BackupRefused(f"备份不完整或者被改动过，没有恢复：{'、'.join(wrong[:5])}。请换用另一份备份。")
    return found


def _copy_lite(source: Path, target: Path) -> None:
    """SQLite's own online copy: whole, though others write meanwhile."""
    if not source.exists():
        raise BackupRefused(f"没有数据库文件{source}，请先建立（python -m infra migrate）。")
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as from_, closing(sqlite3.connect(target)) as to:
        from_.backup(to)
        to.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        if to.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupRefused("数据库文件已损坏，不能备份。请使用上一份备份恢复。")


def _checked(url: str) -> Verdict:
    database = Database(url)
    try:
        return verify(database)
    finally:
        database.close()
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")


def _ensure_sound(found: Verdict) -> Verdict:
    if found.first_bad is not None:
        raise BackupRefused(f"核验不通过：{found.first_bad.why}请用 python -m infra verify 查明。")
    return found


def _kept(settings: Settings) -> Iterator[Path]:
    """Secrets and the clock of the data folder: without them sealed identities could not be opened again."""
    database = _lite_file(settings).name if settings.database.startswith("sqlite") else ""
    for file in sorted(settings.data_dir.glob("*")):
        if file.is_file() and file.name not in LEFT_OUT and not (database and file.name.startswith(database)):
            yield file


def _lite_file(settings: Settings) -> Path:
    return Path(settings.database.removeprefix("sqlite:///"))


def _files(folder: Path) -> Iterator[Path]:
    yield from (file for file in sorted(folder.rglob("*")) if file.is_file() and file != folder / MANIFEST)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _plain_url(settings: Settings) -> str:
    """The address for PostgreSQL's own programs, without the password, which others could see among the running programs."""
    return make_url(settings.database).set(drivername="postgresql", password=None).render_as_string(hide_password=False)


def _run(settings: Settings, program: str, *arguments: str, named: bool = True) -> None:
    if shutil.which(program) is None:
        raise BackupRefused(f"本机没有{program}，请安装PostgreSQL的客户端程序（postgresql-client），版本不低于服务器。")
    password = make_url(settings.database).password
    environment = os.environ | ({"PGPASSWORD": str(password)} if password else {})
    command = [program, *arguments, *([f"--dbname={_plain_url(settings)}"] if named else [])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupRefused(f"{program}没有成功：{done.stderr.strip()[-500:]}")


def _tables(settings: Settings) -> bool:
    database = Database(settings.database)
    try:
        with database.reading() as connection:
            return bool(connection.exec_driver_sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").scalar_one())
    finally:
        database.close()


def _create_role(settings: Settings) -> None:
    database = Database(settings.database)
    try:
        with database.writing() as connection:
            connection.exec_driver_sql(ROLE)
    finally:
        database.close()
