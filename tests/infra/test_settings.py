"""Settings: what is refused, in which words, and what an embedded installation makes for itself."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.settings import Settings, SettingsError, describe

SECRET = "s" * 32
PRODUCTION = {
    "YIFA_MODE": "production",
    "YIFA_DATABASE_URL": "postgresql+psycopg://yifa@db/yifa",
    "YIFA_ARCHIVE": "s3",
    "YIFA_S3_ENDPOINT": "minio:9000",
    "YIFA_S3_ACCESS_KEY": "archive",
    "YIFA_S3_SECRET_KEY": "not-to-be-told",
    "YIFA_SESSION_SECRET": SECRET,
    "YIFA_PRIVACY_SECRET": SECRET,
}


def refusal(environment: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings.load(environment)
    return str(caught.value)


def test_an_empty_environment_is_an_embedded_installation_in_the_checkout() -> None:
    settings = Settings.load({"HOME": "/nowhere", "YIFA_PORT": ""})
    assert settings.embedded
    assert settings.port == 8000
    assert settings.database == f"sqlite:///{settings.data_dir}/yifa.db"
    assert settings.data_dir.name == ".yifa"
    assert not settings.cookies_secure


def test_everything_may_be_moved_so_that_copies_run_side_by_side(tmp_path: Path) -> None:
    settings = Settings.load(
        {"YIFA_DATA_DIR": str(tmp_path), "YIFA_PORT": "8101", "YIFA_PREFECT_PORT": "4301"}
    )
    assert settings.archive_dir.is_relative_to(tmp_path)
    assert str(tmp_path) in settings.database
    assert settings.prefect_url == "http://127.0.0.1:4301/api"


def test_production_starts_with_everything_given() -> None:
    settings = Settings.load(PRODUCTION)
    assert settings.session_key() == SECRET
    assert settings.cookies_secure


@pytest.mark.parametrize(
    "variable", ["YIFA_SESSION_SECRET", "YIFA_PRIVACY_SECRET", "YIFA_DATABASE_URL", "YIFA_ARCHIVE", "YIFA_S3_ENDPOINT",
                 "YIFA_S3_ACCESS_KEY", "YIFA_S3_SECRET_KEY"]
)
def test_production_refuses_to_start_without(variable: str) -> None:
    text = refusal({name: value for name, value in PRODUCTION.items() if name != variable})
    assert variable in text
    assert "必须" in text


def test_all_that_lacks_is_told_at_once() -> None:
    lines = refusal({"YIFA_MODE": "production"}).splitlines()
    assert [line.split("：")[0] for line in lines] == [
        "YIFA_SESSION_SECRET", "YIFA_PRIVACY_SECRET", "YIFA_DATABASE_URL", "YIFA_ARCHIVE"
    ]


def test_production_does_not_move_its_clock() -> None:
    assert "YIFA_CLOCK" in refusal(PRODUCTION | {"YIFA_CLOCK": "2026-12-01T09:00:00+08:00"})


@pytest.mark.parametrize(
    ("variable", "value"),
    [("YIFA_PORT", "eighty"), ("YIFA_PORT", "0"), ("YIFA_MODE", "laptop"), ("YIFA_OFFICE_CLOSES", "24:30"),
     ("YIFA_OFFICE_CLOSES", "5pm"), ("YIFA_CLOCK", "2026-12-01T09:00:00"),
     ("YIFA_ARCHIVE_RETENTION_DAYS", "-1"), ("YIFA_SMTP_SECURITY", "ssl"), ("YIFA_PUBLIC_URL", "yifa.example.gov.cn"),
     ("YIFA_DINGTALK_URL", "ftp://x")],
)
def test_a_value_without_sense_is_named_with_its_meaning(variable: str, value: str) -> None:
    text = refusal({variable: value})
    assert text.startswith(f"{variable}：")
    assert "此项含义：" in text


@pytest.mark.parametrize(
    ("given", "variable"),
    [({"YIFA_SMTP_HOST": "mail"}, "YIFA_SMTP_FROM"), ({"YIFA_SMTP_HOST": "mail", "YIFA_SMTP_FROM": "yifa"}, "YIFA_SMTP_FROM"),
     ({"YIFA_SMTP_HOST": "mail", "YIFA_SMTP_FROM": "a@b.cn", "YIFA_SMTP_SECURITY": "none", "YIFA_SMTP_USER": "u"}, "YIFA_SMTP_SECURITY")],
)  # fmt: skip
def test_mail_is_not_half_set_up_nor_its_password_sent_in_the_clear(given: dict[str, str], variable: str) -> None:
    assert refusal(given).startswith(f"{variable}：")


def test_a_misspelt_name_is_refused() -> None:
    assert refusal({"YIFA_ARCHVE": "s3"}).startswith("YIFA_ARCHVE：没有这一项设置")
    assert Settings.load({"YIFA_TEST_ANYTHING": "1"}).embedded


def test_a_refusal_tells_no_secret() -> None:
    text = refusal(PRODUCTION | {"YIFA_SESSION_SECRET": "short-secret", "YIFA_PORT": "x"})
    assert "short-secret" not in text
    text = refusal(PRODUCTION | {"YIFA_SESSION_SECRET": "short-secret"})
    assert "short-secret" not in text and "not-to-be-told" not in text
    assert "not-to-be-told" not in repr(Settings.load(PRODUCTION))


def test_an_embedded_session_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    key = settings.session_key()
    assert len(key) >= 32
    assert Settings(data_dir=tmp_path / "new").session_key() == key
    assert stat.S_IMODE((tmp_path / "new" / "session_secret").stat().st_mode) == 0o600
    assert Settings(data_dir=tmp_path / "other").session_key() != key
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["session_secret"]


def test_a_moved_clock_runs_on_over_restarts_and_is_shared(tmp_path: Path) -> None:
    began = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    settings = Settings.load({"YIFA_DATA_DIR": str(tmp_path), "YIFA_CLOCK": "2026-12-01T09:00:00+08:00"})
    offset = settings.clock_offset(began)
    assert began + offset == settings.clock
    later = began + timedelta(hours=5)
    assert settings.clock_offset(later) == offset
    moved = Settings.load({"YIFA_DATA_DIR": str(tmp_path), "YIFA_CLOCK": "2027-01-04T09:00:00+08:00"})
    assert later + moved.clock_offset(later) == moved.clock
    assert Settings(data_dir=tmp_path).clock_offset(later) == timedelta(0)


@pytest.mark.parametrize(("text", "hours"), [("24:00", 24), ("17:30", 17.5), ("00:00", 0)])
def test_the_closing_time_counts_from_midnight(text: str, hours: float) -> None:
    assert Settings(office_closes=text).closing_time == timedelta(hours=hours)


def test_every_setting_is_described_in_chinese_and_no_secret_has_a_default() -> None:
    rows = describe()
    assert {row.name for row in rows} == {f"YIFA_{name.upper()}" for name in Settings.model_fields}
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in row.meaning) for row in rows)
    secrets = {row.name for row in rows if row.secret}
    assert secrets == {"YIFA_SESSION_SECRET", "YIFA_PRIVACY_SECRET", "YIFA_S3_ACCESS_KEY", "YIFA_S3_SECRET_KEY", "YIFA_SMTP_PASSWORD"}
    assert not [row for row in rows if row.secret and row.default]
    assert not any(str(Path.home()) in row.default or "/" in row.default for row in rows)


def test_the_limit_of_a_material_is_in_megabytes_and_fits_the_register() -> None:
    assert Settings.load({}).material_limit == 200 << 20
    assert Settings.load({"YIFA_MATERIAL_LIMIT_MB": "50"}).material_limit == 50 << 20
    for wrong in ("0", "2001", "viel"):
        with pytest.raises(SettingsError, match="YIFA_MATERIAL_LIMIT_MB"):
            Settings.load({"YIFA_MATERIAL_LIMIT_MB": wrong})
    assert any(row.name == "YIFA_MATERIAL_LIMIT_MB" and "MB" in row.meaning for row in describe())
