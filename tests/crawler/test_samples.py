"""The sample portals: records that agree with their pages, and the sites that serve them."""

import gzip
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from unicodedata import normalize
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

import opencc
import pytest
from lxml import etree
from parsel import Selector

from crawler.sample_data.samples import SampleServer, Site, load_sites, samples_folder
from tests.noise import NOTES, add_notes, half_width, shift_bytes, strip_notes, truncate
from tests.samples_build import SAMPLES, TEMPLATES, build_page, build_portal, read_records
from tests.templates_common import Record

BASE = "http://127.0.0.1:8000"
RECORDS = {portal: read_records(SAMPLES / portal) for portal in TEMPLATES}
SITES = {portal: Site.load(SAMPLES / portal) for portal in TEMPLATES}
CHARSETS = {"yb983": "gb18030", "dadongnews": "utf-8"}
ALL = [(portal, name) for portal, records in RECORDS.items() for name in records]
ARTICLES = [(portal, name) for portal, name in ALL if RECORDS[portal][name]["kind"] == "article"]
OTHERS = sorted(set(ALL) - set(ARTICLES))
COPIES = [name for portal, name in ARTICLES if "copy_of" in RECORDS[portal][name]]
SHIFTED = [name for name in COPIES if "byte-shift" in RECORDS["dadongnews"][name]["noise"]]
CLEAN = [(portal, name) for portal, name in ARTICLES if portal == "yb983" or name not in SHIFTED]
TO_SIMPLIFIED = opencc.OpenCC("t2s")
FIELDS = {
    "title", "body", "published_at", "source", "credits", "authors", "breadcrumbs", "tags", "section", "language",
}  # fmt: skip


