"""What the text of a link tells."""

import pytest

from crawler.discovery.anchors import anchor_points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("", 0),
        ("时政", -1),
        ("More", -1),
        ("停水通知", -1),
        ("老街修缮工程", 0),
        ("东岸街道新建三处口袋公园", 2),
        ("东岸街道新建三处口袋公园 居民出门就能散步", 5),
        ("Town opens new bridge", 2),
        ("Town council opens the new bridge on Monday", 5),
        ("12月16日天气预报", 2),
        ("시청 앞 광장 개장", 2),
        ("市役所の前に新しい広場がオープン", 5),
    ],
)
def test_anchor_points(text: str, points: int) -> None:
    assert anchor_points(text) == points
