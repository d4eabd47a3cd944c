"""Names stay readable and lose every trick, whatever was typed, pasted or forged."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.names import LONGEST, LONGEST_BYTES, extension_of, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Users\\me\\Desktop\\决策草案.pdf", "决策草案.pdf"),
        ("../../etc/决策草案.pdf", "决策草案.pdf"),
        ("决策\u202efdp.exe.pdf", "决策fdp.exe.pdf"),
        ("决策\x00\r\n\u200b草案.pdf", "决策 草案.pdf"),
        ("  ..隐藏 .pdf. ", "隐藏.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("甲\ufffe\ufdd0\U0001ffff.pdf", "甲.pdf"),
        ("com1.2026.pdf", "_com1.2026.pdf"),
        ("e\u0301tude.pdf", "\u00e9tude.pdf"),
        ('完成率100%："甲"?.pdf', "完成率100％：＂甲＂？.pdf"),
        ("〔2026〕12号\u3000通知（𠮷林）.pdf", "〔2026〕12号 通知（𠮷林）.pdf"),
        ("长" * 200 + ".pdf", "长" * 78 + ".pdf"),
        ("a" * 200 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe_and_stay_readable(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


NAMES = st.from_regex(r"[\s./\\a-c%<长\u202e\u0301]{0,200}\.(pdf|PDF|tar\.gz)?", fullmatch=True)


@given(st.text(max_size=300) | NAMES)
def test_a_safe_name_is_safe_whatever_came_in(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert len(safe) <= LONGEST and len(safe.encode()) <= LONGEST_BYTES
    assert unicodedata.is_normalized("NFC", safe)
    assert not set(safe) & set('/\\<>:"|?*%')
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in safe)
    assert safe == safe.strip(" .")
    assert "." not in extension_of(safe)