def page_text(portal: str, name: str) -> str:
    """The page's whole text without white space, notes of copy sites taken out."""
    raw = gzip.decompress((SAMPLES / portal / f"{name}.html.gz").read_bytes()).decode(CHARSETS[portal])
    text = unescape(re.sub("<[^>]*>", "", raw))
    is_noted = any(kind.startswith("pinyin") for kind in RECORDS[portal][name].get("noise", []))
    return squeeze(strip_notes(text) if is_noted else text)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def fetch(site: Site, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    return site.response(path, BASE, headers)


def links(body: bytes) -> list[str]:
    return Selector(body=body).css("ul.list a::attr(href)").getall()


def walk(site: Site, path: str) -> Iterator[str]:
    """The article links of a list and of all pages that follow it."""
    while path:
        status, _, body = fetch(site, path)
        assert status == 200, path
        yield from links(body)
        path = Selector(body=body).css(".pager a::attr(href)").get("")


# The records


def test_each_portal_has_forty_articles_and_four_pages_that_are_none() -> None:
    for portal, records in RECORDS.items():
        kinds = [record["kind"] for record in records.values()]
        assert kinds.count("article") == 40, portal
        assert sorted(kind for kind in kinds if kind != "article") == ["about", "gone", "video", "wall"]


@pytest.mark.parametrize(("portal", "name"), ARTICLES)
def test_an_article_record_has_all_fields(portal: str, name: str) -> None:
    want = RECORDS[portal][name]["expected"]
    assert want.keys() >= FIELDS
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:00\+08:00", want["published_at"])
    assert all(credit["role"] and credit["name"].strip() == credit["name"] for credit in want["credits"])
    assert set(want["authors"]) <= {credit["name"] for credit in want["credits"]}
    assert all(line.strip() == line != "" for line in want["body"].split("\n"))
    assert 90 <= len(want["body"]) <= 1500


@pytest.mark.parametrize(("portal", "name"), OTHERS)
def test_a_page_that_is_no_article_says_why(portal: str, name: str) -> None:
    record = RECORDS[portal][name]
    assert record["skip_reason"]
    assert record["listed"]["title"]
    assert record["expected"] == {}


@pytest.mark.parametrize(("portal", "name"), ALL)
def test_what_must_not_come_through_is_on_the_page_and_not_in_the_body(portal: str, name: str) -> None:
    record = RECORDS[portal][name]
    text = page_text(portal, name)
    body = squeeze(record["expected"].get("body", ""))
    for line in record["must_not_contain"]:
        assert squeeze(line) in text, line
        assert squeeze(line) not in body, line


@pytest.mark.parametrize(("portal", "name"), CLEAN)
def test_what_is_expected_is_on_the_page(portal: str, name: str) -> None:
    want = RECORDS[portal][name]["expected"]
    text = page_text(portal, name)
    shown = [want["title"], want["source"], *want["tags"], *want["breadcrumbs"], *want["body"].split("\n")]
    shown += [credit["name"] for credit in want["credits"]] + [image["caption"] for image in want.get("images", [])]
    for line in shown:
        assert squeeze(line) in text, line


def test_no_paragraph_is_shared_but_by_copies_and_the_series() -> None:
    owners: dict[str, set[str]] = {}
    for portal, name in ARTICLES:
        record = RECORDS[portal][name]
        if "copy_of" not in record and record["expected"]["section"] != "天气":
            for line in record["expected"]["body"].split("\n"):
                owners.setdefault(line, set()).add(name)
    shared = [names for names in owners.values() if len(names) > 1]
    assert shared == [{"48241", "48253"}]


def test_the_two_weather_reports_differ_in_numbers_only() -> None:
    reports = [record["expected"]["body"] for record in RECORDS["yb983"].values() if record["url"].find("/tianqi/") > 0]
    assert len(reports) == 2
    assert reports[0] != reports[1]
    assert len({re.sub(r"\d+", "0", report) for report in reports}) == 1


def test_the_special_cases_are_there() -> None:
    yb983 = {name: record["expected"] for name, record in RECORDS["yb983"].items() if record["expected"]}
    bodies = {name: want["body"] for name, want in yb983.items()}
    assert [name for name, want in yb983.items() if want["language"] == "ko"] == ["48404"]
    assert "珲（hún）春" in bodies["48276"]
    assert len(re.findall(r"0433-\d{7}", bodies["48230"])) > 20
    assert len(bodies["48224"]) < 110
    assert "编辑就是" in bodies["48246"]
    assert "来源一栏" in bodies["48246"]
    assert "（记者苗可文/图）" in page_text("yb983", "48281")
    assert "原标题：" in page_text("yb983", "48288")
    assert sum(bool(want.get("images")) for want in yb983.values()) >= 4


def test_the_declared_charset_of_yb983_does_not_hold_its_characters() -> None:
    beyond = 0
    for page in SITES["yb983"].pages.values():
        assert b"charset=gb2312" in page.body
        text = page.body.decode("gb18030")
        try:
            text.encode("gb2312")
        except UnicodeEncodeError:
            beyond += 1
    assert beyond > 30


# Copies and their noise


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_its_original_in_traditional_characters(name: str) -> None:
    record = RECORDS["dadongnews"][name]
    original = RECORDS["yb983"][record["copy_of"]["page"]]["expected"]
    copied, whole = simplified(record), normalize("NFKC", original["body"])
    if "truncated" in record["noise"]:
        assert whole.startswith(copied)
        assert 0.65 < len(copied) / len(whole) < 0.75
    elif "editors-note" in record["noise"]:
        assert whole in copied
        assert copied.count("\n") == whole.count("\n") + 1
    else:
        assert copied == whole
    assert record["expected"]["published_at"] > original["published_at"]


def simplified(record: Record) -> str:
    return normalize("NFKC", TO_SIMPLIFIED.convert(record["expected"]["body"]))


def test_the_noise_is_spread_over_the_copies() -> None:
    noises = [RECORDS["dadongnews"][name]["noise"] for name in COPIES]
    counts = {kind: sum(kind in noise for noise in noises) for kind in {kind for noise in noises for kind in noise}}
    assert len(COPIES) == 26
    assert counts["pinyin"] + counts["pinyin-full-width"] == 13
    assert (counts["byte-shift"], counts["truncated"], counts["editors-note"]) == (3, 4, 3)
    assert counts["half-width"] >= 5


@pytest.mark.parametrize("name", SHIFTED)
def test_a_shifted_page_has_lost_characters(name: str) -> None:
    record = RECORDS["dadongnews"][name]
    text = page_text("dadongnews", name)
    lines = [squeeze(line) for line in record["expected"]["body"].split("\n")]
    whole = [line for line in lines if line in text]
    assert 0 < len(whole) < len(lines)
    assert "?" in text
    assert "flags" not in record["expected"]


@pytest.mark.parametrize("name", COPIES)
def test_only_pages_that_say_so_carry_notes(name: str) -> None:
    record = RECORDS["dadongnews"][name]
    raw = SITES["dadongnews"].pages[urlsplit(record["url"]).path].body.decode()
    story = raw.partition('class="story__text"')[2].partition('class="disclaimer"')[0]
    notes = [
        char + reading for char, reading in re.findall(r"(.)[(（]([^()（）]*[āáǎàēéěèīíǐìōóǒòūúǔù]\w*)[)）]", story)
    ]
    noted = any(kind.startswith("pinyin") for kind in record["noise"])
    assert (len(notes) > 20) == noted
    assert all(NOTES.get(note[0]) == note[1:] for note in notes) or name in SHIFTED or not noted


def test_notes_go_in_and_out() -> None:
    clean = "學校開課，書記問話（全文）"
    noted = add_notes(clean)
    assert noted == "學(xué)校開(kāi)課(kè)，書(shū)記(jì)問(wèn)話(huà)（全文）"
    assert strip_notes(noted) == clean
    assert strip_notes(add_notes(clean, "（）")) == clean
    assert add_notes("没有繁体字") == "没有繁体字"


def test_a_note_inside_a_character_shifts_what_follows() -> None:
    assert shift_bytes("孩子沒去") == "孩子?jì)]去"
    assert shift_bytes("她的孩子沒來，等着") == "她的孩子?jì)]來(lái)，等着"
    assert shift_bytes("木屋\n木屋") == "木屋\n木屋"


def test_half_width_narrows_what_nfkc_narrows() -> None:
    text = "“好，”他说：《河》（上）！真的？"
    assert half_width(text) == "“好,”他说:《河》(上)!真的?"
    assert normalize("NFKC", text) == normalize("NFKC", half_width(text))
    assert truncate("一二三四五六七八九十", 0.7) == "一二三四五六七"


# The builder


@pytest.mark.parametrize(("portal", "name"), ALL)
def test_the_builder_gives_the_page_that_is_kept(portal: str, name: str) -> None:
    # Compared unpacked: another zlib packs the same page into other bytes.
    kept = (SAMPLES / portal / f"{name}.html.gz").read_bytes()
    assert gzip.decompress(kept) == build_page(SAMPLES / portal, RECORDS[portal], name)
    assert kept[4:8] == bytes(4)


def test_building_twice_gives_the_same_files(tmp_path: Path) -> None:
    folder = tmp_path / "yb983"
    folder.mkdir()
    for source in [SAMPLES / "yb983" / "site.toml", *sorted((SAMPLES / "yb983").glob("*.json"))[:3]]:
        (folder / source.name).write_bytes(source.read_bytes())
    assert build_portal(folder) == 3
    first = {path.name: path.read_bytes() for path in folder.glob("*.gz")}
    build_portal(folder)
    assert first == {path.name: path.read_bytes() for path in folder.glob("*.gz")}


def test_every_page_has_its_record_and_every_record_its_page() -> None:
    for portal in TEMPLATES:
        pages = {path.name.removesuffix(".html.gz") for path in (SAMPLES / portal).glob("*.gz")}
        assert pages == RECORDS[portal].keys()


# The sites


@pytest.mark.parametrize(("portal", "name"), ALL)
def test_every_page_is_served_and_decodable(portal: str, name: str) -> None:
    record = RECORDS[portal][name]
    status, headers, body = fetch(SITES[portal], urlsplit(record["url"]).path)
    assert status == 200
    assert headers["Content-Type"] == record["content_type"]
    assert "<title>" in body.decode(CHARSETS[portal])
    assert 15_000 < len(body) < 45_000


@pytest.mark.parametrize("portal", TEMPLATES)
def test_lists_lead_to_every_page(portal: str) -> None:
    site = SITES[portal]
    found = list(walk(site, "/"))
    assert sorted(found) == sorted(BASE + path for path in site.pages)
    news = set(walk(site, "/news/"))
    assert news == {BASE + path for path in site.pages if path.startswith("/news/")}
    sections = [link for path in site.lists if path.count("/") == 3 for link in walk(site, path)]
    assert sorted(sections) == sorted(news)


def test_a_list_shows_twenty_newest_first_in_the_portals_charset() -> None:
    _, headers, body = fetch(SITES["yb983"], "/news/")
    text = body.decode("gb18030")
    assert headers["Content-Type"] == "text/html"
    assert '<meta charset="gb2312">' in text
    assert "下一页" in text
    assert len(links(body)) == 20
    days = re.findall(r"<span>(\d{4}-\d\d-\d\d)</span>", text)
    assert days == sorted(days, reverse=True)
    assert fetch(SITES["yb983"], "/news/index.html")[2] == body
    assert len(links(fetch(SITES["yb983"], "/news/index_2.html")[2])) == 20


@pytest.mark.parametrize("portal", TEMPLATES)
def test_the_feed_holds_the_thirty_newest(portal: str) -> None:
    site = SITES[portal]
    _, headers, body = fetch(site, "/rss.xml")
    feed = etree.fromstring(body)
    assert headers["Content-Type"] == "application/rss+xml"
    assert [link.text for link in feed.iter("link")][1:] == [BASE + path for path in list(site.pages)[:30]]
    dates = [parsedate_to_datetime(str(date.text)) for date in feed.iter("pubDate")]
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext("channel/title") == site.title


@pytest.mark.parametrize("portal", TEMPLATES)
def test_the_sitemap_names_every_page(portal: str) -> None:
    sitemap = etree.fromstring(fetch(SITES[portal], "/sitemap.xml")[2])
    found = [str(place.text) for place in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(found) == sorted(BASE + path for path in SITES[portal].pages)


def test_robots_txt_closes_search_and_users_and_names_the_sitemap() -> None:
    body = fetch(SITES["yb983"], "/robots.txt")[2].decode()
    assert body.splitlines()[:3] == ["User-agent: *", "Disallow: /search", "Disallow: /user/"]
    assert f"Sitemap: {BASE}/sitemap.xml" in body
    assert "Crawl-delay" not in body


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/news/index_9.html",
        "/news/index_0.html",
        "/search?q=1",
        "/news",
        "",
        "//",
        "/%00",
        "/x/index_2.html",
    ],
)
def test_other_addresses_are_not_found(path: str) -> None:
    assert fetch(SITES["yb983"], path)[0] == 404


