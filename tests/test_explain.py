"""``citydesk explain``: each line of a page with its verdict, and clear errors. Nothing is ever stored."""

import gzip
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from crawler.actions.explain_command import NOT_KEPT, OTHERWISE, explain, merged, show, show_links
from crawler.copies.fingerprint import fingerprint
from crawler.layout import Layout
from crawler.monitoring.outcome import ExitCode
from crawler.output.problems import OneLine
from crawler.reading.extract import PortalFacts, extract
from crawler.reading.items import Article, Credit, LedgerLine
from crawler.reading.page import Page
from crawler.sample_data.samples import SampleServer
from crawler.storage.store import Store
from tests.conftest import ROOT, Command

ARTICLE = "http://www.yb983.com/news/shehui/202306/t20230619_48201.html"
SAVED = ROOT / "samples" / "yb983" / "48201.html.gz"
TEXT = "河边的老茶馆换了新主人，茶客们说味道没有变，凳子也还是原来的凳子。"


class Screen:
    """A console whose output can be read."""

    def __init__(self, *, terminal: bool = False) -> None:
        colours: Any = "standard" if terminal else None
        self.file = io.StringIO()
        self.console = Console(
            file=self.file, force_terminal=terminal, color_system=colours, highlight=False, soft_wrap=True
        )

    @property
    def text(self) -> str:
        return self.file.getvalue()

    def explain(self, what: object, db: object = "citydesk.db", **options: Any) -> str:
        explain(str(what), str(db), console=self.console, **options)
        return self.text


def line(position: int, text: str = "", rule: str = "credit.zh") -> LedgerLine:
    return LedgerLine(position, text or f"r{position}", "removed", rule)


def texts(lines: list[LedgerLine]) -> str:
    return " ".join(found.text for found in lines)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A database with one article."""
    path = tmp_path / "news.db"
    article = Article(
        url="http://www.example.cn/1.htm",
        portal="example",
        title="老茶馆换了新主人",
        body=f"{TEXT}\n{TEXT[:20]}。",
        published_at="2026-11-23T08:00:00+08:00",
        source="某县新闻网",
        credits=[Credit("编辑", "言午")],
        ledger=[line(11, "字号：大 中 小", "tool.zh"), line(16, "编辑：言午"), line(17, "下载客户端", "app.zh")],
    )
    with Store.open(path) as store:
        run = store.start_run("example", "2026-11-23T08:00:00+00:00")
        store.put(article, fingerprint(article.title, article.body), run=run, seen_at="2026-11-23T08:00:00+00:00")
    return path


# --- a file -------------------------------------------------------------------------------------------------------------


def test_a_file_is_explained_line_by_line(citydesk: Command, tmp_path: Path) -> None:
    done = citydesk("explain", str(SAVED))
    assert (done.returncode, done.stderr) == (0, "")
    out = done.stdout.splitlines()
    fields = dict(row.split(None, 1) for row in out[:7])
    assert fields["title"].startswith("流动书车开进五道沟")
    assert fields["published_at"] == "2023-06-19T08:36:00+08:00"
    assert "编辑:朴秋华" in fields["credits"]
    assert (fields["flags"], fields["layout"]) == ("-", "generic")
    assert re.search(r"^ +\d+  field \(title\) +流动书车", done.stdout, re.M)
    assert re.search(r"^ +\d+  removed \(credit\.\S+\) +终审:孟兆丰$", done.stdout, re.M)
    assert re.search(r"^ +\d+  kept +上周六清晨六点", done.stdout, re.M)
    kept, field, removed, unknown = map(int, re.findall(r"\d+", out[-1])[1:])
    assert out[-1].startswith(f"{kept + field + removed + unknown} lines: kept {kept}, field {field}, removed")
    assert kept == 7
    assert "\x1b" not in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_lines_come_in_page_order() -> None:
    places = [int(place) for place in re.findall(r"^ +(\d+)  \w", Screen().explain(SAVED), re.M)]
    assert places == sorted(places)


def test_colours_on_a_terminal_only() -> None:
    assert "\x1b[31m" in Screen(terminal=True).explain(SAVED)
    assert "\x1b" not in Screen().explain(SAVED)


def test_a_plain_file_and_long_lines_stay_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<h1>老茶馆换了新主人</h1><p>{TEXT * 9}</p>", encoding="utf-8")
    assert TEXT * 9 in Screen().explain(page)


def test_a_page_that_is_no_article_says_why(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>图集</title><h1>图集</h1><img src=a.jpg>", encoding="utf-8")
    assert Screen().explain(page).startswith("No article: no-text (the page holds no running text")


def test_what_a_page_says_cannot_steer_the_terminal() -> None:
    screen = Screen()
    article = Article(title="标题\x1b]0;x\x07", body=TEXT, flags=["\x9b31m"])
    show(
        screen.console,
        article,
        [LedgerLine(1, "文\x1b[2J字\u202e", "body"), LedgerLine(2, "[bold]x[/bold]", "unknown")],
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", screen.text)
    assert "[bold]x[/bold]" in screen.text


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("missing.html", None, ("missing.html is no file", "http://")),
        ("www.example.cn", None, ("www.example.cn is no file", "http://")),
        ("page.html.gz", b"no gzip at all", ("cannot be read", "gzip")),
        ("page.html.gz", gzip.compress(b"<p>text</p>", mtime=0)[:-9], ("cannot be read",)),
        ("note.html", "只是几个字".encode(), ("note.html is not HTML",)),
        ("empty.html", b"", ("empty.html is not HTML",)),
        ("photo.html", bytes(range(1, 256)) * 40, ("photo.html is not HTML",)),
    ],
)
def test_a_file_that_cannot_be_explained(tmp_path: Path, name: str, body: bytes | None, words: tuple[str, ...]) -> None:
    if body is not None:
        (tmp_path / name).write_bytes(body)
    with pytest.raises(OneLine) as problem:
        Screen().explain(tmp_path / name)
    assert problem.value.exit_code == ExitCode.WRONG_USE
    assert all(word in problem.value.message for word in words)


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(OneLine, match="cannot be read"):
        Screen().explain(tmp_path)


# --- an article of the database -----------------------------------------------------------------------------------------


def test_a_stored_article_shows_body_and_removed_lines(db: Path) -> None:
    text = Screen().explain(1, db)
    assert text.startswith(NOT_KEPT)
    assert "citydesk explain http://www.example.cn/1.htm" in text
    assert "编辑:言午" in text
    order = [text.index(found) for found in ("字号：大 中 小", TEXT, f"{TEXT[:20]}。", "编辑：言午", "下载客户端")]
    assert order == sorted(order)
    assert text.rstrip().endswith("5 lines: kept 2, field 0, removed 3, unknown 0")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A database with one article and its page, read without knowing what the portal repeats."""
    path = tmp_path / "kept.db"
    page = Page(ARTICLE, gzip.decompress(SAVED.read_bytes()), "text/html", "2026-11-23T08:00:00+00:00")
    article = extract(page, PortalFacts("yb983", ("www.yb983.com",), "Asia/Shanghai", (Layout("div.content"),)))
    with Store.open(path) as store:
        run = store.start_run("yb983", "2026-11-23T08:00:00+00:00")
        store.put(article, fingerprint(article.title, article.body), run=run, seen_at="2026-11-23T08:00:00+00:00")
    return path


