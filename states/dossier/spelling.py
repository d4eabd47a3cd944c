"""How names of persons and units are written, so that the same name is the same text."""

from __future__ import annotations

import re
import unicodedata

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BESIDE_HAN = re.compile(f"(?<=[{_HAN}()·]) | (?=[{_HAN}()·])")
_HAS_HAN = re.compile(f"[{_HAN}]")
_DOTS = dict.fromkeys(map(ord, "•‧∙・"), "·")  # between the parts of a minority name, however it was typed


def spelled(name: str) -> str:
    """Trimmed, one width for letters and digits (NFKC), no blanks beside Chinese, Chinese brackets in a Chinese name."""
    plain = " ".join(unicodedata.normalize("NFKC", name).translate(_DOTS).split())
    if not _HAS_HAN.search(plain):
        return plain
    return _BESIDE_HAN.sub("", plain).replace("(", "（").replace(")", "）")
