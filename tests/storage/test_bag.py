"""A bag that others can open and check: deterministic, complete, and honest about every fault."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from states.errors import ArchiveUnavailable, InvalidEntry
from storage.archive import FolderArchive
from storage.bag import check_bag, write_bag
from storage.names import safe_name
from tests.storage.bags import FOLDER, INFO, MATERIALS, METADATA, bagged, opened


def test_the_reference_implementation_finds_the_bag_valid(unpacked: Path) -> None:
    assert unpacked.name == FOLDER
    bag = bagit.Bag(str(unpacked))
    bag.validate()
    assert bag.tags["BagIt-Version"] == "1.0"
    assert set(bag.payload_files()) == {f"data/{path}" for path in MATERIALS}
    assert bag.info["External-Description"] == "第一行 第二行"
    assert {path: (unpacked / "data" / path).read_bytes() for path in MATERIALS} == MATERIALS
    assert {path: (unpacked / path).read_bytes() for path in METADATA} == METADATA


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_an_ordinary_tool_checks_the_unpacked_bag(unpacked: Path, manifest: str) -> None:
    check = ["sha256sum", "--check", "--strict", "--quiet", manifest]
    assert subprocess.run(check, cwd=unpacked, check=False).returncode == 0


def test_a_whole_bag_has_no_problems_packed_or_unpacked(package: Path, unpacked: Path) -> None:
    assert check_bag(package) == []
    assert check_bag(unpacked) == []


def test_the_manifest_tells_what_was_written(tmp_path: Path) -> None:
    manifest = bagged(tmp_path / "a.zip")
    written = (tmp_path / "a.zip").read_bytes()
    assert manifest.digest == f"sha256:{hashlib.sha256(written).hexdigest()}"
    assert manifest.size == len(written)
    assert manifest.oxum == f"{sum(map(len, MATERIALS.values()))}.4"
    assert [entry.path for entry in manifest.payload] == sorted(f"data/{path}" for path in MATERIALS)
    assert {entry.path for entry in manifest.tags} == {
        *METADATA, "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt",
    }  # fmt: skip


def test_the_same_input_gives_the_same_bytes_wherever_it_goes(tmp_path: Path) -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

    first, memory, pipe = tmp_path / "a.zip", BytesIO(), Pipe()
    memory.write(b"")
    backwards = dict(reversed(MATERIALS.items()))
    manifests = {bagged(first), bagged(memory, backwards), bagged(pipe)}
    assert len(manifests) == 1
    assert first.read_bytes() == memory.getvalue() == pipe.getvalue()


def test_every_part_is_plain_stored_and_without_a_clock(package: Path) -> None:
    with zipfile.ZipFile(package) as container:
        for part in container.infolist():
            assert part.compress_type == zipfile.ZIP_STORED
            assert part.date_time == (1980, 1, 1, 0, 0, 0)
            assert not part.extra and part.flag_bits & ~0x800 == 0
            assert stat.S_IMODE(part.external_attr >> 16) == 0o444


def test_materials_come_straight_from_the_archive_and_in_pieces(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path / "archive")
    size = 40 << 20
    stored = archive.put(BytesIO(os.urandom(size)), max_bytes=size)
    payload = [(f"{n}.bin", lambda: archive.open(stored.digest)) for n in range(2)]
    tracemalloc.start()
    try:
        write_bag(tmp_path / "large.zip", payload=payload, info=INFO, metadata={})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 << 20
    assert check_bag(tmp_path / "large.zip") == []


def test_a_damaged_material_stops_the_bag_and_leaves_the_target_alone(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path / "archive")
    digest = archive.put(BytesIO(b"material"), max_bytes=100).digest
    (place,) = (tmp_path / "archive").rglob(digest.removeprefix("sha256:"))
    place.chmod(0o644)
    place.write_bytes(b"MATERIAL")
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "a.zip"
    target.write_bytes(b"before")
    memory = BytesIO()
    for to in (target, memory):
        with pytest.raises(ArchiveUnavailable):
            write_bag(to, payload=[("a", lambda: archive.open(digest))], info=INFO, metadata={})
    assert target.read_bytes() == b"before"
    assert memory.getvalue() == b""
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize(
    "paths",
    [
        [], ["/a"], ["../a"], ["a//b"], ["a/"], [""], ["a\\b"], ["C:a"], ["a\nb"], ["con.txt"],
        ["a%0Ab"], ["a."], ["a", "a"], ["报告.PDF", "报告.pdf"], ["a", "a/b"], ["A/c", "a"], ["a\u202eb"],
        ["e\u0301"], ["长" * 90],
    ],
)  # fmt: skip
def test_paths_that_could_not_be_unpacked_everywhere_are_refused(paths: list[str]) -> None:
    target = BytesIO()
    with pytest.raises(InvalidEntry):
        write_bag(target, payload=[(path, BytesIO) for path in paths], info=INFO, metadata={})
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    "name", ["bagit.txt", "BAG-INFO.txt", "manifest-sha256.txt", "data", "data/a", "DATA/a", "../a"]
)
def test_metadata_cannot_take_the_place_of_the_bags_own_files(name: str) -> None:
    with pytest.raises(InvalidEntry):
        write_bag(BytesIO(), payload=opened(MATERIALS), info=INFO, metadata={name: b""})


def test_information_cannot_forge_further_lines(tmp_path: Path) -> None:
    with pytest.raises(InvalidEntry):
        write_bag(BytesIO(), payload=opened(MATERIALS), info={"A: b\nC": "d"}, metadata={})
    forged = {"Note": "x\nPayload-Oxum: 0.0", "Payload-Oxum": "0.0", "External-Identifier": "甲/../乙"}
    write_bag(tmp_path / "a.zip", payload=opened(MATERIALS), info=forged, metadata={})
    assert check_bag(tmp_path / "a.zip") == []
    with zipfile.ZipFile(tmp_path / "a.zip") as container:
        assert container.namelist()[0].startswith("甲-..-乙/")


PATHS = st.lists(st.text(min_size=1, max_size=12).map(safe_name).filter(bool), min_size=1, max_size=3).map(
    "/".join
)


@given(materials=st.dictionaries(PATHS, st.binary(max_size=50), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_whatever_names_are_taken_can_be_unpacked_and_validated(
    tmp_path_factory: pytest.TempPathFactory, materials: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("bag")
    try:
        write_bag(folder / "a.zip", payload=opened(materials), info=INFO, metadata={})
    except InvalidEntry:
        return
    assert check_bag(folder / "a.zip") == []
    with zipfile.ZipFile(folder / "a.zip") as container:
        container.extractall(folder)
    bagit.Bag(str(folder / FOLDER)).validate()
