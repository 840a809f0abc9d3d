"""``citydesk demo``: the sample portals on a loopback server, crawled by the normal components, and what came out."""

import os
import tempfile
import time
from pathlib import Path

from rich.text import Text

from crawler.actions import crawl_command
from crawler.monitoring.outcome import ExitCode
from crawler.output.terminal import Terminal
from crawler.sample_data.samples import SampleServer, Site, samples_folder
from crawler.storage.store import Store

#: The sample portals have modules under their own names.
PORTALS = ("yb983", "dadongnews")


def _server() -> SampleServer:
    return SampleServer([Site.load(samples_folder() / name) for name in PORTALS])


def run(db: str | None) -> ExitCode:
    """Crawls the samples into ``db`` (default: a new file) and shows the result."""
    started = time.monotonic()
    path = db or str(Path(tempfile.mkdtemp(prefix="citydesk-")) / "demo.db")
    console = Terminal()
    with _server() as server:
        console.print(
            f"Serving {len(PORTALS)} sample portals at {server.url}, crawling them into {path}", soft_wrap=True
        )
        # The server answers as a proxy, so the portal modules run unchanged under their portals' real addresses.
        os.environ.update(http_proxy=server.url, no_proxy="")
        code = crawl_command.crawl(list(PORTALS), {"CITYDESK_DB": path, "LOG_LEVEL": "WARNING", "DOWNLOAD_DELAY": 0})
    with Store.read_only(path) as store:
        _show_article(console, store)
        _show_stories(console, store)
    console.print(f"\nDone in {time.monotonic() - started:.1f} s. Every story once, with the portals it ran on:")
    query = "SELECT title, published_at, copies, portals FROM stories ORDER BY copies DESC LIMIT 5"
    console.print(f'  sqlite3 "file:{path}?mode=ro" "{query}"', soft_wrap=True, style="bold")
    return code


def _show_stories(console: Terminal, store: Store) -> None:
    """What copy recognition made of the two portals; which of them was fetched first does not matter."""
    stories = store.totals()
    console.print(
        f"\n{stories['articles']} articles are {stories['stories']} stories; of each the best copy (undamaged, then "
        "earliest) is the one in the view `stories`, whichever came first."
    )


def _show_article(console: Terminal, store: Store) -> None:
    """The article of the first portal from which most was stripped."""
    row = store.showcase(PORTALS[0])
    if row is None:
        return
    console.print(Text(f"\n{row['title']}", style="bold"))
    credits_line = "  ".join(f"{credit['role']}:{credit['name']}" for credit in row["credits"])
    console.print(Text(f"{row['published_at']}  {row['source']}  {credits_line}", style="dim"))
    console.print(Text(f"{' > '.join(row['breadcrumbs'])}   [{', '.join(row['tags'])}]\n", style="dim"))
    for paragraph in row["body"].split("\n"):
        console.print(Text(f"  {paragraph}"), soft_wrap=False)
    console.print(Text("\nStripped from this page, and by which rule:", style="bold"))
    for line in store.removed(row["id"]):
        console.print(Text.assemble((f"  {line.rule:<22}", "cyan"), line.text), no_wrap=True, overflow="ellipsis")


def serve() -> ExitCode:
    """Serves the samples until Ctrl-C."""
    console = Terminal()
    with _server() as server:
        console.print(f"Sample portals at {server.url}; Ctrl-C ends.\nCrawl one under its own address with:")
        console.print(f"  http_proxy={server.url} citydesk crawl {PORTALS[0]} -s DOWNLOAD_DELAY=0", style="bold")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return ExitCode.DONE
