"""Pages against earlier pages: small, and back to the byte."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.storage.packing import BASE_BYTES, BASE_PAGES, Base, DamagedPage, base_of, digest, pack, unpack
from tests.crawler.store_kit import text


def template(seed: object, lines: int = 400) -> list[str]:
    chance = random.Random(f"template {seed}")
    return [
        f'<li class="c{chance.random()}"><a href="/{chance.random()}.html">{text(chance.random(), 1)[:20]}</a></li>'
        for _ in range(lines)
    ]


def page(seed: object, portal: object = "river") -> bytes:
    """About 60 kB of markup of which all but the text is the portal's."""
    lines = template(portal)
    return "\n".join([*lines[:200], f"<h1>{text(seed, 1)[:18]}</h1>", text(seed), *lines[200:]]).encode()


@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_any_bytes_come_back(earlier: bytes, body: bytes) -> None:
    base = Base(earlier)
    assert base.unpack(base.pack(body)) == body
    assert unpack(pack(body)) == body


def test_a_page_is_small_against_one_of_its_template() -> None:
    base = Base(page(1))
    body = page(2)
    packed = base.pack(body)
    assert len(packed) * 15 < len(body)
    assert len(packed) * 5 < len(pack(body))
    assert Base(page(1)).unpack(packed) == body


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16"])
def test_other_charsets_keep_their_bytes(encoding: str) -> None:
    body = page(3).decode().encode(encoding, "replace") + b"\xff\xfe\x00"
    base = Base(page(1).decode().encode(encoding, "replace"))
    assert base.unpack(base.pack(body)) == body


def damaged(packed: bytes) -> dict[str, bytes]:
    middle = len(packed) // 2
    return {
        "empty": b"",
        "cut": packed[:-5],
        "a byte changed": packed[:middle] + bytes([packed[middle] ^ 1]) + packed[middle + 1 :],
        "more after it": packed + b"more",
        "something else": b"<html>",
    }


@pytest.mark.parametrize("how", damaged(b"0123456789"))
def test_damage_is_seen(how: str) -> None:
    base = Base(page(1))
    with pytest.raises(DamagedPage, match="no longer those that were stored"):
        base.unpack(damaged(base.pack(page(2)))[how])
    with pytest.raises(DamagedPage):
        unpack(damaged(pack(page(2)))[how])


def test_another_base_is_seen() -> None:
    packed = Base(page(1)).pack(page(2))
    with pytest.raises(DamagedPage):
        Base(page(1, "harbour")).unpack(packed)
    with pytest.raises(DamagedPage):
        unpack(packed)


def test_a_base_grows_to_a_few_pages_and_no_further() -> None:
    content = base_of(page(1))
    for number in range(2, 3 * BASE_PAGES, 2):
        content = Base(content).grown([page(number), page(number + 1)])
    last = number + 1
    assert content.endswith(page(last))
    assert page(last - 2) in content
    assert page(last - BASE_PAGES) not in content
    assert len(content) <= BASE_PAGES * max(len(page(number)) for number in range(last + 1))


def test_more_pages_serve_better() -> None:
    """What only some pages have: here the lists beside the text come from two days."""
    mixed = [page(seed, portal) for seed in range(3) for portal in ("monday", "tuesday")]
    one = Base(mixed[0])
    two = Base(one.grown(mixed[1:2]))
    assert sum(len(two.pack(body)) for body in mixed[2:]) * 2 < sum(len(one.pack(body)) for body in mixed[2:])


def test_bases_are_bounded() -> None:
    huge = random.Random(1).randbytes(2 * BASE_BYTES)
    assert len(base_of(huge)) == BASE_BYTES
    base = Base(base_of(huge))
    assert len(base.grown([huge])) == BASE_BYTES
    assert base.unpack(base.pack(huge)) == huge


def test_digests_tell_contents_apart() -> None:
    assert digest(b"a") == digest(b"a")
    assert digest(b"a") != digest(b"b")
    assert len(digest(b"a")) == 8
