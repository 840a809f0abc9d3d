"""Kept pages as a web archive: WARC 1.1 (ISO 28500:2017), each record packed by itself, for pywb, Wayback and their like.

The headers that a page came with are not kept, so pages are ``resource`` records, which the standard has for what was
fetched and whose protocol information was discarded (6.4). The article that was read from a page is a ``metadata`` record beside it.
"""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import IO
from uuid import NAMESPACE_URL, uuid5

from w3lib.url import safe_url_string
from warcio.warcwriter import WARCWriter

from crawler.reading.items import RawPage
from crawler.storage.exports import Row

#: A media type with its parameters, on one line: what a portal sent as Content-Type may be anything.
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;[\x20-\x7e]*)?", re.ASCII)
_UNKNOWN = "application/octet-stream"


class Archive:
    """A WARC file that is being written to ``out``."""

    def __init__(self, out: IO[bytes]) -> None:
        self._writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
        about = {"software": "citydesk", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record("", about))

    def add(self, article: Row, versions: Sequence[Sequence[RawPage]]) -> None:
        """The pages of an article, those of each version together, the newest version last; then the article itself."""
        last = ""
        for pages in versions:
            first = ""
            for page in pages:
                media_type = page.content_type if _MEDIA_TYPE.fullmatch(page.content_type) else _UNKNOWN
                more = {"WARC-Concurrent-To": first} if first else {}
                name = self._write("resource", page, page.body, media_type, more)
                first = first or name
            last = first or last
        if last:
            body = json.dumps(article, ensure_ascii=False).encode()
            self._write("metadata", versions[-1][0], body, "application/json", {"WARC-Refers-To": last})

    def _write(self, kind: str, page: RawPage, body: bytes, media_type: str, more: dict[str, str]) -> str:
        """Writes a record about a page; gives its name, which is the same whenever the page is exported."""
        date = datetime.fromisoformat(page.fetched_at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        name = f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {date} {page.url}')}>"
        record = self._writer.create_warc_record(
            safe_url_string(page.url),
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=media_type,
            warc_headers_dict={"WARC-Record-ID": name, "WARC-Date": date, **more},
        )
        self._writer.write_record(record)
        return name
