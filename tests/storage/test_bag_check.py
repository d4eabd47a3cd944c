"""Every fault of a bag is named, in words, and no fault of a foreign file breaks the check."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.bag import check_bag
from tests.storage.bags import FOLDER, MATERIALS, METADATA, bagged, repacked


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


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_or_a_line_that_comes_twice_is_told(package: Path) -> None:
    def twice(path: str, content: bytes) -> bytes:
        return content * 2 if path == "manifest-sha256.txt" else content

    assert any("第 5 行格式不正确或重复" in problem for problem in check_bag(repacked(package, twice)))
    target = repacked(package, lambda _, content: content, **{"events.jsonl": METADATA["events.jsonl"]})
    assert check_bag(target) == ["档案包内“events.jsonl”重复出现。"]


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
