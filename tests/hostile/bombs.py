"""Small streams that unpack to much: what a bomb is made of. All are made without holding what they unpack to."""

import gzip
import sys
import zlib
from collections.abc import Callable
from functools import cache

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MIB = 2**20
_BLANK = b" " * MIB


@cache
def deflated(mebibytes: int, wbits: int) -> bytes:
    """So many MiB of blanks as zlib (15), raw deflate (-15) or gzip (31); one block, which needs none before it, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    first = packer.compress(_BLANK) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(_BLANK) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * (mebibytes - 1) + packer.flush()


@cache
def brotlied(mebibytes: int) -> bytes:
    """So many MiB of blanks as brotli."""
    packer = brotli.Compressor(quality=1)
    return bytes(b"".join(packer.process(_BLANK) for _ in range(mebibytes)) + packer.finish())


@cache
def zstdied(mebibytes: int) -> bytes:
    """So many MiB of blanks as zstd, one frame each 16 MiB."""
    return bytes(zstd.compress(_BLANK * 16) * (mebibytes // 16))


@cache
def nested(mebibytes: int) -> bytes:
    """So many MiB of blanks, packed twice: some hundred bytes for each."""
    return gzip.compress(deflated(mebibytes, 31))


#: Name of a Content-Encoding, how to pack a page for it.
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
