"""A matter is packed whole, sealed once, and can be checked by anybody."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from minio.error import S3Error

from states.casework.ports import Sealed
from states.errors import NotFound, StepUnavailable
from storage.archive import FolderArchive
from storage.bag import check_bag
from storage.package_texts import SCRIPT
from storage.sealing import seal_matter
from storage.verify import verify
from tests.lives import CASE, Town, settle_town
from tests.offices import Office
from tests.servers.s3 import S3Server, archive_on

SEALS = "SELECT fields FROM entry WHERE kind = 'dossier_seal' ORDER BY seq"
JUDGED = "SELECT body FROM event WHERE kind = 'step' AND act <> 'seal_dossier'"


@pytest.fixture
def town(office: Office, tmp_path: Path) -> Town:
    found = settle_town(office, tmp_path)
    found.until("published")
    return found


def seals(town: Town) -> list[dict[str, Any]]:
    return [json.loads(row[0]) for row in town.rows(SEALS)]


def unpacked(town: Town, key: str, folder: Path) -> Path:
    """The package as a stranger gets it: a zip, unpacked."""
    place = folder / "received.zip"
    with town.services.archive.open_sealed(key) as package, place.open("wb") as copy:
        shutil.copyfileobj(package, copy)
    assert check_bag(place) == []
    with zipfile.ZipFile(place) as container:
        container.extractall(folder / "unpacked")
    (found,) = (folder / "unpacked").iterdir()
    return found


def run_note(folder: Path) -> subprocess.CompletedProcess[str]:
    """Do what 核验说明.txt says, with a Python that knows nothing of this product."""
    note = (folder / "data" / "核验说明.txt").read_text(encoding="utf-8")
    script = "\n".join(line.removeprefix("    ") for line in note.splitlines())
    assert SCRIPT in script
    return subprocess.run([sys.executable, "-I", "-c", SCRIPT], cwd=folder, capture_output=True, text=True, check=False)


def test_a_published_matter_is_sealed_and_says_so(town: Town) -> None:
    sealing = town.seal()
    (seal,) = seals(town)
    assert sealing.sealed is not None and seal["digest"] == sealing.sealed.digest
    assert (seal["part"], seal["package"]) == ("决策程序", "决〔2025〕1号/卷宗-1.zip")
    events = town.rows("SELECT seq FROM event WHERE act = 'seal_dossier'")
    assert seal["events"] == events[0][0] - 1
    assert seal["locked"] is False  # a folder cannot lock, and nobody claims that it did
    assert verify(town.services.database).ok


def test_on_object_storage_the_package_is_locked(office: Office, tmp_path: Path, s3_server: S3Server) -> None:
    bucket = "sealing-" + ("lite" if office.database.sqlite else "full")
    town = settle_town(office, tmp_path, archive=archive_on(s3_server, bucket))
    town.until("published")
    sealing = town.seal()
    (seal,) = seals(town)
    assert seal["locked"] is True and sealing.sealed is not None and sealing.sealed.locked
    with pytest.raises(S3Error, match="AccessDenied"):
        s3_server.client().remove_object(bucket, f"sealed/{seal['package']}", version_id=sealing.sealed.version_id)


def test_anybody_can_check_the_package(town: Town, tmp_path: Path) -> None:
    town.seal()
    folder = unpacked(town, seals(town)[0]["package"], tmp_path)
    checked = run_note(folder)
    assert checked.stdout.startswith("OK"), checked.stderr
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--quiet", "-c", manifest], cwd=folder, check=True)


@pytest.mark.parametrize(
    ("name", "true", "false"),
    [
        ("events.jsonl", "决定：通过", "决定：不通过"),
        ("entries.json", "研究论证充分，同意启动。", "研究论证充分，不同意启动。"),
        ("opinions.jsonl", '"text":"', '"text":"不'),
        ("dossier.json", '"events": ', '"events": 1'),
    ],
)
def test_the_note_finds_what_was_altered(town: Town, tmp_path: Path, name: str, true: str, false: str) -> None:
    town.seal()
    folder = unpacked(town, seals(town)[0]["package"], tmp_path)
    place = folder / "data" / name
    before = place.read_text(encoding="utf-8")
    assert true in before
    place.chmod(0o644)
    place.write_text(before.replace(true, false), encoding="utf-8")
    assert "AssertionError" in run_note(folder).stderr


def test_everything_of_the_matter_lies_in_it(town: Town, tmp_path: Path) -> None:
    town.seal()
    data = unpacked(town, seals(town)[0]["package"], tmp_path) / "data"
    entries = {one["id"]: one for one in json.loads((data / "entries.json").read_text(encoding="utf-8"))}
    recorded = town.rows("SELECT id, digest FROM entry WHERE kind <> 'dossier_seal'")
    assert {id: one["digest"] for id, one in entries.items()} == dict(recorded)
    opinions = [json.loads(line) for line in (data / "opinions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(one["text"] for one in opinions) == sorted(row[0] for row in town.rows("SELECT text FROM opinion"))
    for digest, name in town.rows("SELECT digest, name FROM material"):
        assert (data / "materials" / f"{digest.removeprefix('sha256:')}-{name}").read_bytes() == town.services.archive.read(digest)
    cited = {rule for one in town.rows(JUDGED) for rule in _rules(one[0])}
    law = json.loads((data / "law.json").read_text(encoding="utf-8"))
    assert cited - {one["id"] for one in law["rules"]} == _not_applicable(town)
    assert {"D-PUB-06", "D-LEG-07"} <= {one["id"] for one in law["rules"] if one["periods"]}


def _rules(body: str) -> list[str]:
    return [one["rule"] for one in json.loads(body)["findings"]]


def _not_applicable(town: Town) -> set[str]:
    """Rules that no text makes hold here: they were judged and found not to apply in every single step."""
    held: dict[str, set[str]] = {}
    for (body,) in town.rows(JUDGED):
        for one in json.loads(body)["findings"]:
            held.setdefault(one["rule"], set()).add(one["reason"])
    return {rule for rule, reasons in held.items() if reasons == {"本事项适用的法律依据中没有这一要求。"}}


def test_the_table_of_contents_names_each_step_and_its_articles(town: Town, tmp_path: Path) -> None:
    town.seal()
    table = (unpacked(town, seals(town)[0]["package"], tmp_path) / "data" / "目录.txt").read_text(encoding="utf-8")
    lines = {line.split("\t")[2]: line for line in table.splitlines() if line.count("\t") == 4}
    assert "《重大行政决策程序暂行条例》第三十条" in lines["决定：通过"]
    assert "行政首长甲" in lines["决定：通过"]
    for (body,) in town.rows(JUDGED):
        assert json.loads(body)["label"] in lines


def test_sealing_again_changes_nothing_until_something_is_new(town: Town) -> None:
    town.seal()
    before = town.rows("SELECT * FROM event")
    assert town.seal().sealed is None
    assert town.rows("SELECT * FROM event") == before
    town.until("reports")
    town.seal()
    town.until("closed")
    town.seal()
    assert [one["part"] for one in seals(town)] == ["决策程序", "执行与评估补充-1", "办结"]


def test_a_matter_that_lacks_papers_is_not_sealed(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("published")
    withdraw_the_reply(town)
    sealing = town.seal()
    assert [one.rule for one in sealing.obstacles] == ["D-ARC-01"] and "缺少" in sealing.obstacles[0].reason
    assert seals(town) == [] and packages(tmp_path) == []
    assert town.rows("SELECT 1 FROM event WHERE kind = 'refused'") == []


def withdraw_the_reply(town: Town) -> None:
    """As if the Party committee's reply had never been filed: by hand in the database, which the guards forbid."""
    database = town.services.database
    guard = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'" if database.sqlite else ""
    with database.writing() as connection:
        for name, table in connection.exec_driver_sql(guard).all() if guard else []:
            connection.exec_driver_sql(f"DROP TRIGGER {name}") if table == "entry" else None
        if not database.sqlite:
            connection.exec_driver_sql("ALTER TABLE entry DISABLE TRIGGER ALL")
        connection.exec_driver_sql("DELETE FROM entry WHERE kind = 'party_report'")


