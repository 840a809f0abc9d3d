"""What the text of a link tells: a headline is long, navigation is short (pure)."""

import re
from functools import lru_cache

_CJK_RANGE = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_CJK = re.compile(f"[{_CJK_RANGE}]")
_UNIT = re.compile(rf"[{_CJK_RANGE}]|[^\W_{_CJK_RANGE}]+")


@lru_cache(maxsize=8192)
def anchor_points(text: str) -> int:
    """Points of an anchor text: headlines are long (8 Han characters, 4 words), navigation is short; "" gives 0."""
    if not text:
        return 0
    units = len(_UNIT.findall(text))
    if _CJK.search(text):
        units //= 2
    return 5 if units >= 7 else 2 if units >= 4 else 0 if units == 3 else -1
