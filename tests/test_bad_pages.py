"""Pages that are broken, hostile or no pages: each gets a named reason, in bounded time and memory.

The large ones run in a process of their own, whose CPU time and memory the system itself limits: a machine five times
slower than the one they were measured on passes still.
"""

import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.network.limits import DEFAULTS
from crawler.reading.extract import extract
from crawler.reading.items import Article
from crawler.reading.page import Page
from crawler.reading.reasons import REASONS
from crawler.reading.validity import reason_against
from tests.conftest import ROOT

MAX_BYTES, MAX_TAGS, MAX_ATTRIBUTES = (
    DEFAULTS[name] for name in ("DOWNLOAD_MAXSIZE", "CITYDESK_MAX_TAGS", "CITYDESK_MAX_ATTRIBUTES")
)
CPU_SECONDS = 15
MEMORY = 600 * 2**20  # bytes at the peak, the interpreter and the page itself included
TEXT = "镇上的修表铺子开了三十年，铺主说，来的人少了，来过的人都还记得门口那盏灯。"
HEAD = "<html><title>修表铺子三十年</title><h1>修表铺子三十年</h1>"


def paragraphs(number: int) -> str:
    return "".join(f"<p>第{count}段，{TEXT}</p>" for count in range(number))


#: Name, the page, and the reason against it; "" for pages that are long but real.
LARGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "twenty megabytes": (lambda: (HEAD + paragraphs(160_000)).encode(), "too-large"),
    "twenty megabytes of zeros": (lambda: bytes(20_000_000), "too-large"),
    "100,000 nested tags": (lambda: (HEAD + "<div>" * 100_000 + TEXT * 5 + "</div>" * 100_000).encode(), "too-large"),
    "99,000 tags, never closed": (lambda: (HEAD + "<div>" * 99_000 + TEXT * 5).encode(), "no-text"),
    "99,000 inline tags, never closed": (lambda: (HEAD + "<b>" * 99_000 + TEXT * 5).encode(), "no-text"),
    "200,000 links": (
        lambda: (HEAD + "".join(f'<li><a href="/{n}.htm">{TEXT}</a>' for n in range(200_000))).encode(),
        "too-large",
    ),
    "30,000 links": (
        lambda: (HEAD + "".join(f'<li><a href="/{n}.htm">第{n}条</a>' for n in range(30_000))).encode(),
        "no-text",
    ),
    "300,000 attributes": (
        lambda: f"{HEAD}<p {' '.join(f'a{n}=1' for n in range(300_000))}>{TEXT * 5}".encode(),
        "too-large",
    ),
    "a million comments": (lambda: (HEAD + "<!-- -->" * 1_000_000 + TEXT * 5).encode(), "too-large"),
    "a script that never ends": (lambda: (HEAD + "<script>" + 'a="</p>";' * 90_000).encode(), "no-text"),
    "nothing but <": (lambda: b"<" * 5_000_000, "too-large"),
    "binary": (lambda: random.Random(1).randbytes(8_000_000), "not-html"),
    "eight megabytes of blanks": (lambda: (HEAD + "<p>" + " " * 8_000_000).encode(), "no-text"),
    "eight megabytes in one word": (lambda: (HEAD + "<p>" + "1" * 8_000_000).encode(), "no-text"),
    "20,000 paragraphs in GBK": (lambda: (HEAD + paragraphs(20_000)).encode("gb18030"), ""),
    "17,000 lines": (lambda: (HEAD + f"{TEXT}{TEXT}<br>" * 17_000).encode(), ""),
    "10,000 headings 相关新闻": (lambda: (HEAD + f"<p>相关新闻</p><p>{TEXT}{TEXT}</p>" * 10_000).encode(), ""),
    "8,000 first headings": (
        lambda: (HEAD + paragraphs(3) + f"<h1>{TEXT}</h1><div><p>{TEXT}</p></div>" * 8_000).encode(),
        "",
    ),
    "8,000 first headings, each before a paragraph beside the first": (
        lambda: (HEAD + paragraphs(3) + f"<div><h1>{TEXT}</h1></div><p>{TEXT}</p>" * 8_000).encode(),
        "",
    ),
    "one paragraph of 5 MB": (lambda: (HEAD + "<p>" + TEXT * 45_000).encode(), ""),
}

_RUN = """
import json, resource, sys, time
from tests.test_bad_pages import LARGE, CPU_SECONDS, peak, read
resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
page = LARGE[sys.argv[1]][0]()
start = time.process_time()
article = read(page)
print(json.dumps({"flags": article.flags, "body": article.body[:2000], "title": article.title,
                  "cpu": time.process_time() - start, "memory": peak()}))
"""


