"""What may be set from outside, all of it by environment variables beginning with YIFA_.

Read by infra.wiring and the processes only. Every field is named, explained and checked here; a value that
makes no sense, a misspelt name and a missing secret are told in Chinese before anything starts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from infra.keeping import clock_offset, kept_secret

PREFIX = "YIFA_"
# The tests' own switches share the prefix and are nobody else's business.
FOREIGN = ("YIFA_TEST_",)
CHECKOUT = Path(__file__).resolve().parents[1]
SECRET_LENGTH = 32


class SettingsError(Exception):
    """The settings do not allow a start. The text is Chinese and names each variable."""


@dataclass(frozen=True, slots=True)
class Row:
    """One setting as the manual shows it: variable, default, meaning, and whether its value is a secret."""

    name: str
    default: str
    meaning: str
    secret: bool


def refusal(text: str) -> PydanticCustomError:
    return PydanticCustomError("yifa", "{text}", {"text": text})


class Settings(BaseModel):
    """The settings of one installation; frozen. From `Settings.load()`; in tests from keywords."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    mode: Literal["embedded", "production"] = Field(
        "embedded", description="运行方式：embedded 为单机试用，production 为正式运行")
    data_dir: Path = Field(CHECKOUT / ".yifa", description="数据目录：数据库、档案、日志均在其下")
    host: str = Field("127.0.0.1", description="网页服务监听的地址")
    port: int = Field(8000, ge=1, le=65535, description="网页服务监听的端口")
    portal_port: int = Field(8001, ge=1, le=65535, description="单独启动公众门户（python -m infra portal）时监听的端口")
    database_url: str = Field(
        "", description="数据库地址；留空时用数据目录下的 SQLite，正式运行必须为 PostgreSQL")
    archive: Literal["folder", "s3"] = Field(
        "folder", description="档案库：folder 为本机目录，s3 为带对象锁的对象存储（正式运行必须用 s3）")
    s3_endpoint: str = Field("", description="对象存储的主机和端口，如 minio:9000")
    s3_access_key: SecretStr = Field(SecretStr(""), description="对象存储的访问标识")
    s3_secret_key: SecretStr = Field(SecretStr(""), description="对象存储的访问密钥")
    s3_bucket: str = Field("yifa-archive", description="对象存储的桶；不存在时按对象锁方式建立")
    s3_region: str = Field("us-east-1", description="对象存储的区域名")
    s3_secure: bool = Field(True, description="是否以 HTTPS 连接对象存储")
    archive_retention_days: int = Field(
        3650, ge=1, le=36500, description="封存后对象锁的保管天数，期内任何人不能删除或覆盖")
    material_limit_mb: int = Field(200, ge=1, le=2000, description="单份材料的大小上限，以 MB 计；反向代理的上限应不小于此值")
    recording_limit_mb: int = Field(
        2048, ge=1, le=2048, description="单份音像记录（mp4、webm、mp3、wav、m4a）的大小上限，以 MB 计；反向代理的上限应不小于此值")
    session_secret: SecretStr = Field(
        SecretStr(""), description="登录会话的签名密钥，至少 32 个字符；试用时留空则自动生成并存于数据目录")
    privacy_secret: SecretStr = Field(
        SecretStr(""), description="公众姓名、联系方式和举报人身份的加密密钥，至少 32 个字符，遗失后无法解密，须与数据库分开备份；试用时留空则自动生成并存于数据目录")
    form_seconds: int = Field(3, ge=0, le=60, description="公众表单打开后至少经过几秒才受理，用于防止机器自动提交")
    idle_minutes: int = Field(30, ge=5, le=30, description="工作人员多少分钟没有操作即自动退出；退出前两分钟提示，填写中的内容保留")
    proof_minutes: int = Field(
        5, ge=0, le=30, description="审查结论、批准、决定等由本人签署的环节，登录或者核对密码后多少分钟内不再询问密码；0 为每次都询问")
    secure_cookies: bool | None = Field(
        None, description="登录凭证是否只经 HTTPS 传送；留空时正式运行为是、试用为否")
    clock: AwareDatetime | None = Field(
        None, description="演示时钟从此刻起走，须带时区，如 2026-12-01T09:00:00+08:00；仅限试用")
    office_closes: str = Field(
        "24:00", description="当日办公截止时刻（北京时间，时:分）；此后提交的视为次日提交")
    prefect_api_url: str = Field(
        "", description="Prefect 服务的接口地址；留空时由 make run 在本机启动一个")
    prefect_port: int = Field(4200, ge=1, le=65535, description="本机 Prefect 服务的端口")
    public_url: str = Field(
        "", description="工作人员访问本系统的网址，如 https://yifa.example.gov.cn；用于通知和日历中的链接，留空时为监听地址")
    smtp_host: str = Field("", description="发送通知的邮件服务器；留空时不发送邮件")
    smtp_port: int = Field(587, ge=1, le=65535, description="邮件服务器的端口")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="邮件传输的保护：starttls、tls，或 none（仅限不需账号的内部服务器）")
    smtp_user: str = Field("", description="邮件服务器的账号；留空时不登录")
    smtp_password: SecretStr = Field(SecretStr(""), description="邮件服务器的口令")
    smtp_from: str = Field("", description="通知邮件的发件地址")
    notice_hosts: str = Field(
        "", description="允许网络回调使用 http 或者指向内部地址的主机名，以逗号分隔；其余只能以 https 发往外部地址")
    dingtalk_url: str = Field("", description="专有部署的钉钉群机器人接口的网址；留空时为公用的钉钉")
    wecom_url: str = Field("", description="专有部署的企业微信（政务微信）群机器人接口的网址；留空时为公用的企业微信")

    @field_validator("public_url", "dingtalk_url", "wecom_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[!-~]+", value):
            raise refusal("应为网址，以 http:// 或 https:// 开头")
        return value.rstrip("/")

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("office_closes")
    @classmethod
    def _time_of_day(cls, value: str) -> str:
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", value):
            raise refusal("应为时:分，如 17:30 或 24:00")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        lacks = list(self._lacks())
        if lacks:
            raise refusal("\n".join(lacks))
        return self

    def _lacks(self) -> Iterator[str]:
        """What the chosen way of running still needs, one sentence each."""
        secret = self.session_secret.get_secret_value()
        if secret and len(secret) < SECRET_LENGTH:
            yield f"YIFA_SESSION_SECRET：至少 {SECRET_LENGTH} 个字符，可用 openssl rand -hex 32 生成"
        if 0 < len(self.privacy_secret.get_secret_value()) < SECRET_LENGTH:
            yield f"YIFA_PRIVACY_SECRET：至少 {SECRET_LENGTH} 个字符，可用 openssl rand -hex 32 生成"
        if self.archive == "s3":
            yield from self._lacks_of_s3()
        if self.smtp_host:
            yield from self._lacks_of_mail()
        if self.mode == "production":
            yield from self._lacks_of_production()

    def _lacks_of_s3(self) -> Iterator[str]:
        given = {
            "S3_ENDPOINT": self.s3_endpoint,
            "S3_ACCESS_KEY": self.s3_access_key.get_secret_value(),
            "S3_SECRET_KEY": self.s3_secret_key.get_secret_value(),
        }
        for name, value in given.items():
            if not value:
                yield f"{PREFIX}{name}：档案库为 s3 时必须设置"

    def _lacks_of_mail(self) -> Iterator[str]:
        if not re.fullmatch(r"[!-?A-~]+@[!-?A-~]+", self.smtp_from):
            yield "YIFA_SMTP_FROM：设置了邮件服务器时必须设置发件地址，如 yifa@example.gov.cn"
        if self.smtp_security == "none" and self.smtp_user:
            yield "YIFA_SMTP_SECURITY：需要账号的邮件服务器不得为 none，否则口令会以明文传送"

    def _lacks_of_production(self) -> Iterator[str]:
        if not self.session_secret.get_secret_value():
            yield "YIFA_SESSION_SECRET：正式运行必须设置，可用 openssl rand -hex 32 生成"
        if not self.privacy_secret.get_secret_value():
            yield "YIFA_PRIVACY_SECRET：正式运行必须设置，可用 openssl rand -hex 32 生成，并与数据库分开备份"
        if not self.database_url.startswith("postgresql"):
            yield "YIFA_DATABASE_URL：正式运行必须设置为 PostgreSQL 的地址（postgresql+psycopg://…）"
        if self.archive != "s3":
            yield "YIFA_ARCHIVE：正式运行必须为 s3；本机目录不能防止删除"
        if self.clock is not None:
            yield "YIFA_CLOCK：仅供试用，正式运行不得移动时钟"

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None) -> Self:
        """The settings of the environment; raises SettingsError naming every variable at fault."""
        environ = os.environ if environment is None else environment
        given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
        unknown = sorted(name for name in given if not _known(cls, name))
        if unknown:
            raise SettingsError("\n".join(
                f"{name}：没有这一项设置，请用 python -m infra settings 核对名称" for name in unknown))
        values = {name[len(PREFIX):].lower(): value for name, value in given.items()
                  if value and not name.startswith(FOREIGN)}
        try:
            return cls.model_validate(values)
        except ValidationError as fault:
            raise SettingsError("\n".join(_sentences(cls, fault))) from None

    @property
    def embedded(self) -> bool:
        return self.mode == "embedded"

    @property
    def database(self) -> str:
        """The database's SQLAlchemy address, with the embedded default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'yifa.db'}"

    @property
    def material_limit(self) -> int:
        """The largest material that is no recording, in bytes."""
        return self.material_limit_mb << 20

    @property
    def recording_limit(self) -> int:
        """The largest recording of sound or picture, in bytes; never less than that of other materials."""
        return max(self.recording_limit_mb, self.material_limit_mb) << 20

    @property
    def archive_dir(self) -> Path:
        return self.data_dir / "archive"

    @property
    def prefect_url(self) -> str:
        return self.prefect_api_url or f"http://127.0.0.1:{self.prefect_port}/api"

    @property
    def base_url(self) -> str:
        """The beginning of links that lead into the product from outside."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def listed_hosts(self) -> frozenset[str]:
        """Hosts inside the house to which notices may be sent."""
        return frozenset(one.strip().lower() for one in self.notice_hosts.split(",") if one.strip())

    @property
    def cookies_secure(self) -> bool:
        return not self.embedded if self.secure_cookies is None else self.secure_cookies

    @property
    def closing_time(self) -> timedelta:
        """The office's closing time, from midnight in Beijing; 24 hours when the day counts as a whole."""
        hours, minutes = self.office_closes.split(":")
        return timedelta(hours=int(hours), minutes=int(minutes))

    def session_key(self) -> str:
        """The secret that signs sessions: the one given, or (embedded) one made once and kept with 0600."""
        given = self.session_secret.get_secret_value()
        return given or kept_secret(self.data_dir / "session_secret")

    def privacy_key(self) -> str:
        """The secret that seals what people tell about themselves: the one given, or (embedded) one made once."""
        return self.privacy_secret.get_secret_value() or kept_secret(self.data_dir / "privacy_secret")

    def clock_offset(self, real_now: datetime) -> timedelta:
        """How far the demo's clock is ahead of the real one, the same for every process."""
        if self.clock is None:
            return timedelta(0)
        return clock_offset(self.data_dir / "clock.json", self.clock, real_now)


def describe() -> list[Row]:
    """Every setting, for the manual and `python -m infra settings`."""
    return [_row(name, field) for name, field in Settings.model_fields.items()]


def _row(name: str, field: Any) -> Row:
    secret = field.annotation is SecretStr
    default = "" if secret or field.default is None else str(field.default)
    if name == "data_dir":
        default = ".yifa"
    if isinstance(field.default, bool):
        default = str(field.default).lower()
    return Row(PREFIX + name.upper(), default, field.description or "", secret)


def _known(cls: type[Settings], name: str) -> bool:
    return name.startswith(FOREIGN) or name[len(PREFIX):].lower() in cls.model_fields


def _sentences(cls: type[Settings], fault: ValidationError) -> Iterator[str]:
    """A fault in Chinese, without the value: it may be a secret."""
    for error in fault.errors():
        if not error["loc"]:
            yield error["ctx"]["text"]
            continue
        name = str(error["loc"][0])
        ours = error["ctx"]["text"] if error["type"] == "yifa" else "值无法识别"
        yield f"{PREFIX}{name.upper()}：{ours}。此项含义：{cls.model_fields[name].description}"