def test_a_matter_that_is_not_out_yet_cannot_be_sealed(office: Office, tmp_path: Path) -> None:
    town = settle_town(office, tmp_path)
    town.until("tabled")
    with pytest.raises(StepUnavailable):
        town.seal()
    assert packages(tmp_path) == [] and town.rows("SELECT 1 FROM event WHERE kind = 'refused'") == []


def test_a_lost_material_keeps_the_matter_from_being_sealed(town: Town, tmp_path: Path) -> None:
    digest = town.rows("SELECT digest FROM material")[0][0].removeprefix("sha256:")
    (tmp_path / "archive" / "content" / "sha256" / digest[:2] / digest[2:4] / digest).unlink()
    with pytest.raises(NotFound):
        town.seal()
    assert seals(town) == []


@dataclass
class DyingArchive:
    """Keeps a package and dies before it can say so, once."""

    inner: FolderArchive
    locks: bool = False
    alive: bool = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def seal(self, key: str, package: BinaryIO, **more: Any) -> Sealed:
        sealed = self.inner.seal(key, package, **more)
        if not self.alive:
            self.alive = True
            raise KeyboardInterrupt
        return sealed


def crash_while_sealing(town: Town) -> DyingArchive:
    assert isinstance(town.services.archive, FolderArchive)
    dying = DyingArchive(town.services.archive)
    one = town.services
    town.clock.to(town.life.later(1))
    with pytest.raises(KeyboardInterrupt):
        seal_matter(one.database, dying, one.casework, CASE, one.clock, 3650)  # type: ignore[arg-type]
    return dying


def packages(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.glob("archive/sealed/**/*.zip"))


def test_a_crash_between_sealing_and_recording_makes_no_double(town: Town, tmp_path: Path) -> None:
    crash_while_sealing(town)
    assert (packages(tmp_path), seals(town)) == (["卷宗-1.zip"], [])
    town.seal()
    assert packages(tmp_path) == ["卷宗-1.zip"] and len(seals(town)) == 1


def test_after_a_crash_a_matter_that_went_on_is_packed_anew(town: Town, tmp_path: Path) -> None:
    crash_while_sealing(town)
    town.until("executing")
    town.seal()
    (seal,) = seals(town)
    assert seal["package"].endswith("卷宗-2.zip") and packages(tmp_path) == ["卷宗-1.zip", "卷宗-2.zip"]


def test_the_same_matter_packs_to_the_same_bytes(town: Town, tmp_path: Path) -> None:
    crash_while_sealing(town)
    first = (tmp_path / "archive" / "sealed" / "决〔2025〕1号" / "卷宗-1.zip").read_bytes()
    one = town.services
    town.clock.to(town.life.later(30))
    other = FolderArchive(tmp_path / "elsewhere")
    for (digest,) in town.rows("SELECT digest FROM material"):
        other.put(BytesIO(one.archive.read(digest)), max_bytes=1 << 20)
    seal_matter(one.database, other, one.casework, CASE, one.clock, 3650)
    with other.open_sealed("决〔2025〕1号/卷宗-1.zip") as again:
        assert again.read() == first


def test_no_such_matter(town: Town) -> None:
    one = town.services
    with pytest.raises(NotFound):
        seal_matter(one.database, one.archive, one.casework, "nowhere", one.clock, 3650)
