"""The pages that articles were read from: the rows, and the choice of what each page is compressed against.

A base is made of pages of one portal. Templates differ, so a few are tried; a page that all of them serve badly becomes
a new base. Bases grow with the portal and are renewed, for the lists beside the text change from day to day.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal, get_args

from crawler.reading.items import RawPage
from crawler.storage.packing import BASE_PAGES, Base, DamagedPage, base_of, digest, pack, unpack

Keep = Literal["none", "latest", "all"]
#: none: no page; latest: that of the newest revision; all: that of each revision.
KEEP: tuple[Keep, ...] = get_args(Keep)

TRIED = 3  # bases of a portal in use; about 7 MB each with its index, for pages of 56 kB
WORSE = 2  # a page this many times larger than the median of the last ones wants another base
_MEDIAN_OF = 31
_FEW = 5  # so many sizes make a median; before that it is enough that a base halves a page
#: A base takes in the last pages after so many (the row of a full one, 50 kB, is worth it where more pages follow than it
#: has), then is renewed after each so many: 100 bytes a page.
GROWS_AT, _RENEWED_AFTER = (BASE_PAGES // 2, 4 * BASE_PAGES), 500
_READ = 16  # bases a reader holds


@dataclass(slots=True)
class _Rack:
    """A base in use; ``served`` counts the pages that it and its forerunners have served, ``recent`` are the last ones."""

    id: int
    digest: bytes
    base: Base
    served: int
    recent: deque[bytes] = field(default_factory=lambda: deque(maxlen=BASE_PAGES))


@dataclass(slots=True)
class _Shelf:
    """The bases of a portal, the last one used first, and the sizes of its last pages."""

    racks: list[_Rack] = field(default_factory=list)
    sizes: deque[int] = field(default_factory=lambda: deque(maxlen=_MEDIAN_OF))


class RawPages:
    """What one open store knows of the bases of its portals. Every method runs inside a transaction of its caller."""

    def __init__(self, keep: str = "all") -> None:
        if keep not in KEEP:
            raise ValueError(f"keep-raw {keep!r} is unknown: write one of {', '.join(KEEP)}")
        self.keep = keep
        self._shelves: dict[str, _Shelf] = {}

    def store(
        self, connection: sqlite3.Connection, portal: str, article_id: int, revision: int, pages: Sequence[RawPage]
    ) -> None:
        """Keep the pages of a revision in the place of those that it has."""
        if self.keep == "none" or not pages:
            return
        below = "<=" if self.keep == "latest" else "="
        connection.execute(f"DELETE FROM raw_page WHERE article_id = ? AND revision {below} ?", (article_id, revision))
        url = connection.execute("SELECT url FROM article WHERE id = ?", (article_id,)).fetchone()[0]
        for part, page in enumerate(pages, 1):
            base_id, body = self._packed(connection, portal, page.body)
            about = (len(page.body), page.fetched_at, page.content_type, page.url if page.url != url else None)
            connection.execute(
                """INSERT INTO raw_page (article_id, revision, part, base_id, size, fetched_at, content_type, url, body)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (article_id, revision, part, base_id, *about, body),
            )

    def fill(
        self, connection: sqlite3.Connection, portal: str, article_id: int, revision: int, pages: Sequence[RawPage]
    ) -> None:
        """Keep the pages of a revision that has none yet."""
        if self.keep != "none" and not has_page(connection, article_id, revision):
            self.store(connection, portal, article_id, revision, pages)

    def _packed(self, connection: sqlite3.Connection, portal: str, body: bytes) -> tuple[int, bytes]:
        """The base of a page and its bytes compressed against that."""
        shelf = self._shelf(connection, portal)
        best: tuple[int, bytes, int] | None = None
        limit = WORSE * median(shelf.sizes) if len(shelf.sizes) >= _FEW else 0
        for place, rack in enumerate(shelf.racks):
            packed = rack.base.pack(body)
            if best is None or len(packed) < best[0]:
                best = len(packed), packed, place
            if best[0] <= limit:
                break
        if best is None or (best[0] > limit and best[0] > len(pack(body)) / WORSE):
            rack = self._new(connection, shelf, portal, base_of(body))
            return rack.id, rack.base.pack(body)
        rack = shelf.racks.pop(best[2])
        shelf.racks.insert(0, rack)
        shelf.sizes.append(best[0])
        rack.served += 1
        rack.recent.append(body)
        if rack.served in GROWS_AT or rack.served % _RENEWED_AFTER == 0:
            self._new(connection, shelf, portal, rack.base.grown(rack.recent), rack)
        return rack.id, best[1]

    def _new(
        self, connection: sqlite3.Connection, shelf: _Shelf, portal: str, content: bytes, old: _Rack | None = None
    ) -> _Rack:
        """Stores a base and puts it first, in the place of ``old`` or of the one that was not used for longest."""
        served = old.served if old else 0
        cursor = connection.execute(
            "INSERT INTO raw_base (portal, served, digest, body) VALUES (?, ?, ?, ?)",
            (portal, served, digest(content), pack(content)),
        )
        assert cursor.lastrowid is not None
        rack = _Rack(cursor.lastrowid, digest(content), Base(content), served)
        shelf.racks = [rack, *(other for other in shelf.racks if other is not old)][:TRIED]
        return rack

    def _shelf(self, connection: sqlite3.Connection, portal: str) -> _Shelf:
        """The bases of a portal, read anew when a transaction that made one of them was rolled back."""
        shelf = self._shelves.get(portal)
        if shelf is None or not all(_is_stored(connection, rack) for rack in shelf.racks):
            shelf = self._shelves[portal] = _read_shelf(connection, portal)
        return shelf


