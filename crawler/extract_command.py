"""``citydesk extract``: saved pages in, one JSON object a line out; needs neither Scrapy nor a database."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.cli import OneLine
from crawler.extract import extract as extract_article
from crawler.items import Article
from crawler.outcome import ExitCode
from crawler.page import Page


def extract(paths: Sequence[Path]) -> None:
    """Prints one JSON line a page."""
    for ident, path, url, content_type in _pages(paths):
        try:
            body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        except (OSError, EOFError) as error:
            raise OneLine(f"{path} cannot be read: {error}", ExitCode.WRONG_USE) from None
        fetched = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
        article = extract_article(Page(url, body, content_type, fetched))
        print(json.dumps({"id": ident, "file": str(path), **public(article, url)}, ensure_ascii=False))


def public(article: Article, url: str) -> dict[str, Any]:
    """An article as ``extract`` prints it."""
    record = asdict(article)
    keys = (
        "title",
        "body",
        "published_at",
        "modified_at",
        "authors",
        "credits",
        "source",
        "section",
        "breadcrumbs",
        "tags",
    )
    removed = [{"rule": line.rule, "text": line.text} for line in article.removed]
    more = {key: record[key] for key in ("images", "language", "flags")}
    return {"url": url, **{key: record[key] for key in keys}, **more, "removed": removed}


def _pages(paths: Sequence[Path]) -> Iterator[tuple[str, Path, str, str]]:
    """(id, file, url, content type) of every page that the paths name."""
    for path in paths:
        manifest = path / "manifest.json"
        if manifest.is_file():
            for entry in json.loads(manifest.read_text(encoding="utf-8")):
                yield str(entry["id"]), path / entry["file"], entry.get("url", ""), entry.get("content_type", "")
        elif path.is_dir():
            for file in sorted([*path.glob("*.html"), *path.glob("*.htm"), *path.glob("*.html.gz")]):
                yield file.name.split(".")[0], file, "", ""
        elif path.is_file():
            yield path.name.split(".")[0], path, "", ""
        else:
            raise OneLine(f"{path} does not exist: name HTML files or a folder of them", ExitCode.WRONG_USE)
