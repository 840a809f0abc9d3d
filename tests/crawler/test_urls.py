import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.urls import MAX_LENGTH, RULES, UrlRule, canonical_url, check_url, host_of, join, same_portal

PIECES = st.sampled_from(
    [
        "/",
        "//",
        "/./",
        "/../",
        "news",
        "index.html",
        "Default.HTM",
        ";jsessionid=4F",
        "(S(abcdefghijklmnopqrstuvwx))",
        "新闻",
        "%e6%96%b0",
        "%2F",
        "%zz",
        "%",
        "%25%34%31",
        " ",
        "+",
        "~",
        "?",
        "&",
        "=",
        "#",
        "utm_source=x",
        "from=app",
        "sid=0123456789abcdef",
        ":80",
        ":443",
        "a=1",
        "A=2",
        "_=5",
        ";",
        "\\",
        "|",
    ]
)
HOSTS = st.sampled_from(["news.example", "WWW.News.Example", "news.example:80", "news.example:443", "127.0.0.1:8080"])
URLS = st.builds("{}://{}/{}".format, st.sampled_from(["http", "https"]), HOSTS, st.lists(PIECES).map("".join))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_takes_its_part_out_and_leaves_the_counter_example(rule: UrlRule) -> None:
    assert canonical_url(rule.example) == rule.result
    assert canonical_url(rule.counter_example) == rule.counter_example


def test_rules_are_named_once_and_have_no_nested_repetition() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert not re.search(r"[+*]\)[+*{]", rule.pattern)


@settings(max_examples=300)
@given(URLS)
def test_canonical_url_is_idempotent(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(URLS)
def test_the_fragment_never_counts(url: str) -> None:
    bare = url.partition("#")[0].rstrip()
    assert canonical_url(f"{bare}#comments") == canonical_url(bare)


@given(URLS)
def test_host_and_portal_do_not_change_with_the_spelling(url: str) -> None:
    assert host_of(canonical_url(url)) == host_of(url)
    assert same_portal(url, [host_of(url)])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTP://News.Example", "http://news.example/"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:80/a", "https://news.example:80/a"),
        ("http://news.example:443/a", "http://news.example:443/a"),
        ("http://news.example./a./b", "http://news.example/a./b"),
        ("http://news.example/a//b./c", "http://news.example/a//b./c"),
        ("http://news.example.:80/a", "http://news.example/a"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("http://news.example/x:80/a", "http://news.example/x:80/a"),
        ("http://news.example/a?b=2&a=1#top", "http://news.example/a?a=1&b=2"),
        ("http://news.example/a/./b/../c", "http://news.example/a/c"),
        ("http://news.example/a?", "http://news.example/a"),
        ("  http://news.example/a\n", "http://news.example/a"),
        ("http://news.example/新闻/一", "http://news.example/%E6%96%B0%E9%97%BB/%E4%B8%80"),
        ("http://news.example/a?q=%d6%d0", "http://news.example/a?q=%D6%D0"),
        ("http://新闻.example/", "http://xn--efvy88h.example/"),
        ("http://www.news.example/a", "http://www.news.example/a"),
        ("http://news.example/INDEX.HTML", "http://news.example/"),
        ("http://news.example/default.html?utm_source=x", "http://news.example/"),
        ("http://news.example/index.html?id=7", "http://news.example/index.html?id=7"),
        ("http://news.example/my-index.html", "http://news.example/my-index.html"),
        ("http://news.example/a;JSESSIONID=77/index.html", "http://news.example/a/"),
        ("http://news.example/(S(abcdefghijklmnopqrstuvwx))/a.aspx", "http://news.example/a.aspx"),
        ("http://news.example/a?id=1&FROM=timeline&from=20", "http://news.example/a?from=20&id=1"),
    ],
)
def test_canonical_url(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


def test_an_unreadable_port_is_an_error_here_and_a_reason_there() -> None:
    with pytest.raises(ValueError, match="Port"):
        canonical_url("http://news.example:eighty/")
    assert check_url("http://news.example:eighty/") == "bad host or port"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://news.example/a", ""),
        ("https://news.example:8443/a?b#c", ""),
        (" http://news.example/a\n", ""),
        ("http://127.0.0.1:8000/", ""),
        ("http://[::1]:8000/", ""),
        ("http://新闻.example/", ""),
        ("http://under_score.example/", ""),
        ("http://news.example./", ""),
        ("", "not http or https"),
        ("//news.example/a", "not http or https"),
        ("news.example/a", "not http or https"),
        ("mailto:desk@news.example", "not http or https"),
        ("javascript:void(0)", "not http or https"),
        ("file:///etc/passwd", "not http or https"),
        ("ftp://news.example/a", "not http or https"),
        ("data:text/html,hello", "not http or https"),
        ("http://me:secret@news.example/", "credentials"),
        ("http://news.example@elsewhere.example/", "credentials"),
        ("http://news.example\\@elsewhere.example/", "credentials"),
        ("http://", "bad host or port"),
        ("http:///a", "bad host or port"),
        ("http://news.example:0/", "bad host or port"),
        ("http://news.example:99999/", "bad host or port"),
        ("http://two words.example/", "bad host or port"),
        ("http://news.example\\.elsewhere.example/", "bad host or port"),
        ("http://[::1/", "bad host or port"),
        ("http://www.example.cn[::1]/", "bad host or port"),
        ("http://[::1]x/", "bad host or port"),
        ("http://%31%32%37.0.0.1/", "bad host or port"),
        (f"http://{'新' * 80}.example/", "bad host or port"),
        ("http://news.example/\x00", "control character"),
        ("http://news.example/\x1b[31m", "control character"),
        ("http://news.example/" + "a" * MAX_LENGTH, "longer than 2048 characters"),
    ],
)
def test_check_url(url: str, reason: str) -> None:
    assert check_url(url) == reason


