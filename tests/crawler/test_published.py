"""When an article was published: claims of the head against the date that the page prints."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.reading import dates
from crawler.reading.published import published
from crawler.reading.reading import read_page
from tests.crawler.pages import EN, URL, ZH, Story, ld, page, paragraphs, portal_page

EAST = timezone(timedelta(hours=8))
HOME = "http://www.nanwan.example/news/48201.html"


def times(
    info: str = "",
    head: str = "",
    *,
    story: Story = ZH,
    url: str = HOME,
    first: bool = True,
    after: str = "",
    inside: str = "",
) -> tuple[str, str]:
    """(published, modified) of a portal's page whose date line is ``info``; ``first``: the printed date leads."""
    read = read_page(portal_page(story, info=info, head=head, url=url, after=after, inside=inside))
    found, modified = published(read, EAST, first)
    return dates.iso(found) if found else "", dates.iso(modified) if modified else ""


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("2023-09-04 08:30　来源：南湾日报", "2023-09-04T08:30:00+08:00"),
        ("发布时间：2023年9月4日 8:30", "2023-09-04T08:30:00+08:00"),
        ("来源：南湾日报 | 2023/09/04 08:30:15 | 点击：52", "2023-09-04T08:30:15+08:00"),
        ("2023-09-04", "2023-09-04T00:00:00+08:00"),
        ("September 4, 2023 at 8:30 am", "2023-09-04T08:30:00+08:00"),
        ("04.09.2023, 08:30 Uhr", "2023-09-04T08:30:00+08:00"),
        ("<span>2023-09-04</span> <span>08:30</span>", "2023-09-04T08:30:00+08:00"),
        ("", ""),
        ("今天", ""),
        ("点击：20230904次", ""),
    ],
)
def test_the_date_printed_below_the_headline(info: str, expected: str) -> None:
    assert times(info) == (expected, "")


@pytest.mark.parametrize(
    "head",
    [
        ld(datePublished="2023-09-04T08:30:00+08:00"),
        ld(datePublished="2023-09-04T00:30:00Z"),
        ld(datePublished="2023-09-04 08:30:00"),
        '<meta property="article:published_time" content="2023-09-04T08:30+08:00">',
        '<meta name="PubDate" content="2023-09-04 08:30">',
        '<meta name="publishdate" content="2023年09月04日 08:30">',
        '<meta name="date" content="irgendwann"><meta name="dc.date" content="2023-09-04 08:30">',
    ],
)
def test_claims_serve_where_nothing_is_printed(head: str) -> None:
    found, _ = times("", head)
    assert datetime.fromisoformat(found) == datetime(2023, 9, 4, 8, 30, tzinfo=EAST)


@pytest.mark.parametrize("claim", ["2021-01-01T00:00:00+08:00", "2023-09-20 12:00:00", "2026-02-03T04:05:06Z"])
def test_json_ld_that_lies_about_the_date_on_a_chinese_page_loses_against_the_printed_date(claim: str) -> None:
    assert times("2023-09-04 08:30", ld(datePublished=claim))[0] == "2023-09-04T08:30:00+08:00"


def test_elsewhere_json_ld_wins_against_a_printed_date() -> None:
    head = ld(datePublished="2023-09-04T08:30:00+01:00")
    assert times("7 September 2023", head, story=EN, first=False)[0] == "2023-09-04T08:30:00+01:00"


@pytest.mark.parametrize("first", [True, False])
def test_of_two_dates_of_one_day_the_one_with_a_time_serves(first: bool) -> None:
    expected = "2023-09-04T08:30:00+08:00"
    assert times("2023-09-04", ld(datePublished=expected), first=first)[0] == expected
    assert times("2023-09-04 08:30", ld(datePublished="2023-09-04"), first=first)[0] == expected


