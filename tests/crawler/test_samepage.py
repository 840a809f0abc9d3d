import re

import pytest

from crawler.discovery.samepage import FORMS, Form, are_kin, are_twins, names_of, page_key, parameters, plain


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_form_is_the_same_page_and_the_counter_example_another(form: Form) -> None:
    assert form.example != form.twin
    assert page_key(form.example) == page_key(form.twin)
    assert page_key(form.counter_example) != page_key(form.twin)
    assert (page_key(form.example, True) == page_key(form.twin, True)) is form.lists


def test_forms_are_named_once_and_have_no_nested_repetition() -> None:
    assert len({form.id for form in FORMS}) == len(FORMS)
    for form in FORMS:
        assert not re.search(r"[+*]\)[+*{]", form.pattern)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.example/a/7.html", "https://news.example/a/7.html"),
        ("http://m.news.example/a/7.html", "https://www.news.example/a/7.html"),
        ("http://m.www.news.example/a/7.html", "http://news.example/a/7.html"),
        ("http://news.example/a/7/amp", "http://news.example/a/7"),
        ("http://news.example/amp/2024/bridge-opens", "http://news.example/2024/bridge-opens/"),
        ("http://news.example/a?id=7&mobile=1", "http://news.example/a?id=7"),
        ("http://news.example/a?id=7&output=amp", "http://news.example/a?id=7"),
        ("http://news.example/a?amp=&id=7", "http://news.example/a?id=7"),
        ("http://news.example/t20240513_7_pc.html", "http://news.example/t20240513_7.html"),
    ],
)
def test_twins(one: str, other: str) -> None:
    assert are_twins(one, other)
    assert are_kin(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.example/a?id=7", "http://news.example/a?id=8"),
        ("http://news.example/a?id=7", "http://news.example/a?newsid=7"),
        ("http://news.example/a?id=7&page=2", "http://news.example/a?id=7"),
        ("http://news.example/a?7=", "http://news.example/a?8="),
        ("http://news.example/A/7.html", "http://news.example/a/7.html"),
        ("http://news.example:8080/a/7.html", "http://news.example/a/7.html"),
        ("http://m.example/a/7.html", "http://example/a/7.html"),
        ("http://city.news.example/a/7.html", "http://news.example/a/7.html"),
        ("http://news.example/m/", "http://news.example/"),
        ("http://news.example/wap/", "http://news.example/"),
        ("http://news.example/a/7_2.html", "http://news.example/a/7.html"),
        ("http://news.example/type-m.html", "http://news.example/type.html"),
    ],
)
def test_other_pages(one: str, other: str) -> None:
    assert not are_twins(one, other)


def test_a_mobile_front_page_is_another_list() -> None:
    assert page_key("http://m.news.example/society/", True) != page_key("http://www.news.example/society/", True)
    assert page_key("https://news.example/society", True) == page_key(
        "http://www.news.example/society/index.html", True
    )


def test_parameters_that_were_learnt_to_tell_nothing_do_not_count() -> None:
    learnt = frozenset(("channel",))
    assert plain("http://news.example/a?Channel=top&id=7", False, learnt) == "news.example/a?id=7"
    assert dict(parameters("http://news.example/a?Channel=top&id=7")) == {
        "channel": "http://news.example/a?id=7",
        "id": "http://news.example/a?Channel=top",
    }
    assert list(parameters("http://news.example/a")) == []


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("http://news.example/2024-05/13/content_10003.html", {"10003"}),
        ("http://news.example/20240513/a7.html", {"7"}),
        ("http://news.example/show.php?cat=3&id=77123", {"77123"}),
        ("http://news.example/2024/new-bridge-opens.html", {"new-bridge-opens"}),
        ("http://news.example/about.html", set()),
    ],
)
def test_what_names_an_article(url: str, names: set[str]) -> None:
    assert names_of(url) == names


@pytest.mark.parametrize(
    ("one", "other", "kin"),
    [
        ("http://news.example/show?id=77123", "http://news.example/a/77123.html", True),
        ("http://news.example/?p=7", "http://news.example/a/7.html", True),
        ("http://news.example/society/new-bridge-opens", "http://news.example/new-bridge-opens.html", True),
        (
            "http://news.example/2024-05/13/content_10003.html",
            "http://news.example/2024-05/13/content_10004.html",
            False,
        ),
        ("http://news.example/a/7.html", "http://news.example/society/", False),
        ("http://news.example/about.html", "http://news.example/imprint.html", False),
    ],
)
def test_kin(one: str, other: str, kin: bool) -> None:
    assert are_kin(one, other) is kin