def peak() -> int:
    """Bytes that this process took at most. ``ru_maxrss`` of Linux counts the process that started this one, too."""
    if sys.platform == "darwin":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def read(body: bytes, content_type: str = "text/html") -> Article:
    return extract(Page("http://www.example.cn/a.html", body, content_type, "2026-11-23T08:00:00+00:00"))


@pytest.mark.parametrize("name", LARGE)
def test_large_pages_take_bounded_time_and_memory(name: str) -> None:
    command = [sys.executable, "-c", _RUN, name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"killed by the limit of {CPU_SECONDS} s, or failed: {done.stderr[-500:]}"
    found = json.loads(done.stdout)
    assert found["memory"] < MEMORY
    article = Article(title=found["title"], body=found["body"], flags=found["flags"])
    assert reason_against(article) == LARGE[name][1]


SMALL: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "no-text"),
    "blanks": (b" \r\n\t ", "no-text"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "no-text"),
    "no tag": ("修表铺子".encode(), "no-text"),
    "no article": ((HEAD + '<img src="a.jpg"><p>图集</p>').encode(), "no-text"),
    "an empty shell": (
        b'<!DOCTYPE html><html><body><div id="app"></div><script src="/app.js"></script></body></html>',
        "no-text",
    ),
    "a frameset": (b'<html><frameset cols="20%,80%"><frame src="a.htm"></frameset></html>', "no-text"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(5_000), "not-html"),
    "an archive": (b"PK\x03\x04\x14\x00\x08\x08\x08\x00" + random.Random(3).randbytes(5_000), "not-html"),
    "a page packed twice": (
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + random.Random(4).randbytes(5_000),
        "not-html",
    ),
    "a page cut in a tag": ((HEAD + "<p class='tex").encode(), "no-text"),
    "only end tags": (b"</p></div></body>" * 50, "no-text"),
}


@pytest.mark.parametrize("name", SMALL)
def test_small_pages_have_a_named_reason(name: str) -> None:
    body, reason = SMALL[name]
    assert reason_against(read(body)) == reason
    assert reason in REASONS


def test_nuls_in_a_text_are_left_out() -> None:
    article = read((HEAD + f"<p>{TEXT}\0{TEXT}</p><p>\0{TEXT}</p>\0").encode())
    assert (article.title, article.body) == ("修表铺子三十年", f"{TEXT}{TEXT}\n{TEXT}")
    assert reason_against(article) == ""


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "big5hkscs", "iso2022_jp", "euc_jp"])
def test_no_charset_of_text_looks_binary(charset: str) -> None:
    text = {"iso2022_jp": "町の時計店は三十年続いた。", "euc_jp": "町の時計店は三十年続いた。"}.get(
        charset, "鎮上的鐘錶店開了三十年。"
    )
    page = Page(
        "", f"<html><meta charset={charset}><p>{text * 40}</p></html>".encode(charset), f"text/html; charset={charset}"
    )
    assert page.unreadable == ""


def test_control_characters_here_and_there_are_no_binary() -> None:
    assert Page("", (HEAD + f"<p>{TEXT}\x02\x03</p>" * 30).encode()).unreadable == ""


def test_limits_are_named_where_they_begin() -> None:
    assert Page("", b"x" * MAX_BYTES).unreadable == ""
    assert Page("", b"x" * (MAX_BYTES + 1)).unreadable == "too-large"
    assert Page("", b"<b>x" * MAX_TAGS).unreadable == ""
    assert Page("", b"<b>x" * (MAX_TAGS + 1)).unreadable == "too-large"


@pytest.mark.parametrize("before", [0, 1, 39_999, 100_000])
def test_an_element_with_too_many_attributes_is_found_wherever_it_stands(before: int) -> None:
    many = " ".join(f"a{number}" for number in range(MAX_ATTRIBUTES + 1))
    assert Page("", b"x" * before + f"<p {many}>".encode()).unreadable == "too-large"
    assert (
        Page("", b"<p>" * before + f"<p {many}>".encode() + b"<p>" * 9).unreadable == "too-large" or before == 100_000
    )


def test_what_is_long_but_no_tag_with_attributes_is_read() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 500_000}">'
    script = f"<script>{'var a = 1; ' * 20_000}</script>"
    text = f"<p>{'word ' * 20_000}</p>"
    assert Page("", (HEAD + picture + script + text).encode()).unreadable == ""


def test_what_was_not_read_has_no_tree_and_no_text() -> None:
    page = Page("http://www.example.cn/a.html", b"<p>x" * 200_000, "text/html")
    assert (page.decoded.text, page.decoded.flags) == ("", ("too-large",))
    assert len(list(page.root.iter())) <= 3
