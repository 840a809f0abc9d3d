"""Raw pages made small: each is compressed against earlier pages of its portal, which share its template.

Zstandard with raw content as dictionary (RFC 8878, section 5). A page of 56 kB takes 13.2 kB alone. Against earlier pages of
its template (the link lists beside the text come back) more of them do better than a higher level: at level 12 against
eight 3.57 kB in 2.0 ms, against sixteen 3.30 in 3.3; at level 6 against eight 3.87 in 1.1, against sixteen 3.65 in 1.1.
Pure: the rows are kept by :mod:`crawler.storage.rawpages`.
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
BASE_PAGES = 16

_FLAGS: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1, zstd.CompressionParameter.dict_id_flag: 0}
_AGAINST = {zstd.CompressionParameter.compression_level: 6, **_FLAGS}
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
