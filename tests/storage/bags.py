"""A small bag as the tests of packing and of checking both use it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from storage.bag import BagManifest, write_bag

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
    return [(path, partial(BytesIO, content)) for path, content in materials.items()]


def bagged(target: BinaryIO | Path, materials: Mapping[str, bytes] = MATERIALS) -> BagManifest:
    return write_bag(target, payload=opened(materials), info=INFO, metadata=METADATA)


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