def test_a_query_is_ignored() -> None:
    path = next(iter(SITES["yb983"].pages))
    assert fetch(SITES["yb983"], path + "?from=hot")[2] == SITES["yb983"].pages[path].body


@pytest.mark.parametrize("path", ["/", "/rss.xml", next(iter(SITES["yb983"].pages))])
def test_the_same_etag_is_answered_304(path: str) -> None:
    _, headers, _ = fetch(SITES["yb983"], path)
    tag = headers["ETag"]
    assert parsedate_to_datetime(headers["Last-Modified"]).utcoffset() is not None
    for asked in (tag, f'"other", {tag}', f"W/{tag}"):
        status, again, body = SITES["yb983"].response(path, BASE, {"if-none-match": asked})
        assert (status, body, again["ETag"]) == (304, b"", tag)
    assert SITES["yb983"].response(path, BASE, {"If-None-Match": '"other"'})[0] == 200


def test_all_sites_load_from_the_samples_folder() -> None:
    assert samples_folder() == SAMPLES
    assert [site.portal for site in load_sites()] == sorted(TEMPLATES)


def test_the_packaged_samples_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.__file__", str(tmp_path / "crawler" / "__init__.py"))
    with pytest.raises(FileNotFoundError, match="install citydesk again"):
        samples_folder()
    (tmp_path / "samples").mkdir()
    assert samples_folder() == tmp_path / "samples"
    (tmp_path / "crawler" / "bundled_samples").mkdir(parents=True)
    assert samples_folder() == tmp_path / "crawler" / "bundled_samples"


