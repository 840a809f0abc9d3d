"""Addresses that never end are cut and named; those of real portals, however long, dated or many, are not."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import traps
from crawler.discovery.traps import MOST_DRY, MOST_DRY_QUERIES, TRAPS, Trap, Traps, address_trap
from crawler.scheduling.visits import Kind, Lead, Target

HOST = "http://portal.example"
YEAR = 2026


def lead(path: str, kind: Kind = "list", page: int = 0) -> Lead:
    return Lead(HOST + path, kind, HOST + path, page=page)


def read(book: Traps, path: str, articles: int = 0, first: int = 0) -> None:
    """A list that names the articles ``first`` and on."""
    leads = [lead(f"/news/{number}.html", "article") for number in range(first, first + articles)]
    book.note(Target(HOST + path, "list"), leads)


@pytest.mark.parametrize("trap", TRAPS[:3], ids=lambda trap: trap.id)
def test_an_address_alone_shows_it(trap: Trap) -> None:
    assert address_trap(trap.example, YEAR, is_list=True) == trap.id
    assert address_trap(trap.counter_example, YEAR, is_list=True) == ""


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.id)
def test_no_counter_example_is_cut_by_a_new_run(trap: Trap) -> None:
    for kind in ("list", "article"):
        assert Traps(YEAR).judge(Lead(trap.counter_example, kind)) == ""


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        ("/calendar/2031-05", "list", "calendar"),
        ("/calendar/2031-05/", "list", "calendar"),
        ("/events?month=2031", "list", "calendar"),
        ("/events/2031/05/13/", "article", "calendar"),
        ("/content/2031/12/7.html", "article", ""),  # number 2031, of which page 12
        ("/content/2031/12.html", "list", ""),
        ("/archive/2027/01/", "list", ""),  # next year's first events
        ("/archive/1998/01/", "list", ""),
        ("/x/x/x/1.html", "list", "endless-path"),
        ("/n/l/s/n/l/s/n/l/s/", "list", "endless-path"),
        ("/n/l/n/l/1.html", "list", ""),  # a town and a paper of one name
        ("/2022/2/2/2.html", "article", ""),
        ("/1/1/1/1.html", "article", ""),
        ("//a//b//c", "list", ""),
        ("/" + "d/" * 3 + "1.html", "article", "endless-path"),
        ("/zw/gk/jg/ks/bg/wj/tz/xw/2026/05/13/1.html", "article", ""),
        ("/" + "/".join(f"s{number}" for number in range(16)), "article", "deep-path"),
    ],
)
def test_what_an_address_tells(path: str, kind: Kind, expected: str) -> None:
    assert Traps(YEAR).judge(lead(path, kind)) == expected


def test_sources_of_their_own_are_never_judged() -> None:
    assert Traps(YEAR).judge(lead("/maps/2031/05/", "sitemap")) == ""


def test_a_list_is_read_in_one_order_only() -> None:
    book = Traps(YEAR)
    assert book.judge(lead("/list?c=3&order=new")) == ""
    assert book.judge(lead("/list?c=3&order=new&page=2")) == ""
    assert book.judge(lead("/list?c=4&order=new")) == ""
    assert book.judge(lead("/list?c=3&order=hot")) == "sort-order"
    assert book.judge(lead("/list?c=3&sort=asc&order=new")) == "sort-order"
    assert book.judge(lead("/list?c=3")) == ""
    assert [book.judge(lead(f"/list?sort={number}")) for number in range(40)] == [""] * 40


def token(number: int) -> str:
    return f"{number * 7919:08x}ab1c9"


def test_a_session_id_brings_every_article_in_once_it_is_known() -> None:
    book = Traps(YEAR)
    judged = [
        book.judge(lead(f"/show?id={article}&visit={token(view * 100 + article)}", "article"))
        for view in range(20)
        for article in range(30)
    ]
    let_in = Counter(judged)[""]
    assert judged[:30] == [""] * 30
    assert set(judged) == {"", "session"}
    assert let_in <= 30 + 5


def test_a_session_id_stays_known_from_one_run_to_the_next() -> None:
    book = Traps(YEAR)
    book.seed(
        f"{HOST}/show?id={article}&visit={token(view * 100 + article)}" for view in (1, 2) for article in range(9)
    )
    assert book.judge(lead(f"/show?id=3&visit={token(999)}", "article")) == "session"
    assert book.judge(lead(f"/show?id=31&visit={token(999)}", "article")) == ""


def test_articles_whose_id_is_a_random_key_are_all_let_in() -> None:
    book = Traps(YEAR)
    assert {book.judge(lead(f"/show?key={token(number)}", "article")) for number in range(500)} == {""}
    assert {book.judge(lead(f"/show?catid={number % 9}&id={number}", "article")) for number in range(500)} == {""}


def test_pages_without_new_articles_end_a_list() -> None:
    book = Traps(YEAR)
    for page in range(2, 40):
        assert book.judge(lead(f"/news/index_{page}.html", page=page)) == ""
        read(book, f"/news/index_{page}.html", 20, first=page * 20)
    for page in range(40, 40 + MOST_DRY):
        assert book.judge(lead(f"/news/index_{page}.html", page=page)) == ""
        read(book, f"/news/index_{page}.html", 20, first=20 * 20)
    assert book.judge(lead("/news/index_50.html", page=50)) == "pagination"
    assert book.judge(lead("/sports/index_50.html", page=50)) == ""


def test_one_page_with_news_opens_it_again() -> None:
    book = Traps(YEAR)
    for month in range(1, 9):
        read(book, f"/archive/2019/{month:02}/")
    assert book.judge(lead("/archive/2018/01/")) == "calendar"
    read(book, "/archive/2018/02/", 3)
    assert book.judge(lead("/archive/2018/01/")) == ""


def test_a_year_of_daily_lists_with_articles_is_read() -> None:
    book = Traps(YEAR)
    for day in range(360):
        path = f"/2025/{day // 30 + 1:02}/{day % 30 + 1:02}/"
        assert book.judge(lead(path)) == ""
        read(book, path, 12, first=day * 10)  # two of the day before


def test_many_sections_of_one_script_are_read_and_a_query_without_end_is_not() -> None:
    book = Traps(YEAR)
    for section in range(400):
        assert book.judge(lead(f"/list.php?catid={section}")) == ""
        read(book, f"/list.php?catid={section}", 5, first=section * 5 - section % 7)
    for visit in range(MOST_DRY_QUERIES + 1):  # the first is new
        read(book, f"/front?word{chr(97 + visit)}=x", 5)
    assert book.judge(lead("/front?z=y")) == "new-query"


def test_the_same_lists_under_many_addresses() -> None:
    book = Traps(YEAR)
    for number in range(100, 101 + MOST_DRY):
        read(book, f"/go/{number}/", 30)
    assert book.judge(lead("/go/177/")) == "same-content"
    assert book.judge(lead("/go/177/1.html", "article")) == ""


def test_sifting_counts_by_name_and_keeps_the_order() -> None:
    leads = [lead("/b/"), lead("/e/2031/05/"), lead("/a/"), lead("/e/2032/05/")]
    kept, cut = Traps(YEAR).sift(leads, Target(f"{HOST}/", "list"))
    assert ([one.url for one in kept], cut) == ([f"{HOST}/b/", f"{HOST}/a/"], Counter(calendar=2))


def test_memory_is_bounded_and_what_is_not_remembered_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MAX_GROUPS", "MAX_SEEN", "MAX_KEYS"):
        monkeypatch.setattr(traps, name, 10)
    book = Traps(YEAR)
    for number in range(200):
        read(book, f"/s{chr(97 + number % 26)}{number}/{number}/", 9, first=number)
        for view in range(3):
            assert book.judge(lead(f"/show?id=a{number}&order=new&v={token(number + view * 999)}", "article")) in (
                "",
                "session",
            )
    assert len(book._seen) <= 10
    assert sum(map(len, book._seen.values())) <= 20
    assert len(book._tokens) <= 10
    assert len(book._orders) <= 10


@given(st.lists(st.sampled_from(["a", "b", "1", "22", "", "c.html"]), max_size=20))
def test_any_path_is_judged(segments: list[str]) -> None:
    assert address_trap(f"{HOST}/{'/'.join(segments)}", YEAR, is_list=True) in ("", "deep-path", "endless-path")
