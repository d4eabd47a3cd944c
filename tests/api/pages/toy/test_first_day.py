"""A procedure is four files in `states`; worklist, case page, forms, picture and statistics follow from them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
HERE = Path(__file__).parent
DRIVERS = ("api", "flows", "storage", "infra")  # as they are: not a line of them is changed
NEW = {"dossier/kinds/toy_permit.py": "kinds.py", "procedures/toy_permit.py": "procedure.py"}
REGISTERED = {
    "dossier/kinds/__init__.py": "from states.dossier.kinds import toy_permit\n\nKINDS |= {one.name: one for one in toy_permit.KINDS}\n",
    "procedures/catalogue.py": "from states.procedures import toy_permit\n\nPROCEDURES = {**PROCEDURES, toy_permit.PROCEDURE.name: toy_permit.PROCEDURE}\n",
}


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield str(path.relative_to(folder)), path.read_bytes()


def test_a_new_procedure_is_a_few_files_and_has_everything(tmp_path: Path) -> None:
    """A checkout with the toy in it: only `states` differs, in five files at most, and the toy's day goes through."""
    shutil.copytree(ROOT / "states", tmp_path / "states", ignore=shutil.ignore_patterns("__pycache__"))
    for target, source in NEW.items():
        shutil.copyfile(HERE / source, tmp_path / "states" / target)
    for name, more in REGISTERED.items():
        with (tmp_path / "states" / name).open("a", encoding="utf-8") as file:
            file.write("\n" + more)
    for driver in DRIVERS:
        (tmp_path / driver).symlink_to(ROOT / driver)
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    changed = set(files(tmp_path / "states")) - set(files(ROOT / "states"))
    assert {name for name, _ in changed} == {*NEW, *REGISTERED} and len(changed) <= 5
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/api/pages/toy/day.py", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"], cwd=tmp_path,
        env=dict(os.environ) | {"PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert run.returncode == 0 and "2 passed" in run.stdout, run.stdout[-6000:] + run.stderr[-2000:]


def test_no_driver_knows_the_toy() -> None:
    """What makes it work stands in its own tables; the drivers name nothing of it."""
    names = ("toy_permit", "tp_examining", "临时占道")
    known = [path for driver in DRIVERS for path in (ROOT / driver).rglob("*.py")
             if "node_modules" not in path.parts and any(one in path.read_text(encoding="utf-8") for one in names)]  # fmt: skip
    assert known == []
