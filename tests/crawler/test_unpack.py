"""Bodies out of their Content-Encoding: whole, bounded, or refused."""

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.network.limits import limit
from crawler.network.unpack import CutOff, TooLarge, codings_of, unpack
from tests.hostile.bombs import PACKERS, brotlied, deflated, nested, zstdied

PAGE = ("<html><p>" + "渡口的船工每天天不亮就起来看水位。" * 400).encode()
MOST = 8 * 2**20
packers = pytest.mark.parametrize("name", PACKERS)


@packers
@given(page=st.binary(max_size=3000))
def test_what_was_packed_comes_out(name: str, page: bytes) -> None:
    assert unpack(PACKERS[name](page), [name], MOST) == page


@packers
@given(share=st.floats(0.05, 0.95))
def test_a_stream_that_breaks_off_is_no_page(name: str, share: float) -> None:
    packed = PACKERS[name](PAGE)
    with pytest.raises(CutOff):
        unpack(packed[: max(1, int(share * len(packed)))], [name], MOST)


@packers
@given(noise=st.binary(min_size=1, max_size=400))
def test_noise_ends_in_a_named_way(name: str, noise: bytes) -> None:
    with suppress(CutOff, TooLarge):
        assert len(unpack(noise, [name], 1000)) <= 1000


@pytest.mark.parametrize(
    ("codings", "bomb"),
    [
        ("gzip", lambda: deflated(64, 31)),
        ("deflate", lambda: deflated(64, 15)),
        ("deflate", lambda: deflated(64, -15)),
        ("br", lambda: brotlied(64)),
        ("zstd", lambda: zstdied(64)),
        ("gzip, gzip", lambda: nested(64)),
    ],
)
def test_bombs_are_cut_at_the_limit(codings: str, bomb: Callable[[], bytes]) -> None:
    packed = bomb()
    with pytest.raises(TooLarge):
        unpack(packed, codings_of(codings), MOST)
    assert len(unpack(packed, codings_of(codings)[-1:], 1000, begin=True)) == 1000


def test_codings_are_undone_from_the_last_one() -> None:
    assert unpack(gzip.compress(PACKERS["br"](PAGE)), codings_of("BR , gzip"), MOST) == PAGE


def test_no_more_layers_than_the_limit() -> None:
    packed = PAGE
    for _ in range(limit("CITYDESK_MAX_LAYERS") + 1):
        packed = gzip.compress(packed)
    with pytest.raises(TooLarge):
        unpack(packed, ["gzip"] * (limit("CITYDESK_MAX_LAYERS") + 1), MOST)
    assert unpack(gzip.decompress(packed), ["gzip"] * limit("CITYDESK_MAX_LAYERS"), MOST) == PAGE


def test_a_body_that_is_markup_is_taken_as_it_is() -> None:
    assert unpack(PAGE, ["gzip"], MOST) == PAGE
    assert unpack(PAGE, ["utf-8"], MOST) == PAGE


def test_members_padding_and_checksums_of_gzip() -> None:
    two = gzip.compress(PAGE[:100]) + gzip.compress(PAGE[100:])
    assert unpack(two, ["gzip"], MOST) == PAGE
    assert unpack(two + bytes(50), ["gzip"], MOST) == PAGE
    with pytest.raises(CutOff):
        unpack(gzip.compress(PAGE)[:-8] + bytes(8), ["gzip"], MOST)


def test_deflate_with_and_without_its_header() -> None:
    packer = zlib.compressobj(wbits=-15)
    assert unpack(packer.compress(PAGE) + packer.flush(), ["deflate"], MOST) == PAGE
    assert unpack(zlib.compress(PAGE), ["deflate"], MOST) == PAGE
