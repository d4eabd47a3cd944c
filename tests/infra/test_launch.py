"""The launch: what it refuses and in which words, and what it would run."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import launch
from infra.settings import Settings


@pytest.fixture
def held_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_a_taken_page_port_ends_the_launch_in_chinese(
    tmp_path: Path, held_port: int, free_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data_dir=tmp_path, port=held_port, prefect_port=free_port)
    assert launch.run(settings) == 1
    said = capsys.readouterr().err
    assert f"端口 {held_port} 已被其他程序占用" in said
    assert "YIFA_PORT" in said and "YIFA_PREFECT_PORT" not in said


def test_a_taken_prefect_port_is_named_by_its_own_variable(
    tmp_path: Path, held_port: int, free_port: int
) -> None:
    settings = Settings(data_dir=tmp_path, port=free_port, prefect_port=held_port)
    with pytest.raises(launch.LaunchRefused, match="YIFA_PREFECT_PORT"):
        launch.refuse_taken_ports(settings)
    outside = Settings(data_dir=tmp_path, port=free_port, prefect_port=held_port,
                       prefect_api_url="http://prefect:4200/api")
    launch.refuse_taken_ports(outside)


def test_two_launches_do_not_share_a_data_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with launch.sole_use(tmp_path):
        assert launch.run(Settings(data_dir=tmp_path)) == 1
        assert "YIFA_DATA_DIR" in capsys.readouterr().err
    with launch.sole_use(tmp_path):
        pass


def test_pages_start_first_and_the_flows_wait_for_prefect(
    tmp_path: Path, held_port: int, free_port: int
) -> None:
    serve, prefect, work = launch.plan(Settings(data_dir=tmp_path, port=held_port, prefect_port=free_port))
    assert [child.name for child in (serve, prefect, work)] == ["serve", "prefect", "work"]
    assert serve.may_start() and serve.ready()
    assert not prefect.may_start()
    serve.is_ready = True
    assert prefect.may_start() and not prefect.ready()
    assert not work.may_start()


def test_an_outside_prefect_is_waited_for_and_not_started(tmp_path: Path, free_port: int) -> None:
    url = f"http://127.0.0.1:{free_port}/api"
    children = launch.plan(Settings(data_dir=tmp_path, prefect_api_url=url))
    assert [child.name for child in children] == ["serve", "work"]
    assert not children[1].may_start()
    assert children[1].environment["PREFECT_API_URL"] == url


def test_prefect_keeps_to_the_data_folder_and_talks_to_nobody(tmp_path: Path) -> None:
    told = launch.prefect_environment(Settings(data_dir=tmp_path, prefect_port=4299))
    assert Path(told["PREFECT_HOME"]).is_relative_to(tmp_path)
    assert told["PREFECT_UI_API_URL"] == told["PREFECT_API_URL"] == "http://127.0.0.1:4299/api"
    assert told["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert told["PREFECT_SERVER_UI_V2_ENABLED"] == "false"
    assert told["DO_NOT_TRACK"] == "1"


@pytest.mark.parametrize(
    ("listening", "reached"), [("0.0.0.0", "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("10.0.0.5", "10.0.0.5")]
)
def test_the_address_told_is_one_that_can_be_opened(listening: str, reached: str) -> None:
    assert launch.reachable_host(listening) == reached
