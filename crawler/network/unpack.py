"""The body of an answer out of its Content-Encoding: bounded in size and layers, and whole or not at all (pure).

Scrapy's own unpacking hands out what there was of a stream that broke off, as if it were the page. Sources: RFC 9110
§8.4 (codings in the order they were applied), RFC 1952 (gzip members), RFC 7932 (brotli), RFC 8878 and 9659 (zstd,
whose window is at most 8 MiB on the web).
"""

import sys
import zlib
from collections.abc import Callable, Sequence

import brotli

from crawler.network.limits import limit

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PIECE = 2**18  # bytes unpacked at a time
_GZIP = b"\x1f\x8b"
_ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}


class CutOff(Exception):
    """The packed stream ends too early or is damaged: what came out of it is not the page."""


class TooLarge(Exception):
    """The body unpacks to more than the limit, or is packed more often."""


class _Out:
    """What has been unpacked so far."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.parts: list[bytes] = []

    def add(self, part: bytes) -> None:
        """Keeps one piece; raises :class:`TooLarge` when that is too much."""
        self.size += len(part)
        self.parts.append(part)
        if self.size > self.most:
            raise TooLarge(f"the answer unpacks to more than {self.most} bytes")


def unpack(body: bytes, codings: Sequence[str], most: int, *, begin: bool = False) -> bytes:
    """``body`` without its ``codings`` (in the order of the header), at most ``most`` bytes of it.

    Unknown codings (``utf-8`` is a common one) mean nothing and are passed over, and so is any where the body is markup.
    Raises :class:`CutOff` and :class:`TooLarge`; with ``begin``, what is there of a body that breaks off is enough, and of
    one that is too large the first ``most`` bytes.
    """
    known = [_UNPACKERS[coding] for coding in reversed(codings) if coding in _UNPACKERS]
    if len(known) > limit("CITYDESK_MAX_LAYERS"):
        raise TooLarge(f"the answer is packed {len(known)} times")
    for unpacker in known:
        if body and not _is_plain(body):
            out = _Out(most)
            try:
                _run(unpacker, body, out)
            except (CutOff, TooLarge):
                if not begin:
                    raise
            body = b"".join(out.parts)[:most]
    return body


def _run(unpacker: "_Unpacker", body: bytes, out: _Out) -> None:
    try:
        unpacker(body, out)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise CutOff(f"the answer cannot be unpacked: {error}") from None


def codings_of(header: str) -> list[str]:
    """The codings that a Content-Encoding header names, in lower case."""
    return [name.strip().lower() for name in header.split(",") if name.strip()]


def _is_plain(body: bytes) -> bool:
    """Whether a body that is said to be packed is markup as it is; no packed stream begins so."""
    return body[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<!", b"<?xml", b"<html", b"<HTML"))


def _gunzip(body: bytes, out: _Out) -> None:
    """All members; what is no member behind the last one is padding."""
    while body[:2] == _GZIP or not out.parts:
        body = _inflate(body, out, 31)


def _inflate(body: bytes, out: _Out, wbits: int) -> bytes:
    """One stream; returns what is behind it."""
    stream = zlib.decompressobj(wbits)
    while not stream.eof:
        out.add(stream.decompress(body, _PIECE))
        body = stream.unconsumed_tail
        if not body and not stream.eof:
            out.add(stream.flush())
            if not stream.eof:
                raise CutOff("the packed answer breaks off")
    return stream.unused_data


def _undeflate(body: bytes, out: _Out) -> None:
    """With the header of RFC 1950, or without one, as some servers have it."""
    zlib_header = len(body) > 1 and body[0] & 15 == 8 and (body[0] << 8 | body[1]) % 31 == 0
    _inflate(body, out, 15 if zlib_header else -15)


def _unbrotli(body: bytes, out: _Out) -> None:
    stream = brotli.Decompressor()
    part = stream.process(body, output_buffer_limit=_PIECE)
    while part:
        out.add(part)
        part = b"" if stream.is_finished() else stream.process(b"", output_buffer_limit=_PIECE)
    if not stream.is_finished():
        raise CutOff("the packed answer breaks off")


def _unzstd(body: bytes, out: _Out) -> None:
    """All frames."""
    while body:
        stream = zstd.ZstdDecompressor(options=_ZSTD_WINDOW)
        while not stream.eof:
            out.add(stream.decompress(body, _PIECE))
            body = b""
            if stream.needs_input and not stream.eof:
                raise CutOff("the packed answer breaks off")
        body = stream.unused_data


_Unpacker = Callable[[bytes, _Out], None]
_UNPACKERS: dict[str, _Unpacker] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
#: What is asked for (Accept-Encoding).
ACCEPTED = "gzip, deflate, br, zstd"
