"""A bag that others can open and check: deterministic, complete, and honest about every fault."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from states.errors import ArchiveUnavailable, InvalidEntry
from storage.archive import FolderArchive
from storage.bag import BagManifest, check_bag, write_bag
from storage.names import safe_name

MATERIALS = {
    "02 公开征求意见/公告.pdf": b"%PDF-1.7 notice",
    "01 启动/决策草案（征求意见稿）.docx": b"draft" * 1000,
    "02 公开征求意见/完成率100％.xlsx": b"",
    "09 𠮷.txt": "生僻字".encode(),
}
INFO = {
    "Source-Organization": "某县人民政府办公室",
    "External-Identifier": "〔2026〕12号-正卷",
    "Bagging-Date": "2026-11-22",
    "External-Description": "第一行\n第二行",
}
METADATA = {
    "目录.html": "<!doctype html><title>案卷目录</title>".encode(),
    "events.jsonl": b'{"seq":1}\n',
    "metadata/law.json": b"{}",
}
FOLDER = "〔2026〕12号-正卷"


def opened(materials: Mapping[str, bytes]) -> list[tuple[str, Callable[[], BinaryIO]]]:
    return [(path, lambda content=content: BytesIO(content)) for path, content in materials.items()]


def bagged(target: BinaryIO | Path, materials: Mapping[str, bytes] = MATERIALS) -> BagManifest:
    return write_bag(target, payload=opened(materials), info=INFO, metadata=METADATA)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    bagged(tmp_path / "案卷.zip")
    return tmp_path / "案卷.zip"


@pytest.fixture
def unpacked(package: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(package) as container:
        container.extractall(tmp_path / "unpacked")
    (folder,) = (tmp_path / "unpacked").iterdir()
    return folder


def repacked(package: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """The package with each file changed, left out (None), and more added below its folder."""
    target = package.with_name("repacked.zip")
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            content = change(part.filename.removeprefix(f"{FOLDER}/"), old.read(part))
            if content is not None:
                new.writestr(part.filename, content)
        for name, content in more.items():
            new.writestr(f"{FOLDER}/{name}", content)
    return target


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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("data/02 公开征求意见/公告.pdf", "材料“data/02 公开征求意见/公告.pdf”的内容与登记的摘要不符"),
        ("events.jsonl", "说明文件“events.jsonl”的内容与登记的摘要不符"),
        ("目录.html", "说明文件“目录.html”的内容与登记的摘要不符"),
        ("manifest-sha256.txt", "说明文件“manifest-sha256.txt”的内容与登记的摘要不符"),
        ("bag-info.txt", "说明文件“bag-info.txt”的内容与登记的摘要不符"),
        ("bagit.txt", "版本声明不正确"),
        ("tagmanifest-sha256.txt", "第 7 行格式不正确"),
    ],
)
def test_one_changed_file_is_named(package: Path, name: str, said: str) -> None:
    changed = repacked(package, lambda path, content: content + b"x" if path == name else content)
    assert any(said in problem for problem in check_bag(changed))


def test_every_missing_file_is_named(package: Path, unpacked: Path) -> None:
    for name in [str(file.relative_to(unpacked)) for file in unpacked.rglob("*") if file.is_file()]:
        without = repacked(package, lambda path, content, name=name: None if path == name else content)
        assert any("缺" in problem and f"“{name}”" in problem for problem in check_bag(without)), name


@pytest.mark.parametrize(("name", "kind"), [("data/夹带.pdf", "多出材料"), ("夹带.txt", "多出说明文件")])
def test_a_smuggled_file_is_named(package: Path, name: str, kind: str) -> None:
    stuffed = repacked(package, lambda _, content: content, **{name: b"smuggled"})
    assert any(f"{kind}“{name}”" in problem for problem in check_bag(stuffed))


def test_a_count_that_lies_is_told_with_both_figures(package: Path) -> None:
    def lie(path: str, content: bytes) -> bytes:
        return content.replace(b"Payload-Oxum: 5", b"Payload-Oxum: 9") if path == "bag-info.txt" else content

    assert any(
        "载明 4 件" in problem and "实有 4 件" in problem for problem in check_bag(repacked(package, lie))
    )


def test_unsafe_parts_of_a_foreign_zip_are_told(package: Path) -> None:
    target = repacked(package, lambda _, content: content, **{"../../escape": b"", "a\\b": b""})
    with zipfile.ZipFile(target, "a") as container:
        link = zipfile.ZipInfo(f"{FOLDER}/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        container.writestr(link, "/etc/passwd")
        container.writestr("second folder/file", b"")
    said = "\n".join(check_bag(target))
    assert said.count("不安全的条目") == 3
    assert "只含一个顶层文件夹" in said


def test_a_link_in_an_unpacked_bag_is_told(unpacked: Path) -> None:
    (unpacked / "link").symlink_to("/etc/passwd")
    assert check_bag(unpacked) == ["“link”是指向别处的链接，不是文件本身。"]


def test_what_is_no_bag_at_all_is_said_without_breaking(tmp_path: Path, package: Path) -> None:
    (tmp_path / "text.zip").write_text("not a zip")
    (tmp_path / "empty").mkdir()
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    cut = tmp_path / "cut.zip"
    shutil.copy(package, cut)
    cut.chmod(0o644)
    os.truncate(cut, package.stat().st_size // 2)
    for name in ("absent.zip", "text.zip", "cut.zip", "empty", "empty.zip"):
        problems = check_bag(tmp_path / name)
        assert problems and all(problem.endswith("。") for problem in problems)


@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=150, deadline=None)
def test_a_flipped_bit_is_found_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, at: float, bit: int
) -> None:
    memory = BytesIO()
    bagged(memory)
    raw = bytearray(memory.getvalue())
    raw[int(at * len(raw))] ^= 1 << bit
    target = tmp_path_factory.mktemp("flip") / "a.zip"
    target.write_bytes(bytes(raw))
    if not check_bag(target):
        with zipfile.ZipFile(target) as container:
            contents = {n.split("/", 1)[1]: container.read(n) for n in container.namelist()}
        assert {path: contents[f"data/{path}"] for path in MATERIALS} == MATERIALS
        assert {path: contents[path] for path in METADATA} == METADATA


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
