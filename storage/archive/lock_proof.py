"""Proof, before anything is entrusted to it, that an S3 server locks what it is asked to lock.

Some servers take the headers of a retention and silently ignore them; others keep the words and delete all
the same. So a probe is locked, its retention read back, and its deletion attempted with every right there is.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

from minio import Minio
from minio.commonconfig import COMPLIANCE, ENABLED
from minio.deleteobjects import DeleteObject
from minio.error import S3Error
from minio.retention import Retention

from states.errors import DefinitionError

PROBE = "probe/object-lock"
TERM = timedelta(minutes=10)  # longer than any difference of clocks at which S3 still accepts a signature
SERVER_FAULT = 500
NOT_IMPLEMENTED = 501


def prove_lock(client: Minio, bucket: str) -> None:
    """Make ``bucket`` if it is absent and prove its lock; DefinitionError says in Chinese what is missing."""
    try:
        _make_bucket(client, bucket)
        if client.get_bucket_versioning(bucket).status != ENABLED:
            raise _refused(bucket, "未启用版本控制")
        client.get_object_lock_config(bucket)
        _prove(client, bucket)
    except ValueError as fault:
        raise _refused(bucket, f"配置无效（{fault}）") from fault
    except S3Error as fault:
        status = fault.response.status
        if status >= SERVER_FAULT and status != NOT_IMPLEMENTED:
            raise  # ill, not incapable
        raise _refused(bucket, f"服务器拒绝了所需的操作（{fault.code}），或访问密钥无此权限") from fault


def _make_bucket(client: Minio, bucket: str) -> None:
    if client.bucket_exists(bucket):
        return
    try:
        client.make_bucket(bucket, object_lock=True)
    except S3Error as fault:
        if fault.code != "BucketAlreadyOwnedByYou":  # another process of ours was quicker
            raise


def _prove(client: Minio, bucket: str) -> None:
    _drop_expired(client, bucket)
    until = (datetime.now(UTC) + TERM).replace(microsecond=0)
    word = b"object lock probe"
    written = client.put_object(
        bucket, PROBE, BytesIO(word), len(word), retention=Retention(COMPLIANCE, until)
    )
    version = written.version_id
    if not version:
        raise _refused(bucket, "写入后没有返回版本号")
    kept = client.get_object_retention(bucket, PROBE, version_id=version)
    if kept is None or kept.mode != COMPLIANCE or kept.retain_until_date < until:
        raise _refused(bucket, "接受了锁定请求却没有保存锁定期限")
    refusals = list(
        client.remove_objects(bucket, [DeleteObject(PROBE, version)], bypass_governance_mode=True)
    )
    if not refusals:
        raise _refused(bucket, "锁定期内的文件仍被删除")


def _drop_expired(client: Minio, bucket: str) -> None:
    """Earlier probes whose term is over; the others refuse, as they should."""
    found = client.list_objects(bucket, prefix=PROBE, include_version=True)
    old = [DeleteObject(PROBE, one.version_id) for one in found if one.object_name == PROBE]
    if old:
        list(client.remove_objects(bucket, old))


def _refused(bucket: str, fault: str) -> DefinitionError:
    return DefinitionError(
        f"存储桶“{bucket}”不能保证封存案卷不被删改：{fault}。"
        "请改用支持对象锁定（WORM，合规模式）的对象存储，并使用新建时即启用对象锁定的存储桶。"
    )
