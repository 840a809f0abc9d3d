"""Articles as a Parquet file, for pandas, DuckDB, Spark: by Apache Arrow's library, an extra."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from crawler.storage.exports import Row

#: Rows of a row group: some 20 MB of articles in memory, and enough for a column to be compressed well.
GROUP = 5_000

_TEXTS = pa.list_(pa.string())
#: What is no text. Times stay text, as in the views: a published day without a time would move to another by UTC.
_TYPES = {
    **dict.fromkeys(("id", "story_id", "is_canonical", "revision", "copies", "extraction"), pa.int64()),
    **dict.fromkeys(("breadcrumbs", "authors", "tags", "flags", "portals"), _TEXTS),
    "credits": pa.list_(pa.struct({"role": pa.string(), "name": pa.string()})),
    "images": pa.list_(pa.struct({"url": pa.string(), "caption": pa.string()})),
}


def parquet(rows: Iterable[Row], columns: Sequence[str], out: IO[bytes]) -> None:
    """The columns of the view; lists are lists, credits and images lists of structs. A group of rows at a time in memory."""
    schema = pa.schema([(name, _TYPES.get(name, pa.string())) for name in columns])
    with ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema))


def _groups(rows: Iterable[Row]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while group := list(islice(left, GROUP)):
        yield group
