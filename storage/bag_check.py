"""Is a bag whole? Answered in Chinese, file by file, for a zip or for the folder it was unpacked to.

It proves that the parts fit together. That the whole was not replaced is proved by the digest of the sealing.
"""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

PAYLOAD_MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD = "data/"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")
_OXUM = re.compile(r"^Payload-Oxum: (\d+)\.(\d+)$", re.MULTILINE)
_SMALL = 64 << 20  # bytes that a manifest may have
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError)


def check_bag(path: Path) -> list[str]:
    """Every problem found in the bag at ``path``, in Chinese; empty when it is whole."""
    if not path.exists():
        return [f"找不到档案包“{path.name}”。"]
    try:
        with _opened(path) as tree:
            return [*tree.problems, *_problems(tree)]
    except (*_UNREADABLE, ValueError):
        return [f"档案包“{path.name}”无法打开，可能不完整或已损坏，请重新获取。"]


@dataclass(slots=True)
class _Tree:
    """The files of a bag by their path below its folder."""

    open: Callable[[str], IO[bytes]]
    sizes: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def digest(self, path: str) -> str | None:
        """SHA-256 in hexadecimal; None when the file cannot be read."""
        try:
            with self.open(path) as content:
                hasher = hashlib.sha256()
                while piece := content.read(1 << 20):
                    hasher.update(piece)
                return hasher.hexdigest()
        except _UNREADABLE:
            return None

    def text(self, path: str) -> str:
        """A small text file, empty when it is absent, unreadable or too long to be what it should be."""
        if self.sizes.get(path, _SMALL + 1) > _SMALL:
            return ""
        try:
            with self.open(path) as content:
                return content.read(_SMALL).decode("utf-8")
        except (*_UNREADABLE, UnicodeDecodeError):
            return ""


@contextmanager
def _opened(path: Path) -> Iterator[_Tree]:
    if path.is_dir():
        yield _folder_tree(path)
        return
    with zipfile.ZipFile(path) as container:
        yield _zip_tree(container)


def _folder_tree(root: Path) -> _Tree:
    tree = _Tree(lambda name: (root / name).open("rb"))
    for file in sorted(root.rglob("*")):
        name = file.relative_to(root).as_posix()
        if file.is_symlink():
            tree.problems.append(f"“{name}”是指向别处的链接，不是文件本身。")
        elif file.is_file():
            tree.sizes[name] = file.stat().st_size
    return tree


def _zip_tree(container: zipfile.ZipFile) -> _Tree:
    parts: dict[str, zipfile.ZipInfo] = {}
    tree, folders = _Tree(lambda name: container.open(parts[name])), set()
    for part in container.infolist():
        folder, _, name = part.filename.partition("/")
        folders.add(folder)
        if part.is_dir():
            continue
        if not _sound(part, name):
            tree.problems.append(f"档案包含有不安全的条目“{part.filename}”（路径越界、链接或加密）。")
        elif name in parts:
            tree.problems.append(f"档案包内“{name}”重复出现。")
        else:
            parts[name], tree.sizes[name] = part, part.file_size
    if len(folders) != 1:
        tree.problems.append("档案包应当只含一个顶层文件夹。")
    return tree


def _sound(part: zipfile.ZipInfo, name: str) -> bool:
    linked = stat.S_ISLNK(part.external_attr >> 16)
    stray = not name or "\\" in part.filename or any(p in ("", ".", "..") for p in part.filename.split("/"))
    return not (linked or stray or part.flag_bits & 1)


def _problems(tree: _Tree) -> Iterator[str]:
    if tree.text(DECLARATION).encode() != BAGIT:
        yield f"缺少“{DECLARATION}”，或其中的版本声明不正确。"
    payload = {path for path in tree.sizes if path.startswith(PAYLOAD)}
    tags = set(tree.sizes) - payload - {TAG_MANIFEST}
    yield from _compare(tree, PAYLOAD_MANIFEST, payload, "材料")
    yield from _compare(tree, TAG_MANIFEST, tags, "说明文件")
    yield from _check_oxum(tree, payload)


def _compare(tree: _Tree, manifest: str, present: set[str], kind: str) -> Iterator[str]:
    """Listed and present must be the same set, with the same content."""
    if manifest not in tree.sizes:
        yield f"缺少清单“{manifest}”。"
        return
    listed: dict[str, str] = {}
    for number, line in enumerate(tree.text(manifest).splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in listed:
            yield f"清单“{manifest}”第 {number} 行格式不正确或重复。"
        else:
            listed[match[2]] = match[1]
    yield from _differences(tree, listed, present, kind)


def _differences(tree: _Tree, listed: Mapping[str, str], present: set[str], kind: str) -> Iterator[str]:
    for path in sorted(listed.keys() - present):
        yield f"缺少{kind}“{path}”：清单中有登记，包内没有。"
    for path in sorted(present - listed.keys()):
        yield f"多出{kind}“{path}”：包内有此文件，清单中没有登记。"
    for path in sorted(listed.keys() & present):
        found = tree.digest(path)
        if found is None:
            yield f"{kind}“{path}”无法读取，可能已损坏。"
        elif found != listed[path]:
            yield f"{kind}“{path}”的内容与登记的摘要不符，已被改动或损坏。"


def _check_oxum(tree: _Tree, payload: set[str]) -> Iterator[str]:
    stated = _OXUM.search(tree.text(INFO))
    if stated is None:
        yield f"“{INFO}”缺失，或没有载明材料的件数与字节数（Payload-Oxum）。"
        return
    size = sum(tree.sizes[path] for path in payload)
    if (int(stated[1]), int(stated[2])) != (size, len(payload)):
        yield (
            f"材料的件数或字节数不符：载明 {stated[2]} 件、{stated[1]} 字节，"
            f"实有 {len(payload)} 件、{size} 字节。"
        )
