"""Raw pages made small: each is compressed against earlier pages of its portal, which share its template.

Zstandard with raw content as dictionary (RFC 8878, section 5). Measured on 200 pages of one template, 55 kB each: 13.2 kB
alone, 4.9 kB against one earlier page, 4.3 kB against three. Level 9 takes 1 ms a page and 0.07 ms to read; level 3 gives
5.0 kB in 0.25 ms, level 12 4.2 kB in 3 ms. Pure: the rows are kept by :mod:`crawler.rawpages`.
"""

import sys
from hashlib import blake2b

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: What a page may be compressed against; larger bases hardly help and each one in use is held in memory, indexed.
BASE_BYTES = 512 * 2**10
#: Pages in a base.
BASE_PAGES = 3

_FLAGS: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1, zstd.CompressionParameter.dict_id_flag: 0}
_AGAINST = {zstd.CompressionParameter.compression_level: 9, **_FLAGS}
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

    def grown(self, body: bytes) -> bytes:
        """The content of a base with one more page, without its oldest ones where it has enough."""
        return (self.content + body)[-min(BASE_PAGES * len(body), BASE_BYTES) :]


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