# The server


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer([SITES["yb983"], SITES["dadongnews"]]) as running:
        yield running


@pytest.fixture
def connection(server: SampleServer) -> Iterator[HTTPConnection]:
    opened = HTTPConnection(server.host, server.port, timeout=10)
    yield opened
    opened.close()


def test_an_unknown_host_gets_the_first_site_and_links_to_the_address_asked(connection: HTTPConnection) -> None:
    connection.request("GET", "/")
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200
    assert "延边信息港" in body.decode("gb18030")
    assert all(link.startswith(f"http://{connection.host}:{connection.port}/") for link in links(body))


def test_the_host_header_picks_the_site(connection: HTTPConnection) -> None:
    connection.request("GET", "/news/", headers={"Host": "WWW.DadongNews.example"})
    assert "大東網" in connection.getresponse().read().decode()


def test_one_connection_serves_many_requests(connection: HTTPConnection) -> None:
    connection.connect()
    used = connection.sock
    for path in ("/", "/robots.txt", "/nothing", next(iter(SITES["yb983"].pages))):
        connection.request("GET", path)
        connection.getresponse().read()
        assert connection.sock is used


def test_head_and_not_modified_have_no_body(connection: HTTPConnection) -> None:
    connection.request("HEAD", "/rss.xml")
    head = connection.getresponse()
    assert head.read() == b""
    assert int(head.headers["Content-Length"]) > 1000
    connection.request("GET", "/rss.xml", headers={"If-None-Match": head.headers["ETag"]})
    again = connection.getresponse()
    assert (again.status, again.read()) == (304, b"")


def test_as_a_proxy_it_serves_the_portals_under_their_own_addresses(server: SampleServer) -> None:
    opener = build_opener(ProxyHandler({"http": server.url}))
    for portal, name in (("yb983", "48201"), ("dadongnews", "about")):
        record = RECORDS[portal][name]
        with opener.open(record["url"], timeout=10) as answer:
            assert answer.read() == SITES[portal].pages[urlsplit(record["url"]).path].body
    with opener.open(Request("http://www.dadongnews.example/sitemap.xml"), timeout=10) as answer:
        assert b"<loc>http://www.dadongnews.example/news/" in answer.read()


def test_as_a_proxy_it_refuses_other_hosts(server: SampleServer) -> None:
    opener = build_opener(ProxyHandler({"http": server.url}))
    with pytest.raises(HTTPError) as refused:
        opener.open("http://portal.invalid/", timeout=10)
    assert refused.value.code == 502
    assert refused.value.read() == b"502: no sample portal is portal.invalid\n"
    refused.value.close()


def test_without_a_site_there_is_nothing_to_serve() -> None:
    with pytest.raises(ValueError, match="no sample portal to serve"):
        SampleServer([])