def test_a_kept_page_is_read_with_the_module_of_its_portal(kept: Path) -> None:
    text = Screen().explain(1, kept)
    assert NOT_KEPT not in text
    assert OTHERWISE[:20] not in text
    fields = dict(row.split(None, 1) for row in text.splitlines()[:7])
    assert (fields["url"], fields["layout"]) == (ARTICLE, "2021-01-01")
    assert re.search(r"^ +\d+  field \(title\) +流动书车", text, re.M)
    assert re.search(r"^ +\d+  removed \(credit\.\S+\) +终审:孟兆丰$", text, re.M)


def test_a_kept_page_that_is_read_otherwise_today(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as other, other:
        other.execute("UPDATE article SET body = body || char(10) || 'one more line'")
    text = Screen().explain(1, kept)
    assert text.startswith(OTHERWISE.format(1))
    assert "one more line" not in text


def test_a_damaged_page_is_named_and_the_stored_lines_shown(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as other, other:
        other.execute("UPDATE raw_page SET body = x'00'")
    text = Screen().explain(1, kept)
    assert text.startswith("the stored page of article 1 (revision 1, part 1) is damaged")
    assert NOT_KEPT in text


def test_a_kept_page_and_a_broken_module(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "yb983.py").write_text("1 / 0")
    with pytest.raises(OneLine, match=r"yb983\.py cannot be loaded: ZeroDivisionError") as problem:
        Screen().explain(1, kept, portals=str(tmp_path))
    assert problem.value.exit_code == ExitCode.WRONG_USE
    (tmp_path / "yb983.py").rename(tmp_path / "another.py")
    assert "yb983" in Screen().explain(1, kept, portals=str(tmp_path))


def test_a_kept_page_and_a_module_that_raises(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text(
        "from crawler.portal import PortalSpider\n\n\nclass Own(PortalSpider):\n    name = 'yb983'\n"
        "    hosts = ('www.yb983.com',)\n\n    def load(self, loader):\n        raise RuntimeError('not today')\n"
    )
    with pytest.raises(OneLine, match=r"own\.py, line 9: RuntimeError: not today") as problem:
        Screen().explain(1, kept, portals=str(tmp_path))
    assert problem.value.exit_code == ExitCode.SOME_FAILED


def test_an_id_that_is_not_there(db: Path) -> None:
    with pytest.raises(OneLine, match="no article 99") as problem:
        Screen().explain(99, db)
    assert problem.value.exit_code == ExitCode.WRONG_USE


def test_an_id_too_large_for_the_database_is_one_that_is_not_there(db: Path) -> None:
    with pytest.raises(OneLine, match="no article"):
        Screen().explain("9" * 30, db)


def test_a_database_that_is_not_there(citydesk: Command, tmp_path: Path) -> None:
    done = citydesk("explain", "1")
    assert done.returncode == ExitCode.DATABASE
    assert done.stderr.count("\n") == 1
    assert "citydesk.db" in done.stderr
    assert list(tmp_path.iterdir()) == [], "a database was made"


@pytest.mark.parametrize(
    ("body", "places", "expected"),
    [
        ("a b c", (3, 7), "r3 a b c r7"),
        ("a b c", (3, 4, 8, 9), "r3 r4 a b c r8 r9"),
        ("a b c", (1, 3, 6, 8), "r1 r3 a b r6 c r8"),  # a title between 1 and 3
        ("a b c d", (2, 4, 6, 9, 11), "r2 r4 a r6 b c r9 d r11"),
        ("a b", (5, 6), "a b r5 r6"),
        ("a b", (), "a b"),
        ("a", (4, 4, 6), "r4 r4 a r6"),  # the tail of a line has the line's place
        ("a b c", (2, 5), "a b c r2 r5"),
    ],
)
def test_body_and_removed_lines_are_merged_by_position(body: str, places: tuple[int, ...], expected: str) -> None:
    assert texts(merged(body.split(), [line(place) for place in places])) == expected


def test_merging_loses_nothing() -> None:
    for paragraphs in range(6):
        for gap in range(6):
            body = [f"p{number}" for number in range(paragraphs)]
            lines = merged(body, [line(1), line(2 + gap), line(5 + gap)])
            assert sorted(found.text for found in lines) == sorted([*body, "r1", f"r{2 + gap}", f"r{5 + gap}"])
            assert [found.text for found in lines if found.verdict == "body"] == body


# --- an address ---------------------------------------------------------------------------------------------------------


def test_an_address_is_read_with_its_portal_s_module(citydesk: Command, samples: SampleServer, tmp_path: Path) -> None:
    done = citydesk("explain", ARTICLE, http_proxy=samples.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^layout +20\d\d-\d\d-\d\d$", done.stdout, re.M), "the module's layout was not used"
    assert "kept" in done.stdout
    assert "Links" not in done.stdout
    assert list(tmp_path.iterdir()) == [], "something was stored"


def test_a_list_page_shows_how_its_links_were_sorted(citydesk: Command, samples: SampleServer) -> None:
    done = citydesk("explain", "http://www.yb983.com/news/", http_proxy=samples.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No article: no-text")
    assert re.search(r"^article +http://www\.yb983\.com/news/\S+\.html .*\[.*headline\+\d", done.stdout, re.M)
    assert re.search(r"^pagination +http://www\.yb983\.com/news/index_2\.html ", done.stdout, re.M)


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("http://www.yb983.com/user/inbox", ExitCode.NOTHING_CRAWLED, "robots:"),
        ("http://www.yb983.com/gone.html", ExitCode.NOTHING_CRAWLED, "HTTP 404"),
        ("http://www.yb983.com/rss.xml", ExitCode.WRONG_USE, "not-html:"),
        ("http://127.0.0.1:1/", ExitCode.NOTHING_CRAWLED, "unreachable:"),
    ],
)
def test_an_address_without_a_page(citydesk: Command, samples: SampleServer, url: str, code: int, words: str) -> None:
    done = citydesk("explain", url, http_proxy=samples.url, no_proxy="127.0.0.1")
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert url in done.stderr


@pytest.mark.parametrize(
    "url", ["ftp://www.example.cn/", "http:///news", "http://a b/", "http://user:pw@www.example.cn/"]
)
def test_a_bad_address_is_not_fetched(url: str) -> None:
    with pytest.raises(OneLine, match="cannot be fetched") as problem:
        Screen().explain(url)
    assert problem.value.exit_code == ExitCode.WRONG_USE


def test_a_missing_folder_of_portals_is_named() -> None:
    with pytest.raises(OneLine, match="--portals DIR") as problem:
        Screen().explain("http://www.example.cn/", portals="no-such-folder")
    assert problem.value.exit_code == ExitCode.WRONG_USE


def test_links_are_shown_with_their_reasons() -> None:
    screen = Screen()
    items = "".join(
        f'<a href="/news/2026-11/{n}/c_{4000 + n}.htm">老茶馆换了新主人，茶客们说味道没有变（{n}）</a>'
        for n in range(10, 20)
    )
    html = f'<a href="/news/">新闻</a>{items}<a href="/login">登录</a><a href="/events/2300/05/">历</a><a href="http://other.example/1.htm">别处</a>'
    show_links(
        screen.console, Page("http://www.example.cn/", html.encode(), "text/html; charset=utf-8"), ("www.example.cn",)
    )
    assert "article 10, list 2, pagination 0, other 2" in screen.text
    assert len(re.findall(r"^article  .*date\S*\+\d", screen.text, re.M)) == 10
    assert re.search(r"^other .*login.*-100", screen.text, re.M)
    assert re.search(r"^list .*2300/05/ .*\[trap: calendar\]", screen.text, re.M)
    assert re.search(r"^other .*别处  \[another host\]", screen.text, re.M)