@pytest.mark.parametrize(
    "claim",
    [
        "",
        "yesterday",
        "0000-00-00",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2023-02-30",
        "{{date}}",
        "NaN",
        "9" * 40,
        "99991231",
    ],
)
def test_claims_that_are_no_date_are_passed_over(claim: str) -> None:
    meta = '<meta name="pubdate" content="2023-09-04 08:30">'
    assert times("", ld(datePublished=claim) + meta)[0] == "2023-09-04T08:30:00+08:00"


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (
            "2023-09-04 08:30 来源：南湾日报 更新时间：2023-09-05 10:00",
            ("2023-09-04T08:30:00+08:00", "2023-09-05T10:00:00+08:00"),
        ),
        (
            "2023-09-04 08:30　更新时间：2023-09-05 10:00",
            ("2023-09-04T08:30:00+08:00", "2023-09-05T10:00:00+08:00"),
        ),
        (
            "2023-09-04 08:30 更新：2023-09-05 10:00",
            ("2023-09-04T08:30:00+08:00", "2023-09-05T10:00:00+08:00"),
        ),
        (
            "Sept 4, 2023 8:30 am | Updated Sept 5, 2023 10:00 am",
            ("2023-09-04T08:30:00+08:00", "2023-09-05T10:00:00+08:00"),
        ),
        (
            "更新时间：2023-09-05 10:00 2023-09-04 08:30",
            ("2023-09-04T08:30:00+08:00", "2023-09-05T10:00:00+08:00"),
        ),
        (
            "2023-09-04 08:30 发布 2023-09-05 10:00 更新",
            ("2023-09-04T08:30:00+08:00", "2023-09-05T10:00:00+08:00"),
        ),
        (
            "Updated September 5, 2023 10:00<br>Published September 4, 2023 08:30",
            ("2023-09-04T08:30:00+08:00", "2023-09-05T10:00:00+08:00"),
        ),
        (
            "<p>2023-09-04 08:30</p><p>最后修改：2023-09-05 10:00</p>",
            ("2023-09-04T08:30:00+08:00", "2023-09-05T10:00:00+08:00"),
        ),
    ],
)
def test_a_date_of_an_update_is_not_the_date_of_publication(info: str, expected: tuple[str, str]) -> None:
    assert times(info) == expected


def test_a_claimed_update_is_trusted_more_than_a_printed_one() -> None:
    head = '<meta property="article:modified_time" content="2023-09-06T12:00:00+08:00">'
    assert times("<p>2023-09-04 08:30</p><p>更新：2023-09-05 10:00</p>", head) == (
        "2023-09-04T08:30:00+08:00",
        "2023-09-06T12:00:00+08:00",
    )


def test_dates_in_the_text_are_not_the_article_s() -> None:
    history = "2011年6月1日，老码头卸下最后一船煤炭，此后十二年一直闲置，货场上长满了半人高的野草，附近的居民天黑以后很少经过，出租车司机也不愿意开到那里。"
    story = Story(ZH.title, (history, *ZH.paragraphs))
    assert times("", story=story) == ("", "")
    assert times("2023-09-04 08:30", story=story)[0] == "2023-09-04T08:30:00+08:00"


@pytest.mark.parametrize(
    "history",
    [
        "2011年6月1日，老码头卸下最后一船煤炭，此后十二年一直闲置，货场上长满了半人高的野草，附近居民很少经过。",
        "2011年6月1日，老码头卸下最后一船煤炭。",
    ],
)
def test_a_date_in_a_short_first_paragraph_is_not_the_article_s(history: str) -> None:
    assert times("", story=Story(ZH.title, (history, *ZH.paragraphs))) == ("", "")


def test_dates_of_other_articles_are_not_the_article_s() -> None:
    others = "".join(f'<li><a href="/{n}">渡口停航通知</a> 2023-08-1{n}</li>' for n in range(6))
    body = (
        f"<ul>{others}</ul><h1>{ZH.title}</h1><p>2023-09-04</p><div>{paragraphs(*ZH.paragraphs)}</div><ul>{others}</ul>"
    )
    found, _ = published(read_page(page(body, title=ZH.title, url=HOME)), EAST, True)
    assert found == datetime(2023, 9, 4, tzinfo=EAST)


def test_a_date_behind_the_text_serves_when_there_is_no_other() -> None:
    after = "<p>（南湾信息网 2023年9月4日发布）</p>"
    assert times("", after=after)[0] == "2023-09-04T00:00:00+08:00"
    assert times("2023-09-01 08:30", after=after)[0] == "2023-09-01T08:30:00+08:00"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://www.nanwan.example/news/2023/09/04/48201.html", "2023-09-04T00:00:00+08:00"),
        ("http://www.nanwan.example/news/202309/t20230904_48201.html", "2023-09-04T00:00:00+08:00"),
        ("http://www.nanwan.example/2023-09-04-ferry/", "2023-09-04T00:00:00+08:00"),
        ("http://www.nanwan.example/2023/0230/1.html", ""),
        ("http://www.nanwan.example/20230230/1.html", ""),
        ("http://www.nanwan.example/20991231/1.html", ""),
        ("http://www.nanwan.example/1202309041.html", ""),
        ("http://www.nanwan.example/20231304.html", ""),
        (URL, ""),
        ("http://www.nanwan.example/content/19870506.html", ""),
    ],
)
def test_the_address_is_asked_last(url: str, expected: str) -> None:
    assert times("", url=url)[0] == expected
    assert times("2023-09-03 08:30", url=url)[0] == "2023-09-03T08:30:00+08:00"


