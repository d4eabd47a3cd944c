"""The compose file: secrets come from outside, and what it tells the program is a complete set."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra.settings import Settings

INFRA = Path(__file__).resolve().parents[2] / "infra"
TEXT = (INFRA / "compose.yaml").read_text()
SERVICES: dict[str, Any] = yaml.safe_load(TEXT)["services"]
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")
GIVEN = "given-from-outside-0123456789abcdef"


def filled(text: str) -> str:
    return VARIABLE.sub(lambda found: found[3] if found[2] == "-" else GIVEN, text)


@pytest.mark.parametrize("service", ["migrate", "serve", "work"])
def test_what_a_service_is_told_is_enough_to_start_in_production(service: str) -> None:
    told = {name: filled(value) for name, value in SERVICES[service]["environment"].items()}
    # Docker's own defaults of the image.
    settings = Settings.load(told | {"YIFA_DATA_DIR": "/data", "YIFA_HOST": "0.0.0.0"})
    assert not settings.embedded
    assert settings.session_key() == GIVEN
    assert settings.prefect_url == told["PREFECT_API_URL"]


def test_no_secret_has_a_default() -> None:
    secrets = [found for found in VARIABLE.finditer(TEXT) if re.search(r"SECRET|PASSWORD|KEY", found[1])]
    assert len(secrets) >= 4
    assert {found[2] for found in secrets} == {"?"}
    for line in TEXT.splitlines():
        if re.search(r"^\s*\w*(SECRET|PASSWORD|_KEY)\w*:", line):
            assert "${" in line, line


def test_nothing_but_the_pages_is_open_to_the_outside_and_they_on_the_loopback() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["serve"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["serve"]["ports"])


def test_the_image_holds_every_folder_of_the_program() -> None:
    copied = set(re.findall(r"^COPY (\w+) \w+$", (INFRA / "Dockerfile").read_text(), re.MULTILINE))
    assert copied == {"states", "storage", "api", "flows", "infra"}
