"""Raw pages made small: each is compressed against earlier pages of its portal, which share its template.

Zstandard with raw content as dictionary (RFC 8878, section 5). Measured on 1,000 pages of two templates, 56 kB each: 13.2 kB
alone, 4.5 kB against three earlier pages, 3.8 against eight, 3.6 against sixteen, at level 12 in 3.3, 2.5 and 4.5 ms (the
link lists beside the text come back on later pages). Level 9 takes half the time for 5 % more, level 19 30 ms for 10 % less.
Pure: the rows are kept by :mod:`crawler.rawpages`.
"""

import sys
from collections.abc import Sequence
from hashlib import blake2b

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: What a page may be compressed against; each one in use is held in memory, indexed.
BASE_BYTES = 2**20
#: Pages in a base: sixteen save another 5 % and cost 1.8 times the time and twice the memory.
BASE_PAGES = 8

_FLAGS: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1, zstd.CompressionParameter.dict_id_flag: 0}
_AGAINST = {zstd.CompressionParameter.compression_level: 12, **_FLAGS}
_ALONE = {zstd.CompressionParameter.compression_level: 12, **_FLAGS}  # rare, and every later page pays for its size


class DamagedPage(ValueError):
    """A stored page cannot be read; the message is one line that names page, cause and remedy."""


class Base:
    """Earlier pages, ready to compress others against."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._dictionary = zstd.ZstdDict(content, is_raw=True) if len(content) >= 8 else None  # zstd wants 8 bytes

    def pack(self, body: bytes) -> bytes:
        """``body`` compressed against this base."""
        if self._dictionary is None:
            return pack(body)
        # Digested: the index of the base is made once, not for each page, which takes longer than the page itself.
        return zstd.compress(body, options=_AGAINST, zstd_dict=self._dictionary.as_digested_dict)

    def unpack(self, packed: bytes) -> bytes:
        """What :meth:`pack` was given. Raises :class:`DamagedPage` for other bytes, and those of another base."""
        return _unpack(packed, self._dictionary)

    def grown(self, bodies: Sequence[bytes]) -> bytes:
        """The content of a base with more pages, without its oldest ones where it has enough."""
        size = max(map(len, bodies), default=0)
        return (self.content + b"".join(bodies))[-min(BASE_PAGES * size, BASE_BYTES) :]


def pack(body: bytes) -> bytes:
    """``body`` compressed by itself."""
    return zstd.compress(body, options=_ALONE)


def unpack(packed: bytes) -> bytes:
    """What :func:`pack` was given. Raises :class:`DamagedPage`."""
    return _unpack(packed, None)


def base_of(body: bytes) -> bytes:
    """The content of a base that begins with one page."""
    return body[:BASE_BYTES]


def digest(content: bytes) -> bytes:
    """Eight bytes by which a base is known."""
    return blake2b(content, digest_size=8).digest()


def _unpack(packed: bytes, dictionary: zstd.ZstdDict | None) -> bytes:
    try:
        return zstd.decompress(packed, zstd_dict=dictionary)
    except (zstd.ZstdError, EOFError, ValueError) as error:
        raise DamagedPage(f"its bytes are no longer those that were stored ({error})") from error