@given(st.text(max_size=60))
def test_check_url_never_raises_and_what_it_passes_has_a_canonical_form(text: str) -> None:
    for url in (text, f"http://{text}", f"https://news.example/{text}"):
        if not check_url(url):
            assert canonical_url(url).startswith("http")
            assert host_of(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://News.Example/a", "news.example"),
        ("http://news.example:80/a", "news.example"),
        ("https://news.example:80/a", "news.example:80"),
        ("http://news.example./a", "news.example"),
        ("http://新闻.example/a", "xn--efvy88h.example"),
        ("http://127.0.0.1:8001/", "127.0.0.1:8001"),
        ("http://[::1]:8001/", "[::1]:8001"),
        ("http://[::1]/", "[::1]"),
        ("mailto:desk@news.example", ""),
        ("http://news.example:none/", ""),
        ("", ""),
    ],
)
def test_host_of(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "hosts", "expected"),
    [
        ("http://news.example/a", ("news.example",), True),
        ("http://www.news.example/a", ("news.example",), True),
        ("http://news.example/a", ("www.news.example",), True),
        ("http://city.news.example/a", ("www.news.example",), True),
        ("http://NEWS.example/a", ("News.Example",), True),
        ("http://badnews.example/a", ("news.example",), False),
        ("http://news.example.evil.example/a", ("news.example",), False),
        ("http://127.0.0.1:8001/", ("127.0.0.1:8001",), True),
        ("http://127.0.0.1:8002/", ("127.0.0.1:8001",), False),
        ("http://127.0.0.1:8002/", ("127.0.0.1",), True),
        ("http://[::1]:8001/", ("[::1]",), True),
        ("http://[::1]:8001/", ("[::1]:8002",), False),
        ("http://news.example/a", ("other.example", "news.example"), True),
        ("http://新闻.example/a", ("新闻.example",), True),
        ("http://xn--efvy88h.example:8001/a", ("www.新闻.example:8001",), True),
        ("http://新闻.example/a", ("xn--efvy88h.example",), True),
        ("http://news.example/a", ("news.example.",), True),
        ("http://news.example/a", (), False),
        ("mailto:desk@news.example", ("news.example",), False),
    ],
)
def test_same_portal(url: str, hosts: tuple[str, ...], expected: bool) -> None:
    assert same_portal(url, hosts) is expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("1.jpg", "http://news.example/a/1.jpg"),
        ("../1.jpg", "http://news.example/1.jpg"),
        ("//img.example/1.jpg", "http://img.example/1.jpg"),
        ("https://img.example/1.jpg", "https://img.example/1.jpg"),
        ("", "http://news.example/a/7.html"),
        ("http://[bad/1.jpg", ""),
        ("//[x", ""),
        ("http://img.example:99999/1.jpg", ""),
        ("javascript:void(0)", ""),
        ("data:image/gif;base64,R0", ""),
    ],
)
def test_addresses_of_a_page_are_joined_or_refused(href: str, expected: str) -> None:
    assert join("http://news.example/a/7.html", href) == expected


def test_a_page_without_an_address_has_no_relative_ones() -> None:
    assert join("", "1.jpg") == ""
    assert join("", "http://news.example/1.jpg") == "http://news.example/1.jpg"


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_two_texts_are_joined_to_an_address_or_to_nothing(base: str, href: str) -> None:
    for start in (base, "http://news.example/", f"http://{base}"):
        assert (url := join(start, href)) == "" or check_url(url) == ""