@pytest.mark.parametrize("body", ["", "<img src=1.jpg>", "<p>2023-09-04</p>", "<h1>2023-09-04</h1>"])
def test_pages_without_text_break_nothing(body: str) -> None:
    for first in (True, False):
        found, _ = published(read_page(page(body, ld(datePublished="2023-09-04"))), UTC, first)
        assert found == datetime(2023, 9, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("发布日期：2023-09-04 14:34:05 所属分类：社会", "2023-09-04T14:34:05+08:00"),
        ("版权声明 来源：南湾商报 时间：2023-09-04 14:34 作者：", "2023-09-04T14:34:00+08:00"),
        ("© 2023-09-04 南湾信息网", ""),
        ("上次访问 2023-09-04", ""),
    ],
)
def test_a_date_in_the_frame_behind_the_article_must_say_what_it_is_of(line: str, expected: str) -> None:
    after = f'<div class="comment"><p>查看评论</p></div><div class="footer"><p>{line}</p></div>'
    assert times("", after=after)[0] == expected


@pytest.mark.parametrize(
    ("info", "claimed", "expected"),
    [
        ("September 4, 2023 — 5.30 am", "2023-09-03T18:30:12Z", "2023-09-04T05:30:12+11:00"),
        ("03/09/2023 21:44", "2023-09-04T00:44:52Z", "2023-09-03T21:44:52-03:00"),
        ("4 September 2023 08:15", "2023-09-04T02:30:00Z", "2023-09-04T08:15:00+05:45"),
        ("4 September 2023", "2023-09-03T23:15:00Z", "2023-09-04T07:15:00+08:00"),
        ("4 September 2023", "2023-09-04T02:15:00Z", "2023-09-04T02:15:00+00:00"),
        ("2 September 2023", "2023-09-03T02:15:00Z", "2023-09-03T02:15:00+00:00"),
        ("4 September 2023 08:07", "2023-09-04T02:30:00Z", "2023-09-04T02:30:00+00:00"),
        ("4 September 2023 08:30", "2023-09-04T08:30:00+02:00", "2023-09-04T08:30:00+02:00"),
    ],
)
def test_a_moment_claimed_in_utc_is_told_by_the_printed_clock(info: str, claimed: str, expected: str) -> None:
    assert times(info, ld(datePublished=claimed), story=EN, first=False)[0] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<div>2.9.2023 klo 12.45</div>", "2023-09-02T12:45:00+08:00"),
        ("<div>2023-09-02 12:45</div>", "2023-09-02T12:45:00+08:00"),
        (
            "<p>Until the second of September 2023 the piers stay closed, says the harbour master, and boats land elsewhere.</p>",
            "",
        ),
        ("<div>Updated: 2 September 2023</div>", ""),
    ],
)
def test_a_date_alone_below_the_standfirst(line: str, expected: str) -> None:
    body = f"<h1>{EN.title}</h1><p>{EN.paragraphs[0]}</p>{line}<div>{paragraphs(*EN.paragraphs[1:])}</div>"
    found, _ = published(read_page(page(f"<main>{body}</main>", title=EN.title, url=HOME)), EAST, False)
    assert (dates.iso(found) if found else "") == expected


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ('<time datetime="2023-09-04T08:30:00+02:00">4 minutes ago</time>', "2023-09-04T08:30:00+02:00"),
        ('<time datetime="2023-09-04 08:30">4 minutes ago</time>', "2023-09-04T08:30:00+08:00"),
        ('<span itemprop="datePublished" content="2023-09-04T08:30:00Z">today</span>', "2023-09-04T08:30:00+00:00"),
        ('<time datetime="soon">4 minutes ago</time>', ""),
        ("<time>4 minutes ago</time>", ""),
        ('<nav><time datetime="2023-09-04T08:30:00+02:00">now</time></nav>', ""),
    ],
)
def test_a_date_in_the_markup_alone(info: str, expected: str) -> None:
    assert times(info, story=EN, first=False)[0] == expected


def test_what_is_printed_or_claimed_goes_before_the_markup() -> None:
    mark = '<time datetime="2020-01-01T00:00:00Z">lately</time>'
    assert times(f"{mark} 4 September 2023", story=EN, first=False)[0].startswith("2023-09-04")
    assert times(mark, ld(datePublished="2023-09-04T08:30:00Z"), story=EN, first=False)[0].startswith("2023-09-04")