def has_page(connection: sqlite3.Connection, article_id: int, revision: int) -> bool:
    """Whether the page of a revision is kept."""
    sql = "SELECT 1 FROM raw_page WHERE article_id = ? AND revision = ? LIMIT 1"
    return connection.execute(sql, (article_id, revision)).fetchone() is not None


class Unpacker:
    """Reads pages; holds the bases that it used last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._bases: dict[int, Base] = {}

    def pages(self, article_id: int, revision: int) -> Iterator[RawPage]:
        """The pages of a revision in their order. Raises :class:`DamagedPage`."""
        sql = """SELECT part, base_id, size, coalesce(p.url, a.url), content_type, fetched_at, p.body
                 FROM raw_page p JOIN article a ON a.id = article_id
                 WHERE article_id = ? AND p.revision = ? ORDER BY part"""
        for part, base_id, size, *about, packed in self._connection.execute(sql, (article_id, revision)).fetchall():
            try:
                body = self._base(base_id).unpack(packed)
                if len(body) != size:
                    raise DamagedPage(f"it has {len(body)} bytes instead of {size}")
            except DamagedPage as damage:
                raise DamagedPage(
                    f"the stored page of article {article_id} (revision {revision}, part {part}) is damaged: {damage}; "
                    "the article itself is not; put back a backup to read the page again"
                ) from damage
            url, content_type, fetched_at = about
            yield RawPage(url, body, content_type, fetched_at)

    def _base(self, base_id: int) -> Base:
        if base_id in self._bases:
            self._bases[base_id] = self._bases.pop(base_id)  # the last one used stands last
        else:
            found = _read_base(self._connection, base_id)
            if self._connection.in_transaction:  # it may be rolled back, and its number given to another
                return found
            self._bases[base_id] = found
            if len(self._bases) > _READ:
                del self._bases[next(iter(self._bases))]
        return self._bases[base_id]


def _read_base(connection: sqlite3.Connection, base_id: int) -> Base:
    found = connection.execute("SELECT body FROM raw_base WHERE id = ?", (base_id,)).fetchone()
    if found is None:
        raise DamagedPage(f"what it was compressed against (base {base_id}) is missing")
    return Base(unpack(found[0]))


def _is_stored(connection: sqlite3.Connection, rack: _Rack) -> bool:
    sql = "SELECT 1 FROM raw_base WHERE id = ? AND digest = ?"
    return connection.execute(sql, (rack.id, rack.digest)).fetchone() is not None


def _read_shelf(connection: sqlite3.Connection, portal: str) -> _Shelf:
    """The bases that were used last, without those that can no longer be read, and the sizes of their pages."""
    shelf = _Shelf()
    sql = """SELECT b.id, b.digest, b.served, count(p.id) FROM raw_base b LEFT JOIN raw_page p ON p.base_id = b.id
             WHERE portal = ? GROUP BY b.id ORDER BY coalesce(max(p.id), 0) DESC, b.id DESC LIMIT ?"""
    for number, known, served, pages in connection.execute(sql, (portal, TRIED)).fetchall():
        try:
            shelf.racks.append(_Rack(number, known, _read_base(connection, number), served + pages))
        except DamagedPage:
            continue  # its pages cannot be read either, and are named when they are; new ones get another base
        sizes = "SELECT length(body) FROM raw_page WHERE base_id = ? ORDER BY id DESC LIMIT ?"
        shelf.sizes.extend(size for (size,) in connection.execute(sizes, (number, _MEDIAN_OF // TRIED)))
    return shelf
